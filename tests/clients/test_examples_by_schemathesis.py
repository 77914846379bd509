"""Schemathesis reads the examples too: with them it gets past the checks of the calculators to their answers."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import schemathesis
from api_support import ApiUnderTest
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case

from haipdose_api.permissions import Role

CALCULATORS = (
    "fill", "modify", "grade", "systemic", "flow", "plan", "eligibility", "assessments", "assessments/report",
)  # fmt: skip


@pytest.mark.parametrize("calculator", CALCULATORS)
def test_the_examples_reach_the_calculator(api: ApiUnderTest, calculator: str) -> None:
    headers = api.callers.person("nurse", **{"cln-" + "0" * 26: Role.NURSE})
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", api.client.app)
    operation = schema[f"/v1/calculate/{calculator}"]["POST"]
    examples = operation.get_strategies_from_examples()
    statuses: Counter[int] = Counter()
    for example in examples:

        @settings(
            max_examples=1,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=example)
        def send(case: Case) -> None:
            answer: Any = case.call_and_validate(headers=headers)
            statuses[answer.status_code] += 1

        send()
    assert len(examples) == 1
    assert statuses == {200: 1}
