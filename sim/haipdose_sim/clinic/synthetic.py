"""A clinic with its patients' visits to place: by the engine's own plans of invented courses."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any, Final

from haipdose.capacity.defaults import clinic_defaults
from haipdose.capacity.from_plans import ClinicWork, PlannedCourse, work_of
from haipdose.capacity.requests import ClinicRequest, ClinicVisit
from haipdose.library import PackagedLibrary
from haipdose.protocol.approval import Approvals
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.calendar import calendar_for
from haipdose.schedule.fills import FillMemo
from haipdose.schedule.requests import Course
from haipdose_sim.clinic.courses import AS_OF, CLINIC, synthetic_courses

_WORKDAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "friday"]
_LONG: Final = frozenset({"floxuridine-fill", "floxuridine-emptying"})
_SCANS: Final = frozenset({"imaging", "perfusion-scan"})
# Slots of half an hour, by the placeholders. A pump visit with its gift takes five hours of a day of nine: a chair has
# one a day. It starts in one of nine slots, so its nurse (three slots) and its two preparations come in eleven.
_SLOTS_OF_LONG_STAYS: Final = 11
_SLOTS_OF_DRAWS: Final = 8
_SCANS_A_DAY: Final = 4
_MORE_IN_A_SHORT_WEEK: Final = 1.5
"""A clinic that is closed on a weekday has to borrow: the windows of that week are narrow and its days are fewer."""


@dataclass(frozen=True, slots=True)
class _Demand:
    """Visits a working day, in the fortnight that has most of them."""

    long_stays: float
    refills: float
    draws: float
    scans: float


def _demand(visits: Sequence[ClinicVisit], first: date, weeks: int) -> _Demand:
    calendar = calendar_for(CLINIC)

    def a_day(kinds: frozenset[str]) -> float:
        weekly = [0] * weeks
        for visit in visits:
            week = (visit.target - first).days // 7
            if visit.kind in kinds and 0 <= week < weeks:
                weekly[week] += 1
        busiest = 0.0
        for week in range(max(1, weeks - 1)):
            end = min(week + 2, weeks)
            opened = calendar.open_days(first + timedelta(days=7 * week), first + timedelta(days=7 * end - 1))
            busiest = max(busiest, sum(weekly[week:end]) / max(1, len(opened)))
        return busiest

    return _Demand(
        a_day(_LONG), a_day(frozenset({"maintenance-refill"})), a_day(frozenset({"laboratory"})), a_day(_SCANS)
    )


def synthetic_clinic(
    patients: int, weeks: int, seed: int, *, load_percent: int = 70, wishes: bool = True
) -> ClinicRequest:
    """A clinic request of ``patients`` invented courses over ``weeks``.

    Args:
        patients: how many courses.
        weeks: of the horizon.
        seed: of the chance; equal seeds give equal clinics.
        load_percent: how full the clinic is in its busiest fortnight, by what can be packed into a day: chairs with
            long stays, the slots in which nurses, preparations, draws and scans can be. Weeks with a closure have half
            as much again of everything.
        wishes: give half of the patients a wish for weekdays or a part of the day.
    """
    return request_for(synthetic_courses(patients, seed), weeks, seed, load_percent=load_percent, wishes=wishes)


def request_for(
    courses: Sequence[Course], weeks: int, seed: int, *, load_percent: int = 70, wishes: bool = True
) -> ClinicRequest:
    """The clinic request of these courses, planned by the engine, in a clinic of a fitting size."""
    work = planned_work(courses)
    today = calendar_for(CLINIC).day_of(AS_OF)
    chance = random.Random(f"{seed} wishes")  # noqa: S311 - invented wishes, no secrets
    named = {wish.course: wish for wish in work.wishes}
    wanted = [_wish(course.id or "", chance) for course in courses if chance.random() < 0.5] if wishes else []
    for wish in wanted:
        mine = named.get(wish["course"])
        if mine is not None:
            wish["away"] = mine.away
    others = [wish for course, wish in named.items() if course not in {wish["course"] for wish in wanted}]
    return ClinicRequest.model_validate(
        {
            "as_of": AS_OF,
            "horizon": {"from": today, "to": today + timedelta(days=7 * weeks - 1)},
            "clinic": _clinic(_demand(work.visits, today, weeks), load_percent, today, weeks),
            "appointment_types": clinic_defaults().types,
            "weights": clinic_defaults().weights,
            "visits": work.visits,
            "links": work.links,
            "wishes": [*wanted, *others],
        }
    )


def planned_work(courses: Sequence[Course]) -> ClinicWork:
    """What the engine's plans of these courses ask of a clinic."""
    library, nobody = PackagedLibrary(), Approvals(entries=())
    memo: FillMemo = {}
    rules = library.protocol("pump-it").schedule
    planned = [
        PlannedCourse(course.id or "", answer_plan(course, library, nobody, memo=memo), rules) for course in courses
    ]
    return work_of(planned, calendar_for(CLINIC))


def _wish(course: str, chance: random.Random) -> dict[str, Any]:
    wish: dict[str, Any] = {"course": course}
    if chance.random() < 0.6:
        wish["weekdays"] = sorted(chance.sample(_WORKDAYS, chance.randint(2, 4)))
    else:
        wish["part_of_day"] = chance.choice(("morning", "afternoon"))
    return wish


def _resource(
    name: str, shown: str, units: int, short_weeks: Sequence[tuple[date, date]], **hours: str
) -> dict[str, Any]:
    """So many units on each working day, and half as many again in weeks that a closure makes short."""
    more = ceil(units * _MORE_IN_A_SHORT_WEEK)
    return {
        "id": name,
        "name": shown,
        "hours": [{"days": _WORKDAYS, **hours, "units": units}],
        "exceptions": [
            {"first": first, "last": last, **hours, "units": more, "reason": "a week with a closure"}
            for first, last in short_weeks
        ],
    }


def _short_weeks(first: date, weeks: int) -> list[tuple[date, date]]:
    """Monday and Friday of the weeks in which a weekday is closed."""
    calendar = calendar_for(CLINIC)
    mondays = [first - timedelta(days=first.weekday()) + timedelta(days=7 * week) for week in range(weeks)]
    fridays = [(monday, monday + timedelta(days=4)) for monday in mondays]
    return [(monday, friday) for monday, friday in fridays if len(calendar.open_days(monday, friday)) < 5]


def _clinic(demand: _Demand, load_percent: int, first: date, weeks: int) -> dict[str, Any]:
    def enough(a_day: float) -> int:
        return max(1, ceil(a_day * 100 / load_percent))

    short = _short_weeks(first, weeks)
    long_stays = demand.long_stays
    nurses = enough((3 * long_stays + demand.refills) / _SLOTS_OF_LONG_STAYS)
    preparations = enough((2 * long_stays + demand.refills) / _SLOTS_OF_LONG_STAYS)
    day, morning = {"from": "08:30", "to": "17:30"}, {"from": "08:30", "to": "12:30"}
    pharmacy = _resource("preparation", "preparations", preparations, short, **{"from": "07:30", "to": "16:30"})
    most = max(3, ceil(enough(2 * long_stays + demand.refills) * _MORE_IN_A_SHORT_WEEK))
    return {
        "calendar": CLINIC,
        "slot_minutes": 30,
        "patient_hours": [{"days": _WORKDAYS, **day}],
        "resources": [
            _resource("chair", "chairs", enough(long_stays), short, **day),
            _resource("nurse", "nurses", nurses, short, **day),
            {**pharmacy, "most_a_day": most},
            _resource("phlebotomy", "blood draws", enough(demand.draws / _SLOTS_OF_DRAWS), short, **morning),
            _resource(
                "imaging", "scanner", enough(demand.scans / _SCANS_A_DAY), short, **{"from": "13:00", "to": "17:00"}
            ),
        ],
    }
