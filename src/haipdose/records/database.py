"""Opening a store by its URL: SQLite in a file, or PostgreSQL for many machines.

SQLite runs in WAL mode with ``synchronous=FULL``: a commit that was acknowledged survives a power cut. Transactions
that write start as ``BEGIN IMMEDIATE``, so that two of them never meet half-way.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from haipdose.errors import InputError

WRITES: Final = "haipdose_writes"
"""Execution option of a connection that is going to write."""

BUSY_TIMEOUT_MS: Final = 30_000
_LOCK_POLL_S: Final = 0.01


def open_engine(url: str) -> Engine:
    """An engine for ``sqlite:///path``, ``postgresql://…`` (psycopg). Its errors, and so the logs, show no values.

    Raises:
        InputError: the URL is not one of these.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise _unknown() from error
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.get_backend_name() in {"postgresql", "postgres"}:
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=8, hide_parameters=True
        )
    raise _unknown()


def _unknown() -> InputError:
    return InputError(
        "The store's URL cannot be used.",
        code="records.url",
        field="database_url",
        allowed="sqlite:///folder/haipdose.db or postgresql://user@host/name",
        remedy="Set HAIPDOSE_DATABASE_URL.",
    )


def _sqlite(url: URL) -> Engine:
    if url.database in {None, "", ":memory:"}:
        raise InputError(
            "Records in memory would be lost; give a file.",
            code="records.url",
            field="database_url",
            allowed="sqlite:///folder/haipdose.db",
        )
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: Any) -> None:
        del record
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        _log_ahead(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _log_ahead(cursor: sqlite3.Cursor) -> None:
    """Put a new file in WAL mode; SQLite does not wait for its lock here, whatever ``busy_timeout`` says."""
    gives_up_at = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            # Another server is making the same change at this moment.
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= gives_up_at:
                raise
            time.sleep(_LOCK_POLL_S)
        else:
            return


def is_sqlite(engine: Engine) -> bool:
    """Whether the store is a SQLite file."""
    return engine.dialect.name == "sqlite"
