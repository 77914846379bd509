"""A complete, harmless situation to start from, and the rules of the bundled protocols."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.systemic.answer import answer_systemic
from haipdose.systemic.requests import SystemicAnswer, SystemicRequest

DAY_1 = "2026-11-20T10:00:00+01:00"
MORNING = "2026-11-20T08:00:00+01:00"


def result(test: str, value: str, unit: str = "10*9/L", at: str = MORNING) -> dict[str, str]:
    return {"test": test, "value": value, "unit": unit, "at": at}


GOOD_RESULTS = {
    "neutrophils": result("neutrophils", "2.1"),
    "platelets": result("platelets", "180"),
    "bilirubin-total": result("bilirubin-total", "0.6", "mg/dL"),
    "creatinine": result("creatinine", "0.9", "mg/dL"),
}


def good_results(**instead: str | None) -> list[dict[str, str]]:
    """Good results with some values replaced, or left out with None."""
    rows = {}
    for test, row in GOOD_RESULTS.items():
        value = instead.get(test.replace("-", "_"), row["value"])
        if value is not None:
            rows[test] = row | {"value": value}
    return list(rows.values())


ALL_COMPONENTS = (
    "oxaliplatin",
    "irinotecan",
    "fluorouracil-bolus",
    "fluorouracil-infusion",
    "capecitabine",
    "bevacizumab",
)


def full_before(**instead: dict[str, Any]) -> list[dict[str, Any]]:
    """Every component at full dose in the cycle before, with some replaced."""
    rows = []
    for component in ALL_COMPONENTS:
        row: dict[str, Any] = {"component": component, "percent": "100"}
        rows.append(row | instead.get(component.replace("-", "_"), {}))
    return rows


BASE: dict[str, Any] = {
    # √(162 · 72 / 3600) is exactly 1.8 m², the surface of the worked examples.
    "patient": {"sex": "male", "height_cm": "162", "weight_kg": "72", "age_years": 60},
    "protocol": "pump-it",
    "arm": "A",
    "regimen": "mfolfox6",
    "cycle": 3,
    "current": good_results(),
    "events": [],
    "events_complete": True,
    "previous": full_before(),
    "dpyd": "normal",
    "as_of": DAY_1,
}

Ask = Callable[..., SystemicAnswer]


def ask(**given: Any) -> SystemicAnswer:
    """Answer the base request with some fields replaced; ``None`` leaves a field out."""
    document = {key: value for key, value in (BASE | given).items() if value is not None}
    request = SystemicRequest.model_validate(document)
    return answer_systemic(request, load_protocol(request.protocol), Approvals(entries=()))


def drug(answer: SystemicAnswer, component: str) -> Any:
    (found,) = [entry for entry in answer.drugs if entry.component == component]
    return found
