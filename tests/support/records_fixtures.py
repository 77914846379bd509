"""Fixtures: both stores for every test, SQLite in a file and a real PostgreSQL that the tests start and end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from records_support import SteppingClock, new_postgres, run_postgres
from sqlalchemy import Engine

from haipdose.records.database import open_engine
from haipdose.records.migrations import upgrade
from haipdose.records.work import Records


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run_postgres(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'records.db'}"
        return
    with new_postgres(request.getfixturevalue("postgres_url")) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def records(engine: Engine) -> Records:
    return Records(engine, SteppingClock(datetime(2026, 3, 2, 9, tzinfo=UTC), timedelta(seconds=1)))
