"""One flow measurement: outside examples, exact fractions, the hours of a clock change, and volumes that cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from haipdose.errors import InputError, InputErrors
from haipdose.protocol.flow_rules import FlowRules
from haipdose.pump.calibration import (
    FlowInterval,
    FlowReading,
    calibrate,
    check_intervals,
    deviation_from,
    pooled_flow_ml_per_day,
)
from haipdose.pump.reservoir import return_ml
from haipdose.quantities import settle

D = Decimal
START = datetime(2026, 6, 1, 10, tzinfo=UTC)


def interval(returned: Any = "11.8", days: Any = 14, **changes: Any) -> FlowInterval:
    raw = {
        "filled_at": START,
        "emptied_at": START + timedelta(days=days),
        "filled_ml": "30",
        "returned_ml": returned,
        "contents": "floxuridine",
    }
    return FlowInterval.model_validate(raw | changes)


def read(one: FlowInterval, rules: FlowRules, label: str = "1.3", residual: str = "0") -> FlowReading:
    return calibrate(one, label_flow_ml_per_day=D(label), residual_ml=D(residual), rules=rules)


def settled(oracle: Fraction) -> Decimal:
    scaled = oracle * Fraction(10) ** 80
    return settle(Decimal(f"{round(scaled)}e-80"))


# --- outside examples ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [f"flow_0{number}" for number in range(1, 7)])
def test_outside_examples_of_the_flow(name: str, worked_examples: dict, rules: FlowRules) -> None:
    given_values, expected = worked_examples[name]["inputs"], worked_examples[name]["expected"]
    reading = read(
        interval(str(given_values["returned_mL"]), int(given_values["days"]), filled_ml=str(given_values["filled_mL"])),
        rules,
        label=str(given_values["label_flow_mL_day"]),
    )
    assert round(reading.flow_ml_per_day, 5) == D(str(expected["measured_flow_mL_day"])).quantize(D("0.00001"))
    assert round(reading.deviation_percent, 2) == D(str(expected["deviation_percent"])).quantize(D("0.01"))
    assert reading.outside_tolerance is expected["outside_15_percent"]
    assert reading.counts


# --- against fractions --------------------------------------------------------------------------------------------


@given(
    filled=st.decimals("10", "60", places=2),
    share=st.decimals("0", "1", places=3),
    minutes=st.integers(1, 60 * 24 * 60),
    label=st.decimals("0.1", "6", places=2),
)
def test_flow_and_deviation_are_those_of_exact_fractions(
    filled: Decimal, share: Decimal, minutes: int, label: Decimal, rules: FlowRules
) -> None:
    returned = (filled * share).quantize(D("0.01"))
    one = interval(returned, filled_ml=filled, emptied_at=START + timedelta(minutes=minutes))
    reading = read(one, rules, label=str(label))
    flow = (Fraction(filled) - Fraction(returned)) / Fraction(minutes, 1440)
    deviation = (flow / Fraction(label) - 1) * 100
    assert reading.flow_ml_per_day == settled(flow)
    assert reading.deviation_percent == settled(deviation)
    assert reading.outside_tolerance is (deviation > 15 or (deviation < -15 and returned > 0))


@given(parts=st.lists(st.tuples(st.integers(1, 60000), st.decimals("0.1", "30", places=2)), min_size=1, max_size=4))
def test_pooled_flow_is_all_volume_over_all_time(parts: list[tuple[int, Decimal]], rules: FlowRules) -> None:
    readings, at = [], START
    for minutes, delivered in parts:
        end = at + timedelta(minutes=minutes)
        readings.append(read(interval(D(30) - delivered, filled_at=at, emptied_at=end), rules))
        at = end
    oracle = sum(Fraction(delivered) for _, delivered in parts) / Fraction(sum(minutes for minutes, _ in parts), 1440)
    assert pooled_flow_ml_per_day(readings) == settled(oracle)
    assert deviation_from(readings[0], D("1.7")) == settled(
        (Fraction(parts[0][1]) / Fraction(parts[0][0], 1440) / Fraction(17, 10) - 1) * 100
    )


@given(
    flow=st.decimals("0.5", "2", places=2),
    days=st.integers(8, 14),
    residual=st.decimals("0", "1.9", places=1),
)
def test_the_predicted_return_gives_the_flow_back(
    flow: Decimal, days: int, residual: Decimal, rules: FlowRules
) -> None:
    back = return_ml(D(30), flow, D(days), residual)
    assert read(interval(back, days), rules, residual=str(residual)).flow_ml_per_day == flow


# --- the limit itself ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("returned", "deviation", "outside"),
    [
        ("9.0701", None, False),  # just under 15 % fast
        ("9.07", "15", False),  # 30 − 14 × 1.495: exactly 15 % is not outside
        ("9.0699", None, True),  # just over
        ("14.5299", None, False),  # just under 15 % slow
        ("14.53", "-15", False),  # 30 − 14 × 1.105
        ("14.5301", None, True),
    ],
)
def test_exactly_15_percent_is_not_outside(
    returned: str, deviation: str | None, outside: bool, rules: FlowRules
) -> None:
    reading = read(interval(returned), rules)
    assert reading.outside_tolerance is outside
    if deviation is not None:
        assert reading.deviation_percent == D(deviation)


@pytest.mark.parametrize(("hours", "outside"), [(337, False), (336, True), (338, False)])
def test_exactly_15_percent_over_337_hours(hours: int, outside: bool, rules: FlowRules) -> None:
    # 1.2 × 1.15 = 1.38 mL/day over 337 h is 19.3775 mL: a fraction of days that never ends, and still exactly 15 %.
    one = interval("10.6225", emptied_at=START + timedelta(hours=hours))
    reading = read(one, rules, label="1.2")
    assert reading.outside_tolerance is outside
    assert (reading.deviation_percent == 15) is (hours == 337)


# --- hours --------------------------------------------------------------------------------------------------------


def test_the_autumn_clock_change_makes_337_hours(rules: FlowRules) -> None:
    one = interval("11.8", filled_at="2026-10-12T10:00:00+02:00", emptied_at="2026-10-26T10:00:00+01:00")
    reading = read(one, rules)
    # 18.2 mL over 337 h: 18.2 × 24 ÷ 337 = 1.29614… and not the 1.3 of fourteen calendar days
    assert reading.flow_ml_per_day == settled(Fraction(182, 10) * 24 / 337)
    assert reading.derivation[0].terms[-1].value == "337"


# --- residual -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("basis", "flow", "formula"),
    [
        ("content", Fraction(172, 140), "filled − residual − returned"),
        ("injected", Fraction(182, 140), "injected − returned"),
    ],
)
def test_the_residual_counts_only_when_the_filled_volume_holds_it(
    basis: str, flow: Fraction, formula: str, rules: FlowRules
) -> None:
    reading = read(interval("11.8", filled_basis=basis), rules, residual="1")
    assert reading.flow_ml_per_day == settled(flow)
    assert reading.derivation[1].formula == formula


# --- what does not measure ----------------------------------------------------------------------------------------


def test_glycerol_never_measures_the_drug_flow(rules: FlowRules) -> None:
    reading = read(interval("25", 42, contents="glycerol"), rules)
    assert (reading.counts, reading.why_not) == (False, "contents-do-not-calibrate")


@pytest.mark.parametrize(("hours", "counts"), [(7 * 24 - 1, False), (7 * 24, True), (7 * 24 + 1, True)])
def test_the_shortest_interval(hours: int, counts: bool, rules: FlowRules) -> None:
    reading = read(interval("20.9", emptied_at=START + timedelta(hours=hours)), rules)
    assert reading.counts is counts
    assert reading.why_not == (None if counts else "interval-too-short")


def test_an_empty_pump_shows_only_a_lower_bound(rules: FlowRules) -> None:
    slow = read(interval("0", 40), rules)  # 0.75 mL/day at least: says nothing about too slow
    assert (slow.why_not, slow.lower_bound, slow.outside_tolerance) == ("ran-dry", True, False)
    fast = read(interval("0", 14), rules)  # 2.14 mL/day at least: certainly too fast
    assert (fast.counts, fast.outside_tolerance) == (False, True)
    assert fast.derivation[2].note is not None


def test_a_pump_that_delivered_nothing(rules: FlowRules) -> None:
    reading = read(interval("30"), rules)
    assert (reading.flow_ml_per_day, reading.deviation_percent) == (0, -100)
    assert (reading.why_not, reading.outside_tolerance) == ("nothing-delivered", True)


def test_a_reading_shows_its_arithmetic(rules: FlowRules) -> None:
    steps = read(interval("8"), rules).derivation
    assert [step.value for step in steps] == ["14", "22", "1.5714", "20.8791"]
    assert [step.approximate for step in steps] == [False, False, True, True]


# --- what is refused ----------------------------------------------------------------------------------------------


def faults(*intervals: FlowInterval, residual: str = "0", reservoir: str = "30", **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputErrors) as caught:
        check_intervals(intervals, residual_ml=D(residual), reservoir_ml=D(reservoir), **more)
    return [(error.code, str(error.field)) for error in caught.value.errors]


def test_impossible_volumes() -> None:
    assert faults(interval("30.01")) == [("flow.return-exceeds-fill", "intervals.0.returned_ml")]
    assert faults(interval("29.5"), residual="1") == [("flow.return-exceeds-fill", "intervals.0.returned_ml")]
    assert faults(interval("1", filled_ml="1.4"), residual="1.4") == [
        ("flow.return-exceeds-fill", "intervals.0.returned_ml")
    ]
    assert faults(interval("8", filled_ml="40")) == [("flow.fill-exceeds-reservoir", "intervals.0.filled_ml")]


def test_a_fill_that_is_all_residual_measures_nothing() -> None:
    assert faults(interval("0", filled_ml="1"), residual="1") == [
        ("flow.return-exceeds-fill", "intervals.0.returned_ml")
    ]
    check_intervals([interval("0", filled_ml="1.5")], residual_ml=D(1), reservoir_ml=D(30))


def test_volumes_that_are_just_possible() -> None:
    check_intervals([interval("30")], residual_ml=D(0), reservoir_ml=D(30))
    check_intervals([interval("29.5", filled_basis="injected")], residual_ml=D(1), reservoir_ml=D(30))
    check_intervals([interval("29")], residual_ml=D(1), reservoir_ml=D(30))


def test_impossible_times_are_all_reported_at_once() -> None:
    first = interval(emptied_at=START)
    second = interval(filled_at=START - timedelta(days=1), emptied_at=START + timedelta(days=20))
    assert faults(first, second, as_of=START + timedelta(days=19)) == [
        ("flow.time-order", "intervals.0.emptied_at"),
        ("flow.in-the-future", "intervals.1.emptied_at"),
        ("flow.intervals-overlap", "intervals.1.filled_at"),
    ]


def test_intervals_may_touch_and_end_now() -> None:
    second = interval(filled_at=START + timedelta(days=14), emptied_at=START + timedelta(days=28))
    check_intervals([interval(), second], residual_ml=D(0), reservoir_ml=D(30), as_of=START + timedelta(days=28))


@pytest.mark.parametrize(
    "changes",
    [
        {"returned_ml": "-0.1"},
        {"filled_ml": "0"},
        {"filled_ml": "thirty"},
        {"filled_ml": "30,0"},
        {"contents": "morphine"},
        {"filled_at": "2026-06-01T10:00:00"},
        {"volume_ml": "11.8"},
    ],
)
def test_an_interval_with_a_wrong_field_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        interval(**changes)


def test_no_readings_have_no_flow() -> None:
    with pytest.raises(InputError) as caught:
        pooled_flow_ml_per_day([])
    assert caught.value.code == "flow.no-readings"
