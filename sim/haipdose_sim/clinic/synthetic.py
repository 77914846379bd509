"""A clinic with its patients' visits to place: by the engine's own plans of invented courses."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from typing import Any, Final

from haipdose.capacity.defaults import clinic_defaults
from haipdose.capacity.from_plans import ClinicWork, PlannedCourse, work_of
from haipdose.capacity.requests import ClinicRequest
from haipdose.library import PackagedLibrary
from haipdose.protocol.approval import Approvals
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.calendar import calendar_for
from haipdose.schedule.fills import FillMemo
from haipdose.schedule.requests import Course
from haipdose_sim.clinic.courses import AS_OF, CLINIC, synthetic_courses

_WORKDAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "friday"]
# By the placeholders a pump visit and a gift take five hours, so a chair has one such stay a day. A patient has one in
# two weeks, and about 85 of a hundred patients are under treatment at the start. It starts in the first five and a half
# hours and takes a nurse for one and a half of them; refills without drug come on top.
_LONG_STAYS_A_DAY: Final = 0.085
_NURSES: Final = 0.03


def synthetic_clinic(
    patients: int, weeks: int, seed: int, *, load_percent: int = 70, wishes: bool = True
) -> ClinicRequest:
    """A clinic request of ``patients`` invented courses over ``weeks``.

    Args:
        patients: how many courses.
        weeks: of the horizon.
        seed: of the chance; equal seeds give equal clinics.
        load_percent: how full the chairs are with long stays at the start of the horizon, about; the nurses likewise.
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
            "clinic": _clinic(len(courses), load_percent),
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


def _hours(units: int, start: str = "08:30", end: str = "17:30") -> list[dict[str, Any]]:
    return [{"days": _WORKDAYS, "from": start, "to": end, "units": units}]


def _clinic(patients: int, load_percent: int) -> dict[str, Any]:
    def enough(a_patient: float) -> int:
        return max(1, ceil(patients * a_patient * 100 / load_percent))

    return {
        "calendar": CLINIC,
        "slot_minutes": 30,
        "patient_hours": [{"days": _WORKDAYS, "from": "08:30", "to": "17:30"}],
        "resources": [
            {"id": "chair", "name": "chairs", "hours": _hours(enough(_LONG_STAYS_A_DAY))},
            {"id": "nurse", "name": "nurses", "hours": _hours(enough(_NURSES))},
            {
                "id": "preparation",
                "name": "preparations",
                "hours": _hours(max(1, ceil(patients / 60)), "07:30", "16:30"),
                "most_a_day": max(3, ceil(patients / 5 * 100 / load_percent)),
            },
            {
                "id": "phlebotomy",
                "name": "blood draws",
                "hours": _hours(max(1, ceil(patients / 60)), "08:30", "12:30"),
            },
            {"id": "imaging", "name": "scanner", "hours": _hours(1 + patients // 200, "13:00", "17:00")},
        ],
    }
