"""What the clinic approves: one exact content of a protocol, with the values that it takes upon itself."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field, StringConstraints

from haipdose.evidence import Document
from haipdose.library import profile_values
from haipdose.protocol.approval import Approval, Approvals, ProtocolStamp, stamp
from haipdose.protocol.approving import approve, withdraw
from haipdose.records import approvals
from haipdose.records.work import Work
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, change
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.permissions import RIGHTS
from haipdose_api.routes.parts import ClinicId, problems
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/approvals", tags=["approvals"], route_class=ExactRoute, responses=problems(404)
)
Reader = Annotated[Caller, Depends(Requires("approval.read"))]
Approver = Annotated[Caller, Depends(Requires("protocol.approve"))]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,79}$")]
Digest = Annotated[str, StringConstraints(min_length=16, max_length=64, pattern=r"^[0-9a-f]+$")]
Statement = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class NewApproval(Document):
    """Approve the content with this digest, and confirm values by their paths; or withdraw, with a statement."""

    protocol: Name
    digest: Digest
    withdraw: bool = False
    statement: Statement | None = None
    confirm: Annotated[tuple[Statement, ...], Field(max_length=1000)] = ()
    confirm_all_unverified: bool = False


class ApprovalRecorded(Document):
    """The entry, its place in the clinic's record, and where the protocol stands now."""

    sequence: int
    approval: Approval
    stamp: ProtocolStamp


@router.get("")
def list_approvals(request: Request, clinic: ClinicId, caller: Reader) -> Approvals:
    """Everything that the clinic approved or withdrew, oldest first."""
    del caller
    with site_of(request).records.reading() as connection:
        return approvals.approvals_of(connection, clinic)


@router.post("", status_code=201, response_model=ApprovalRecorded, responses=problems(400, 409, 413, 415))
def record_approval(
    request: Request, clinic: ClinicId, caller: Approver, body: NewApproval, key: IdempotencyKey = None
) -> Response:
    """Approve or withdraw. The digest shows that exactly this content was seen."""
    site = site_of(request)
    protocol = site.library.protocol(body.protocol)
    role = ", ".join(sorted(caller.roles.get(clinic, frozenset()) & RIGHTS["protocol.approve"]))

    def act(work: Work) -> Done:
        if body.withdraw:
            entry = withdraw(
                protocol,
                digest=body.digest,
                approved_by=caller.id,
                role=role,
                at=work.now,
                statement=body.statement,
            )
        else:
            entry = approve(
                protocol,
                digest=body.digest,
                approved_by=caller.id,
                role=role,
                at=work.now,
                statement=body.statement,
                confirm=body.confirm,
                confirm_all_unverified=body.confirm_all_unverified,
                profile_values=profile_values(body.confirm),
            )
        sequence = approvals.append(work, clinic, entry)
        now = stamp(protocol, approvals.approvals_of(work.connection, clinic))
        return Done(ApprovalRecorded(sequence=sequence, approval=entry, stamp=now), 201)

    return change(request, caller, key, body, act)
