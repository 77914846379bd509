"""The clinic's calendars, newest first, and the one that counts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from haipdose.capacity.records import ClinicSchedule, ClinicSetup
from haipdose.records import tables
from haipdose.records.registries import SCHEDULES, SETUPS
from haipdose.records.registry import Stored


def setup_of(connection: Connection, clinic: str) -> Stored[ClinicSetup] | None:
    """What the clinic has; None as long as nobody said."""
    return next(iter(SETUPS.page(connection, clinic, limit=1).items), None)


def newest(connection: Connection, clinic: str, limit: int) -> tuple[Stored[ClinicSchedule], ...]:
    """The last calendars that were made."""
    table = tables.clinic_schedules
    return _found(connection, clinic, select(table.c.id).order_by(table.c.created_at.desc(), table.c.id.desc()), limit)


def published(connection: Connection, clinic: str) -> Stored[ClinicSchedule] | None:
    """The calendar that was published last; None when none was."""
    table = tables.clinic_schedules
    query = select(table.c.id).where(table.c.state == "published").order_by(table.c.updated_at.desc())
    return next(iter(_found(connection, clinic, query, 1)), None)


def _found(connection: Connection, clinic: str, query: Any, limit: int) -> tuple[Stored[ClinicSchedule], ...]:
    ids = connection.execute(query.where(tables.clinic_schedules.c.clinic_id == clinic).limit(limit)).scalars()
    return tuple(SCHEDULES.get(connection, clinic, identity) for identity in ids)
