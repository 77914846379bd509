"""Requests that change something: version from If-Match, repeated ones answered again, one transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final

import structlog
from fastapi import Header, Request, Response
from pydantic import BaseModel, SecretStr

from haipdose.errors import InputError
from haipdose.records import idempotency
from haipdose.records.columns import canonical
from haipdose.records.idempotency import Answered
from haipdose.records.work import Work
from haipdose_api.caller import Caller
from haipdose_api.projection import project
from haipdose_api.site import Site, site_of

log = structlog.get_logger()

KEY_PATTERN: Final = r"^[A-Za-z0-9._:-]{8,200}$"
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=KEY_PATTERN,
        description="Chosen by the caller; the same key with the same request is done once and answered again.",
    ),
]
IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", max_length=40, description='The version that was read, as its ETag: `"7"`.'),
]
_ETAG: Final = re.compile(r'^"([0-9]{1,9})"$')


@dataclass(frozen=True, slots=True)
class Spelt:
    """A document that is written already, in another format's own spelling."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a change answers."""

    body: BaseModel | Mapping[str, Any] | Spelt | None
    status: int = 200
    version: int | None = None
    location: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    project: tuple[str, str] | None = None
    """The clinic and course whose plan may be another one now."""


def etag(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def expected_version(if_match: str | None) -> int:
    """The version that the caller read.

    Raises:
        InputError: If-Match is missing or not one of our ETags.
    """
    found = _ETAG.match(if_match.strip()) if if_match is not None else None
    if found is None:
        raise InputError(
            "Say which version you read, so that nobody's change is lost.",
            code="request.if-match",
            field="If-Match",
            found=if_match,
            allowed='the ETag of the last answer, such as "7"',
        )
    return int(found.group(1))


def change(
    request: Request, caller: Caller, key: str | None, body: BaseModel | Spelt | None, act: Callable[[Work], Done]
) -> Response:
    """Do ``act`` in one transaction with its audit entry, its announcements and the answer kept under the key."""
    site = site_of(request)
    with site.records.writing(caller.actor) as work:
        if key is not None:
            earlier = idempotency.claim(work, caller.id, key, site.vault.fingerprint(_told(request, body)))
            if earlier is not None:
                return _response(replace(earlier, body=site.vault.open(earlier.body)), repeated=True)
        done = act(work)
        answered = _answered(done)
        if key is not None:
            # Sealed: an answer may hold a secret that is shown once, and is kept for a week.
            idempotency.keep(work, caller.id, key, replace(answered, body=site.vault.seal(answered.body)))
    if done.project is not None:
        _project(site, *done.project)
    return _response(answered, repeated=False)


def _project(site: Site, clinic: str, course: str) -> None:
    """What was recorded stays recorded whatever becomes of this; the catching up tries again."""
    try:
        project(site, clinic, course)
    except Exception:
        log.exception("projection.failed", clinic=clinic, course=course)


def _told(request: Request, body: BaseModel | Spelt | None) -> str:
    """What was asked for, passwords included: another password under the same key is another request."""
    shown: Any = None
    if isinstance(body, Spelt):
        shown = body.text
    elif body is not None:
        shown = body.model_dump(mode="json", by_alias=True) | _secrets(body)
    told = [request.method, request.url.path, request.url.query, request.headers.get("if-match"), shown]
    return canonical(told)


def _secrets(body: BaseModel) -> dict[str, str]:
    return {name: value.get_secret_value() for name, value in body if isinstance(value, SecretStr)}


def _answered(done: Done) -> Answered:
    if done.body is None:
        text = ""
    elif isinstance(done.body, Spelt):
        text = done.body.text
    elif isinstance(done.body, BaseModel):
        text = done.body.model_dump_json(by_alias=True)
    else:
        text = canonical(dict(done.body))
    headers = dict(done.headers)
    if done.version is not None:
        headers["ETag"] = etag(done.version)
    if done.location is not None:
        headers["Location"] = done.location
    return Answered(done.status, headers, text)


def _response(answered: Answered, *, repeated: bool) -> Response:
    headers = dict(answered.headers)
    if repeated:
        headers["Idempotent-Replayed"] = "true"
    if not answered.body:
        return Response(status_code=answered.status, headers=headers)
    kind = headers.pop("Content-Type", "application/json")
    return Response(answered.body, answered.status, headers, kind)
