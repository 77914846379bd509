"""What holds for all tests: properties are not what coverage counts on, and rubbish is looked for less often.

A property repeats the same lines some hundred times, and counting them takes longer than the property. So coverage is
counted over the examples alone, which have to reach every line by themselves.

Whatever stands once all tests are collected stays to the end. Python would go through all of it again and again, for
every application that a test has left behind: 0.18 s against 0.12 s for a short request with every library loaded.
"""

from __future__ import annotations

import gc

import pytest
from hypothesis import is_hypothesis_test

OFTEN_ENOUGH = (50_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OFTEN_ENOUGH)
