"""Killing a server under write load, again and again, and then counting.

Writers send facts and new courses over HTTP, each with an Idempotency-Key, and repeat what they got no answer to until
they get one. The server is killed (SIGKILL) at a random moment and started again. In the end every acknowledged change
must be in the store once, the audit trail must verify, and every change must have been announced and delivered.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import delete, select

from haipdose.records import tables
from haipdose.records.database import open_engine
from haipdose.records.verify import verify

LOGIN = "administrator"
PASSWORD = "correct-horse-battery-staple-9"
FIRST_PASSWORD = "handed over in person"
WRITER_PASSWORD = "another-horse-battery-staple-7"
WRITERS = 4
COURSES = 3
COURSE_EVERY = 12
START_SECONDS = 60
DELIVERY_SECONDS = 300


@dataclass
class Told:
    """What the server acknowledged: facts and courses by the mark that each carries."""

    facts: dict[str, str] = field(default_factory=dict)  # the weight that marks the fact → its course
    courses: dict[str, str] = field(default_factory=dict)  # the weight that marks the course → its id
    repeated: int = 0
    conflicts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Outcome:
    """What came of it."""

    kills: int
    facts: int
    courses: int
    repeated: int
    conflicts: int
    delivered: int
    seconds: float


class Receiver:
    """Somebody who subscribed: remembers the events in the order in which they came."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.events.append(json.loads(body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        class Listener(ThreadingHTTPServer):
            request_queue_size = 256  # fifty events come at once; the default of five resets some of them

        self.server = Listener(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/events"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Server:
    """``haipdose serve`` as a process of its own."""

    def __init__(self, database_url: str, folder: Path, **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("HAIPDOSE_", "COV_"))},
            "HAIPDOSE_DATABASE_URL": database_url,
            "HAIPDOSE_PORT": str(self.port),
            "HAIPDOSE_BASE_URL": self.base,
            "HAIPDOSE_ENCRYPTION_KEY_FILE": str(folder / "site.key"),
            "HAIPDOSE_FIRST_ADMINISTRATOR": LOGIN,
            "HAIPDOSE_FIRST_PASSWORD": PASSWORD,
            "HAIPDOSE_REQUESTS_PER_MINUTE": "1000000",
            "HAIPDOSE_LOGINS_PER_MINUTE": "1000",
            "HAIPDOSE_WEBHOOK_ALLOW_PRIVATE": "true",
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", "from haipdose.cli.main import main; main()", "serve"],
                env=self.environment,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.await_ready()

    def await_ready(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text()[-4000:]
            try:
                if httpx.get(f"{self.base}/health/ready", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the server did not get ready: " + self.log.read_text()[-4000:])

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """End it as an operator would; returns its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(40)
        finally:
            if self.process.poll() is None:
                self.kill()


@dataclass(frozen=True)
class Ward:
    """The clinic with its courses, and somebody who may write in it."""

    base: str
    clinic: str
    courses: tuple[str, ...]
    patient: str
    headers: dict[str, str]

    def path(self, *parts: str) -> str:
        return "/".join([f"{self.base}/v1/clinics/{self.clinic}", *parts])


def header(patient: str, weight: str) -> dict[str, Any]:
    """What a course starts from; its weight marks it."""
    return {
        "patient_id": patient,
        "patient": {"sex": "male", "height_cm": "180", "weight_kg": weight},
        "protocol": "pump-it",
        "arm": "B",
        "regimen": "folfox",
    }


def set_up(server: Server, receiver: Receiver | None = None) -> Ward:
    """Log in as the first administrator, make a person who writes, a patient, courses and a subscription."""
    client = httpx.Client(base_url=server.base, timeout=30)

    def ask(method: str, path: str, token: str | None = None, **body: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = client.request(method, path, json=body or None, headers=headers)
        assert answer.status_code < 300, answer.text
        found: dict[str, Any] = answer.json()
        return found

    administrator = ask("POST", "/v1/session", login=LOGIN, password=PASSWORD)["token"]
    clinic = next(iter(ask("GET", "/v1/session", administrator)["roles"]))
    root = f"/v1/clinics/{clinic}"
    ask(
        "POST",
        f"{root}/people",
        administrator,
        login="writer",
        display_name="W. Writer",
        password=FIRST_PASSWORD,
        roles=["nurse", "prescriber"],
    )
    if receiver is not None:
        topics = ["course.created", "facts.appended"]
        ask("POST", f"{root}/subscriptions", administrator, url=receiver.url, topics=topics)
    given = ask("POST", "/v1/session", login="writer", password=FIRST_PASSWORD)["token"]
    own = {"password": FIRST_PASSWORD, "new_password": WRITER_PASSWORD}
    changed = client.put("/v1/session/password", json=own, headers={"Authorization": f"Bearer {given}"})
    assert changed.status_code == 204, changed.text
    writer = ask("POST", "/v1/session", login="writer", password=WRITER_PASSWORD)["token"]
    patient = ask("POST", f"{root}/patients", writer, identifier="0001", sex="male")["id"]
    courses = tuple(
        ask("POST", f"{root}/courses", writer, **header(patient, f"80.{number}"))["id"] for number in range(COURSES)
    )
    client.close()
    return Ward(server.base, clinic, courses, patient, {"Authorization": f"Bearer {writer}"})


class Writer(threading.Thread):
    """Writes until told to stop, and then until its last change is acknowledged."""

    def __init__(self, number: int, ward: Ward, told: Told, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.number, self.ward, self.told, self.stop = number, ward, told, stop
        self.count = 0
        self.fault: str | None = None
        self.client = httpx.Client(timeout=30, headers=ward.headers)

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.count += 1
                mark = f"97.{self.number}{self.count:07d}1"  # never ends in a zero: no two are the same number
                if self.count % COURSE_EVERY == 1 + self.number:  # the first writer begins with one
                    self._course(mark)
                else:
                    self._fact(mark)
        except Exception as error:  # noqa: BLE001 - told by the thread that counts
            self.fault = repr(error)
        finally:
            self.client.close()

    def _sent(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> httpx.Response:
        """Send until there is an answer; what is sent again is the same request under the same key."""
        while True:
            try:
                answer = self.client.post(path, json=body, headers=headers)
            except httpx.TransportError:
                time.sleep(0.02)
                continue
            if answer.headers.get("Idempotent-Replayed") == "true":
                with self.told.lock:
                    self.told.repeated += 1
            if answer.status_code != 503:
                return answer
            time.sleep(0.02)

    def _course(self, mark: str) -> None:
        headers = {"Idempotency-Key": secrets.token_hex(16)}
        answer = self._sent(self.ward.path("courses"), header(self.ward.patient, mark), headers)
        assert answer.status_code == 201, answer.text
        with self.told.lock:
            self.told.courses[mark] = answer.json()["id"]

    def _fact(self, mark: str) -> None:
        course = self.ward.courses[self.count % COURSES]
        fact = {"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": mark}
        while True:
            try:
                version = self.client.get(self.ward.path("courses", course)).headers.get("ETag")
            except httpx.TransportError:
                time.sleep(0.02)
                continue
            if version is None:
                continue
            headers = {"Idempotency-Key": secrets.token_hex(16), "If-Match": version}
            answer = self._sent(self.ward.path("courses", course, "facts"), {"facts": [fact]}, headers)
            if answer.status_code == 412:  # another writer was first: read again, and do it anew
                with self.told.lock:
                    self.told.conflicts += 1
                continue
            assert answer.status_code == 201, answer.text
            with self.told.lock:
                self.told.facts[mark] = course
            return


def crash(
    database_url: str,
    folder: Path,
    kills: int,
    say: Callable[[str], None] = lambda line: None,
    seed: int | None = None,
) -> Outcome:
    """Kill the server so many times under load, and check what is left. Raises AssertionError."""
    chance = random.Random(seed)
    began = time.monotonic()
    receiver = Receiver()
    server = Server(database_url, folder)
    told, stop = Told(), threading.Event()
    writers: list[Writer] = []
    try:
        server.start()
        ward = set_up(server, receiver)
        writers = [Writer(number, ward, told, stop) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for number in range(1, kills + 1):
            time.sleep(chance.uniform(0.05, 1.2))
            server.kill()
            server.start()
            faults = [writer.fault for writer in writers if writer.fault]
            assert not faults, faults
            say(
                f"{number}/{kills} kills, {len(told.facts)} facts and {len(told.courses)} courses acknowledged, "
                f"{told.repeated} answered again, {time.monotonic() - began:.0f} s"
            )
        stop.set()
        for writer in writers:
            writer.join(60)
            assert not writer.is_alive()
            assert writer.fault is None, writer.fault
        _await_delivery(database_url, receiver, told)
        assert server.stop() in {0, -signal.SIGTERM}
    finally:
        stop.set()
        if server.process is not None and server.process.poll() is None:
            server.kill()
        receiver.close()
    _check_store(database_url, ward, told)
    _check_events(receiver.events, ward, told)
    return Outcome(
        kills,
        len(told.facts),
        len(told.courses),
        told.repeated,
        told.conflicts,
        len(receiver.events),
        time.monotonic() - began,
    )


def _await_delivery(database_url: str, receiver: Receiver, told: Told) -> None:
    engine = open_engine(database_url)
    with engine.connect().execution_options(haipdose_writes=True) as connection, connection.begin():
        connection.execute(delete(tables.leases))  # the killed server's turn at sending: over in a minute anyway
    engine.dispose()
    expected = len(told.facts) + len(told.courses) + COURSES
    end = time.monotonic() + DELIVERY_SECONDS
    while len({event["id"] for event in receiver.events}) < expected and time.monotonic() < end:
        time.sleep(0.2)


def _check_store(database_url: str, ward: Ward, told: Told) -> None:
    engine = open_engine(database_url)
    try:
        report = verify(engine)
        assert report.intact, report.faults[:5]
        facts, courses = tables.facts, tables.courses
        with engine.connect() as connection:
            found = Counter(
                (json.loads(row.document)["weight_kg"], row.course_id)
                for row in connection.execute(select(facts.c.course_id, facts.c.document))
            )
            made = Counter(
                (row.header["patient"]["weight_kg"], row.id)
                for row in connection.execute(select(courses))
                if row.id not in ward.courses
            )
            versions = {row.id: (row.version, row.facts) for row in connection.execute(select(courses))}
    finally:
        engine.dispose()
    # The same once each: nothing acknowledged is missing, nothing is there twice, nothing is there unacknowledged.
    assert found == Counter(told.facts.items())
    assert made == Counter(told.courses.items())
    counted = Counter(told.facts.values())
    assert versions == {course: (1 + counted[course], counted[course]) for course in versions}


def _check_events(events: list[dict[str, Any]], ward: Ward, told: Told) -> None:
    """At least once each, in order within a course the first time, and one event for each acknowledged change."""
    first: dict[str, dict[str, Any]] = {}
    for event in events:
        first.setdefault(event["id"], event)
    assert sorted(event["course"] for event in first.values() if event["topic"] == "course.created") == sorted(
        [*told.courses.values(), *ward.courses]
    )
    appended = Counter(event["course"] for event in first.values() if event["topic"] == "facts.appended")
    assert appended == Counter(told.facts.values())
    last: dict[str, int] = {}
    for event in first.values():
        assert event["sequence"] > last.get(event["course"], 0), "out of order"
        last[event["course"]] = event["sequence"]
