"""Courses of treatment: what they start from. What happens in them are facts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AwareDatetime

from haipdose.evidence import Document
from haipdose.records import courses
from haipdose.records.courses import StoredCourse
from haipdose.records.shapes import CourseHeader
from haipdose.records.work import Work
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, change, etag
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit
from haipdose_api.routes.parts import ClinicId, CourseId, problems
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/courses", tags=["courses"], route_class=ExactRoute, responses=problems(404)
)
Reader = Annotated[Caller, Depends(Requires("course.read"))]
Writer = Annotated[Caller, Depends(Requires("course.write"))]


class CourseShown(Document):
    """A course. ``version`` grows with every fact; it is the ETag."""

    id: str
    version: int
    facts: int
    header: CourseHeader
    closed_at: AwareDatetime | None
    created_at: AwareDatetime
    updated_at: AwareDatetime


class CoursePage(Document):
    """A page of courses."""

    items: tuple[CourseShown, ...]
    next_after: str | None


def course_shown(stored: StoredCourse) -> CourseShown:
    """A stored course as the API shows it."""
    return CourseShown(
        id=stored.id,
        version=stored.version,
        facts=stored.facts,
        header=stored.header,
        closed_at=stored.closed_at,
        created_at=stored.created_at,
        updated_at=stored.updated_at,
    )


@router.get("")
def list_courses(
    request: Request,
    clinic: ClinicId,
    caller: Reader,
    patient: Annotated[str | None, Query(max_length=40, description="Only of this patient.")] = None,
    limit: Limit = 50,
    after: After = None,
) -> CoursePage:
    """The courses of the clinic."""
    del caller
    with site_of(request).records.reading() as connection:
        items, more = courses.page(connection, clinic, limit=limit, after=after, patient=patient)
    return CoursePage(items=tuple(course_shown(item) for item in items), next_after=more)


@router.post("", status_code=201, response_model=CourseShown, responses=problems(400, 409, 413, 415))
def create_course(
    request: Request, clinic: ClinicId, caller: Writer, body: CourseHeader, key: IdempotencyKey = None
) -> Response:
    """Start a course."""

    def act(work: Work) -> Done:
        stored = courses.create(work, clinic, body)
        location = f"{request.url.path}/{stored.id}"
        return Done(course_shown(stored), 201, stored.version, location, project=(clinic, stored.id))

    return change(request, caller, key, body, act)


@router.get("/{course}")
def read_course(
    request: Request, response: Response, clinic: ClinicId, course: CourseId, caller: Reader
) -> CourseShown:
    """One course, with its version as ETag."""
    del caller
    with site_of(request).records.reading() as connection:
        stored = courses.get(connection, clinic, course)
    response.headers["ETag"] = etag(stored.version)
    return course_shown(stored)
