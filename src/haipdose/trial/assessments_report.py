"""The report of a whole trial: what is overdue, what was done outside its window; by site, by kind, by participant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final

from haipdose.trial.assessments import Assessing
from haipdose.trial.assessments_answers import (
    AssessmentAnswer,
    AssessmentReport,
    AssessmentStatus,
    ReportRow,
    ScheduledAssessment,
    StatusCount,
)
from haipdose.trial.participant import Arm

REPORTED: Final = (
    AssessmentStatus.OVERDUE,
    AssessmentStatus.MISSED,
    AssessmentStatus.DONE_LATE,
    AssessmentStatus.DONE_EARLY,
    AssessmentStatus.DUE,
)
"""What somebody has to look at, in the order of the report."""

_RANK: Final = {status: rank for rank, status in enumerate(REPORTED)}


def report_of(answers: Iterable[AssessmentAnswer], ready: Assessing, as_of: date) -> AssessmentReport:
    """The report over the answers of all participants; each is looked at once and need not be kept.

    Args:
        answers: of :func:`haipdose.trial.assessments.assessments_of`, all as of one day.
        ready: the protocol that they were made with.
        as_of: that day.
    """
    tally = _Tally()
    for answer in answers:
        tally.add(answer)
    titles = {asked.name: asked.kind.title for asked in ready.asked}
    return AssessmentReport(
        as_of=as_of,
        protocol=ready.protocol,
        participants=tally.participants,
        total=_count("total", tally.total),
        by_site=tuple(_count(name, counted) for name, counted in sorted(tally.by_site.items())),
        by_kind=tuple(_count(name, tally.by_kind.get(name, Counter()), title) for name, title in titles.items()),
        by_participant=tuple(_count(name, counted) for name, counted in tally.by_participant.items()),
        rows=tuple(sorted(tally.rows, key=_order)),
        extra=tally.extra,
        contradictions=tuple(tally.contradictions),
        release=ready.release,
    )


class _Tally:
    """Counts as answers go by."""

    def __init__(self) -> None:
        self.participants = 0
        self.extra = 0
        self.total: Counter[AssessmentStatus] = Counter()
        self.by_site: dict[str, Counter[AssessmentStatus]] = {}
        self.by_kind: dict[str, Counter[AssessmentStatus]] = {}
        self.by_participant: dict[str, Counter[AssessmentStatus]] = {}
        self.rows: list[ReportRow] = []
        self.contradictions: list[str] = []

    def add(self, answer: AssessmentAnswer) -> None:
        self.participants += 1
        self.extra += len(answer.extra)
        if answer.notices:
            self.contradictions.append(answer.participant)
        own = self.by_participant.setdefault(answer.participant, Counter())
        site = self.by_site.setdefault(answer.site, Counter())
        for each in answer.assessments:
            for counted in (self.total, own, site, self.by_kind.setdefault(each.assessment, Counter())):
                counted[each.status] += 1
            row = _row(answer.participant, answer.site, answer.arm, answer.as_of, each)
            if row is not None:
                self.rows.append(row)


def _row(participant: str, site: str, arm: Arm | None, as_of: date, each: ScheduledAssessment) -> ReportRow | None:
    if each.status not in _RANK or not (each.target and each.earliest and each.latest and each.closes):
        return None
    outside = each.days_outside
    if outside is None:
        outside = max((as_of - each.latest).days, 0)
    return ReportRow(
        participant=participant,
        site=site,
        arm=arm,
        id=each.id,
        assessment=each.assessment,
        title=each.title,
        status=each.status,
        target=each.target,
        earliest=each.earliest,
        latest=each.latest,
        closes=each.closes,
        done_on=each.done_on,
        days_outside=outside,
        facts=each.facts,
    )


def _order(row: ReportRow) -> tuple[int, int, str, str]:
    return _RANK[row.status], -abs(row.days_outside), row.participant, row.id


def _count(name: str, counted: Counter[AssessmentStatus], title: str = "") -> StatusCount:
    numbers = {status.value.replace("-", "_"): counted[status] for status in AssessmentStatus}
    return StatusCount(name=name, title=title, **numbers)
