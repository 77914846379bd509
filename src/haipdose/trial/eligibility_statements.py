"""Criteria that rest on what people state: judgements, age, imaging, lesions, arteries, markers, consent.

What is not stated is never in favour; what speaks against is taken from whoever said it.
"""

from __future__ import annotations

from collections.abc import Iterator

from haipdose.derivation import Notice
from haipdose.patient.body import completed_years
from haipdose.protocol.eligibility_rules import (
    AgeCriterion,
    ArteriesCriterion,
    ConsentCriterion,
    Criterion,
    ImagingCriterion,
    LesionsCriterion,
    MarkersCriterion,
    PerformanceCriterion,
    Statement,
)
from haipdose.quantities import to_text
from haipdose.trial.eligibility_finding import Finding, step, unknown, word
from haipdose.trial.eligibility_requests import EligibilityRequest, ExtrahepaticLesion, StatedAnswer

NOT_STATED = "This has not been stated."


def judge_statement(
    name: str, criterion: Criterion, asked: str, request: EligibilityRequest, *, wanted: bool
) -> Finding:
    """One statement of the criterion ``name``: in favour when the answer is ``wanted``, if the right person gave it."""
    given = request.statements.get(asked)
    statement = criterion.statements[asked]
    place = f"statements.{asked}"
    if given is None:
        return unknown(place, f"{statement.asks}: yes or no.")
    says = f"{statement.asks}: {'yes' if given.answer else 'no'}{_who(given)}."
    found = Finding(given.answer == wanted, [says])
    if found.in_favour:
        _need_the_judge(statement, given, place, found)
    terms = [("answer", "yes" if given.answer else "no", ""), ("needed", "yes" if wanted else "no", "")]
    path, rule = f"criteria.{name}.wording", criterion.wording
    if statement.judged_by is not None:
        terms += [("judged by", given.by or "not stated", "")]
        path, rule = f"criteria.{name}.statements.{asked}.judged_by", statement.judged_by  # type: ignore[assignment]
    found.steps.append(step(path, rule, statement.asks, "answer = needed", terms, word(found.in_favour)))
    return found


def _who(given: StatedAnswer) -> str:
    parts = [given.by or "", given.on.isoformat() if given.on else ""]
    told = ", ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def _need_the_judge(statement: Statement, given: StatedAnswer, place: str, found: Finding) -> None:
    """A judgement in favour counts only from somebody in the right role, on a day."""
    if not statement.judgement:
        return
    roles = statement.judged_by.value if statement.judged_by else ()
    lacking = []
    if given.by is None:
        lacking.append(unknown(f"{place}.by", "The role of who judged this."))
    elif roles and given.by not in roles:
        lacking.append(unknown(f"{place}.by", f"The judgement of {' or '.join(roles)}; this is that of {given.by}."))
    if given.on is None:
        lacking.append(unknown(f"{place}.on", "The day on which this was judged."))
    for one in lacking:
        found.in_favour = None
        found.missing += one.missing


def judge_statements(name: str, criterion: Criterion, request: EligibilityRequest) -> Iterator[Finding]:
    """Every statement of a criterion: those of an inclusion criterion have to be so, of an exclusion criterion not."""
    for asked in criterion.statements:
        yield judge_statement(name, criterion, asked, request, wanted=criterion.kind == "inclusion")


def judge_age(name: str, criterion: AgeCriterion, request: EligibilityRequest) -> Iterator[Finding]:
    """Completed years on the day of registration."""
    if request.birth_date is None:
        yield unknown("birth_date", "The date of birth.")
        return
    years, rule = completed_years(request.birth_date, request.registration_on), criterion.at_least_years
    good = years >= rule.value
    terms = (("age", str(years), "y"), ("limit", str(rule.value), "y"))
    yield Finding(
        good,
        [f"{years} years old on {request.registration_on}, needed at least {rule.value}."],
        steps=[step(f"criteria.{name}.at_least_years", rule, "age at registration", "age ≥ limit", terms, word(good))],
    )


def judge_imaging(name: str, criterion: ImagingCriterion, request: EligibilityRequest) -> Iterator[Finding]:
    """The statements, the age of the CT scan, and that who judged can have seen it."""
    yield from judge_statements(name, criterion, request)
    if request.ct_on is None:
        yield unknown("ct_on", "The day of the CT scan.")
        return
    days, rule = (request.registration_on - request.ct_on).days, criterion.ct_within_days
    good = days <= rule.value
    terms = (("age", str(days), "d"), ("limit", str(rule.value), "d"))
    yield Finding(
        good,
        [f"The CT scan is of {request.ct_on}, {days} days before registration; it may be {rule.value} days old."],
        steps=[step(f"criteria.{name}.ct_within_days", rule, "age of the CT scan", "age ≤ limit", terms, word(good))],
    )
    for asked, statement in criterion.statements.items():
        given = request.statements.get(asked)
        if statement.judgement and given is not None and given.on is not None and given.on < request.ct_on:
            yield unknown(
                f"statements.{asked}.on",
                f"A judgement of this CT scan: this one is of {given.on}, before the scan of {request.ct_on}.",
            )


def judge_lesions(name: str, criterion: LesionsCriterion, request: EligibilityRequest) -> Iterator[Finding]:
    """No lesion outside the liver, or none that counts."""
    asked = "extrahepatic-lesions"
    given = request.statements.get(asked)
    if given is None or not given.answer:
        yield judge_statement(name, criterion, asked, request, wanted=False)
    elif not request.lesions:
        yield unknown("lesions", "What the lesions outside the liver look like and how large they are.")
    for index, lesion in enumerate(request.lesions):
        yield _judge_lesion(name, criterion, index, lesion)


def _judge_lesion(name: str, criterion: LesionsCriterion, index: int, lesion: ExtrahepaticLesion) -> Finding:
    place, rule = f"lesions.{index}", criterion.largest_mm
    title = f"Lesion {index + 1} outside the liver"
    size = None if lesion.largest_mm is None else to_text(lesion.largest_mm)
    if lesion.appearance is None:
        return unknown(f"{place}.appearance", f"{title}: whether it is suspicious of a metastasis.")
    looks = lesion.appearance.replace("-", " ")
    if lesion.appearance != "not-clearly-suspicious":
        found = Finding(lesion.appearance == "not-metastasis", [f"{title}: {looks}."])
        terms = [("appearance", looks, "")]
        found.steps.append(
            step(f"criteria.{name}.wording", criterion.wording, title, "not a metastasis", terms, word(found.in_favour))
        )
        return found
    if lesion.largest_mm is None or size is None:
        return unknown(f"{place}.largest_mm", f"{title}: its longest diameter in mm.", f"{title}: {looks}.")
    good = lesion.largest_mm <= rule.value
    terms = [("size", size, "mm"), ("limit", to_text(rule.value), "mm")]
    return Finding(
        good,
        [f"{title}: {looks}, {size} mm; up to {to_text(rule.value)} mm it does not count."],
        steps=[step(f"criteria.{name}.largest_mm", rule, title, "size ≤ limit", terms, word(good))],
    )


def judge_arteries(name: str, criterion: ArteriesCriterion, request: EligibilityRequest) -> Iterator[Finding]:
    """The catheter can be placed; the arteries allow it. Accessory and aberrant ones are only to be remembered."""
    yield judge_statement(name, criterion, "catheter-feasible", request, wanted=True)
    yield _branches(name, criterion, request)
    yield judge_statement(name, criterion, "coeliac-stenosis", request, wanted=False)
    yield _replaced(name, criterion, request)
    other = request.statements.get("accessory-or-aberrant-arteries")
    if other is None or not other.answer:
        yield judge_statement(name, criterion, "accessory-or-aberrant-arteries", request, wanted=False)
        return
    rule = criterion.reminder
    yield Finding(
        in_favour=True,
        because=[f"There are accessory or aberrant hepatic arteries{_who(other)}: no contra-indication."],
        warnings=[
            Notice(
                level="info",
                code="eligibility.ligate-arteries",
                message="There are accessory or aberrant hepatic arteries.",
                action=rule.value,
                rule=f"eligibility.criteria.{name}.reminder",
                source=rule.source,
            )
        ],
    )


def _branches(name: str, criterion: ArteriesCriterion, request: EligibilityRequest) -> Finding:
    rule, number = criterion.gastroduodenal_branches_at_least, request.gastroduodenal_branches
    label = "branches of the gastroduodenal artery to the liver"
    if number is None:
        return unknown("gastroduodenal_branches", f"How many {label} there are.")
    good = number >= rule.value
    terms = (("branches", str(number), ""), ("limit", str(rule.value), ""))
    path = f"criteria.{name}.gastroduodenal_branches_at_least"
    says = f"{label[0].upper()}{label[1:]}: {number}, needed at least {rule.value}."
    return Finding(good, [says], steps=[step(path, rule, label, "branches ≥ limit", terms, word(good))])


def _replaced(name: str, criterion: ArteriesCriterion, request: EligibilityRequest) -> Finding:
    """Both have to be stated, also when one answer would be enough: an artery that nobody looked at is no finding."""
    asked = ("replaced-right-hepatic-artery", "replaced-left-hepatic-artery")
    found = Finding(in_favour=True)
    for one in asked:
        given = request.statements.get(one)
        if given is None:
            found.in_favour = None
            found.missing += unknown(f"statements.{one}", f"{criterion.statements[one].asks}: yes or no.").missing
        else:
            found.because.append(f"{criterion.statements[one].asks}: {'yes' if given.answer else 'no'}{_who(given)}.")
    if found.in_favour:
        found.in_favour = not all(request.statements[one].answer for one in asked)
        terms = [(one, "yes" if request.statements[one].answer else "no", "") for one in asked]
        path = f"criteria.{name}.wording"
        label, formula = "replaced hepatic arteries", "not both replaced"
        found.steps.append(step(path, criterion.wording, label, formula, terms, word(found.in_favour)))
    return found


def judge_performance(name: str, criterion: PerformanceCriterion, request: EligibilityRequest) -> Iterator[Finding]:
    """The ECOG performance status."""
    rule, grade = criterion.ecog_at_most, request.ecog
    if grade is None:
        yield unknown("ecog", "The ECOG performance status.")
        return
    good = grade <= rule.value
    terms = (("ECOG", str(grade), ""), ("limit", str(rule.value), ""))
    yield Finding(
        good,
        [f"ECOG {grade}, allowed up to {rule.value}."],
        steps=[step(f"criteria.{name}.ecog_at_most", rule, "performance status", "ECOG ≤ limit", terms, word(good))],
    )


def judge_markers(name: str, criterion: MarkersCriterion, request: EligibilityRequest) -> Iterator[Finding]:
    """Results of molecular tests."""
    for test in criterion.tests:
        given = request.markers.get(test)
        if given is None:
            yield unknown(f"markers.{test}", f"The result of {test}.")
            continue
        says = [f"{test}: {given.result}{f' ({given.on})' if given.on else ''}."]
        met: bool | None = given.result in criterion.met_by.value
        field, rule = "met_by", criterion.met_by
        if not met and criterion.not_met_by is not None:
            field, rule = "not_met_by", criterion.not_met_by
            met = False if given.result in rule.value else None
        if met is None:
            yield unknown(f"markers.{test}", f"The result of {test}: it is not determined yet.", *says)
            continue
        good = met == (criterion.kind == "inclusion")
        terms = (("result", given.result, ""), ("named", ", ".join(rule.value), ""))
        path = f"criteria.{name}.{field}"
        yield Finding(good, says, steps=[step(path, rule, test, "result among those named", terms, word(good))])


def judge_consent(name: str, criterion: ConsentCriterion, request: EligibilityRequest) -> Iterator[Finding]:
    """Consent that was signed by the day of registration."""
    yield from judge_statements(name, criterion, request)
    signed = request.consent_signed_on
    if signed is None:
        yield unknown("consent_signed_on", "The day on which the consent was signed.")
        return
    good = signed <= request.registration_on
    terms = (("signed", signed.isoformat(), ""), ("registration", request.registration_on.isoformat(), ""))
    path, label = f"criteria.{name}.wording", "consent before registration"
    yield Finding(
        good,
        [f"Consent was signed on {signed}, registration is on {request.registration_on}."],
        steps=[step(path, criterion.wording, label, "signed ≤ registration", terms, word(good))],
    )
