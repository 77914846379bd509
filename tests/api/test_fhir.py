"""FHIR over HTTP on both stores: read, searched page by page, written once, refused with an OperationOutcome."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from api_support import ApiUnderTest
from fhir_support import check
from records_support import a_course, demo_course

from haipdose_api.permissions import Role

DEMO_MOMENT = datetime(2026, 5, 13, 13, tzinfo=UTC)
OBSERVATION: dict[str, Any] = {
    "resourceType": "Observation",
    "status": "final",
    "identifier": [{"system": "urn:lab", "value": "4711"}],
    "code": {"coding": [{"system": "http://loinc.org", "code": "1920-8"}]},
    "effectiveDateTime": "2026-03-02T08:15:00+01:00",
    "valueQuantity": {"value": 52, "system": "http://unitsofmeasure.org", "code": "U/L"},
}
KINDS = ("Device", "DeviceUseStatement", "CarePlan", "Appointment", "MedicationRequest", "MedicationAdministration",
         "Observation")  # fmt: skip


class Ward:
    """A clinic with the demonstration course, and a nurse."""

    def __init__(self, api: ApiUnderTest) -> None:
        self.api = api
        api.records.clock.now = DEMO_MOMENT  # type: ignore[attr-defined]
        self.clinic, self.course = demo_course(api.records)
        self.nurse = api.callers.person("nurse", **{self.clinic: Role.NURSE})
        self.base = f"/v1/clinics/{self.clinic}/fhir"
        self.patient = self.get("/Patient").json()["entry"][0]["resource"]["id"]

    def get(self, path: str, **query: Any) -> Any:
        answer = self.api.client.get(self.base + path, params=query, headers=self.nurse)
        assert answer.headers["Content-Type"] == "application/fhir+json"
        return answer

    def post(self, document: Any, **headers: str) -> Any:
        kind = {"Content-Type": "application/fhir+json"}
        return self.api.client.post(self.base + "/Observation", json=document, headers=self.nurse | kind | headers)

    def observation(self, **changed: Any) -> dict[str, Any]:
        return deepcopy(OBSERVATION) | {"subject": {"reference": f"Patient/{self.patient}"}} | changed

    def facts(self) -> list[dict[str, Any]]:
        answer = self.api.client.get(
            f"/v1/clinics/{self.clinic}/courses/{self.course}/facts?limit=200", headers=self.nurse
        )
        return [entry["fact"] for entry in answer.json()["items"]]


@pytest.fixture
def ward(api_on_both: ApiUnderTest) -> Ward:
    return Ward(api_on_both)


def code_of(answer: Any) -> str:
    return str(check(answer.json())["issue"][0]["details"]["coding"][0]["code"])


def test_everything_that_is_found_is_valid_and_can_be_read_one_by_one(ward: Ward) -> None:
    check(ward.get("/metadata").json())
    for kind in KINDS:
        answer = ward.get(f"/{kind}", patient=f"Patient/{ward.patient}", _count=200)
        bundle = json.loads(answer.content, parse_float=Decimal)
        check(bundle)
        assert bundle["total"] == len(bundle["entry"]) > 0, kind
        first = bundle["entry"][0]["resource"]
        one = ward.get(f"/{kind}/{first['id']}")
        assert json.loads(one.content, parse_float=Decimal) == first
        assert one.headers["ETag"].startswith('W/"')
        assert ward.get(f"/{kind}", _id=first["id"]).json()["total"] == 1


def test_patients_are_found_by_number_and_have_no_name(ward: Ward) -> None:
    found = ward.get("/Patient", identifier="demo-1").json()
    assert check(found)["entry"][0]["resource"]["identifier"][0]["value"] == "demo-1"
    assert ward.get("/Patient", identifier="nobody").json()["total"] == 0
    assert ward.get("/Patient", _id=ward.patient).json()["total"] == 1
    assert ward.get("/Patient", _id="pat-" + "0" * 26).json()["total"] == 0
    assert "name" not in ward.get(f"/Patient/{ward.patient}").json()


def test_pages_follow_each_other_without_a_gap(ward: Ward) -> None:
    whole = ward.get("/Appointment", patient=ward.patient, _count=200).json()
    seen, query = [], {"patient": ward.patient, "_count": 7}
    while True:
        page = ward.get("/Appointment", **query).json()
        seen += [entry["resource"]["id"] for entry in page.get("entry", [])]
        more = [link["url"] for link in page["link"] if link["relation"] == "next"]
        if not more:
            break
        query["_offset"] = int(more[0].rpartition("_offset=")[2])
    assert seen == [entry["resource"]["id"] for entry in whole["entry"]]


def test_appointments_by_day_and_state_for_the_whole_clinic(ward: Ward) -> None:
    whole = ward.get("/Appointment", date="ge2026-03-01", _count=200).json()
    assert whole["total"] > 0
    some = ward.get("/Appointment", date=["ge2026-03-01", "lt2026-03-17"], status="fulfilled").json()
    days = {entry["resource"]["start"][:10] for entry in some["entry"]}
    assert days
    assert all("2026-03-01" <= day < "2026-03-17" for day in days)
    assert ward.get("/Appointment", date="1900-01-01").json()["total"] == 0


def test_observations_by_code(ward: Ward) -> None:
    found = ward.get("/Observation", patient=ward.patient, code="http://loinc.org|1920-8").json()
    assert {entry["resource"]["code"]["text"] for entry in found["entry"]} == {"aspartate aminotransferase"}


@pytest.mark.parametrize(
    ("path", "query", "status", "code"),
    [
        ("/Appointment", {}, 422, "fhir.whose"),
        ("/Observation", {"patient": "pat-1", "_revinclude": "x"}, 422, "fhir.parameter"),
        ("/Appointment", {"date": "2026-02-31"}, 422, "fhir.date"),
        ("/Appointment", {"date": "tomorrow"}, 422, "input.string_pattern_mismatch"),
        ("/Practitioner", {}, 422, "input.string_pattern_mismatch"),
        ("/Appointment/crs-" + "0" * 26 + ".pump-1-refill", {}, 404, "fhir.not-found"),
        ("/MedicationRequest/ord-" + "0" * 26, {}, 404, "fhir.not-found"),
        ("/Patient/pat-" + "0" * 26, {}, 404, "records.patient-unknown"),
    ],
)
def test_what_cannot_be_searched_is_told(ward: Ward, path: str, query: dict[str, str], status: int, code: str) -> None:
    answer = ward.get(path, **query)
    assert answer.status_code == status
    assert code_of(answer).partition(".")[0] == code.partition(".")[0]
    if not code.startswith("input"):
        assert code_of(answer) == code


def test_a_result_is_recorded_once_and_can_be_read_back(ward: Ward) -> None:
    before = len(ward.facts())
    made = ward.post(ward.observation())
    assert made.status_code == 201, made.text
    told = check(made.json())
    assert told["valueQuantity"]["value"] == 52
    read = ward.api.client.get(made.headers["Location"], headers=ward.nurse)
    assert read.json() == made.json()
    again = ward.post(ward.observation())
    assert again.status_code == 200
    assert len(ward.facts()) == before + 1


def test_a_correction_takes_its_place_and_an_error_takes_it_away(ward: Ward) -> None:
    ward.post(ward.observation())
    corrected = ward.observation(status="corrected") | {"valueQuantity": OBSERVATION["valueQuantity"] | {"value": 53}}
    assert ward.post(corrected).status_code == 201
    query = {"patient": ward.patient, "code": "1920-8", "date": "2026-03-02"}
    (now,) = ward.get("/Observation", **query).json()["entry"]
    assert now["resource"]["valueQuantity"]["value"] == 53
    taken_back = ward.post(ward.observation(status="entered-in-error"))
    assert taken_back.status_code == 200
    check(taken_back.json())
    assert ward.get("/Observation", **query).json()["total"] == 0
    assert [fact["type"] for fact in ward.facts()][-2:] == ["correction", "correction"]


def test_a_weight_is_recorded_once_and_not_taken_back(ward: Ward) -> None:
    weight = ward.observation() | {
        "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
        "valueQuantity": {"value": 81.5, "system": "http://unitsofmeasure.org", "code": "kg"},
    }
    assert ward.post(weight).status_code == 201
    assert ward.post(weight).status_code == 200
    assert ward.facts()[-1]["weight_kg"] == "81.5"
    back = ward.post(weight | {"status": "entered-in-error"})
    assert (back.status_code, code_of(back)) == (409, "fhir.weight-withdrawn")


def test_the_same_key_is_answered_again_and_another_body_under_it_is_not(ward: Ward) -> None:
    key = {"Idempotency-Key": "observation-1"}
    first = ward.post(ward.observation(), **key)
    again = ward.post(ward.observation(), **key)
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true")
    assert again.json() == first.json()
    other = ward.post(ward.observation(effectiveDateTime="2026-03-02T08:16:00+01:00"), **key)
    assert other.status_code == 409
    check(other.json())


def test_what_is_not_to_be_recorded_is_not(ward: Ward) -> None:
    before = ward.facts()
    nobody = ward.observation(subject={"reference": "Patient/pat-" + "0" * 26})
    unknown = ward.observation(subject={"identifier": {"system": "urn:elsewhere", "value": "demo-1"}})
    assert ward.post(nobody).status_code == 404
    assert ward.post(unknown).status_code == 404
    assert code_of(ward.post(ward.observation(status="preliminary"))) == "fhir.status"
    assert code_of(ward.post(ward.observation(effectiveDateTime="2036-03-02T08:15:00Z"))) == "fhir.future"
    assert ward.post([1]).status_code == 422
    kind = ward.nurse | {"Content-Type": "application/fhir+json"}
    for body in (b"{", b'{"a":NaN}', b'{"status":"final","status":"final"}'):
        answer = ward.api.client.post(ward.base + "/Observation", content=body, headers=kind)
        assert answer.status_code in {400, 422}
        check(answer.json())
    assert ward.facts() == before


def test_a_patient_by_identifier_and_one_without_a_course(ward: Ward) -> None:
    named = ward.observation(subject={"identifier": {"value": "demo-1"}})
    assert ward.post(named).status_code == 201
    headers = ward.api.callers.person("scheduler", **{ward.clinic: Role.SCHEDULER})
    made = ward.api.client.post(
        f"/v1/clinics/{ward.clinic}/patients", json={"identifier": "new", "sex": "male"}, headers=headers
    )
    without = ward.post(ward.observation(subject={"reference": f"Patient/{made.json()['id']}"}))
    assert (without.status_code, code_of(without)) == (409, "fhir.course")


def test_another_clinics_things_are_not_there(ward: Ward) -> None:
    elsewhere, course = a_course(ward.api.records)
    stranger = ward.api.callers.person("stranger", **{elsewhere: Role.NURSE})
    denied = ward.api.client.get(ward.base + "/Patient", headers=stranger)
    assert (denied.status_code, code_of(denied)) == (403, "access.right-missing")
    base = f"/v1/clinics/{elsewhere}/fhir"
    for path in (f"/Patient/{ward.patient}", f"/CarePlan/{ward.course}", f"/Device/{ward.course}.pump"):
        assert ward.api.client.get(base + path, headers=stranger).status_code == 404
    assert ward.api.client.get(f"{base}/CarePlan/{course}", headers=stranger).status_code == 200


def test_a_course_that_contradicts_itself_still_tells_what_was_found(ward: Ward) -> None:
    fact = {"type": "fill-given", "at": "2026-03-01T09:00:00Z", "contents": "heparin-saline", "volume_ml": "30"}
    headers = ward.nurse | {
        "If-Match": ward.api.client.get(f"/v1/clinics/{ward.clinic}/courses/{ward.course}", headers=ward.nurse).headers[
            "ETag"
        ]
    }
    ward.api.client.post(
        f"/v1/clinics/{ward.clinic}/courses/{ward.course}/facts", json={"facts": [fact]}, headers=headers
    )
    assert ward.get("/Observation", patient=ward.patient).json()["total"] > 0
