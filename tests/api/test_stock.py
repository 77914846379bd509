"""Stock products over HTTP, and a preparation that is made with them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from api_support import ApiUnderTest
from order_ward import REQUEST, Ward
from records_support import a_course

from haipdose.records.verify import verify
from haipdose_api.permissions import Role

FLOXURIDINE: dict[str, Any] = {
    "code": "0042",
    "name": "Floxuridine 500 mg vial",
    "substance": "floxuridine",
    "strength": "100",
    "strength_unit": "mg/mL",
    "container": "vial",
    "container_ml": "5",
    "source": "label of the vial",
    "lots": [{"lot_number": "FX1", "expires_on": "2027-03-31"}],
}


@pytest.fixture
def ward(api_on_both: ApiUnderTest) -> Ward:
    return Ward(api_on_both, *a_course(api_on_both.records))


@pytest.fixture
def small_ward(api: ApiUnderTest) -> Ward:
    return Ward(api, *a_course(api.records))


def products(ward: Ward) -> str:
    return f"/v1/clinics/{ward.clinic}/products"


def stocked(ward: Ward, **changed: Any) -> str:
    answer = ward.api.client.post(products(ward), json=FLOXURIDINE | changed, headers=ward.pharmacist)
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


def checked(ward: Ward) -> dict[str, Any]:
    """An order that waits for its release."""
    ward.approve()
    order = ward.done(ward.order(), "verify", ward.pharmacist)
    found: dict[str, Any] = ward.done(order, "double-check", ward.second, {"entered": REQUEST, "ordered_mg": "240"})
    return found


def release(ward: Ward, order: dict[str, Any], *lots: tuple[str, str], **more: Any) -> Any:
    body = {"use_by": ward.use_by()} | more
    if lots:
        body["lots"] = {"floxuridine": [{"product_id": product, "lot_number": lot} for product, lot in lots]}
    return ward.take(order, "release", ward.pharmacist, body)


def test_a_preparation_is_made_with_a_lot_of_the_stock(ward: Ward) -> None:
    product = stocked(ward)
    order = checked(ward)
    offered = ward.api.client.get(f"{ward.base}/{order['id']}/lots", headers=ward.pharmacist).json()["items"]
    assert [(part["component"], part["registered"]) for part in offered] == [
        ("floxuridine", True),
        ("sodium chloride 0.9 %", False),
    ]
    assert [(lot["lot_number"], lot["refusal"]) for lot in offered[0]["lots"]] == [("FX1", None)]
    released = release(ward, order, (product, "FX1"), lot_numbers={"sodium chloride 0.9 %": "NC9"})
    assert released.status_code == 200, released.text
    done = released.json()["steps"][-1]["done"]
    assert done["lot_numbers"] == {"floxuridine": "FX1", "sodium chloride 0.9 %": "NC9"}
    [used] = done["prepared_with"]["floxuridine"]
    assert (used["product_id"], used["version"], used["containers"], used["evidence"]) == (product, 1, 1, "local")


def test_versions_of_a_product_and_who_was_first(ward: Ward) -> None:
    product = stocked(ward)
    path = f"{products(ward)}/{product}"
    more = FLOXURIDINE | {"lots": [*FLOXURIDINE["lots"], {"lot_number": "FX2", "expires_on": "2028-01-31"}]}
    put = ward.api.client.put
    assert put(path, json=more, headers=ward.pharmacist).status_code == 422  # which version?
    changed = put(path, json=more, headers=ward.pharmacist | {"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    late = put(path, json=FLOXURIDINE, headers=ward.pharmacist | {"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "records.stale-version")
    twice = ward.api.client.post(products(ward), json=FLOXURIDINE, headers=ward.pharmacist)
    assert (twice.status_code, twice.json()["code"]) == (409, "records.product-twice")
    found = ward.api.client.get(products(ward), params={"code": "0042"}, headers=ward.nurse).json()["items"]
    assert [len(item["document"]["lots"]) for item in found] == [2]
    assert ward.api.client.get(products(ward), params={"code": "42"}, headers=ward.nurse).json()["items"] == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"strength": "50"}, "stock.strength"),
        ({"lots": [{"lot_number": "FX1", "expires_on": "2026-03-01"}]}, "stock.expired"),  # it is 2 March
        ({"lots": [{"lot_number": "FX1", "expires_on": "2026-03-03"}]}, "stock.expires-before-use"),
        ({"lots": [{"lot_number": "FX1", "expires_on": "2027-03-31", "status": "blocked"}]}, "stock.lot-status"),
        ({"lots": [{"lot_number": "FX2", "expires_on": "2027-03-31"}]}, "stock.lot-unknown"),
    ],
)
def test_what_does_not_agree_is_not_released_and_says_why(small_ward: Ward, changed: dict[str, Any], code: str) -> None:
    ward = small_ward
    product = stocked(ward, **changed)
    order = checked(ward)
    answer = release(ward, order, (product, "FX1"))
    assert answer.json()["code"] == code
    assert answer.status_code in {404, 409}
    assert answer.json()["field"] in {"lots.floxuridine", "use_by"}
    after = ward.api.client.get(f"{ward.base}/{order['id']}", headers=ward.pharmacist).json()
    assert after["state"] == "double-checked"


def test_a_stock_product_never_changes_what_is_calculated(small_ward: Ward) -> None:
    ward = small_ward
    before = ward.order()["steps"][0]["done"]["answer"]
    stocked(ward, strength="50")
    assert ward.order()["steps"][0]["done"]["answer"] == before


def test_a_lot_that_is_blocked_while_the_form_is_open_is_not_taken(small_ward: Ward) -> None:
    ward = small_ward
    product = stocked(ward)
    order = checked(ward)
    blocked = FLOXURIDINE | {"lots": [FLOXURIDINE["lots"][0] | {"status": "blocked"}]}
    put = ward.api.client.put(
        f"{products(ward)}/{product}", json=blocked, headers=ward.pharmacist | {"If-Match": '"1"'}
    )
    assert put.status_code == 200, put.text
    assert release(ward, order, (product, "FX1")).json()["code"] == "stock.lot-status"


def test_the_second_person_learns_nothing_from_the_lots(small_ward: Ward) -> None:
    ward = small_ward
    stocked(ward)
    order = ward.done(ward.order(), "verify", ward.pharmacist)
    answer = ward.api.client.get(f"{ward.base}/{order['id']}/lots", headers=ward.second)
    assert (answer.status_code, answer.json()["code"]) == (403, "order.blind")


def test_the_stock_of_another_clinic_is_not_there(small_ward: Ward) -> None:
    ward = small_ward
    elsewhere, _ = a_course(ward.api.records)
    there = ward.api.callers.person("there", **{elsewhere: Role.PHARMACIST})
    answer = ward.api.client.post(f"/v1/clinics/{elsewhere}/products", json=FLOXURIDINE, headers=there)
    assert answer.status_code == 201, answer.text
    order = checked(ward)
    assert release(ward, order, (answer.json()["id"], "FX1")).json()["code"] == "stock.lot-unknown"
    assert ward.api.client.get(f"{products(ward)}/{answer.json()['id']}", headers=ward.nurse).status_code == 404


def move(ward: Ward, product: str, kind: str, containers: int, **more: Any) -> Any:
    body = {"kind": kind, "lot_number": "FX1", "containers": containers} | more
    return ward.api.client.post(f"{products(ward)}/{product}/movements", json=body, headers=ward.pharmacist)


def left(ward: Ward, product: str) -> int | None:
    answer = ward.api.client.get(f"/v1/clinics/{ward.clinic}/stock", headers=ward.nurse)
    assert answer.status_code == 200, answer.text
    [lot] = next(one for one in answer.json()["items"] if one["product_id"] == product)["lots"]
    found: int | None = lot["left"]
    return found


def test_a_lot_is_counted_from_what_came_to_what_was_used_and_wasted(ward: Ward) -> None:
    product = stocked(ward)
    assert left(ward, product) is None
    assert move(ward, product, "received", 3).json()["movement"]["left"] == 3
    assert move(ward, product, "wasted", 1, reason="broken").status_code == 201
    order = checked(ward)
    [offered] = ward.api.client.get(f"{ward.base}/{order['id']}/lots", headers=ward.pharmacist).json()["items"][0][
        "lots"
    ]
    assert offered["left"] == 2
    assert release(ward, order, (product, "FX1"), lot_numbers={"sodium chloride 0.9 %": "N"}).status_code == 200
    assert left(ward, product) == 1
    path = f"{products(ward)}/{product}/movements"
    first = ward.api.client.get(path, params={"limit": 2}, headers=ward.nurse).json()
    then = ward.api.client.get(path, params={"after": first["next_after"]}, headers=ward.nurse).json()
    told = [one["movement"] for one in (*first["items"], *then["items"])]
    assert [(one["kind"], one["change"]) for one in told] == [("used", -1), ("wasted", -1), ("received", 3)]
    assert (told[0]["order_id"], told[0]["component"], then["next_after"]) == (order["id"], "floxuridine", None)
    assert move(ward, product, "wasted", 5, reason="x").json()["code"] == "stock.wasted-too-many"
    assert move(ward, product, "received", 1, lot_number="FX7").json()["code"] == "stock.lot-unknown"
    assert verify(ward.api.records.engine).intact


def test_too_few_is_said_and_confirmed_and_never_stops_care(ward: Ward) -> None:
    product = stocked(ward)
    move(ward, product, "counted", 0, reason="looked")
    order = checked(ward)
    lots = (product, "FX1")
    refused = release(ward, order, lots)
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (
        409, "stock.shortage", "lots.floxuridine",
    )  # fmt: skip
    assert left(ward, product) == 0
    released = release(ward, order, lots, shortage_confirmed=True)
    assert released.status_code == 200, released.text
    assert [one["counted"] for one in released.json()["steps"][-1]["done"]["shortages"]] == [0]
    assert left(ward, product) == -1
    [used] = ward.api.client.get(f"{products(ward)}/{product}/movements?limit=1", headers=ward.nurse).json()["items"]
    assert used["movement"]["beyond_count"] is True


def test_two_at_once_never_use_the_same_last_vial(ward: Ward) -> None:
    product = stocked(ward)
    ward.approve()
    racing = [checked_again(ward) for _ in range(2)]
    for _ in range(3):
        move(ward, product, "counted", 1, reason="looked")
        start = Barrier(2)

        def send(order: dict[str, Any], start: Barrier = start) -> tuple[int, str]:
            start.wait()
            answer = release(ward, order, (product, "FX1"))
            return answer.status_code, answer.json().get("code", "")

        with ThreadPoolExecutor(2) as pool:
            ended = sorted(pool.map(send, racing))
        assert ended == [(200, ""), (409, "stock.shortage")]
        assert left(ward, product) == 0
        racing = [checked_again(ward), *(one for one in racing if state_of(ward, one) == "double-checked")]


def checked_again(ward: Ward) -> dict[str, Any]:
    order = ward.done(ward.order(), "verify", ward.pharmacist)
    found: dict[str, Any] = ward.done(order, "double-check", ward.second, {"entered": REQUEST, "ordered_mg": "240"})
    return found


def state_of(ward: Ward, order: dict[str, Any]) -> str:
    found: str = ward.api.client.get(f"{ward.base}/{order['id']}", headers=ward.pharmacist).json()["state"]
    return found
