"""The whole store as JSON Lines, audit trail included: to keep, to read elsewhere, or to move to another store.

A header, a line for each row, and a last line with the number of rows and the SHA-256 of everything before it. Rows
keep their exact text, so an export of what was imported is the same rows again and its trail verifies. An import is
one transaction into an empty store: all of it or nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Integer,
    String,
    Table,
    Text,
    collate,
    func,
    insert,
    select,
)
from sqlalchemy import type_coerce as as_type
from sqlalchemy.exc import DataError, IntegrityError

from haipdose.errors import InputError
from haipdose.exact_json import parse_document
from haipdose.records import tables
from haipdose.records.columns import JsonText, Moment
from haipdose.records.database import WRITES, is_sqlite
from haipdose.records.migrations import newest_revision, upgrade
from haipdose.records.snapshot import snapshot, stream
from haipdose.records.work import storage_errors

FORMAT: Final = "haipdose-records"
FORMAT_VERSION: Final = 1
LONGEST_LINE: Final = 16 * 1024 * 1024
_ROWS_AT_ONCE: Final = 500

TABLES: Final = tuple(table for table in tables.metadata.sorted_tables if table is not tables.leases)
"""Everything but who is doing what just now, in an order in which each row finds those that it points to."""

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What went out or came in: rows by table, and the digest over all lines but the last."""

    rows: dict[str, int]
    digest: str


def export_records(engine: Engine, out: IO[bytes], made_at: datetime, progress: Progress | None = None) -> Exchanged:
    """Write everything as it stands at one moment, while others go on working.

    Raises:
        StorageError: the store cannot be read.
    """
    running = hashlib.sha256()

    def write(document: dict[str, Any]) -> None:
        line = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        running.update(line)
        out.write(line)

    counts: dict[str, int] = {}
    write(
        {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "schema": newest_revision(),
            "made_at": made_at.isoformat(),
            "tables": [table.name for table in TABLES],
        }
    )
    with snapshot(engine) as connection:
        for table in TABLES:
            counts[table.name] = 0
            for row in stream(connection, _exact(table, connection)):
                write({"table": table.name, "row": {name: _plain(value) for name, value in row._mapping.items()}})
                counts[table.name] += 1
                if progress is not None and counts[table.name] % 1000 == 0:
                    progress(table.name, counts[table.name])
    digest = running.hexdigest()
    out.write(json.dumps({"end": True, "rows": counts, "sha256": digest}).encode() + b"\n")
    return Exchanged(counts, digest)


def import_records(engine: Engine, source: IO[bytes], progress: Progress | None = None) -> Exchanged:
    """Fill an empty store with an export; the store is migrated first.

    Raises:
        InputError: the store is not empty, or the export is of another version, cut short or changed.
        StorageError: the store cannot be written.
    """
    upgrade(engine)
    with storage_errors(), engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        _need_empty(connection)
        reader = _Reader(source)
        try:
            for table, rows in _batches(reader):
                connection.execute(insert(_as_text(table)), rows)
                reader.counts[table.name] += len(rows)
                if progress is not None:
                    progress(table.name, reader.counts[table.name])
        except (IntegrityError, DataError) as error:
            raise _broken(reader.number, "a row does not go with the others") from error
        reader.check_end()
        _go_on_counting(connection)
    return Exchanged(reader.counts, reader.digest)


class _Reader:
    """Reads the lines of an export, checking as it goes."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._running = hashlib.sha256()
        self._end: dict[str, Any] | None = None
        self.number = 0
        self.counts = {table.name: 0 for table in TABLES}
        header = self._next()
        if header is None or header.get("format") != FORMAT:
            raise InputError("This is not an export of haipdose's records.", code="exchange.format", field="file")
        if header.get("version") != FORMAT_VERSION or header.get("schema") != newest_revision():
            raise InputError(
                "The export was made by another version of haipdose.",
                code="exchange.version",
                field="file",
                found=f"format {header.get('version')}, schema {header.get('schema')}"[:60],
                allowed=f"format {FORMAT_VERSION}, schema {newest_revision()}",
                remedy="Import it with the version that made it, and upgrade the store then.",
            )

    @property
    def digest(self) -> str:
        """Of the lines that were read."""
        return self._running.hexdigest()

    def rows(self) -> Iterator[tuple[Table, dict[str, Any]]]:
        """The rows up to the last line."""
        known = {table.name: table for table in TABLES}
        while (found := self._next()) is not None:
            table = known.get(str(found.get("table")))
            row = found.get("row")
            if table is None or not isinstance(row, dict):
                raise _broken(self.number, "not a row of a table")
            yield table, _typed(table, row, self.number)

    def check_end(self) -> None:
        """Raise unless the export is whole and as it was written."""
        if self._end is None:
            raise _broken(self.number, "the export is cut short")
        if self._end.get("sha256") != self.digest or self._end.get("rows") != self.counts:
            raise _broken(self.number, "the digest is another one: the export was changed")
        if self._source.readline(1):
            raise _broken(self.number + 1, "something follows the end")

    def _next(self) -> dict[str, Any] | None:
        line = self._source.readline(LONGEST_LINE + 1)
        if not line:
            return None
        self.number += 1
        if len(line) > LONGEST_LINE:
            raise _broken(self.number, "the line is too long")
        try:
            found = parse_document(line, f"line {self.number}")
        except InputError as error:
            raise _broken(self.number, "not JSON") from error
        if not isinstance(found, dict):
            raise _broken(self.number, "not an object")
        if found.get("end") is True:
            self._end = found
            return None
        self._running.update(line)
        return found


def _batches(reader: _Reader) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    current: Table | None = None
    rows: list[dict[str, Any]] = []
    for table, row in reader.rows():
        if current is not None and (table is not current or len(rows) >= _ROWS_AT_ONCE):
            yield current, rows
            rows = []
        current = table
        rows.append(row)
    if current is not None:
        yield current, rows


def _exact(table: Table, connection: Connection) -> Any:
    """All rows of a table, moments and documents as the text that is stored, in an order that every store agrees on."""
    columns = [_as_stored(column).label(column.name) for column in table.columns]
    collation = "BINARY" if is_sqlite(connection.engine) else "C"
    key = [
        collate(column, collation) if isinstance(column.type, String) else column
        for column in table.primary_key.columns
    ]
    return select(*columns).order_by(*key)


def _as_stored(column: Column[Any]) -> Any:
    return as_type(column, Text()) if isinstance(column.type, Moment | JsonText) else column


def _as_text(table: Table) -> Any:
    """The table with its moments and documents as plain text, so that they go in as they came out."""
    from sqlalchemy import column as plain_column
    from sqlalchemy import table as plain_table

    return plain_table(
        table.name,
        *(
            plain_column(column.name, Text() if isinstance(column.type, Moment | JsonText) else column.type)
            for column in table.columns
        ),
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(table: Table, row: dict[str, Any], number: int) -> dict[str, Any]:
    if set(row) != {column.name for column in table.columns}:
        raise _broken(number, f"not the columns of {table.name}")
    return {column.name: _value(column, row[column.name], number) for column in table.columns}


def _value(column: Column[Any], value: Any, number: int) -> Any:
    if value is None:
        if not column.nullable:
            raise _broken(number, f"{column.name} is missing")
        return None
    if isinstance(column.type, Boolean):
        fits = isinstance(value, bool)
    elif isinstance(column.type, Integer):
        fits = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
    else:
        fits = isinstance(value, str)
    if not fits:
        raise _broken(number, f"{column.name} holds something else")
    if isinstance(column.type, Date):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise _broken(number, f"{column.name} is not a date") from error
    return value


def _need_empty(connection: Connection) -> None:
    filled = [table.name for table in TABLES if connection.execute(select(func.count()).select_from(table)).scalar()]
    if filled:
        raise InputError(
            "The store is not empty; an import never mixes with what is there.",
            code="exchange.not-empty",
            field="database_url",
            found=", ".join(filled)[:80],
            remedy="Give a new store: another file, or a new database.",
        )


def _go_on_counting(connection: Connection) -> None:
    """Events after the import are numbered after those before it."""
    last = connection.execute(select(func.max(tables.outbox.c.sequence))).scalar()
    if last is not None and not is_sqlite(connection.engine):
        name = select(func.pg_get_serial_sequence("outbox", "sequence")).scalar_subquery()
        connection.execute(select(func.setval(name, last)))


def _broken(number: int, why: str) -> InputError:
    return InputError(
        f"The export cannot be used: line {number}: {why}.",
        code="exchange.broken",
        field=f"line {number}",
        remedy="Nothing was imported. Export again.",
    )
