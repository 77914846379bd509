"""The flow of a patient's pump as the course has measured it: the one for fills, and the fastest for safety."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import cast

from haipdose.course.state import CourseState, FillRecord
from haipdose.derivation import Notice, Step
from haipdose.protocol.flow_rules import FlowRules
from haipdose.pump.calibration import FlowInterval
from haipdose.pump.decision import decide_flow
from haipdose.pump.in_use import ResolvedPump
from haipdose.pump.profile import PumpProfile
from haipdose.pump.reservoir import elapsed_days
from haipdose.quantities import exactly


@dataclass(frozen=True, slots=True)
class CourseFlow:
    """Flows in mL/day. ``fill`` is None when no flow can be relied on; ``fastest`` is what run-dry times assume."""

    fill: Decimal | None
    fastest: Decimal
    alerts: tuple[Notice, ...] = ()
    derivation: tuple[Step, ...] = ()


def course_flow(state: CourseState, pump: ResolvedPump, profile: PumpProfile, rules: FlowRules) -> CourseFlow:
    """Follow the flow over the intervals of a course.

    Args:
        state: with its fills and emptyings.
        pump: with the flow on its card.
        profile: of the pump.
        rules: the flow section of the protocol.

    A measurement that is not from a return volume (``flow-measured``) makes the pump no slower for safety: it counts
    for ``fastest`` only.
    """
    label = pump.flow_ml_per_day
    measured = max((entry.flow_ml_per_day for entry in state.flow_measurements), default=label)
    intervals = [fill for fill in state.fills if fill.emptied_at is not None and fill.contents in _calibrating(rules)]
    if all(_unremarkable(fill, label, pump.residual_ml, rules) for fill in intervals):
        readings = [_reading(fill, pump.residual_ml) for fill in intervals[-1:]]
        return CourseFlow(label, max([label, measured, *readings]))
    decision = decide_flow(
        [_interval(fill) for fill in intervals],
        label_flow_ml_per_day=label,
        residual_ml=pump.residual_ml,
        rules=rules,
        plausible=profile.flow.plausible_ml_per_day.value,
    )
    flows = [label, measured]
    flows += [flow for flow in (decision.fill_flow_ml_per_day, decision.measured_flow_ml_per_day) if flow is not None]
    return CourseFlow(decision.fill_flow_ml_per_day, max(flows), decision.alerts, decision.derivation)


def _calibrating(rules: FlowRules) -> tuple[str, ...]:
    return tuple(rules.calibrating_contents.value)


def _interval(fill: FillRecord) -> FlowInterval:
    return FlowInterval(
        filled_at=fill.at,
        emptied_at=fill.emptied_at,
        filled_ml=fill.volume_ml,
        returned_ml=fill.returned_ml,
        contents=fill.contents,
    )


def _reading(fill: FillRecord, residual_ml: Decimal) -> Decimal:
    """Delivered volume over elapsed days, mL/day, of a fill that was emptied again (which is always later)."""
    emptied_at, returned_ml = cast(datetime, fill.emptied_at), cast(Decimal, fill.returned_ml)
    with exactly():
        return (fill.volume_ml - residual_ml - returned_ml) / elapsed_days(fill.at, emptied_at)


def _unremarkable(fill: FillRecord, label: Decimal, residual_ml: Decimal, rules: FlowRules) -> bool:
    """Whether an interval is long enough, didn't run dry, and lies within the tolerance of the label.

    A run of such intervals changes nothing and alarms nobody; anything else goes to the full decision.
    """
    if not fill.returned_ml:
        return False
    with exactly():
        off = abs(_reading(fill, residual_ml) / label - 1) * 100
    return off <= rules.tolerance_percent.value
