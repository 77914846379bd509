"""Laboratory, decisions, device sessions, calendar feeds and the audit trail over HTTP."""

from __future__ import annotations

from typing import Any

import icalendar
import pytest
from api_support import ApiUnderTest
from records_support import a_course, demo_course

from haipdose_api import projection
from haipdose_api.permissions import Role

REPORT = {
    "id": "lab-1",
    "at": "2026-03-01T08:00:00+01:00",
    "results": [{"test": "alt", "value": "35", "unit": "U/L", "upper_limit": "45"}],
}


@pytest.fixture
def place(api_on_both: ApiUnderTest) -> tuple[ApiUnderTest, str, str]:
    clinic, course = a_course(api_on_both.records)
    return api_on_both, clinic, course


def test_a_report_is_recorded_once_and_shown(place: tuple[ApiUnderTest, str, str]) -> None:
    api, clinic, course = place
    lab = api.callers.system("lab", clinic, "laboratory.write")
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    path = f"/v1/clinics/{clinic}/courses/{course}/laboratory"
    assert api.client.post(path, json=REPORT, headers=lab).json()["version"] == 2
    again = api.client.post(path, json=REPORT, headers=lab)
    assert (again.status_code, again.json()["appended"]) == (201, [])
    assert api.client.get(path, headers=lab).status_code == 403
    items = api.client.get(path, headers=nurse).json()["items"]
    assert [item["fact"]["results"][0]["value"] for item in items] == ["35"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"results": [{"test": "alt", "value": "35", "unit": "mg/dL"}]}, "results.0"),
        ({"results": [{"test": "alt", "value": "-1", "unit": "U/L"}]}, "results.0.value"),
        ({"results": [{"test": "unheard-of", "value": "1", "unit": "U/L"}]}, "test"),
        ({"results": [{"test": "alt", "value": "99999999", "unit": "U/L"}]}, "value"),
        ({"at": "2026-04-01T08:00:00+01:00"}, "future"),
        ({"at": "2026-03-01T08:00:00"}, "offset"),
        ({"results": []}, "results"),
    ],
)
def test_a_report_that_cannot_be_is_refused(api: ApiUnderTest, changed: dict[str, Any], words: str) -> None:
    clinic, course = a_course(api.records)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    path = f"/v1/clinics/{clinic}/courses/{course}/laboratory"
    answer = api.client.post(path, json=REPORT | changed, headers=nurse)
    assert answer.status_code == 422, answer.text
    assert words in answer.text
    assert api.client.get(path, headers=nurse).json()["items"] == []


def liver(at: str, alt: str) -> list[dict[str, str]]:
    tests = [("ast", "30", "U/L", "45"), ("alt", alt, "U/L", "45"), ("alp", "90", "U/L", "120")]
    tests.append(("bilirubin-total", "10", "umol/L", "20"))
    return [
        {"test": test, "value": value, "unit": unit, "at": at, "upper_limit": limit}
        for test, value, unit, limit in tests
    ]


def test_a_decision_is_kept_with_the_rules_answer(place: tuple[ApiUnderTest, str, str]) -> None:
    api, clinic, course = place
    doctor = api.callers.person("doctor", **{clinic: Role.PRESCRIBER})
    path = f"/v1/clinics/{clinic}/courses/{course}/decisions/modification"
    question = {
        "protocol": "pump-it",
        "reference": liver("2026-02-02T08:00:00+01:00", "30"),
        "current": liver("2026-03-01T08:00:00+01:00", "30"),
        "last_dose_percent": "100",
        "as_of": "2026-03-02T10:00:00+01:00",
    }
    made = api.client.post(path, json={"request": question, "follows_rules": True}, headers=doctor)
    assert made.status_code == 201, made.text
    assert made.json()["decision"]["answer"]["action"] == "give"
    unexplained = api.client.post(path, json={"request": question, "follows_rules": False}, headers=doctor)
    assert unexplained.status_code == 422
    assert [entry["id"] for entry in api.client.get(path, headers=doctor).json()["items"]] == [made.json()["id"]]


def test_a_device_session_brings_its_facts(place: tuple[ApiUnderTest, str, str]) -> None:
    api, clinic, course = place
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    path = f"/v1/clinics/{clinic}/courses/{course}/device-sessions"
    uncertain = {
        "type": "pump-programmed",
        "at": "2026-03-02T08:30:00+01:00",
        "serial_number": "123456",
        "command": "program",
        "result": "uncertain",
    }
    body = {
        "serial_number": "123456",
        "started_at": "2026-03-02T08:20:00+01:00",
        "ended_at": "2026-03-02T08:40:00+01:00",
        "facts": [uncertain],
    }
    made = api.client.post(path, json=body, headers=nurse)
    assert made.status_code == 201, made.text
    facts = api.client.get(f"/v1/clinics/{clinic}/courses/{course}/facts", headers=nurse).json()["items"]
    assert facts[0]["fact"]["result"] == "uncertain"
    assert len(api.client.get(path, headers=nurse).json()["items"]) == 1


def test_a_feed_is_read_by_its_secret_and_gone_when_revoked(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, course = demo_course(api.records)
    projection.catch_up(api.site)
    desk = api.callers.person("desk", **{clinic: Role.SCHEDULER})
    path = f"/v1/clinics/{clinic}/feeds"
    for body in ({"course_id": course}, {}):
        made = api.client.post(path, json=body, headers=desk).json()
        address = made["url"].removeprefix(api.site.settings.base_url)
        read = api.client.get(address)
        assert read.status_code == 200, read.text
        assert read.headers["content-type"] == "text/calendar; charset=utf-8"
        events = icalendar.Calendar.from_ical(read.content).walk("VEVENT")
        assert len(events) > 3
        assert "demo-1" not in read.text
        assert api.client.delete(f"{path}/{made['id']}", headers=desk).status_code == 204
        assert api.client.get(address).status_code == 404
        assert api.client.delete(f"{path}/{made['id']}", headers=desk).status_code == 404
    assert all(feed["url"] is None for feed in api.client.get(path, headers=desk).json()["items"])


def test_the_audit_trail_tells_who_did_what_and_links_each_entry_to_the_one_before(
    place: tuple[ApiUnderTest, str, str],
) -> None:
    api, clinic, course = place
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    auditor = api.callers.person("auditor", **{clinic: Role.AUDITOR})
    report = f"/v1/clinics/{clinic}/courses/{course}/laboratory"
    api.client.post(report, json=REPORT, headers=nurse)
    path = f"/v1/clinics/{clinic}/audit"
    assert api.client.get(path, headers=nurse).status_code == 403
    entries = api.client.get(path, headers=auditor).json()["items"]
    assert [entry["previous"] for entry in entries[1:]] == [entry["digest"] for entry in entries[:-1]]
    mine = api.client.get(path, params={"actor": api.callers.callers["nurse"].id}, headers=auditor).json()["items"]
    assert mine[-1]["action"] == "course.append"
    first = api.client.get(path, params={"limit": 1}, headers=auditor).json()
    rest = api.client.get(path, params={"after": first["next_after"]}, headers=auditor).json()
    assert first["items"] + rest["items"] == entries
