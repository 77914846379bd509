"""Schedule rules that contradict themselves are refused when the file is read."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from haipdose.protocol.loader import load_protocol
from haipdose.protocol.schedule_rules import VISIT_KINDS, ScheduleRules

RULES = load_protocol("pump-it").schedule


def changed(path: str, value: Any) -> dict[str, Any]:
    document = RULES.model_dump(mode="json")
    place = document
    *parents, last = path.split(".")
    for name in parents:
        place = place[name]
    if value is None:
        del place[last]
    elif isinstance(place.get(last), dict) and "value" in place[last]:
        place[last]["value"] = value
    else:
        place[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("pump.first_fill_earliest_days", 366, "not in order"),
        ("pump.floxuridine_days", RULES.pump.cycle_days.value, "shorter than cycle_days"),
        ("pump.glycerol_latest_days", RULES.pump.glycerol_interval_days.value - 1, "before glycerol_interval_days"),
        ("systemic.pump_cycle_days", [15, 1], "must rise"),
        ("systemic.pump_cycle_days", [1, 1], "must rise"),
        ("systemic.pump_cycle_days", [1, RULES.pump.cycle_days.value + 1], "beyond a cycle"),
        ("laboratory.longest_days", RULES.laboratory.days_before.value - 1, "longest_days must not be shorter"),
        (f"windows.{VISIT_KINDS[0]}", None, f"missing {VISIT_KINDS[0]}"),
        ("windows.tea-party", RULES.windows[VISIT_KINDS[0]].model_dump(mode="json"), "unknown tea-party"),
    ],
)
def test_a_contradiction_is_named(path: str, value: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        ScheduleRules.model_validate(changed(path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("pump.floxuridine_days", RULES.pump.cycle_days.value - 1),
        ("pump.glycerol_latest_days", RULES.pump.glycerol_interval_days.value),
        ("systemic.pump_cycle_days", [1, RULES.pump.cycle_days.value]),
        ("laboratory.longest_days", RULES.laboratory.days_before.value),
    ],
)
def test_the_last_value_that_fits_is_taken(path: str, value: Any) -> None:
    ScheduleRules.model_validate(changed(path, value))


def test_a_kind_without_a_window_is_a_fault() -> None:
    assert RULES.window(VISIT_KINDS[0]) == RULES.windows[VISIT_KINDS[0]].value
