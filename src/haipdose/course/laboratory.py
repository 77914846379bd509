"""Which laboratory results count for which decision: reference, current, fresh."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from haipdose.course.facts import Laboratory
from haipdose.course.state import CourseState
from haipdose.patient.laboratory import LabResult


def results_of(reports: Iterable[Laboratory], tests: frozenset[str] | None = None) -> tuple[LabResult, ...]:
    """The results of reports, each with the time of its report; only of ``tests`` if given."""
    return tuple(
        LabResult(
            test=value.test,
            value=value.value,
            unit=value.unit,
            at=report.at,
            upper_limit=value.upper_limit,
            lower_limit=value.lower_limit,
        )
        for report in reports
        for value in report.results
        if tests is None or value.test in tests
    )


def reports_between(state: CourseState, after: datetime | None, first: date, last: date) -> tuple[Laboratory, ...]:
    """Reports from the day ``first`` to ``last``, later than ``after``."""
    return tuple(
        report
        for report in state.laboratory
        if first <= report.at.date() <= last and (after is None or report.at > after)
    )


def reference_reports(state: CourseState, given_at: datetime, longest_days: int) -> tuple[Laboratory, ...]:
    """The reports that a floxuridine fill was decided on: the reference values of the next decision.

    The latest report with a test before the fill counts for that test; older than ``longest_days`` before it, none.
    """
    first = given_at.date() - timedelta(days=longest_days)
    taken: dict[str, Laboratory] = {}
    for report in state.laboratory:
        if first <= report.at.date() and report.at <= given_at:
            for value in report.results:
                taken[value.test] = report
    counting: list[Laboratory] = []
    for report in state.laboratory:
        values = tuple(value for value in report.results if taken.get(value.test) is report)
        if values:
            counting.append(report.model_copy(update={"results": values}))
    return tuple(counting)


def tests_in(reports: Iterable[Laboratory]) -> frozenset[str]:
    """The tests that reports contain."""
    return frozenset(value.test for report in reports for value in report.results)
