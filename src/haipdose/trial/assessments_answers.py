"""What :mod:`haipdose.trial.assessments` answers: the schedule of a participant, and the report of a whole trial."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from haipdose.derivation import Notice, Step
from haipdose.evidence import Document
from haipdose.protocol.approval import ProtocolStamp, Release
from haipdose.trial.participant import Arm


class AssessmentStatus(StrEnum):
    """Where an occurrence stands.

    Open ones go from ``not-yet-due`` to ``due`` (in its window) to ``overdue`` (past its window, a late
    one still counts) to ``missed``. ``not-applicable`` and ``cannot-tell`` have a reason.
    """

    DONE_ON_TIME = "done-on-time"
    DONE_EARLY = "done-early"
    DONE_LATE = "done-late"
    NOT_YET_DUE = "not-yet-due"
    DUE = "due"
    OVERDUE = "overdue"
    MISSED = "missed"
    NOT_APPLICABLE = "not-applicable"
    CANNOT_TELL = "cannot-tell"


DONE: Final = frozenset({AssessmentStatus.DONE_ON_TIME, AssessmentStatus.DONE_EARLY, AssessmentStatus.DONE_LATE})

REASONS: Final = {
    "other-arm": "it belongs to the other arm",
    "not-randomised": "the participant is not randomised",
    "not-registered": "the day of registration is not known",
    "treatment-not-started": "the start of treatment is not recorded",
    "treatment-not-ended": "the end of treatment is not recorded",
    "no-implantation": "no implantation of a pump is recorded",
    "no-surgery": "there was no such operation",
    "intent-unknown": "nobody stated whether the surgery of the liver was conversion surgery",
    "no-course": "laboratory reports and doses stand in the course, and there is none",
    "not-kept": "the records of a course do not hold it",
    "treatment-ended": "the treatment ended before it",
    "brought-forward": "the end of treatment brought it forward",
    "conversion-surgery": "conversion surgery came before it",
    "progression": "progression came before it",
    "death": "the participant died before its window was over",
    "consent-withdrawn": "consent was withdrawn before its window was over",
    "follow-up-withdrawn": "the participant withdrew from follow-up before its window was over",
    "lost-to-follow-up": "the participant was lost to follow-up before its window was over",
}
"""What each reason means."""


class ScheduledAssessment(Document):
    """One occurrence of an assessment, or one that doesn't apply or cannot be dated.

    ``earliest`` to ``latest`` is its window, ``closes`` the last day on which a late one still counts. ``reason`` is
    one of the reasons of the answer. ``done_on`` lies ``days_from_target`` from the target (negative: before it) and
    ``days_outside`` the window (negative: too early; 0: inside). ``suggested``: the open day of the clinic that the
    protocol's rule for closed days picks, when a calendar is known.
    """

    id: str
    assessment: str
    title: str
    purpose: str
    anchor: str
    anchor_on: date | None = None
    anchor_facts: tuple[str, ...] = ()
    target: date | None = None
    earliest: date | None = None
    latest: date | None = None
    closes: date | None = None
    status: AssessmentStatus
    reason: str | None = None
    done_on: date | None = None
    facts: tuple[str, ...] = ()
    days_from_target: int | None = None
    days_outside: int | None = None
    suggested: date | None = None
    why: str


class ExtraAssessment(Document):
    """Something done that serves no occurrence. ``nearest``: the occurrence that it lies nearest to, if any."""

    facts: tuple[str, ...]
    on: date
    proofs: tuple[str, ...]
    nearest: str | None
    why: str


class AssessmentAnswer(Document):
    """The schedule of assessments of one participant as of a day.

    ``not_yet_known``: facts that lie after ``as_of``. ``reasons``: what the reasons in the answer mean.
    """

    participant: str
    site: str
    arm: Arm | None
    as_of: date
    protocol: ProtocolStamp
    assessments: tuple[ScheduledAssessment, ...]
    extra: tuple[ExtraAssessment, ...]
    not_yet_known: int
    notices: tuple[Notice, ...]
    reasons: dict[str, str]
    derivation: tuple[Step, ...]
    release: Release


class StatusCount(Document):
    """How many occurrences of a site, a kind or a participant stand where."""

    name: str
    title: str = ""
    done_on_time: int = 0
    done_early: int = 0
    done_late: int = 0
    not_yet_due: int = 0
    due: int = 0
    overdue: int = 0
    missed: int = 0
    not_applicable: int = 0
    cannot_tell: int = 0


class ReportRow(Document):
    """An occurrence that somebody has to look at: overdue, missed, due, or done outside its window."""

    participant: str
    site: str
    arm: Arm | None
    id: str
    assessment: str
    title: str
    status: AssessmentStatus
    target: date
    earliest: date
    latest: date
    closes: date
    done_on: date | None
    days_outside: int
    facts: tuple[str, ...]


class AssessmentReport(Document):
    """What is overdue and what was done outside its window in a whole data set, as of a day.

    ``rows`` are in order of status (overdue, missed, done late, done early, due) and then of days outside the window.
    ``contradictions``: participants with facts that contradict each other; their own answer names them.
    """

    as_of: date
    protocol: ProtocolStamp
    participants: int
    total: StatusCount
    by_site: tuple[StatusCount, ...]
    by_kind: tuple[StatusCount, ...]
    by_participant: tuple[StatusCount, ...]
    rows: tuple[ReportRow, ...]
    extra: int
    contradictions: tuple[str, ...]
    release: Release
