"""What holds for all tests: properties are not what coverage counts on.

A property repeats the same lines some hundred times, and counting them takes longer than the property. So coverage is
counted over the examples alone, which have to reach every line by themselves.
"""

from __future__ import annotations

import pytest
from hypothesis import is_hypothesis_test


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker("no_cover")
