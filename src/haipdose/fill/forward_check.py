"""The second way to a dose: what the pump would really deliver, simulated hour by hour from the physics.

Nothing here knows the fill formula. The reservoir holds a volume and a mass of drug, evenly mixed. Each hour the pump
pushes flow ÷ 24 out with the concentration of that moment, until only the residual is left. What leaves is compared
with the prescribed dose, day by day.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from haipdose.errors import Refused
from haipdose.fill.requests import ForwardCheck
from haipdose.quantities import exactly, settle, to_display, to_text

_STEPS_PER_DAY: Final = 24


def forward_check(
    *,
    injected_ml: Decimal,
    injected_mg: Decimal,
    residual_ml: Decimal,
    flow_ml_per_day: Decimal,
    infusion_days: Decimal,
    prescribed_mg_per_day: Decimal,
    tolerance_percent: Decimal,
) -> ForwardCheck:
    """Simulate the reservoir and compare every day of the infusion with the prescribed daily dose.

    Args:
        injected_ml: prepared and injected, mL.
        injected_mg: floxuridine in it, mg.
        residual_ml: drug-free volume that was in the reservoir and that never comes out, mL.
        flow_ml_per_day: of the pump, mL/day.
        infusion_days: from fill to emptying; the last day may be a part of one.
        prescribed_mg_per_day: what every day has to deliver, mg.
        tolerance_percent: how far a day may be off.

    Raises:
        Refused: a day is further off than the tolerance; the message says which and by how much.

    Source: derived (conservation of mass and volume).
    """
    volume, mass = injected_ml + residual_ml, injected_mg
    delivered_ml = delivered_mg = Decimal(0)
    rates: list[Decimal] = []
    with exactly():
        step_ml = flow_ml_per_day / _STEPS_PER_DAY
        left_days = infusion_days
        while left_days > 0:
            today = min(left_days, Decimal(1))
            from_day_ml, from_day_mg = _one_day(volume, mass, residual_ml, step_ml * today)
            volume, mass = volume - from_day_ml, mass - from_day_mg
            delivered_ml, delivered_mg = delivered_ml + from_day_ml, delivered_mg + from_day_mg
            rates.append(settle(from_day_mg / today))
            left_days -= today
        deviations = [settle((rate - prescribed_mg_per_day) * 100 / prescribed_mg_per_day) for rate in rates]
        worst = max(deviations, key=abs)
        returned_ml = volume - residual_ml
        returned_mg = mass * returned_ml / volume if volume else Decimal(0)
    check = ForwardCheck(
        passed=abs(worst) <= tolerance_percent,
        tolerance_percent=tolerance_percent,
        lowest_daily_mg=min(rates),
        highest_daily_mg=max(rates),
        worst_deviation_percent=worst,
        delivered_ml=delivered_ml,
        delivered_mg=delivered_mg,
        returned_ml=returned_ml,
        returned_mg=returned_mg,
    )
    if not check.passed:
        day = deviations.index(worst) + 1
        raise Refused(
            f"The simulated pump delivers {to_display(rates[day - 1])} mg on day {day}, and "
            f"{to_display(prescribed_mg_per_day)} mg a day is prescribed: {to_display(worst, 2)} % off, allowed is "
            f"{to_text(tolerance_percent)} %.",
            code="fill.forward-check-failed",
            field="floxuridine_mg",
            found=f"{to_display(worst, 2)} %",
            allowed=f"{to_text(tolerance_percent)} %",
            remedy="Choose a smaller rounding step (rounding_mg), or check flow, reservoir and dose.",
        )
    return check


def _one_day(volume: Decimal, mass: Decimal, residual: Decimal, step_ml: Decimal) -> tuple[Decimal, Decimal]:
    """Volume and drug that leave in one day (or the given part of it), step by step, mL and mg."""
    start_volume, start_mass = volume, mass
    for _ in range(_STEPS_PER_DAY):
        if volume <= residual:
            break  # dry: nothing leaves any more
        out = min(step_ml, volume - residual)
        mass -= mass * out / volume
        volume -= out
    return start_volume - volume, start_mass - mass
