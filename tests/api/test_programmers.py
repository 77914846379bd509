"""A pump programmer behind the API: an emulated pump on a real socket, two people, and an outcome that nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from api_support import api_on
from bedside import FILL, PASSWORD, PROBE, at_the_bedside, bedside_of
from quick_passwords import quick_hash
from stores import migrated_sqlite

from haipdose.fill.requests import FillRequest
from haipdose.orders.workflow import Ordered
from haipdose.records import courses, orders, people
from haipdose.records.registries import PATIENTS
from haipdose.records.shapes import CourseHeader, PatientRecord
from haipdose_api.order_steps import calculate


def test_read_compared_and_programmed_by_two(tmp_path: Path) -> None:
    with at_the_bedside(tmp_path) as bedside:
        read = bedside.read()
        assert read.status_code == 200, read.text
        told = read.json()
        assert told["pending"] is False
        rows = {row["name"]: row for row in told["diff"]["settings"]}
        assert rows["rate"]["new"] == "1.3008"
        assert rows["rate"]["old"] != rows["rate"]["new"]
        done = bedside.program(told["diff"]["digest"])
        assert done.status_code == 200, done.text
        assert done.json()["outcome"] == "confirmed"
        assert len(set(done.json()["confirmed_by"])) == 2
        assert done.json()["program_digest"] == told["diff"]["digest"]
        again = bedside.read().json()
        assert again["reading"]["program_digest"] == told["diff"]["digest"]
        assert all(row["old"] == row["new"] for row in again["diff"]["settings"])
        kinds = [(fact["type"], fact.get("result")) for fact in bedside.facts()]
        assert kinds == [("pump-interrogated", None), ("pump-programmed", "confirmed"), ("pump-interrogated", None)]
        sessions = bedside.client.get(f"{bedside.base}/device-sessions", headers=bedside.nurse).json()["items"]
        assert len(sessions) == 3


def test_an_outcome_that_nobody_knows_is_settled_by_reading(tmp_path: Path) -> None:
    with at_the_bedside(tmp_path, "commit-without-answer") as bedside:
        digest = bedside.read().json()["diff"]["digest"]
        done = bedside.program(digest).json()
        if done["outcome"] == "uncertain":  # the answer is lost and so is what is asked next
            assert bedside.read(order_id=None).json()["pending"] is True
            pending = bedside.program(digest)
            assert pending.status_code == 502
            assert pending.json()["code"] == "device.effect-pending"
            done = bedside.resolve().json()
        assert done["outcome"] == "confirmed"
        assert bedside.resolve().json()["outcome"] == "nothing-pending"
        programmed = [fact for fact in bedside.facts() if fact["type"] == "pump-programmed"]
        assert programmed[-1]["result"] == "confirmed"


@pytest.mark.parametrize(
    ("login", "password", "status", "code"),
    [
        ("nurse", PASSWORD, 403, "device.two-people"),
        ("scheduler", PASSWORD, 403, "access.right-missing"),
        ("pharmacist", "wrong wrong wrong", 422, "access.second-person"),
        ("nobody", PASSWORD, 422, "access.second-person"),
    ],
)
def test_the_second_person_is_somebody_else_with_a_right(
    tmp_path: Path, login: str, password: str, status: int, code: str
) -> None:
    with at_the_bedside(tmp_path) as bedside:
        digest = bedside.read().json()["diff"]["digest"]
        refused = bedside.program(digest, login, password)
        assert (refused.status_code, refused.json()["code"]) == (status, code)
        assert bedside.read().json()["reading"]["program_digest"] != digest


def test_a_password_that_has_to_be_changed_first_is_no_second_person(tmp_path: Path) -> None:
    with at_the_bedside(tmp_path) as bedside:
        digest = bedside.read().json()["diff"]["digest"]
        with bedside.api.records.writing(PROBE) as work:
            person = people.by_login(work.connection, "pharmacist")
            assert person is not None
            people.reset_password(work, person.id, quick_hash("handed over in person"))
        refused = bedside.program(digest, password="handed over in person")
        assert (refused.status_code, refused.json()["code"]) == (422, "access.change-password")


def test_guessing_the_second_password_locks_that_login(tmp_path: Path) -> None:
    with at_the_bedside(tmp_path) as bedside:
        digest = bedside.read().json()["diff"]["digest"]
        for _ in range(bedside.api.site.settings.lockout_after):
            bedside.program(digest, password="a wrong guess")
        locked = bedside.program(digest)
        assert (locked.status_code, locked.json()["code"]) == (422, "access.second-person")


def test_another_program_than_both_have_seen_is_not_sent(tmp_path: Path) -> None:
    with at_the_bedside(tmp_path) as bedside:
        before = bedside.read().json()["reading"]["program_digest"]
        refused = bedside.program("0" * 32)
        assert (refused.status_code, refused.json()["code"]) == (409, "device.other-program")
        assert bedside.read().json()["reading"]["program_digest"] == before


def test_what_cannot_be_programmed(tmp_path: Path) -> None:
    with at_the_bedside(tmp_path) as bedside:
        elsewhere = bedside.read(programmer="another")
        assert (elsewhere.status_code, elsewhere.json()["code"]) == (422, "device.programmer")
        with bedside.api.site.records.writing(PROBE) as work:
            request = FillRequest.model_validate(FILL)
            ordered = Ordered(
                request=request, answer=calculate(bedside.api.site, work.connection, bedside.clinic, request)
            )
            fresh = orders.create(work, bedside.clinic, bedside.course, visit=None, due=None, first=ordered)
        not_given = bedside.read(order_id=fresh.id)
        assert (not_given.status_code, not_given.json()["code"]) == (409, "device.order-not-given")
        nothing = bedside.read(order_id="ord-" + "0" * 26)
        assert nothing.status_code == 404


def test_a_passive_pump_is_refused_before_the_port_is_opened(tmp_path: Path) -> None:
    with at_the_bedside(tmp_path) as bedside:
        with bedside.api.site.records.writing(PROBE) as work:
            patient = PATIENTS.create(work, bedside.clinic, PatientRecord(identifier="0002", sex="male"))
            passive = {"profile": "intera-3000", "serial_number": "1", "flow_ml_per_day": "1.3", "reservoir_ml": "30"}
            header = {"patient_id": patient.id, "patient": FILL["patient"], "pump": passive, "protocol": "pump-it"}
            header["arm"] = "B"
            other = courses.create(work, bedside.clinic, CourseHeader.model_validate(header)).id
        refused = bedside.client.post(
            f"/v1/clinics/{bedside.clinic}/courses/{other}/programmer/read",
            json={"programmer": "ward"},
            headers=bedside.nurse,
        )
        assert refused.status_code == 422
        assert refused.json()["title"] == "Do not give"


def test_nobody_there_and_the_wrong_pump(tmp_path: Path) -> None:
    with at_the_bedside(tmp_path, "wrong-pump") as bedside:
        answers = [bedside.read() for _ in range(4)]
        assert "device.wrong-pump" in {answer.json().get("code") for answer in answers}
        assert {answer.status_code for answer in answers} <= {200, 502}
    engine = migrated_sqlite(tmp_path / "more.db")
    api = api_on(engine, programmers={"ward": "socket://127.0.0.1:9"}, device_journal=tmp_path / "journal")
    gone = bedside_of(api).read()
    assert gone.status_code == 502
    assert "patient" not in gone.text.lower() or "0001" not in gone.text
    engine.dispose()
