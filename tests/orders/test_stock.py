"""A preparation is made with what is on the shelf, and only when that is what the fill was worked out with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import fills
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from haipdose.errors import HaipdoseError
from haipdose.fill.answer import answer_fill
from haipdose.fill.requests import Component, FillRequest
from haipdose.orders.stock import ChosenLot, PharmacyProduct, PreparedWith, Stocked, offers, prepared_with
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.pump.loader import load_profile

TODAY = date(2026, 3, 16)
FLOXURIDINE: dict[str, Any] = {
    "code": "0042",
    "name": "Floxuridine 500 mg vial",
    "substance": "floxuridine",
    "strength": "100",
    "strength_unit": "mg/mL",
    "container": "vial",
    "container_ml": "5",
    "source": "label",
    "lots": [{"lot_number": "FX1", "expires_on": "2027-03-31"}],
}
SALINE: dict[str, Any] = {
    "code": "0043",
    "name": "Sodium chloride 0.9 %, bag",
    "substance": "sodium chloride 0.9 %",
    "container": "bag",
    "container_ml": "50",
    "source": "label",
    "lots": [{"lot_number": "NC1", "expires_on": "2027-03-31"}],
}


def stocked(number: int, **product: Any) -> Stocked:
    return Stocked(id=f"prd-{number:026d}", version=1, product=PharmacyProduct.model_validate(product))


def floxuridine(number: int = 1, *, lot: dict[str, Any] | None = None, **changed: Any) -> Stocked:
    lots = [{"lot_number": "FX1", "expires_on": "2027-03-31"} | (lot or {})]
    return stocked(number, **(FLOXURIDINE | {"lots": lots} | changed))


@cache
def components() -> tuple[Component, ...]:
    """240 mg in 30 mL from 100 mg/mL: 2.4 mL of floxuridine and 27.6 mL of saline."""
    asked = {
        "patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"},
        "pump": fills.PLAIN["pump"],
        "protocol": "pump-it",
        "contents": "floxuridine",
        "dose_percent": "100",
        "infusion_days": "14",
    }
    found = answer_fill(
        FillRequest.model_validate(asked), load_protocol("pump-it"), load_profile("intera-3000"), Approvals(entries=())
    ).components
    assert [(part.name, part.volume_ml, part.strength) for part in found] == [
        ("floxuridine", Decimal("2.4"), "100 mg/mL"),
        ("sodium chloride 0.9 %", Decimal("27.6"), ""),
    ]
    return found


def take(
    stock: tuple[Stocked, ...], *lots: tuple[int, str], use_by: date = TODAY, on: date = TODAY, **typed: str
) -> dict[str, tuple[PreparedWith, ...]]:
    chosen = {"floxuridine": [ChosenLot(product_id=f"prd-{n:026d}", lot_number=lot) for n, lot in lots]}
    return prepared_with(components(), chosen if lots else {}, typed, stock, on, use_by)


def refused(*arguments: Any, **named: Any) -> str:
    with pytest.raises(HaipdoseError) as caught:
        take(*arguments, **named)
    return caught.value.code


def test_what_was_taken_is_told_with_its_own_containers() -> None:
    # 2.4 mL: one vial of 5 mL, and three ampoules of 1 mL of the same strength
    for container_ml, containers in (("5", 1), ("2.4", 1), ("2.3999", 2), ("1", 3)):
        found = take((floxuridine(container_ml=container_ml),), (1, "FX1"))["floxuridine"][0]
        assert (found.containers, found.lot_number, found.strength) == (containers, "FX1", "100 mg/mL")
        assert (found.evidence, found.code, found.version) == ("local", "0042", 1)


@pytest.mark.parametrize(
    ("expires", "code"), [("2026-03-15", "stock.expired"), ("2026-03-16", None), ("2026-03-17", None)]
)
def test_the_last_day_of_a_lot_counts(expires: str, code: str | None) -> None:
    stock = (floxuridine(lot={"expires_on": expires}),)
    if code is None:
        assert take(stock, (1, "FX1"))["floxuridine"][0].expires_on == date.fromisoformat(expires)
    else:
        assert refused(stock, (1, "FX1")) == code
    [flox, _] = offers(components(), stock, TODAY)
    assert flox.lots[0].refusal_code == code


def test_nothing_is_given_later_than_its_ingredients_hold() -> None:
    stock = (floxuridine(lot={"expires_on": "2026-03-17"}),)
    assert take(stock, (1, "FX1"), use_by=date(2026, 3, 17))
    assert refused(stock, (1, "FX1"), use_by=date(2026, 3, 18)) == "stock.expires-before-use"


@pytest.mark.parametrize("strength", ["99.999", "100.001", "50", "1000"])
def test_another_strength_is_refused_however_near(strength: str) -> None:
    stock = (floxuridine(strength=strength),)
    assert refused(stock, (1, "FX1")) == "stock.strength"
    [offer] = offers(components(), stock, TODAY)[0].lots
    assert offer.refusal == (f"The fill was worked out with floxuridine 100 mg/mL; this product has {strength} mg/mL.")


def test_equal_strengths_are_equal_however_they_are_written() -> None:
    assert take((floxuridine(strength="100.000"),), (1, "FX1"))


@pytest.mark.parametrize(
    ("stock", "code"),
    [
        (floxuridine(lot={"status": "blocked"}), "stock.lot-status"),
        (floxuridine(lot={"status": "used-up"}), "stock.lot-status"),
        (floxuridine(in_use=False), "stock.other-product"),
        (floxuridine(substance="dexamethasone"), "stock.other-product"),
        (floxuridine(lot={"lot_number": "FX2"}), "stock.lot-unknown"),
        (floxuridine(2), "stock.lot-unknown"),
    ],
)
def test_what_may_not_be_taken(stock: Stocked, code: str) -> None:
    assert refused((stock,), (1, "FX1")) == code


def test_a_product_in_use_has_its_lot_chosen_and_not_typed() -> None:
    stock = (floxuridine(),)
    assert refused(stock) == "stock.choose"
    assert refused(stock, floxuridine="FX1") == "stock.choose"
    assert refused(stock, (1, "FX1"), floxuridine="FX1") == "stock.twice"
    assert take((floxuridine(in_use=False),), floxuridine="FX1") == {}
    assert take((), floxuridine="FX1") == {}
    assert refused(stock, (1, "FX1"), heparin="H1") == "stock.component"


def test_a_diluent_has_lots_as_well() -> None:
    saline = stocked(2, **SALINE)
    chosen = {
        "floxuridine": [ChosenLot(product_id=f"prd-{1:026d}", lot_number="FX1")],
        "sodium chloride 0.9 %": [ChosenLot(product_id=saline.id, lot_number="NC1")],
    }
    found = prepared_with(components(), chosen, {}, (floxuridine(), saline), TODAY, TODAY)
    assert (found["sodium chloride 0.9 %"][0].strength, found["sodium chloride 0.9 %"][0].containers) == ("", 1)


def test_the_lot_that_expires_first_is_offered_first_and_a_used_one_not_at_all() -> None:
    lots = [
        {"lot_number": "late", "expires_on": "2028-01-01"},
        {"lot_number": "soon", "expires_on": "2026-04-01"},
        {"lot_number": "old", "expires_on": "2026-01-01"},
        {"lot_number": "gone", "expires_on": "2027-01-01", "status": "used-up"},
    ]
    flox, saline = offers(components(), (floxuridine(lots=lots),), TODAY)
    assert [offer.lot_number for offer in flox.lots] == ["soon", "late", "old"]
    assert (flox.registered, saline.registered, saline.lots) == (True, False, ())
    assert offers(components(), (floxuridine(in_use=False),), TODAY)[0].registered is False


@pytest.mark.parametrize(
    "changed",
    [
        {"strength": None},
        {"strength_unit": "units/mL"},
        {"strength_unit": None},
        {"strength": "0"},
        {"strength": "1e2"},
        {"container_ml": "0"},
        {"code": " 42"},
        {"code": ""},
        {"evidence": "published"},
        {"substance": "heparin"},
        {"substance": "fluorouracil"},
        {"substance": "glycerol", "strength": "100.1", "strength_unit": "%"},
        {"substance": "water for injections"},
        {"lots": [{"lot_number": "A", "expires_on": "2027-01-01"}, {"lot_number": "A", "expires_on": "2028-01-01"}]},
        {"lots": [{"lot_number": "A", "expires_on": "2027-02-30"}]},
        {"lots": [{"lot_number": "A"}]},
    ],
)
def test_a_product_that_cannot_be(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PharmacyProduct.model_validate(FLOXURIDINE | changed)


def test_strengths_of_the_other_substances() -> None:
    for substance, strength, unit in (("heparin", "5000", "units/mL"), ("glycerol", "100", "%")):
        made = PharmacyProduct.model_validate(
            FLOXURIDINE | {"substance": substance, "strength": strength, "strength_unit": unit}
        )
        assert made.strength_text == f"{strength} {unit}"


@given(
    strength=st.decimals("0.001", "1000", places=3),
    expires=st.dates(date(2026, 1, 1), date(2026, 6, 1)),
    on=st.dates(date(2026, 1, 1), date(2026, 6, 1)),
    status=st.sampled_from(["in-stock", "blocked", "used-up"]),
)
def test_what_is_offered_as_usable_is_what_is_taken(strength: Decimal, expires: date, on: date, status: str) -> None:
    """And neither ever is expired, blocked or of another strength: the reason is worked out here once more."""
    usable = strength == 100 and expires >= on and status == "in-stock"
    stock = (floxuridine(strength=str(strength), lot={"expires_on": expires.isoformat(), "status": status}),)
    offered = [offer for offer in offers(components(), stock, on)[0].lots if offer.refusal is None]
    assert bool(offered) == usable
    if usable:
        assert take(stock, (1, "FX1"), on=on, use_by=on)["floxuridine"][0].lot_number == "FX1"
    else:
        assert refused(stock, (1, "FX1"), on=on, use_by=on).startswith("stock.")
