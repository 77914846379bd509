"""A request that is sent again under the same key is answered again and not done again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from haipdose.errors import Conflict
from haipdose.records import tables
from haipdose.records.work import Work

KEPT_FOR: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered the first time."""

    status: int
    headers: dict[str, str]
    body: str


def claim(work: Work, caller: str, key: str, request_digest: str) -> Answered | None:
    """Take the key for this request, or give what was answered under it.

    A second request with the same key waits here (in the store) until the first one's transaction has ended.

    Raises:
        Conflict: the key was used for another request.
    """
    table = tables.idempotency
    make = (sqlite if work.connection.dialect.name == "sqlite" else postgresql).insert(table)
    taken = work.connection.execute(
        make.values(caller=caller, key=key, request_digest=request_digest, at=work.now)
        .on_conflict_do_nothing(index_elements=["caller", "key"])
        .returning(table.c.key)
    ).one_or_none()
    if taken is not None:
        return None
    row = work.connection.execute(select(table).where(table.c.caller == caller, table.c.key == key)).one()
    if row.request_digest != request_digest:
        raise Conflict(
            "This Idempotency-Key was used for another request.",
            code="request.key-reused",
            field="Idempotency-Key",
            remedy="Use a new key for a new request, and the old key only to repeat the same request.",
        )
    return Answered(row.status, row.headers, row.body)


def keep(work: Work, caller: str, key: str, answer: Answered) -> None:
    """Remember the answer, in the transaction that did what was asked."""
    values: dict[str, Any] = {"status": answer.status, "headers": answer.headers, "body": answer.body}
    work.connection.execute(
        update(tables.idempotency)
        .where(tables.idempotency.c.caller == caller, tables.idempotency.c.key == key)
        .values(values)
    )


def forget_old(work: Work, now: datetime) -> int:
    """Forget keys older than a week; returns how many."""
    done = work.connection.execute(delete(tables.idempotency).where(tables.idempotency.c.at < now - KEPT_FOR))
    return done.rowcount
