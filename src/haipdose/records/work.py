"""One unit of work: what is done, the audit entry that tells it, and what others are told, in one transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert
from sqlalchemy.exc import DBAPIError, StatementError

from haipdose.errors import InputError, StorageError
from haipdose.records import audit, tables
from haipdose.records.audit import SITE_CHAIN, Actor, Entry
from haipdose.records.database import WRITES, is_sqlite
from haipdose.records.ids import new_id


def utc_now() -> datetime:
    """The clock of a running server."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Work:
    """A transaction that writes. Audit entries and announcements go out with the commit or not at all."""

    connection: Connection
    actor: Actor
    now: datetime
    _entries: dict[str, list[Entry]] = field(default_factory=dict)
    _events: list[dict[str, Any]] = field(default_factory=list)

    def new_id(self, prefix: str) -> str:
        """A new id with this prefix."""
        return new_id(prefix, self.now)

    def audit(
        self,
        action: str,
        object_kind: str,
        object_id: str,
        *,
        clinic: str | None,
        payload: dict[str, Any] | None = None,
        course: str | None = None,
        why: str | None = None,
    ) -> None:
        """Tell what is done. ``clinic`` None: it concerns the site as a whole. ``payload`` holds no names."""
        entry = Entry(action, object_kind, object_id, payload or {}, course, why)
        self._entries.setdefault(clinic or SITE_CHAIN, []).append(entry)

    def announce(self, topic: str, *, clinic: str, course: str | None, payload: dict[str, Any]) -> None:
        """Tell subscribers, once the transaction is committed. ``payload`` holds ids and no names."""
        self._events.append(
            {
                "event_id": self.new_id("evt"),
                "clinic_id": clinic,
                "course_id": course,
                "topic": topic,
                "at": self.now,
                "payload": payload,
            }
        )

    def finish(self) -> None:
        """Write the audit entries and announcements; called once, just before the commit."""
        for chain in sorted(self._entries):
            audit.append(self.connection, chain, self.actor, self.now, self._entries[chain])
        # The head of the clinic's chain is locked by now, so events of a clinic are numbered in the order of commits.
        for event in self._events:
            self.connection.execute(insert(tables.outbox), event)


class Records:
    """The store. ``clock`` gives the time of what is recorded."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self.engine = engine
        self.clock = clock
        # SQLite has one writer; waiting for it here is fair and cheap, polling the file is neither.
        self._writer: threading.Lock | None = threading.Lock() if is_sqlite(engine) else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store and changes nothing.

        Raises:
            StorageError: the store cannot be reached or read.
        """
        with storage_errors(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, actor: Actor) -> Iterator[Work]:
        """A unit of work; committed when the block ends, rolled back when it raises.

        Raises:
            StorageError: the store cannot be reached or written; nothing was recorded.
        """
        if self._writer is None:
            with self._writing(actor) as work:
                yield work
        else:
            with self._writer, self._writing(actor) as work:
                yield work

    @contextmanager
    def _writing(self, actor: Actor) -> Iterator[Work]:
        with (
            storage_errors(),
            self.engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            work = Work(connection, actor, self.clock())
            yield work
            work.finish()


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn the driver's faults into ours.

    Raises:
        StorageError: the store cannot be reached, read or written.
        InputError: a moment is so near the end of time that it has no UTC.
    """
    try:
        yield
    except StatementError as error:
        if isinstance(error.orig, OverflowError):
            raise InputError("A moment is beyond the calendar.", code="input.moment") from None
        if not isinstance(error, DBAPIError):
            raise
        # The driver's own text may hold the values of a row: it is not passed on.
        raise StorageError(
            "The records cannot be read or written; nothing was changed.",
            code="records.store",
            found=type(error.orig).__name__,
            remedy="Try again; if it stays, look at the store's own log.",
        ) from error
