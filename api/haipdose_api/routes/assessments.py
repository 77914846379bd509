"""The trial assessments of one course in the records and of a clinic's courses, as far as the records can tell."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request

from haipdose.errors import HaipdoseError
from haipdose.evidence import Document
from haipdose.records import courses
from haipdose.records.approvals import approvals_of
from haipdose.records.registries import CLINICS
from haipdose.trial.assessments import assessing
from haipdose.trial.assessments_answers import AssessmentAnswer, AssessmentReport
from haipdose.trial.assessments_report import report_of
from haipdose.trial.assessments_requests import answer_course
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose_api.caller import Caller, Requires
from haipdose_api.listing import After, Limit
from haipdose_api.routes.parts import ClinicId, CourseId, problems
from haipdose_api.site import site_of

router = APIRouter(prefix="/v1/clinics/{clinic}/courses/{course}/assessments", tags=["trial"], responses=problems(404))
whole = APIRouter(prefix="/v1/clinics/{clinic}/assessments", tags=["trial"], responses=problems(404))
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


class NotTold(Document):
    """A course whose assessments cannot be worked out, and why."""

    course_id: str
    code: str
    reason: str


class ClinicAssessments(Document):
    """The report over a page of the clinic's courses. ``next_after`` continues it with the courses after these.

    ``other_protocols``: how many courses of these follow a protocol other than the one that was asked for.
    """

    report: AssessmentReport
    not_told: tuple[NotTold, ...]
    other_protocols: int
    next_after: str | None


@whole.get("")
def read_clinic_assessments(
    request: Request,
    clinic: ClinicId,
    caller: Reader,
    protocol: Annotated[str, Query(max_length=80, description="Of the trial.")] = "pump-it",
    as_of: AsOf = None,
    limit: Limit = 50,
    after: After = None,
) -> ClinicAssessments:
    """What is due, overdue, or was done outside its window in the courses of the clinic, from their records alone.

    The records hold no randomisation, so what the arm decides is not dated here; ask for one course with its day.
    """
    del caller
    site = site_of(request)
    rules, endpoints = site.library.protocol(protocol), endpoint_rules()
    answers: list[AssessmentAnswer] = []
    not_told: list[NotTold] = []
    with site.records.reading() as connection:
        home = CLINICS.get(connection, None, clinic).document
        now = site.clock()
        day = as_of or now.astimezone(ZoneInfo(home.calendar.time_zone)).date()
        approvals = approvals_of(connection, clinic)
        ready = assessing(rules, approvals, endpoints)
        found, more = courses.page(connection, clinic, limit=limit, after=after)
        asked = [one for one in found if one.header.protocol == protocol]
        for one in asked:
            try:
                course = courses.as_course(connection, clinic, one.id, now)
                answers.append(
                    answer_course(course, rules, approvals, endpoints, name=one.id, site=home.name, as_of=day)
                )
            except HaipdoseError as error:
                not_told.append(NotTold(course_id=one.id, code=error.code, reason=error.message))
    report = report_of(answers, ready, day)
    return ClinicAssessments(
        report=report, not_told=tuple(not_told), other_protocols=len(found) - len(asked), next_after=more
    )
