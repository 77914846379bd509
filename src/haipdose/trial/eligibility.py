"""Whether a candidate may take part in a trial: every criterion of the protocol, one by one.

Source: the protocol's section ``eligibility``, whose numbers stand beside the registry's wording. Eligible is only who
has every criterion decided in favour; what is not stated is never in favour (``docs/decisions/0100``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from haipdose.derivation import Notice
from haipdose.errors import InputError, raise_all
from haipdose.patient.body import completed_years
from haipdose.patient.renal import ADULT_AGES
from haipdose.protocol.approval import Approvals, release, stamp
from haipdose.protocol.eligibility_rules import AnyCriterion, EligibilityRules
from haipdose.protocol.schema import Protocol
from haipdose.trial import eligibility_history as history
from haipdose.trial import eligibility_laboratory as laboratory
from haipdose.trial import eligibility_statements as statements
from haipdose.trial.eligibility_finding import Finding, joined
from haipdose.trial.eligibility_requests import CriterionAnswer, EligibilityAnswer, EligibilityRequest, Outcome, Verdict

_STATED: Final[dict[str, Callable[[str, Any, EligibilityRequest], Iterator[Finding]]]] = {
    "statements": statements.judge_statements,
    "age": statements.judge_age,
    "imaging": statements.judge_imaging,
    "extrahepatic-lesions": statements.judge_lesions,
    "arteries": statements.judge_arteries,
    "performance-status": statements.judge_performance,
    "markers": statements.judge_markers,
    "consent": statements.judge_consent,
    "corticosteroids": history.judge_corticosteroids,
    "prior-malignancy": history.judge_malignancies,
}
_MEASURED: Final[dict[str, Callable[[str, Any, EligibilityRequest, EligibilityRules], Iterator[Finding]]]] = {
    "laboratory": laboratory.judge_laboratory,
    "renal": laboratory.judge_renal,
    "coagulation": laboratory.judge_coagulation,
}
_DESCRIBED: Final = {
    "lesions": "extrahepatic-lesions",
    "steroids": "corticosteroids",
    "malignancies": "prior-malignancy",
    "coumarin_replaced_by": "coumarin",
}
"""What is described, and the statement that says whether there is any."""


def answer_eligibility(request: EligibilityRequest, protocol: Protocol, approvals: Approvals) -> EligibilityAnswer:
    """Judge every criterion of ``protocol``.

    Raises:
        InputError: the protocol has no criteria; a date lies after registration; a statement or marker is not one of
            the protocol's; what is described contradicts what is stated.
    """
    rules = protocol.eligibility
    if rules is None:
        raise InputError(
            f"The protocol {protocol.id} has no criteria of eligibility.",
            code="eligibility.no-criteria",
            field="protocol",
            found=protocol.id,
            remedy="Name a protocol of a trial that has them, such as pump-it.",
        )
    raise_all(_faults(request, rules))
    found = {name: joined(_judged(name, criterion, request, rules)) for name, criterion in rules.criteria.items()}
    criteria = tuple(_answer(name, criterion, found[name]) for name, criterion in rules.criteria.items())
    against = tuple(one.id for one in criteria if one.in_favour is False)
    undecided = tuple(one.id for one in criteria if one.in_favour is None)
    outcome: Outcome = "not-eligible" if against else "cannot-tell" if undecided else "eligible"
    warnings = tuple(_warnings(found.values()))
    steps = [step for one in criteria for step in one.derivation]
    return EligibilityAnswer(
        outcome=outcome,
        registration_on=request.registration_on,
        against=against,
        undecided=undecided,
        criteria=criteria,
        warnings=warnings,
        protocol=stamp(protocol, approvals),
        release=release(protocol, approvals, steps, warnings),
    )


def _judged(
    name: str, criterion: AnyCriterion, request: EligibilityRequest, rules: EligibilityRules
) -> Iterator[Finding]:
    if criterion.rule in _MEASURED:
        return _MEASURED[criterion.rule](name, criterion, request, rules)
    return _STATED[criterion.rule](name, criterion, request)


def _answer(name: str, criterion: AnyCriterion, found: Finding) -> CriterionAnswer:
    verdict: Verdict = "cannot-tell"
    if found.in_favour is not None:
        verdict = "met" if found.in_favour == (criterion.kind == "inclusion") else "not-met"
    return CriterionAnswer(
        id=name,
        kind=criterion.kind,
        item=criterion.item,
        wording=criterion.wording.value,
        verdict=verdict,
        in_favour=found.in_favour,
        because=tuple(found.because),
        missing=tuple(found.missing) if found.in_favour is None else (),
        derivation=tuple(found.steps),
    )


def _warnings(found: Iterable[Finding]) -> Iterator[Notice]:
    for one in found:
        yield from one.warnings


def _faults(request: EligibilityRequest, rules: EligibilityRules) -> Iterator[InputError]:
    yield from _unknown_names("statements", request.statements, rules.statements)
    yield from _unknown_names("markers", request.markers, rules.markers)
    for name, marker in request.markers.items():
        criterion = rules.markers.get(name)
        if criterion is not None and marker.result not in (*criterion.results, "not-determined"):
            yield InputError(
                f"{name} has no such result.",
                code="eligibility.marker-result",
                field=f"markers.{name}.result",
                found=marker.result,
                allowed=", ".join((*criterion.results, "not-determined")),
            )
    for field, day in _days(request):
        if day > request.registration_on:
            yield InputError(
                "This lies after the day of registration.",
                code="eligibility.after-registration",
                field=field,
                found=day.isoformat(),
                allowed=f"up to {request.registration_on.isoformat()}",
                remedy="Correct the date, or ask for a later day of registration.",
            )
    yield from _too_old(request)
    yield from _contradictions(request)


def _unknown_names(place: str, given: Iterable[str], known: Iterable[str]) -> Iterator[InputError]:
    names = list(known)
    for name in given:
        if name not in names:
            near = get_close_matches(name, names, n=1)
            yield InputError(
                "The protocol asks for nothing of this name.",
                code="eligibility.unknown-name",
                field=f"{place}.{name}",
                found=name,
                allowed=", ".join(names),
                remedy=f"Did you mean {near[0]}?" if near else None,
            )


def _days(request: EligibilityRequest) -> Iterator[tuple[str, date]]:
    """Every day that cannot come after registration. The day of consent can: that is a finding, not a mistake."""
    places: list[tuple[str, date | None]] = [
        ("birth_date", request.birth_date),
        ("ct_on", request.ct_on),
        *((f"statements.{name}.on", given.on) for name, given in request.statements.items()),
        *((f"markers.{name}.on", given.on) for name, given in request.markers.items()),
        *((f"laboratory.{index}.drawn_on", result.drawn_on) for index, result in enumerate(request.laboratory)),
        *(
            (f"malignancies.{index}.free_of_disease_since", one.free_of_disease_since)
            for index, one in enumerate(request.malignancies)
        ),
    ]
    for field, day in places:
        if day is not None:
            yield field, day


def _too_old(request: EligibilityRequest) -> Iterator[InputError]:
    born, oldest = request.birth_date, ADULT_AGES[1]
    if born is not None and completed_years(born, request.registration_on) > oldest:
        yield InputError(
            "Nobody is that old: the date of birth is a slip of the pen.",
            code="eligibility.birth-date",
            field="birth_date",
            found=born.isoformat(),
            allowed=f"at most {oldest} years before registration",
        )


def _contradictions(request: EligibilityRequest) -> Iterator[InputError]:
    for place, name in _DESCRIBED.items():
        given = request.statements.get(name)
        described = getattr(request, place)
        if given is not None and not given.answer and described and described != "none":
            yield InputError(
                f"Something is described that the statement {name} says there is not.",
                code="eligibility.contradiction",
                field=place,
                remedy=f"Leave out {place}, or correct the statement.",
            )
    for index, one in enumerate(request.malignancies):
        if one.current_evidence_of_disease and one.free_of_disease_since is not None:
            yield InputError(
                "There is evidence of disease now, and a day since which there is none.",
                code="eligibility.contradiction",
                field=f"malignancies.{index}.free_of_disease_since",
                found=one.free_of_disease_since.isoformat(),
                remedy="Keep the one that is so.",
            )
