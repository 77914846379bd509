"""Reservoir physics against fractions, outside examples and the clock of a real time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from haipdose.errors import InputError
from haipdose.pump.reservoir import (
    delivered_ml,
    elapsed_days,
    late_emptying,
    level_ml,
    level_series,
    moment_after,
    return_ml,
    run_dry,
    runs_dry_after_days,
)
from haipdose.quantities import settle

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
D = Decimal

volumes = st.decimals("0.01", "100", places=2)
residuals = st.decimals("0", "5", places=2)
flows = st.decimals("0.01", "30", places=3)
days_ = st.decimals("0", "120", places=4)


def exact(value: Decimal) -> Fraction:
    return Fraction(value)


def same(value: Decimal, oracle: Fraction) -> bool:
    """The decimal is the settled form of the fraction: rounding the fraction to 40 digits gives it exactly."""
    wide = Decimal(oracle.numerator) if oracle.denominator == 1 else None
    if wide is None:
        # Enough digits to round correctly: scale the integer quotient by a power of ten.
        scaled = oracle * Fraction(10) ** 80
        wide = Decimal(f"{scaled.numerator // scaled.denominator}e-80")
    return settle(value) == settle(wide)


# --- outside examples ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [f"dry_0{number}" for number in range(1, 7)])
def test_outside_examples_of_the_run_dry_day(name: str, worked_examples: dict) -> None:
    example = worked_examples[name]
    filled, flow = D(str(example["inputs"]["filled_mL"])), D(str(example["inputs"]["flow_mL_day"]))
    expected = example["expected"]
    assert round(return_ml(filled, flow, D(14), D(0)), 3) == D(str(expected["residual_day14_mL"])).quantize(D("0.001"))
    assert round(runs_dry_after_days(filled, flow, D(0)), 3) == D(str(expected["dry_after_days"])).quantize(D("0.001"))


@pytest.mark.parametrize(
    ("flow", "left_on_day_14", "dry_day"),
    [
        ("1.0", "16.0", "30.0"),
        ("1.1", "14.6", "27.3"),
        ("1.2", "13.2", "25.0"),
        ("1.3", "11.8", "23.1"),
        ("1.4", "10.4", "21.4"),
        ("1.495", "9.1", "20.1"),  # 1.3 mL/day and 15 % more
    ],
)
def test_guard_rails_of_a_30_ml_fill(flow: str, left_on_day_14: str, dry_day: str) -> None:
    assert round(return_ml(D(30), D(flow), D(14), D(0)), 1) == D(left_on_day_14)
    assert round(runs_dry_after_days(D(30), D(flow), D(0)), 1) == D(dry_day)


def test_the_return_band_of_15_percent_around_a_14_day_fill() -> None:
    # 30 − 14 × 1.3 × 1.15 = 9.07 and 30 − 14 × 1.3 × 0.85 = 14.53
    assert return_ml(D(30), D("1.3") * D("1.15"), D(14), D(0)) == D("9.07")
    assert return_ml(D(30), D("1.3") * D("0.85"), D(14), D(0)) == D("14.53")


def test_a_28_day_fill_of_30_ml_runs_dry_above_1_071_ml_a_day() -> None:
    assert runs_dry_after_days(D(30), D("1.0714"), D(0)) > 28
    assert runs_dry_after_days(D(30), D("1.0715"), D(0)) < 28


# --- against fractions --------------------------------------------------------------------------------------------


@given(volumes, flows, days_, residuals)
def test_volumes_are_those_of_exact_fractions(filled: Decimal, flow: Decimal, days: Decimal, residual: Decimal) -> None:
    assume(residual <= filled)
    given_out = min(exact(flow) * exact(days), exact(filled) - exact(residual))
    assert exact(delivered_ml(filled, flow, days, residual)) == given_out
    assert exact(level_ml(filled, flow, days, residual)) == exact(filled) - given_out
    assert exact(return_ml(filled, flow, days, residual)) == exact(filled) - given_out - exact(residual)


@given(volumes, flows, residuals)
def test_the_run_dry_day_is_the_settled_fraction(filled: Decimal, flow: Decimal, residual: Decimal) -> None:
    assume(residual <= filled)
    oracle = (exact(filled) - exact(residual)) / exact(flow)
    assert same(runs_dry_after_days(filled, flow, residual), oracle)


@given(volumes, flows, st.decimals("0", "50", places=1))
def test_the_fast_limit_is_the_settled_fraction_and_never_later(filled: Decimal, flow: Decimal, more: Decimal) -> None:
    outcome = run_dry(filled, flow, D(0), more)
    oracle = exact(filled) / (exact(flow) * (1 + exact(more) / 100))
    assert same(outcome.fast_limit_days, oracle)
    assert outcome.fast_limit_days <= outcome.nominal_days
    assert exact(outcome.fast_flow_ml_per_day) == exact(flow) * (1 + exact(more) / 100)


# --- what must hold whatever the numbers --------------------------------------------------------------------------


@given(volumes, flows, days_, residuals)
def test_volume_is_conserved(filled: Decimal, flow: Decimal, days: Decimal, residual: Decimal) -> None:
    assume(residual <= filled)
    parts = delivered_ml(filled, flow, days, residual) + return_ml(filled, flow, days, residual) + residual
    assert parts == filled


@given(volumes, flows, days_, days_)
def test_the_level_never_rises_and_never_goes_below_the_residual(
    filled: Decimal, flow: Decimal, one: Decimal, other: Decimal
) -> None:
    earlier, later = sorted((one, other))
    assert level_ml(filled, flow, earlier, D(0)) >= level_ml(filled, flow, later, D(0)) >= 0


@given(volumes, volumes, flows, flows)
def test_more_fluid_lasts_longer_and_a_faster_flow_shorter(a: Decimal, b: Decimal, f: Decimal, g: Decimal) -> None:
    small, large = sorted((a, b))
    slow, fast = sorted((f, g))
    assert runs_dry_after_days(small, slow, D(0)) <= runs_dry_after_days(large, slow, D(0))
    assert runs_dry_after_days(large, fast, D(0)) <= runs_dry_after_days(large, slow, D(0))


def test_at_the_run_dry_day_nothing_but_the_residual_is_left() -> None:
    dry = runs_dry_after_days(D(20), D("1.5"), D("1.4"))
    assert dry == D("12.4")
    assert return_ml(D(20), D("1.5"), dry, D("1.4")) == 0
    assert level_ml(D(20), D("1.5"), dry + 10, D("1.4")) == D("1.4")


# --- late emptying ------------------------------------------------------------------------------------------------


def test_one_day_late_gives_one_fourteenth_more() -> None:
    # 6.5 mg/mL × 1.3 mL/day = 8.45 mg a day; 14 days are 118.3 mg, so one day is 1/14 = 7.142857… %
    late = late_emptying(D(30), D("1.3"), D(0), concentration_mg_per_ml=D("6.5"), planned_days=D(14), actual_days=D(15))
    assert (late.extra_days, late.extra_ml, late.extra_mg) == (D(1), D("1.3"), D("8.45"))
    assert same(late.extra_percent, Fraction(100, 14))
    assert same(late.percent_per_day, Fraction(100, 14))
    assert not late.ran_dry


def test_an_early_emptying_gives_less() -> None:
    late = late_emptying(
        D(30), D("1.3"), D(0), concentration_mg_per_ml=D("6.5"), planned_days=D(14), actual_days=D("10.5")
    )
    assert late.extra_mg == D("-29.575")
    assert late.extra_percent == -25


def test_a_pump_that_ran_dry_gives_no_more_than_it_held() -> None:
    late = late_emptying(D(30), D("1.5"), D(0), concentration_mg_per_ml=D(2), planned_days=D(14), actual_days=D(40))
    assert late.extra_ml == 9  # 30 − 21
    assert late.ran_dry
    just = late_emptying(D(30), D("1.5"), D(0), concentration_mg_per_ml=D(2), planned_days=D(14), actual_days=D(20))
    assert just.ran_dry
    before = late_emptying(
        D(30), D("1.5"), D(0), concentration_mg_per_ml=D(2), planned_days=D(14), actual_days=D("19.99")
    )
    assert not before.ran_dry


# --- curves -------------------------------------------------------------------------------------------------------


def test_a_level_curve_has_its_steps_its_end_and_the_dry_point() -> None:
    points = level_series(D(30), D("1.5"), D(2), D("25"), D(10))
    assert [point.days for point in points] == [0, 10, D("18.66666666666666666666666666666666666667"), 20, 25]
    assert [point.level_ml for point in points] == [30, 15, 2, 2, 2]
    assert [point.return_ml for point in points] == [28, 13, 0, 0, 0]
    assert [point.delivered_ml for point in points] == [0, 15, 28, 28, 28]


def test_a_level_curve_that_ends_before_the_dry_point() -> None:
    assert [point.days for point in level_series(D(30), D("1.3"), D(0), D(14), D(7))] == [0, 7, 14]


# --- hours that really pass ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (datetime(2026, 3, 16, 10, tzinfo=AMSTERDAM), datetime(2026, 3, 30, 10, tzinfo=AMSTERDAM), 335),
        (datetime(2026, 10, 12, 10, tzinfo=AMSTERDAM), datetime(2026, 10, 26, 10, tzinfo=AMSTERDAM), 337),
        (datetime(2026, 6, 1, 10, tzinfo=AMSTERDAM), datetime(2026, 6, 15, 10, tzinfo=AMSTERDAM), 336),
        (datetime(2026, 6, 1, 10, tzinfo=AMSTERDAM), datetime(2026, 6, 1, 10, tzinfo=UTC), 2),
    ],
    ids=["spring", "autumn", "summer", "two zones"],
)
def test_elapsed_days_are_hours_not_wall_clock(start: datetime, end: datetime, hours: int) -> None:
    assert same(elapsed_days(start, end), Fraction(hours, 24))


def test_a_time_without_offset_is_refused() -> None:
    aware, naive = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 1)  # noqa: DTZ001
    for start, end, field in ((naive, aware, "start"), (aware, naive, "end")):
        with pytest.raises(InputError) as caught:
            elapsed_days(start, end)
        assert (caught.value.code, caught.value.field) == ("pump.time-without-offset", field)
    with pytest.raises(InputError):
        moment_after(naive, D(1))


def test_an_end_before_the_start_is_refused() -> None:
    later = datetime(2026, 6, 2, tzinfo=UTC)
    with pytest.raises(InputError) as caught:
        elapsed_days(later, later - timedelta(microseconds=1))
    assert caught.value.code == "pump.time-order"
    assert elapsed_days(later, later) == 0


def test_a_moment_after_crosses_the_clock_change_in_elapsed_hours() -> None:
    filled = datetime(2026, 10, 12, 10, tzinfo=AMSTERDAM)
    assert moment_after(filled, D(14)) == datetime(2026, 10, 26, 9, tzinfo=AMSTERDAM)
    assert moment_after(filled, D(14)).tzinfo is AMSTERDAM


@given(st.decimals("0", "400", places=9))
def test_a_moment_after_is_never_late(days: Decimal) -> None:
    filled = datetime(2026, 1, 5, 10, tzinfo=UTC)
    passed = Fraction((moment_after(filled, days) - filled) // timedelta(microseconds=1), 86_400_000_000)
    assert 0 <= exact(days) - passed < Fraction(1, 86_400_000_000)


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("-1", "1.3", "14", "0"), "pump.negative-volume"),
        (("30", "1.3", "14", "-0.1"), "pump.negative-volume"),
        (("30", "1.3", "14", "30.1"), "pump.residual-exceeds-fill"),
        (("30", "0", "14", "0"), "pump.flow-not-positive"),
        (("30", "-1.3", "14", "0"), "pump.flow-not-positive"),
        (("30", "1.3", "-0.001", "0"), "pump.negative-time"),
    ],
)
def test_impossible_values_are_refused(arguments: tuple[str, ...], code: str) -> None:
    with pytest.raises(InputError) as caught:
        delivered_ml(*map(Decimal, arguments))
    assert caught.value.code == code


def test_limits_that_are_just_possible() -> None:
    assert delivered_ml(D(0), D("1.3"), D(14), D(0)) == 0
    assert delivered_ml(D(2), D("1.3"), D(14), D(2)) == 0
    assert delivered_ml(D(30), D("1.3"), D(0), D(0)) == 0


def test_other_impossible_values() -> None:
    with pytest.raises(InputError, match="tolerance"):
        run_dry(D(30), D("1.3"), D(0), D("-0.1"))
    with pytest.raises(InputError, match="flow must be greater"):
        run_dry(D(30), D(0), D(0), D(15))
    assert run_dry(D(30), D("1.3"), D(0), D(0)).fast_limit_days == run_dry(D(30), D("1.3"), D(0), D(0)).nominal_days
    for step, until in ((D(0), D(14)), (D(1), D("-1"))):
        with pytest.raises(InputError) as caught:
            level_series(D(30), D("1.3"), D(0), until, step)
        assert caught.value.code == "pump.level-series"


@pytest.mark.parametrize(("planned", "concentration"), [("0", "6.5"), ("-1", "6.5"), ("14", "-0.1")])
def test_a_late_emptying_needs_a_plan(planned: str, concentration: str) -> None:
    with pytest.raises(InputError) as caught:
        late_emptying(
            D(30),
            D("1.3"),
            D(0),
            concentration_mg_per_ml=D(concentration),
            planned_days=D(planned),
            actual_days=D(15),
        )
    assert caught.value.code == "pump.late-emptying-input"


def test_a_fill_that_is_all_residual_delivers_nothing() -> None:
    with pytest.raises(InputError) as caught:
        late_emptying(D(2), D("1.3"), D(2), concentration_mg_per_ml=D(0), planned_days=D(14), actual_days=D(15))
    assert caught.value.code == "pump.nothing-deliverable"


def test_curves_and_plans_in_small_steps() -> None:
    points = level_series(D(30), D("1.5"), D(0), D(1), D("0.25"))
    assert [point.days for point in points] == [0, D("0.25"), D("0.5"), D("0.75"), 1]
    assert [point.days for point in level_series(D(30), D("1.5"), D(0), D(0), D(1))] == [0]
    assert [point.days for point in level_series(D(30), D("1.5"), D(0), D("0.5"), D(1))] == [0, D("0.5")]
    late = late_emptying(D(30), D(1), D(0), concentration_mg_per_ml=D(1), planned_days=D(1), actual_days=D(2))
    assert late.extra_percent == 100
