"""Reading a whole store as it stood at one moment, row by row, while others go on writing to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, Select

from haipdose.records.database import is_sqlite
from haipdose.records.work import storage_errors

ROWS_AT_ONCE: Final = 1000


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection on which every statement sees the same state of the store.

    Raises:
        StorageError: the store cannot be reached or read.
    """
    with storage_errors(), engine.connect() as connection:
        if not is_sqlite(engine):  # a transaction in SQLite sees one state anyway
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def stream(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    """The rows of a query, never all of them in memory."""
    with connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query) as result:
        yield from result
