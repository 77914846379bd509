"""``haipdose systemic`` as a user calls it: text, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import Result
from typer.testing import CliRunner

from haipdose.cli.main import app

from .cases import BASE, good_results


def run(tmp_path: Path, *options: str, **given: Any) -> Result:
    request = tmp_path / "cycle.json"
    request.write_text(json.dumps(BASE | given), encoding="utf-8")
    return CliRunner().invoke(app, ["systemic", str(request), "--approvals", str(tmp_path / "none.jsonl"), *options])


def test_a_given_cycle_in_words(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 0, result.output
    assert "mFOLFOX6, cycle 3: GIVE" in result.stdout
    assert "153 mg over 2 h, day 1 (85 mg/m2; exact 153 mg)" in result.stdout
    assert "oxaliplatin: dose: amount * surface = 153 mg" in result.stdout
    assert "NOT RELEASABLE" in result.stdout
    assert "Missing" not in result.stdout


def test_tablets_are_given_twice_a_day(tmp_path: Path) -> None:
    result = run(tmp_path, regimen="capox")
    assert "1800 mg, 2 times a day, day 1-14" in result.stdout


def test_a_delay_exits_with_1_and_says_when_to_look_again(tmp_path: Path) -> None:
    result = run(tmp_path, current=good_results(neutrophils="1.2", platelets=None))
    assert result.exit_code == 1
    assert "DELAY" in result.stdout
    assert "Look again on 2026-11-27; latest start 2026-12-18." in result.stdout
    assert "neutrophils 1.2 10*9/L, needed ≥ 1.5 [systemic.day_1.labs.neutrophils.limit, published]" in result.stdout
    assert "current.platelets" in result.stdout


def test_warnings_and_reasons_are_in_the_text(tmp_path: Path) -> None:
    result = run(tmp_path, dpyd="partial")
    assert result.exit_code == 0
    assert "Warnings:" in result.stdout
    assert "partial DPYD deficiency" in result.stdout


def test_json_is_one_document(tmp_path: Path) -> None:
    result = run(tmp_path, "--json")
    answer = json.loads(result.stdout)
    assert answer["action"] == "give"
    assert answer["drugs"][0]["dose_mg"] == "153"
    assert answer["release"]["releasable"] is False
    assert answer["protocol"]["id"] == "pump-it"


def test_a_barred_combination_exits_with_1(tmp_path: Path) -> None:
    result = run(tmp_path, "--json", arm="B", regimen="folfoxiri")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "systemic.combination-barred"


def test_bad_input_exits_with_2_and_names_the_field(tmp_path: Path) -> None:
    result = run(tmp_path, "--json", cycle=0)
    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["field"] == "cycle"
