"""Adverse events of the treatment period by CTCAE v5.0: as investigators judged them, and as the laboratory shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from haipdose.course.patient_facts import LaboratoryValue
from haipdose.protocol.standards import GradingStandard, Worded
from haipdose.toxicity.grading import grade_row
from haipdose.toxicity.grading_requests import GradeRow
from haipdose.trial.endpoint_answers import AdverseEvents, EventFound, LaboratoryGrade
from haipdose.trial.endpoint_rules import AdverseEventRules
from haipdose.trial.facts import AdverseEvent
from haipdose.trial.history import History

_NAME: Final = "adverse_events"


def adverse_events(history: History, rules: AdverseEventRules, standard: GradingStandard) -> AdverseEvents:
    """Related adverse events that began between the start of treatment and some days after its end.

    Args:
        history: of the participant.
        rules: the lowest grade and the days.
        standard: CTCAE, for the laboratory values of the course.
    """
    start = history.treatment_start
    if start is None:
        return AdverseEvents(endpoint=_NAME, value=None, reason="adverse-event.no-treatment")
    ended = history.treatment_end
    last = history.end
    if ended is not None:
        last = min(last, ended.on + timedelta(days=rules.days_after_treatment.value))
    events = tuple(
        EventFound(fact=event.id, term=event.term, grade=event.grade, on=event.on, related=event.related)
        for event in history.of(AdverseEvent)
        if event.grade >= rules.lowest_grade.value and start.on <= event.on <= last
    )
    value, reason, facts = _judged(events, start.fact)
    return AdverseEvents(
        endpoint=_NAME,
        value=value,
        on=next((event.on for event in events if event.related), None),
        reason=reason,
        traced_to=facts,
        events=events,
        laboratory=_laboratory(history, start.on, last, rules.lowest_grade.value, standard),
    )


def _judged(events: Iterable[EventFound], start: str) -> tuple[bool | None, str, tuple[str, ...]]:
    related = tuple(event.fact for event in events if event.related)
    if related:
        return True, "adverse-event.found", related
    unjudged = tuple(event.fact for event in events if event.related is None)
    if unjudged:
        return None, "adverse-event.relation-unknown", unjudged
    return False, "adverse-event.none", (start,)


def _laboratory(
    history: History, first: date, last: date, lowest: int, standard: GradingStandard
) -> tuple[LaboratoryGrade, ...]:
    """Values of the treatment period that reach ``lowest``; the baseline is the last value before it, if any.

    Blood of the first day is drawn before the dose: it is baseline.
    """
    terms = _terms(standard)
    before: dict[str, LaboratoryValue] = {}
    found: list[LaboratoryGrade] = []
    for key, report in history.laboratory:
        day = report.at.date()
        for value in report.results:
            if day <= first:
                before[value.test] = value
                continue
            for term in terms.get(value.test, ()):
                answer = grade_row(_row(term, value, before.get(value.test)), standard)
                if day <= last and answer.grade is not None and answer.grade >= lowest:
                    found.append(
                        LaboratoryGrade(fact=key, term=term, grade=answer.grade, on=day, criterion=answer.criterion)
                    )
    return tuple(found)


def _terms(standard: GradingStandard) -> dict[str, tuple[str, ...]]:
    """The terms of the standard by the laboratory test that they grade."""
    rules: tuple[Worded, ...] = (*standard.upper, *standard.lower, standard.creatinine, standard.inr)
    by_test: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        by_test[rule.test] = (*by_test.get(rule.test, ()), rule.term)
    return by_test


def _row(term: str, value: LaboratoryValue, before: LaboratoryValue | None) -> GradeRow:
    """A row to grade. A baseline in another unit is left out: the grading says that it had none."""
    usable = before if before is not None and before.unit == value.unit else None
    return GradeRow(
        id=1,
        term=term,
        value=value.value,
        unit=value.unit,
        lower_limit=value.lower_limit,
        upper_limit=value.upper_limit,
        baseline=None if usable is None else usable.value,
        baseline_abnormal=None if usable is None or usable.upper_limit is None else usable.value > usable.upper_limit,
    )
