"""Which flow the next fill is made for: one odd reading, two, a pump that comes back, one that stands still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haipdose.protocol.flow_rules import FlowRules
from haipdose.pump.calibration import FlowInterval
from haipdose.pump.decision import FlowDecision, decide_flow
from haipdose.pump.profile import Range

D = Decimal
START = datetime(2026, 6, 1, 10, tzinfo=UTC)
PLAUSIBLE = Range(minimum=D("0.5"), maximum=D("3.0"))


def course(*returned: str, contents: dict[int, str] | None = None) -> list[FlowInterval]:
    """Fortnights one after the other, each filled with 30 mL."""
    return [
        FlowInterval.model_validate(
            {
                "filled_at": START + timedelta(days=14 * index),
                "emptied_at": START + timedelta(days=14 * (index + 1)),
                "filled_ml": "30",
                "returned_ml": volume,
                "contents": (contents or {}).get(index, "floxuridine"),
            }
        )
        for index, volume in enumerate(returned)
    ]


def decide(intervals: list[FlowInterval], rules: FlowRules, **more: Any) -> FlowDecision:
    return decide_flow(intervals, label_flow_ml_per_day=D("1.3"), residual_ml=D(0), rules=rules, **more)


def codes(decision: FlowDecision) -> list[tuple[str, str]]:
    return [(alert.level, alert.code) for alert in decision.alerts]


def test_without_intervals_the_label_stays(rules: FlowRules) -> None:
    decision = decide([], rules)
    assert (decision.fill_flow_ml_per_day, decision.action, decision.act_first) == (D("1.3"), "keep", False)
    assert decision.measured_flow_ml_per_day is None
    assert (decision.alerts, decision.derivation) == ((), ())


def test_readings_within_tolerance_keep_the_flow(rules: FlowRules) -> None:
    decision = decide(course("11.8", "10", "13"), rules)
    assert (decision.fill_flow_ml_per_day, decision.action, decision.over_tolerance) == (D("1.3"), "keep", False)
    assert decision.alerts == ()
    assert {step.rule for step in decision.derivation if step.rule} == {
        "flow.tolerance_percent",
        "flow.readings_before_change",
        "flow.shortest_interval_days",
        "flow.calibrating_contents",
    }


def test_one_odd_reading_is_verified_and_changes_nothing(rules: FlowRules) -> None:
    decision = decide(course("8"), rules)
    assert (decision.fill_flow_ml_per_day, decision.action, decision.act_first) == (D("1.3"), "recheck", True)
    assert decision.over_tolerance
    assert codes(decision) == [("critical", "flow.outside-fill-flow")]
    alert = decision.alerts[0]
    assert "20.88 % above" in alert.message
    assert "sooner than 14 days" in alert.action
    assert "Reading 1 of 2" in alert.action


def test_two_odd_readings_on_one_side_change_the_fill_flow(rules: FlowRules) -> None:
    # 22 mL and 21 mL in 28 days: 43 ÷ 28 = 1.5357… → 1.54 mL/day
    decision = decide(course("8", "9"), rules)
    assert (decision.fill_flow_ml_per_day, decision.action) == (D("1.54"), "change-fill-flow")
    assert [(change.from_ml_per_day, change.to_ml_per_day) for change in decision.changes] == [(D("1.3"), D("1.54"))]
    assert codes(decision) == [("warning", "flow.fill-flow-changes")]
    assert [step.value for step in decision.derivation[-3:]] == ["1.5357", "1.54", "half-up"]


def test_two_odd_readings_on_different_sides_change_nothing(rules: FlowRules) -> None:
    decision = decide(course("8", "15"), rules)
    assert (decision.fill_flow_ml_per_day, decision.action) == (D("1.3"), "recheck")
    assert "17.58 % below" in decision.alerts[0].message
    assert "Reading 1 of 2" in decision.alerts[0].action


def test_a_good_reading_between_two_odd_ones_starts_the_count_again(rules: FlowRules) -> None:
    assert decide(course("8", "11.8", "8"), rules).action == "recheck"


def test_an_interval_that_does_not_count_does_not_break_the_run(rules: FlowRules) -> None:
    decision = decide(course("8", "25", "8", contents={1: "glycerol"}), rules)
    assert (decision.fill_flow_ml_per_day, decision.action) == (D("1.57"), "change-fill-flow")
    assert ("info", "flow.not-counted-contents-do-not-calibrate") in codes(decision)


def test_a_flow_that_fills_already_follow_is_watched_and_kept(rules: FlowRules) -> None:
    decision = decide(course("8", "8", "8"), rules)
    assert (decision.fill_flow_ml_per_day, decision.action, decision.act_first) == (D("1.57"), "keep", False)
    assert decision.over_tolerance
    assert codes(decision) == [("warning", "flow.outside-label-adjusted")]


def test_a_pump_that_comes_back_to_its_label_changes_the_fill_flow_back(rules: FlowRules) -> None:
    decision = decide(course("8", "8", "11.8", "11.8"), rules)
    assert [change.to_ml_per_day for change in decision.changes] == [D("1.57"), D("1.3")]
    assert (decision.action, decision.over_tolerance) == ("change-fill-flow", False)


def test_the_flow_in_force_can_be_given(rules: FlowRules) -> None:
    decision = decide(course("8"), rules, fill_flow_ml_per_day=D("1.55"))
    assert (decision.fill_flow_ml_per_day, decision.action) == (D("1.55"), "keep")


def test_a_protocol_may_change_after_one_reading(rules: FlowRules) -> None:
    eager = rules.model_copy(
        update={"readings_before_change": rules.readings_before_change.model_copy(update={"value": 1})}
    )
    decision = decide(course("8"), eager)
    assert (decision.fill_flow_ml_per_day, decision.action) == (D("1.57"), "change-fill-flow")


def test_a_pump_that_delivered_nothing_is_not_filled(rules: FlowRules) -> None:
    decision = decide(course("11.8", "30"), rules)
    assert (decision.fill_flow_ml_per_day, decision.action, decision.over_tolerance) == (None, "do-not-fill", True)
    assert codes(decision)[0] == ("critical", "flow.nothing-delivered")
    assert decision.measured_flow_ml_per_day == D("1.3")


def test_a_pump_that_came_back_empty_is_verified(rules: FlowRules) -> None:
    decision = decide(course("11.8", "0"), rules)
    assert (decision.fill_flow_ml_per_day, decision.action) == (D("1.3"), "recheck")
    assert codes(decision) == [("critical", "flow.pump-was-dry"), ("info", "flow.not-counted-ran-dry")]


def test_a_flow_that_the_pump_cannot_have_is_not_used(rules: FlowRules) -> None:
    slow = decide(course("26", "26"), rules, plausible=PLAUSIBLE)  # 0.29 mL/day
    assert (slow.fill_flow_ml_per_day, slow.action) == (None, "do-not-fill")
    assert codes(slow) == [("critical", "flow.not-plausible")]
    open_below = decide(course("26", "26"), rules, plausible=Range(maximum=D(3)))
    assert open_below.fill_flow_ml_per_day == D("0.29")
    open_above = decide(course("26", "26"), rules, plausible=Range(minimum=D("0.28")))
    assert open_above.action == "change-fill-flow"
    fast = decide(course("2", "2"), rules, plausible=Range(maximum=D("1.9")))
    assert fast.action == "do-not-fill"


def test_a_flow_that_rounds_to_nothing_is_not_used(rules: FlowRules) -> None:
    decision = decide(course("29.99", "29.99"), rules)
    assert (decision.fill_flow_ml_per_day, decision.action) == (None, "do-not-fill")


def test_after_an_impossible_flow_a_good_reading_counts_again(rules: FlowRules) -> None:
    decision = decide(course("26", "26", "11.8"), rules, plausible=PLAUSIBLE)
    assert (decision.fill_flow_ml_per_day, decision.action) == (D("1.3"), "keep")


@given(tenths=st.lists(st.integers(1, 300), min_size=1, max_size=8))
def test_whatever_came_back_the_decision_is_whole(tenths: list[int], rules: FlowRules) -> None:
    decision = decide(course(*(str(D(n) / 10) for n in tenths)), rules, plausible=PLAUSIBLE)
    assert decision.act_first is (decision.action != "keep")
    assert (decision.fill_flow_ml_per_day is None) is (decision.action == "do-not-fill")
    if decision.fill_flow_ml_per_day is not None:
        assert D("0.5") <= decision.fill_flow_ml_per_day <= D("3.0")
    if decision.act_first:
        assert decision.alerts[0].action
    if decision.over_tolerance:
        assert decision.alerts


@pytest.mark.parametrize(("returned", "action"), [("9.07", "keep"), ("9.06", "recheck"), ("14.53", "keep")])
def test_exactly_15_percent_from_the_fill_flow_is_within(returned: str, action: str, rules: FlowRules) -> None:
    decision = decide(course(returned), rules)
    assert decision.action == action
    assert decision.deviation_percent == decision.readings[0].deviation_percent


def test_the_last_flows_that_the_pump_can_have(rules: FlowRules) -> None:
    # 22.4 mL a fortnight is exactly 1.6 mL/day, at either end of the range
    for limits in (Range(maximum=D("1.6")), Range(minimum=D("1.6"))):
        assert decide(course("7.6", "7.6"), rules, plausible=limits).fill_flow_ml_per_day == D("1.6")


def test_every_change_keeps_its_steps(rules: FlowRules) -> None:
    decision = decide(course("8", "8", "11.8", "11.8"), rules)
    assert [step.value for step in decision.derivation if step.label == "New fill flow"] == ["1.57", "1.3"]
