"""Starting a server: the store is migrated, what is unsafe is refused, the first administrator is made."""

from __future__ import annotations

import asyncio
import errno
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import structlog
from fastapi import FastAPI
from sqlalchemy.engine import make_url

from haipdose.errors import HaipdoseError, InputError
from haipdose.interop.mllp import MllpListener
from haipdose.library import PackagedLibrary
from haipdose.records import idempotency, people, sessions, systems
from haipdose.records.audit import Actor
from haipdose.records.database import open_engine
from haipdose.records.migrations import upgrade
from haipdose.records.registries import CLINICS
from haipdose.records.shapes import ClinicRecord
from haipdose.records.work import Records
from haipdose.schedule.clinic import Clinic
from haipdose_api import projection
from haipdose_api.app import create_app
from haipdose_api.board_risk import state_risks
from haipdose_api.clinic_calendar import end_runs
from haipdose_api.hl7 import receive
from haipdose_api.metrics import LOOPBACK, worker_ended
from haipdose_api.permissions import Role
from haipdose_api.security.authenticator import CredentialsChecker
from haipdose_api.security.limits import Turnstile
from haipdose_api.security.passwords import hash_password
from haipdose_api.security.tokens import TokenOffice
from haipdose_api.security.vault import open_vault
from haipdose_api.settings import Settings
from haipdose_api.site import Site
from haipdose_api.webhooks import delivery

log = structlog.get_logger()

SETUP: Final = Actor("service", "setup", "internal", "internal")
HOUSEKEEPING_SECONDS: Final = 30.0
SIMULATION_AFTER_SECONDS: Final = 5.0
"""A server answers first: what the simulation loads and compiles takes seconds of a core."""


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """Made on the first start; the password is shown once, to whoever started the server."""

    login: str
    password: str | None
    clinic: str


def refuse_unsafe(settings: Settings) -> None:
    """Refuse to start wide open.

    Raises:
        InputError: other machines could read along, because neither a proxy nor haipdose itself speaks TLS.
    """
    public = urlsplit(settings.base_url)
    if public.scheme != "https" and not settings.allow_plain_http and public.hostname not in LOOPBACK:
        raise InputError(
            "Patients' data would cross the network in the open.",
            code="server.plain-http",
            field="HAIPDOSE_BASE_URL",
            found=f"{public.scheme}://{public.hostname}",
            allowed="an https URL",
            remedy="Put a TLS proxy in front and give its https URL; for a test, set HAIPDOSE_ALLOW_PLAIN_HTTP=true.",
        )
    if settings.host not in LOOPBACK and public.hostname in LOOPBACK and not settings.allow_plain_http:
        raise InputError(
            "The server would listen to other machines without knowing its own https URL.",
            code="server.open",
            field="HAIPDOSE_HOST",
            found=settings.host,
            allowed="127.0.0.1, or an https HAIPDOSE_BASE_URL",
            remedy="Give HAIPDOSE_BASE_URL, the https URL under which the proxy is reached.",
        )


def open_site(settings: Settings) -> Site:
    """The site of these settings, its store migrated and its signing key made.

    Raises:
        InputError: a setting is unsafe or cannot be used.
        StorageError: the store or the key file cannot be used.
    """
    refuse_unsafe(settings)
    engine = open_engine(settings.database_url)
    upgrade(engine)
    records = Records(engine)
    vault = open_vault(key_file_of(settings))
    tokens = TokenOffice(records, vault, settings.base_url, settings.access_token_seconds)
    with records.reading() as connection:
        has_key = bool(systems.signing_keys(connection))
    if not has_key:
        tokens.rotate(SETUP)
    return Site(
        settings=settings,
        records=records,
        library=PackagedLibrary(),
        authenticator=CredentialsChecker(settings, records, tokens),
        clock=records.clock,
        vault=vault,
        tokens=tokens,
        logins=Turnstile(settings.logins_per_minute, "login"),
        requests=Turnstile(settings.requests_per_minute, "request"),
    )


def key_file_of(settings: Settings) -> Path:
    """The file with the keys that seal secrets in the store.

    Raises:
        InputError: it is not named, and there is no file beside which it could stand.
    """
    if settings.encryption_key_file is not None:
        return settings.encryption_key_file
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database).with_suffix(".key")
    raise InputError(
        "With PostgreSQL the key file must be named, the same one for every server.",
        code="vault.file",
        field="HAIPDOSE_ENCRYPTION_KEY_FILE",
        remedy="Set HAIPDOSE_ENCRYPTION_KEY_FILE.",
    )


def make_first_administrator(site: Site) -> FirstAdministrator | None:
    """Make a clinic and its administrator when there are no people yet; None when there are."""
    settings = site.settings
    login = settings.first_administrator or "administrator"
    given = settings.first_password.get_secret_value() if settings.first_password else None
    password = given or secrets.token_urlsafe(15)
    hashed = hash_password(password, login)
    with site.records.writing(SETUP) as work:
        if people.count(work.connection):
            return None
        calendar = Clinic(time_zone=settings.first_time_zone, country=settings.first_country)
        clinic = CLINICS.create(work, None, ClinicRecord(name=settings.first_clinic, calendar=calendar))
        grants = {clinic.id: frozenset({Role.ADMINISTRATOR.value})}
        people.create(work, login, "First administrator", hashed, grants, must_change_password=not given)
    return FirstAdministrator(login, None if given else password, clinic.id)


def application(site: Site) -> FastAPI:
    """The application with what runs beside it: webhooks, catching up, housekeeping."""

    @asynccontextmanager
    async def beside(app: FastAPI) -> AsyncIterator[None]:
        del app
        stop = asyncio.Event()
        beside_requests = (delivery.run(site, stop), _housekeeping(site, stop), _simulating(site, stop))
        running = [asyncio.create_task(each) for each in beside_requests]
        listener = await start_mllp(site)
        try:
            yield
        finally:
            stop.set()
            await asyncio.to_thread(end_runs)
            if listener is not None:
                await listener.stop()
            await asyncio.gather(*running, return_exceptions=True)
            site.records.engine.dispose()
            worker_ended()

    return create_app(site, beside)


async def start_mllp(site: Site) -> MllpListener | None:
    """Listen for laboratory results over MLLP, when the site has set a port and a clinic.

    Of several worker processes the first one listens.

    Raises:
        InputError: a port without a clinic.
    """
    settings = site.settings
    if settings.mllp_port == 0:
        return None
    if settings.mllp_clinic is None:
        raise InputError(
            "Results that come over MLLP need a clinic.",
            code="server.mllp-clinic",
            field="HAIPDOSE_MLLP_CLINIC",
            remedy="Set HAIPDOSE_MLLP_CLINIC to the clinic's id.",
        )
    clinic = settings.mllp_clinic

    async def handle(raw: bytes, peer: str) -> bytes:
        actor = Actor("service", "mllp", peer, f"mllp-{secrets.token_hex(8)}")
        return await asyncio.to_thread(receive, site, clinic, actor, raw)

    def on_trouble(peer: str, error: BaseException) -> None:
        log.warning("mllp.trouble", peer=peer, error=getattr(error, "code", type(error).__name__))

    listener = MllpListener(handle, on_trouble=on_trouble)
    try:
        await listener.start(settings.mllp_host, settings.mllp_port)
    except OSError as error:
        if settings.workers > 1 and error.errno == errno.EADDRINUSE:
            return None
        raise
    return listener


async def _housekeeping(site: Site, stop: asyncio.Event) -> None:
    """Make late boards anew and forget what is over, until the server ends."""
    while not stop.is_set():
        try:
            while await asyncio.to_thread(projection.catch_up, site, at_most=20) and not stop.is_set():
                continue
            await asyncio.to_thread(_forget, site)
        except HaipdoseError as error:
            log.warning("housekeeping.failed", code=error.code)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), HOUSEKEEPING_SECONDS)


async def _simulating(site: Site, stop: asyncio.Event) -> None:
    """State the risk of the board's rows, until the server ends."""
    pause = SIMULATION_AFTER_SECONDS
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        try:
            while not stop.is_set():
                if not await asyncio.to_thread(state_risks, site):
                    break
        except HaipdoseError as error:
            log.warning("simulating.failed", code=error.code)
        pause = HOUSEKEEPING_SECONDS


def _forget(site: Site) -> None:
    with site.records.writing(SETUP) as work:
        idempotency.forget_old(work, work.now)
        sessions.forget_over(work)
