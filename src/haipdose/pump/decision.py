"""Which flow the next fill is made for: several readings, one decision.

The published rule is about the label: further than the tolerance from it, refill and verify sooner, adjust the fill,
and replace the pump if it cannot be managed. How many readings it takes to adjust is a parameter of the protocol.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from haipdose.derivation import Notice, Step, Term
from haipdose.evidence import Document
from haipdose.protocol.flow_rules import FlowRules
from haipdose.pump.calibration import (
    FlowInterval,
    FlowReading,
    WhyNot,
    calibrate,
    deviation_from,
    pooled_flow_ml_per_day,
)
from haipdose.pump.flow_action import FlowAction
from haipdose.pump.flow_alerts import flow_alerts, rule_steps
from haipdose.pump.profile import Range
from haipdose.quantities import Computed, round_to_step, to_display, to_text

_ALARMING: Final = frozenset({WhyNot.RAN_DRY, WhyNot.NOTHING_DELIVERED})
"""Intervals that measure no flow and yet say that something is wrong."""


class FlowChange(Document):
    """One change of the fill flow, from the emptying that brought it on."""

    at: datetime
    from_ml_per_day: Computed
    to_ml_per_day: Computed


class FlowDecision(Document):
    """The flow for the next fill and what to do first.

    ``fill_flow_ml_per_day`` is None when no flow can be relied on. ``measured_flow_ml_per_day`` and
    ``deviation_percent`` (of the label) are those of the last reading that counts. ``over_tolerance``: the last
    interval that says anything is outside the tolerance of the label.
    """

    label_flow_ml_per_day: Computed
    fill_flow_ml_per_day: Computed | None
    measured_flow_ml_per_day: Computed | None
    deviation_percent: Computed | None
    over_tolerance: bool
    action: FlowAction
    act_first: bool
    readings: tuple[FlowReading, ...]
    changes: tuple[FlowChange, ...]
    alerts: tuple[Notice, ...]
    derivation: tuple[Step, ...]


def decide_flow(
    intervals: Sequence[FlowInterval],
    *,
    label_flow_ml_per_day: Decimal,
    residual_ml: Decimal,
    rules: FlowRules,
    fill_flow_ml_per_day: Decimal | None = None,
    plausible: Range | None = None,
) -> FlowDecision:
    """Read every interval in order and decide the flow for the next fill.

    Args:
        intervals: checked by :func:`haipdose.pump.calibration.check_intervals`, in order of time.
        label_flow_ml_per_day: the flow on the pump's card.
        residual_ml: never comes out.
        rules: the flow section of the protocol.
        fill_flow_ml_per_day: the flow that fills are made for now; ``intervals`` are then those since it was set. Left
            out: the label, and all changes that the readings bring on are followed.
        plausible: flows that a pump of this profile can have; a fill flow outside is not used.

    Returns:
        The decision with its readings, changes, alerts and derivation.

    Raises:
        InputError: volumes or times that cannot be.
    """
    readings = tuple(
        calibrate(interval, label_flow_ml_per_day=label_flow_ml_per_day, residual_ml=residual_ml, rules=rules)
        for interval in intervals
    )
    history = _History(fill_flow_ml_per_day or label_flow_ml_per_day, rules, plausible)
    for reading in readings:
        if reading.counts:
            history.read(reading)
    counting = [reading for reading in readings if reading.counts]
    last = counting[-1] if counting else None
    telling = [reading for reading in readings if reading.counts or reading.why_not in _ALARMING]
    newest = telling[-1] if telling else None
    action = _action(history, newest)
    return FlowDecision(
        label_flow_ml_per_day=label_flow_ml_per_day,
        fill_flow_ml_per_day=None if action is FlowAction.DO_NOT_FILL else history.fill_flow,
        measured_flow_ml_per_day=last.flow_ml_per_day if last else None,
        deviation_percent=last.deviation_percent if last else None,
        over_tolerance=newest is not None and newest.outside_tolerance,
        action=action,
        act_first=action is not FlowAction.KEEP,
        readings=readings,
        changes=tuple(history.changes),
        alerts=flow_alerts(
            action, readings, newest, rules, fill_flow_ml_per_day=history.fill_flow, run_length=len(history.run)
        ),
        derivation=(
            *(step for reading in readings for step in reading.derivation),
            *(rule_steps(rules) if newest else ()),
            *history.steps,
        ),
    )


class _History:
    """The fill flow as the readings change it: so many in a row, all outside its tolerance and on one side."""

    def __init__(self, fill_flow: Decimal, rules: FlowRules, plausible: Range | None) -> None:
        self.fill_flow = fill_flow
        self.rules = rules
        self.plausible = plausible
        self.run: list[FlowReading] = []
        self.changes: list[FlowChange] = []
        self.steps: list[Step] = []
        self.just_changed = False
        self.impossible = False

    def read(self, reading: FlowReading) -> None:
        self.just_changed = self.impossible = False
        deviation = deviation_from(reading, self.fill_flow)
        if abs(deviation) <= self.rules.tolerance_percent.value:
            self.run.clear()
            return
        if self.run and (deviation > 0) != (deviation_from(self.run[-1], self.fill_flow) > 0):
            self.run.clear()
        self.run.append(reading)
        if len(self.run) >= self.rules.readings_before_change.value:
            self._change(reading)

    def _change(self, reading: FlowReading) -> None:
        pooled = pooled_flow_ml_per_day(self.run)
        step, rounding = self.rules.fill_flow_step_ml_per_day, self.rules.fill_flow_rounding
        rounded = round_to_step(pooled, step.value, rounding.value)
        if rounded <= 0 or not _possible(rounded, self.plausible):
            self.impossible = True
            return
        self.changes.append(FlowChange(at=reading.emptied_at, from_ml_per_day=self.fill_flow, to_ml_per_day=rounded))
        self.steps += [
            Step(
                label=f"Flow over {len(self.run)} readings",
                formula="all delivered ÷ all days",
                terms=tuple(
                    Term(name=f"reading {number}", value=to_display(one.flow_ml_per_day), unit="mL/day")
                    for number, one in enumerate(self.run, start=1)
                ),
                value=to_display(pooled),
                unit="mL/day",
                approximate=pooled != Decimal(to_display(pooled)),
            ),
            Step(
                label="New fill flow",
                formula=f"rounded to {to_text(step.value)} mL/day, {rounding.value.value}",
                value=to_text(rounded),
                unit="mL/day",
                rule="flow.fill_flow_step_ml_per_day",
                source=step.source,
                evidence=step.evidence,
                note=step.note,
            ),
            Step(
                label="Rounding of the fill flow",
                value=rounding.value.value,
                rule="flow.fill_flow_rounding",
                source=rounding.source,
                evidence=rounding.evidence,
            ),
        ]
        self.fill_flow = rounded
        self.run.clear()
        self.just_changed = True


def _action(history: _History, newest: FlowReading | None) -> FlowAction:
    if newest is None:
        return FlowAction.KEEP
    if newest.why_not is WhyNot.NOTHING_DELIVERED or history.impossible:
        return FlowAction.DO_NOT_FILL
    if newest.lower_bound or history.run:
        return FlowAction.RECHECK
    return FlowAction.CHANGE_FILL_FLOW if history.just_changed else FlowAction.KEEP


def _possible(flow: Decimal, plausible: Range | None) -> bool:
    if plausible is None:
        return True
    low, high = plausible.minimum, plausible.maximum
    return (low is None or flow >= low) and (high is None or flow <= high)
