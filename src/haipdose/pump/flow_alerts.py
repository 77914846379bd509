"""What a flow decision says to people: the alerts with what to do, and the rules that were applied."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from haipdose.derivation import Notice, Step
from haipdose.protocol.flow_rules import FlowRules
from haipdose.pump.calibration import FlowReading, WhyNot, deviation_from
from haipdose.pump.flow_action import FlowAction
from haipdose.quantities import to_display, to_text

_WHY_NOT: Final = {
    WhyNot.CONTENTS: "its contents do not measure the drug flow",
    WhyNot.TOO_SHORT: "it is too short",
    WhyNot.RAN_DRY: "the pump came back empty, so its flow is only known to be at least that",
    WhyNot.NOTHING_DELIVERED: "nothing was delivered",
}


def rule_steps(rules: FlowRules) -> tuple[Step, ...]:
    """The rules that every decision rests on, with their evidence."""
    return (
        Step(
            label="Flow tolerance",
            value=to_text(rules.tolerance_percent.value),
            unit="%",
            rule="flow.tolerance_percent",
            source=rules.tolerance_percent.source,
            evidence=rules.tolerance_percent.evidence,
            note=rules.tolerance_percent.note,
        ),
        Step(
            label="Readings in a row before the fill flow changes",
            value=str(rules.readings_before_change.value),
            rule="flow.readings_before_change",
            source=rules.readings_before_change.source,
            evidence=rules.readings_before_change.evidence,
            note=rules.readings_before_change.note,
        ),
        Step(
            label="Shortest interval that measures the flow",
            value=to_text(rules.shortest_interval_days.value),
            unit="d",
            rule="flow.shortest_interval_days",
            source=rules.shortest_interval_days.source,
            evidence=rules.shortest_interval_days.evidence,
            note=rules.shortest_interval_days.note,
        ),
        Step(
            label="Contents that measure the flow",
            value=", ".join(rules.calibrating_contents.value),
            rule="flow.calibrating_contents",
            source=rules.calibrating_contents.source,
            evidence=rules.calibrating_contents.evidence,
            note=rules.calibrating_contents.note,
        ),
    )


def flow_alerts(
    action: FlowAction,
    readings: Sequence[FlowReading],
    newest: FlowReading | None,
    rules: FlowRules,
    *,
    fill_flow_ml_per_day: Decimal,
    run_length: int,
) -> tuple[Notice, ...]:
    """The alerts of a decision.

    Args:
        action: what was decided.
        readings: all of them; those that do not count are named.
        newest: the last one that says anything about the flow.
        rules: the flow section of the protocol.
        fill_flow_ml_per_day: after the decision.
        run_length: readings in a row that are outside the tolerance of the fill flow.
    """
    skipped = tuple(
        Notice(
            level="info",
            code=f"flow.not-counted-{reading.why_not.value}",
            message=f"The interval emptied at {reading.emptied_at.isoformat()} does not count: "
            f"{_WHY_NOT[reading.why_not]}.",
        )
        for reading in readings
        if reading.why_not is not None
    )
    if newest is None:
        return skipped
    return (*_decision_alert(action, newest, rules, fill_flow_ml_per_day, run_length), *skipped)


def _decision_alert(
    action: FlowAction, newest: FlowReading, rules: FlowRules, fill_flow: Decimal, run_length: int
) -> tuple[Notice, ...]:
    measured = f"{to_display(newest.flow_ml_per_day)} mL/day"
    sooner = f"Refill and verify the flow sooner than {to_text(rules.recheck_within_days.value)} days"
    if action is FlowAction.DO_NOT_FILL:
        if newest.why_not is WhyNot.NOTHING_DELIVERED:
            return (
                _critical(
                    "flow.nothing-delivered",
                    f"Nothing was delivered up to {newest.emptied_at.isoformat()}.",
                    "Do not fill with drug before the pump and its catheter have been examined.",
                ),
            )
        return (
            _critical(
                "flow.not-plausible",
                f"The measured flow of {measured} is not one that this pump can have.",
                "Do not fill with drug: check the volumes and times, then the pump and its catheter.",
            ),
        )
    if newest.lower_bound:
        return (
            _critical(
                "flow.pump-was-dry",
                f"The pump came back empty: its flow was at least {measured} and it may have stood dry.",
                f"Check that the catheter is open. {sooner}; the fill flow stays {to_text(fill_flow)} mL/day.",
            ),
        )
    if action is FlowAction.RECHECK:
        return (
            _critical(
                "flow.outside-fill-flow",
                f"The measured flow of {measured} is {_off(newest, fill_flow)} the fill flow of "
                f"{to_text(fill_flow)} mL/day (limit {to_text(rules.tolerance_percent.value)} %).",
                f"{sooner}. Reading {run_length} of {rules.readings_before_change.value} that change the fill flow.",
                rules,
            ),
        )
    if action is FlowAction.CHANGE_FILL_FLOW:
        return (
            Notice(
                level="warning",
                code="flow.fill-flow-changes",
                message=f"The fill flow changes to {to_text(fill_flow)} mL/day; the last reading was {measured}, "
                f"{to_display(newest.deviation_percent, 2)} % from the label.",
                action=f"Make the next fill for {to_text(fill_flow)} mL/day. {sooner}. "
                "Consider replacing the pump if the flow cannot be managed.",
                rule="flow.readings_before_change",
                source=rules.readings_before_change.source,
            ),
        )
    if newest.outside_tolerance:
        return (
            Notice(
                level="warning",
                code="flow.outside-label-adjusted",
                message=f"The measured flow of {measured} is {to_display(newest.deviation_percent, 2)} % from the "
                f"label; fills are made for {to_text(fill_flow)} mL/day, which fits.",
                action="Keep verifying at each refill. Consider replacing the pump if the flow cannot be managed.",
                rule="flow.tolerance_percent",
                source=rules.tolerance_percent.source,
            ),
        )
    return ()


def _off(reading: FlowReading, flow: Decimal) -> str:
    deviation = deviation_from(reading, flow)
    return f"{to_display(abs(deviation), 2)} % {'above' if deviation > 0 else 'below'}"


def _critical(code: str, message: str, action: str, rules: FlowRules | None = None) -> Notice:
    return Notice(
        level="critical",
        code=code,
        message=message,
        action=action,
        rule="flow.tolerance_percent" if rules else None,
        source=rules.tolerance_percent.source if rules else "",
    )
