"""From a modify request to its answer: the one entry of this room for the command line and the course."""

from __future__ import annotations

from haipdose.protocol.approval import Approvals, release, stamp
from haipdose.protocol.schema import Protocol
from haipdose.toxicity.modification import decide_floxuridine
from haipdose.toxicity.requests import ModifyAnswer, ModifyRequest


def answer_modify(request: ModifyRequest, protocol: Protocol, approvals: Approvals) -> ModifyAnswer:
    """Decide the next floxuridine dose, and whether the decision may be released.

    Raises:
        InputError: see :func:`haipdose.toxicity.modification.decide_floxuridine`.
    """
    decision = decide_floxuridine(protocol.toxicity, request)
    steps, warnings = tuple(decision.steps), tuple(decision.warnings)
    return ModifyAnswer(
        action=decision.action,
        dose_percent=decision.dose_percent,
        by_test=tuple(decision.findings),
        missing=tuple(decision.missing),
        warnings=warnings,
        derivation=steps,
        protocol=stamp(protocol, approvals),
        release=release(protocol, approvals, steps, warnings),
    )
