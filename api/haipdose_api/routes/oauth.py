"""Tokens for systems: OAuth 2.0 client credentials with a signed assertion (SMART backend services)."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse

from haipdose.errors import Unauthenticated
from haipdose.evidence import Document
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.permissions import SMART_SCOPES
from haipdose_api.routes.parts import problems
from haipdose_api.security.authenticator import network_of, stranger
from haipdose_api.security.tokens import ASSERTION_ALGORITHMS, ASSERTION_TYPE
from haipdose_api.site import site_of

router = APIRouter(tags=["access"], route_class=ExactRoute)
_NOT_STORED: Final = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class TokenAnswer(Document):
    """An access token and how long it is good."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str


class TokenError(Document):
    """Why there is no token, in OAuth's words (RFC 6749)."""

    error: str
    error_description: str


_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": TokenError},
    401: {"model": TokenError},
    **{status: told for status, told in problems(413).items() if status in {413, 422, 429, 503}},
}


@router.post(
    "/oauth/token",
    response_model=TokenAnswer,
    responses=_RESPONSES,
)
def token(
    request: Request,
    grant_type: Annotated[str, Form(max_length=80)] = "",
    client_assertion_type: Annotated[str, Form(max_length=120)] = "",
    client_assertion: Annotated[str, Form(max_length=8000)] = "",
    scope: Annotated[str, Form(max_length=2000)] = "",
) -> JSONResponse:
    """Exchange a signed assertion for an access token."""
    site = site_of(request)
    site.logins.pass_through(f"token:{network_of(request)}")
    if grant_type != "client_credentials":
        return _error(400, "unsupported_grant_type", "Only client_credentials is offered.")
    if client_assertion_type != ASSERTION_TYPE:
        return _error(400, "invalid_request", f"client_assertion_type must be {ASSERTION_TYPE}.")
    try:
        system = site.tokens.check_assertion(client_assertion, stranger(request))
    except Unauthenticated as error:
        return _error(401, "invalid_client", error.message)
    granted = frozenset(system.scopes)
    asked = {right for name in scope.split() for right in SMART_SCOPES.get(name, frozenset({name}))}
    scopes = granted & asked if asked else granted
    if not scopes:
        return _error(400, "invalid_scope", "None of these scopes is granted to this system.")
    body = TokenAnswer(
        access_token=site.tokens.issue(system, scopes),
        token_type="Bearer",  # noqa: S106 - the type's name, not a token
        expires_in=site.tokens.lasts_seconds,
        scope=" ".join(sorted(scopes)),
    )
    return JSONResponse(body.model_dump(), 200, _NOT_STORED)


@router.get("/oauth/jwks.json")
def public_keys(request: Request) -> dict[str, Any]:
    """The public keys that access tokens are signed with."""
    return site_of(request).tokens.public_keys()


@router.get("/.well-known/smart-configuration")
def smart_configuration(request: Request) -> dict[str, Any]:
    """Where tokens are had, for systems that look for it (SMART App Launch 2, backend services)."""
    issuer = site_of(request).tokens.issuer
    return {
        "issuer": issuer,
        "jwks_uri": f"{issuer}/oauth/jwks.json",
        "token_endpoint": f"{issuer}/oauth/token",
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": list(ASSERTION_ALGORITHMS),
        "scopes_supported": sorted(SMART_SCOPES),
        "capabilities": ["client-confidential-asymmetric", "permission-v2"],
        "code_challenge_methods_supported": ["S256"],
    }


def _error(status: int, code: str, words: str) -> JSONResponse:
    return JSONResponse({"error": code, "error_description": words}, status, _NOT_STORED)
