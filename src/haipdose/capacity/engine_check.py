"""The engine's word on a clinic's calendar: each course planned again with its new days as confirmed appointments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from haipdose.capacity.answers import Appointment
from haipdose.course.facts import AppointmentConfirmed
from haipdose.protocol.approval import Approvals
from haipdose.schedule.answer import Library, answer_plan
from haipdose.schedule.fills import FillMemo
from haipdose.schedule.model import Status, Stream
from haipdose.schedule.requests import Course


def confirmed(course: Course, days: Mapping[str, date]) -> Course:
    """A course with these days as appointments that were confirmed at its ``as_of``."""
    facts = tuple(
        AppointmentConfirmed(
            id=f"clinic-planner.{visit}", type="appointment-confirmed", at=course.as_of, visit=visit, date=day
        )
        for visit, day in sorted(days.items())
    )
    return course.model_copy(update={"facts": (*course.facts, *facts)})


def engine_faults(
    course: Course,
    appointments: Sequence[Appointment],
    library: Library,
    approvals: Approvals,
    *,
    memo: FillMemo | None = None,
) -> tuple[str, ...]:
    """What the engine has against the days of a course, in words; empty when it plans exactly these days.

    Conflicts that the course has without them are the course's own and not named.

    Args:
        course: as it was planned, without the new days.
        appointments: of this course.
        library: protocols and pump profiles.
        approvals: what the site has approved.
        memo: fills made before.
    """
    days = {entry.visit: entry.day for entry in appointments}
    before = answer_plan(course, library, approvals, memo=memo)
    after = answer_plan(confirmed(course, days), library, approvals, memo=memo)
    known = {(conflict.code, conflict.visits) for conflict in before.conflicts}
    faults = [conflict.message for conflict in after.conflicts if (conflict.code, conflict.visits) not in known]
    planned = {visit.id: visit.date for visit in after.visits if visit.status is Status.PLANNED}
    listed = max((visit.date for visit in after.visits if visit.stream is Stream.PUMP and visit.date), default=date.min)
    for entry in appointments:
        if entry.visit not in planned:
            # The engine lists refills without drug only so far ahead; one after its last pump visit is no fault.
            if entry.kind != "maintenance-refill" or entry.day <= listed:
                faults.append(f"{entry.visit} is not planned")
        elif planned[entry.visit] != entry.day:
            faults.append(f"{entry.visit} on {entry.day}: the engine plans it on {planned[entry.visit]}")
    return tuple(faults)
