"""What is left of a lot, by hand arithmetic: received, used, wasted, counted; and never a number that nobody knows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haipdose.errors import HaipdoseError
from haipdose.fill.requests import Component
from haipdose.orders.stock import PharmacyProduct, PreparedWith, Stocked
from haipdose.orders.stock_counting import NewMovement, check_shortage, levels, movement, uses

TODAY = date(2026, 3, 16)
PRODUCT = "prd-00000000000000000000000001"


def component(volume_ml: str) -> Component:
    part = {"name": "floxuridine", "amount": "1", "unit": "mg", "volume_ml": volume_ml, "product": "x",
            "strength": "100 mg/mL", "syringe_ml": "5", "draws": 1, "drawn_up_ml": volume_ml,
            "drawn_up_deviation_percent": "0"}  # fmt: skip
    return Component.model_validate(part)


def lot(number: str, container_ml: str = "5") -> PreparedWith:
    return PreparedWith(
        product_id=PRODUCT, version=1, code="1", name="x", strength="100 mg/mL", container="vial",
        container_ml=Decimal(container_ml), containers=1, lot_number=number, expires_on=date(2027, 1, 1),
    )  # fmt: skip


def taken(volume_ml: str, lots: list[PreparedWith], left: dict[str, int]) -> Any:
    counted = {(PRODUCT, number): count for number, count in left.items()}
    used, short = uses([component(volume_ml)], {"floxuridine": lots}, counted)
    return [(one.lot_number, one.containers) for one in used], [(one.lot_number, one.needed) for one in short]


@pytest.mark.parametrize(
    ("kind", "containers", "left", "change", "after"),
    [
        ("received", 10, None, 10, 10),
        ("received", 10, 3, 10, 13),
        ("wasted", 2, 3, -2, 1),
        ("wasted", 3, 3, -3, 0),
        ("counted", 7, None, 7, 7),
        ("counted", 7, 9, -2, 7),
        ("counted", 0, -1, 1, 0),
        ("counted", 4, 4, 0, 4),
    ],
)
def test_a_change_and_what_is_left(kind: str, containers: int, left: int | None, change: int, after: int) -> None:
    new = NewMovement.model_validate({"kind": kind, "lot_number": "A", "containers": containers, "reason": "seen"})
    made = movement(new, left)
    assert (made.change, made.left) == (change, after)


@pytest.mark.parametrize(
    ("kind", "containers", "reason", "left", "code"),
    [
        ("received", 0, None, 3, "stock.nothing"),
        ("wasted", 0, "broken", 3, "stock.nothing"),
        ("wasted", 1, None, 3, "stock.reason"),
        ("counted", 1, None, 3, "stock.reason"),
        ("wasted", 4, "broken", 3, "stock.wasted-too-many"),
        ("wasted", 1, "broken", None, "stock.wasted-too-many"),
    ],
)
def test_what_cannot_be_is_refused(kind: str, containers: int, reason: str | None, left: int | None, code: str) -> None:
    new = NewMovement.model_validate({"kind": kind, "lot_number": "A", "containers": containers, "reason": reason})
    with pytest.raises(HaipdoseError) as caught:
        movement(new, left)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("volume", "lots", "left", "used", "short"),
    [
        ("2.4", [lot("A")], {"A": 5}, [("A", 1)], []),
        ("5", [lot("A")], {"A": 5}, [("A", 1)], []),
        ("5.1", [lot("A")], {"A": 5}, [("A", 2)], []),
        ("2.4", [lot("A")], {"A": 0}, [("A", 1)], [("A", 1)]),
        ("2.4", [lot("A")], {}, [], []),  # not counted: nothing is claimed
        ("12", [lot("A"), lot("B")], {"A": 2, "B": 4}, [("A", 2), ("B", 1)], []),
        ("12", [lot("A"), lot("B")], {"A": 1, "B": 1}, [("A", 1), ("B", 2)], [("B", 2)]),
        ("12", [lot("A"), lot("B")], {"A": 9, "B": 4}, [("A", 3)], []),
        ("12", [lot("A"), lot("B", "10")], {"A": 1, "B": 4}, [("A", 1), ("B", 1)], []),
        ("12", [lot("A"), lot("B")], {"A": 1}, [("A", 1)], []),
        ("12", [lot("A"), lot("A")], {"A": 2}, [("A", 2), ("A", 1)], [("A", 1)]),
    ],
)
def test_what_a_preparation_takes(volume: str, lots: Any, left: Any, used: Any, short: Any) -> None:
    assert taken(volume, lots, left) == (used, short)


@given(st.integers(1, 400), st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_what_is_taken_always_holds_the_volume_and_no_more_than_one_vial_too_many(tenths: int, left: list[int]) -> None:
    names = [f"L{number}" for number in range(len(left))]
    used, short = taken(str(Decimal(tenths) / 10), [lot(name) for name in names], dict(zip(names, left, strict=True)))
    volume = sum(count for _, count in used) * 5
    assert volume >= Decimal(tenths) / 10 > volume - 5
    assert bool(short) == (sum(left) * 5 < Decimal(tenths) / 10)


def test_too_few_is_confirmed_or_refused() -> None:
    _, short = uses([component("2.4")], {"floxuridine": [lot("A")]}, {(PRODUCT, "A"): 0})
    check_shortage(short, confirmed=True)
    check_shortage([], confirmed=False)
    with pytest.raises(HaipdoseError) as caught:
        check_shortage(short, confirmed=False)
    assert (caught.value.code, caught.value.field, caught.value.found) == ("stock.shortage", "lots.floxuridine", "0")


def product(*lots: tuple[str, int, str], **more: Any) -> Stocked:
    listed = [
        {"lot_number": name, "expires_on": TODAY + timedelta(days=days), "status": status}
        for name, days, status in lots
    ]
    document = {"code": "1", "name": "x", "substance": "sodium chloride 0.9 %", "container": "bag",
                "container_ml": "50", "source": "label", "lots": listed} | more  # fmt: skip
    return Stocked(id=PRODUCT, version=1, product=PharmacyProduct.model_validate(document))


@pytest.mark.parametrize(
    ("lots", "counts", "more", "left", "low"),
    [
        ([("A", 90, "in-stock")], {"A": 3}, {}, 3, False),
        ([("A", 90, "in-stock")], {"A": 3}, {"low_at": 3}, 3, True),
        ([("A", 90, "in-stock")], {"A": 4}, {"low_at": 3}, 4, False),
        ([("A", 90, "in-stock")], {"A": 0}, {}, 0, True),
        ([("A", 90, "in-stock")], {"A": 0}, {"in_use": False}, 0, False),
        ([("A", 90, "in-stock")], {}, {"low_at": 3}, None, False),
        ([("A", 90, "in-stock"), ("B", 90, "in-stock")], {"A": 1}, {"low_at": 3}, 1, False),  # B is not counted
        ([("A", -1, "in-stock"), ("B", 90, "blocked")], {"A": 5, "B": 5}, {}, 0, True),
        ([("A", 0, "in-stock")], {"A": 5}, {}, 5, False),  # its last day counts
    ],
)
def test_what_is_left_and_low(lots: Any, counts: Any, more: Any, left: int | None, low: bool) -> None:
    [found] = levels([product(*lots, **more)], {(PRODUCT, name): count for name, count in counts.items()}, TODAY)
    assert (found.left, found.low) == (left, low)


@pytest.mark.parametrize(
    ("days", "count", "warn", "soon"),
    [
        (30, 1, 30, True),
        (31, 1, 30, False),
        (30, 0, 30, False),
        (30, None, 30, True),
        (-1, 1, 30, False),
        (0, 1, 0, True),
    ],
)
def test_what_is_soon_past_its_date(days: int, count: int | None, warn: int, soon: bool) -> None:
    counted = {} if count is None else {(PRODUCT, "A"): count}
    [found] = levels([product(("A", days, "in-stock"), warn_days=warn)], counted, TODAY)
    assert found.lots[0].expires_soon is soon
