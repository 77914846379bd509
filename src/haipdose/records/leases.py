"""Work that only one of several servers does at a time, such as sending events in order."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_
from sqlalchemy.dialects import postgresql, sqlite

from haipdose.records import tables
from haipdose.records.work import Work


def take(work: Work, name: str, holder: str, for_seconds: int) -> bool:
    """Take or keep a piece of work; False while another holder's time has not run out."""
    table = tables.leases
    make = (sqlite if work.connection.dialect.name == "sqlite" else postgresql).insert(table)
    until = work.now + timedelta(seconds=for_seconds)
    taken = work.connection.execute(
        make.values(name=name, holder=holder, until=until)
        .on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": holder, "until": until},
            where=or_(table.c.holder == holder, table.c.until < work.now),
        )
        .returning(table.c.name)
    ).one_or_none()
    return taken is not None


def release(work: Work, name: str, holder: str) -> None:
    """Give a piece of work back before its time, so that nobody has to wait for it."""
    table = tables.leases
    work.connection.execute(delete(table).where(table.c.name == name, table.c.holder == holder))
