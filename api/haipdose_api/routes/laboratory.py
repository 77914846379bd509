"""Laboratory results of a course: checked against the catalogue and recorded as facts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import AwareDatetime, Field

from haipdose.course.fact import FactId
from haipdose.course.facts import Laboratory
from haipdose.course.patient_facts import LaboratoryValue
from haipdose.errors import InputError, InputErrors, raise_all
from haipdose.evidence import Document
from haipdose.exact_json import validate
from haipdose.patient.laboratory import LabResult
from haipdose.records import courses
from haipdose.records.courses import FACT
from haipdose.records.work import Work
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, change
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.routes.facts import CLOCKS_DIFFER_BY, FactsAppended, FactShown
from haipdose_api.routes.parts import ClinicId, CourseId, problems
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/courses/{course}/laboratory",
    tags=["laboratory"],
    route_class=ExactRoute,
    responses=problems(404),
)
Reader = Annotated[Caller, Depends(Requires("course.read"))]
Writer = Annotated[Caller, Depends(Requires("laboratory.write"))]


class NewLaboratoryReport(Document):
    """Results of blood drawn at ``at``. ``id``: the laboratory's own, so that a report sent twice is one."""

    id: FactId | None = None
    at: AwareDatetime
    results: Annotated[tuple[LaboratoryValue, ...], Field(min_length=1, max_length=100)]


class LaboratoryReports(Document):
    """The reports of a course, in the order in which they were recorded."""

    items: tuple[FactShown, ...]


@router.get("")
def list_reports(request: Request, clinic: ClinicId, course: CourseId, caller: Reader) -> LaboratoryReports:
    """The laboratory reports of a course as they were recorded; corrections are among its facts."""
    del caller
    with site_of(request).records.reading() as connection:
        courses.get(connection, clinic, course)
        found = courses.facts(connection, course)
    return LaboratoryReports(
        items=tuple(
            FactShown(sequence=entry.sequence, fact=entry.fact) for entry in found if isinstance(entry.fact, Laboratory)
        )
    )


@router.post("", status_code=201, response_model=FactsAppended, responses=problems(400, 409, 413, 415))
def record_report(
    request: Request,
    clinic: ClinicId,
    course: CourseId,
    caller: Writer,
    body: NewLaboratoryReport,
    key: IdempotencyKey = None,
) -> Response:
    """Record a report. A result that cannot be, in an unknown unit, or from the future is refused with the others."""
    if body.at > site_of(request).clock() + CLOCKS_DIFFER_BY:
        raise InputError("Blood cannot have been drawn in the future.", code="laboratory.future", field="at")
    _check(body)
    fact = FACT.validate_python(body.model_dump() | {"type": "laboratory"})

    def act(work: Work) -> Done:
        done = courses.append(work, clinic, course, None, [fact])
        shown = tuple(FactShown(sequence=entry.sequence, fact=entry.fact) for entry in done.facts)
        told = FactsAppended(version=done.version, appended=shown)
        return Done(told, 201, done.version, project=(clinic, course))

    return change(request, caller, key, body, act)


def _check(body: NewLaboratoryReport) -> None:
    """Every result against the catalogue; all faults at once, each with its place in the report."""
    faults: list[InputError] = []
    for place, value in enumerate(body.results):
        try:
            validate(LabResult, value.model_dump() | {"at": body.at})
        except InputErrors as found:
            for fault in found.errors:
                fault.field = f"results.{place}" + (f".{fault.field}" if fault.field else "")
                faults.append(fault)
    raise_all(faults)
