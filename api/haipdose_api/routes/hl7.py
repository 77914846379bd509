"""HL7 v2 over HTTP: a message in, its acknowledgement out."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from haipdose.errors import InputError
from haipdose_api.caller import Caller, Requires
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.hl7 import receive
from haipdose_api.routes.parts import ClinicId, problems
from haipdose_api.site import site_of

router = APIRouter(prefix="/v1/clinics/{clinic}/hl7", tags=["interoperability"], route_class=ExactRoute)
Sender = Annotated[Caller, Depends(Requires("hl7.write"))]

MEDIA_TYPE: Final = "application/hl7-v2"
_SHOWN: Final[dict[str, Any]] = {
    "content": {MEDIA_TYPE: {"schema": {"type": "string", "examples": ["MSH|^~\\&|LAB|…"]}}}
}

_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The acknowledgement (AA, AE or AR).", **_SHOWN},
    **problems(404, 413, 415),
}


@router.post(
    "",
    response_class=Response,
    responses=_RESPONSES,
    openapi_extra={"requestBody": {"required": True, **_SHOWN}},
)
async def receive_message(request: Request, clinic: ClinicId, caller: Sender) -> Response:
    """Send an ORU^R01 with laboratory results. Whatever can be said about the message is in its acknowledgement."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {MEDIA_TYPE, "x-application/hl7-v2+er7", "text/plain"}:
        raise InputError(
            "A message is sent as application/hl7-v2.", code="request.media-type", field="Content-Type", found=kind[:80]
        )
    raw = await request.body()
    answer = await run_in_threadpool(receive, site_of(request), clinic, caller.actor, raw)
    return Response(answer, media_type=MEDIA_TYPE)
