"""Fill orders as recorded: the steps are only appended; state and version stand beside them for searching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from haipdose.orders.workflow import State, StepDone, StepTaken, state_after
from haipdose.records import tables
from haipdose.records.audit import text_digest
from haipdose.records.columns import canonical
from haipdose.records.registry import MAX_PAGE, not_found, stale
from haipdose.records.work import Work


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """An order with all its steps. ``version`` is the number of steps."""

    id: str
    clinic_id: str
    course_id: str
    visit_id: str | None
    state: State
    due: date | None
    version: int
    created_at: datetime
    updated_at: datetime
    steps: tuple[StepTaken, ...]


def create(
    work: Work, clinic: str, course: str, *, visit: str | None, due: date | None, first: StepDone
) -> StoredOrder:
    """Record a new order with its first step."""
    identity = work.new_id("ord")
    work.connection.execute(
        insert(tables.fill_orders).values(
            id=identity,
            clinic_id=clinic,
            course_id=course,
            visit_id=visit,
            state=State.ORDERED.value,
            due=due,
            version=0,
            created_at=work.now,
            updated_at=work.now,
        )
    )
    return add_step(work, get(work.connection, clinic, identity), first)


def get(connection: Connection, clinic: str, identity: str, *, lock: bool = False) -> StoredOrder:
    """An order. Raises NotFound."""
    table = tables.fill_orders
    query = select(table).where(table.c.id == identity, table.c.clinic_id == clinic)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise not_found("order")
    return _order(row, _steps(connection, [identity]).get(identity, ()))


def page(
    connection: Connection,
    clinic: str,
    *,
    course: str | None = None,
    state: State | None = None,
    limit: int = 50,
    after: str | None = None,
) -> tuple[tuple[StoredOrder, ...], str | None]:
    """Orders of a clinic, newest last, a page at a time."""
    limit = min(limit, MAX_PAGE)
    table = tables.fill_orders
    query = select(table).where(table.c.clinic_id == clinic).order_by(table.c.id).limit(limit + 1)
    if course is not None:
        query = query.where(table.c.course_id == course)
    if state is not None:
        query = query.where(table.c.state == state.value)
    if after is not None:
        query = query.where(table.c.id > after)
    rows = connection.execute(query).all()
    steps = _steps(connection, [row.id for row in rows[:limit]])
    shown = tuple(_order(row, steps.get(row.id, ())) for row in rows[:limit])
    return shown, shown[-1].id if len(rows) > limit else None


def expect(order: StoredOrder, expected: int) -> None:
    """Raise StaleVersion unless the caller read this version."""
    if order.version != expected:
        raise stale("order", expected, order.version)


def add_step(work: Work, order: StoredOrder, done: StepDone) -> StoredOrder:
    """Append a step; the caller has checked that it is its turn."""
    taken = StepTaken(by=work.actor.id, at=work.now, done=done)
    steps = (*order.steps, taken)
    sequence, state = len(steps), state_after(steps)
    text = canonical(taken.model_dump(mode="json", by_alias=True))
    digest = text_digest(text)
    work.connection.execute(
        insert(tables.fill_order_steps).values(
            order_id=order.id,
            sequence=sequence,
            step=done.step,
            at=work.now,
            by=work.actor.id,
            document=text,
            digest=digest,
        )
    )
    work.connection.execute(
        update(tables.fill_orders)
        .where(tables.fill_orders.c.id == order.id)
        .values(state=state.value, version=sequence, updated_at=work.now)
    )
    work.audit(
        f"order.{done.step}",
        "order",
        order.id,
        clinic=order.clinic_id,
        course=order.course_id,
        payload={"state": state.value, "rows": {f"fill_order_steps/{order.id}/{sequence}": digest}},
    )
    work.announce(
        "order.changed",
        clinic=order.clinic_id,
        course=order.course_id,
        payload={"order": order.id, "state": state.value, "version": sequence},
    )
    return get(work.connection, order.clinic_id, order.id)


def _steps(connection: Connection, orders: Sequence[str]) -> dict[str, tuple[StepTaken, ...]]:
    table = tables.fill_order_steps
    found: dict[str, list[StepTaken]] = {}
    rows = connection.execute(
        select(table.c.order_id, table.c.document)
        .where(table.c.order_id.in_(orders))
        .order_by(table.c.order_id, table.c.sequence)
    )
    for row in rows:
        found.setdefault(row.order_id, []).append(StepTaken.model_validate_json(row.document))
    return {order: tuple(steps) for order, steps in found.items()}


def _order(row: Row[Any], steps: tuple[StepTaken, ...]) -> StoredOrder:
    return StoredOrder(
        row.id,
        row.clinic_id,
        row.course_id,
        row.visit_id,
        State(row.state),
        row.due,
        row.version,
        row.created_at,
        row.updated_at,
        steps,
    )
