"""Assessments over HTTP: the calculators' answers are the engine's own, and a course tells what its records hold."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any

import pytest
from api_support import ApiUnderTest
from records_support import a_course, demo_course

from haipdose.errors import InputError
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.records import courses
from haipdose.trial.assessments_requests import AssessmentsRequest, answer_assessments, answer_course
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose_api.permissions import Role
from haipdose_api.routes import assessments

EXAMPLES: dict[str, Any] = json.loads(
    resources.files("haipdose_api.examples").joinpath("requests.json").read_text(encoding="utf-8")
)
ONE: dict[str, Any] = EXAMPLES["calculate_assessments"]["value"]
ALL: dict[str, Any] = EXAMPLES["calculate_assessments_report"]["value"]
AS_OF = date(2026, 6, 1)


def nurse(api: ApiUnderTest, clinic: str = f"cln-{'0' * 26}") -> dict[str, str]:
    return api.callers.person("nurse", **{clinic: Role.NURSE})


def test_the_answer_is_the_engines_and_nothing_of_it_is_released(api: ApiUnderTest) -> None:
    told = api.client.post("/v1/calculate/assessments", json=ONE, headers=nurse(api))
    assert told.status_code == 200, told.text
    engine = answer_assessments(
        AssessmentsRequest.model_validate(ONE), load_protocol("pump-it"), Approvals(), endpoint_rules()
    )
    assert told.json() == engine.model_dump(mode="json")
    assert not told.json()["release"]["releasable"]
    rows = {row["id"]: row for row in told.json()["assessments"]}
    # By hand: treatment from 2 March; 56 days on is 27 April, the window ends on 4 May, the scan was on 8 May.
    assert (rows["response-imaging.d56"]["target"], rows["response-imaging.d56"]["days_outside"]) == ("2026-04-27", 4)


def test_a_clinic_suggests_open_days(api: ApiUnderTest) -> None:
    clinic = {"time_zone": "Europe/Amsterdam", "country": "NL", "closed_holidays": "all"}
    told = api.client.post("/v1/calculate/assessments", json={**ONE, "clinic": clinic}, headers=nurse(api)).json()
    rows = {row["id"]: row for row in told["assessments"]}
    # 2 March and 182 days are 31 August 2026, a Monday.
    assert (rows["liver-panel.d182"]["target"], rows["liver-panel.d182"]["suggested"]) == ("2026-08-31", "2026-08-31")


def test_the_report_counts_what_the_schedules_say(api: ApiUnderTest) -> None:
    told = api.client.post("/v1/calculate/assessments/report", json=ALL, headers=nurse(api)).json()
    counted: Counter[str] = Counter()
    for each in ALL["participants"]:
        body = {**ONE, "participant": each}
        answer = api.client.post("/v1/calculate/assessments", json=body, headers=nurse(api)).json()
        counted.update(row["status"].replace("-", "_") for row in answer["assessments"])
    assert {key: told["total"][key] for key in counted} == counted
    assert [site["name"] for site in told["by_site"]] == ["AVL", "EMC"]


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("assessments", {**ONE, "protocol": "msk-adjuvant"}, "assessments.none"),
        ("assessments", {**ONE, "protocol": "nothing"}, "protocol.unknown"),
        ("assessments", {**ONE, "as_of": "yesterday"}, "input.date-from-datetime-parsing"),
        ("assessments", {**ONE, "participant": {**ONE["participant"], "arm": None}}, "input.value-error"),
        ("assessments/report", {**ALL, "participants": []}, "input.too-short"),
        ("assessments/report", {**ALL, "participants": [ONE["participant"]] * 2}, "input.value-error"),
    ],
)
def test_what_cannot_be_used_is_named(api: ApiUnderTest, path: str, body: dict[str, Any], code: str) -> None:
    answer = api.client.post(f"/v1/calculate/{path}", json=body, headers=nurse(api))
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == code


def test_a_course_tells_what_its_records_hold(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, course = demo_course(api.records)
    path = f"/v1/clinics/{clinic}/courses/{course}/assessments"
    headers = nurse(api, clinic)
    plain = api.client.get(path, params={"as_of": AS_OF.isoformat()}, headers=headers)
    assert plain.status_code == 200, plain.text
    reasons = {row["id"]: row["reason"] for row in plain.json()["assessments"]}
    assert plain.json()["arm"] is None
    assert reasons["maa-scan-after-surgery"] == "not-randomised"
    assert reasons["qlq-c30"] == "not-kept"
    told = api.client.get(
        path, params={"as_of": AS_OF.isoformat(), "randomised_on": "2026-01-28"}, headers=headers
    ).json()
    assert (told["participant"], told["site"], told["arm"]) == (course, "Demonstration", "B")
    with api.records.reading() as connection:
        asked = courses.as_course(connection, clinic, course, datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    engine = answer_course(
        asked,
        load_protocol("pump-it"),
        Approvals(),
        endpoint_rules(),
        name=course,
        site="Demonstration",
        as_of=AS_OF,
        randomised_on=date(2026, 1, 28),
    )
    assert told["assessments"] == engine.model_dump(mode="json")["assessments"]
    scans = [row for row in told["assessments"] if row["assessment"] == "maa-scan-after-surgery"]
    assert [row["status"] for row in scans] == ["done-on-time"]
    assert {
        row["reason"] for row in told["assessments"] if row["assessment"] in {"ipcq", "survival", "complications"}
    } == {"not-kept"}


def test_without_a_day_it_is_today_at_the_clinic(api: ApiUnderTest) -> None:
    clinic, course = a_course(api.records)
    told = api.client.get(f"/v1/clinics/{clinic}/courses/{course}/assessments", headers=nurse(api, clinic)).json()
    assert told["as_of"] == api.site.clock().date().isoformat()


def test_days_that_contradict_are_refused(api: ApiUnderTest) -> None:
    clinic, course = a_course(api.records)
    days = {"randomised_on": "2026-01-01", "registered_on": "2026-01-02"}
    answer = api.client.get(
        f"/v1/clinics/{clinic}/courses/{course}/assessments", params=days, headers=nurse(api, clinic)
    )
    assert answer.status_code == 422
    assert "before the registration" in answer.text


def test_a_clinic_tells_of_all_its_courses_what_each_tells_alone(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, course = demo_course(api.records)
    headers = nurse(api, clinic)
    day = {"as_of": AS_OF.isoformat()}
    told = api.client.get(f"/v1/clinics/{clinic}/assessments", params=day, headers=headers)
    assert told.status_code == 200, told.text
    alone = api.client.get(f"/v1/clinics/{clinic}/courses/{course}/assessments", params=day, headers=headers).json()
    counted = Counter(row["status"].replace("-", "_") for row in alone["assessments"])
    report = told.json()["report"]
    assert {key: report["total"][key] for key in counted} == counted
    assert (report["participants"], [one["name"] for one in report["by_participant"]]) == (1, [course])
    assert (told.json()["not_told"], told.json()["other_protocols"], told.json()["next_after"]) == ([], 0, None)
    shown = {row["id"] for row in alone["assessments"] if row["status"] in {"due", "missed", "overdue"}}
    assert {row["id"] for row in report["rows"]} == shown
    another = api.client.get(f"/v1/clinics/{clinic}/assessments?protocol=msk-unresectable", headers=headers)
    assert (another.status_code, another.json()["code"]) == (422, "assessments.none")


def test_a_course_whose_assessments_cannot_be_told_is_named(api: ApiUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic, course = demo_course(api.records)

    def refused(*_given: Any, **_named: Any) -> Any:
        raise InputError("Its facts contradict each other.", code="probe.contradict")

    monkeypatch.setattr(assessments, "answer_course", refused)
    told = api.client.get(f"/v1/clinics/{clinic}/assessments", headers=nurse(api, clinic)).json()
    reason = {"course_id": course, "code": "probe.contradict", "reason": "Its facts contradict each other."}
    assert (told["not_told"], told["report"]["participants"]) == ([reason], 0)
