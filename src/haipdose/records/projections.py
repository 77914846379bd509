"""What is worked out from a course and kept beside it, so that a board of ten thousand courses is one query.

Nothing here is a source: every row can be made again from the facts (``haipdose records project``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, case, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from haipdose.records import tables
from haipdose.records.columns import canonical
from haipdose.records.registry import MAX_PAGE
from haipdose.records.work import Work
from haipdose.schedule.requests import PlanVisit

FILTERS: Final = ("due", "overdue", "run-dry-risk", "waiting-for-laboratory", "waiting-for-double-check", "problem")


@dataclass(frozen=True, slots=True)
class Published:
    """The plan that was told last: of which version, the moment, its visits, and the calendar as text."""

    course_version: int
    as_of: datetime
    visits: tuple[PlanVisit, ...]
    calendar: str | None


def published(connection: Connection, course: str) -> Published | None:
    """What was told last about a course; None when nothing was."""
    table = tables.published_plans
    row = connection.execute(select(table).where(table.c.course_id == course)).one_or_none()
    if row is None:
        return None
    visits = tuple(PlanVisit.model_validate(visit) for visit in json.loads(row.plan))
    return Published(row.course_version, row.as_of, visits, row.calendar)


def calendars(connection: Connection, clinic: str, course: str | None = None) -> dict[str, str]:
    """The published calendars of a clinic's courses, or of one, by course id."""
    table = tables.published_plans
    query = (
        select(table.c.course_id, table.c.calendar)
        .join(tables.courses, tables.courses.c.id == table.c.course_id)
        .where(tables.courses.c.clinic_id == clinic, table.c.calendar.is_not(None))
    )
    if course is not None:
        query = query.where(table.c.course_id == course)
    return {row.course_id: row.calendar for row in connection.execute(query.order_by(table.c.course_id))}


def publish(
    work: Work, course: str, version: int, as_of: datetime, visits: tuple[PlanVisit, ...], calendar: str
) -> None:
    """Keep what is told now."""
    lean = [_without_working(visit.model_dump(mode="json", by_alias=True)) for visit in visits]
    values = {
        "course_id": course,
        "course_version": version,
        "as_of": as_of,
        "plan": canonical(lean),
        "calendar": calendar,
    }
    _upsert(work, tables.published_plans, values)


def _without_working(visit: dict[str, Any]) -> dict[str, Any]:
    """A visit without its worksheets and derivations: comparing two plans does not need them."""
    items = [{**item, "fill": None, "derivation": []} for item in visit["items"]]
    return {**visit, "items": items}


def put_on_board(work: Work, values: Mapping[str, Any]) -> None:
    """Put a course's row on the board, in place of the one before."""
    _upsert(work, tables.board, dict(values))


@dataclass(frozen=True, slots=True)
class DryRisk:
    """The simulated share that runs dry before the next pump visit, of a million, and the highest it may still be."""

    per_million: int
    highest_per_million: int


def without_risk(connection: Connection, limit: int) -> tuple[tuple[str, str, int], ...]:
    """Rows of the board whose risk was not looked at since they were made: clinic, course and its version."""
    board = tables.board
    query = (
        select(board.c.clinic_id, board.c.course_id, board.c.course_version)
        .where(board.c.dry_risk_version.is_(None))
        .order_by(board.c.refill_date, board.c.course_id)
        .limit(limit)
    )
    return tuple((row.clinic_id, row.course_id, row.course_version) for row in connection.execute(query))


def put_risk(work: Work, course: str, version: int, risk: DryRisk | None) -> None:
    """Put the stated risk into a course's row, unless the row was made anew meanwhile; None: there is none to state."""
    board = tables.board
    work.connection.execute(
        update(board)
        .where(board.c.course_id == course, board.c.course_version == version)
        .values(
            dry_risk_per_million=None if risk is None else risk.per_million,
            dry_risk_highest_per_million=None if risk is None else risk.highest_per_million,
            dry_risk_version=version,
        )
    )


def _upsert(work: Work, table: Any, values: dict[str, Any]) -> None:
    make = (sqlite if work.connection.dialect.name == "sqlite" else postgresql).insert(table)
    work.connection.execute(
        make.values(values).on_conflict_do_update(
            index_elements=["course_id"], set_={name: value for name, value in values.items() if name != "course_id"}
        )
    )


def behind(connection: Connection, today: date, limit: int) -> tuple[tuple[str, str], ...]:
    """Courses (clinic, course) whose row is missing, older than the course, or of an earlier day."""
    board, courses = tables.board, tables.courses
    query = (
        select(courses.c.clinic_id, courses.c.id)
        .outerjoin(board, board.c.course_id == courses.c.id)
        .where(
            courses.c.closed_at.is_(None),
            or_(
                board.c.course_id.is_(None),
                board.c.course_version != courses.c.version,
                board.c.computed_for < today,
            ),
        )
        .order_by(courses.c.updated_at)
        .limit(limit)
    )
    return tuple((row.clinic_id, row.id) for row in connection.execute(query))


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """Which rows of a clinic's board: those that ``only`` names, for the day ``today``; ``risk_until`` for run-dry."""

    clinic: str
    today: date
    risk_until: datetime
    only: str | None = None
    limit: int = 50
    after: tuple[date | None, str] | None = None


def board_rows(connection: Connection, asked: BoardQuestion) -> list[Row[Any]]:
    """Rows in the order of the next refill, those without one last; one more than the limit when there are more."""
    board = tables.board
    far = date(9999, 12, 31)
    # A refill that no day fits any more stands at the end of its window, not at the end of the board.
    order = func.coalesce(board.c.refill_date, board.c.refill_latest, far)
    tags = [_condition(asked, name).label(f"tag:{name}") for name in FILTERS]
    query = (
        select(board, tables.patients.c.document.label("patient_document"), *tags)
        .outerjoin(tables.patients, tables.patients.c.id == board.c.patient_id)
        .where(board.c.clinic_id == asked.clinic)
    )
    if asked.only is not None:
        query = query.where(_condition(asked, asked.only))
    if asked.after is not None:
        day, course = asked.after[0] or far, asked.after[1]
        query = query.where(or_(order > day, (order == day) & (board.c.course_id > course)))
    query = query.order_by(order, board.c.course_id).limit(min(asked.limit, MAX_PAGE) + 1)
    return list(connection.execute(query))


def tags_of(row: Row[Any]) -> tuple[str, ...]:
    """The filters that show this row of the board."""
    return tuple(name for name in FILTERS if row._mapping[f"tag:{name}"])


def board_counts(connection: Connection, asked: BoardQuestion) -> dict[str, int]:
    """How many courses of the clinic each filter would show, and how many there are."""
    sums = [func.sum(case((_condition(asked, name), 1), else_=0)).label(name) for name in FILTERS]
    row = connection.execute(
        select(func.count().label("all"), *sums).where(tables.board.c.clinic_id == asked.clinic)
    ).one()
    return {name: int(value or 0) for name, value in row._mapping.items()}


def next_day(connection: Connection, clinic: str, after: date) -> tuple[date, int] | None:
    """The first day after ``after`` on which somebody is due, and how many are; None: nobody is any more."""
    board = tables.board
    query = (
        select(board.c.refill_date, func.count().label("courses"))
        .where(board.c.clinic_id == clinic, board.c.refill_date > after)
        .group_by(board.c.refill_date)
        .order_by(board.c.refill_date)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else (row.refill_date, int(row.courses))


def _orders_waiting() -> Any:
    orders = tables.fill_orders
    return (
        select(orders.c.id).where(orders.c.course_id == tables.board.c.course_id, orders.c.state == "verified").exists()
    )


def _condition(asked: BoardQuestion, name: str) -> Any:
    board = tables.board
    match name:
        case "due":
            return board.c.refill_date == asked.today
        case "overdue":  # a refill that no day fits any more is overdue from the end of its window on
            return func.coalesce(board.c.refill_date, board.c.refill_latest) < asked.today
        case "run-dry-risk":
            return board.c.run_dry_fast <= asked.risk_until
        case "waiting-for-laboratory":
            return board.c.waits_for_laboratory
        case "waiting-for-double-check":
            return _orders_waiting()
        case "problem":
            return or_(board.c.problem.is_not(None), board.c.critical_alerts > 0)
        case _:
            msg = f"no such filter: {name}"
            raise ValueError(msg)
