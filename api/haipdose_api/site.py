"""What a running server holds: the store, the rules, the settings, and who checks credentials."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from haipdose.library import PackagedLibrary
from haipdose.records.work import Records
from haipdose_api.security.limits import Turnstile
from haipdose_api.security.tokens import TokenOffice
from haipdose_api.security.vault import Vault
from haipdose_api.settings import Settings

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from haipdose_api.caller import Caller


class Authenticator(Protocol):
    """Says who is calling."""

    def caller(self, request: HTTPConnection) -> Caller:
        """The caller. Raises Unauthenticated."""
        ...


@dataclass(frozen=True, slots=True)
class Site:
    """One server. Everything that a request needs and that is not in the request."""

    settings: Settings
    records: Records
    library: PackagedLibrary
    authenticator: Authenticator
    clock: Callable[[], datetime]
    vault: Vault
    tokens: TokenOffice
    logins: Turnstile
    requests: Turnstile


def site_of(request: HTTPConnection) -> Site:
    """The site that this request came to."""
    site: Site = request.app.state.site
    return site
