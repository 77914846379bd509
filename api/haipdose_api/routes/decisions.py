"""Decisions on doses: the engine's answer from the recorded course, and what somebody decided."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Depends, Request, Response
from pydantic import AwareDatetime, model_validator

from haipdose.evidence import Document
from haipdose.orders.workflow import Remark
from haipdose.records import courses, decisions
from haipdose.records.approvals import approvals_of
from haipdose.records.decisions import Kept
from haipdose.records.work import Work
from haipdose.systemic.answer import answer_systemic
from haipdose.systemic.requests import SystemicRequest
from haipdose.toxicity.answer import answer_modify
from haipdose.toxicity.requests import ModifyRequest
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, change
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit
from haipdose_api.routes.parts import ClinicId, CourseId, problems
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/courses/{course}/decisions",
    tags=["decisions"],
    route_class=ExactRoute,
    responses=problems(404),
)
Reader = Annotated[Caller, Depends(Requires("decision.read"))]
Decider = Annotated[Caller, Depends(Requires("decision.write"))]
Kind = Literal["modification", "systemic"]


class _Decided(Document):
    follows_rules: bool
    reason: Remark | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if not self.follows_rules and self.reason is None:
            msg = "a decision against the rules needs its reason"
            raise ValueError(msg)
        return self


class NewModification(_Decided):
    """The question to the rules, and what is decided: as they say, or otherwise with the reason."""

    request: ModifyRequest


class NewSystemicDecision(_Decided):
    """The question to the rules, and what is decided: as they say, or otherwise with the reason."""

    request: SystemicRequest


class DecisionShown(Document):
    """A recorded decision: the question, the rules' answer at that time, and what was decided."""

    id: str
    kind: Kind
    at: AwareDatetime
    by: str
    decision: dict[str, Any]


class DecisionPage(Document):
    """A page of decisions, oldest first."""

    items: tuple[DecisionShown, ...]
    next_after: str | None


def _shown(kept: Kept) -> DecisionShown:
    return DecisionShown.model_validate(
        {"id": kept.id, "kind": kept.kind, "at": kept.at, "by": kept.by, "decision": json.loads(kept.text)}
    )


def _page(request: Request, clinic: str, course: str, kind: Kind, limit: int, after: str | None) -> DecisionPage:
    with site_of(request).records.reading() as connection:
        courses.get(connection, clinic, course)
        found, more = decisions.decisions(connection, course, kind, limit=limit, after=after)
    return DecisionPage(items=tuple(_shown(kept) for kept in found), next_after=more)


def _record(
    request: Request,
    clinic: str,
    course: str,
    caller: Caller,
    key: str | None,
    kind: Kind,
    body: NewModification | NewSystemicDecision,
) -> Response:
    site = site_of(request)

    def act(work: Work) -> Done:
        courses.lock(work, clinic, course)
        rules = site.library.protocol(body.request.protocol)
        approvals = approvals_of(work.connection, clinic)
        answer = (
            answer_modify(body.request, rules, approvals)
            if isinstance(body, NewModification)
            else answer_systemic(body.request, rules, approvals)
        )
        document = body.model_dump(mode="json", by_alias=True) | {"answer": answer.model_dump(mode="json")}
        kept = decisions.record_decision(work, clinic, course, kind, document)
        return Done(_shown(kept), 201, location=f"{request.url.path}/{kept.id}")

    return change(request, caller, key, body, act)


@router.get("/modification")
def list_modifications(
    request: Request, clinic: ClinicId, course: CourseId, caller: Reader, limit: Limit = 50, after: After = None
) -> DecisionPage:
    """Decisions on the floxuridine dose."""
    del caller
    return _page(request, clinic, course, "modification", limit, after)


@router.post("/modification", status_code=201, response_model=DecisionShown, responses=problems(400, 409, 413, 415))
def decide_modification(
    request: Request,
    clinic: ClinicId,
    course: CourseId,
    caller: Decider,
    body: NewModification,
    key: IdempotencyKey = None,
) -> Response:
    """Record a decision on the floxuridine dose with the rules' answer. A dose against the rules is also a fact."""
    return _record(request, clinic, course, caller, key, "modification", body)


@router.get("/systemic")
def list_systemic_decisions(
    request: Request, clinic: ClinicId, course: CourseId, caller: Reader, limit: Limit = 50, after: After = None
) -> DecisionPage:
    """Decisions on systemic cycles."""
    del caller
    return _page(request, clinic, course, "systemic", limit, after)


@router.post("/systemic", status_code=201, response_model=DecisionShown, responses=problems(400, 409, 413, 415))
def decide_systemic(
    request: Request,
    clinic: ClinicId,
    course: CourseId,
    caller: Decider,
    body: NewSystemicDecision,
    key: IdempotencyKey = None,
) -> Response:
    """Record a decision on a systemic cycle with the rules' answer."""
    return _record(request, clinic, course, caller, key, "systemic", body)
