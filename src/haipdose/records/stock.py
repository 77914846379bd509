"""The clinic's stock, whole: what a preparation is compared with, and how many of each lot are left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from haipdose.orders.stock import Stocked
from haipdose.orders.stock_counting import LotKey, MovementKind, StockMovement, Use
from haipdose.records import tables
from haipdose.records.audit import text_digest
from haipdose.records.columns import canonical
from haipdose.records.registries import PRODUCTS
from haipdose.records.registry import MAX_PAGE
from haipdose.records.work import Work


@dataclass(frozen=True, slots=True)
class Moved:
    """A change as it was recorded. ``sequence`` counts the changes of a product."""

    sequence: int
    at: datetime
    by: str
    movement: StockMovement


def stock_of(connection: Connection, clinic: str) -> tuple[Stocked, ...]:
    """All products of a clinic, those that are not in use any more among them."""
    found: list[Stocked] = []
    after: str | None = None
    while True:
        page = PRODUCTS.page(connection, clinic, limit=MAX_PAGE, after=after)
        found += [Stocked(id=item.id, version=item.version, product=item.document) for item in page.items]
        after = page.next_after
        if after is None:
            return tuple(found)


def lock_products(work: Work, clinic: str, products: Iterable[str]) -> None:
    """Keep others from using or counting these products until the unit of work ends.

    One after the other in the order of their ids, so that two who lock the same ones wait and never block each other.
    """
    table = tables.stock_products
    for product in sorted(set(products)):
        query = select(table.c.id).where(table.c.id == product, table.c.clinic_id == clinic).with_for_update()
        work.connection.execute(query).one_or_none()


def counted(connection: Connection, clinic: str) -> dict[LotKey, int]:
    """Containers left of every lot that was ever received or counted."""
    table = tables.stock_movements
    query = (
        select(table.c.product_id, table.c.lot_number, func.sum(table.c.change).label("left"))
        .where(table.c.clinic_id == clinic)
        .group_by(table.c.product_id, table.c.lot_number)
    )
    return {(row.product_id, row.lot_number): int(row.left) for row in connection.execute(query)}


def record_movement(work: Work, clinic: str, product: str, movement: StockMovement) -> Moved:
    """Append a change; the caller has locked the product."""
    table = tables.stock_movements
    last = work.connection.execute(select(func.max(table.c.sequence)).where(table.c.product_id == product)).scalar()
    sequence = (last or 0) + 1
    text = canonical(movement.model_dump(mode="json"))
    digest = text_digest(text)
    work.connection.execute(
        insert(table).values(
            product_id=product,
            sequence=sequence,
            clinic_id=clinic,
            lot_number=movement.lot_number,
            change=movement.change,
            at=work.now,
            by=work.actor.id,
            document=text,
            digest=digest,
        )
    )
    payload = {"kind": movement.kind.value, "rows": {f"stock_movements/{product}/{sequence}": digest}}
    work.audit("stock.move", "product", product, clinic=clinic, payload=payload)
    return Moved(sequence, work.now, work.actor.id, movement)


def record_uses(work: Work, clinic: str, order: str, taken: Iterable[Use], left: dict[LotKey, int]) -> None:
    """Append what a preparation used; ``left`` is what was counted before, and follows."""
    for one in taken:
        key = one.product_id, one.lot_number
        before, left[key] = left[key], left[key] - one.containers
        used = StockMovement(
            kind=MovementKind.USED,
            lot_number=one.lot_number,
            change=-one.containers,
            left=left[key],
            order_id=order,
            component=one.component,
            beyond_count=one.containers > before,
        )
        record_movement(work, clinic, one.product_id, used)


def movements(
    connection: Connection, clinic: str, product: str, *, limit: int = 50, after: int | None = None
) -> tuple[tuple[Moved, ...], int | None]:
    """The changes of a product, newest first, and the number to go on after."""
    table = tables.stock_movements
    limit = min(limit, MAX_PAGE)
    query = select(table).where(table.c.product_id == product, table.c.clinic_id == clinic)
    if after is not None:
        query = query.where(table.c.sequence < after)
    rows = connection.execute(query.order_by(table.c.sequence.desc()).limit(limit + 1)).all()
    shown = tuple(
        Moved(row.sequence, row.at, row.by, StockMovement.model_validate_json(row.document)) for row in rows[:limit]
    )
    return shown, shown[-1].sequence if len(rows) > limit else None
