"""``haipdose fill`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fills import PLAIN
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from haipdose.cli.main import app


def run(document: Any, *arguments: str, folder: Path) -> Result:
    approvals = str(folder / "none.jsonl")
    return CliRunner().invoke(app, ["fill", "-", "--approvals", approvals, *arguments], input=json.dumps(document))


def test_text_is_the_worksheet(tmp_path: Path) -> None:
    result = run(PLAIN, folder=tmp_path)
    assert result.exit_code == 0
    assert result.stdout.startswith("PUMP FILL WORKSHEET\nfloxuridine 195 mg in 30 mL")
    assert "NOT RELEASABLE" in result.stdout


def test_json_is_one_document_with_every_field_of_the_contract(tmp_path: Path) -> None:
    result = run(PLAIN, "--json", folder=tmp_path)
    answer = json.loads(result.stdout)
    contract = {
        "ideal_weight_kg",
        "dosing_weight_kg",
        "daily_dose_mg",
        "floxuridine_mg_exact",
        "floxuridine_mg",
        "rounding_deviation_percent",
        "concentration_mg_per_ml",
        "components",
        "diluent_ml",
        "total_volume_ml",
        "delivered_mg",
        "expected_return_ml",
        "return_range_ml",
        "runs_dry_after_days",
        "warnings",
        "derivation",
        "protocol",
    }
    assert contract <= set(answer)
    assert {"name", "amount", "unit", "volume_ml", "product", "vials"} <= set(answer["components"][0])
    assert {"id", "version", "digest", "approval"} <= set(answer["protocol"])
    assert answer["floxuridine_mg"] == "195"


def test_numbers_and_text_are_the_same_request(tmp_path: Path) -> None:
    as_text = run(PLAIN, "--json", folder=tmp_path)
    raw = json.dumps(PLAIN).replace('"1.3"', "1.3").replace('"70"', "70").replace('"100"', "100")
    arguments = ["fill", "-", "--json", "--approvals", str(tmp_path / "none.jsonl")]
    as_numbers = CliRunner().invoke(app, arguments, input=raw)
    assert json.loads(as_text.stdout) == json.loads(as_numbers.stdout)


def test_pdf_beside_the_answer(tmp_path: Path) -> None:
    path = tmp_path / "worksheet.pdf"
    result = run(PLAIN, "--json", "--pdf", str(path), folder=tmp_path)
    assert json.loads(result.stdout)["floxuridine_mg"] == "195"
    assert path.read_bytes().startswith(b"%PDF-")
    assert str(path) in result.stderr


def test_label_and_checklist_beside_the_answer_say_that_nobody_released_it(tmp_path: Path) -> None:
    label, checklist = tmp_path / "label.pdf", tmp_path / "checklist.pdf"
    papers = ["--label", str(label), "--label-size", "70x36", "--checklist", str(checklist), "--language", "nl"]
    who = ["--patient-id", "0001", "--patient-name", "Appel, A.", "--born", "1961-04-03"]
    result = run(PLAIN, "--json", *papers, *who, folder=tmp_path)
    assert json.loads(result.stdout)["floxuridine_mg"] == "195"
    for path in (label, checklist):
        text = " ".join(PdfReader(path).pages[0].extract_text().split())
        assert "NIET VRIJGEGEVEN" in text
        assert "0001" in text
        assert "195 mg" in text
    box = PdfReader(label).pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (70, 36)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--label", "LABEL"), "command.patient-id"),
        (("--checklist", "LABEL", "--patient-id", ""), "command.patient-id"),
        (("--label", "LABEL", "--patient-id", "1", "--label-size", "10x10"), "command.label-size"),
        (("--label", "LABEL", "--patient-id", "1", "--born", "3-4-1961"), "command.born"),
    ],
)
def test_a_label_that_cannot_be(words: tuple[str, ...], code: str, tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"
    result = run(PLAIN, "--json", *(str(path) if word == "LABEL" else word for word in words), folder=tmp_path)
    assert (result.exit_code, json.loads(result.stdout)["error"]["code"]) == (2, code)
    assert not path.exists()


def test_the_worksheet_in_dutch(tmp_path: Path) -> None:
    assert (
        "floxuridine 195 mg in 30 mL (6,5 mg/mL in de pomp)" in run(PLAIN, "--language", "nl", folder=tmp_path).stdout
    )
    assert run(PLAIN, "--language", "xx", folder=tmp_path).exit_code == 2


@pytest.mark.parametrize(
    ("changes", "exit_code", "code"),
    [
        ({"infusion_days": "28"}, 1, "fill.runs-dry-before-emptying"),
        ({"dose_percent": None}, 2, "fill.dose-percent-missing"),
        ({"dose_percent": "120"}, 2, "input.less-than-equal"),
        ({"surprise": "1"}, 2, "input.extra-forbidden"),
    ],
)
def test_exit_codes(changes: dict[str, Any], exit_code: int, code: str, tmp_path: Path) -> None:
    document = {name: value for name, value in (PLAIN | changes).items() if value is not None}
    path = tmp_path / "worksheet.pdf"
    result = run(document, "--json", "--pdf", str(path), folder=tmp_path)
    assert result.exit_code == exit_code
    assert json.loads(result.stdout)["error"]["code"] == code
    assert not path.exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = run(PLAIN, "--json", "--pdf", str(tmp_path / "no" / "worksheet.pdf"), folder=tmp_path)
    assert result.exit_code == 3
    assert json.loads(result.stdout)["error"]["code"] == "document.write"


def test_help_shows_examples() -> None:
    result = CliRunner().invoke(app, ["fill", "--help"])
    assert "haipdose fill fill.json" in result.stdout
    assert "--pdf" in result.stdout
