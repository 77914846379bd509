"""Errors as RFC 9457 problem documents: the one place where families become HTTP statuses."""

from __future__ import annotations

from typing import Any, Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from haipdose.errors import (
    Conflict,
    Denied,
    DeviceError,
    HaipdoseError,
    InputError,
    InputErrors,
    NotFound,
    Refused,
    RuleDataError,
    StaleVersion,
    StorageError,
    TooMany,
    Unauthenticated,
)
from haipdose.exact_json import input_error

MEDIA_TYPE: Final = "application/problem+json"
TYPE_BASE: Final = "urn:haipdose:problem:"

# The first class that fits counts: refinements stand before their families.
STATUS: Final[tuple[tuple[type[HaipdoseError], int, str], ...]] = (
    (InputError, 422, "The input cannot be used"),
    (Refused, 422, "Do not give"),
    (NotFound, 404, "Not found"),
    (StaleVersion, 412, "Changed by somebody else"),
    (Conflict, 409, "In conflict with what is recorded"),
    (Unauthenticated, 401, "Who are you?"),
    (TooMany, 429, "Too many requests"),
    (Denied, 403, "Not allowed"),
    (RuleDataError, 500, "A protocol or profile is wrong"),
    (DeviceError, 502, "The pump or its programmer"),
    (StorageError, 503, "The records cannot be reached"),
)

MALFORMED: Final = frozenset({"document.empty", "document.encoding", "document.json", "document.depth"})
"""Codes of bodies that are not JSON at all: 400, not 422."""

_HTTP_TITLES: Final = {
    400: "The request cannot be read",
    404: "Not found",
    405: "Method not allowed",
    413: "Too large",
    415: "Unsupported media type",
}


def problem(
    status: int, *, code: str, title: str, detail: str, headers: dict[str, str] | None = None, **more: Any
) -> JSONResponse:
    """A problem document."""
    body = {"type": TYPE_BASE + code, "title": title, "status": status, "detail": detail, "code": code} | more
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def of_error(error: HaipdoseError) -> JSONResponse:
    """The problem document of one of our errors."""
    status, title = next((status, title) for kind, status, title in STATUS if isinstance(error, kind))
    if error.code in MALFORMED:
        status, title = 400, _HTTP_TITLES[400]
    if error.code == "request.media-type":
        status, title = 415, _HTTP_TITLES[415]
    if error.code == "document.size":
        status, title = 413, _HTTP_TITLES[413]
    more: dict[str, Any] = {
        name: text for name, text in error.as_dict().items() if name not in {"code", "message", "family"}
    }
    detail = error.message
    if isinstance(error, InputErrors):
        more["errors"] = [part.as_dict() for part in error.errors]
        detail = f"{len(error.errors)} fields cannot be used." if len(error.errors) > 1 else error.errors[0].message
    headers = {}
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = 'Bearer realm="haipdose"'
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.retry_after_seconds)
    return problem(status, code=error.code, title=title, detail=detail, headers=headers, **more)


def status_of(error: HaipdoseError) -> int:
    """The HTTP status of one of our errors."""
    return of_error(error).status_code


async def on_haipdose_error(request: Request, error: Exception) -> JSONResponse:
    """Handler of our own errors."""
    del request
    if not isinstance(error, HaipdoseError):
        raise error
    return of_error(error)


async def on_validation_error(request: Request, error: Exception) -> JSONResponse:
    """Handler of pydantic's faults in path, query, headers and body. A password in the wrong field is not repeated."""
    secret = request.url.path.startswith(("/v1/session", "/oauth")) or "/people" in request.url.path
    if not isinstance(error, RequestValidationError):
        raise error
    faults = []
    for detail in error.errors():
        place, *path = detail["loc"]
        known = {**detail, "loc": tuple(path) if place == "body" else tuple(detail["loc"])}
        fault = input_error(known | {"input": None} if secret else known)
        faults.append(fault)
    return of_error(InputErrors(faults))


async def on_overflow(request: Request, error: Exception) -> JSONResponse:
    """Handler of dates that count past the end of the calendar: 9999-12-31 is a date, the day after it is not."""
    del request, error
    return of_error(
        InputError(
            "A date is too near the end of the calendar to count from.",
            code="input.date-range",
            remedy="Look at the years of the dates that were sent.",
        )
    )


async def on_http_error(request: Request, error: Exception) -> JSONResponse:
    """Handler of the framework's own refusals, such as an unknown path."""
    del request
    if not isinstance(error, HTTPException):
        raise error
    title = _HTTP_TITLES.get(error.status_code, "The request cannot be answered")
    return problem(
        error.status_code,
        code=f"http.{error.status_code}",
        title=title,
        detail=title + ".",
        headers=dict(error.headers or {}),
    )


async def on_fault(request: Request, error: Exception) -> JSONResponse:
    """Handler of faults of haipdose itself: no inside is shown; the request id leads to the log."""
    del error
    return problem(
        500,
        code="server.fault",
        title="haipdose failed",
        detail="Nothing was recorded. The log holds the cause under this request id.",
        request_id=getattr(request.state, "request_id", None),
    )
