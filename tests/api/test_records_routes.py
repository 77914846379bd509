"""Patients, pumps, courses, facts and the plan over HTTP, on both stores."""

from __future__ import annotations

from typing import Any

from api_support import ApiUnderTest
from records_support import PUMP, a_course

from haipdose_api.permissions import Role

FACT = {"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": "96.5"}


def test_the_story_of_a_course(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, _ = a_course(api.records)
    doctor = api.callers.person("doctor", **{clinic: Role.PRESCRIBER})
    base = f"/v1/clinics/{clinic}"
    patient = api.client.post(f"{base}/patients", json={"identifier": "42", "sex": "female"}, headers=doctor)
    assert patient.status_code == 201, patient.text
    assert patient.headers["ETag"] == '"1"'
    pump = api.client.post(f"{base}/pumps", json={"pump": PUMP}, headers=doctor)
    assert pump.status_code == 201, pump.text
    header = {
        "patient_id": patient.json()["id"],
        "pump_id": pump.json()["id"],
        "patient": {"sex": "female", "height_cm": "170", "weight_kg": "70"},
        "protocol": "pump-it",
        "arm": "B",
        "regimen": "folfox",
    }
    course = api.client.post(f"{base}/courses", json=header, headers=doctor)
    assert course.status_code == 201, course.text
    path = course.headers["Location"]
    assert api.client.get(path, headers=doctor).json()["header"]["pump"]["serial_number"] == "123456"
    added = api.client.post(f"{path}/facts", json={"facts": [FACT]}, headers=doctor | {"If-Match": '"1"'})
    assert added.status_code == 201, added.text
    assert added.json()["version"] == 2
    late = api.client.post(
        f"{path}/facts", json={"facts": [FACT | {"weight_kg": "95"}]}, headers=doctor | {"If-Match": '"1"'}
    )
    assert late.status_code == 412
    assert late.json()["code"] == "records.stale-version"
    plan = api.client.get(f"{path}/plan", headers=doctor)
    assert plan.status_code == 200, plan.text
    assert plan.json()["course"]["weight_kg"] == "96.5"
    then = api.client.get(f"{path}/plan", params={"as_of": "2026-03-01T09:00:00+01:00"}, headers=doctor)
    assert then.json()["course"]["weight_kg"] == "70"


def test_a_repeated_request_is_answered_again_and_done_once(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, course = a_course(api.records)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    path = f"/v1/clinics/{clinic}/courses/{course}/facts"
    headers = nurse | {"If-Match": '"1"', "Idempotency-Key": "visit-0001"}
    first = api.client.post(path, json={"facts": [FACT]}, headers=headers)
    again = api.client.post(path, json={"facts": [FACT]}, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    other = api.client.post(path, json={"facts": [FACT | {"weight_kg": "90"}]}, headers=headers)
    assert other.status_code == 409
    assert other.json()["code"] == "request.key-reused"
    assert len(api.client.get(path, headers=nurse).json()["items"]) == 1


def problem_of(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    return found


def test_bodies_are_read_exactly(api: ApiUnderTest) -> None:
    clinic, course = a_course(api.records)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE}) | {
        "Content-Type": "application/json",
        "If-Match": '"1"',
    }
    path = f"/v1/clinics/{clinic}/courses/{course}/facts"
    text = '{"facts":[{"type":"weight-measured","at":"2026-03-02T09:00:00+01:00","weight_kg":96.1000000000001}]}'
    done = api.client.post(path, content=text, headers=nurse)
    assert done.status_code == 201, done.text
    assert done.json()["appended"][0]["fact"]["weight_kg"] == "96.1000000000001"
    assert problem_of(api.client.post(path, content="{", headers=nurse), 400)["code"] == "document.json"
    assert problem_of(api.client.post(path, content="[" * 100_000, headers=nurse), 400)["code"] == "document.depth"
    assert problem_of(api.client.post(path, content='{"a":NaN}', headers=nurse), 422)["code"] == "document.number"
    assert (
        problem_of(api.client.post(path, content='{"a":1,"a":2}', headers=nurse), 422)["code"]
        == "document.duplicate-key"
    )
    assert problem_of(api.client.post(path, content=b" " * 3_000_000, headers=nurse), 413)["code"] == "document.size"


def test_a_caller_without_credentials_or_of_another_clinic_learns_nothing(api: ApiUnderTest) -> None:
    clinic, course = a_course(api.records)
    other, _ = a_course(api.records, identifier="0002")
    stranger = api.callers.person("stranger", **{other: Role.PRESCRIBER})
    path = f"/v1/clinics/{clinic}/courses/{course}"
    assert problem_of(api.client.get(path), 401)["code"] == "access.no-credentials"
    assert problem_of(api.client.get(path, headers=stranger), 403)["code"] == "access.right-missing"
    elsewhere = f"/v1/clinics/{other}/courses/{course}"
    assert problem_of(api.client.get(elsewhere, headers=stranger), 404)["code"] == "records.course-unknown"


def test_calculators_and_rules(api: ApiUnderTest) -> None:
    reader = api.callers.person("reader", **{"cln-" + "0" * 26: Role.NURSE})
    request = {
        "patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"},
        "pump": PUMP,
        "protocol": "pump-it",
        "contents": "floxuridine",
        "dose_percent": "100",
        "infusion_days": "14",
    }
    fill = api.client.post("/v1/calculate/fill", json=request, headers=reader)
    assert fill.status_code == 200, fill.text
    assert fill.json()["floxuridine_mg"] == "240"
    assert problem_of(api.client.post("/v1/calculate/fill", json={}, headers=reader), 422)["errors"]
    assert len(api.client.get("/v1/protocols", headers=reader).json()["protocols"]) == 4
    assert api.client.get("/v1/profiles/intera-3000", headers=reader).status_code == 200
    assert api.client.get("/v1/openapi.json").status_code == 200
    assert api.client.get("/health/ready").json()["status"] == "ready"
