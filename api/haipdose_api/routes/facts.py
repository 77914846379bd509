"""The facts of a course: appended, never changed; a mistake is put right by a correction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from haipdose.course.facts import Fact
from haipdose.errors import InputError, InputErrors
from haipdose.evidence import Document
from haipdose.records import courses
from haipdose.records.work import Work
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, IfMatch, change, expected_version
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import Limit
from haipdose_api.permissions import right_for_fact
from haipdose_api.routes.parts import ClinicId, CourseId, problems
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/courses/{course}/facts",
    tags=["facts"],
    route_class=ExactRoute,
    responses=problems(404),
)
Reader = Annotated[Caller, Depends(Requires("course.read"))]
Writer = Annotated[Caller, Depends(Requires("appointment.write"))]


FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 9990
CLOCKS_DIFFER_BY: Final = timedelta(minutes=5)


class NewFacts(Document):
    """Facts to append, all or none. ``by`` and ``recorded_at`` are written by the server."""

    facts: Annotated[tuple[Fact, ...], Field(min_length=1, max_length=200)]


class FactShown(Document):
    """A fact and its place in the course."""

    sequence: int
    fact: Fact


class FactPage(Document):
    """Facts in the order in which they were recorded; ``next_after`` is the next page's ``after``."""

    items: tuple[FactShown, ...]
    next_after: int | None


class FactsAppended(Document):
    """The course's version now, and the facts that are new; what was said before is not said twice."""

    version: int
    appended: tuple[FactShown, ...]


@router.get("")
def list_facts(
    request: Request,
    clinic: ClinicId,
    course: CourseId,
    caller: Reader,
    limit: Limit = 100,
    after: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> FactPage:
    """The facts of a course."""
    del caller
    with site_of(request).records.reading() as connection:
        stored = courses.get(connection, clinic, course)
        found = courses.facts(connection, course, after=after, limit=limit)
    more = found[-1].sequence if found and found[-1].sequence < stored.facts else None
    return FactPage(
        items=tuple(FactShown(sequence=entry.sequence, fact=entry.fact) for entry in found), next_after=more
    )


@router.post("", status_code=201, response_model=FactsAppended, responses=problems(400, 409, 412, 413, 415))
def append_facts(
    request: Request,
    clinic: ClinicId,
    course: CourseId,
    caller: Writer,
    body: NewFacts,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Append facts. Which right is needed depends on their types: appointments, laboratory, or care."""
    for fact in body.facts:
        caller.need(right_for_fact(fact.type), clinic)
    check_moments(body, site_of(request).clock())
    expected = expected_version(if_match)

    def act(work: Work) -> Done:
        done = courses.append(work, clinic, course, expected, body.facts)
        appended = tuple(FactShown(sequence=entry.sequence, fact=entry.fact) for entry in done.facts)
        told = FactsAppended(version=done.version, appended=appended)
        return Done(told, 201, done.version, project=(clinic, course))

    return change(request, caller, key, body, act)


def check_moments(body: NewFacts, now: datetime) -> None:
    """A fact tells what has happened; a plan, a date to come, stands in its own fields."""
    faults = [
        InputError(
            "A fact cannot be from the future, or from before pumps were made.",
            code="fact.moment",
            field=f"facts.{place}.at",
            found=fact.at.isoformat(),
        )
        for place, fact in enumerate(body.facts)
        if not FIRST_YEAR <= fact.at.year <= LAST_YEAR or fact.at > now + CLOCKS_DIFFER_BY
    ]
    if faults:
        raise InputErrors(faults)
