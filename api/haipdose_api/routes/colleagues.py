"""The people of a clinic by name, for who works there: a step that somebody took shows who it was."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from haipdose.evidence import Document
from haipdose.records import people
from haipdose.records.registry import MAX_PAGE
from haipdose_api.caller import Caller, Requires
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.permissions import Role
from haipdose_api.routes.parts import ClinicId, problems
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/colleagues", tags=["people"], route_class=ExactRoute, responses=problems(404)
)
Reader = Annotated[Caller, Depends(Requires("colleague.read"))]


class Colleague(Document):
    """A person of the clinic."""

    id: str
    display_name: str
    roles: tuple[Role, ...]
    active: bool


class Colleagues(Document):
    """Everybody with a role in the clinic."""

    items: tuple[Colleague, ...]


@router.get("")
def list_colleagues(request: Request, clinic: ClinicId, caller: Reader) -> Colleagues:
    """Who works in the clinic."""
    del caller
    with site_of(request).records.reading() as connection:
        some, after = people.page(connection, [clinic], limit=MAX_PAGE)
        found = list(some)
        while after is not None:
            some, after = people.page(connection, [clinic], limit=MAX_PAGE, after=after)
            found += some
    return Colleagues(
        items=tuple(
            Colleague(
                id=person.id,
                display_name=person.display_name,
                roles=tuple(sorted(Role(role) for role in person.grants[clinic])),
                active=person.active,
            )
            for person in found
        )
    )
