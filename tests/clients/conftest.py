"""Fixtures of the clients: those of the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from api_support import ApiUnderTest, api_on

from haipdose.records.database import open_engine
from haipdose.records.migrations import upgrade


@pytest.fixture
def api(tmp_path: Path) -> Iterator[ApiUnderTest]:
    store = open_engine(f"sqlite:///{tmp_path / 'api.db'}")
    upgrade(store)
    yield api_on(store)
    store.dispose()
