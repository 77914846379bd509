"""The plan of a recorded course: now, as of a moment, and against an earlier moment."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from haipdose.course.fact import VisitId
from haipdose.records import courses
from haipdose.records.approvals import approvals_of
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.day_choice import DayChoices, answer_days
from haipdose.schedule.requests import PlanAnswer
from haipdose_api.blindness import kept_contents, without_amounts
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import etag
from haipdose_api.exact_bodies import ExactRoute, answered
from haipdose_api.permissions import right_for_fact
from haipdose_api.routes.facts import NewFacts, check_moments
from haipdose_api.routes.parts import AskedMoment, ClinicId, CourseId, problems
from haipdose_api.site import site_of
from haipdose_api.stated_risk import StatedRisk, risk_of_plan

router = APIRouter(
    prefix="/v1/clinics/{clinic}/courses/{course}/plan", tags=["plan"], route_class=ExactRoute, responses=problems(404)
)
Reader = Annotated[Caller, Depends(Requires("plan.read"))]
AsOf = Annotated[
    AskedMoment | None, Query(description="The moment; facts recorded later are not used. Now if left out.")
]
AskedVisit = Annotated[VisitId, Query(description="The id of a visit that lies ahead.")]
Since = Annotated[AskedMoment, Query(description="The earlier moment to compare with.")]


@router.get("")
def read_plan(
    request: Request, response: Response, clinic: ClinicId, course: CourseId, caller: Reader, as_of: AsOf = None
) -> PlanAnswer:
    """The plan of a course. Who may still be the second person of an order gets it without that order's amounts."""
    site = site_of(request)
    with site.records.reading() as connection:
        version = courses.get(connection, clinic, course).version
        asked = courses.as_course(connection, clinic, course, as_of or site.clock())
        approvals = approvals_of(connection, clinic)
        kept = kept_contents(connection, clinic, course, caller)
    response.headers["ETag"] = etag(version)
    return without_amounts(answer_plan(asked, site.library, approvals), kept)


@router.post("/preview", response_model=PlanAnswer, responses=problems(400, 413, 415))
def preview_plan(request: Request, clinic: ClinicId, course: CourseId, caller: Reader, body: NewFacts) -> Response:
    """The plan as it would be with these facts, and what they would move, and why. Nothing is recorded."""
    for fact in body.facts:
        caller.need(right_for_fact(fact.type), clinic)
    site = site_of(request)
    check_moments(body, site.clock())
    with site.records.reading() as connection:
        asked = courses.as_course(connection, clinic, course, site.clock())
        approvals = approvals_of(connection, clinic)
        kept = kept_contents(connection, clinic, course, caller)
    now = answer_plan(asked, site.library, approvals)
    then = answer_plan(courses.as_if(asked, body.facts, caller.id), site.library, approvals, now)
    return answered(without_amounts(then, kept))


@router.get("/risk")
def read_stated_risk(
    request: Request, clinic: ClinicId, course: CourseId, caller: Reader, as_of: AsOf = None
) -> StatedRisk:
    """How likely the pump runs dry before each planned visit, by simulation. It stands beside the hard limits.

    No dose and no date rests on it. 404 when the simulation is not installed on the server; 422 when nothing is planned
    that empties a fill of known flow.
    """
    del caller
    site = site_of(request)
    with site.records.reading() as connection:
        asked = courses.as_course(connection, clinic, course, as_of or site.clock())
        approvals = approvals_of(connection, clinic)
    return risk_of_plan(answer_plan(asked, site.library, approvals), asked, site.library)


@router.get("/changes")
def plan_changes(
    request: Request, clinic: ClinicId, course: CourseId, caller: Reader, since: Since, as_of: AsOf = None
) -> PlanAnswer:
    """The plan, with what was added, moved or cancelled since an earlier moment, and why."""
    site = site_of(request)
    with site.records.reading() as connection:
        before = courses.as_course(connection, clinic, course, since)
        asked = courses.as_course(connection, clinic, course, as_of or site.clock())
        approvals = approvals_of(connection, clinic)
        kept = kept_contents(connection, clinic, course, caller)
    earlier = answer_plan(before, site.library, approvals)
    return without_amounts(answer_plan(asked, site.library, approvals, earlier), kept)


@router.get("/days")
def plan_days(request: Request, clinic: ClinicId, course: CourseId, caller: Reader, visit: AskedVisit) -> DayChoices:
    """Each day of a visit's window: whether it can be taken, why not, and what would move. Nothing is recorded."""
    del caller
    site = site_of(request)
    with site.records.reading() as connection:
        asked = courses.as_course(connection, clinic, course, site.clock())
        approvals = approvals_of(connection, clinic)
    return answer_days(asked, site.library, approvals, visit)
