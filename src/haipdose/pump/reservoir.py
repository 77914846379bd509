"""Reservoir physics at a constant flow: level, delivered and returned volume, run-dry time, a late emptying.

``filled_ml`` is everything in the reservoir right after the fill. ``residual_ml`` is the part of it that never comes
out, neither through the catheter nor into a syringe; so ``filled = delivered + returned + residual`` at every moment.
Times are days of 24 elapsed hours. All results are exact or settled decimals.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose.quantities import EXACT, Computed, exactly, settle

MICROSECONDS_PER_DAY: Final = Decimal(86_400_000_000)


def elapsed_microseconds(start: datetime, end: datetime) -> Decimal:
    """Microseconds that passed from ``start`` to ``end``; the wall clock's daylight-saving jumps do not count.

    Raises:
        InputError: a time without an offset from UTC, or ``end`` before ``start``.
    """
    for name, moment in (("start", start), ("end", end)):
        if moment.utcoffset() is None:
            raise InputError(
                "A time needs its offset from UTC, or elapsed hours cannot be counted.",
                code="pump.time-without-offset",
                field=name,
                found=moment.isoformat(),
                remedy="Write it as 2026-03-16T10:00:00+01:00.",
            )
    # Both to UTC first: subtracting two times of one zone would count wall-clock hours, 336 instead of 337.
    difference = end.astimezone(UTC) - start.astimezone(UTC)
    microseconds = Decimal(difference // timedelta(microseconds=1))
    if microseconds < 0:
        raise InputError(
            "The end is before the start.",
            code="pump.time-order",
            field="end",
            found=end.isoformat(),
            allowed=f"after {start.isoformat()}",
        )
    return microseconds


def elapsed_days(start: datetime, end: datetime) -> Decimal:
    """Days of 24 hours that passed from ``start`` to ``end``; raises as :func:`elapsed_microseconds`.

    Source: derived.
    """
    microseconds = elapsed_microseconds(start, end)
    with exactly():
        return settle(microseconds / MICROSECONDS_PER_DAY)


def usable_ml(filled_ml: Decimal, residual_ml: Decimal) -> Decimal:
    """What can leave the reservoir, mL.

    Raises:
        InputError: a negative volume, or a residual larger than the fill.
    """
    if filled_ml < 0 or residual_ml < 0:
        raise InputError("A volume must not be negative.", code="pump.negative-volume", field="filled_ml")
    if residual_ml > filled_ml:
        raise InputError(
            "The residual volume is larger than the filled volume.",
            code="pump.residual-exceeds-fill",
            field="residual_ml",
            found=str(residual_ml),
            allowed=f"at most {filled_ml} mL",
        )
    with exactly():
        return filled_ml - residual_ml


def delivered_ml(filled_ml: Decimal, flow_ml_per_day: Decimal, days: Decimal, residual_ml: Decimal) -> Decimal:
    """Volume delivered through the catheter after ``days``, mL: flow × days, until the reservoir is dry.

    Raises:
        InputError: a volume, flow or time that cannot be.

    Source: clinical physics of a constant-flow reservoir (derived).
    """
    usable = usable_ml(filled_ml, residual_ml)
    _check_flow(flow_ml_per_day)
    if days < 0:
        raise InputError("A time since the fill must not be negative.", code="pump.negative-time", field="days")
    with exactly():
        return settle(min(flow_ml_per_day * days, usable))


def level_ml(filled_ml: Decimal, flow_ml_per_day: Decimal, days: Decimal, residual_ml: Decimal) -> Decimal:
    """Volume in the reservoir after ``days``, residual included, mL; raises as :func:`delivered_ml`."""
    delivered = delivered_ml(filled_ml, flow_ml_per_day, days, residual_ml)
    with exactly():
        return settle(filled_ml - delivered)


def return_ml(filled_ml: Decimal, flow_ml_per_day: Decimal, days: Decimal, residual_ml: Decimal) -> Decimal:
    """Volume that comes out when the pump is emptied after ``days``, mL: the level without the residual.

    Raises as :func:`delivered_ml`.
    """
    level = level_ml(filled_ml, flow_ml_per_day, days, residual_ml)
    with exactly():
        return settle(level - residual_ml)


def runs_dry_after_days(filled_ml: Decimal, flow_ml_per_day: Decimal, residual_ml: Decimal) -> Decimal:
    """Days from the fill until nothing is delivered any more: (filled − residual) ÷ flow.

    Raises as :func:`delivered_ml`.

    Source: derived; the same structure as the refill sections of implantable-pump instructions (recalled).
    """
    usable = usable_ml(filled_ml, residual_ml)
    _check_flow(flow_ml_per_day)
    with exactly():
        return settle(usable / flow_ml_per_day)


class RunDry(Document):
    """When the reservoir is dry, in days from the fill: at the assumed flow and at the fast limit of its tolerance."""

    nominal_days: Computed
    fast_limit_days: Computed
    fast_flow_ml_per_day: Computed


def run_dry(
    filled_ml: Decimal, flow_ml_per_day: Decimal, residual_ml: Decimal, flow_tolerance_percent: Decimal
) -> RunDry:
    """Run-dry times at the flow and at flow × (1 + tolerance).

    Args:
        filled_ml: in the reservoir after the fill.
        flow_ml_per_day: the assumed flow.
        residual_ml: the largest that the residual may be.
        flow_tolerance_percent: from the protocol, ≥ 0.

    Raises:
        InputError: a negative tolerance, or as :func:`runs_dry_after_days`.
    """
    if flow_tolerance_percent < 0:
        raise InputError(
            "A flow tolerance must not be negative.", code="pump.negative-tolerance", field="flow_tolerance_percent"
        )
    _check_flow(flow_ml_per_day)
    with exactly():
        fast_flow = settle(flow_ml_per_day * (1 + flow_tolerance_percent / 100))
    return RunDry(
        nominal_days=runs_dry_after_days(filled_ml, flow_ml_per_day, residual_ml),
        fast_limit_days=runs_dry_after_days(filled_ml, fast_flow, residual_ml),
        fast_flow_ml_per_day=fast_flow,
    )


def moment_after(filled_at: datetime, days: Decimal) -> datetime:
    """The moment ``days`` elapsed days after ``filled_at``, in its zone, never later than the exact moment.

    Raises:
        InputError: a time without an offset from UTC.
    """
    if filled_at.utcoffset() is None:
        raise InputError(
            "A time needs its offset from UTC.",
            code="pump.time-without-offset",
            field="filled_at",
            found=filled_at.isoformat(),
        )
    with exactly():
        microseconds = settle(days * MICROSECONDS_PER_DAY).to_integral_value(rounding=ROUND_FLOOR, context=EXACT)
    later = filled_at.astimezone(UTC) + timedelta(microseconds=int(microseconds))
    return later.astimezone(filled_at.tzinfo)


class LateEmptying(Document):
    """What emptying later (or earlier) than planned does to the dose; percent of the planned delivery.

    ``extra_*`` are negative when the pump was emptied early.
    """

    extra_days: Computed
    extra_ml: Computed
    extra_mg: Computed
    extra_percent: Computed
    percent_per_day: Computed
    ran_dry: bool


def late_emptying(
    filled_ml: Decimal,
    flow_ml_per_day: Decimal,
    residual_ml: Decimal,
    *,
    concentration_mg_per_ml: Decimal,
    planned_days: Decimal,
    actual_days: Decimal,
) -> LateEmptying:
    """Drug given beyond the plan because the pump was emptied at another time than planned.

    Args:
        filled_ml: in the reservoir after the fill.
        flow_ml_per_day: the flow.
        residual_ml: never comes out.
        concentration_mg_per_ml: of the drug in the fill, ≥ 0.
        planned_days: from fill to planned emptying, > 0.
        actual_days: from fill to actual emptying, ≥ 0.

    Raises:
        InputError: a value that cannot be, or a fill that is dry from the start.

    Source: derived; at a constant flow one day more is 1/planned days of the planned dose.
    """
    if planned_days <= 0 or concentration_mg_per_ml < 0:
        raise InputError(
            "The planned days must be more than zero and the concentration not negative.",
            code="pump.late-emptying-input",
            field="planned_days",
            found=f"{planned_days} days, {concentration_mg_per_ml} mg/mL",
        )
    planned = delivered_ml(filled_ml, flow_ml_per_day, planned_days, residual_ml)
    actual = delivered_ml(filled_ml, flow_ml_per_day, actual_days, residual_ml)
    if planned == 0:
        raise InputError(
            "Nothing of this fill can be delivered: it is not larger than the residual volume.",
            code="pump.nothing-deliverable",
            field="filled_ml",
            found=str(filled_ml),
        )
    with exactly():
        extra = settle(actual - planned)
        return LateEmptying(
            extra_days=settle(actual_days - planned_days),
            extra_ml=extra,
            extra_mg=settle(extra * concentration_mg_per_ml),
            extra_percent=settle(extra / planned * 100),
            percent_per_day=settle(flow_ml_per_day / planned * 100),
            ran_dry=runs_dry_after_days(filled_ml, flow_ml_per_day, residual_ml) <= settle(actual_days),
        )


class LevelPoint(Document):
    """One point of a level curve: days since the fill and mL."""

    days: Computed
    level_ml: Computed
    return_ml: Computed
    delivered_ml: Computed


def level_series(
    filled_ml: Decimal, flow_ml_per_day: Decimal, residual_ml: Decimal, until_days: Decimal, step_days: Decimal
) -> tuple[LevelPoint, ...]:
    """The level every ``step_days`` from the fill to ``until_days``, with a point where the reservoir runs dry.

    Raises:
        InputError: a step that is not positive, an end before the fill, or as :func:`delivered_ml`.
    """
    if step_days <= 0 or until_days < 0:
        raise InputError(
            "A level curve needs a positive step and an end after the fill.",
            code="pump.level-series",
            field="step_days",
            found=f"step {step_days}, until {until_days} days",
        )
    with exactly():
        count = int(until_days // step_days)
        moments = {settle(step_days * index) for index in range(count + 1)} | {settle(until_days)}
    dry = runs_dry_after_days(filled_ml, flow_ml_per_day, residual_ml)
    if dry <= until_days:
        moments.add(dry)
    return tuple(
        LevelPoint(
            days=moment,
            level_ml=level_ml(filled_ml, flow_ml_per_day, moment, residual_ml),
            return_ml=return_ml(filled_ml, flow_ml_per_day, moment, residual_ml),
            delivered_ml=delivered_ml(filled_ml, flow_ml_per_day, moment, residual_ml),
        )
        for moment in sorted(moments)
    )


def _check_flow(flow_ml_per_day: Decimal) -> None:
    if flow_ml_per_day <= 0:
        raise InputError(
            "A flow must be greater than zero.",
            code="pump.flow-not-positive",
            field="flow_ml_per_day",
            found=str(flow_ml_per_day),
        )
