"""A server in this process: the real application behind a real socket, with a clock that the test sets."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import uvicorn
from api_support import ApiUnderTest, api_on
from pydantic import SecretStr
from records_support import SteppingClock
from stores import migrated_sqlite

from haipdose_api.server import FirstAdministrator, application, make_first_administrator

START_SECONDS = 30
ADMINISTRATOR_PASSWORD = "a long sentence of your own"


@dataclass(frozen=True)
class Served:
    """Where it is, who may begin, and its clock."""

    base: str
    api: ApiUnderTest
    administrator: FirstAdministrator
    clock: SteppingClock


@contextmanager
def served(folder: Path, moment: datetime) -> Iterator[Served]:
    """A new server on a free port whose clock stands at ``moment`` until somebody moves it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        engine = migrated_sqlite(folder / "served.db")
        api = api_on(
            engine,
            base_url=base,
            webhook_allow_private=True,
            first_clinic="Liver unit",
            first_password=SecretStr(ADMINISTRATOR_PASSWORD),
        )
        clock = api.site.clock
        assert isinstance(clock, SteppingClock)
        clock.now, clock.step = moment, timedelta(0)
        first = make_first_administrator(api.site)
        assert first is not None
        server = uvicorn.Server(uvicorn.Config(application(api.site), log_config=None, date_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            _await(server)
            yield Served(base, api, first, clock)
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)


def _await(server: uvicorn.Server) -> None:
    end = time.monotonic() + START_SECONDS
    while not server.started:
        assert time.monotonic() < end, "the server did not start"
        time.sleep(0.01)
