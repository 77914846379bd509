"""The clinic's stock, whole: what a preparation is compared with."""

from __future__ import annotations

from sqlalchemy import Connection

from haipdose.orders.stock import Stocked
from haipdose.records.registries import PRODUCTS
from haipdose.records.registry import MAX_PAGE


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
