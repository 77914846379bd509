"""A pump programmer that the server reaches: read, compare, program with two people present, and settle doubt.

The reference protocol only (docs/reference-protocol.md); no implanted pump is reached by it. Whatever was read or
done is recorded with the course in the same request.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, Final, Literal, cast

from fastapi import APIRouter, Depends, Request
from pydantic import Field, StringConstraints

from haipdose.course.facts import Fact
from haipdose.device.codec.reference_contents import FlowProgram, PumpStatus
from haipdose.device.comparison import PumpReading, read_pump
from haipdose.device.course_program import expected_of, from_fill
from haipdose.device.diff import Diff, compare
from haipdose.device.journal import Intent, Journal
from haipdose.device.link import Link, Timing
from haipdose.device.outcome import Confirmed, Outcome, Rejected, Uncertain
from haipdose.device.program import PlannedProgram, plan_program, require_programmable, serial_on_the_wire
from haipdose.device.programmer import Programmer
from haipdose.device.transport import SerialPort
from haipdose.errors import Conflict, Denied, InputError, NotFound
from haipdose.evidence import Document
from haipdose.orders.workflow import Given, Ordered
from haipdose.pump.in_use import PumpInUse
from haipdose.pump.profile import PumpProfile
from haipdose.records import courses, decisions, orders
from haipdose.records.approvals import approvals_of
from haipdose.records.courses import FACT
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.requests import PlanAnswer
from haipdose_api.caller import Caller, Requires
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.order_steps import calculate
from haipdose_api.permissions import RIGHTS
from haipdose_api.projection import project
from haipdose_api.routes.parts import ClinicId, CourseId, problems
from haipdose_api.routes.session import LogIn, proved_in_person
from haipdose_api.site import Site, site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}", tags=["pump programmer"], route_class=ExactRoute, responses=problems(404)
)
Reader = Annotated[Caller, Depends(Requires("device.read"))]
Writer = Annotated[Caller, Depends(Requires("device.write"))]
ProgrammerName = Annotated[str, StringConstraints(min_length=1, max_length=80)]
SECOND_RIGHTS: Final = ("device.write", "order.verify")
"""The second person holds one of these in the clinic."""


class ProgrammerShown(Document):
    """A programmer that the server reaches."""

    name: str


class Programmers(Document):
    """The programmers."""

    items: tuple[ProgrammerShown, ...]


class ReadPump(Document):
    """Which programmer; with an order its program is compared with what the pump runs now."""

    programmer: ProgrammerName
    order_id: Annotated[str, StringConstraints(pattern=r"^ord-[0-9a-hjkmnp-tv-z]{26}$")] | None = None


class PumpRead(Document):
    """What the pump said, what does not fit the course, and what would change. ``pending``: an outcome is unknown."""

    reading: PumpReading
    pending: bool
    planned: PlannedProgram | None = None
    diff: Diff | None = None


class ProgramPump(Document):
    """Program the pump for a fill that was given. ``digest`` is that of the comparison that both have seen.

    ``second``: somebody else, who stands beside the first and has compared old and new as well.
    """

    programmer: ProgrammerName
    order_id: Annotated[str, StringConstraints(pattern=r"^ord-[0-9a-hjkmnp-tv-z]{26}$")]
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8,64}$")]
    second: LogIn


class Settle(Document):
    """Which programmer."""

    programmer: ProgrammerName


class ProgramOutcome(Document):
    """How it ended. ``uncertain``: nobody knows; nothing is sent again, the pump is read until it is known."""

    outcome: Literal["confirmed", "rejected", "uncertain", "nothing-pending"]
    code: str | None = None
    reason: str | None = None
    superseded: bool = False
    program_digest: str | None = None
    confirmed_by: tuple[str, ...] = Field(default=())


@router.get("/programmers")
def list_programmers(request: Request, clinic: ClinicId, caller: Reader) -> Programmers:
    """The programmers that the server reaches."""
    del clinic, caller
    return Programmers(items=tuple(ProgrammerShown(name=name) for name in site_of(request).settings.programmers))


@router.post("/courses/{course}/programmer/read", responses=problems(400, 409, 413, 415, 502))
def read_programmer(request: Request, clinic: ClinicId, course: CourseId, caller: Writer, body: ReadPump) -> PumpRead:
    """Read the pump, compare it with the course, and show what an order's program would change."""
    site = site_of(request)
    pump, profile, plan = _course(site, clinic, course)
    wanted = None if body.order_id is None else _program_of(site, clinic, course, body.order_id)
    now = site.clock().replace(microsecond=0)
    with _session(site, body.programmer, pump) as programmer:
        status = programmer.interrogate()
        model = "" if programmer.link.identity is None else programmer.link.identity.model
        pending = programmer.journal.pending is not None
    reading = read_pump(status, model, expected_of(pump, plan, now), profile)
    _record(site, clinic, course, caller, _fact_of_reading(reading, now), [f"read {body.programmer}"])
    planned = None if wanted is None else wanted[1]
    diff = None if wanted is None else compare(status.program, wanted[0])
    return PumpRead(reading=reading, pending=pending, planned=planned, diff=diff)


@router.post("/courses/{course}/programmer/program", responses=problems(400, 409, 413, 415, 502))
def program_pump(
    request: Request, clinic: ClinicId, course: CourseId, caller: Writer, body: ProgramPump
) -> ProgramOutcome:
    """Program the pump: staged, read back, compared with what both people saw, committed once, read again."""
    site = site_of(request)
    second = _second_person(request, clinic, caller, body.second)
    pump, _, _ = _course(site, clinic, course)
    wire, planned = _program_of(site, clinic, course, body.order_id)

    def confirm(seen: Diff) -> tuple[str, ...]:
        if seen.digest != body.digest:
            raise Conflict(
                "The program is another one now than the one that was compared.",
                code="device.other-program",
                field="digest",
                remedy="Read the pump and compare again.",
            )
        return (caller.id, second)

    with _session(site, body.programmer, pump) as programmer:
        outcome = programmer.program(wire, confirm)
    told = _told(outcome, (caller.id, second))
    _record(
        site,
        clinic,
        course,
        caller,
        _fact_of_outcome(pump, told, site.clock(), rate=str(planned.rate_ml_per_day)),
        [f"program {body.programmer}", f"order {body.order_id}", f"{told.outcome}: {told.reason or ''}".strip()],
    )
    return told


@router.post("/courses/{course}/programmer/resolve", responses=problems(400, 409, 413, 415, 502))
def resolve_programmer(
    request: Request, clinic: ClinicId, course: CourseId, caller: Writer, body: Settle
) -> ProgramOutcome:
    """Find out what became of a command whose outcome is not known, by reading the pump. Nothing is sent again."""
    site = site_of(request)
    pump, _, _ = _course(site, clinic, course)
    with _session(site, body.programmer, pump) as programmer:
        earlier = programmer.journal.pending
        outcome = programmer.resolve()
    if outcome is None:
        return ProgramOutcome(outcome="nothing-pending")
    told = _told(outcome, earlier.confirmed_by if earlier is not None else ())
    _record(
        site,
        clinic,
        course,
        caller,
        _fact_of_outcome(pump, told, site.clock(), rate=None),
        [f"resolve {body.programmer}", f"{told.outcome}: {told.reason or ''}".strip()],
    )
    return told


def _course(site: Site, clinic: str, course: str) -> tuple[PumpInUse, PumpProfile, PlanAnswer]:
    with site.records.reading() as connection:
        asked = courses.as_course(connection, clinic, course, site.clock())
        approvals = approvals_of(connection, clinic)
    if asked.pump is None:
        raise Conflict("The course has no pump.", code="device.no-pump")
    profile = site.library.profile(asked.pump.profile)
    require_programmable(profile)
    return asked.pump, profile, answer_plan(asked, site.library, approvals)


def _program_of(site: Site, clinic: str, course: str, order_id: str) -> tuple[FlowProgram, PlannedProgram]:
    """The program for the fill of an order that was given: what is in the pump is what it is programmed for."""
    with site.records.reading() as connection:
        found = orders.get(connection, clinic, order_id)
        if found.course_id != course:
            raise NotFound("There is no such order in this course.", code="device.order", field="order_id")
        given = next((step.done for step in found.steps if isinstance(step.done, Given)), None)
        if given is None or found.state.value != "given":
            raise Conflict(
                "The pump is programmed for the fill that is in it: this one was not given, or is out again.",
                code="device.order-not-given",
                field="order_id",
                remedy="Record the fill first.",
            )
        ordered = cast(Ordered, found.steps[0].done)
        answer = calculate(site, connection, clinic, ordered.request)
    profile = site.library.profile(ordered.request.pump.profile)
    return plan_program(from_fill(answer, profile, given.at), profile)


@contextmanager
def _session(site: Site, name: str, pump: PumpInUse) -> Iterator[Programmer]:
    """A session with the course's own pump over a programmer that the site has named; no other address is opened."""
    url = site.settings.programmers.get(name)
    if url is None:
        raise InputError(
            "This programmer is not known here.",
            code="device.programmer",
            field="programmer",
            found=name,
            allowed=", ".join(site.settings.programmers) or "none is set up",
            remedy="Set HAIPDOSE_PROGRAMMERS.",
        )
    serial = serial_on_the_wire(pump.serial_number)
    chance = random.SystemRandom()
    with Journal(site.settings.device_journal, serial) as book, SerialPort(url) as line:
        link = Link(line, serial, first_sequence=chance.randrange(1, 0x10000), timing=Timing())
        yield Programmer(link, book, new_id=lambda: chance.randrange(1, 1 << 64))


def _second_person(request: Request, clinic: str, caller: Caller, second: LogIn) -> str:
    """The id of the second person, who has given their own password here and holds a right in this clinic."""
    if caller.kind != "person":
        raise Denied("A pump is programmed by two people.", code="access.people-only")
    person = proved_in_person(request, second)
    roles = person.grants.get(clinic, frozenset())
    if not person.active or not any(RIGHTS[right] & set(roles) for right in SECOND_RIGHTS):
        raise Denied(
            "The second person has no right to do this here.", code="access.right-missing", field="second.login"
        )
    if person.id == caller.id:
        raise Denied("The second person has to be somebody else.", code="device.two-people", field="second.login")
    return person.id


def _fact_of_reading(reading: PumpReading, now: datetime) -> Fact:
    told = reading.model_dump(mode="json")
    return FACT.validate_python(
        {
            "type": "pump-interrogated",
            "at": now,
            "serial_number": reading.serial_number,
            "flow_ml_per_day": told["rate_ml_per_day"],
            "reservoir_ml": told["reservoir_ml"],
            "battery_percent": reading.battery_percent,
            "program_digest": reading.program_digest,
            "findings": [finding.code for finding in reading.findings],
        }
    )


def _fact_of_outcome(pump: PumpInUse, told: ProgramOutcome, now: datetime, rate: str | None) -> Fact:
    fact: dict[str, Any] = {
        "type": "pump-programmed",
        "at": now.replace(microsecond=0),
        "serial_number": pump.serial_number,
        "command": "program",
        "result": told.outcome,
        "confirmed_by": list(told.confirmed_by),
    }
    if rate is not None:
        fact["flow_ml_per_day"] = rate
    if told.program_digest is not None:
        fact["program_digest"] = told.program_digest
    return FACT.validate_python(fact)


def _told(outcome: Outcome, confirmed_by: tuple[str, ...]) -> ProgramOutcome:
    match outcome:
        case Confirmed():
            return ProgramOutcome(
                outcome="confirmed", program_digest=_digest(outcome.status), confirmed_by=confirmed_by
            )
        case Rejected():
            return ProgramOutcome(
                outcome="rejected",
                code=outcome.code,
                reason=outcome.reason,
                superseded=outcome.superseded,
                confirmed_by=confirmed_by,
            )
        case Uncertain():
            intent: Intent | None = outcome.pending
            return ProgramOutcome(
                outcome="uncertain",
                reason=outcome.reason,
                confirmed_by=confirmed_by if intent is None else intent.confirmed_by,
            )


def _digest(status: PumpStatus) -> str:
    return status.program_digest.hex()


def _record(site: Site, clinic: str, course: str, caller: Caller, fact: Fact, journal: list[str]) -> None:
    """The session and its fact, both or neither."""
    now = site.clock()

    def session() -> dict[str, Any]:
        return {
            "serial_number": getattr(fact, "serial_number", ""),
            "started_at": fact.at.isoformat(),
            "ended_at": now.isoformat(),
            "facts": [fact.model_dump(mode="json", by_alias=True, exclude_none=True)],
            "journal": [line[:1000] for line in journal],
        }

    with site.records.writing(caller.actor) as work:
        courses.lock(work, clinic, course)
        decisions.record_device_session(work, clinic, course, session())
        courses.append(work, clinic, course, None, [fact])
    project(site, clinic, course)
