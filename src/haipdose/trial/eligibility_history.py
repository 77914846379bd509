"""Criteria about what came before: corticosteroids in one measure, and earlier malignancies with their exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from haipdose.derivation import Step
from haipdose.patient.body import completed_years
from haipdose.protocol.eligibility_rules import (
    REFERENCE_STEROID,
    CorticosteroidsCriterion,
    PriorMalignancyCriterion,
)
from haipdose.quantities import exactly, settle, to_display, to_text
from haipdose.trial.eligibility_finding import Finding, all_in_favour, any_in_favour, step, unknown, word
from haipdose.trial.eligibility_requests import Corticosteroid, EligibilityRequest, MissingFact, PriorMalignancy
from haipdose.trial.eligibility_statements import judge_statement


def judge_corticosteroids(
    name: str, criterion: CorticosteroidsCriterion, request: EligibilityRequest
) -> Iterator[Finding]:
    """The chronic corticosteroids together, as methylprednisolone a day.

    What is known to be enough excludes, whatever is missing about the rest.
    """
    given = request.statements.get("corticosteroids")
    if given is None or not given.answer:
        yield judge_statement(name, criterion, "corticosteroids", request, wanted=False)
    elif not request.steroids:
        yield unknown("steroids", "Which corticosteroids are used, by which route, and how much a day.")
    if request.steroids:
        yield _total(name, criterion, request)


def _total(name: str, criterion: CorticosteroidsCriterion, request: EligibilityRequest) -> Finding:
    found, total, rule = Finding(None), Decimal(0), criterion.from_mg_per_day
    for index, steroid in enumerate(request.steroids):
        left_out = _why_left_out(criterion, steroid)
        if left_out:
            found.because.append(f"{steroid.drug}: {left_out}, does not count.")
            continue
        lacking = list(_lacking(criterion, index, steroid))
        found.missing += lacking
        if not lacking and steroid.mg_per_day is not None:
            amount, worked_out = _equivalent(name, criterion, steroid.drug, steroid.mg_per_day)
            found.steps.append(worked_out)
            total += amount
    limit = to_text(rule.value)
    with exactly():
        reached = settle(total) >= rule.value
    if reached or not found.missing:
        found.in_favour = not reached
    at_least = "at least " if found.missing else ""
    found.because.append(
        f"Chronic corticosteroids come to {at_least}{to_display(total)} mg of {REFERENCE_STEROID} a day; "
        f"from {limit} mg they exclude."
    )
    terms = (("total", to_display(total), "mg/day"), ("limit", limit, "mg/day"))
    path, label = f"criteria.{name}.from_mg_per_day", f"corticosteroids as {REFERENCE_STEROID}"
    found.steps.append(step(path, rule, label, "total < limit", terms, word(found.in_favour)))
    if reached:
        found.missing = []
    return found


def _why_left_out(criterion: CorticosteroidsCriterion, steroid: Corticosteroid) -> str:
    if steroid.route in criterion.left_out.value:
        return str(steroid.route)
    return "not chronic" if steroid.chronic is False else ""


def _lacking(criterion: CorticosteroidsCriterion, index: int, steroid: Corticosteroid) -> Iterator[MissingFact]:
    """What keeps a drug from being counted. A local one counts too: the registry leaves out inhaled ones only."""
    place = f"steroids.{index}"
    if steroid.drug not in criterion.equivalents:
        yield MissingFact(
            field=f"{place}.drug",
            message=f"The amount of {steroid.drug} that equals {REFERENCE_STEROID}: it is not in the table.",
        )
    if steroid.route is None:
        yield MissingFact(field=f"{place}.route", message=f"The route of {steroid.drug}.")
    if steroid.chronic is None:
        yield MissingFact(field=f"{place}.chronic", message=f"Whether {steroid.drug} is chronic treatment.")
    if steroid.mg_per_day is None:
        yield MissingFact(field=f"{place}.mg_per_day", message=f"How many mg of {steroid.drug} a day.")


def _equivalent(name: str, criterion: CorticosteroidsCriterion, drug: str, mg: Decimal) -> tuple[Decimal, Step]:
    rule, reference = criterion.equivalents[drug], criterion.equivalents[REFERENCE_STEROID].value
    with exactly():
        amount = settle(mg * reference / rule.value)
    terms = (
        (drug, to_text(mg), "mg/day"),
        ("its equivalent", to_text(rule.value), "mg"),
        (REFERENCE_STEROID, to_text(reference), "mg"),
    )
    formula = f"{drug} × {REFERENCE_STEROID} ÷ its equivalent"
    path = f"criteria.{name}.equivalents.{drug}"
    made = step(path, rule, f"{drug} as {REFERENCE_STEROID}", formula, terms, to_display(amount))
    return amount, made.model_copy(update={"unit": "mg/day", "approximate": to_display(amount) != to_text(amount)})


def judge_malignancies(
    name: str, criterion: PriorMalignancyCriterion, request: EligibilityRequest
) -> Iterator[Finding]:
    """No other malignancy, or every one of them under one of the exceptions."""
    given = request.statements.get("prior-malignancy")
    if given is None or not given.answer:
        yield judge_statement(name, criterion, "prior-malignancy", request, wanted=False)
    elif not request.malignancies:
        yield unknown("malignancies", "Which malignancy it was, how it was treated, and since when there is none left.")
    for index, malignancy in enumerate(request.malignancies):
        yield _malignancy(name, criterion, index, malignancy, request)


def _malignancy(
    name: str, criterion: PriorMalignancyCriterion, index: int, one: PriorMalignancy, request: EligibilityRequest
) -> Finding:
    title = f"Earlier malignancy {index + 1}"
    free = _free_now(one)
    years_free = _years_free(criterion, one, request)
    if free is False:
        years_free = False
    exceptions: dict[str, tuple[bool | None, ...]] = {
        "curative-intent": (one.curative_intent, years_free),
        "low-risk": (
            one.curative_intent,
            free,
            one.low_risk_by_treating_physician,
            one.low_risk_by_multidisciplinary_team,
        ),
        "skin": (_is(one, "non-melanoma-skin"), one.adequately_treated),
        "in-situ": (_is(one, "in-situ"), one.adequately_treated, free),
    }
    says = {exception: all_in_favour(values) for exception, values in exceptions.items()}
    found = Finding(any_in_favour(says.values()))
    for exception, holds in says.items():
        rule = criterion.exceptions[exception]
        answer = {True: "holds", False: "does not hold", None: "cannot be told"}[holds]
        path = f"criteria.{name}.exceptions.{exception}"
        if exception == "curative-intent" and years_free is not None:
            found.steps.append(_years_step(name, criterion, one, request, good=years_free))
        found.steps.append(step(path, rule, f"{title}: {exception}", rule.value, (), answer))
    holding = [exception for exception, holds in says.items() if holds]
    if holding:
        found.because.append(f"{title} comes under the exception {', '.join(holding)}.")
    elif found.in_favour is False:
        found.because.append(f"{title} comes under none of the exceptions.")
    else:
        found.because.append(f"Whether {title.lower()} comes under an exception cannot be told.")
        found.missing += list(_unstated(index, title, one))
    return found


def _free_now(one: PriorMalignancy) -> bool | None:
    if one.current_evidence_of_disease is not None:
        return not one.current_evidence_of_disease
    return None if one.free_of_disease_since is None else True


def _is(one: PriorMalignancy, kind: str) -> bool | None:
    return None if one.kind is None else one.kind == kind


def _years_free(criterion: PriorMalignancyCriterion, one: PriorMalignancy, request: EligibilityRequest) -> bool | None:
    """Whether the years without active disease are completed on the day of registration."""
    if one.free_of_disease_since is None:
        return None
    return completed_years(one.free_of_disease_since, request.registration_on) >= criterion.disease_free_years.value


def _years_step(
    name: str, criterion: PriorMalignancyCriterion, one: PriorMalignancy, request: EligibilityRequest, *, good: bool
) -> Step:
    rule = criterion.disease_free_years
    terms = (
        ("free since", str(one.free_of_disease_since or "disease is there now"), ""),
        ("registration", request.registration_on.isoformat(), ""),
        ("limit", str(rule.value), "y"),
    )
    path, formula = f"criteria.{name}.disease_free_years", "completed years from free since to registration ≥ limit"
    return step(path, rule, "years without active disease", formula, terms, word(good))


def _unstated(index: int, title: str, one: PriorMalignancy) -> Iterator[MissingFact]:
    """What of a malignancy is not known; any of it could bring it under an exception."""
    words = {
        "kind": "what kind it was",
        "curative_intent": "whether it was treated with curative intent",
        "free_of_disease_since": "since when there is no active disease",
        "current_evidence_of_disease": "whether there is evidence of disease now",
        "adequately_treated": "whether it is adequately treated or controlled",
        "low_risk_by_treating_physician": "whether the treating physician judges the risk of recurrence low",
        "low_risk_by_multidisciplinary_team": "whether the multidisciplinary team judges the risk of recurrence low",
    }
    for field, text in words.items():
        if getattr(one, field) is None:
            yield MissingFact(field=f"malignancies.{index}.{field}", message=f"{title}: {text}.")
