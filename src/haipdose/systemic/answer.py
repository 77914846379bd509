"""The one entry of this room: a request, a protocol and the site's approvals give an answer."""

from __future__ import annotations

from haipdose.derivation import Notice, Step
from haipdose.errors import InputError
from haipdose.protocol.approval import Approvals, release, stamp
from haipdose.protocol.schema import Protocol
from haipdose.systemic.combinations import regimen_for
from haipdose.systemic.constraints import PatientFacts
from haipdose.systemic.decision import decide_systemic
from haipdose.systemic.doses import Dose, body_size, dose_of, drug_answer
from haipdose.systemic.requests import SystemicAnswer, SystemicRequest


def answer_systemic(request: SystemicRequest, protocol: Protocol, approvals: Approvals) -> SystemicAnswer:
    """Decide and calculate a systemic cycle.

    Args:
        request: the patient, the regimen and what is known on the day of the decision.
        protocol: the protocol that the request names.
        approvals: what the site has approved.

    Raises:
        InputError: an arm, regimen, event or component that the protocol doesn't know.
        Refused: the protocol bars the combination, or DPYD is completely deficient.
    """
    rules = protocol.systemic
    arm = _arm(request, protocol)
    with_pump = _with_pump(request, arm, arm_has_pump=protocol.arms[arm].pump)
    chosen = regimen_for(rules, arm, request.regimen, with_pump=with_pump, additions=request.additions)
    patient = request.patient
    facts = PatientFacts(sex=patient.sex, weight_kg=patient.weight_kg, age_years=patient.age_on(request.as_of.date()))
    decision = decide_systemic(rules, chosen, facts, request)
    size = body_size(rules.body_surface, height_cm=patient.height_cm, weight_kg=patient.weight_kg)
    steps: list[Step] = [*decision.derivation, *size.steps]
    warnings: list[Notice] = [*decision.warnings, *size.warnings]
    drugs = []
    for drug in decision.drugs:
        component = chosen.components[drug.component]
        dose: Dose | None = None
        if decision.action.gives and drug.amount is not None:
            path = chosen.paths[drug.component]
            dose = dose_of(rules, drug.component, component, path, amount=drug.amount, size=size)
            steps.extend(dose.steps)
            warnings.extend(dose.warnings)
        drugs.append(drug_answer(component, drug, dose))
    return SystemicAnswer(
        action=decision.action,
        arm=chosen.arm,
        regimen=chosen.name,
        regimen_title=chosen.title,
        with_pump=with_pump,
        cycle=request.cycle,
        cycle_days=chosen.cycle_days,
        body_surface_m2_exact=size.exact_m2,
        body_surface_m2=size.used_m2,
        drugs=tuple(drugs),
        reasons=decision.reasons,
        missing=decision.missing,
        delay_until=decision.delay_until,
        latest_start=decision.latest_start,
        warnings=tuple(warnings),
        derivation=tuple(steps),
        protocol=stamp(protocol, approvals),
        release=release(protocol, approvals, tuple(steps), tuple(warnings)),
    )


def _arm(request: SystemicRequest, protocol: Protocol) -> str:
    if request.arm is None and len(protocol.arms) == 1:
        return next(iter(protocol.arms))
    if request.arm is None or request.arm not in protocol.arms:
        raise InputError(
            "The protocol has several arms: one must be named."
            if request.arm is None
            else f"The protocol has no arm {request.arm!r}.",
            code="systemic.arm-unknown",
            field="arm",
            found=request.arm,
            allowed=", ".join(sorted(protocol.arms)),
        )
    return request.arm


def _with_pump(request: SystemicRequest, arm: str, *, arm_has_pump: bool) -> bool:
    if request.with_pump and not arm_has_pump:
        raise InputError(
            f"Arm {arm} has no pump.",
            code="systemic.arm-without-pump",
            field="with_pump",
            found="true",
            allowed="false",
        )
    return arm_has_pump if request.with_pump is None else request.with_pump
