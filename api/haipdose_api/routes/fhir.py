"""FHIR R4: the clinic's patients, plans, fills and results to read, and Observations to write."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from sqlalchemy import Connection

from haipdose.course.corrections import facts_in_force
from haipdose.course.facts import Fact
from haipdose.course.patient_facts import Laboratory
from haipdose.errors import Conflict, HaipdoseError, InputError, InputErrors, NotFound
from haipdose.exact_json import input_errors
from haipdose.interop.fhir import given, plan
from haipdose.interop.fhir.capability import capability_statement
from haipdose.interop.fhir.outcome import outcome
from haipdose.interop.fhir.parts import About
from haipdose.interop.fhir.reading import Read, Subject, read_observation
from haipdose.interop.fhir.writing import Resource, to_json
from haipdose.interop.hl7v2.recording import facts_to_record
from haipdose.interop.hl7v2.results import ReceivedReport, ReceivedResults, WithdrawnResult
from haipdose.interop.identity import Identifier, PatientIdentity
from haipdose.orders.workflow import Ordered, State
from haipdose.records import courses, orders
from haipdose.records.approvals import approvals_of
from haipdose.records.courses import StoredCourse
from haipdose.records.orders import StoredOrder
from haipdose.records.registries import PATIENTS
from haipdose.records.registry import Stored
from haipdose.records.shapes import PatientRecord
from haipdose.records.work import Work
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.requests import PlanAnswer
from haipdose_api.blindness import is_blind, kept_contents, without_amounts
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, Spelt, change, etag
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.problems import of_error
from haipdose_api.routes.parts import ClinicId
from haipdose_api.site import Site, site_of

MEDIA_TYPE: Final = "application/fhir+json"
MOST: Final = 200
MOST_COURSES: Final = 500
KINDS: Final = (
    "Patient",
    "Device",
    "DeviceUseStatement",
    "CarePlan",
    "Appointment",
    "MedicationRequest",
    "MedicationAdministration",
    "Observation",
)
_ORDER_STATUS: Final = {
    State.DISCREPANT: "on-hold",
    State.GIVEN: "active",
    State.RETURNED: "completed",
    State.CANCELLED: "cancelled",
}


class FhirRoute(ExactRoute):
    """A route whose errors are OperationOutcomes."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with our errors told as FHIR tells them."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except RequestValidationError as error:
                return _refusal(InputErrors(input_errors_of(error)))
            except HaipdoseError as error:
                return _refusal(error)

        return handle


def input_errors_of(error: RequestValidationError) -> list[InputError]:
    """The framework's faults of path and query as ours."""
    return input_errors(cast(Any, _Errors(error.errors())))


@dataclass(frozen=True, slots=True)
class _Errors:
    found: Iterable[Any]

    def errors(self, *, include_url: bool = True) -> Iterable[Any]:
        del include_url
        return self.found


def _refusal(error: HaipdoseError) -> Response:
    problem = of_error(error)
    headers = {name: value for name, value in problem.headers.items() if name not in {"content-length", "content-type"}}
    parts = error.errors if isinstance(error, InputErrors) else (error,)
    return Response(to_json(outcome(parts)), problem.status_code, headers, MEDIA_TYPE)


def _answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {MEDIA_TYPE: {"schema": {"type": "object"}}}
    # What is refused before it is known that FHIR was asked for, such as a NUL in the address, is a problem document.
    refused = content | {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    told = {200: "A FHIR resource.", 201: "Recorded."} | dict.fromkeys((400, 401, 403, 404), "An OperationOutcome.")
    return {
        status: {
            "description": told.get(status, "An OperationOutcome."),
            "content": content if status < 300 else refused,
        }
        for status in (200, 400, 401, 403, 404, 422, 429, 503, *statuses)
    }


router = APIRouter(
    prefix="/v1/clinics/{clinic}/fhir",
    tags=["fhir"],
    route_class=FhirRoute,
    responses=_answers(),
    default_response_class=Response,
)
Reader = Annotated[Caller, Depends(Requires("fhir.read"))]
Writer = Annotated[Caller, Depends(Requires("fhir.write"))]
ResourceId = Annotated[str, Path(pattern=r"^[A-Za-z0-9.-]{1,64}$")]
Day = Annotated[
    str,
    Query(
        max_length=12, pattern=r"^(eq|ge|le|gt|lt)?[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="ge2026-03-02 and so on."
    ),
]
Token = Annotated[str | None, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class _Told:
    """A course with what its resources are made of."""

    stored: StoredCourse
    patient: Stored[PatientRecord]
    plan: PlanAnswer | None
    facts: given.Known
    orders: tuple[StoredOrder, ...]
    zone: ZoneInfo

    @property
    def about(self) -> About:
        return About(self.stored.id, self.patient.id)


def _told(site: Site, connection: Connection, clinic: str, course: str, caller: Caller) -> _Told:
    stored = courses.get(connection, clinic, course)
    asked = courses.as_course(connection, clinic, course, site.clock())
    try:
        kept = kept_contents(connection, clinic, course, caller)
        answered: PlanAnswer | None = without_amounts(
            answer_plan(asked, site.library, approvals_of(connection, clinic)), kept
        )
    except HaipdoseError:  # facts that contradict each other: what was given and found is still told
        answered = None
    found, _ = orders.page(connection, clinic, course=course, state=None, limit=MOST, after=None)
    return _Told(
        stored,
        PATIENTS.get(connection, clinic, stored.header.patient_id),
        answered,
        facts_in_force([entry.fact for entry in courses.facts(connection, course)], site.clock()).facts,
        tuple(order for order in found if not is_blind(order, caller)),
        ZoneInfo(asked.clinic.time_zone),
    )


def _patient(stored: Stored[PatientRecord]) -> Resource:
    document = stored.document
    return given.patient(
        PatientIdentity(
            id=stored.id,
            identifier=Identifier(system=document.identifier_system, value=document.identifier),
            sex=document.sex,
        )
    )


def _of_kind(kind: str, told: _Told) -> list[Resource]:
    """The resources of one kind that a course has."""
    about, header = told.about, told.stored.header
    match kind:
        case "Device":
            return [given.device(about, header.pump)] if header.pump is not None else []
        case "DeviceUseStatement":
            use = given.device_use(about, told.facts)
            return [use] if use is not None else []
        case "MedicationAdministration":
            return given.administrations(about, told.facts, has_pump=header.pump is not None)
        case "Observation":
            return given.observations(about, told.facts)
        case "MedicationRequest":
            planned = plan.planned_fills(about, told.plan) if told.plan is not None else []
            return [*(_ordered(about, order) for order in told.orders), *planned]
        case "Appointment":
            visits = told.plan.visits if told.plan is not None else ()
            return [plan.appointment(about, visit, told.zone) for visit in visits]
        case _:
            if told.plan is None:
                return []
            title = f"{header.protocol}, arm {header.arm}"
            closed = told.stored.closed_at is not None
            ids = [order.id for order in told.orders]
            return [
                plan.care_plan(about, told.plan, title=title, closed=closed, created=told.stored.created_at, orders=ids)
            ]


def _ordered(about: About, order: StoredOrder) -> Resource:
    first = cast(Ordered, order.steps[0].done)
    resource = plan.medication_request(about, order.id, first.answer, order.created_at)
    resource["status"] = _ORDER_STATUS.get(order.state, "active")
    return resource


@router.get("/metadata")
def capabilities(request: Request, clinic: ClinicId, caller: Reader) -> Response:
    """What this server can do, as a CapabilityStatement."""
    del caller
    site = site_of(request)
    statement = capability_statement(f"{site.settings.base_url}/v1/clinics/{clinic}/fhir", site.clock(), KINDS)
    return Response(to_json(statement), media_type=MEDIA_TYPE)


@router.get("/{kind}")
def search(
    request: Request,
    clinic: ClinicId,
    kind: Annotated[str, Path(pattern="^(" + "|".join(KINDS) + ")$")],
    caller: Reader,
    patient: Annotated[str | None, Query(max_length=80, description="Patient/pat-… or pat-…")] = None,
    identifier: Token = None,
    _id: Annotated[str | None, Query(alias="_id", pattern=r"^[A-Za-z0-9.-]{1,64}$")] = None,
    date: Annotated[list[Day] | None, Query()] = None,
    status: Token = None,
    code: Token = None,
    _count: Annotated[int, Query(alias="_count", ge=1, le=MOST)] = 50,
    _offset: Annotated[int, Query(alias="_offset", ge=0, le=100_000)] = 0,
) -> Response:
    """Search a kind of resource. A parameter that is not known is refused, so that nobody believes it was used."""
    _only_known(request)
    site = site_of(request)
    with site.records.reading() as connection:
        if kind == "Patient":
            found = _patients(connection, clinic, identifier, _id)
        else:
            found = _found(site, connection, clinic, caller, kind, patient, _id, date)
    chosen = [one for one in found if _fits(one, _id, date or [], status, code)]
    page = chosen[_offset : _offset + _count]
    base = f"{site.settings.base_url}/v1/clinics/{clinic}/fhir"
    links = [("self", f"{base}/{kind}?{request.url.query}".rstrip("?"))]
    if len(chosen) > _offset + _count:
        rest = [(name, value) for name, value in request.query_params.multi_items() if name != "_offset"]
        links.append(("next", f"{base}/{kind}?{urlencode([*rest, ('_offset', str(_offset + _count))])}"))
    bundle = given.bundle("searchset", page, base=base, links=links, total=len(chosen))
    return Response(to_json(bundle), media_type=MEDIA_TYPE)


_PARAMETERS: Final = frozenset(
    {"patient", "identifier", "_id", "date", "status", "code", "_count", "_offset", "_format"}
)


def _only_known(request: Request) -> None:
    unknown = sorted(set(request.query_params) - _PARAMETERS)
    if unknown:
        raise InputError(
            "This search parameter is not known here.",
            code="fhir.parameter",
            field=unknown[0][:40],
            allowed=", ".join(sorted(_PARAMETERS)),
        )


def _patients(connection: Connection, clinic: str, identifier: str | None, identity: str | None) -> list[Resource]:
    if identity is not None:
        try:
            return [_patient(PATIENTS.get(connection, clinic, identity))]
        except NotFound:
            return []
    value = identifier.rpartition("|")[2] if identifier is not None else None
    found: list[Resource] = []
    after: str | None = None
    while True:
        page = PATIENTS.page(
            connection, clinic, where={} if value is None else {"identifier": value}, limit=MOST, after=after
        )
        found += [_patient(stored) for stored in page.items]
        after = page.next_after
        if after is None:
            return found


def _found(
    site: Site,
    connection: Connection,
    clinic: str,
    caller: Caller,
    kind: str,
    patient: str | None,
    identity: str | None,
    days: list[str] | None,
) -> list[Resource]:
    """The resources of the courses that the search is about."""
    if patient is not None:
        of_patient, _ = courses.page(connection, clinic, patient=patient.removeprefix("Patient/"), limit=100)
        wanted = [course.id for course in of_patient]
    elif identity is not None:
        wanted = [course for course in [_course_of(connection, clinic, identity)] if course is not None]
    elif kind == "Appointment" and days:
        found, more = courses.page(connection, clinic, limit=MOST)
        wanted = [course.id for course in found if course.closed_at is None]
        while more is not None and len(wanted) <= MOST_COURSES:
            found, more = courses.page(connection, clinic, limit=MOST, after=more)
            wanted += [course.id for course in found if course.closed_at is None]
        if len(wanted) > MOST_COURSES:
            raise Conflict(
                "The clinic has too many courses to search them all at once.",
                code="fhir.too-costly",
                remedy="Search patient by patient, or subscribe to changes.",
            )
    else:
        raise InputError(
            "Say whose: search by patient, by _id, or for appointments by date.", code="fhir.whose", field="patient"
        )
    return [one for course in wanted for one in _of_kind(kind, _told(site, connection, clinic, course, caller))]


def _course_of(connection: Connection, clinic: str, identity: str) -> str | None:
    """The course that an id belongs to; None when there is none in this clinic."""
    try:
        if identity.startswith("ord-"):
            return orders.get(connection, clinic, identity).course_id
        return courses.get(connection, clinic, identity[:30]).id
    except NotFound:
        return None


def _fits(one: Resource, identity: str | None, days: list[str], status: str | None, code: str | None) -> bool:
    if identity is not None and one["id"] != identity:
        return False
    if status is not None and one.get("status") not in status.split(","):
        return False
    if code is not None:
        wanted = code.rpartition("|")[2]
        if wanted not in {coding["code"] for coding in one.get("code", {}).get("coding", [])}:
            return False
    return all(_day_fits(one, wanted) for wanted in days)


def _day_fits(one: Resource, wanted: str) -> bool:
    told = _day_of(one)
    if told is None:
        return False
    prefix, asked = (wanted[:2], wanted[2:]) if wanted[0].isalpha() else ("eq", wanted)
    try:
        day = date.fromisoformat(asked)
    except ValueError as error:
        raise InputError("There is no such day.", code="fhir.date", field="date", found=asked) from error
    return {"eq": told == day, "ge": told >= day, "le": told <= day, "gt": told > day, "lt": told < day}[prefix]


def _day_of(one: Resource) -> date | None:
    """The day of a resource, as its writer wrote it: of an appointment the one that it is planned on or took place."""
    periods = [one.get("effectivePeriod"), *one.get("requestedPeriod", []), one.get("period"), one.get("timingPeriod")]
    starts = [period["start"] for period in periods if period and period.get("start")]
    told = one.get("start") or one.get("effectiveDateTime") or (starts[0] if starts else None) or one.get("authoredOn")
    return date.fromisoformat(told[:10]) if told else None


@router.get("/{kind}/{identity}")
def read(
    request: Request,
    clinic: ClinicId,
    kind: Annotated[str, Path(pattern="^(" + "|".join(KINDS) + ")$")],
    identity: ResourceId,
    caller: Reader,
) -> Response:
    """One resource."""
    site = site_of(request)
    version = None
    with site.records.reading() as connection:
        if kind == "Patient":
            stored = PATIENTS.get(connection, clinic, identity)
            found, version = [_patient(stored)], stored.version
        else:
            course = _course_of(connection, clinic, identity)
            told = None if course is None else _told(site, connection, clinic, course, caller)
            found = [] if told is None else [one for one in _of_kind(kind, told) if one["id"] == identity]
            version = None if told is None else told.stored.version
    if not found:
        raise NotFound(f"There is no such {kind} in this clinic.", code="fhir.not-found", field="id")
    headers = {} if version is None else {"ETag": f"W/{etag(version)}"}
    return Response(to_json(found[0]), media_type=MEDIA_TYPE, headers=headers)


@router.post("/Observation", status_code=201, responses=_answers(201, 400, 409, 413, 415))
def create_observation(
    request: Request,
    clinic: ClinicId,
    caller: Writer,
    body: Annotated[dict[str, Any], Body(media_type=MEDIA_TYPE), Field(max_length=100)],
    key: IdempotencyKey = None,
) -> Response:
    """Record a laboratory result or a body weight. One that is recorded already is not recorded twice."""
    site = site_of(request)
    said = read_observation(body, site.clock())

    def act(work: Work) -> Done:
        course = _course_of_subject(work, clinic, said.subject)
        courses.lock(work, clinic, course)
        known = [entry.fact for entry in courses.facts(work.connection, course)]
        in_force = facts_in_force(known, work.now).facts
        new = _new_facts(said, in_force, work)
        done = courses.append(work, clinic, course, None, new) if new else None
        stored = courses.get(work.connection, clinic, course)
        about = About(course, stored.header.patient_id)
        counting = facts_in_force([e.fact for e in courses.facts(work.connection, course)], work.now).facts
        mine = [
            one
            for key, fact in counting
            if key.startswith(said.name)
            for one in given.observations(about, [(key, fact)])
        ]
        location = f"{request.url.path}/{mine[0]['id']}" if mine else None
        body_told = mine[0] if mine else outcome(())
        status = 201 if done is not None and mine else 200
        headers = {"Content-Type": MEDIA_TYPE}
        text = to_json(body_told).decode()
        return Done(Spelt(text), status, stored.version, location, headers, project=(clinic, course))

    return change(request, caller, key, Spelt(to_json(body).decode()), act)


def _new_facts(said: Read, in_force: given.Known, work: Work) -> tuple[Fact, ...]:
    if not isinstance(said.fact, Laboratory) and not (said.withdrawn and said.test != "weight"):
        already = {key for key, _ in in_force}
        if said.withdrawn or said.fact is None:
            raise Conflict(
                "A weight is taken back with a correction, not with FHIR.",
                code="fhir.weight-withdrawn",
                field="Observation.status",
            )
        return () if said.name in already else (said.fact,)
    received = ReceivedResults(
        control_id=said.name,
        sending_application="FHIR",
        sending_facility="",
        received_at=work.now,
        reports=(ReceivedReport(patient=(), specimen=said.name, fact=said.fact),) if said.fact is not None else (),
        withdrawn=(WithdrawnResult(patient=(), specimen=said.name, test=said.test, status="W"),)
        if said.withdrawn
        else (),
        problems=(),
    )
    return facts_to_record(received, in_force)


def _course_of_subject(work: Work, clinic: str, subject: Subject) -> str:
    """The one open course of the patient."""
    if subject.id is not None:
        patient = PATIENTS.get(work.connection, clinic, subject.id).id
    else:
        page = PATIENTS.page(work.connection, clinic, where={"identifier": subject.value or ""}, limit=2)
        fitting = [one.id for one in page.items if subject.system in {None, one.document.identifier_system}]
        if len(fitting) != 1:
            raise NotFound(
                "No patient of this clinic has this identifier, or more than one has.",
                code="fhir.patient",
                field="Observation.subject",
            )
        patient = fitting[0]
    found, _ = courses.page(work.connection, clinic, patient=patient, limit=100)
    running = [course.id for course in found if course.closed_at is None]
    if len(running) != 1:
        raise Conflict(
            "The patient has no open course, or more than one.", code="fhir.course", field="Observation.subject"
        )
    return running[0]
