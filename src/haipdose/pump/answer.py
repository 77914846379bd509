"""From a flow request to its answer: the one entry of this room for the command line and the web."""

from __future__ import annotations

from decimal import Decimal

from haipdose.errors import InputError
from haipdose.protocol.approval import Approvals, release, stamp
from haipdose.protocol.contents import Contents
from haipdose.protocol.schema import Protocol
from haipdose.pump.calibration import FilledBasis, FlowInterval, check_intervals
from haipdose.pump.decision import decide_flow
from haipdose.pump.in_use import ResolvedPump, resolve_pump
from haipdose.pump.profile import PumpProfile
from haipdose.pump.refill_check import RefillCheck, check_drained_volume, check_injected_volume
from haipdose.pump.requests import FlowAnswer, FlowRequest
from haipdose.pump.reservoir import elapsed_days, return_ml


def answer_flow(request: FlowRequest, protocol: Protocol, profile: PumpProfile, approvals: Approvals) -> FlowAnswer:
    """Measure the flow of a pump and decide which flow the next fill is made for.

    Args:
        request: the pump with the flow on its card, and its intervals in order of time.
        protocol: the one that the request names.
        profile: the one that the request's pump names.
        approvals: what the site has approved.

    Raises:
        InputErrors: every fault of the pump, or every fault of the intervals.
        InputError: the protocol has no rules for a pump's flow.
    """
    rules = protocol.flow
    if rules is None:
        raise InputError(
            f"The protocol {protocol.id} has no rules for the flow of a pump.",
            code="flow.protocol-without-pump",
            field="protocol",
            found=protocol.id,
            remedy="Choose a protocol with a pump.",
        )
    pump = resolve_pump(request.pump, profile)
    check_intervals(
        request.intervals, residual_ml=pump.residual_ml, reservoir_ml=pump.reservoir_ml, as_of=request.as_of
    )
    decision = decide_flow(
        request.intervals,
        label_flow_ml_per_day=pump.flow_ml_per_day,
        residual_ml=pump.residual_ml,
        rules=rules,
        fill_flow_ml_per_day=request.fill_flow_ml_per_day,
        plausible=profile.flow.plausible_ml_per_day.value,
    )
    checks = tuple(_checks(request, profile, pump, rules.calibrating_contents.value))
    steps = (*pump.steps, *decision.derivation, *(step for check in checks for step in check.derivation))
    warnings = (*decision.alerts, *(notice for check in checks for notice in check.notices), *pump.notices)
    return FlowAnswer(
        action=decision.action,
        act_first=decision.act_first or any(check.within is False for check in checks),
        fill_flow_ml_per_day=decision.fill_flow_ml_per_day,
        label_flow_ml_per_day=decision.label_flow_ml_per_day,
        measured_flow_ml_per_day=decision.measured_flow_ml_per_day,
        deviation_percent=decision.deviation_percent,
        over_tolerance=decision.over_tolerance,
        readings=decision.readings,
        changes=decision.changes,
        checks=checks,
        warnings=warnings,
        derivation=steps,
        profile=profile.id,
        profile_digest=profile.digest,
        protocol=stamp(protocol, approvals),
        release=release(protocol, approvals, steps, warnings),
    )


def _checks(
    request: FlowRequest, profile: PumpProfile, pump: ResolvedPump, calibrating: tuple[Contents, ...]
) -> list[RefillCheck]:
    checks = []
    last = request.intervals[-1]
    if last.contents in calibrating:  # a viscous fill returns what no drug flow predicts
        drained = _check_last_return(request, last, profile, pump)
        if drained is not None:
            checks.append(drained)
    if request.refill is not None:
        checks.append(
            check_injected_volume(
                profile, injected_ml=request.refill.injected_ml, measured_ml=request.refill.measured_ml
            )
        )
    return checks


def _check_last_return(
    request: FlowRequest, last: FlowInterval, profile: PumpProfile, pump: ResolvedPump
) -> RefillCheck | None:
    """The last return against the one that the flow in force predicts."""
    predicted = return_ml(
        last.filled_ml,
        request.fill_flow_ml_per_day or pump.flow_ml_per_day,
        elapsed_days(last.filled_at, last.emptied_at),
        pump.residual_ml if last.filled_basis is FilledBasis.CONTENT else Decimal(0),
    )
    return check_drained_volume(profile, predicted_ml=predicted, drained_ml=last.returned_ml)
