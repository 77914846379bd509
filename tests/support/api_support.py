"""What tests of the API share: a site on a store of its own, and callers by role without the ceremony of logging in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet
from fastapi.testclient import TestClient
from records_support import SteppingClock
from sqlalchemy import Engine
from starlette.requests import HTTPConnection

from haipdose.library import PackagedLibrary
from haipdose.records.audit import Actor
from haipdose.records.work import Records
from haipdose_api.app import create_app
from haipdose_api.caller import Caller
from haipdose_api.permissions import Role
from haipdose_api.security.authenticator import CredentialsChecker
from haipdose_api.security.limits import Turnstile
from haipdose_api.security.tokens import TokenOffice
from haipdose_api.security.vault import Vault
from haipdose_api.settings import Settings
from haipdose_api.site import Site

SETUP = Actor("service", "setup", "internal", "internal")
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class NamedCallers:
    """Takes ``Authorization: Test NAME`` for a caller that the test has set up."""

    real: CredentialsChecker
    callers: dict[str, Caller] = field(default_factory=dict)

    def caller(self, request: HTTPConnection) -> Caller:
        name = request.headers.get("authorization", "").removeprefix("Test ")
        if name in self.callers:
            return self.callers[name]
        return self.real.caller(request)

    def person(self, name: str, **roles: Role | tuple[Role, ...]) -> dict[str, str]:
        """A person with roles by clinic; returns the headers to send."""
        given = {
            clinic.replace("_", "-"): frozenset({role} if isinstance(role, Role) else role)
            for clinic, role in roles.items()
        }
        number = format(len(self.callers) + 1, "026d")
        self.callers[name] = Caller("person", f"per-{number}", "192.0.2.7", "req-test-0001", roles=given)
        return {"Authorization": f"Test {name}"}

    def system(self, name: str, clinic: str, *scopes: str) -> dict[str, str]:
        """A system with scopes in a clinic; returns the headers to send."""
        number = format(len(self.callers) + 1, "026d")
        self.callers[name] = Caller(
            "system", f"sys-{number}", "192.0.2.8", "req-test-0002", scopes=frozenset(scopes), system_clinic=clinic
        )
        return {"Authorization": f"Test {name}"}


@dataclass(frozen=True)
class ApiUnderTest:
    site: Site
    callers: NamedCallers
    client: TestClient

    @property
    def records(self) -> Records:
        return self.site.records


def api_on(engine: Engine, **changed: Any) -> ApiUnderTest:
    """The application on this store, with a clock that steps and callers that the test names."""
    clock = SteppingClock(MORNING, timedelta(seconds=1))
    settings = Settings(_env_file=None, logins_per_minute=1000, requests_per_minute=100_000, **changed)
    records = Records(engine, clock)
    vault = Vault([Fernet.generate_key()])
    tokens = TokenOffice(records, vault, settings.base_url, settings.access_token_seconds)
    tokens.rotate(SETUP)
    callers = NamedCallers(CredentialsChecker(settings, records, tokens))
    site = Site(
        settings=settings,
        records=records,
        library=PackagedLibrary(),
        authenticator=callers,
        clock=clock,
        vault=vault,
        tokens=tokens,
        logins=Turnstile(settings.logins_per_minute, "login"),
        requests=Turnstile(settings.requests_per_minute, "request"),
    )
    client = TestClient(create_app(site), base_url="https://testserver", raise_server_exceptions=False)
    return ApiUnderTest(site, callers, client)
