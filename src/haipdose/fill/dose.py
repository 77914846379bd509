"""The floxuridine dose of a fill: exact, then rounded once."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from haipdose.errors import Refused
from haipdose.quantities import RoundingRule, exactly, round_to_step, settle, to_display, to_text


class Dose(NamedTuple):
    """Amounts in mg to 60 digits, ``ordered_mg`` a multiple of the rounding step; settle before showing."""

    full_daily_mg: Decimal
    daily_mg: Decimal
    exact_mg: Decimal
    ordered_mg: Decimal
    deviation_percent: Decimal


def floxuridine_dose(
    *,
    rate_mg_per_kg_per_day: Decimal,
    dosing_weight_kg: Decimal,
    dose_percent: Decimal,
    reservoir_ml: Decimal,
    flow_ml_per_day: Decimal,
    step_mg: Decimal,
    rule: RoundingRule,
) -> Dose:
    """The dose of a fill: rate × weight × percent × reservoir ÷ flow, rounded once to ``step_mg`` by ``rule``.

    Args:
        rate_mg_per_kg_per_day: full dose rate.
        dosing_weight_kg: not rounded.
        dose_percent: percent of the full dose.
        reservoir_ml: everything in the reservoir after the fill.
        flow_ml_per_day: of the individual pump, > 0.
        step_mg: rounding step.
        rule: how ties and remainders go.

    Raises:
        Refused: the dose rounds to nothing.

    Source: Kemeny JCO 2003 and 2005, Ann Oncol 2009 (the formula); rounding step and rule are data.
    """
    with exactly():
        full_daily = rate_mg_per_kg_per_day * dosing_weight_kg
        daily = full_daily * dose_percent / 100
        # Divisions last: percent and flow together, so that a tie of the rounding is found to be one.
        exact = full_daily * dose_percent * reservoir_ml / (flow_ml_per_day * 100)
    ordered = round_to_step(exact, step_mg, rule)
    if ordered == 0:
        raise Refused(
            f"The exact dose of {to_display(exact)} mg rounds to 0 mg in steps of {to_text(step_mg)} mg.",
            code="fill.rounds-to-nothing",
            field="rounding_mg",
            found=to_text(step_mg),
            remedy="Choose a smaller rounding step, or check weight, flow and percentage.",
        )
    with exactly():
        deviation = settle((ordered - exact) * 100 / exact)
    return Dose(full_daily, daily, exact, ordered, deviation)
