"""Calendars in the making: one at a time for a clinic, with a beat by which a run that died is known.

Not a source of anything: what a run made stands among the clinic's calendars, witnessed like everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, insert, select, update

from haipdose.errors import Conflict
from haipdose.records import tables
from haipdose.records.registries import CLINICS
from haipdose.records.registry import not_found
from haipdose.records.work import Work

RunState = Literal["running", "finished", "failed", "lost"]
SILENCE: Final = timedelta(seconds=60)
"""A run that has not been heard of for so long is lost: its server ended."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it is known now. ``progress`` is the last step told, or the problem of a run that failed."""

    id: str
    started_at: datetime
    state: RunState
    stop_asked: bool
    progress: Mapping[str, Any]
    schedule_id: str | None


def start(work: Work, clinic: str) -> str:
    """A new run. Raises Conflict while another one of the clinic is under way."""
    table = tables.schedule_runs
    CLINICS.lock(work, clinic)  # two starts at once: the second one finds the first
    under_way = work.connection.execute(
        select(table.c.id).where(
            table.c.clinic_id == clinic, table.c.state == "running", table.c.beat_at > work.now - SILENCE
        )
    ).first()
    if under_way is not None:
        raise Conflict(
            "A calendar is being made for this clinic already.",
            code="schedule.running",
            found=under_way.id,
            remedy="Wait for it, or stop it.",
        )
    identity = work.new_id("run")
    work.connection.execute(
        insert(table).values(
            id=identity,
            clinic_id=clinic,
            by=work.actor.id,
            started_at=work.now,
            beat_at=work.now,
            state="running",
            stop_asked=False,
            progress={},
            schedule_id=None,
        )
    )
    return identity


def get(connection: Connection, clinic: str, run: str, now: datetime) -> Run:
    """A run. Raises NotFound."""
    row = connection.execute(_of(clinic).where(tables.schedule_runs.c.id == run)).one_or_none()
    if row is None:
        raise not_found("run")
    return _run(row, now)


def latest(connection: Connection, clinic: str, now: datetime) -> Run | None:
    """The clinic's last run; None when there was none."""
    row = connection.execute(_of(clinic).order_by(tables.schedule_runs.c.started_at.desc()).limit(1)).one_or_none()
    return None if row is None else _run(row, now)


def beat(work: Work, run: str, progress: Mapping[str, Any] | None) -> bool:
    """Say that a run goes on, and how far it is; True when somebody asked it to stop."""
    table = tables.schedule_runs
    values: dict[str, Any] = {"beat_at": work.now} | ({} if progress is None else {"progress": dict(progress)})
    work.connection.execute(update(table).where(table.c.id == run).values(values))
    return bool(work.connection.execute(select(table.c.stop_asked).where(table.c.id == run)).scalar_one())


def ask_to_stop(work: Work, clinic: str, run: str) -> None:
    """Ask a run to end with what it has. Raises NotFound."""
    table = tables.schedule_runs
    done = work.connection.execute(
        update(table).where(table.c.id == run, table.c.clinic_id == clinic).values(stop_asked=True)
    )
    if done.rowcount == 0:
        raise not_found("run")


def finish(work: Work, run: str, schedule: str) -> None:
    """The run made this calendar."""
    table = tables.schedule_runs
    values = {"state": "finished", "schedule_id": schedule, "beat_at": work.now}
    work.connection.execute(update(table).where(table.c.id == run).values(values))


def fail(work: Work, run: str, problem: Mapping[str, Any]) -> None:
    """The run came to nothing, and why."""
    table = tables.schedule_runs
    values = {"state": "failed", "progress": dict(problem), "beat_at": work.now}
    work.connection.execute(update(table).where(table.c.id == run).values(values))


def _of(clinic: str) -> Any:
    return select(tables.schedule_runs).where(tables.schedule_runs.c.clinic_id == clinic)


def _run(row: Row[Any], now: datetime) -> Run:
    lost = row.state == "running" and row.beat_at <= now - SILENCE
    return Run(row.id, row.started_at, "lost" if lost else row.state, row.stop_asked, row.progress, row.schedule_id)
