"""Who may still be an order's second person finds its amounts nowhere: not in the plan, its changes, or FHIR."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from api_support import ApiUnderTest
from order_ward import Ward
from records_support import SteppingClock, a_course, demo_course


@pytest.fixture
def ward(api: ApiUnderTest) -> Ward:
    """The bundled course on 13 May 2026: the refill of cycle 3 is planned, for another weight than the last."""
    made = Ward(api, *demo_course(api.records))
    clock = api.site.clock
    assert isinstance(clock, SteppingClock)
    clock.now = datetime(2026, 5, 13, 14, tzinfo=UTC)
    heavier = {"type": "weight-measured", "at": "2026-05-13T10:00:00Z", "weight_kg": "93"}
    path = f"/v1/clinics/{made.clinic}/courses/{made.course}"
    version = api.client.get(path, headers=made.doctor).headers["ETag"]
    answer = api.client.post(f"{path}/facts", json={"facts": [heavier]}, headers=made.doctor | {"If-Match": version})
    assert answer.status_code == 201, answer.text
    return made


def planned_mg(plan: dict[str, Any]) -> str:
    """The floxuridine of the plan's fills, as the prescriber reads it."""
    found = {
        item["fill"]["floxuridine_mg"]
        for visit in plan["visits"]
        for item in visit["items"]
        if item["fill"] is not None and item["contents"] == "floxuridine"
    }
    assert found
    return min(found)


def readings(ward: Ward, who: dict[str, str]) -> dict[str, str]:
    """Every answer that tells of the plan, as text."""
    root = f"/v1/clinics/{ward.clinic}"
    here = f"{root}/courses/{ward.course}"
    client = ward.api.client
    patient = client.get(here, headers=who).json()["header"]["patient_id"]
    weight = {"type": "weight-measured", "at": "2026-05-13T09:00:00+00:00", "weight_kg": "88"}
    answers = {
        "plan": client.get(f"{here}/plan", headers=who),
        "changes": client.get(f"{here}/plan/changes", params={"since": "2026-05-01T09:00:00Z"}, headers=who),
        "preview": client.post(f"{here}/plan/preview", json={"facts": [weight]}, headers=who),
        "days": client.get(f"{here}/plan/days", params={"visit": "pump-3-refill"}, headers=who),
        "orders": client.get(f"{root}/orders", headers=who),
        "board": client.get(f"{root}/board", headers=who),
        "requests": client.get(f"{root}/fhir/MedicationRequest", params={"patient": patient}, headers=who),
        "care plan": client.get(f"{root}/fhir/CarePlan", params={"patient": patient}, headers=who),
    }
    return {name: answer.text for name, answer in answers.items() if answer.status_code == 200}


def test_the_amounts_are_kept_marked_and_come_back_when_the_check_is_done(ward: Ward) -> None:
    api, path = ward.api, f"/v1/clinics/{ward.clinic}/courses/{ward.course}/plan"
    open_plan = api.client.get(path, headers=ward.second).json()
    mg = planned_mg(open_plan)
    assert mg not in {"175", "220"}  # which were given before, and are no secret
    request = next(
        item["fill"]["request"]
        for visit in open_plan["visits"]
        for item in visit["items"]
        if visit["id"] == "pump-3-refill" and item["contents"] == "floxuridine"
    )
    made = api.client.post(ward.base, json={"course_id": ward.course, "request": request}, headers=ward.doctor)
    assert made.status_code == 201, made.text
    order = ward.done(made.json(), "verify", ward.pharmacist)

    for who in (ward.second, ward.third, ward.nurse):
        told = readings(ward, who)
        assert {"plan", "changes", "preview", "orders", "requests", "care plan"} <= set(told)
        for name, text in told.items():
            assert f'"{mg}"' not in text, name
            assert f"{mg} mg" not in text, name
            assert f'"value": {mg}' not in text, name
            assert f'"value":{mg}' not in text, name
    plan = api.client.get(path, headers=ward.second).json()
    marked = [item for visit in plan["visits"] for item in visit["items"] if item["kept"] is not None]
    assert marked
    for item in marked:
        assert (item["kept"], item["fill"], item["dose"], item["dose_percent"]) == ("blind-double-check",) + (None,) * 3
        assert item["text"] == "kept from you until the double check is done"
    heparin = [item for visit in plan["visits"] for item in visit["items"] if item["contents"] == "heparin-saline"]
    assert any(item["fill"] is not None for item in heparin)  # only what is to be checked is kept

    for who in (ward.doctor, ward.pharmacist):  # who took part knows it anyway
        assert planned_mg(api.client.get(path, headers=who).json()) == mg
    desk = api.callers.system("desk", ward.clinic, "plan.read")
    assert planned_mg(api.client.get(path, headers=desk).json()) == mg  # a system checks nothing

    ordered = made.json()["steps"][0]["done"]
    body = {"entered": ordered["request"], "ordered_mg": ordered["answer"]["floxuridine_mg"]}
    ward.done(order, "double-check", ward.second, body)
    after = api.client.get(path, headers=ward.nurse).json()
    assert planned_mg(after) == mg
    assert all(item["kept"] is None for visit in after["visits"] for item in visit["items"])


def test_an_order_of_another_course_keeps_nothing(ward: Ward) -> None:
    _, other = a_course(ward.api.records)
    assert other != ward.course
    before = ward.api.client.get(f"/v1/clinics/{ward.clinic}/courses/{ward.course}/plan", headers=ward.second)
    assert planned_mg(before.json())
