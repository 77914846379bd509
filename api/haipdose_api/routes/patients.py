"""The patients of a clinic: who they are, for people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from haipdose.records.registries import PATIENTS
from haipdose.records.shapes import PatientRecord
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import IdempotencyKey, IfMatch
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit, Record, RecordPage
from haipdose_api.registry_routes import change_record, create_record, list_records, read_record
from haipdose_api.routes.parts import ClinicId, PatientId, problems

router = APIRouter(
    prefix="/v1/clinics/{clinic}/patients", tags=["patients"], route_class=ExactRoute, responses=problems(404)
)
Reader = Annotated[Caller, Depends(Requires("patient.read"))]
Writer = Annotated[Caller, Depends(Requires("patient.write"))]
Filter = Annotated[str | None, Query(min_length=1, max_length=80, description="The hospital's identifier, whole.")]


@router.get("")
def list_patients(
    request: Request,
    clinic: ClinicId,
    caller: Reader,
    identifier: Filter = None,
    limit: Limit = 50,
    after: After = None,
) -> RecordPage[PatientRecord]:
    """The patients of the clinic."""
    del caller
    return list_records(PATIENTS, request, clinic, limit, after, {"identifier": identifier})


@router.post("", status_code=201, response_model=Record[PatientRecord], responses=problems(400, 409, 413, 415))
def create_patient(
    request: Request, clinic: ClinicId, caller: Writer, body: PatientRecord, key: IdempotencyKey = None
) -> Response:
    """Record a patient."""
    return create_record(PATIENTS, request, caller, clinic, key, body)


@router.get("/{patient}")
def read_patient(
    request: Request, response: Response, clinic: ClinicId, patient: PatientId, caller: Reader
) -> Record[PatientRecord]:
    """One patient, with its version as ETag."""
    del caller
    return read_record(PATIENTS, request, response, clinic, patient)


@router.put("/{patient}", response_model=Record[PatientRecord], responses=problems(400, 409, 412, 413, 415))
def change_patient(
    request: Request,
    clinic: ClinicId,
    patient: PatientId,
    caller: Writer,
    body: PatientRecord,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Put another document in its place; every earlier one stays recorded."""
    return change_record(PATIENTS, request, caller, clinic, patient, if_match, key, body)
