"""The trial assessments of a course in the records, as far as the records can tell."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request

from haipdose.records import courses
from haipdose.records.approvals import approvals_of
from haipdose.records.registries import CLINICS
from haipdose.trial.assessments_answers import AssessmentAnswer
from haipdose.trial.assessments_requests import answer_course
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose_api.caller import Caller, Requires
from haipdose_api.routes.parts import ClinicId, CourseId, problems
from haipdose_api.site import site_of

router = APIRouter(prefix="/v1/clinics/{clinic}/courses/{course}/assessments", tags=["trial"], responses=problems(404))
Reader = Annotated[Caller, Depends(Requires("course.read"))]
AsOf = Annotated[
    date | None, Query(description="The day on which the question is asked; today at the clinic if left out.")
]
Randomised = Annotated[
    date | None,
    Query(description="The day of randomisation, from the trial's record: the records of a clinic hold none."),
]
Registered = Annotated[
    date | None, Query(description="The day of registration for the trial; the course's own if left out.")
]


@router.get("")
def read_assessments(
    request: Request,
    clinic: ClinicId,
    course: CourseId,
    caller: Reader,
    as_of: AsOf = None,
    randomised_on: Randomised = None,
    registered_on: Registered = None,
) -> AssessmentAnswer:
    """The assessments of a course. What the records do not hold, such as questionnaires, cannot be told."""
    del caller
    site = site_of(request)
    with site.records.reading() as connection:
        home = CLINICS.get(connection, None, clinic).document
        now = site.clock()
        day = as_of or now.astimezone(ZoneInfo(home.calendar.time_zone)).date()
        # As for the endpoints a fact counts by its own day, whenever it was recorded.
        asked = courses.as_course(connection, clinic, course, now)
        approvals = approvals_of(connection, clinic)
    return answer_course(
        asked,
        site.library.protocol(asked.protocol),
        approvals,
        endpoint_rules(),
        name=course,
        site=home.name,
        as_of=day,
        randomised_on=randomised_on,
        registered_on=registered_on,
    )
