"""Between a course and its pump: what a fill asks to be programmed, and what the course expects the pump to say."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from haipdose.device.comparison import Expected
from haipdose.device.program import ProgramRequest
from haipdose.errors import Refused
from haipdose.fill.requests import FillAnswer
from haipdose.pump.in_use import PumpInUse
from haipdose.pump.profile import PumpProfile
from haipdose.pump.reservoir import level_ml
from haipdose.quantities import exactly, to_display, to_text
from haipdose.schedule.requests import PlanAnswer

_SECONDS_PER_DAY: Final = 86_400


def expected_of(pump: PumpInUse, plan: PlanAnswer, now: datetime) -> Expected:
    """What the course expects of its pump ``now``."""
    dry = plan.run_dry
    if dry is None:
        return Expected(serial_number=pump.serial_number)
    with exactly():
        days = Decimal(max(0, int((now - dry.filled_at).total_seconds()))) / _SECONDS_PER_DAY
    residual = pump.residual_ml or Decimal(0)
    return Expected(
        serial_number=pump.serial_number,
        drug=dry.contents.value,
        flow_ml_per_day=dry.flow_ml_per_day,
        reservoir_ml=level_ml(dry.volume_ml, dry.flow_ml_per_day, days, residual),
    )


def from_fill(fill: FillAnswer, profile: PumpProfile, filled_at: datetime) -> ProgramRequest:
    """The program for a fill. Raises Refused when the fill may not be released; a fictitious pump harms nobody."""
    if not fill.release.releasable and not profile.fictitious:
        raise Refused(
            "The fill may not be released, so the pump is not programmed for it: " + "; ".join(fill.release.reasons),
            code="device.fill-not-releasable",
            remedy="Settle what keeps it from release; see haipdose fill.",
        )
    pump = fill.request.pump
    dry = fill.runs_dry_after_days.nominal
    if fill.infusion_days > dry:
        raise Refused(
            "At the programmed rate the pump would run dry before it is emptied.",
            code="device.runs-dry",
            found=f"dry after {to_display(dry)} d, fill for {to_text(fill.infusion_days)} d",
            remedy="A programmed pump does not slow down with glycerol: use heparin-saline and shorter intervals.",
        )
    return ProgramRequest(
        serial_number=pump.serial_number,
        drug=fill.contents.value,
        concentration_mg_per_ml=fill.concentration_mg_per_ml or Decimal(0),
        flow_ml_per_day=pump.flow_ml_per_day,
        reservoir_ml=fill.reservoir_ml,
        residual_ml=pump.residual_ml,
        filled_at=filled_at,
        prescribed_mg_per_day=fill.daily_dose_mg,
        catheter_ml=pump.catheter_ml,
    )
