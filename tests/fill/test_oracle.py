"""The whole fill against exact fractions: no difference, ever; and nothing is lost between fill and emptying."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from fills import GENERIC, answered, exact
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from haipdose.errors import Refused
from haipdose.fill.dose import floxuridine_dose
from haipdose.quantities import RoundingRule, settle


def decimals(low: str, high: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(low), Decimal(high), places=places)


def half_even(value: Fraction, step: Fraction) -> Fraction:
    return round(value / step) * step


@settings(max_examples=200, deadline=None)
@given(
    rate=decimals("0.01", "0.6", 12),
    weight=decimals("25", "300", 10),
    percent=decimals("1", "100", 10),
    reservoir=decimals("10", "60", 10),
    flow=decimals("0.25", "12", 11),
    step=st.sampled_from([Decimal(1), Decimal(5), Decimal("2.5")]),
)
def test_dose(
    rate: Decimal, weight: Decimal, percent: Decimal, reservoir: Decimal, flow: Decimal, step: Decimal
) -> None:
    wanted = Fraction(rate) * Fraction(weight) * Fraction(percent) / 100 * Fraction(reservoir) / Fraction(flow)
    rounded = half_even(wanted, Fraction(step))
    assume(rounded > 0)
    dose = floxuridine_dose(
        rate_mg_per_kg_per_day=rate,
        dosing_weight_kg=weight,
        dose_percent=percent,
        reservoir_ml=reservoir,
        flow_ml_per_day=flow,
        step_mg=step,
        rule=RoundingRule.HALF_EVEN,
    )
    assert settle(dose.exact_mg) == exact(wanted)
    assert Fraction(dose.ordered_mg) == rounded
    assert dose.deviation_percent == exact((rounded - wanted) / wanted * 100)
    assert settle(dose.daily_mg) == exact(Fraction(rate) * Fraction(weight) * Fraction(percent) / 100)


@settings(max_examples=150, deadline=None)
@given(
    multiple=st.integers(1, 200),
    flow=st.sampled_from(["0.7", "1.1", "1.3", "1.7", "0.93"]),
    reservoir=st.sampled_from([20, 30, 40]),
)
def test_a_tie_is_found_to_be_one(multiple: int, flow: str, reservoir: int) -> None:
    """A dose of exactly (n + ½) steps, reached through a flow whose quotient never ends in decimals."""
    wanted = Fraction(5 * multiple) + Fraction(5, 2)
    daily = wanted * Fraction(flow) / reservoir
    assume(daily.denominator % 3 != 0)
    weight = Decimal(daily.numerator) / Decimal(daily.denominator) * 10
    assume(Fraction(weight) == daily * 10)
    dose = floxuridine_dose(
        rate_mg_per_kg_per_day=Decimal("0.1"),
        dosing_weight_kg=weight,
        dose_percent=Decimal(100),
        reservoir_ml=Decimal(reservoir),
        flow_ml_per_day=Decimal(flow),
        step_mg=Decimal(5),
        rule=RoundingRule.HALF_EVEN,
    )
    assert Fraction(dose.ordered_mg) == half_even(wanted, Fraction(5))


@settings(max_examples=60, deadline=None)
@given(
    sex=st.sampled_from(["male", "female"]),
    height=decimals("140", "210", 1),
    weight=decimals("40", "160", 2),
    percent=st.sampled_from(["100", "80", "50", "25", "33.3"]),
    flow=decimals("0.8", "1.6", 3),
    days=st.sampled_from(["14", "12", "13.5", "10.25"]),
    residual=st.sampled_from([None, "0", "1.5"]),
)
def test_answer_and_conservation(
    sex: str, height: Decimal, weight: Decimal, percent: str, flow: Decimal, days: str, residual: str | None
) -> None:
    pump = GENERIC | {"reservoir_ml": "30", "flow_ml_per_day": str(flow)}
    if residual is not None:
        pump |= {"residual_ml": residual}
    try:
        answer = answered(
            patient={"sex": sex, "height_cm": str(height), "weight_kg": str(weight)},
            pump=pump,
            dose_percent=percent,
            infusion_days=days,
            rounding_mg="1",
        )
    except Refused:
        assert (30 - Fraction(residual or "0")) / Fraction(flow) < Fraction(days)
        return
    ideal = Fraction(50 if sex == "male" else "45.5") + Fraction("2.3") * max(
        Fraction(height) / Fraction("2.54") - 60, Fraction(0)
    )
    actual = Fraction(weight)
    dosing = (actual + ideal) / 2 if actual > Fraction("1.25") * ideal else actual
    daily = Fraction("0.12") * dosing * Fraction(percent) / 100
    wanted = daily * 30 / Fraction(flow)
    ordered = half_even(wanted, Fraction(1))
    left = Fraction(residual or "0")
    returned = 30 - left - Fraction(flow) * Fraction(days)
    assert answer.ideal_weight_kg == exact(ideal)
    assert answer.dosing_weight_kg == exact(dosing)
    assert answer.daily_dose_mg == exact(daily)
    assert answer.prescribed_mg == exact(daily * Fraction(days))
    assert answer.floxuridine_mg_exact == exact(wanted)
    assert Fraction(answer.floxuridine_mg or 0) == ordered
    assert answer.concentration_mg_per_ml == exact(ordered / 30)
    assert answer.expected_return_ml == exact(returned)
    assert answer.delivered_mg == exact(ordered / 30 * Fraction(flow) * Fraction(days))
    assert answer.returned_mg == exact(ordered / 30 * returned)
    assert answer.runs_dry_after_days.nominal == exact((30 - left) / Fraction(flow))
    assert answer.runs_dry_after_days.fast_limit == exact((30 - left) / (Fraction(flow) * Fraction("1.15")))

    # What went in comes out: through the catheter, at the emptying, or it stays as residual.
    check = answer.forward_check
    assert check is not None
    assert settle(check.delivered_ml + check.returned_ml + Decimal(residual or "0")) == Decimal(30)
    stays = exact(ordered / 30 * left)
    assert abs(check.delivered_mg + check.returned_mg + stays - (answer.floxuridine_mg or 0)) < Decimal("1e-30")
    # Two ways to the same numbers: the simulation and the reservoir formulas.
    assert abs(check.delivered_mg - (answer.delivered_mg or 0)) < Decimal("1e-30")
    assert abs(check.returned_ml - (answer.expected_return_ml or 0)) < Decimal("1e-30")
    # The parts make the whole.
    assert settle(sum((part.volume_ml for part in answer.components), Decimal(0))) == answer.total_volume_ml


@settings(max_examples=60, deadline=None)
@given(flow=decimals("0.5", "3", 2), weight=decimals("30", "200", 1))
def test_more_weight_never_means_less_drug(flow: Decimal, weight: Decimal) -> None:
    def dose(kilograms: Decimal) -> Decimal:
        try:
            answer = answered(
                patient={"weight_kg": str(kilograms)},
                pump=GENERIC | {"reservoir_ml": "30", "flow_ml_per_day": str(flow)},
                weight_rule="actual",
                infusion_days="1",
                additives="none",
            )
        except Refused:
            return Decimal(0)
        return answer.floxuridine_mg or Decimal(0)

    light, heavy = dose(weight), dose(weight + 1)
    assert heavy == 0 or light <= heavy
