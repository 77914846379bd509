"""``haipdose export ics``, ``hl7`` and ``fhir``."""

from __future__ import annotations

import json
import sys
from decimal import Decimal

import pytest
from feeds import DEMO
from fhir_support import check
from icalendar import Calendar
from typer.testing import CliRunner

from haipdose.cli.main import app
from haipdose.interop.hl7v2.text import read_message


def run(*words, code=0, **rest):
    result = CliRunner().invoke(app, ["export", *map(str, words)], **rest)
    assert result.exit_code == code, result.output
    return result


def test_a_calendar_and_what_was_told(tmp_path):
    state = tmp_path / "told.json"
    first = run("ics", DEMO, "--state", state)
    assert first.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
    entries = Calendar.from_ical(first.stdout_bytes).walk("VEVENT")
    told = json.loads(state.read_text())
    assert told["course"] == "demo-arm-b"
    assert len(entries) == len([entry for entry in told["visits"] if entry["kind"] != "liver-panel"])
    assert run("ics", DEMO, "--state", state).stdout_bytes == first.stdout_bytes


def test_an_opaque_calendar():
    assert b"Pump visit" in run("ics", DEMO).stdout_bytes
    assert b"Pump visit" not in run("ics", DEMO, "--opaque").stdout_bytes


def test_messages_for_the_first_plan_and_none_when_nothing_changed(tmp_path):
    written = run("hl7", DEMO).stdout_bytes.split(b"\n")
    rows = json.loads(run("hl7", DEMO, "--json").stdout)
    assert [read_message(body).control_id for body in written] == [row["control_id"] for row in rows]
    plan = CliRunner().invoke(app, ["plan", str(DEMO), "--json"]).stdout
    before = tmp_path / "plan.json"
    before.write_text(plan)
    assert json.loads(run("hl7", DEMO, "--previous", before, "--json").stdout) == []
    assert run("hl7", DEMO, "--previous", before).stdout_bytes == b""


def test_a_bundle_that_others_can_read():
    text = run("fhir", DEMO).stdout
    check(json.loads(text, parse_float=Decimal))
    kinds = {entry["resource"]["resourceType"] for entry in json.loads(text)["entry"]}
    assert {"Patient", "Device", "CarePlan", "Appointment", "MedicationAdministration", "Observation"} <= kinds


@pytest.mark.parametrize("command", ["ics", "hl7", "fhir"])
def test_a_course_without_an_id_is_refused(command):
    course = json.loads(DEMO.read_text())
    del course["id"]
    result = run(command, "-", code=2, input=json.dumps(course))
    assert "export.course-id" in result.stderr


def test_a_missing_library_is_named_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "haipdose.interop.calendar.feed", None)
    result = run("ics", DEMO, code=2)
    assert "haipdose[server]" in result.stderr
