"""The process that answers: settings read, store ready, uvicorn started."""

from __future__ import annotations

from collections.abc import Callable

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError

from haipdose.errors import InputErrors
from haipdose.exact_json import input_errors
from haipdose_api.logs import configure_logs
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


def run_server(say: Callable[[str], None]) -> None:
    """Serve until a signal ends it; requests that are being answered are finished first.

    Raises:
        InputError: a setting is unsafe or cannot be used.
        StorageError: the store cannot be used.
    """
    settings = read_settings()
    configure_logs(settings.log_level)
    site = open_site(settings)
    first = make_first_administrator(site)
    site.records.engine.dispose()
    if first is not None:
        say(f"First administrator: {first.login}, clinic {first.clinic}")
        if first.password is not None:
            say(f"Password, shown once: {first.password}")
    say(f"haipdose at http://{settings.host}:{settings.port} · documentation at /v1/docs")
    say("Decision support, not a certified medical device.")
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
