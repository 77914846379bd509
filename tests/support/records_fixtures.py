"""Fixtures: both stores for every test, SQLite in a file and a real PostgreSQL that the tests start and end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from records_support import SteppingClock, new_postgres, run_postgres
from sqlalchemy import Engine
from stores import migrated_postgres, migrated_sqlite

from haipdose.records.work import Records


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with run_postgres(durable=False) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A store in which nothing has been made yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'records.db'}"
        return
    with new_postgres(request.getfixturevalue("postgres_url")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A store of the newest revision."""
    if request.param == "sqlite":
        engine = migrated_sqlite(tmp_path / "records.db")
        yield engine
        engine.dispose()
        return
    with migrated_postgres(request.getfixturevalue("postgres_url")) as engine:
        yield engine


@pytest.fixture
def records(engine: Engine) -> Records:
    return Records(engine, SteppingClock(datetime(2026, 3, 2, 9, tzinfo=UTC), timedelta(seconds=1)))
