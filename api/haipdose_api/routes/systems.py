"""The systems that may speak to a clinic's records, and what they may do."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry
from pydantic import AwareDatetime, Field, field_validator

from haipdose.evidence import Document
from haipdose.records import systems
from haipdose.records.shapes import ShortText
from haipdose.records.systems import System
from haipdose.records.work import Work
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, IfMatch, change, etag, expected_version
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit
from haipdose_api.permissions import SYSTEM_SCOPES
from haipdose_api.routes.parts import ClinicId, problems
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/systems", tags=["systems"], route_class=ExactRoute, responses=problems(404)
)
Manager = Annotated[Caller, Depends(Requires("system.manage"))]
SystemId = Annotated[str, Path(pattern=r"^sys-[0-9a-hjkmnp-tv-z]{26}$")]
_KEPT = ("kty", "crv", "x", "y", "n", "e", "kid", "use", "alg")
_LONGEST_MEMBER = 1400
_RSA_BITS = 2048
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})


def _public_key(entry: dict[str, Any]) -> dict[str, str]:
    """Only what a public key is made of; a key that is too short or of a kind that does not sign here is refused."""
    kept = {name: entry[name] for name in _KEPT if name in entry}
    if any(not isinstance(value, str) or not 0 < len(value) <= _LONGEST_MEMBER for value in kept.values()):
        msg = "the members of a key are texts"
        raise ValueError(msg)
    if "kid" not in kept:
        msg = "every key needs a kid, which the header of an assertion names"
        raise ValueError(msg)
    known = kept.get("kty") == "EC" and kept.get("crv") in {"P-256", "P-384"}
    if not known and not (kept.get("kty") == "RSA" and _RSA_BITS <= len(kept.get("n", "")) * 6 <= 2 * _RSA_BITS + 6):
        msg = "a key is RSA of 2048 to 4096 bits, or EC on P-256 or P-384"
        raise ValueError(msg)
    try:
        JWKRegistry.import_key(kept)
    except (JoseError, ValueError, KeyError, TypeError, OverflowError) as error:
        msg = "this is not a public key"
        raise ValueError(msg) from error
    return kept


class SystemRights(Document):
    """What a system may do, and the public keys (JWK set) that it signs its assertions with."""

    scopes: Annotated[tuple[str, ...], Field(min_length=1, max_length=50)]
    keys: dict[str, Any]
    active: bool = True

    @field_validator("scopes")
    @classmethod
    def _known(cls, scopes: tuple[str, ...]) -> tuple[str, ...]:
        unknown = sorted(set(scopes) - SYSTEM_SCOPES)
        if unknown:
            msg = f"not a scope for a system: {', '.join(unknown)[:100]}; there are {', '.join(sorted(SYSTEM_SCOPES))}"
            raise ValueError(msg)
        return tuple(sorted(set(scopes)))

    @field_validator("keys")
    @classmethod
    def _public(cls, keys: dict[str, Any]) -> dict[str, Any]:
        entries = keys.get("keys")
        if not isinstance(entries, list) or not 0 < len(entries) <= 10:
            msg = "a JWK set with one to ten public keys is needed"
            raise ValueError(msg)
        if any(not isinstance(entry, dict) or _PRIVATE & set(entry) for entry in entries):
            msg = "a private key was sent: it must not leave your system; send public keys only and make a new pair"
            raise ValueError(msg)
        return {"keys": [_public_key(entry) for entry in entries]}


class NewSystem(SystemRights):
    """A system with its name."""

    name: ShortText


class SystemShown(Document):
    """A system. Its id is the client id of OAuth."""

    id: str
    version: int
    name: str
    scopes: tuple[str, ...]
    keys: dict[str, Any]
    active: bool
    created_at: AwareDatetime


class SystemPage(Document):
    """A page of systems."""

    items: tuple[SystemShown, ...]
    next_after: str | None


def _shown(system: System) -> SystemShown:
    return SystemShown(
        id=system.id,
        version=system.version,
        name=system.name,
        scopes=system.scopes,
        keys=dict(system.keys),
        active=system.active,
        created_at=system.created_at,
    )


@router.get("")
def list_systems(
    request: Request, clinic: ClinicId, caller: Manager, limit: Limit = 50, after: After = None
) -> SystemPage:
    """The clinic's systems."""
    del caller
    with site_of(request).records.reading() as connection:
        found, more = systems.page(connection, clinic, limit=limit, after=after)
    return SystemPage(items=tuple(_shown(system) for system in found), next_after=more)


@router.post("", status_code=201, response_model=SystemShown, responses=problems(400, 409, 413, 415))
def create_system(
    request: Request, clinic: ClinicId, caller: Manager, body: NewSystem, key: IdempotencyKey = None
) -> Response:
    """Let a system in."""

    def act(work: Work) -> Done:
        made = systems.create(work, clinic, body.name, body.scopes, body.keys)
        return Done(_shown(made), 201, made.version, f"{request.url.path}/{made.id}")

    return change(request, caller, key, body, act)


@router.get("/{system}")
def read_system(
    request: Request, response: Response, clinic: ClinicId, system: SystemId, caller: Manager
) -> SystemShown:
    """One system, with its version as ETag."""
    del caller
    with site_of(request).records.reading() as connection:
        found = systems.get(connection, clinic, system)
    response.headers["ETag"] = etag(found.version)
    return _shown(found)


@router.put("/{system}", response_model=SystemShown, responses=problems(400, 409, 412, 413, 415))
def change_system(
    request: Request,
    clinic: ClinicId,
    system: SystemId,
    caller: Manager,
    body: SystemRights,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Change scopes or keys, or shut a system out: its tokens stop at once."""
    expected = expected_version(if_match)

    def act(work: Work) -> Done:
        changed = systems.change(work, clinic, system, expected, scopes=body.scopes, keys=body.keys, active=body.active)
        return Done(_shown(changed), 200, changed.version)

    return change(request, caller, key, body, act)
