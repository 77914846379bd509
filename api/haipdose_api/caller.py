"""Who is calling, and whether they may: the only way into a route."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPBearer

from haipdose.errors import Denied
from haipdose.records.audit import Actor
from haipdose_api.permissions import RIGHTS, Role
from haipdose_api.site import site_of

_ADMITTED: Final = "admitted"
bearer = HTTPBearer(auto_error=False, description="An access token of /oauth/token or /v1/session.")


@dataclass(frozen=True, slots=True)
class Caller:
    """A person with roles by clinic, or a system with scopes in one clinic."""

    kind: Literal["person", "system"]
    id: str
    address: str
    request_id: str
    roles: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset()
    system_clinic: str | None = None

    @property
    def actor(self) -> Actor:
        """The caller as the audit trail knows it."""
        return Actor(self.kind, self.id, self.address, self.request_id)

    @property
    def clinics(self) -> frozenset[str]:
        """The clinics in which the caller may do anything at all."""
        if self.system_clinic is not None:
            return frozenset({self.system_clinic})
        return frozenset(self.roles)

    def may(self, right: str, clinic: str | None) -> bool:
        """Whether the caller has the right in that clinic; None: in any clinic."""
        if self.kind == "system":
            return right in self.scopes and clinic in {None, self.system_clinic}
        allowed = RIGHTS[right]
        if clinic is None:
            return any(roles & allowed for roles in self.roles.values())
        return bool(self.roles.get(clinic, frozenset()) & allowed)

    def need(self, right: str, clinic: str | None) -> None:
        """Raise Denied unless the caller has the right."""
        if not self.may(right, clinic):
            raise Denied(
                "You do not have the right to do this here.",
                code="access.right-missing",
                allowed=right,
                remedy="Ask the clinic's administrator for a role that has it.",
            )


class Requires:
    """A route's right. The clinic is the one in the path; a route without a clinic needs the right in any clinic.

    Somebody of another clinic gets the same answer whether the clinic exists or not.
    """

    def __init__(self, right: str) -> None:
        if right not in RIGHTS:
            msg = f"no such right: {right}"
            raise ValueError(msg)
        self.right = right

    async def __call__(self, request: Request, token: Annotated[object, Depends(bearer)]) -> Caller:
        """The caller, who has the right."""
        del token  # read by the authenticator from the request; named here so that OpenAPI shows it
        admitted = getattr(request.state, _ADMITTED, None)
        if admitted is not None and admitted[0] is self:
            known: Caller = admitted[1]
            return known
        return await run_in_threadpool(self.admit, request)

    def admit(self, request: Request) -> Caller:
        """The caller, who has the right; called before the body is read, so that strangers learn nothing from it."""
        site = site_of(request)
        caller = site.authenticator.caller(request)
        site.requests.pass_through(caller.id)
        caller.need(self.right, request.path_params.get("clinic"))
        setattr(request.state, _ADMITTED, (self, caller))
        return caller
