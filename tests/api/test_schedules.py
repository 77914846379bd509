"""The clinic's whole calendar over the API: made beside the requests, looked at, published to the courses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from api_support import ApiUnderTest
from clinic_setup import setup
from records_support import NURSE, demo_course

from haipdose.capacity.answers import ClinicAnswer
from haipdose.capacity.defaults import clinic_defaults
from haipdose.capacity.engine_check import engine_faults
from haipdose.capacity.from_plans import ClinicWork, PlannedCourse, work_of
from haipdose.capacity.records import ClinicSchedule
from haipdose.capacity.solve import solve_clinic
from haipdose.capacity.verify import faults_of
from haipdose.records import courses, schedule_runs
from haipdose.records.registries import CLINICS
from haipdose.schedule.calendar import ClinicCalendar
from haipdose.schedule.clinic import Closure
from haipdose_api import clinic_calendar, clinic_publishing
from haipdose_api.clinic_calendar import question, wait_for_runs
from haipdose_api.permissions import Role

NOW = datetime(2026, 5, 6, 7, tzinfo=UTC)


class Desk:
    """A clinic with a course and somebody who makes its calendar."""

    def __init__(self, api: ApiUnderTest) -> None:
        api.site.clock.now = NOW  # type: ignore[attr-defined]
        self.api = api
        self.clinic, self.course = demo_course(api.records)
        self.scheduler = api.callers.person("desk", **{self.clinic: Role.SCHEDULER})
        self.path = f"/v1/clinics/{self.clinic}"

    def get(self, path: str) -> Any:
        answer = self.api.client.get(self.path + path, headers=self.scheduler)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.api.client.request(method, self.path + path, json=body, headers=self.scheduler | headers)

    def has(self, **units: int) -> None:
        assert self.send("PUT", "/setup", setup(**units)).status_code == 200

    def made(self, weeks: int = 4) -> dict[str, Any]:
        started = self.send("POST", "/schedule-runs", {"weeks": weeks, "seconds": 2})
        assert started.status_code == 202, started.text
        wait_for_runs()
        run = self.get(f"/schedule-runs/{started.json()['id']}")
        assert run["state"] == "finished", run
        return dict(self.get(f"/schedules/{run['schedule_id']}"))


@pytest.fixture
def desk(api: ApiUnderTest) -> Desk:
    return Desk(api)


def test_before_anybody_said_what_the_clinic_has_nothing_is_made(desk: Desk) -> None:
    assert desk.send("GET", "/setup").status_code == 404
    refused = desk.send("POST", "/schedule-runs", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "schedule.no-setup")
    assert desk.get("/schedules") == {"items": [], "published": None, "changed": [], "run": None}


def test_the_setup_is_one_document_that_nobody_overwrites_unseen(desk: Desk) -> None:
    desk.has()
    assert desk.send("PUT", "/setup", setup(chair=9)).status_code == 422
    assert desk.send("PUT", "/setup", setup(chair=9), **{"If-Match": '"7"'}).status_code == 412
    assert desk.send("PUT", "/setup", setup(chair=9), **{"If-Match": '"1"'}).status_code == 200
    found = desk.get("/setup")
    assert found["version"] == 2
    assert found["document"]["resources"][0]["hours"][0]["units"] == 9


def test_a_calendar_is_made_and_an_independent_check_finds_no_fault(desk: Desk) -> None:
    desk.has()
    shown = desk.made()
    document = ClinicSchedule.model_validate(shown["document"])
    assert document.state == "proposed"
    assert document.answer.appointments
    assert not document.answer.not_placed
    asked = question(desk.api.site, desk.clinic, document.horizon)
    assert faults_of(asked.request, document.answer, clinic_defaults().types) == ()
    heads = desk.get("/schedules")
    assert [one["id"] for one in heads["items"]] == [shown["id"]]
    assert heads["published"] is None
    assert heads["run"]["state"] == "finished"


def test_published_appointments_are_the_courses_own_and_stay_in_the_next_calendar(desk: Desk) -> None:
    desk.has()
    first = desk.made()
    until = date.fromisoformat(first["document"]["horizon"]["to"])
    told = desk.send("POST", f"/schedules/{first['id']}/publish", {"until": str(until)}, **{"If-Match": '"1"'})
    assert told.status_code == 200, told.text
    assert told.json()["document"]["not_confirmed"] == []
    again = desk.send("POST", f"/schedules/{first['id']}/publish", {"until": str(until)}, **{"If-Match": '"1"'})
    assert again.status_code == 412
    visits = {visit["id"]: visit["date"] for visit in desk.get(f"/courses/{desk.course}/plan")["visits"]}
    for entry in first["document"]["answer"]["appointments"]:
        assert visits[entry["visit"]] == entry["day"]
    facts = desk.get(f"/courses/{desk.course}/facts?limit=200")["items"]
    confirmed = [one["fact"] for one in facts if one["fact"]["type"] == "appointment-confirmed"]
    assert {one["visit"] for one in confirmed} >= {one["visit"] for one in first["document"]["answer"]["appointments"]}
    second = desk.made()
    changes = second["document"]["answer"]["changes"]
    assert (changes["moved"], changes["cancelled"], changes["added"]) == ([], [], [])
    places = {one["visit"]: one["start"] for one in second["document"]["answer"]["appointments"]}
    for entry in first["document"]["answer"]["appointments"]:
        assert places[entry["visit"]] == entry["start"]
    assert desk.get("/schedules")["published"] == first["id"]


def test_a_hold_after_publication_moves_what_it_must_and_says_so(desk: Desk) -> None:
    desk.has()
    first = desk.made(8)
    until = first["document"]["horizon"]["to"]
    desk.send("POST", f"/schedules/{first['id']}/publish", {"until": until}, **{"If-Match": '"1"'})
    ahead = first["document"]["answer"]["appointments"]
    systemic = next(one for one in ahead if one["kind"] == "systemic")
    day = date.fromisoformat(systemic["day"])
    desk.api.site.clock.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)  # type: ignore[attr-defined]
    doctor = desk.api.callers.person("doctor", **{desk.clinic: Role.PRESCRIBER})
    version = desk.get(f"/courses/{desk.course}")["version"]
    held = {"type": "systemic-held", "at": f"{day}T10:00:00+02:00", "reason": "neutrophils 0.9"}
    path = f"{desk.path}/courses/{desk.course}/facts"
    answer = desk.api.client.post(path, json={"facts": [held]}, headers=doctor | {"If-Match": f'"{version}"'})
    assert answer.status_code == 201, answer.text
    changes = desk.made(8)["document"]["answer"]["changes"]
    assert changes["moved"] or changes["cancelled"] or changes["added"]
    assert changes["unchanged"] or len(changes["moved"]) < len(ahead)


def test_a_course_that_changed_since_is_named_and_left_alone(desk: Desk) -> None:
    desk.has()
    made = desk.made()
    away(desk)
    until = made["document"]["horizon"]["to"]
    told = desk.send("POST", f"/schedules/{made['id']}/publish", {"until": until}, **{"If-Match": '"1"'})
    assert told.status_code == 200
    [named] = told.json()["document"]["not_confirmed"]
    assert named["course"] == desk.course
    assert "changed" in named["reasons"][0]
    facts = desk.get(f"/courses/{desk.course}/facts?limit=200")["items"]
    assert facts[-1]["fact"]["type"] == "unavailable"


def away(desk: Desk) -> None:
    """Somebody records about the course, from another connection."""
    version = desk.get(f"/courses/{desk.course}")["version"]
    fact = {"type": "unavailable", "at": NOW.isoformat(), "from": "2026-06-01", "to": "2026-06-02", "reason": "a trip"}
    added = desk.send("POST", f"/courses/{desk.course}/facts", {"facts": [fact]}, **{"If-Match": f'"{version}"'})
    assert added.status_code == 201, added.text


def while_the_engine_is_asked(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> list[bool]:
    """Something happens between the engine's word and the recording; whether it has."""
    happened: list[bool] = []

    def asked(*arguments: Any, **named: Any) -> tuple[str, ...]:
        faults = engine_faults(*arguments, **named)
        if not happened:
            happened.append(True)
            act()
        return faults

    monkeypatch.setattr(clinic_publishing, "engine_faults", asked)
    return happened


def test_a_course_that_changes_while_it_is_published_is_left_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.has()
    made = desk.made()
    happened = while_the_engine_is_asked(monkeypatch, lambda: away(desk))
    until = made["document"]["horizon"]["to"]
    told = desk.send("POST", f"/schedules/{made['id']}/publish", {"until": until}, **{"If-Match": '"1"'})
    assert happened
    assert told.status_code == 200, told.text
    [named] = told.json()["document"]["not_confirmed"]
    assert named == {"course": desk.course, "reasons": list(clinic_publishing.CHANGED)}
    types = [one["fact"]["type"] for one in desk.get(f"/courses/{desk.course}/facts?limit=200")["items"]]
    assert types[-1] == "unavailable"
    assert "appointment-confirmed" not in types
    assert desk.get("/schedules")["changed"] == [desk.course]


def test_when_the_clinics_days_change_while_it_is_published_nothing_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.has()
    made = desk.made()

    def closes() -> None:
        with desk.api.records.writing(NURSE) as work:
            stored = CLINICS.get(work.connection, None, desk.clinic)
            shut = Closure(first=date(2026, 5, 20), reason="move")
            calendar = stored.document.calendar.model_copy(update={"closures": (shut,)})
            changed = stored.document.model_copy(update={"calendar": calendar})
            CLINICS.change(work, None, desk.clinic, stored.version, changed)

    happened = while_the_engine_is_asked(monkeypatch, closes)
    until = made["document"]["horizon"]["to"]
    told = desk.send("POST", f"/schedules/{made['id']}/publish", {"until": until}, **{"If-Match": '"1"'})
    assert happened
    assert (told.status_code, told.json()["code"]) == (409, "schedule.changed-meanwhile")
    assert desk.get("/schedules")["published"] is None


def test_what_changed_since_the_published_calendar_is_told(desk: Desk) -> None:
    desk.has()
    made = desk.made()
    until = made["document"]["horizon"]["to"]
    assert desk.get("/schedules")["changed"] == []
    desk.send("POST", f"/schedules/{made['id']}/publish", {"until": until}, **{"If-Match": '"1"'})
    assert desk.get("/schedules")["changed"] == []
    away(desk)
    assert desk.get("/schedules")["changed"] == [desk.course]
    asked = question(desk.api.site, desk.clinic, clinic_calendar.default_horizon(NOW, "Europe/Amsterdam", 4))
    [wish] = asked.request.wishes
    assert (date(2026, 6, 1), date(2026, 6, 2)) in {(absence.first, absence.last) for absence in wish.away}


@pytest.mark.parametrize("off", [-1, 29])
def test_a_day_outside_the_calendar_is_refused(desk: Desk, off: int) -> None:
    desk.has()
    made = desk.made()
    until = date.fromisoformat(made["document"]["horizon"]["from"]) + timedelta(days=off)
    told = desk.send("POST", f"/schedules/{made['id']}/publish", {"until": str(until)}, **{"If-Match": '"1"'})
    assert (told.status_code, told.json()["code"]) == (422, "schedule.until")


def test_without_a_chair_the_visits_are_named_with_what_is_missing(desk: Desk) -> None:
    desk.has(chair=0)
    answer = desk.made()["document"]["answer"]
    assert answer["not_placed"]
    assert any("chair" in reason for one in answer["not_placed"] for reason in one["reasons"])
    assert desk.get("/schedules")["items"][0]["not_placed"] == len(answer["not_placed"])


def test_one_run_at_a_time_it_can_be_stopped_and_one_that_died_is_known(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.has()
    monkeypatch.setattr("haipdose_api.routes.schedules.start_run", lambda *_, **__: None)  # a server that dies at once
    run = desk.send("POST", "/schedule-runs", {}).json()["id"]
    second = desk.send("POST", "/schedule-runs", {})
    assert (second.status_code, second.json()["code"]) == (409, "schedule.running")
    stopped = desk.send("DELETE", f"/schedule-runs/{run}")
    assert stopped.status_code == 202
    assert stopped.json()["stop_asked"] is True
    desk.api.site.clock.now = NOW + 2 * schedule_runs.SILENCE  # type: ignore[attr-defined]
    assert desk.get(f"/schedule-runs/{run}")["state"] == "lost"
    assert desk.send("POST", "/schedule-runs", {}).status_code == 202


@pytest.mark.parametrize("least", [True, False])
def test_the_planner_is_told_that_little_is_to_move(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, *, least: bool
) -> None:
    desk.has()
    told: list[bool] = []

    def noted(*arguments: Any, **named: Any) -> ClinicAnswer:
        told.append(named["least_moves"])
        return solve_clinic(*arguments, **named)

    monkeypatch.setattr(clinic_calendar, "solve_clinic", noted)
    assert desk.send("POST", "/schedule-runs", {"weeks": 1, "seconds": 1, "least_moves": least}).status_code == 202
    wait_for_runs()
    assert told == [least]


def test_a_run_that_fails_says_why(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.has()

    def broken(*_: Any, **__: Any) -> Any:
        message = "no such thing"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(clinic_calendar, "solve_clinic", broken)
    run = desk.send("POST", "/schedule-runs", {}).json()["id"]
    wait_for_runs()
    shown = desk.get(f"/schedule-runs/{run}")
    assert (shown["state"], shown["problem_code"]) == ("failed", "schedule.fault")
    assert "no such thing" not in str(shown)


def test_a_setup_without_what_visits_need_fails_with_the_remedy(desk: Desk) -> None:
    lacking = setup()
    lacking["resources"] = lacking["resources"][:1]
    assert desk.send("PUT", "/setup", lacking).status_code == 200
    run = desk.send("POST", "/schedule-runs", {}).json()["id"]
    wait_for_runs()
    shown = desk.get(f"/schedule-runs/{run}")
    assert shown["state"] == "failed"
    assert "no resource of the clinic" in shown["problem"]


def test_a_course_that_changed_its_protocol_is_placed_by_the_new_ones_rules(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.has()
    changed = {"type": "protocol-changed", "at": NOW.isoformat(), "protocol": "msk-adjuvant", "reason": "all resected"}
    with desk.api.records.writing(NURSE) as work:
        header = courses.get(work.connection, desk.clinic, desk.course).header
        elsewhere = header.model_copy(update={"protocol": "msk-unresectable", "arm": "pump"})
        moved = courses.create(work, desk.clinic, elsewhere).id
        facts = [one.fact for one in courses.facts(work.connection, desk.course)]
        unsigned = [fact.model_copy(update={"by": None, "recorded_at": None}) for fact in facts]
        courses.append(work, desk.clinic, moved, None, [*unsigned, courses.FACT.validate_python(changed)])
    asked: list[PlannedCourse] = []

    def noted(planned: list[PlannedCourse], calendar: ClinicCalendar) -> ClinicWork:
        asked.extend(planned)
        return work_of(planned, calendar)

    monkeypatch.setattr(clinic_calendar, "work_of", noted)
    question(desk.api.site, desk.clinic, clinic_calendar.default_horizon(NOW, "Europe/Amsterdam", 4))
    [course] = [one for one in asked if one.course == moved]
    assert course.plan.protocol.id == "msk-adjuvant"
    assert course.rules == desk.api.site.library.protocol("msk-adjuvant").schedule
