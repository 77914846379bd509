"""What subscribers have been told about a course, and how a new plan changes it.

A calendar program keeps the copy of an event with the highest SEQUENCE. So a feed has a memory: every visit that was
ever published stays in it, with a number that rises with each change of its time or status. The memory is a document
that the records keep; this module only folds plans into it.

Source: RFC 5545, sections 3.8.4.7 (UID), 3.8.7.4 (SEQUENCE), 3.8.1.11 (STATUS).
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final, Literal
from uuid import UUID, uuid5

from pydantic import AwareDatetime, Field, StringConstraints

from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose.schedule.model import Status
from haipdose.schedule.requests import PlanAnswer, PlanVisit

CourseId = Annotated[str, StringConstraints(min_length=1, max_length=80)]
State = Literal["confirmed", "tentative", "cancelled"]

_NAMESPACE: Final = UUID("6f1d2b1c-6e0f-5d0a-9b57-4a1f0c7e9d31")
_UNDECIDED: Final = frozenset({"undetermined"})


class PublishedVisit(Document):
    """One visit as it was last published.

    ``day`` is the clinic's date; ``at`` the time when it is known. ``changed_at`` is the moment of the plan that last
    changed anything here.
    """

    visit: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    uid: str
    sequence: Annotated[int, Field(ge=0)]
    state: State
    kind: str
    day: dt.date
    at: AwareDatetime | None = None
    created_at: AwareDatetime
    changed_at: AwareDatetime


class PublishedCalendar(Document):
    """Everything that was published of one course, visits in the order of their days."""

    course: CourseId
    as_of: AwareDatetime
    visits: tuple[PublishedVisit, ...] = ()


def publish(previous: PublishedCalendar | None, course: str, plan: PlanAnswer) -> PublishedCalendar:
    """Fold a plan into what was published before.

    A visit with a day is published; one that was published and now is cancelled, held, missed, without a day or gone
    from the plan stays as cancelled. Publishing the same plan again changes nothing.

    Args:
        previous: what was published last, or None the first time.
        course: the course's id; it must not tell who the patient is.
        plan: the plan now.

    Raises:
        InputError: ``previous`` is of another course, or of a later moment than the plan.
    """
    if previous is not None:
        _follows(previous, course, plan)
    before = {entry.visit: entry for entry in previous.visits} if previous else {}
    now: dict[str, PublishedVisit] = {}
    for visit in plan.visits:
        entry = _entry(before.get(visit.id), visit, course, plan.as_of)
        if entry is not None:
            now[visit.id] = entry
    for name, entry in before.items():
        if name not in now:
            now[name] = _revised(entry, entry.model_copy(update={"state": "cancelled"}), plan.as_of)
    visits = tuple(sorted(now.values(), key=lambda entry: (entry.day, entry.visit)))
    return PublishedCalendar(course=course, as_of=plan.as_of, visits=visits)


def visit_uid(course: str, visit: str) -> str:
    """The UID of a visit for life. It tells nothing about the patient and is the same on every machine.

    Source: RFC 7986, section 5.3 (a UID should be a UUID and hold nothing that identifies).
    """
    return str(uuid5(_NAMESPACE, "\n".join((course, visit))))


def state_of(visit: PlanVisit) -> State | None:
    """What a calendar says of a visit; None when there is no day to say it of.

    Tentative: a dose of that visit is not decided yet, and the decision can move the day.
    """
    if visit.status in {Status.CANCELLED, Status.HELD, Status.MISSED}:
        return "cancelled"
    if visit.date is None:
        return None
    if visit.status is Status.DONE:
        return "confirmed"
    waits = any(item.provisional or item.missing or item.decision in _UNDECIDED for item in visit.items)
    return "tentative" if waits else "confirmed"


def _follows(previous: PublishedCalendar, course: str, plan: PlanAnswer) -> None:
    if previous.course != course:
        raise InputError(
            "The calendar that was published before is of another course.",
            code="calendar.other-course",
            field="previous.course",
        )
    if plan.as_of < previous.as_of:
        raise InputError(
            "A later plan of this course was published already.",
            code="calendar.older-plan",
            field="as_of",
            found=plan.as_of.isoformat(),
            allowed=f"{previous.as_of.isoformat()} or later",
            remedy="Publish the plan of now; a plan as of an earlier day is for reading only.",
        )


def _entry(before: PublishedVisit | None, visit: PlanVisit, course: str, moment: dt.datetime) -> PublishedVisit | None:
    state = state_of(visit)
    if before is None:
        if visit.date is None or state is None or state == "cancelled":
            return None
        return PublishedVisit(
            visit=visit.id,
            uid=visit_uid(course, visit.id),
            sequence=0,
            state=state,
            kind=visit.kind,
            day=visit.date,
            at=visit.at,
            created_at=moment,
            changed_at=moment,
        )
    if visit.date is None or state is None or state == "cancelled":
        # The day that subscribers know is the one that is struck out.
        return _revised(before, before.model_copy(update={"state": "cancelled"}), moment)
    changed = {"state": state, "kind": visit.kind, "day": visit.date, "at": visit.at}
    return _revised(before, before.model_copy(update=changed), moment)


def _revised(before: PublishedVisit, after: PublishedVisit, moment: dt.datetime) -> PublishedVisit:
    """``after`` with its number and time of change; ``before`` itself when nothing differs."""
    if after == before:
        return before
    matters = (after.state, after.day, after.at) != (before.state, before.day, before.at)
    return after.model_copy(update={"sequence": before.sequence + int(matters), "changed_at": moment})
