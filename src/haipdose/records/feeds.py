"""Secret addresses of calendar feeds. Only the digest of a secret is kept; a feed that is revoked is gone at once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from haipdose.records import courses, tables
from haipdose.records.audit import text_digest
from haipdose.records.columns import canonical
from haipdose.records.registry import MAX_PAGE, not_found, record_revision
from haipdose.records.work import Work


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of one course, or of the whole clinic."""

    id: str
    clinic_id: str
    course_id: str | None
    created_at: datetime
    created_by: str
    revoked_at: datetime | None


def create(work: Work, clinic: str, course: str | None) -> tuple[Feed, str]:
    """Make a feed; its secret is given once. Raises NotFound: no such course."""
    if course is not None:
        courses.get(work.connection, clinic, course)
    identity, secret = work.new_id("fed"), secrets.token_urlsafe(32)
    work.connection.execute(
        insert(tables.feeds).values(
            id=identity,
            clinic_id=clinic,
            course_id=course,
            secret_digest=text_digest(secret),
            created_at=work.now,
            created_by=work.actor.id,
        )
    )
    _tell(work, identity, "feed.create")
    return Feed(identity, clinic, course, work.now, work.actor.id, None), secret


def revoke(work: Work, clinic: str, identity: str) -> None:
    """End a feed. Raises NotFound: there is no such feed that is not ended."""
    table = tables.feeds
    done = work.connection.execute(
        update(table)
        .where(table.c.id == identity, table.c.clinic_id == clinic, table.c.revoked_at.is_(None))
        .values(revoked_at=work.now)
    )
    if done.rowcount == 0:
        raise not_found("feed")
    _tell(work, identity, "feed.revoke")


def feed_shown(row: Row[Any]) -> dict[str, Any]:
    """What the audit trail witnesses of a feed."""
    return {"course": row.course_id, "secret_digest": row.secret_digest, "revoked": row.revoked_at is not None}


def _tell(work: Work, identity: str, action: str) -> None:
    row = work.connection.execute(select(tables.feeds).where(tables.feeds.c.id == identity)).one()
    version = 1 if row.revoked_at is None else 2  # made, and ended once
    digest = record_revision(work, "feed", identity, version, canonical(feed_shown(row)))
    payload = {"version": version, "rows": {f"revisions/feed/{identity}/{version}": digest}}
    work.audit(action, "feed", identity, clinic=row.clinic_id, course=row.course_id, payload=payload)


def by_secret(connection: Connection, secret: str) -> Feed:
    """The feed of a secret. Raises NotFound: there is none, or it was revoked."""
    table = tables.feeds
    query = select(table).where(table.c.secret_digest == text_digest(secret), table.c.revoked_at.is_(None))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise not_found("feed")
    return _feed(row)


def page(
    connection: Connection, clinic: str, *, limit: int = 50, after: str | None = None
) -> tuple[tuple[Feed, ...], str | None]:
    """The feeds of a clinic, ended ones too."""
    limit = min(limit, MAX_PAGE)
    table = tables.feeds
    query = select(table).where(table.c.clinic_id == clinic).order_by(table.c.id).limit(limit + 1)
    if after is not None:
        query = query.where(table.c.id > after)
    rows = connection.execute(query).all()
    shown = tuple(_feed(row) for row in rows[:limit])
    return shown, shown[-1].id if len(rows) > limit else None


def _feed(row: Row[Any]) -> Feed:
    return Feed(row.id, row.clinic_id, row.course_id, row.created_at, row.created_by, row.revoked_at)
