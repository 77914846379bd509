"""On which day of its window a visit may be: every day tried with the planner itself, so that nobody else has rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, Literal

from haipdose.course.treatment_facts import VisitMoved
from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose.protocol.approval import Approvals
from haipdose.schedule.answer import Library, answer_plan
from haipdose.schedule.calendar import ClinicCalendar, calendar_for
from haipdose.schedule.fills import FillMemo
from haipdose.schedule.model import Status
from haipdose.schedule.requests import Course, PlanAnswer, PlanChange, PlanVisit, Window

MOST_TRIED: Final = 42
"""So many days are tried; the windows of the protocols are shorter. Later days of a longer one are listed untried."""
AHEAD: Final = frozenset({Status.PLANNED, Status.NOT_PLACED, Status.HELD})


class DayChoice(Document):
    """One day of a window.

    ``state``: ``free`` can be taken; ``conflict``: the planner would not take it, ``conflicts`` say why; ``closed``:
    the clinic does not work, ``why``; ``past``; ``untried``. ``moves`` are the other visits that would be on another
    day, ``alerts`` what would be warned of then and is not now.
    """

    date: date
    state: Literal["free", "conflict", "closed", "past", "untried"]
    why: str | None = None
    target: bool
    current: bool
    conflicts: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    moves: tuple[PlanChange, ...] = ()


class DayChoices(Document):
    """The days of a visit's window; none when it has no window."""

    visit: str
    window: Window | None
    days: tuple[DayChoice, ...]


def answer_days(course: Course, library: Library, approvals: Approvals, visit: str) -> DayChoices:
    """What becomes of the plan on each day of a visit's window.

    Args:
        course: with the facts so far, as of now.
        library: gives the protocol and the pump profile by id.
        approvals: what the site has approved.
        visit: its id in the plan.

    Raises:
        InputError: the plan has no such visit ahead, or as :func:`~haipdose.schedule.answer.answer_plan`.
    """
    memo: FillMemo = {}
    now = answer_plan(course, library, approvals, memo=memo)
    found = next((one for one in now.visits if one.id == visit and one.status in AHEAD), None)
    if found is None:
        raise InputError("The plan has no such visit ahead.", code="schedule.visit-unknown", field="visit", found=visit)
    if found.window is None:
        return DayChoices(visit=visit, window=None, days=())
    calendar = calendar_for(course.clinic)
    today = calendar.day_of(course.as_of)
    days = []
    tried = 0
    for day in _days(found.window):
        choice = _untouched(day, found, calendar, today)
        if choice.state == "free":
            choice = choice.model_copy(update={"state": "untried"})
            if tried < MOST_TRIED:
                tried += 1
                choice = _tried(choice, course, library, approvals, now, found, memo)
        days.append(choice)
    return DayChoices(visit=visit, window=found.window, days=tuple(days))


def _days(window: Window) -> Iterator[date]:
    for number in range((window.latest - window.earliest).days + 1):
        yield window.earliest + timedelta(days=number)


def _untouched(day: date, visit: PlanVisit, calendar: ClinicCalendar, today: date) -> DayChoice:
    why = calendar.why_closed(day)
    assert visit.window is not None  # noqa: S101 - its days are those of the window
    return DayChoice(
        date=day,
        state="past" if day < today else "closed" if why is not None else "free",
        why=why,
        target=day == visit.window.target,
        current=day == visit.date,
    )


def _tried(
    choice: DayChoice,
    course: Course,
    library: Library,
    approvals: Approvals,
    now: PlanAnswer,
    visit: PlanVisit,
    memo: FillMemo,
) -> DayChoice:
    """The day with what the planner makes of it."""
    moved = VisitMoved(
        type="visit-moved", id=f"try.{choice.date}", at=course.as_of, visit=visit.id, date=choice.date, reason="tried"
    )
    asked = course.model_copy(update={"facts": (*course.facts, moved)})
    plan = answer_plan(asked, library, approvals, now, memo=memo)
    there = next((one for one in plan.visits if one.id == visit.id), None)
    known = {conflict.message for conflict in now.conflicts}
    warned = {alert.message for alert in now.alerts}
    assert plan.changes is not None  # noqa: S101 - it was compared with the plan now
    return choice.model_copy(
        update={
            "state": "free" if there is not None and there.date == choice.date else "conflict",
            "conflicts": tuple(one.message for one in plan.conflicts if one.message not in known),
            "alerts": tuple(one.message for one in plan.alerts if one.level != "info" and one.message not in warned),
            "moves": tuple(change for change in plan.changes.moved if change.id != visit.id),
        }
    )
