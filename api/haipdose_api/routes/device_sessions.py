"""Sessions with a pump programmer at the bedside: what was read, sent and confirmed, kept whole, with their facts."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import AwareDatetime, Field

from haipdose.course.facts import PumpInterrogated, PumpProgrammed
from haipdose.evidence import Document
from haipdose.orders.workflow import Remark
from haipdose.pump.in_use import SerialNumber
from haipdose.records import courses, decisions
from haipdose.records.decisions import Kept
from haipdose.records.work import Work
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, change
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit
from haipdose_api.routes.parts import ClinicId, CourseId, problems
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/courses/{course}/device-sessions",
    tags=["device sessions"],
    route_class=ExactRoute,
    responses=problems(404),
)
Reader = Annotated[Caller, Depends(Requires("device.read"))]
Writer = Annotated[Caller, Depends(Requires("device.write"))]
DeviceFact = Annotated[PumpInterrogated | PumpProgrammed, Field(discriminator="type")]


class DeviceSession(Document):
    """One session, as the link told it. ``facts`` go into the course; an uncertain outcome is one of them."""

    serial_number: SerialNumber
    started_at: AwareDatetime
    ended_at: AwareDatetime
    facts: Annotated[tuple[DeviceFact, ...], Field(max_length=50)] = ()
    journal: Annotated[tuple[Remark, ...], Field(max_length=2000)] = ()


class DeviceSessionShown(Document):
    """A recorded session."""

    id: str
    at: AwareDatetime
    by: str
    session: dict[str, Any]


class DeviceSessionPage(Document):
    """A page of sessions, oldest first."""

    items: tuple[DeviceSessionShown, ...]
    next_after: str | None


def _shown(kept: Kept) -> DeviceSessionShown:
    return DeviceSessionShown(id=kept.id, at=kept.at, by=kept.by, session=json.loads(kept.text))


@router.get("")
def list_device_sessions(
    request: Request, clinic: ClinicId, course: CourseId, caller: Reader, limit: Limit = 50, after: After = None
) -> DeviceSessionPage:
    """The sessions with the course's pump."""
    del caller
    with site_of(request).records.reading() as connection:
        courses.get(connection, clinic, course)
        found, more = decisions.device_sessions(connection, course, limit=limit, after=after)
    return DeviceSessionPage(items=tuple(_shown(kept) for kept in found), next_after=more)


@router.post("", status_code=201, response_model=DeviceSessionShown, responses=problems(400, 409, 413, 415))
def record_device_session(
    request: Request,
    clinic: ClinicId,
    course: CourseId,
    caller: Writer,
    body: DeviceSession,
    key: IdempotencyKey = None,
) -> Response:
    """Record a session and its facts, both or neither."""

    def act(work: Work) -> Done:
        courses.lock(work, clinic, course)
        kept = decisions.record_device_session(work, clinic, course, body.model_dump(mode="json", by_alias=True))
        if body.facts:
            courses.append(work, clinic, course, None, body.facts)
        return Done(_shown(kept), 201, project=(clinic, course))

    return change(request, caller, key, body, act)
