"""Sessions of people who have logged in. Only digests of what the browser or program holds are kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from haipdose.records import tables
from haipdose.records.work import Work

SEEN_AGAIN_AFTER = timedelta(minutes=1)
"""``last_seen_at`` is written at most this often: a reading request is not a writing one."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """What the person's program keeps; it cannot be had again."""

    token: str
    csrf_token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A session as recorded."""

    id_digest: str
    person_id: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    csrf_digest: str


def digest(secret: str) -> str:
    """The digest of a random secret: fast, because the secret has 256 bits of its own."""
    return hashlib.sha256(secret.encode()).hexdigest()


def start(work: Work, person: str, lasts: timedelta) -> NewSession:
    """Start a session."""
    made = NewSession(f"hds_{secrets.token_urlsafe(32)}", secrets.token_urlsafe(32), work.now + lasts)
    work.connection.execute(
        insert(tables.sessions).values(
            id_digest=digest(made.token),
            person_id=person,
            created_at=work.now,
            last_seen_at=work.now,
            expires_at=made.expires_at,
            csrf_digest=digest(made.csrf_token),
        )
    )
    return made


def find(connection: Connection, token: str, now: datetime, idle: timedelta) -> Session | None:
    """The session of a token; None when it is unknown, over, or was idle too long."""
    table = tables.sessions
    row = connection.execute(select(table).where(table.c.id_digest == digest(token))).one_or_none()
    if row is None or row.expires_at <= now or row.last_seen_at + idle <= now:
        return None
    return Session(row.id_digest, row.person_id, row.created_at, row.last_seen_at, row.expires_at, row.csrf_digest)


def seen(work: Work, session: Session) -> None:
    """Note that the session is in use."""
    table = tables.sessions
    work.connection.execute(update(table).where(table.c.id_digest == session.id_digest).values(last_seen_at=work.now))


def end(work: Work, token: str) -> None:
    """End a session."""
    work.connection.execute(delete(tables.sessions).where(tables.sessions.c.id_digest == digest(token)))


def end_all(work: Work, person: str) -> None:
    """End every session of a person."""
    work.connection.execute(delete(tables.sessions).where(tables.sessions.c.person_id == person))


def forget_over(work: Work) -> int:
    """Forget sessions that are over; returns how many."""
    return work.connection.execute(delete(tables.sessions).where(tables.sessions.c.expires_at <= work.now)).rowcount
