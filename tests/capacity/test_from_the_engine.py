"""A clinic of the engine's own plans: placed, checked by somebody else, told as text, table and document."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from typer.testing import CliRunner

from haipdose.capacity.answers import ClinicAnswer
from haipdose.capacity.verify import faults_of
from haipdose.cli.main import app
from haipdose_sim.clinic.synthetic import synthetic_clinic

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


def test_a_document_that_is_no_clinic_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "clinic.json"
    file.write_text("{}", encoding="utf-8")
    assert RUNNER.invoke(app, ["schedule", str(file)]).exit_code == 2
