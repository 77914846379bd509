"""The audit trail of a clinic: who did what, when, from where and why."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AwareDatetime
from sqlalchemy import select

from haipdose.evidence import Document
from haipdose.records import tables
from haipdose_api.caller import Caller, Requires
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import Limit
from haipdose_api.routes.parts import ClinicId, problems
from haipdose_api.site import site_of

router = APIRouter(prefix="/v1/clinics/{clinic}/audit", tags=["audit"], route_class=ExactRoute, responses=problems(404))
Auditor = Annotated[Caller, Depends(Requires("audit.read"))]


class AuditEntry(Document):
    """One entry. ``digest`` is over everything in it and over ``previous``, the digest of the entry before."""

    sequence: int
    at: AwareDatetime
    actor_kind: str
    actor_id: str
    address: str
    request_id: str
    action: str
    object_kind: str
    object_id: str
    course_id: str | None
    why: str | None
    payload: dict[str, Any]
    previous: str
    digest: str


class AuditPage(Document):
    """Entries in their order; ``next_after`` is the next page's ``after``."""

    items: tuple[AuditEntry, ...]
    next_after: int | None


@router.get("")
def list_audit(
    request: Request,
    clinic: ClinicId,
    caller: Auditor,
    course: Annotated[str | None, Query(max_length=40, description="Only about this course.")] = None,
    actor: Annotated[str | None, Query(max_length=40, description="Only by this person or system.")] = None,
    limit: Limit = 100,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
) -> AuditPage:
    """The clinic's audit trail, oldest first."""
    del caller
    table = tables.audit
    query = select(table).where(table.c.chain == clinic, table.c.sequence > after).order_by(table.c.sequence)
    if course is not None:
        query = query.where(table.c.course_id == course)
    if actor is not None:
        query = query.where(table.c.actor_id == actor)
    with site_of(request).records.reading() as connection:
        rows = connection.execute(query.limit(limit + 1)).all()
    names = [name for name in AuditEntry.model_fields if name != "payload"]
    items = tuple(
        AuditEntry.model_validate(
            {name: row._mapping[name] for name in names} | {"payload": json.loads(row._mapping["payload"])}
        )
        for row in rows[:limit]
    )
    return AuditPage(items=items, next_after=items[-1].sequence if len(rows) > limit else None)
