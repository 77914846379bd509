"""What the routes share: ids in the path, and the problem documents that OpenAPI shows."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from fastapi import Path
from pydantic import AwareDatetime, BeforeValidator

from haipdose.evidence import Document


def _id(prefix: str, what: str) -> Any:
    return Path(pattern=rf"^{prefix}-[0-9a-hjkmnp-tv-z]{{26}}$", description=what)


ClinicId = Annotated[str, _id("cln", "A clinic.")]
PatientId = Annotated[str, _id("pat", "A patient of the clinic.")]
PumpId = Annotated[str, _id("pmp", "A pump of the clinic.")]
ProductId = Annotated[str, _id("prd", "A stock product of the pharmacy.")]
CourseId = Annotated[str, _id("crs", "A course of treatment.")]
RunId = Annotated[str, _id("run", "A calendar in the making.")]
ScheduleId = Annotated[str, _id("sch", "A calendar of the clinic.")]
OrderId = Annotated[str, _id("ord", "A fill order.")]

_WRITTEN_OUT: Final = re.compile(r"\d{4}-\d\d-\d\d")


def _written_out(value: object) -> object:
    """A bare number would be read as seconds since 1970: ``2026`` is no moment of 2026."""
    if isinstance(value, str) and not _WRITTEN_OUT.match(value):
        msg = "a moment is written as 2026-03-01T09:00:00+01:00"
        raise ValueError(msg)
    return value


AskedMoment = Annotated[AwareDatetime, BeforeValidator(_written_out)]
"""A moment in an address."""


class FieldProblem(Document):
    """One field that cannot be used."""

    family: str
    code: str
    message: str
    field: str | None = None
    found: str | None = None
    allowed: str | None = None
    remedy: str | None = None


class Problem(Document):
    """An RFC 9457 problem document. ``code`` is stable; ``remedy`` says what to do."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    found: str | None = None
    allowed: str | None = None
    remedy: str | None = None
    request_id: str | None = None
    errors: tuple[FieldProblem, ...] | None = None


_WORDS: Final = {
    400: "The body is not JSON that can be read.",
    401: "No credentials, or they are wrong, expired or used before.",
    403: "No right to do this here.",
    404: "There is no such thing in this clinic.",
    409: "It is in conflict with what is recorded.",
    412: "Somebody else changed it since it was read.",
    413: "The body is too large.",
    415: "The body is of a kind that is not read.",
    422: "The input cannot be used, or the answer is: do not give.",
    429: "Too many requests; Retry-After says when to come again.",
    502: "The pump or its programmer does not answer as it should.",
    503: "The records cannot be reached.",
}

ALWAYS: Final = (401, 403, 422, 429, 503)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problem documents that a route may answer with, for OpenAPI."""
    return {
        status: {
            "description": _WORDS[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted({*ALWAYS, *statuses})
    }
