"""A clinic of the engine's own plans: placed, checked by somebody else, told as text, table and document."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from haipdose.capacity.answers import ClinicAnswer
from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.verify import faults_of
from haipdose.cli.main import app
from haipdose.schedule.requests import Course
from haipdose_sim.clinic.courses import synthetic_courses
from haipdose_sim.clinic.synthetic import request_for, synthetic_clinic

RUNNER = CliRunner()


def test_a_small_clinic_at_the_command_line(tmp_path: Path) -> None:
    request = synthetic_clinic(5, 3, seed=1)
    assert request.visits
    file, table, before = tmp_path / "clinic.json", tmp_path / "clinic.csv", tmp_path / "before.json"
    file.write_text(request.model_dump_json(by_alias=True), encoding="utf-8")
    told = RUNNER.invoke(
        app, ["schedule", str(file), "--seconds", "3", "--workers", "1", "--json", "--csv", str(table)]
    )
    answer = ClinicAnswer.model_validate_json(told.stdout)
    assert told.exit_code == (0 if answer.all_placed else 1)
    assert faults_of(request, answer) == ()
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    assert len(rows) == len(answer.appointments) + len(answer.not_placed)
    before.write_text(told.stdout, encoding="utf-8")
    again = RUNNER.invoke(app, ["schedule", str(file), "--seconds", "3", "--workers", "1", "--previous", str(before)])
    assert again.exit_code == told.exit_code
    assert "CHANGES against what was published" in again.stdout
    assert f"unchanged  {len(answer.appointments)} appointments" in again.stdout


def test_without_chairs_the_command_says_what_has_no_place(tmp_path: Path) -> None:
    document = json.loads(synthetic_clinic(3, 3, seed=2).model_dump_json(by_alias=True))
    for resource in document["clinic"]["resources"]:
        if resource["id"] == "chair":
            resource["hours"] = []
    file = tmp_path / "clinic.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    told = RUNNER.invoke(app, ["schedule", str(file), "--seconds", "2", "--workers", "1"])
    assert told.exit_code == 1
    assert told.stdout.startswith("NO PLACE FOR")


def clinic_without_visits(patients: int) -> tuple[ClinicRequest, dict[str, Any], list[Course]]:
    """A clinic of the engine's plans, the same clinic as somebody writes it, and the courses."""
    courses = synthetic_courses(patients, seed=3)
    whole = request_for(courses, 4, seed=3, wishes=False)
    document = json.loads(whole.model_dump_json(by_alias=True, exclude_none=True))
    return whole, {name: part for name, part in document.items() if name not in {"visits", "links"}}, courses


def test_the_clinic_in_the_documentation_is_one(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "clinic-planner.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    file = tmp_path / "clinic.json"
    file.write_text(example, encoding="utf-8")
    folder = written(tmp_path / "courses", synthetic_courses(2, seed=5))
    arguments = ["schedule", str(file), "--courses", str(folder), "--approvals", str(tmp_path / "none.jsonl")]
    answered = RUNNER.invoke(app, [*arguments, "--seconds", "2", "--workers", "1", "--json"])
    assert answered.exit_code == 0, answered.stderr
    assert ClinicAnswer.model_validate_json(answered.stdout).appointments


def written(folder: Path, courses: list[Course]) -> Path:
    folder.mkdir()
    for course in courses:
        (folder / f"{course.id}.json").write_text(course.model_dump_json(by_alias=True, exclude_none=True), "utf-8")
    return folder


def test_course_files_become_the_clinics_visits(tmp_path: Path) -> None:
    whole, clinic, courses = clinic_without_visits(3)
    folder = written(tmp_path / "courses", courses)
    file, made, told = tmp_path / "clinic.json", tmp_path / "whole.json", tmp_path / "none.jsonl"
    file.write_text(json.dumps(clinic), encoding="utf-8")
    arguments = [
        "schedule",
        str(file),
        "--courses",
        str(folder),
        "--approvals",
        str(told),
        "--write-request",
        str(made),
    ]
    answered = RUNNER.invoke(app, [*arguments, "--seconds", "2", "--workers", "1", "--json"])
    answer = ClinicAnswer.model_validate_json(answered.stdout)
    request = ClinicRequest.model_validate_json(made.read_text(encoding="utf-8"))
    last = whole.horizon.last
    assert set(request.visits) == {visit for visit in whole.visits if visit.latest <= last}
    assert request.links
    assert {entry.course for entry in answer.appointments} == {course.id for course in courses}
    assert faults_of(request, answer) == ()


def test_a_patient_who_is_away_is_not_placed_then(tmp_path: Path) -> None:
    _, clinic, [course] = clinic_without_visits(1)
    document = json.loads(course.model_dump_json(by_alias=True, exclude_none=True))
    away = {"type": "unavailable", "at": document["as_of"], "from": "2026-03-09", "to": "2026-03-13", "reason": "sea"}
    document["facts"].append(away)
    file, own = tmp_path / "clinic.json", tmp_path / "own.json"
    file.write_text(json.dumps(clinic), encoding="utf-8")
    own.write_text(json.dumps(document), encoding="utf-8")
    arguments = ["schedule", str(file), "--courses", str(own), "--approvals", str(tmp_path / "none.jsonl")]
    answered = RUNNER.invoke(app, [*arguments, "--seconds", "2", "--workers", "1", "--json"])
    answer = ClinicAnswer.model_validate_json(answered.stdout)
    assert answer.appointments
    assert not [entry for entry in answer.appointments if "2026-03-09" <= str(entry.day) <= "2026-03-13"]


@pytest.mark.parametrize("fault", ["twice", "empty", "broken", "unplanned"])
def test_course_files_that_cannot_be_used_are_named(tmp_path: Path, fault: str) -> None:
    _, clinic, courses = clinic_without_visits(1)
    folder = written(tmp_path / "courses", courses)
    file = tmp_path / "clinic.json"
    file.write_text(json.dumps(clinic), encoding="utf-8")
    one = folder / "P0000.json"
    document = json.loads(one.read_text(encoding="utf-8"))
    if fault == "twice":
        (folder / "copy.json").write_text(json.dumps(document), encoding="utf-8")
    elif fault == "empty":
        one.unlink()
    elif fault == "broken":
        one.write_text(json.dumps({**document, "arm": 7}), encoding="utf-8")
    else:
        one.write_text(json.dumps({**document, "protocol": "nobody-knows-it"}), encoding="utf-8")
    told = RUNNER.invoke(app, ["schedule", str(file), "--courses", str(folder), "--json"])
    assert told.exit_code == 2
    said = {"twice": "are both the course P0000", "empty": "There is no .json file", "broken": "P0000.json",
            "unplanned": "The course P0000 cannot be planned"}[fault]  # fmt: skip
    assert said in told.stdout + told.stderr


def test_a_document_that_is_no_clinic_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "clinic.json"
    file.write_text("{}", encoding="utf-8")
    assert RUNNER.invoke(app, ["schedule", str(file)]).exit_code == 2
