"""The clinics that the caller works in, and their calendars."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from haipdose.records.registries import CLINICS
from haipdose.records.shapes import ClinicRecord
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import IdempotencyKey, IfMatch
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import Record, RecordPage, shown
from haipdose_api.registry_routes import change_record, read_record
from haipdose_api.routes.parts import ClinicId, problems
from haipdose_api.site import site_of

router = APIRouter(prefix="/v1/clinics", tags=["clinics"], route_class=ExactRoute, responses=problems(404))
Reader = Annotated[Caller, Depends(Requires("clinic.read"))]
Changer = Annotated[Caller, Depends(Requires("clinic.change"))]


@router.get("")
def list_clinics(request: Request, caller: Reader) -> RecordPage[ClinicRecord]:
    """The clinics in which the caller has a role."""
    with site_of(request).records.reading() as connection:
        stored = [CLINICS.get(connection, None, clinic) for clinic in sorted(caller.clinics)]
    return RecordPage(items=tuple(shown(clinic) for clinic in stored), next_after=None)


@router.get("/{clinic}")
def read_clinic(request: Request, response: Response, clinic: ClinicId, caller: Reader) -> Record[ClinicRecord]:
    """A clinic and its calendar."""
    del caller
    return read_record(CLINICS, request, response, None, clinic)


@router.put("/{clinic}", response_model=Record[ClinicRecord], responses=problems(400, 409, 412, 413, 415))
def change_clinic(
    request: Request,
    clinic: ClinicId,
    caller: Changer,
    body: ClinicRecord,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Change a clinic's name or calendar. Plans are made anew with it; earlier moments keep the earlier calendar."""
    return change_record(CLINICS, request, caller, None, clinic, if_match, key, body)
