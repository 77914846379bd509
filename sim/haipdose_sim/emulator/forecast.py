"""The reservoir of a constant-flow pump over the days: the physics-only view of a pump without electronics."""

from __future__ import annotations

from typing import Any

from haipdose.errors import InputError
from haipdose.pump.profile import PumpProfile
from haipdose_sim.emulator.physics.environment import Environment
from haipdose_sim.emulator.physics.gas_pump import SECONDS_PER_DAY, GasDrivenPump
from haipdose_sim.emulator.physics.reservoir import Reservoir

_LONGEST_DAYS = 400


def forecast(
    profile: PumpProfile, *, flow_ml_per_day: float | None, temperature_c: float, altitude_m: float
) -> dict[str, Any]:
    """Levels day by day of a full reservoir under constant conditions, until it runs dry (at most 400 days).

    Raises:
        InputError: the pump is programmable, its flow or reservoir is not known, or conditions are outside the model.
    """
    reservoir = _reservoir(profile)
    if flow_ml_per_day is None or not 0 < flow_ml_per_day <= 100:
        raise InputError(
            "The flow on the pump's own card is needed.",
            code="emulate.flow",
            field="flow",
            found=None if flow_ml_per_day is None else str(flow_ml_per_day),
            allowed="more than 0, at most 100 mL/day",
            remedy="Give it with --flow, in mL/day.",
        )
    pump = GasDrivenPump(reservoir, flow_ml_per_day)
    try:
        pump.environment = Environment().at_altitude(altitude_m).at_temperature(temperature_c)
    except ValueError as error:
        raise InputError(str(error), code="emulate.conditions", field="temperature or altitude") from error
    actual = pump.flow_ml_per_day
    dry_after = pump.seconds_until_empty()
    days = [{"day": 0, "level_ml": round(reservoir.level_ml, 3)}]
    while not reservoir.is_empty and len(days) <= _LONGEST_DAYS and actual > 0:
        pump.advance(SECONDS_PER_DAY)
        days.append({"day": len(days), "level_ml": round(reservoir.level_ml, 3)})
    return {
        "profile": profile.id,
        "card_flow_ml_per_day": flow_ml_per_day,
        "flow_ml_per_day": round(actual, 4),
        "temperature_c": temperature_c,
        "altitude_m": altitude_m,
        "runs_dry_after_days": None if dry_after is None else round(dry_after / SECONDS_PER_DAY, 2),
        "levels": days,
        "note": "simulated with n-butane as the propellant; never correct a dose by it",
    }


def forecast_text(answer: dict[str, Any]) -> str:
    """The forecast for people."""
    lines = [
        (
            f"{answer['profile']} at {answer['temperature_c']:g} °C and {answer['altitude_m']:g} m: "
            f"{answer['flow_ml_per_day']} mL/day (card: {answer['card_flow_ml_per_day']:g} mL/day), "
            f"dry after {answer['runs_dry_after_days']} days."
        ),
        *(f"  day {row['day']:3d}  {row['level_ml']:7.3f} mL" for row in answer["levels"]),
        f"Note: {answer['note']}.",
    ]
    return "\n".join(lines)


def _reservoir(profile: PumpProfile) -> Reservoir:
    if profile.programmable.value:
        raise InputError(
            f"{profile.title} is programmable: its flow follows its program, not physics alone.",
            code="emulate.programmable",
            field="profile",
            found=profile.id,
            remedy="Leave --physics out, or choose a constant-flow profile.",
        )
    capacity = profile.reservoir.capacity_ml
    if capacity is None:
        raise InputError(
            f"The reservoir of {profile.title} is not known.",
            code="emulate.reservoir",
            field="profile",
            found=profile.id,
            remedy="Choose a profile of one reservoir size.",
        )
    residual = profile.reservoir.residual_ml
    full = float(capacity.value)
    return Reservoir(full, 0.0 if residual is None else float(residual.value), full)
