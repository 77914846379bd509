"""The pumps of a clinic, as they stand on their cards."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from haipdose.records.registries import PUMPS
from haipdose.records.shapes import PumpRecord
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import IdempotencyKey, IfMatch
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit, Record, RecordPage
from haipdose_api.registry_routes import change_record, create_record, list_records, read_record
from haipdose_api.routes.parts import ClinicId, PumpId, problems

router = APIRouter(prefix="/v1/clinics/{clinic}/pumps", tags=["pumps"], route_class=ExactRoute, responses=problems(404))
Reader = Annotated[Caller, Depends(Requires("pump.read"))]
Writer = Annotated[Caller, Depends(Requires("pump.write"))]
Filter = Annotated[str | None, Query(min_length=1, max_length=80, description="The serial number, whole.")]


@router.get("")
def list_pumps(
    request: Request,
    clinic: ClinicId,
    caller: Reader,
    serial_number: Filter = None,
    limit: Limit = 50,
    after: After = None,
) -> RecordPage[PumpRecord]:
    """The pumps of the clinic."""
    del caller
    return list_records(PUMPS, request, clinic, limit, after, {"serial_number": serial_number})


@router.post("", status_code=201, response_model=Record[PumpRecord], responses=problems(400, 409, 413, 415))
def create_pump(
    request: Request, clinic: ClinicId, caller: Writer, body: PumpRecord, key: IdempotencyKey = None
) -> Response:
    """Record a pump."""
    return create_record(PUMPS, request, caller, clinic, key, body)


@router.get("/{pump}")
def read_pump(
    request: Request, response: Response, clinic: ClinicId, pump: PumpId, caller: Reader
) -> Record[PumpRecord]:
    """One pump, with its version as ETag."""
    del caller
    return read_record(PUMPS, request, response, clinic, pump)


@router.put("/{pump}", response_model=Record[PumpRecord], responses=problems(400, 409, 412, 413, 415))
def change_pump(
    request: Request,
    clinic: ClinicId,
    pump: PumpId,
    caller: Writer,
    body: PumpRecord,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Put another document in its place; every earlier one stays recorded."""
    return change_record(PUMPS, request, caller, clinic, pump, if_match, key, body)
