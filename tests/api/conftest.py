"""Fixtures of the API: the application on a store of its own, SQLite unless a test asks for both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from api_support import ApiUnderTest, api_on
from records_fixtures import database_url, engine, postgres_url, records
from stores import migrated_sqlite

__all__ = ["database_url", "engine", "postgres_url", "records"]


@pytest.fixture
def api(tmp_path: Path) -> Iterator[ApiUnderTest]:
    store = migrated_sqlite(tmp_path / "api.db")
    yield api_on(store)
    store.dispose()


@pytest.fixture
def api_on_both(engine: object) -> ApiUnderTest:
    from sqlalchemy import Engine

    assert isinstance(engine, Engine)
    return api_on(engine)
