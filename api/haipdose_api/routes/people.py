"""The people of a clinic and their roles, for its administrator."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import AwareDatetime, Field

from haipdose.errors import Denied
from haipdose.evidence import Document
from haipdose.records import people
from haipdose.records.people import Person
from haipdose.records.registry import not_found, stale
from haipdose.records.shapes import ShortText
from haipdose.records.work import Work
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, IfMatch, change, etag, expected_version
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit
from haipdose_api.permissions import Role
from haipdose_api.routes.parts import ClinicId, problems
from haipdose_api.routes.session import Login, Password
from haipdose_api.security.passwords import hash_password
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/people", tags=["people"], route_class=ExactRoute, responses=problems(404)
)
Manager = Annotated[Caller, Depends(Requires("people.manage"))]
PersonId = Annotated[str, Path(pattern=r"^per-[0-9a-hjkmnp-tv-z]{26}$")]
Roles = Annotated[tuple[Role, ...], Field(max_length=len(Role))]


class NewPerson(Document):
    """A person with a first password, which is handed over in person and changed at once."""

    login: Login
    display_name: ShortText
    password: Password
    roles: Annotated[Roles, Field(min_length=1)]


class PersonChange(Document):
    """Name, whether they may log in, and the roles in this clinic."""

    display_name: ShortText
    active: bool
    roles: Roles


class PersonShown(Document):
    """A person as the clinic's administrator sees them."""

    id: str
    version: int
    login: str
    display_name: str
    active: bool
    second_factor: bool
    locked_until: AwareDatetime | None
    roles: tuple[Role, ...]
    created_at: AwareDatetime


class PersonPage(Document):
    """A page of people."""

    items: tuple[PersonShown, ...]
    next_after: str | None


def _shown(person: Person, clinic: str) -> PersonShown:
    return PersonShown(
        id=person.id,
        version=person.version,
        login=person.login,
        display_name=person.display_name,
        active=person.active,
        second_factor=person.totp_secret is not None,
        locked_until=person.locked_until,
        roles=tuple(Role(role) for role in sorted(person.grants.get(clinic, ()))),
        created_at=person.created_at,
    )


@router.get("")
def list_people(
    request: Request, clinic: ClinicId, caller: Manager, limit: Limit = 50, after: After = None
) -> PersonPage:
    """The people with a role in the clinic."""
    del caller
    with site_of(request).records.reading() as connection:
        found, more = people.page(connection, [clinic], limit=limit, after=after)
    return PersonPage(items=tuple(_shown(person, clinic) for person in found), next_after=more)


@router.post("", status_code=201, response_model=PersonShown, responses=problems(400, 409, 413, 415))
def create_person(
    request: Request, clinic: ClinicId, caller: Manager, body: NewPerson, key: IdempotencyKey = None
) -> Response:
    """Add a person. The first password is good for nothing but being changed."""
    hashed = hash_password(body.password.get_secret_value(), body.login)

    def act(work: Work) -> Done:
        made = people.create(
            work,
            body.login,
            body.display_name,
            hashed,
            {clinic: frozenset(body.roles)},
            must_change_password=True,
        )
        return Done(_shown(made, clinic), 201, made.version, f"{request.url.path}/{made.id}")

    return change(request, caller, key, body, act)


@router.get("/{person}")
def read_person(
    request: Request, response: Response, clinic: ClinicId, person: PersonId, caller: Manager
) -> PersonShown:
    """One person, with the version as ETag."""
    del caller
    with site_of(request).records.reading() as connection:
        found = _of_clinic(people.get(connection, person), clinic)
    response.headers["ETag"] = etag(found.version)
    return _shown(found, clinic)


@router.put("/{person}", response_model=PersonShown, responses=problems(400, 409, 412, 413, 415))
def change_person(
    request: Request,
    clinic: ClinicId,
    person: PersonId,
    caller: Manager,
    body: PersonChange,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Change a person's name, state or roles in this clinic.

    Nobody takes their own administrator's role away. The name and the state count in every clinic of the person: to
    change them, one administers all of these.
    """
    expected = expected_version(if_match)
    if person == caller.id and (Role.ADMINISTRATOR not in body.roles or not body.active):
        raise Denied(
            "Another administrator has to do this.", code="people.own-role", remedy="So that one is always left."
        )

    def act(work: Work) -> Done:
        _check_reach(caller, people.get(work.connection, person), clinic, body)
        changed = people.change(
            work,
            person,
            expected,
            display_name=body.display_name,
            active=body.active,
            clinic=clinic,
            roles=frozenset(body.roles),
        )
        return Done(_shown(changed, clinic), 200, changed.version)

    return change(request, caller, key, body, act)


class OneTimePassword(Document):
    """A password that is shown this once, is handed over in person, and is good for nothing but being changed."""

    password: str


@router.post("/{person}/password", response_model=OneTimePassword, responses=problems(400, 409, 412, 413, 415))
def reset_password(
    request: Request,
    clinic: ClinicId,
    person: PersonId,
    caller: Manager,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Give a person who has forgotten theirs a new password. It has to be changed before anything else is done."""
    password = secrets.token_urlsafe(12)

    def act(work: Work) -> Done:
        found = _recoverable(work, caller, person, clinic, if_match)
        changed = people.reset_password(work, person, hash_password(password, found.login))
        return Done(OneTimePassword(password=password), 200, changed.version)

    return change(request, caller, key, None, act)


@router.delete("/{person}/second-factor", response_model=PersonShown, responses=problems(409, 412))
def remove_second_factor(
    request: Request,
    clinic: ClinicId,
    person: PersonId,
    caller: Manager,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Take a lost second factor away; the person sets up another one."""

    def act(work: Work) -> Done:
        _recoverable(work, caller, person, clinic, if_match)
        changed = people.remove_totp(work, person)
        return Done(_shown(changed, clinic), 200, changed.version)

    return change(request, caller, key, None, act)


@router.delete("/{person}/lock", response_model=PersonShown, responses=problems(409, 412))
def unlock_person(
    request: Request,
    clinic: ClinicId,
    person: PersonId,
    caller: Manager,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Lift the lock that too many wrong passwords have put on a login."""

    def act(work: Work) -> Done:
        _recoverable(work, caller, person, clinic, if_match)
        changed = people.unlock(work, person)
        return Done(_shown(changed, clinic), 200, changed.version)

    return change(request, caller, key, None, act)


def _recoverable(work: Work, caller: Caller, person: str, clinic: str, if_match: str | None) -> Person:
    """The person, whom this administrator may help: somebody else, of whose clinics they administer every one.

    Raises:
        NotFound: nobody of the clinic. StaleVersion: changed since.
        Denied: oneself, or somebody who works in another clinic too.
    """
    found = _of_clinic(people.get(work.connection, person), clinic)
    if found.version != expected_version(if_match):
        raise stale("person", expected_version(if_match), found.version)
    if person == caller.id:
        raise Denied("Another administrator has to do this.", code="people.own-recovery")
    if any(not caller.may("people.manage", place) for place in found.grants):
        raise Denied(
            "This person works in another clinic too; its administrator has a say in it.",
            code="people.other-clinic",
            remedy="Ask an administrator of all of the person's clinics.",
        )
    return found


def _check_reach(caller: Caller, person: Person, clinic: str, body: PersonChange) -> None:
    """Whether this administrator may make this change: other clinics have a say in what concerns them too."""
    administered = {place for place in person.grants if caller.may("people.manage", place)}
    if clinic not in person.grants and not administered:
        raise not_found("person")
    elsewhere = set(person.grants) - administered
    if elsewhere and (body.display_name != person.display_name or body.active != person.active):
        raise Denied(
            "This person works in another clinic too; its administrator has a say in it.",
            code="people.other-clinic",
            remedy="Change the roles in this clinic only, or ask an administrator of all of the person's clinics.",
        )


def _of_clinic(person: Person, clinic: str) -> Person:
    if clinic not in person.grants:
        raise not_found("person")
    return person
