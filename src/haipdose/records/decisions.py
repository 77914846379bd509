"""Documents that are recorded whole beside a course: decisions on doses, and sessions with a pump programmer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from haipdose.records import tables
from haipdose.records.audit import text_digest
from haipdose.records.columns import canonical
from haipdose.records.registry import MAX_PAGE
from haipdose.records.work import Work


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it was recorded."""

    id: str
    kind: str
    at: datetime
    by: str
    text: str


def record_decision(work: Work, clinic: str, course: str, kind: str, document: dict[str, Any]) -> Kept:
    """Record a decision (``modification`` or ``systemic``): the question, the answer, and what was decided."""
    identity = work.new_id("dec")
    kept = _keep(work, tables.decisions, clinic, course, identity, document, kind=kind)
    payload = {"kind": kind, "rows": {f"decisions/{identity}": text_digest(kept.text)}}
    work.audit("decision.record", "decision", identity, clinic=clinic, course=course, payload=payload)
    work.announce("decision.recorded", clinic=clinic, course=course, payload={"decision": identity, "kind": kind})
    return kept


def record_device_session(work: Work, clinic: str, course: str, document: dict[str, Any]) -> Kept:
    """Record a session with a pump programmer: what was read, sent and confirmed."""
    identity = work.new_id("ses")
    kept = _keep(work, tables.device_sessions, clinic, course, identity, document)
    payload = {"rows": {f"device_sessions/{identity}": text_digest(kept.text)}}
    work.audit("device.session", "device-session", identity, clinic=clinic, course=course, payload=payload)
    work.announce("device.session", clinic=clinic, course=course, payload={"session": identity})
    return kept


def decisions(
    connection: Connection, course: str, kind: str, *, limit: int = 50, after: str | None = None
) -> tuple[tuple[Kept, ...], str | None]:
    """Decisions of one kind, oldest first."""
    return _page(connection, tables.decisions, course, limit, after, kind)


def device_sessions(
    connection: Connection, course: str, *, limit: int = 50, after: str | None = None
) -> tuple[tuple[Kept, ...], str | None]:
    """Device sessions, oldest first."""
    return _page(connection, tables.device_sessions, course, limit, after, None)


def _keep(
    work: Work, table: Table, clinic: str, course: str, identity: str, document: dict[str, Any], **more: str
) -> Kept:
    text = canonical(document)
    values = {
        "id": identity,
        "clinic_id": clinic,
        "course_id": course,
        "at": work.now,
        "by": work.actor.id,
        "document": text,
        "digest": text_digest(text),
    }
    work.connection.execute(insert(table).values(values | more))
    return Kept(identity, more.get("kind", "device-session"), work.now, work.actor.id, text)


def _page(
    connection: Connection, table: Table, course: str, limit: int, after: str | None, kind: str | None
) -> tuple[tuple[Kept, ...], str | None]:
    limit = min(limit, MAX_PAGE)
    query = select(table).where(table.c.course_id == course).order_by(table.c.id).limit(limit + 1)
    if kind is not None:
        query = query.where(table.c.kind == kind)
    if after is not None:
        query = query.where(table.c.id > after)
    rows = connection.execute(query).all()
    shown = tuple(
        Kept(row.id, row._mapping.get("kind", "device-session"), row.at, row.by, row.document) for row in rows[:limit]
    )
    return shown, shown[-1].id if len(rows) > limit else None
