"""Schemathesis, all checks, over every operation of the OpenAPI document, on both stores."""

from __future__ import annotations

import os

import pytest
from api_support import ApiUnderTest
from fuzzing import a_ward, fuzz

EXAMPLES = int(os.environ.get("HAIPDOSE_SCHEMATHESIS_EXAMPLES", "3"))


@pytest.mark.no_cover
def test_every_operation_answers_as_it_says(api_on_both: ApiUnderTest) -> None:
    ward = a_ward(api_on_both)
    told = fuzz(ward, EXAMPLES)
    statuses = sum(told.statuses.values(), start=type(told.statuses["GET /health/live"])())
    print(f"\n{api_on_both.records.engine.dialect.name}: {told.requests} requests, {dict(sorted(statuses.items()))}")
    assert told.failures == {}
    assert not {status for status in statuses if status >= 500}
    assert len(told.statuses) >= 80
    unanswered = [label for label, counted in told.statuses.items() if not counted]
    assert unanswered == []
    # The requests reached things that are there, and were not all turned away at the door.
    read = [label for label, counted in told.statuses.items() if label.startswith("GET") and counted[200]]
    assert len(read) > 25
    assert api_on_both.client.get("/health/ready").status_code == 200
