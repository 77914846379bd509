"""Telling the patients a calendar: the engine is asked about each course first, then all is recorded in one go.

The engine plans each course twice, which takes minutes for a large clinic. Nobody waits for that: it happens on what
was read before, and the transaction only looks whether anything of it has changed since (docs/decisions/0129).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from haipdose.capacity.answers import Appointment
from haipdose.capacity.engine_check import engine_faults
from haipdose.capacity.records import ClinicSchedule, NotConfirmed
from haipdose.course.corrections import facts_in_force
from haipdose.course.facts import AppointmentConfirmed
from haipdose.errors import Conflict, InputError
from haipdose.protocol.approval import Approvals
from haipdose.records import courses
from haipdose.records.approvals import approvals_of
from haipdose.records.registries import CLINICS, SCHEDULES
from haipdose.records.work import Work
from haipdose.schedule.fills import FillMemo
from haipdose.schedule.requests import Course
from haipdose_api.clinic_calendar import until as up_to
from haipdose_api.site import Site

CHANGED = ("it has changed since this calendar was made", "Make a new calendar.")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the engine was asked on: when none of it has changed, its word still holds."""

    schedule_version: int
    calendar_version: int
    approvals: Approvals


@dataclass(frozen=True, slots=True)
class Checked:
    """What a calendar means for its courses up to a day: who gets which new days, and who gets none and why."""

    grounds: Grounds
    until: date
    versions: Mapping[str, int]
    days: Mapping[str, Sequence[tuple[str, date]]]
    refused: Sequence[NotConfirmed]


def check(site: Site, clinic: str, schedule: str, until: date) -> Checked:
    """Ask the engine about each course with its new days; nothing is written and nobody is kept waiting.

    Raises:
        InputError: a day before the calendar's first or after its last.
        NotFound: no such calendar.
    """
    with site.records.reading() as connection:
        document = SCHEDULES.get(connection, clinic, schedule).document
        grounds = _grounds(connection, clinic, schedule)
        now = site.clock()
        by_course = _by_course(document, until)
        asked: dict[str, Course] = {}
        versions: dict[str, int] = {}
        for course in by_course:
            versions[course] = courses.get(connection, clinic, course).version
            if versions[course] == document.course_versions.get(course):
                asked[course] = courses.as_course(connection, clinic, course, now)
    memo: FillMemo = {}
    refused, days = [], {}
    for course, entries in by_course.items():
        if course not in asked:
            refused.append(NotConfirmed(course=course, reasons=CHANGED))
            continue
        faults = engine_faults(asked[course], entries, site.library, grounds.approvals, memo=memo)
        if faults:
            refused.append(NotConfirmed(course=course, reasons=tuple(fault[:500] for fault in faults[:20])))
        else:
            days[course] = _new_days(asked[course], entries, now)
    return Checked(grounds, until, versions, days, refused)


def publish(work: Work, clinic: str, schedule: str, checked: Checked) -> ClinicSchedule:
    """Give each course its new days as confirmed, if nothing has changed since the engine was asked.

    A course that changed meanwhile is left as it is and named; so is one whose engine has something against the days.
    Returns the calendar as published.

    Raises:
        Conflict: the calendar, the clinic's working days or its approvals changed meanwhile.
    """
    if _grounds(work.connection, clinic, schedule) != checked.grounds:
        raise Conflict(
            "The clinic's working days, its approvals or this calendar changed while the calendar was checked.",
            code="schedule.changed-meanwhile",
            remedy="Read the calendar again and publish it again.",
        )
    document = SCHEDULES.get(work.connection, clinic, schedule).document
    refused = list(checked.refused)
    versions = dict(document.course_versions)
    for course, version in checked.versions.items():
        if course not in checked.days:
            continue
        if courses.lock(work, clinic, course).version != version:
            refused.append(NotConfirmed(course=course, reasons=CHANGED))
            continue
        facts = [
            AppointmentConfirmed(
                id=f"{schedule}.{visit}", type="appointment-confirmed", at=work.now, visit=visit, date=day
            )
            for visit, day in checked.days[course]
        ]
        if facts:
            versions[course] = courses.append(work, clinic, course, version, facts).version
    return document.model_copy(
        update={
            "state": "published",
            "published_until": checked.until,
            "published_at": work.now,
            "published_versions": versions,
            "not_confirmed": tuple(sorted(refused, key=lambda one: one.course)),
        }
    )


def _grounds(connection: Connection, clinic: str, schedule: str) -> Grounds:
    return Grounds(
        SCHEDULES.get(connection, clinic, schedule).version,
        CLINICS.get(connection, None, clinic).version,
        approvals_of(connection, clinic),
    )


def _by_course(document: ClinicSchedule, until: date) -> dict[str, list[Appointment]]:
    if not document.horizon.first <= until <= document.horizon.last:
        raise InputError(
            "A calendar is published up to a day of its own horizon.",
            code="schedule.until",
            field="until",
            found=until.isoformat(),
            allowed=f"{document.horizon.first} to {document.horizon.last}",
        )
    found: dict[str, list[Appointment]] = {}
    for entry in sorted(up_to(document.answer, until), key=lambda entry: entry.course):
        found.setdefault(entry.course, []).append(entry)
    return found


def _new_days(course: Course, entries: Sequence[Appointment], now: datetime) -> list[tuple[str, date]]:
    """The days that the course does not know yet as agreed."""
    agreed: dict[str, date] = {}
    for _, fact in facts_in_force(course.facts, now).facts:
        if isinstance(fact, AppointmentConfirmed):
            agreed[fact.visit] = fact.date
    return [(entry.visit, entry.day) for entry in entries if agreed.get(entry.visit) != entry.day]
