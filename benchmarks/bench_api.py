"""The server: a fill over HTTP against a bare echo, durable appends against raw inserts, the board of 10,000 courses.

Everything is a ratio within one run: the echo is served by the same uvicorn to the same client, and the raw inserts go
into the same kind of store with the same durability.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import uvicorn
from fastapi import FastAPI
from measuring import Paired, Row, in_turn
from pydantic import BaseModel
from records_support import NURSE, PUMP, a_course, new_postgres, run_postgres
from sqlalchemy import Engine, insert, text

from haipdose.records import courses, projections, tables
from haipdose.records.courses import FACT
from haipdose.records.database import WRITES, open_engine
from haipdose.records.migrations import upgrade
from haipdose.records.projections import BoardQuestion
from haipdose.records.work import Records

FILL = {
    "patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"},
    "pump": PUMP,
    "protocol": "pump-it",
    "contents": "floxuridine",
    "dose_percent": "100",
    "infusion_days": "14",
}
CONNECTIONS = 8
SECONDS = 2.0
PAIRS = 5
APPENDS = 200
BOARD = 10_000
QUERIES = 41


def measure() -> list[Row]:
    rows = [fill_over_http()]
    with tempfile.TemporaryDirectory() as folder:
        rows += stores(Path(folder))
    return rows


class Anything(BaseModel):
    """The body of the echo: read, validated as JSON, and written again."""

    patient: dict[str, Any]
    pump: dict[str, Any]
    protocol: str
    contents: str
    dose_percent: str
    infusion_days: str


def serve_echo(port: int) -> None:
    app = FastAPI()

    @app.post("/echo")
    async def echo(body: Anything) -> Anything:
        return body

    uvicorn.run(app, port=port, log_level="error", access_log=False)


def serve_haipdose(port: int) -> None:
    from api_support import api_on

    from haipdose_api.logs import configure_logs

    configure_logs("warning")  # the echo writes no log either
    folder = tempfile.mkdtemp()
    engine = open_engine(f"sqlite:///{folder}/bench.db")
    upgrade(engine)
    api = api_on(engine)
    api.callers.system("bench", "cln-" + "0" * 26, "calculate")
    uvicorn.run(api.client.app, port=port, log_level="error", access_log=False)


@contextmanager
def served(target: Callable[[int], None]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=target, args=(port,), daemon=True)
    process.start()
    try:
        for _ in range(200):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.join(10)


async def load(port: int, path: str, seconds: float) -> float:
    """Requests a second over a few kept connections."""
    body = json.dumps(FILL).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Test bench\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode()
    ends = time.perf_counter() + seconds

    async def one() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        done = 0
        while time.perf_counter() < ends:
            writer.write(head + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            if not answer.startswith(b"HTTP/1.1 200"):
                raise SystemExit(answer.decode())
            length = next(line for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            await reader.readexactly(int(length.split(b":")[1]))
            done += 1
        writer.close()
        return done

    return sum(await asyncio.gather(*(one() for _ in range(CONNECTIONS)))) / seconds


def fill_over_http() -> Row:
    with served(serve_haipdose) as ours, served(serve_echo) as bare:
        fills, echoes = [], []
        for number in range(PAIRS + 1):
            rates = (asyncio.run(load(ours, "/v1/calculate/fill", SECONDS)), asyncio.run(load(bare, "/echo", SECONDS)))
            if number:  # the first pair warms both up
                fills.append(rates[0])
                echoes.append(rates[1])
    ratios = [fill / echo for fill, echo in zip(fills, echoes, strict=True)]
    return Row(
        "fill over HTTP, requests a second",
        f"{statistics.median(fills):.0f}/s",
        f"bare FastAPI echo: {statistics.median(echoes):.0f}/s",
        round(statistics.median(ratios), 3),
        0.6,
        f"{min(ratios):.2f}–{max(ratios):.2f} over {PAIRS} pairs",
        more_is_better=True,
    )


def stores(folder: Path) -> list[Row]:
    sqlite = open_engine(f"sqlite:///{folder / 'bench.db'}")
    upgrade(sqlite)
    rows = [append(sqlite, "SQLite"), board(sqlite, "SQLite")]
    sqlite.dispose()
    with run_postgres() as server, new_postgres(server) as url:
        postgres = open_engine(url)
        upgrade(postgres)
        rows += [append(postgres, "PostgreSQL"), board(postgres, "PostgreSQL")]
        postgres.dispose()
    return rows


def append(engine: Engine, name: str) -> Row:
    """A fact with its audit entry and announcement, committed, against one row committed in the same store."""
    records = Records(engine)
    clinic, course = a_course(records)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE raw (id INTEGER PRIMARY KEY, document TEXT NOT NULL)"))
    document = '{"type": "weight-measured", "at": "2026-03-02T09:00:00Z", "weight_kg": "96.5"}'
    count = 0

    def ours() -> None:
        nonlocal count
        count += 1
        fact = FACT.validate_python(
            {"type": "weight-measured", "at": "2026-03-02T09:00:00Z", "weight_kg": "96.5", "id": f"w-{count}"}
        )
        with records.writing(NURSE) as work:
            courses.append(work, clinic, course, None, [fact])

    def raw() -> None:
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            connection.execute(text("INSERT INTO raw VALUES (:id, :document)"), {"id": count, "document": document})

    paired = in_turn(ours, raw, pairs=APPENDS, warm_up=20)
    return _rate(paired, f"durable append, {name}", "raw durable insert", 0.5)


def _rate(paired: Paired, name: str, baseline: str, aim: float) -> Row:
    ours, theirs = statistics.median(paired.ours), statistics.median(paired.theirs)
    return Row(
        name,
        f"{1 / ours:.0f}/s",
        f"{baseline}: {1 / theirs:.0f}/s",
        round(statistics.median(b / a for a, b in zip(paired.ours, paired.theirs, strict=True)), 3),
        aim,
        f"over {len(paired.ours)} pairs",
        more_is_better=True,
    )


def board(engine: Engine, name: str) -> Row:
    """The first page and all counts of a clinic with ten thousand courses; the aim is 100 ms at the median."""
    records = Records(engine)
    clinic, course = a_course(records, identifier="board")
    with records.reading() as connection:
        header = courses.get(connection, clinic, course)
    start = date(2026, 3, 2)
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        ids = [f"crs-{number:026d}" for number in range(BOARD)]
        head = header.header.model_dump(mode="json")
        connection.execute(
            insert(tables.courses),
            [
                {
                    "id": identity,
                    "clinic_id": clinic,
                    "patient_id": header.header.patient_id,
                    "protocol": "pump-it",
                    "header": head,
                    "version": 1,
                    "facts": 0,
                    "created_at": now,
                    "updated_at": now,
                }
                for identity in ids
            ],
        )
        connection.execute(
            insert(tables.board),
            [
                {
                    "course_id": identity,
                    "clinic_id": clinic,
                    "patient_id": header.header.patient_id,
                    "course_version": 1,
                    "computed_for": start,
                    "refill_date": start + timedelta(days=number % 40 - 5),
                    "run_dry_fast": now + timedelta(days=number % 50),
                    "waits_for_laboratory": number % 7 == 0,
                    "next_action": "visit",
                    "text": "Visit.",
                    "critical_alerts": 0,
                }
                for number, identity in enumerate(ids)
            ],
        )
    asked = BoardQuestion(clinic=clinic, today=start, risk_until=now + timedelta(days=7), only="overdue")
    times = []
    for _ in range(QUERIES):
        began = time.perf_counter()
        with records.reading() as connection:
            projections.board_rows(connection, asked)
            projections.board_counts(connection, asked)
        times.append(time.perf_counter() - began)
    middle = statistics.median(times)
    return Row(
        f"board of {BOARD} courses, {name}",
        f"{middle * 1000:.1f} ms",
        "100 ms",
        round(middle / 0.1, 3),
        1.0,
        f"{min(times) * 1000:.1f}–{max(times) * 1000:.1f} ms over {QUERIES}",
    )
