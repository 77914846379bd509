"""The process that answers: settings read, store ready, uvicorn started."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Callable
from contextlib import ExitStack

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError

from haipdose.errors import InputError, InputErrors
from haipdose.exact_json import input_errors
from haipdose_api.demonstration.building import STAFF
from haipdose_api.demonstration.building import build as build_demonstration
from haipdose_api.logs import configure_logs
from haipdose_api.metrics import shared_between_workers
from haipdose_api.server import application, make_first_administrator, open_site
from haipdose_api.settings import Settings


def read_settings() -> Settings:
    """The settings of the environment and the file ``.env``.

    Raises:
        InputErrors: one entry for each setting that cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise InputErrors(input_errors(error)) from error


def build() -> FastAPI:
    """The application of a worker process."""
    settings = read_settings()
    configure_logs(settings.log_level)
    return application(open_site(settings))


def need_free_port(settings: Settings) -> None:
    """Find out before anything else is done, and say it in our own words.

    Raises:
        InputError: somebody listens there already, or this address is not one of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise InputError(
            f"The server cannot listen there: {error.strerror}.",
            code="server.port",
            field="HAIPDOSE_PORT",
            found=f"{settings.host}:{settings.port}",
            remedy="End what listens there, or choose another HAIPDOSE_HOST or HAIPDOSE_PORT.",
        ) from error


def run_server(say: Callable[[str], None]) -> None:
    """Serve until a signal ends it; requests that are being answered are finished first.

    Raises:
        InputError: a setting is unsafe or cannot be used.
        StorageError: the store cannot be used.
    """
    settings = _prepared()
    site = open_site(settings)
    first = make_first_administrator(site)
    site.records.engine.dispose()
    if first is not None:
        say(f"First administrator: {first.login}, clinic {first.clinic}")
        if first.password is not None:
            say(f"Password, shown once: {first.password}")
    _serve(settings, say)


def run_demonstration(say: Callable[[str], None]) -> None:
    """Serve a clinic of invented patients, from a store that is thrown away unless HAIPDOSE_DATABASE_URL names one.

    Raises:
        InputError: a setting is unsafe or cannot be used.
        Conflict: the named store holds something else.
        StorageError: the store cannot be used.
    """
    os.environ["HAIPDOSE_DEMONSTRATION"] = "true"
    with ExitStack() as thrown_away:
        if "HAIPDOSE_DATABASE_URL" not in os.environ:
            folder = thrown_away.enter_context(tempfile.TemporaryDirectory(prefix="haipdose-demonstration-"))
            os.environ["HAIPDOSE_DATABASE_URL"] = f"sqlite:///{folder}/demonstration.db"
        settings = _prepared()
        configure_logs("warning")
        site = open_site(settings)
        built = build_demonstration(site, say=say)
        site.records.engine.dispose()
        configure_logs(settings.log_level)
        say("")
        say("DEMONSTRATION: every patient is invented; nothing here may be used for care.")
        say(f"Log in as {', '.join(login for login, _, _ in STAFF)}")
        say(f"Password of all of them: {built.password}")
        _serve(settings, say)


def _prepared() -> Settings:
    settings = read_settings()
    configure_logs(settings.log_level)
    need_free_port(settings)
    os.umask(0o077)  # what is written, the store above all, is for this user only
    return settings


def _serve(settings: Settings, say: Callable[[str], None]) -> None:
    say(f"haipdose at http://{settings.host}:{settings.port} · documentation of the API at /v1/docs")
    say("Decision support, not a certified medical device.")
    with shared_between_workers(settings.workers):
        uvicorn.run(
            "haipdose_api.serving:build",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=settings.workers,
            proxy_headers=True,
            forwarded_allow_ips=settings.trusted_proxies,
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=20,
            date_header=True,
        )
