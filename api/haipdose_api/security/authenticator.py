"""Who is calling: a person by session, a system by access token."""

from __future__ import annotations

import hmac
import re
from datetime import timedelta
from ipaddress import IPv6Network, ip_address
from typing import Final

from starlette.requests import HTTPConnection

from haipdose.errors import Denied, NotFound, Unauthenticated
from haipdose.records import people, sessions, systems
from haipdose.records.audit import Actor
from haipdose.records.work import Records
from haipdose_api.caller import Caller
from haipdose_api.permissions import Role
from haipdose_api.security.tokens import TokenOffice
from haipdose_api.settings import Settings

SESSION_COOKIE: Final = "__Host-haipdose"
CSRF_HEADER: Final = "X-CSRF-Token"
_OWN_SESSION: Final = "/v1/session"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_ADDRESS: Final = re.compile(r"^[A-Za-z0-9.:%_-]{1,64}$")


class CredentialsChecker:
    """The authenticator of a running server."""

    def __init__(self, settings: Settings, records: Records, tokens: TokenOffice) -> None:
        self._settings = settings
        self._records = records
        self._tokens = tokens

    def caller(self, request: HTTPConnection) -> Caller:
        """The caller.

        Raises:
            Unauthenticated: no credentials, or they are not good any more.
            Denied: a browser's request without its CSRF token.
        """
        token, from_cookie = session_token(request)
        if not token:
            raise Unauthenticated(
                "Say who you are.", code="access.no-credentials", remedy="Send Authorization: Bearer with a token."
            )
        if "." in token and not from_cookie:
            return self._system(request, token)
        return self._person(request, token, cookie=from_cookie)

    def _system(self, request: HTTPConnection, token: str) -> Caller:
        said = self._tokens.read(token)
        try:
            with self._records.reading() as connection:
                system = systems.get(connection, None, said.system)
        except NotFound as error:
            raise _over() from error
        if not system.active:
            raise _over()
        return Caller(
            "system",
            system.id,
            address_of(request),
            request_id_of(request),
            scopes=said.scopes & frozenset(system.scopes),
            system_clinic=system.clinic_id,
        )

    def _person(self, request: HTTPConnection, token: str, *, cookie: bool) -> Caller:
        idle = timedelta(minutes=self._settings.session_idle_minutes)
        now = self._records.clock()
        with self._records.reading() as connection:
            session = sessions.find(connection, token, now, idle)
            if session is None:
                raise _over()
            person = people.get(connection, session.person_id)
        if not person.active:
            raise _over()
        if person.must_change_password and not request.url.path.startswith(_OWN_SESSION):
            raise Denied(
                "The password was given by an administrator and has to be changed first.",
                code="access.change-password",
                remedy="PUT /v1/session/password with the password that was given and a new one.",
            )
        if cookie and request.scope.get("method") not in _SAFE:
            given = sessions.digest(request.headers.get(CSRF_HEADER, ""))
            if not hmac.compare_digest(given, session.csrf_digest):
                raise Denied("The request did not come from our own page.", code="access.csrf", field=CSRF_HEADER)
        caller = Caller(
            "person",
            person.id,
            address_of(request),
            request_id_of(request),
            roles={clinic: frozenset(Role(role) for role in held) for clinic, held in person.grants.items()},
        )
        if now - session.last_seen_at > sessions.SEEN_AGAIN_AFTER:
            with self._records.writing(caller.actor) as work:
                sessions.seen(work, session)
        return caller


def address_of(request: HTTPConnection) -> str:
    """Where the request came from; behind a trusted proxy the server has put the client's address there."""
    host = request.client.host if request.client else "unknown"
    return host if _ADDRESS.match(host) else "unknown"


def network_of(request: HTTPConnection) -> str:
    """What counts as one place when requests are counted: an IPv4 address, or an IPv6 network of one subscriber."""
    host = address_of(request)
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if address.version == 6 and address.ipv4_mapped is None:
        return str(IPv6Network((int(address) >> 64 << 64, 64)))
    return str(address.ipv4_mapped or address) if address.version == 6 else str(address)


def session_token(request: HTTPConnection) -> tuple[str, bool]:
    """The token that the request brings, and whether it came in the cookie; empty when it brings none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token, False
    return request.cookies.get(SESSION_COOKIE, ""), True


def request_id_of(request: HTTPConnection) -> str:
    """The request's id."""
    return str(request.scope.get("state", {}).get("request_id", "unknown"))


def stranger(request: HTTPConnection) -> Actor:
    """Somebody who has not said who they are."""
    return Actor("stranger", "unknown", address_of(request), request_id_of(request))


def _over() -> Unauthenticated:
    return Unauthenticated("The session or token is over.", code="access.over", remedy="Log in again.")
