"""Does what is shown now agree with what was recorded last?

Clinics, their setups and calendars, patients, pumps, stock products, courses, people, systems, feeds, subscriptions and
fill orders stand in tables whose rows change. Each change is also kept for good in a row that the audit trail
witnesses, so a role or a password that somebody wrote into the store by hand shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Table, and_, func, select

from haipdose.records import tables
from haipdose.records.audit import text_digest
from haipdose.records.columns import canonical
from haipdose.records.feeds import feed_shown
from haipdose.records.outbox import subscription_shown
from haipdose.records.people import person_shown
from haipdose.records.snapshot import stream

_SHOWN_IN: Final = {
    "clinic": (tables.clinics, "settings"),
    "patient": (tables.patients, "document"),
    "pump": (tables.pumps, "document"),
    "product": (tables.stock_products, "document"),
    "setup": (tables.clinic_setups, "document"),
    "schedule": (tables.clinic_schedules, "document"),
    "course": (tables.courses, "header"),
}
"""Kinds whose recorded document stands in one column."""


def differing(connection: Connection) -> Iterator[str]:
    """The places of rows that are not as they were recorded last."""
    for kind, (table, column) in _SHOWN_IN.items():
        for row in stream(connection, _with_last(kind, table)):
            if row.last != text_digest(canonical(row._mapping[column])):
                yield f"{table.name}/{row.id}"
    for row in stream(connection, _with_last("person", tables.people)):
        if row.last != text_digest(canonical(person_shown(row, _roles(connection, row.id)))):
            yield f"people/{row.id}"
    for row in stream(connection, _with_last("system", tables.systems)):
        shown = {"scopes": list(row.scopes), "keys": row.keys, "active": row.active}
        if row.last != text_digest(canonical(shown)):
            yield f"systems/{row.id}"
    for row in stream(connection, _with_last("feed", tables.feeds)):
        if row.last != text_digest(canonical(feed_shown(row))):
            yield f"feeds/{row.id}"
    for row in stream(connection, _with_last("subscription", tables.subscriptions)):
        if row.last != text_digest(canonical(subscription_shown(row))):
            yield f"subscriptions/{row.id}"
    yield from _counted_wrongly(connection)


def _with_last(kind: str, table: Table) -> Any:
    """Each row of a table with the digest of its last revision; a course's version grows with its facts as well."""
    revisions = tables.revisions
    newest = (
        select(revisions.c.object_id, func.max(revisions.c.version).label("version"))
        .where(revisions.c.kind == kind)
        .group_by(revisions.c.object_id)
        .subquery()
    )
    return (
        select(table, revisions.c.digest.label("last"))
        .outerjoin(newest, newest.c.object_id == table.c.id)
        .outerjoin(
            revisions,
            and_(
                revisions.c.kind == kind,
                revisions.c.object_id == table.c.id,
                revisions.c.version == newest.c.version,
            ),
        )
        .order_by(table.c.id)
    )


def _roles(connection: Connection, person: str) -> dict[str, list[str]]:
    table = tables.memberships
    roles: dict[str, list[str]] = {}
    query = select(table).where(table.c.person_id == person).order_by(table.c.clinic_id, table.c.role)
    for row in connection.execute(query):
        roles.setdefault(row.clinic_id, []).append(row.role)
    return roles


def _counted_wrongly(connection: Connection) -> Iterator[str]:
    """Courses that say another number of facts than they have, and orders in another state than their last step."""
    facts, courses = tables.facts, tables.courses
    count = select(func.count()).where(facts.c.course_id == courses.c.id).scalar_subquery()
    for row in stream(connection, select(courses.c.id).where(courses.c.facts != count).order_by(courses.c.id)):
        yield f"courses/{row.id}"
    orders, steps, audit = tables.fill_orders, tables.fill_order_steps, tables.audit
    last = select(func.max(steps.c.sequence)).where(steps.c.order_id == orders.c.id).scalar_subquery()
    told = (
        select(audit.c.payload)
        .where(audit.c.chain == orders.c.clinic_id, audit.c.course_id == orders.c.course_id)
        .where(audit.c.object_id == orders.c.id)
        .order_by(audit.c.sequence.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(orders.c.id, orders.c.state, orders.c.version, last.label("last"), told.label("told"))
    for row in stream(connection, query.order_by(orders.c.id)):
        if row.version != row.last or json.loads(row.told or "{}").get("state") != row.state:
            yield f"fill_orders/{row.id}"
