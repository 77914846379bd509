"""Logs tell what was asked and how it ended, and hold nothing about a patient, whatever goes wrong."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from api_support import ApiUnderTest
from records_support import PUMP, a_course
from sqlalchemy.exc import OperationalError

from haipdose_api import logs
from haipdose_api.permissions import Role

NAME, GIVEN, BORN, NUMBER = "Voorbeeldstra", "Geertruida", "1951-07-19", "MRN-7734921"
SECRETS = (NAME, GIVEN, BORN, NUMBER)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that a server would write to stderr."""
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.configure_logs("debug")
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_template_caller_and_id(api: ApiUnderTest, written: io.StringIO) -> None:
    clinic, course = a_course(api.records)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    answer = api.client.get(f"/v1/clinics/{clinic}/courses/{course}?as_of=2026", headers=nurse)
    (line,) = lines(written)
    assert line["event"] == "request"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/clinics/{clinic}/courses/{course}", 200)
    assert line["caller"] == api.callers.callers["nurse"].id
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert line["ms"] > 0
    assert "2026" not in json.dumps({**line, "timestamp": ""})


def test_a_secret_address_and_an_unknown_path_are_not_written(api: ApiUnderTest, written: io.StringIO) -> None:
    secret = "s3cr3t" * 8
    api.client.get(f"/calendars/{secret}.ics")
    api.client.get(f"/somewhere/{NAME}?born={BORN}")
    api.client.request(NAME, f"/v1/{NAME}")
    told = lines(written)
    assert [line["route"] for line in told] == ["/calendars/{secret}.ics", "unknown", "unknown"]
    assert told[2]["method"] == "OTHER"
    assert secret not in written.getvalue()
    assert all(part not in written.getvalue() for part in SECRETS)


def test_logs_of_a_whole_story_hold_nothing_about_the_patient(
    api: ApiUnderTest, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic, _ = a_course(api.records)
    doctor = api.callers.person("doctor", **{clinic: (Role.PRESCRIBER, Role.NURSE, Role.SCHEDULER)})
    root = f"/v1/clinics/{clinic}"
    patient = {"identifier": NUMBER, "family_name": NAME, "given_name": GIVEN, "birth_date": BORN, "sex": "female"}
    statuses = []

    def ask(method: str, path: str, body: Any = None, **headers: str) -> Any:
        answer = api.client.request(method, root + path, json=body, headers=doctor | headers)
        statuses.append(answer.status_code)
        return answer

    made = ask("POST", "/patients", patient).json()
    ask("POST", "/patients", patient)  # twice
    ask("POST", "/patients", {**patient, "sex": NAME})  # not a sex
    ask("POST", "/patients", {**patient, NAME: GIVEN})  # an unknown field
    ask("POST", "/patients", [NAME])
    ask("GET", f"/patients?identifier={NUMBER}")
    ask("PUT", f"/patients/{made['id']}", {**patient, "birth_date": "1951-13-19" + NAME}, **{"If-Match": '"1"'})
    ask("GET", f"/patients/{NAME}")
    ask("GET", "/patients/pat-" + "0" * 26)
    header = {
        "patient_id": made["id"],
        "patient": {"sex": "female", "height_cm": "170", "weight_kg": "70"},
        "pump": PUMP,
        "protocol": "pump-it",
        "arm": "B",
        "regimen": "folfox",
    }
    course = ask("POST", "/courses", header).json()["id"]
    note = {"type": "note", "at": "2026-03-02T09:00:00+01:00", "text": f"{GIVEN} {NAME} called"}
    ask("POST", f"/courses/{course}/facts", {"facts": [note]}, **{"If-Match": '"1"'})
    ask("POST", f"/courses/{course}/facts", {"facts": [{**note, "at": NAME}]}, **{"If-Match": '"1"'})
    ask("GET", f"/courses/{course}/plan")

    def break_down(*given: object, **more: object) -> None:
        raise RuntimeError(f"cannot handle {NAME}, {BORN}") from OperationalError(
            f"INSERT {NUMBER}", {}, Exception(NAME)
        )

    monkeypatch.setattr("haipdose_api.changes.project", break_down)  # after the commit: logged, not answered
    ask("POST", f"/courses/{course}/facts", {"facts": [{**note, "text": "again"}]}, **{"If-Match": '"2"'})
    monkeypatch.setattr("haipdose.records.registry.Registry.get", break_down)
    fault = ask("GET", f"/patients/{made['id']}")
    assert fault.status_code == 500
    assert all(part not in fault.text for part in SECRETS)

    assert {200, 201, 409, 422, 404, 500} <= set(statuses)
    text = written.getvalue()
    assert [part for part in SECRETS if part in text] == []
    told = [line for line in lines(written) if line["event"] == "request.fault"]
    assert told[0]["request_id"] == fault.headers["X-Request-ID"]
    assert told[0]["fault"][:2] == ["builtins.RuntimeError", "sqlalchemy.exc.OperationalError"]
    assert any("break_down" in place for place in told[0]["where"])


def test_what_libraries_log_is_told_without_values(written: io.StringIO) -> None:
    logger = logging.getLogger("some.library")
    try:
        int(NAME)
    except ValueError:
        logger.exception("reading %s failed", NAME)
    logger.error(f"reading {NAME} failed")
    logger.info("not worth telling")
    first, second = lines(written)
    assert (first["message"], first["fault"], first["level"]) == ("reading %s failed", ["builtins.ValueError"], "error")
    assert "message" not in second
    assert NAME not in written.getvalue()


def test_a_fault_that_is_its_own_cause_is_told_once() -> None:
    first, second = ValueError("a"), KeyError("b")
    first.__cause__, second.__cause__ = second, first
    assert logs.where_from(first)["fault"] == ["builtins.ValueError", "builtins.KeyError"]


def test_exceptions_given_by_hand_or_by_the_moment_are_told(written: io.StringIO) -> None:
    log = structlog.get_logger()
    log.warning("given", exc_info=ValueError(NAME))
    log.warning("none", exc_info=True)
    try:
        {}[NAME]
    except KeyError:
        log.exception("handled")
    given, none, handled = lines(written)
    assert (given["fault"], handled["fault"]) == (["builtins.ValueError"], ["builtins.KeyError"])
    assert "fault" not in none
    assert NAME not in written.getvalue()
