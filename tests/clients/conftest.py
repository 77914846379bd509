"""Fixtures of the clients: those of the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from api_support import ApiUnderTest, api_on
from stores import migrated_sqlite


@pytest.fixture
def api(tmp_path: Path) -> Iterator[ApiUnderTest]:
    store = migrated_sqlite(tmp_path / "api.db")
    yield api_on(store)
    store.dispose()
