"""The schedule of a participant and the report of a trial as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from haipdose.protocol.approval import ProtocolStamp, Release
from haipdose.trial.assessments_answers import (
    AssessmentAnswer,
    AssessmentReport,
    AssessmentStatus,
    ReportRow,
    ScheduledAssessment,
    StatusCount,
)

_HEADINGS: Final = {
    AssessmentStatus.OVERDUE: "OVERDUE: its window is over, a late one still counts",
    AssessmentStatus.MISSED: "MISSED: too late",
    AssessmentStatus.DONE_LATE: "DONE LATE",
    AssessmentStatus.DONE_EARLY: "DONE EARLY",
    AssessmentStatus.DUE: "DUE: its window is open",
}
_COUNTED: Final = ("overdue", "missed", "done_late", "done_early", "due", "done_on_time", "not_yet_due", "cannot_tell")


def schedule_text(answer: AssessmentAnswer) -> str:
    """One participant: every assessment with its window and where it stands."""
    return "\n".join(_schedule(answer))


def report_text(report: AssessmentReport) -> str:
    """A whole trial: numbers by site, kind and participant, and every row to look at."""
    return "\n".join(_report(report))


def _schedule(answer: AssessmentAnswer) -> Iterator[str]:
    arm = "not randomised" if answer.arm is None else f"arm {answer.arm.value}"
    yield f"{answer.participant}, {answer.site}, {arm}, as of {answer.as_of}"
    width = max((len(each.id) for each in answer.assessments), default=0)
    for each in answer.assessments:
        yield f"  {each.id:<{width}}  {each.status.value:<14}  {_days(each)}{each.why}"
    for extra in answer.extra:
        yield f"  extra, {extra.on}: {' and '.join(extra.facts)} ({', '.join(extra.proofs)}): {extra.why}"
    if answer.not_yet_known:
        yield f"  {answer.not_yet_known} facts lie after this day and are not looked at"
    yield from (f"  CONTRADICTION: {notice.message} {notice.action}" for notice in answer.notices)
    yield from _released(answer.protocol, answer.release)


def _days(each: ScheduledAssessment) -> str:
    if each.target is None:
        return ""
    done = f"done {each.done_on}; " if each.done_on is not None else ""
    return f"{each.target} ({each.earliest} to {each.latest})  {done}"


def _report(report: AssessmentReport) -> Iterator[str]:
    yield f"{report.participants} participants as of {report.as_of}"
    yield from _table("", [report.total])
    yield from _table("By site", report.by_site)
    yield from _table("By assessment", report.by_kind)
    yield from _table("By participant, where something is overdue, missed or outside its window", _to_look_at(report))
    for status, heading in _HEADINGS.items():
        rows = [row for row in report.rows if row.status is status]
        if rows:
            yield ""
            yield f"{heading} ({len(rows)})"
            yield from (f"  {_row(row)}" for row in rows)
    if report.extra:
        yield ""
        yield f"{report.extra} things were done that serve no assessment: see the participants' own schedules."
    if report.contradictions:
        yield f"Facts that contradict each other: {', '.join(report.contradictions)}"
    yield ""
    yield from _released(report.protocol, report.release)


def _to_look_at(report: AssessmentReport) -> list[StatusCount]:
    return [each for each in report.by_participant if each.overdue or each.missed or each.done_late or each.done_early]


def _table(heading: str, rows: Sequence[StatusCount]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    width = max(len(row.name) for row in rows)
    yield heading or "All"
    yield f"  {'':<{width}}  " + "  ".join(name.replace("_", " ") for name in _COUNTED)
    for row in rows:
        numbers = (f"{getattr(row, name):>{len(name)}}" for name in _COUNTED)
        yield f"  {row.name:<{width}}  " + "  ".join(numbers)


def _row(row: ReportRow) -> str:
    days = "1 day" if abs(row.days_outside) == 1 else f"{abs(row.days_outside)} days"
    where = {
        AssessmentStatus.DONE_EARLY: f"done {row.done_on}, {days} before its window",
        AssessmentStatus.DONE_LATE: f"done {row.done_on}, {days} after its window",
        AssessmentStatus.DUE: f"until {row.latest}",
    }.get(row.status, f"{days} after its window, which ended on {row.latest}")
    return f"{row.participant}  {row.site}  {row.id}  target {row.target}  {where}"


def _released(protocol: ProtocolStamp, release: Release) -> Iterator[str]:
    yield f"Protocol {protocol.id} {protocol.version}, digest {protocol.digest[:16]}"
    if not release.releasable:
        yield "NOT RELEASED: " + "; ".join(release.reasons)
        yield f"  the values: haipdose protocol show {protocol.id} --unverified"
