"""One measurement of a pump's flow: what came back at an emptying, over the hours that really passed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from pydantic import AwareDatetime

from haipdose.derivation import Step, Term
from haipdose.errors import InputError, InputErrors
from haipdose.evidence import Document
from haipdose.protocol.contents import Contents
from haipdose.protocol.flow_rules import FlowRules
from haipdose.pump.reservoir import MICROSECONDS_PER_DAY, elapsed_days, elapsed_microseconds, usable_ml
from haipdose.quantities import (
    Computed,
    NonNegativeExact,
    PositiveExact,
    exactly,
    settle,
    to_display,
    to_text,
)


class FilledBasis(StrEnum):
    """What ``filled_ml`` counts: everything in the reservoir, or what was injected on top of the residual volume."""

    CONTENT = "content"
    INJECTED = "injected"


class FlowInterval(Document):
    """From one fill to the next emptying. ``returned_ml`` is what came out; the residual never does."""

    filled_at: AwareDatetime
    emptied_at: AwareDatetime
    filled_ml: PositiveExact
    returned_ml: NonNegativeExact
    contents: Contents
    filled_basis: FilledBasis = FilledBasis.CONTENT


class WhyNot(StrEnum):
    """Why an interval does not measure the flow."""

    CONTENTS = "contents-do-not-calibrate"
    TOO_SHORT = "interval-too-short"
    RAN_DRY = "ran-dry"
    NOTHING_DELIVERED = "nothing-delivered"


class FlowReading(Document):
    """What one interval says about the flow.

    ``flow_ml_per_day`` is a lower bound when the pump came back empty: it may have run dry before. Only a reading that
    ``counts`` is used for a decision; ``why_not`` says why another is not. Deviations are percent of the label.
    """

    filled_at: datetime
    emptied_at: datetime
    contents: Contents
    days: Computed
    delivered_ml: Computed
    flow_ml_per_day: Computed
    deviation_percent: Computed
    outside_tolerance: bool
    lower_bound: bool
    counts: bool
    why_not: WhyNot | None
    derivation: tuple[Step, ...]


def check_intervals(
    intervals: Sequence[FlowInterval], *, residual_ml: Decimal, reservoir_ml: Decimal, as_of: datetime | None = None
) -> None:
    """Refuse intervals that cannot be.

    Args:
        intervals: in order of time.
        residual_ml: residual volume of the pump.
        reservoir_ml: size of its reservoir.
        as_of: when given, no emptying may be later.

    Raises:
        InputErrors: every fault at once: an emptying not after its fill or after ``as_of``, intervals out of order or
            overlapping, more filled than the reservoir holds, more returned than could be there.
    """
    faults: list[InputError] = []
    for index, interval in enumerate(intervals):
        place = f"intervals.{index}"
        if interval.emptied_at <= interval.filled_at:
            faults.append(
                InputError(
                    "The pump was emptied before it was filled.",
                    code="flow.time-order",
                    field=f"{place}.emptied_at",
                    found=interval.emptied_at.isoformat(),
                    allowed=f"after {interval.filled_at.isoformat()}",
                    remedy="Check both dates and times.",
                )
            )
        if as_of is not None and interval.emptied_at > as_of:
            faults.append(
                InputError(
                    "The emptying lies in the future.",
                    code="flow.in-the-future",
                    field=f"{place}.emptied_at",
                    found=interval.emptied_at.isoformat(),
                    allowed=f"not after {as_of.isoformat()}",
                    remedy="Measure the flow after the pump was emptied.",
                )
            )
        faults += _volume_faults(interval, place, residual_ml, reservoir_ml)
    for index, (earlier, later) in enumerate(pairwise(intervals), start=1):
        if later.filled_at < earlier.emptied_at:
            faults.append(
                InputError(
                    "This fill is before the emptying of the interval above it.",
                    code="flow.intervals-overlap",
                    field=f"intervals.{index}.filled_at",
                    found=later.filled_at.isoformat(),
                    allowed=f"not before {earlier.emptied_at.isoformat()}",
                    remedy="Give the intervals in order of time.",
                )
            )
    if faults:
        raise InputErrors(faults)


def _volume_faults(interval: FlowInterval, place: str, residual_ml: Decimal, reservoir_ml: Decimal) -> list[InputError]:
    with exactly():
        most = interval.filled_ml - (residual_ml if _counts_residual(interval) else 0)
    if interval.filled_ml > reservoir_ml:
        return [
            InputError(
                "More was filled than the reservoir holds.",
                code="flow.fill-exceeds-reservoir",
                field=f"{place}.filled_ml",
                found=to_text(interval.filled_ml),
                allowed=f"at most {to_text(reservoir_ml)} mL",
                remedy="Check the filled volume and the size of the pump.",
            )
        ]
    if most <= 0 or interval.returned_ml > most:
        return [
            InputError(
                "More came back than can come out of this fill.",
                code="flow.return-exceeds-fill",
                field=f"{place}.returned_ml",
                found=to_text(interval.returned_ml),
                allowed=f"at most {to_text(max(most, Decimal(0)))} mL",
                remedy="Check both volumes; fluid from elsewhere (the pocket, a flush) must not be counted.",
            )
        ]
    return []


def calibrate(
    interval: FlowInterval, *, label_flow_ml_per_day: Decimal, residual_ml: Decimal, rules: FlowRules
) -> FlowReading:
    """The flow that one interval shows: (filled − residual − returned) ÷ days of 24 elapsed hours.

    Args:
        interval: checked by :func:`check_intervals`.
        label_flow_ml_per_day: the flow on the pump's card.
        residual_ml: never comes out.
        rules: the flow section of the protocol.

    Raises:
        InputError: volumes or times that cannot be.

    Source: the structure of the refill sections of implantable-pump instructions (recalled); the tolerance is a rule.
    """
    usable = usable_ml(interval.filled_ml, residual_ml) if _counts_residual(interval) else interval.filled_ml
    with exactly():
        delivered = usable - interval.returned_ml
    days = elapsed_days(interval.filled_at, interval.emptied_at)
    span = elapsed_microseconds(interval.filled_at, interval.emptied_at)
    flow = _flow(delivered, span)
    deviation = _deviation(delivered, span, label_flow_ml_per_day)
    tolerance = rules.tolerance_percent.value
    ran_dry = interval.returned_ml == 0
    # A pump that came back empty ran at least this fast: too slow is not shown by it.
    outside = deviation > tolerance or (deviation < -tolerance and not ran_dry)
    why_not = _why_not(interval, days, delivered, ran_dry=ran_dry, rules=rules)
    return FlowReading(
        filled_at=interval.filled_at,
        emptied_at=interval.emptied_at,
        contents=interval.contents,
        days=days,
        delivered_ml=delivered,
        flow_ml_per_day=flow,
        deviation_percent=deviation,
        outside_tolerance=outside,
        lower_bound=ran_dry,
        counts=why_not is None,
        why_not=why_not,
        derivation=_steps(
            interval,
            days=days,
            delivered=delivered,
            flow=flow,
            deviation=deviation,
            label=label_flow_ml_per_day,
            residual=residual_ml,
        ),
    )


def _why_not(
    interval: FlowInterval, days: Decimal, delivered_ml: Decimal, *, ran_dry: bool, rules: FlowRules
) -> WhyNot | None:
    if interval.contents not in rules.calibrating_contents.value:
        return WhyNot.CONTENTS
    if days < rules.shortest_interval_days.value:
        return WhyNot.TOO_SHORT
    if delivered_ml == 0:
        return WhyNot.NOTHING_DELIVERED
    return WhyNot.RAN_DRY if ran_dry else None


def _steps(
    interval: FlowInterval,
    *,
    days: Decimal,
    delivered: Decimal,
    flow: Decimal,
    deviation: Decimal,
    label: Decimal,
    residual: Decimal,
) -> tuple[Step, ...]:
    with exactly():
        hours = settle(days * 24)
    injected = not _counts_residual(interval)
    return (
        Step(
            label="Elapsed time",
            formula="hours from fill to emptying ÷ 24",
            terms=(
                Term(name="filled", value=interval.filled_at.isoformat()),
                Term(name="emptied", value=interval.emptied_at.isoformat()),
                Term(name="hours", value=to_display(hours), unit="h"),
            ),
            value=to_display(days),
            unit="d",
        ),
        Step(
            label="Delivered volume",
            formula="injected − returned" if injected else "filled − residual − returned",
            terms=(
                Term(name="injected" if injected else "filled", value=to_text(interval.filled_ml), unit="mL"),
                Term(name="residual", value=to_text(residual), unit="mL"),
                Term(name="returned", value=to_text(interval.returned_ml), unit="mL"),
            ),
            value=to_text(delivered),
            unit="mL",
        ),
        Step(
            label="Measured flow",
            formula="delivered ÷ days",
            terms=(
                Term(name="delivered", value=to_text(delivered), unit="mL"),
                Term(name="days", value=to_display(days), unit="d"),
            ),
            value=to_display(flow),
            unit="mL/day",
            approximate=flow != Decimal(to_display(flow)),
            note="a lower bound: the pump came back empty" if interval.returned_ml == 0 else None,
        ),
        Step(
            label="Deviation from the label",
            formula="(measured − label) ÷ label × 100",
            terms=(
                Term(name="measured", value=to_display(flow), unit="mL/day"),
                Term(name="label", value=to_text(label), unit="mL/day"),
            ),
            value=to_display(deviation),
            unit="%",
            approximate=deviation != Decimal(to_display(deviation)),
        ),
    )


def pooled_flow_ml_per_day(readings: Sequence[FlowReading]) -> Decimal:
    """The flow over several readings together: all that was delivered ÷ all days.

    Raises:
        InputError: no readings.

    Source: derived; a longer interval weighs more, because its volumes are measured with the same error.
    """
    if not readings:
        raise InputError("There is no reading to take a flow from.", code="flow.no-readings", field="intervals")
    with exactly():
        delivered = sum((reading.delivered_ml for reading in readings), Decimal(0))
        span = sum((_span(reading) for reading in readings), Decimal(0))
    return _flow(delivered, span)


def deviation_from(reading: FlowReading, assumed_flow_ml_per_day: Decimal) -> Decimal:
    """How far a reading is from an assumed flow (> 0), percent of the assumed, settled."""
    return _deviation(reading.delivered_ml, _span(reading), assumed_flow_ml_per_day)


def _counts_residual(interval: FlowInterval) -> bool:
    return interval.filled_basis is FilledBasis.CONTENT


def _span(reading: FlowReading) -> Decimal:
    return elapsed_microseconds(reading.filled_at, reading.emptied_at)


# Flow and deviation take microseconds and divide once: a value exactly at a limit is then found to be exactly there.
def _flow(delivered_ml: Decimal, microseconds: Decimal) -> Decimal:
    with exactly():
        return settle(delivered_ml * MICROSECONDS_PER_DAY / microseconds)


def _deviation(delivered_ml: Decimal, microseconds: Decimal, assumed_ml_per_day: Decimal) -> Decimal:
    with exactly():
        assumed_ml = assumed_ml_per_day * microseconds
        return settle((delivered_ml * MICROSECONDS_PER_DAY - assumed_ml) * 100 / assumed_ml)
