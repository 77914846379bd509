"""Migrated stores for tests: the migrations run once a process and store, and each test gets a copy of the result."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from records_support import new_postgres
from sqlalchemy import Engine

from haipdose.records.database import open_engine
from haipdose.records.migrations import upgrade


def migrated_sqlite(path: Path) -> Engine:
    """A new store in that file, as ``upgrade`` leaves it."""
    shutil.copyfile(_template(), path)
    return open_engine(f"sqlite:///{path}")


@contextmanager
def migrated_postgres(server_url: str) -> Iterator[Engine]:
    """A new database of that server, as ``upgrade`` leaves it; dropped afterwards."""
    with new_postgres(server_url, _postgres_template(server_url)) as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="haipdose-")


@cache
def _template() -> Path:
    path = Path(_folder().name) / "migrated.db"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()  # the last connection writes the log into the file and removes it
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return path


@cache
def _postgres_template(server_url: str) -> str:
    with new_postgres(server_url, keep=True) as url:
        engine = open_engine(url)
        upgrade(engine)
        engine.dispose()  # a database that somebody is connected to cannot be copied
        name = engine.url.database
    assert name is not None
    return name
