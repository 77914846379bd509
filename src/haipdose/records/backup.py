"""Copies of a SQLite store, taken while the server works, and put back while it doesn't.

A backup is one file, whole or not there at all, and verified before it counts. PostgreSQL has its own tools for this
(``pg_dump``, base backups); an export works on both.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from haipdose.errors import InputError, StorageError
from haipdose.records.database import BUSY_TIMEOUT_MS, is_sqlite, open_engine
from haipdose.records.files import cannot_write, need_free, put_in_place, unfinished_beside
from haipdose.records.migrations import current_revision, known_revisions
from haipdose.records.verify import Progress, Report, verify


def store_file(url: str) -> Path:
    """The file of a SQLite store.

    Raises:
        InputError: the store is not a SQLite file.
    """
    engine = open_engine(url)
    try:
        if not is_sqlite(engine):
            raise InputError(
                "PostgreSQL is backed up with its own tools.",
                code="backup.postgresql",
                field="database_url",
                remedy="Run 'pg_dump --format=custom --file=FILE URL' and 'pg_restore', or 'haipdose records export'.",
            )
    finally:
        engine.dispose()
    return Path(str(make_url(url).database))


def back_up(source: Path, target: Path, *, overwrite: bool = False, progress: Progress | None = None) -> Report:
    """Copy a store that may be in use into one file, and verify the copy; a copy that is not intact is not kept.

    Raises:
        InputError: the target is there already, or the source is not.
        StorageError: the source cannot be read, the target cannot be written, or what was copied is not intact.
    """
    if not source.is_file():
        raise InputError("There is no store to back up.", code="backup.source", field="database_url", found=source.name)
    need_free(target, overwrite=overwrite)
    with _unfinished(target) as copy:
        _copy(source, copy)
        report = _checked(copy, progress)
        put_in_place(copy, target)
    return report


def restore(
    source: Path, target: Path, now: datetime, *, overwrite: bool = False, progress: Progress | None = None
) -> tuple[Report, Path | None]:
    """Put a backup in the place of a store; what was there is kept beside it and its path returned.

    Raises:
        InputError: there is a store already, or the backup is not one.
        StorageError: a server is using the store, the backup is not intact, or a file cannot be written.
    """
    if not source.is_file():
        raise InputError("There is no such backup.", code="backup.missing", field="file", found=source.name)
    need_free(target, overwrite=overwrite)
    with _unfinished(target) as copy:
        _copy(source, copy)
        report = _checked(copy, progress)
        kept = _set_aside(target, now) if target.exists() else None
        put_in_place(copy, target)
    return report, kept


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A file beside the target, readable by its owner only, that is gone afterwards unless it was put in place."""
    descriptor, copy = unfinished_beside(target)
    os.close(descriptor)
    try:
        yield copy
    finally:
        for leftover in (copy, *_beside(copy)):
            leftover.unlink(missing_ok=True)


def _beside(store: Path) -> tuple[Path, Path]:
    return store.with_name(store.name + "-wal"), store.with_name(store.name + "-shm")


def _copy(source: Path, copy: Path) -> None:
    """SQLite's own online backup, in one step: it reads one state while a server goes on writing."""
    try:
        with (
            closing(sqlite3.connect(source, timeout=BUSY_TIMEOUT_MS / 1000)) as reader,
            closing(sqlite3.connect(copy)) as writer,
        ):
            reader.backup(writer)
            writer.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise StorageError(
            "The store cannot be copied: it cannot be read as a SQLite store, or the copy cannot be written.",
            code="backup.copy",
            found=getattr(error, "sqlite_errorname", type(error).__name__),
            remedy="Check that the file is a store of haipdose and that there is room.",
        ) from error


def _checked(copy: Path, progress: Progress | None) -> Report:
    with closing(sqlite3.connect(copy)) as connection:
        pages = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if pages != "ok":
        raise StorageError("The copy is damaged: SQLite's integrity check fails.", code="backup.damaged")
    engine = open_engine(f"sqlite:///{copy}")
    try:
        found = current_revision(engine)
        if found not in known_revisions():
            raise StorageError(
                "This is not a store that this version of haipdose works with.",
                code="backup.schema",
                found=str(found),
                remedy="Restore it with the version of haipdose that wrote it, or a newer one.",
            )
        report = verify(engine, progress=progress)
    finally:
        engine.dispose()
    if not report.intact:
        raise StorageError(
            "The records in the copy are not as they were written.",
            code="backup.not-intact",
            found=f"{len(report.faults) + report.more_faults} faults, the first at {report.faults[0].place}",
            remedy="Run 'haipdose records verify' on the store.",
        )
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file again: opening it has made it two
    return report


def _set_aside(target: Path, now: datetime) -> Path:
    """Move the store away, once it is certain that no server has it open."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise StorageError(
            "A server is using the store.", code="backup.in-use", remedy="Stop every server of this store first."
        ) from error
    except sqlite3.DatabaseError:
        pass  # what is there is no store any more: the very reason to restore one
    kept = target.with_name(f"{target.name}.before-restore-{now:%Y%m%dT%H%M%SZ}")
    try:
        target.rename(kept)
        for part in _beside(target):
            with suppress(FileNotFoundError):
                part.rename(kept.with_name(kept.name + part.name.removeprefix(target.name)))
    except OSError as error:
        raise cannot_write(target, error) from error
    return kept
