"""Conversion, complete local treatment, pathological response and the complications of surgery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, get_args

from haipdose.trial.endpoint_answers import PathologicalResponse, SurgeryComplications, YesNo
from haipdose.trial.endpoint_rules import EndpointRules, SurgeryRules
from haipdose.trial.facts import ClavienDindo, Complication, Pathology, TrialSurgery
from haipdose.trial.history import History
from haipdose.trial.local_treatment import completions, treated_all

CLAVIEN_DINDO: Final[tuple[ClavienDindo, ...]] = get_args(ClavienDindo)
"""The grades, worst last."""


def conversion(history: History, rules: SurgeryRules) -> YesNo:
    """Whether surgery was done that set out to treat every liver metastasis."""
    for surgery in history.of(TrialSurgery):
        if surgery.complete_intent:
            return YesNo(
                endpoint="conversion", value=True, on=surgery.on, reason="surgery.done", traced_to=(surgery.id,)
            )
    unknown = [surgery for surgery in _of_the_liver(history, rules) if surgery.complete_intent is None]
    if unknown:
        ids = tuple(surgery.id for surgery in unknown)
        return YesNo(endpoint="conversion", value=None, reason="surgery.intent-unknown", traced_to=ids)
    return YesNo(endpoint="conversion", value=False, reason="surgery.none")


def complete_local_treatment(history: History, rules: SurgeryRules) -> YesNo:
    """Whether every visible liver metastasis was resected with R0 or R1, or ablated."""
    name = "complete_local_treatment"
    found = completions(history.facts, rules)
    if found:
        on, fact, reason = found[0]
        return YesNo(endpoint=name, value=True, on=on, reason=reason, traced_to=(fact,))
    surgeries = _of_the_liver(history, rules)
    ids = tuple(surgery.id for surgery in surgeries)
    if any(treated_all(surgery) is None for surgery in surgeries):
        return YesNo(endpoint=name, value=None, reason="surgery.result-unknown", traced_to=ids)
    if surgeries:
        return YesNo(endpoint=name, value=False, reason="surgery.incomplete", traced_to=ids)
    return YesNo(endpoint=name, value=False, reason="surgery.none")


def pathological_response(history: History, rules: EndpointRules) -> PathologicalResponse:
    """The Mandard grade of what was resected from the liver; the worst lesion counts."""
    name = "pathological_response"
    resections = {
        surgery.id: surgery for surgery in _of_the_liver(history, rules.surgery) if surgery.kind != "ablation"
    }
    if not resections:
        return PathologicalResponse(endpoint=name, value=None, reason="pathology.none")
    graded = [
        (grade, report)
        for report in history.of(Pathology)
        if report.surgery in resections and (grade := worst_mandard(report)) is not None
    ]
    if not graded:
        ids = tuple(resections)
        return PathologicalResponse(endpoint=name, value=None, reason="pathology.missing", traced_to=ids)
    worst = max(grade for grade, _ in graded)
    return PathologicalResponse(
        endpoint=name,
        value=worst <= rules.pathology.major_up_to.value,
        on=graded[-1][1].on,
        reason="pathology.graded",
        traced_to=tuple(report.id for _, report in graded),
        mandard=worst,
        complete=worst <= rules.pathology.complete_up_to.value,
    )


def worst_mandard(report: Pathology) -> int | None:
    """The worst grade of a report: of its lesions, or as summed up; None when it holds none."""
    grades = [lesion.mandard for lesion in report.lesions]
    if report.mandard is not None:
        grades.append(report.mandard)
    return max(grades, default=None)


def complications(history: History, rules: SurgeryRules) -> tuple[tuple[YesNo, ...], tuple[SurgeryComplications, ...]]:
    """Severe complications in each window: of the participant, and surgery by surgery."""
    rows = tuple(
        _after(history, surgery, days, rules)
        for surgery in history.of(TrialSurgery)
        if surgery.kind in rules.counted.value
        for days in rules.complication_days.value
    )
    return tuple(_of_all(rows, days) for days in rules.complication_days.value), rows


def _after(history: History, surgery: TrialSurgery, days: int, rules: SurgeryRules) -> SurgeryComplications:
    last = surgery.on + timedelta(days=days)
    found = [fact for fact in history.of(Complication) if fact.surgery == surgery.id and surgery.on <= fact.on <= last]
    worst = max(found, key=lambda fact: CLAVIEN_DINDO.index(fact.grade), default=None)
    severe: bool | None = None
    if worst is not None and CLAVIEN_DINDO.index(worst.grade) >= CLAVIEN_DINDO.index(rules.lowest_grade.value):
        severe = True
    elif history.followed_until() >= last or history.death is not None:
        severe = False
    return SurgeryComplications(
        surgery=surgery.id,
        kind=surgery.kind,
        on=surgery.on,
        days=days,
        worst=None if worst is None else worst.grade,
        severe=severe,
        traced_to=(surgery.id, *(fact.id for fact in found)),
    )


def _of_all(rows: Sequence[SurgeryComplications], days: int) -> YesNo:
    name = f"complications_{days}"
    window = [row for row in rows if row.days == days]
    severe = [row for row in window if row.severe]
    if severe:
        return YesNo(endpoint=name, value=True, on=severe[0].on, reason="complication.found",
                     traced_to=_facts(severe))  # fmt: skip
    if not window:
        return YesNo(endpoint=name, value=None, reason="complication.no-surgery")
    if any(row.severe is None for row in window):
        return YesNo(endpoint=name, value=None, reason="complication.too-short", traced_to=_facts(window))
    return YesNo(endpoint=name, value=False, reason="complication.none", traced_to=_facts(window))


def _facts(rows: Sequence[SurgeryComplications]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for row in rows for fact in row.traced_to))


def _of_the_liver(history: History, rules: SurgeryRules) -> tuple[TrialSurgery, ...]:
    return tuple(surgery for surgery in history.of(TrialSurgery) if surgery.kind in rules.of_the_liver.value)
