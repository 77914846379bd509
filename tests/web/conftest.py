"""A browser for all tests of the pages in a process, and a clinic for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import a_browser
from playwright.sync_api import Browser
from ward import Ward, a_served_ward


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


@pytest.fixture
def ward(tmp_path: Path, browser: Browser) -> Iterator[Ward]:
    with a_served_ward(tmp_path, browser) as made:
        yield made
