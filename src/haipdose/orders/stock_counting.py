"""How many containers of a lot are left: what came, what a preparation used, what was wasted, what was counted.

A lot is counted from the first time that it was received or counted; before that nobody knows, and nothing is claimed.
A count never changes a dose and never stops care by itself: too few of a lot is said, and a person confirms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from haipdose.errors import Conflict, InputError
from haipdose.evidence import Document
from haipdose.fill.requests import Component
from haipdose.orders.stock import Label, LotStatus, PreparedWith, Printed, Stocked, containers_for, is_expired

Containers = Annotated[int, Field(ge=0, le=100_000)]
LotKey = tuple[str, str]
"""A product's id and the number of a lot."""


class MovementKind(StrEnum):
    """Why the number on the shelf changed. ``counted``: somebody looked, and this many are there."""

    RECEIVED = "received"
    USED = "used"
    WASTED = "wasted"
    COUNTED = "counted"


class NewMovement(Document):
    """What a person records of a lot: how many containers came, were wasted, or are there now (``counted``)."""

    kind: Literal["received", "wasted", "counted"]
    lot_number: Printed
    containers: Containers
    reason: Label | None = None


class StockMovement(Document):
    """One change, never taken back: another one corrects it.

    ``change`` is in whole containers, negative when they left the shelf; ``left`` what the count says afterwards. Of a
    use, ``order_id`` and ``component`` say for what; ``beyond_count``: a pharmacist confirmed that more were in hand
    than the count knew of.
    """

    kind: MovementKind
    lot_number: Printed
    change: int
    left: int
    reason: Label | None = None
    order_id: str | None = None
    component: str | None = None
    beyond_count: bool = False


class Shortage(Document):
    """A lot of which the count knows fewer containers than the preparation needs."""

    component: str
    product_id: str
    lot_number: str
    needed: int
    counted: int


class Use(NamedTuple):
    """Containers of a lot for a component."""

    component: str
    product_id: str
    lot_number: str
    containers: int


class LotLevel(Document):
    """A lot with how many are left; ``left`` null: not counted. ``usable``: in stock and not past its date."""

    lot_number: str
    expires_on: date
    status: LotStatus
    left: int | None
    usable: bool
    expired: bool
    expires_soon: bool


class ProductLevel(Document):
    """A product with what is left of it in usable, counted lots. ``low``: at or below what the pharmacy wants to have.

    ``not_counted``: how many usable lots nobody has counted; with one of them ``low`` is never said.
    """

    product_id: str
    code: str
    name: str
    substance: str
    in_use: bool
    left: int | None
    not_counted: int
    low_at: int | None
    low: bool
    lots: tuple[LotLevel, ...]


def movement(new: NewMovement, left: int | None) -> StockMovement:
    """What a person recorded, as a change of what is left.

    Args:
        new: what was recorded.
        left: what the count says now; None: the lot was never counted.

    Raises:
        InputError: nothing came or was wasted, or the reason is missing.
        Conflict: more is wasted than is there, or of a lot that was never counted.
    """
    if new.kind != "counted" and new.containers == 0:
        raise InputError("At least one container came or was wasted.", code="stock.nothing", field="containers")
    if new.kind != "received" and new.reason is None:
        raise InputError("Say why: it stays with the count.", code="stock.reason", field="reason")
    if new.kind == "wasted" and (left is None or new.containers > left):
        raise Conflict(
            "More would be wasted than the count says are there.",
            code="stock.wasted-too-many",
            field="containers",
            found=str(new.containers),
            allowed=str(max(left or 0, 0)),
            remedy="Count the lot first.",
        )
    before = left or 0
    change = {"received": new.containers, "wasted": -new.containers, "counted": new.containers - before}[new.kind]
    return StockMovement(
        kind=MovementKind(new.kind),
        lot_number=new.lot_number,
        change=change,
        left=before + change,
        reason=new.reason,
    )


def uses(
    components: Sequence[Component],
    made_with: Mapping[str, Sequence[PreparedWith]],
    counted: Mapping[LotKey, int],
) -> tuple[tuple[Use, ...], tuple[Shortage, ...]]:
    """Whole containers of the counted lots that a preparation takes, and of which there are too few.

    Of several lots of a component the first ones chosen are used up before the next is opened.

    Args:
        components: of the order's answer; ``volume_ml`` is what is drawn up.
        made_with: the lots by component, in the order in which they were chosen.
        counted: containers left, for every lot that is counted.
    """
    used: list[Use] = []
    short: list[Shortage] = []
    now = dict(counted)
    for part in components:
        wanted, lots = part.volume_ml, made_with.get(part.name, ())
        for place, one in enumerate(lots):
            needed = containers_for(wanted, one.container_ml) if wanted > 0 else 0
            key = one.product_id, one.lot_number
            left = now.get(key)
            if left is None:  # nobody knows how many: what is still wanted came from here
                break
            taken = needed if place == len(lots) - 1 else min(needed, max(left, 0))
            if taken:
                used.append(Use(part.name, one.product_id, one.lot_number, taken))
            if taken > left:
                short.append(
                    Shortage(
                        component=part.name,
                        product_id=one.product_id,
                        lot_number=one.lot_number,
                        needed=taken,
                        counted=left,
                    )
                )
            now[key] = left - taken
            wanted -= Decimal(taken) * one.container_ml
    return tuple(used), tuple(short)


def check_shortage(short: Sequence[Shortage], *, confirmed: bool) -> None:
    """Too few by the count: a person looks and confirms, or takes another lot. Raises Conflict."""
    if short and not confirmed:
        first = short[0]
        raise Conflict(
            f"By the count too few are left of lot {first.lot_number}.",
            code="stock.shortage",
            field=f"lots.{first.component}",
            found=str(first.counted),
            allowed=str(first.needed),
            remedy="Look at the shelf: take another lot, count this one, or confirm that you have them in hand.",
        )


def levels(stock: Sequence[Stocked], counted: Mapping[LotKey, int], on: date) -> tuple[ProductLevel, ...]:
    """What is left of every product, and what is low or soon past its date.

    Args:
        stock: all products of the clinic.
        counted: containers left, for every lot that is counted.
        on: the day on the clinic's calendar.
    """
    return tuple(_level(one, counted, on) for one in stock)


def _level(one: Stocked, counted: Mapping[LotKey, int], on: date) -> ProductLevel:
    product = one.product
    soon = on + timedelta(days=product.warn_days)
    lots = []
    for lot in product.lots:
        left = counted.get((one.id, lot.lot_number))
        expired = is_expired(lot, on)
        usable = lot.status is LotStatus.IN_STOCK and not expired
        lots.append(
            LotLevel(
                lot_number=lot.lot_number,
                expires_on=lot.expires_on,
                status=lot.status,
                left=left,
                usable=usable,
                expired=expired,
                expires_soon=usable and left != 0 and lot.expires_on <= soon,
            )
        )
    known = [lot.left for lot in lots if lot.usable and lot.left is not None]
    not_counted = sum(1 for lot in lots if lot.usable and lot.left is None)
    is_counted = any(lot.left is not None for lot in lots)
    left = sum(known) if is_counted else None
    low = left is not None and not_counted == 0 and product.in_use and left <= (product.low_at or 0)
    return ProductLevel(
        product_id=one.id,
        code=product.code,
        name=product.name,
        substance=product.substance.value,
        in_use=product.in_use,
        left=left,
        not_counted=not_counted,
        low_at=product.low_at,
        low=low,
        lots=tuple(lots),
    )
