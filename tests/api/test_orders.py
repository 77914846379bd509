"""A fill order from the prescriber to the pump and back, and every way in which it must not get there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from api_support import ApiUnderTest
from order_ward import REQUEST, Ward
from records_support import PUMP, a_course

from haipdose_api.permissions import Role


@pytest.fixture
def ward(api_on_both: ApiUnderTest) -> Ward:
    return Ward(api_on_both, *a_course(api_on_both.records))


@pytest.fixture
def small_ward(api: ApiUnderTest) -> Ward:
    return Ward(api, *a_course(api.records))


def test_the_whole_way(ward: Ward) -> None:
    order = ward.released()
    assert order["state"] == "released"
    now = ward.api.site.clock()
    bedside = {
        "at": now.isoformat(),
        "volume_ml": "30",
        "patient_identifier": "0001",
        "serial_number": "123456",
    }
    order = ward.done(order, "give", ward.nurse, bedside)
    facts = ward.api.client.get(f"/v1/clinics/{ward.clinic}/courses/{ward.course}/facts", headers=ward.nurse).json()
    given = facts["items"][-1]["fact"]
    assert (given["type"], given["floxuridine_mg"], given["dose_percent"]) == ("fill-given", "240", "100")
    ward.api.site.clock.now += timedelta(days=14)  # type: ignore[attr-defined]
    # 30 mL at 1.3 mL a day for 14 days leave 11.8 mL
    later = (now + timedelta(days=14)).isoformat()
    order = ward.done(order, "return", ward.nurse, {"at": later, "returned_ml": "11.8"})
    assert order["state"] == "returned"
    assert order["flow"]["readings"][0]["flow_ml_per_day"] == "1.3"
    assert order["steps"][-1]["done"]["outside_tolerance"] is False


def test_what_is_not_approved_is_not_released(small_ward: Ward) -> None:
    ward = small_ward
    order = ward.done(ward.order(), "verify", ward.pharmacist)
    order = ward.done(order, "double-check", ward.second, {"entered": REQUEST, "ordered_mg": "240"})
    answer = ward.take(order, "release", ward.pharmacist, {"use_by": ward.use_by()})
    assert (answer.status_code, answer.json()["code"]) == (409, "order.not-releasable")


def test_the_second_person_sees_nothing_before_and_everything_after(small_ward: Ward) -> None:
    ward = small_ward
    order = ward.done(ward.order(), "verify", ward.pharmacist)
    path = f"{ward.base}/{order['id']}"
    before = ward.api.client.get(path, headers=ward.second).json()
    assert (before["blind"], before["steps"]) == (True, [])
    assert "240" not in ward.api.client.get(path, headers=ward.nurse).text
    assert "240" not in ward.api.client.get(ward.base, headers=ward.second).text
    ward.done(order, "double-check", ward.second, {"entered": REQUEST, "ordered_mg": "240"})
    assert ward.api.client.get(path, headers=ward.second).json()["blind"] is False


def test_a_discrepancy_stands_side_by_side_blocks_and_needs_a_third_person(small_ward: Ward) -> None:
    ward = small_ward
    order = ward.done(ward.order(), "verify", ward.pharmacist)
    entered = REQUEST | {"patient": {"sex": "male", "height_cm": "180", "weight_kg": "79"}}
    order = ward.done(order, "double-check", ward.second, {"entered": entered, "ordered_mg": "220"})
    assert order["state"] == "discrepant"
    assert order["discrepancies"] == [
        {"field": "patient.weight_kg", "ordered": "97", "entered": "79"},
        {"field": "floxuridine_mg", "ordered": "240", "entered": "220"},
    ]
    assert ward.take(order, "release", ward.pharmacist, {"use_by": ward.use_by()}).status_code == 409
    assert ward.take(order, "resolve", ward.second, {"remark": "mine was right"}).status_code == 403
    order = ward.done(order, "resolve", ward.pharmacist, {"remark": "Second person read 79 for 97."})
    again = {"entered": REQUEST, "ordered_mg": "240"}
    assert ward.take(order, "double-check", ward.second, again).status_code == 403
    assert ward.done(order, "double-check", ward.third, again)["state"] == "double-checked"


def test_nobody_checks_their_own_work(small_ward: Ward) -> None:
    ward = small_ward
    everything = ward.api.callers.person("everything", **{ward.clinic: tuple(Role)})
    body = {"course_id": ward.course, "request": REQUEST}
    order = ward.api.client.post(ward.base, json=body, headers=everything).json()
    refused = ward.take(order, "verify", everything)
    assert (refused.status_code, refused.json()["code"]) == (403, "order.same-person")
    order = ward.done(order, "verify", ward.pharmacist)
    entry = {"entered": REQUEST, "ordered_mg": "240"}
    assert ward.take(order, "double-check", ward.pharmacist, entry).status_code == 403
    assert ward.take(order, "double-check", everything, entry).status_code == 403
    order = ward.done(order, "double-check", ward.second, entry)
    assert ward.take(order, "release", ward.second, {"use_by": ward.use_by()}).status_code == 403


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"patient_identifier": "0002"}, "order.wrong-patient"),
        ({"serial_number": "654321"}, "order.wrong-pump"),
    ],
)
def test_wrong_patient_or_pump_stops_at_the_bedside(small_ward: Ward, changed: dict[str, str], code: str) -> None:
    ward = small_ward
    order = ward.released()
    right = {
        "at": ward.api.site.clock().isoformat(),
        "volume_ml": "30",
        "patient_identifier": "0001",
        "serial_number": "123456",
    }
    answer = ward.take(order, "give", ward.nurse, right | changed)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    facts = ward.api.client.get(f"/v1/clinics/{ward.clinic}/courses/{ward.course}/facts", headers=ward.nurse).json()
    assert facts["items"] == []


def test_a_preparation_past_its_time_is_not_given(small_ward: Ward) -> None:
    ward = small_ward
    order = ward.released()
    late = (ward.api.site.clock() + timedelta(days=3)).isoformat()
    body = {"at": late, "volume_ml": "30", "patient_identifier": "0001", "serial_number": "123456"}
    assert ward.take(order, "give", ward.nurse, body).json()["code"] == "order.use-by"


def test_steps_come_in_their_order_and_on_the_version_that_was_read(small_ward: Ward) -> None:
    ward = small_ward
    order = ward.order()
    assert (
        ward.take(
            order,
            "give",
            ward.nurse,
            {"at": "2026-03-02T10:00:00Z", "volume_ml": "30", "patient_identifier": "0001", "serial_number": "123456"},
        ).json()["code"]
        == "order.state"
    )
    ward.done(order, "verify", ward.pharmacist)
    assert ward.take(order, "verify", ward.second).status_code == 412


def test_an_order_for_another_pump_is_refused(small_ward: Ward) -> None:
    ward = small_ward
    other = REQUEST | {"pump": PUMP | {"serial_number": "999999"}}
    answer = ward.api.client.post(ward.base, json={"course_id": ward.course, "request": other}, headers=ward.doctor)
    assert (answer.status_code, answer.json()["code"]) == (422, "order.pump")


def test_an_order_says_either_the_visit_or_a_request(small_ward: Ward) -> None:
    ward = small_ward
    answer = ward.api.client.post(ward.base, json={"course_id": ward.course}, headers=ward.doctor)
    assert answer.json()["code"] == "order.what"
    unknown = {"course_id": ward.course, "visit_id": "no-such-visit"}
    assert ward.api.client.post(ward.base, json=unknown, headers=ward.doctor).json()["code"] == "order.visit"


def test_a_cancelled_order_goes_no_further(small_ward: Ward) -> None:
    ward = small_ward
    order = ward.done(ward.order(), "cancel", ward.doctor, {"remark": "Fever."})
    assert ward.take(order, "verify", ward.pharmacist).json()["code"] == "order.state"


def test_the_board_shows_who_waits_for_a_second_check(small_ward: Ward) -> None:
    ward = small_ward
    ward.done(ward.order(), "verify", ward.pharmacist)
    from haipdose_api import projection

    projection.catch_up(ward.api.site)
    board = ward.api.client.get(f"/v1/clinics/{ward.clinic}/board", headers=ward.nurse).json()
    assert board["counts"]["waiting-for-double-check"] == 1
    assert board["rows"][0]["waits_for_double_check"] is True
