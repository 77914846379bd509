"""The four routes of a registry: list, create, read, change. Each registry's module says its rights and filters."""

from __future__ import annotations

from typing import TypeVar

from fastapi import Request, Response
from pydantic import BaseModel

from haipdose.records.registry import Registry
from haipdose.records.work import Work
from haipdose_api.caller import Caller
from haipdose_api.changes import Done, change, etag, expected_version
from haipdose_api.listing import Record, RecordPage, shown, shown_page
from haipdose_api.site import site_of

M = TypeVar("M", bound=BaseModel)


def list_records(
    registry: Registry[M],
    request: Request,
    clinic: str | None,
    limit: int,
    after: str | None,
    where: dict[str, str | None] | None = None,
) -> RecordPage[M]:
    """A page of a registry."""
    asked = {column: value for column, value in (where or {}).items() if value is not None}
    with site_of(request).records.reading() as connection:
        return shown_page(registry.page(connection, clinic, limit=limit, after=after, where=asked))


def create_record(
    registry: Registry[M], request: Request, caller: Caller, clinic: str | None, key: str | None, body: M
) -> Response:
    """Record a new document."""

    def act(work: Work) -> Done:
        stored = registry.create(work, clinic, body)
        return Done(shown(stored), 201, stored.version, f"{request.url.path}/{stored.id}")

    return change(request, caller, key, body, act)


def read_record(
    registry: Registry[M], request: Request, response: Response, clinic: str | None, identity: str
) -> Record[M]:
    """One document with its ETag."""
    with site_of(request).records.reading() as connection:
        stored = registry.get(connection, clinic, identity)
    response.headers["ETag"] = etag(stored.version)
    return shown(stored)


def change_record(
    registry: Registry[M],
    request: Request,
    caller: Caller,
    clinic: str | None,
    identity: str,
    if_match: str | None,
    key: str | None,
    body: M,
) -> Response:
    """Put another document in its place."""
    expected = expected_version(if_match)

    def act(work: Work) -> Done:
        stored = registry.change(work, clinic, identity, expected, body)
        return Done(shown(stored), 200, stored.version)

    return change(request, caller, key, body, act)
