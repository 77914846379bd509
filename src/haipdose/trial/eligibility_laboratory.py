"""Criteria that rest on laboratory results: which result counts, in which unit, against which limit.

Of one test the newest result counts that was drawn in the window before registration. Several of one day: the worst
counts, and that they differ is pointed out, as is an older result in the window that would decide otherwise
(``docs/decisions/0101``). Ratios are settled before they are compared.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final, Literal

from haipdose.derivation import Notice, Step, Term
from haipdose.evidence import NEEDS_SITE, Sourced
from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.patient.body import completed_years
from haipdose.patient.laboratory import TestName, value_in_unit
from haipdose.patient.renal import ADULT_AGES, RENAL_FORMULA_TEXT, RENAL_UNIT, RenalFormula, renal_function
from haipdose.protocol.eligibility_rules import (
    CoagulationCriterion,
    EligibilityRules,
    LaboratoryCriterion,
    RenalCriterion,
)
from haipdose.quantities import exactly, settle, to_display, to_text
from haipdose.trial.eligibility_finding import Finding, all_in_favour, any_in_favour, step, unknown, word
from haipdose.trial.eligibility_requests import CandidateResult, EligibilityRequest
from haipdose.trial.eligibility_statements import judge_statement

_PLACES: Final = 6
Judged = Callable[[CandidateResult], Finding]
Sense = Literal["at-least", "at-most", "below"]
_SENSES: Final[dict[Sense, tuple[str, Callable[[Decimal, Decimal], bool]]]] = {
    "at-least": ("≥", operator.ge),
    "at-most": ("≤", operator.le),
    "below": ("<", operator.lt),
}


def judge_laboratory(
    name: str, criterion: LaboratoryCriterion, request: EligibilityRequest, rules: EligibilityRules
) -> Iterator[Finding]:
    """One test against its limit."""

    def judged(result: CandidateResult) -> Finding:
        path = f"criteria.{name}.limit"
        if criterion.unit is None:
            return _against_upper_limit(path, criterion.limit, result, criterion.sense)
        sign, compared = _SENSES[criterion.sense]
        value = value_in_unit(result.test, result.value, result.unit, criterion.unit)
        limit = criterion.limit.value
        good = compared(value, limit)
        given = f"{to_text(result.value)} {result.unit}"
        converted = "" if result.unit == criterion.unit else f" = {_shown(value)} {criterion.unit}"
        label, formula = f"{result.test} against its limit", f"{result.test} {sign} limit"
        terms = ((result.test, _shown(value), criterion.unit), ("limit", to_text(limit), criterion.unit))
        return Finding(
            good,
            [f"{_title(result)} {given}{converted}, needed {sign} {to_text(limit)} {criterion.unit}."],
            steps=[
                *_conversion(result, criterion.unit, value),
                step(path, criterion.limit, label, formula, terms, word(good)),
            ],
        )

    yield _of_newest(criterion.test, request, rules, judged)


def judge_renal(
    name: str, criterion: RenalCriterion, request: EligibilityRequest, rules: EligibilityRules
) -> Iterator[Finding]:
    """Creatinine against its upper limit; when that is not enough, the estimated filtration rate."""

    def judged(result: CandidateResult) -> Finding:
        path = f"criteria.{name}.creatinine_at_most_times_upper_limit"
        limit = criterion.creatinine_at_most_times_upper_limit
        first = _against_upper_limit(path, limit, result, "at-most")
        if first.in_favour:
            return first
        second = _filtration(name, criterion, result, request)
        found = Finding(any_in_favour((first.in_favour, second.in_favour)))
        found.because = [*first.because, *second.because]
        found.steps = [*first.steps, *second.steps]
        if found.in_favour is None:
            found.missing = [*first.missing, *second.missing]
        return found

    yield _of_newest("creatinine", request, rules, judged)


def judge_coagulation(
    name: str, criterion: CoagulationCriterion, request: EligibilityRequest, rules: EligibilityRules
) -> Iterator[Finding]:
    """INR or prothrombin time; of somebody who uses a coumarin instead that it will be replaced.

    While it is not known whether a coumarin is used, no result can speak against the candidate.
    """
    given = request.statements.get("coumarin")
    if given is not None and given.answer:
        yield _replacement(name, criterion, request)
        return
    asked = judge_statement(name, criterion, "coumarin", request, wanted=False)
    yield asked
    path, limit = f"criteria.{name}.below_times_upper_limit", criterion.below_times_upper_limit

    def judged(result: CandidateResult) -> Finding:
        return _against_upper_limit(path, limit, result, "below")

    tests: tuple[TestName, ...] = ("inr", "prothrombin-time")
    found = [_of_newest(test, request, rules, judged) for test in tests if _in_window(test, request, rules)]
    for one in found:
        if asked.in_favour is None and one.in_favour is False:
            one.in_favour = None
        yield one
    if not found:
        yield _nothing_in_window("inr", request, rules, "INR or prothrombin time")


def _replacement(name: str, criterion: CoagulationCriterion, request: EligibilityRequest) -> Finding:
    rule, planned = criterion.coumarin_replaced_by, request.coumarin_replaced_by
    allowed = " or ".join(rule.value)
    if planned is None:
        return unknown("coumarin_replaced_by", f"What will replace the coumarin: {allowed}.", "A coumarin is used.")
    good = planned in rule.value
    terms = (("planned", planned, ""), ("named", ", ".join(rule.value), ""))
    path = f"criteria.{name}.coumarin_replaced_by"
    return Finding(
        good,
        [f"A coumarin is used; planned instead: {planned}, needed {allowed}."],
        steps=[step(path, rule, "what replaces the coumarin", "planned among those named", terms, word(good))],
    )


def _of_newest(test: TestName, request: EligibilityRequest, rules: EligibilityRules, judged: Judged) -> Finding:
    """What the results of the newest day in the window say; the worst of them decides."""
    valid = _in_window(test, request, rules)
    if not valid:
        return _nothing_in_window(test, request, rules, test)
    day = max(result.drawn_on for result in valid)
    newest = [judged(result) for result in valid if result.drawn_on == day]
    found = Finding(all_in_favour(one.in_favour for one in newest))
    deciding = next(one for one in newest if one.in_favour == found.in_favour)
    found.because, found.missing = deciding.because, deciding.missing
    found.steps = [_window_step(test, day, request, rules), *deciding.steps]
    if len({one.in_favour for one in newest}) > 1 or len({tuple(one.because) for one in newest}) > 1:
        found.warnings.append(
            Notice(
                level="warning",
                code="eligibility.results-contradict",
                message=f"There are {len(newest)} results of {test} of {day} that differ; the worst counts.",
                action="Find out which is right.",
            )
        )
    older = [judged(result) for result in valid if result.drawn_on != day]
    if any(one.in_favour is False for one in older) and found.in_favour:
        found.warnings.append(
            Notice(
                level="warning",
                code="eligibility.older-result-differs",
                message=f"An older result of {test} in the window would speak against; the newest, of {day}, counts.",
                action="Make sure that the newest result is the patient's state.",
            )
        )
    return found


def _in_window(test: str, request: EligibilityRequest, rules: EligibilityRules) -> list[CandidateResult]:
    limit = rules.laboratory_within_days.value
    return [
        result
        for result in request.laboratory
        if result.test == test and (request.registration_on - result.drawn_on).days <= limit
    ]


def _nothing_in_window(test: str, request: EligibilityRequest, rules: EligibilityRules, title: str) -> Finding:
    days = rules.laboratory_within_days.value
    drawn = [result.drawn_on for result in request.laboratory if result.test == test]
    wanted = f"A result of {title} drawn within {days} days before registration"
    if not drawn:
        return unknown(f"laboratory.{test}", f"{wanted}.")
    age = (request.registration_on - max(drawn)).days
    return unknown(f"laboratory.{test}", f"{wanted}; the newest is of {max(drawn)}, {age} days before it.")


def _window_step(test: str, day: object, request: EligibilityRequest, rules: EligibilityRules) -> Step:
    rule = rules.laboratory_within_days
    terms = (
        ("drawn", str(day), ""),
        ("registration", request.registration_on.isoformat(), ""),
        ("limit", str(rule.value), "d"),
    )
    formula = "registration − drawn ≤ limit"
    return step("laboratory_within_days", rule, f"age of the result of {test}", formula, terms, "in the window")


def _against_upper_limit(path: str, rule: Sourced[Decimal], result: CandidateResult, sense: Sense) -> Finding:
    sign, compared = _SENSES[sense]
    given = f"{_title(result)} {to_text(result.value)} {result.unit}"
    if result.upper_limit is None:
        missing = f"The laboratory's upper limit of normal for {result.test}."
        return unknown(f"laboratory.{result.test}.upper_limit", missing, f"{given}, upper limit not stated.")
    with exactly():
        ratio = settle(result.value / result.upper_limit)
    good = compared(ratio, rule.value)
    terms = (
        (result.test, to_text(result.value), result.unit),
        ("upper limit", to_text(result.upper_limit), result.unit),
        ("limit", to_text(rule.value), ""),
    )
    formula = f"{result.test} ÷ upper limit {sign} limit"
    says = f"{given} = {_shown(ratio)} × the upper limit {to_text(result.upper_limit)}, needed {sign} "
    return Finding(
        good,
        [f"{says}{to_text(rule.value)}."],
        steps=[step(path, rule, f"{result.test} against its upper limit", formula, terms, word(good))],
    )


def _filtration(name: str, criterion: RenalCriterion, result: CandidateResult, request: EligibilityRequest) -> Finding:
    """The estimated filtration rate on the day of the result."""
    found = Finding(None)
    if request.sex is None:
        found.missing += unknown("sex", "The sex that the formula of the filtration rate needs.").missing
    if request.birth_date is None:
        found.missing += unknown("birth_date", "The date of birth.").missing
    if request.sex is None or request.birth_date is None:
        return found
    age = completed_years(request.birth_date, result.drawn_on)
    if age < ADULT_AGES[0]:
        return unknown("birth_date", "The filtration rate is estimated for adults only.")
    formula = RenalFormula(criterion.formula.value)
    mg_per_dl = value_in_unit(result.test, result.value, result.unit, "mg/dL")
    rate = renal_function(formula, sex=request.sex, age_years=age, weight_kg=Decimal(1), creatinine_mg_per_dl=mg_per_dl)
    rule, unit, title = criterion.egfr_at_least, RENAL_UNIT[formula], formula.value.upper()
    good = rate >= rule.value
    inputs = (("creatinine", _shown(mg_per_dl), "mg/dL"), ("age", str(age), "y"), ("sex", request.sex, ""))
    estimate = step(f"criteria.{name}.formula", criterion.formula, "estimated filtration rate",
                    RENAL_FORMULA_TEXT[formula], inputs, to_display(rate, _PLACES))  # fmt: skip
    terms = (("rate", _shown(rate), unit), ("limit", to_text(rule.value), unit))
    return Finding(
        good,
        [f"{title} {_shown(rate)} {unit}, needed ≥ {to_text(rule.value)}."],
        steps=[
            *_conversion(result, "mg/dL", mg_per_dl),
            estimate.model_copy(update={"unit": unit, "approximate": True}),
            step(f"criteria.{name}.egfr_at_least", rule, f"{title} against its limit", "rate ≥ limit", terms,
                 word(good)),
        ],
    )  # fmt: skip


def _conversion(result: CandidateResult, unit: str, value: Decimal) -> list[Step]:
    """The step from the unit of the result to another; it is as sure as the less sure of the two factors."""
    if result.unit == unit:
        return []
    units = laboratory_catalogue().tests[result.test].units
    factors = [units[result.unit], units[unit]]
    unsure = next((factor for factor in factors if factor.evidence in NEEDS_SITE), None)
    basis = unsure or next((factor for factor in factors if factor.value != 1), factors[0])
    return [
        Step(
            label=f"{result.test} in {unit}",
            formula="result × factor of its unit ÷ factor of the other",
            terms=(
                Term(name="result", value=to_text(result.value), unit=result.unit),
                Term(name="factor of its unit", value=to_text(factors[0].value)),
                Term(name="factor of the other", value=to_text(factors[1].value)),
            ),
            value=to_display(value, _PLACES),
            unit=unit,
            approximate=to_display(value, _PLACES) != to_text(value),
            source=basis.source,
            evidence=basis.evidence,
        )
    ]


def _title(result: CandidateResult) -> str:
    return f"{result.test} of {result.drawn_on}:"


def _shown(value: Decimal) -> str:
    """For people: exact, or marked as nearly so with enough decimals that it does not look like a limit it misses."""
    short = to_display(value, _PLACES)
    return short if short == to_text(value) else f"≈ {short}"
