"""How long what is in the pump lasts: run-dry times in elapsed time, and the last day on which a refill may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal

from haipdose.protocol.contents import Contents
from haipdose.protocol.schedule_rules import PumpSchedule
from haipdose.pump.reservoir import run_dry
from haipdose.quantities import EXACT, exactly, settle
from haipdose.schedule.calendar import ClinicCalendar

_MICROSECONDS_PER_DAY = Decimal(86_400_000_000)


@dataclass(frozen=True, slots=True)
class PumpSupply:
    """The pump as the planner needs it. ``fast_flow`` is the fastest flow known of it with the tolerance on top.

    Volumes in mL, flows in mL/day. ``residual_ml`` is the largest that never comes out.
    """

    reservoir_ml: Decimal
    residual_ml: Decimal
    flow: Decimal
    fastest_measured: Decimal
    tolerance_percent: Decimal


@dataclass(frozen=True, slots=True)
class Contained:
    """What is in the reservoir from ``filled_at`` on, and when it runs dry.

    ``last_day`` is the last day of a refill: it ends before the run-dry time at the fast limit, less the margin. With
    glycerol the flow is not known: no run-dry times, and ``last_day`` is the protocol's longest interval.
    """

    contents: Contents
    cycle: int
    filled_at: datetime
    filled_day: date
    volume_ml: Decimal
    dry_nominal: datetime | None
    dry_fast: datetime | None
    last_day: date


class Supply:
    """Run-dry times of one pump under one protocol; the times of equal fills are worked out once."""

    def __init__(self, pump: PumpSupply, rules: PumpSchedule, calendar: ClinicCalendar) -> None:
        self.pump = pump
        self._rules = rules
        self._calendar = calendar
        self._margin = timedelta(hours=rules.run_dry_margin_hours.value)
        self._spans: dict[Decimal, tuple[timedelta, timedelta]] = {}

    def contained(self, contents: Contents, cycle: int, filled_at: datetime, volume_ml: Decimal) -> Contained:
        """What a fill of ``volume_ml`` at ``filled_at`` means for the next refill."""
        day = self._calendar.day_of(filled_at)
        if contents is Contents.GLYCEROL:
            last = day + timedelta(days=self._rules.glycerol_latest_days.value)
            return Contained(contents, cycle, filled_at, day, volume_ml, None, None, last)
        nominal, fast = self._span(volume_ml)
        start = filled_at.astimezone(UTC)
        dry_fast = start + fast
        last_day = self._calendar.day_of(dry_fast - self._margin) - timedelta(days=1)
        return Contained(contents, cycle, filled_at, day, volume_ml, start + nominal, dry_fast, last_day)

    def _span(self, volume_ml: Decimal) -> tuple[timedelta, timedelta]:
        span = self._spans.get(volume_ml)
        if span is None:
            pump = self.pump
            usable_residual = min(pump.residual_ml, volume_ml)
            nominal = run_dry(volume_ml, pump.flow, usable_residual, pump.tolerance_percent).nominal_days
            fast = run_dry(volume_ml, pump.fastest_measured, usable_residual, pump.tolerance_percent).fast_limit_days
            span = (_timedelta(nominal), _timedelta(fast))
            self._spans[volume_ml] = span
        return span


def _timedelta(days: Decimal) -> timedelta:
    """Days as a time span, cut off to the microsecond: never later than the exact moment."""
    with exactly():
        whole = settle(days * _MICROSECONDS_PER_DAY).to_integral_value(rounding=ROUND_FLOOR, context=EXACT)
    return timedelta(microseconds=int(whole))
