"""From a fill request to its answer: the one entry of this room for the command line and the web."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from haipdose.derivation import Notice
from haipdose.errors import InputError
from haipdose.fill.floxuridine import fill_floxuridine
from haipdose.fill.maintenance import fill_glycerol, fill_heparin_saline
from haipdose.fill.requests import FillAnswer, FillRequest
from haipdose.fill.volumes import reservoir_of
from haipdose.protocol.approval import Approvals, release, stamp
from haipdose.protocol.contents import Contents
from haipdose.protocol.schema import Protocol
from haipdose.pump.in_use import resolve_pump
from haipdose.pump.profile import PumpProfile

_MAKERS: Final = {
    Contents.FLOXURIDINE: fill_floxuridine,
    Contents.HEPARIN_SALINE: fill_heparin_saline,
    Contents.GLYCEROL: fill_glycerol,
}
_FLOXURIDINE_ONLY: Final = (
    "dose_percent",
    "dose_rate_mg_per_kg_per_day",
    "weight_rule",
    "rounding_mg",
    "additives",
    "previous_weight_kg",
)


def answer_fill(request: FillRequest, protocol: Protocol, profile: PumpProfile, approvals: Approvals) -> FillAnswer:
    """Calculate a fill, check it by simulation, and say how it is prepared.

    Args:
        request: patient, pump, contents, percentage.
        protocol: the one that the request names.
        profile: the one that the request's pump names.
        approvals: what the site has approved.

    Returns:
        Everything a pharmacist needs to prepare and check the fill.

    Raises:
        InputErrors: something needed is missing, implausible or contradictory.
        Refused: the fill must not be given; the message says why.
    """
    if request.protocol != protocol.id:
        raise InputError(
            "The request names another protocol than the one it is calculated with.",
            code="fill.other-protocol",
            field="protocol",
            found=request.protocol,
            allowed=protocol.id,
        )
    rules, flow_rules = protocol.fill, protocol.flow
    if rules is None or flow_rules is None:
        raise InputError(
            f"The protocol {protocol.id} has no rules for filling a pump.",
            code="fill.protocol-without-pump",
            field="protocol",
            found=protocol.id,
            remedy="Choose a protocol with a pump.",
        )
    pump = resolve_pump(request.pump, profile)
    reservoir = reservoir_of(pump, flow_rules.tolerance_percent, rules)
    made = _MAKERS[request.contents](request, rules, reservoir, profile)
    steps = (*pump.steps, *made.steps)
    warnings = (*made.notices, *_not_used(request), *pump.notices)
    return FillAnswer(
        **dict(made.amounts),
        contents=request.contents,
        request=request,
        infusion_days=made.infusion_days,
        components=made.compounded.components,
        diluent_ml=made.compounded.diluent_ml,
        total_volume_ml=reservoir.prepared_ml,
        reservoir_ml=pump.reservoir_ml,
        residual_ml=pump.residual_ml,
        flow_ml_per_day=pump.flow_ml_per_day,
        delivered_ml=made.volumes.delivered_ml,
        expected_return_ml=made.volumes.expected_return_ml,
        return_range_ml=made.volumes.return_range_ml,
        runs_dry_after_days=made.volumes.runs_dry,
        calibrates_flow=request.contents in flow_rules.calibrating_contents.value,
        warnings=warnings,
        derivation=steps,
        profile=profile.id,
        profile_digest=profile.digest,
        protocol=stamp(protocol, approvals),
        release=release(protocol, approvals, steps, warnings),
    )


def _not_used(request: FillRequest) -> Iterator[Notice]:
    """Floxuridine fields of a request for other contents: not used, and said so."""
    if request.contents is Contents.FLOXURIDINE:
        return
    given = [name for name in _FLOXURIDINE_ONLY if getattr(request, name) is not None]
    if given:
        yield Notice(
            level="info",
            code="fill.not-used",
            message=f"Not used for {request.contents.value}: {', '.join(given)}.",
        )
