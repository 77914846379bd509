"""``haipdose endpoints``: a data set in, every endpoint out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from trials import fact, participant, scan
from typer.testing import CliRunner

from haipdose.cli.main import app

RUN = CliRunner()


def line(name: str, *facts: dict[str, Any], **rest: Any) -> str:
    return participant(*facts, participant=name, **rest).model_dump_json()


RESPONDER = line("P1", scan(0, 60), scan(80, 30), fact("death", 400), fact(
    "questionnaire", 0, instrument="eq-5d-3l",
    answers={"mobility": 1, "self_care": 1, "usual_activities": 1, "pain": 1, "anxiety": 1}))  # fmt: skip
SILENT = line("P2", scan(80, 30), arm="A")
SCREENED = '{"participant": "P3", "site": "AVL"}'
ELSEWHERE = line("P4", scan(0, 60), scan(80, 60, new_lesions=[{"id": "N", "organ": "lung"}]))


def data_set(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "trial.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_for_people(tmp_path: Path) -> None:
    path = data_set(tmp_path, RESPONDER, "", SILENT, SCREENED, ELSEWHERE)
    shown = RUN.invoke(app, ["endpoints", path, "--cut-off", "2027-01-01"])
    assert shown.exit_code == 0, shown.output
    text = shown.stdout
    assert text.startswith("3 randomised, 1 not.")
    assert "P1 (B): os 400 [death]" in text
    assert "best PR" in text
    assert "hepatic pfs 80 (competing 2) [progression.recist]" in text
    assert "P2 (A): os 80+ [censored.last-contact]  pfs 0+ [censored.no-baseline]" in text
    assert "best not evaluable" in text
    assert "QALYs: 0.548 in 400 days (qaly.complete)" in text
    assert "QALYs: not evaluable (qaly.no-baseline)" in text
    assert "check: No imaging on or before randomisation" in text
    assert "objective response: 1 of 2" in text
    assert "pathological response: none could be judged" in text
    assert "censored.no-baseline: No imaging to compare with" in text
    assert "censored.horizon" not in text


def test_for_programs(tmp_path: Path) -> None:
    path = data_set(tmp_path, RESPONDER, SILENT, SCREENED)
    shown = RUN.invoke(app, ["endpoints", path, "--cut-off", "2027-01-01", "--json"])
    document = json.loads(shown.stdout)
    assert document["not_randomised"] == 1
    assert [each["participant"] for each in document["participants"]] == ["P1", "P2"]
    assert document["participants"][0]["os"]["traced_to"] == ["death400"]
    assert document["definitions"]["os"]["wording"].startswith("Defined as the time between")
    assert set(document["reasons"]) >= {"death", "censored.no-baseline"}
    assert "follow_up.assessment_intervals" in document["values_to_confirm"]


def test_nobody_is_randomised_yet(tmp_path: Path) -> None:
    shown = RUN.invoke(app, ["endpoints", data_set(tmp_path, RESPONDER), "--cut-off", "2024-01-01"])
    assert shown.exit_code == 0
    assert shown.stdout.startswith("0 randomised, 1 not.")


def test_the_trials_own_values_and_standard_input(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[follow_up]\nmissed_assessments = { value = 0, source = "site", evidence = "local" }\n')
    died = line("P1", scan(0, 60), fact("death", 400))
    asked = ["endpoints", "-", "--cut-off", "2027-01-01"]
    assert "pfs 0+ [censored.missed-assessments]" in RUN.invoke(app, asked, input=died).stdout
    assert "pfs 400 [death]" in RUN.invoke(app, [*asked, "--rules-file", str(own)], input=died).stdout


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), "holds no participant"),
        (("{",), "line 1"),
        ((RESPONDER, '{"participant": "P5"}'), "line 2.site"),
        ((RESPONDER, RESPONDER), "line 2 holds P1 a second time"),
        ((line("P1", scan(0, 5)),), "P1.facts.ct0"),
        ((line("P1", scan(0, 5), fact("death", -1)),), "death-before-randomisation"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, lines: tuple[str, ...], words: str) -> None:
    shown = RUN.invoke(app, ["endpoints", data_set(tmp_path, *lines), "--cut-off", "2027-01-01"])
    assert shown.exit_code == 2
    assert words in shown.output


def test_a_wrong_day_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    shown = RUN.invoke(app, ["endpoints", data_set(tmp_path, RESPONDER), "--cut-off", "soon"])
    assert (shown.exit_code, "is not a day" in shown.output) == (2, True)
    shown = RUN.invoke(app, ["endpoints", str(tmp_path / "none"), "--cut-off", "2027-01-01"])
    assert (shown.exit_code, "cannot be read" in shown.output) == (2, True)
