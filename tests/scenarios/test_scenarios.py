"""Golden scenarios: files that a pharmacist can read, run through the installed command as a user would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scenario_reading import Scenario, all_scenarios, as_json, check, recompute
from typer.testing import CliRunner

from haipdose.cli.main import app

SCENARIOS = all_scenarios()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario, tmp_path: Path) -> None:
    document = scenario.document
    arguments = [document["command"], "-", "--json"]
    if document["command"] != "grade":  # grades rest on no protocol, so nothing is approved for them
        arguments += ["--approvals", str(tmp_path / "none.jsonl")]
    if "previous" in document:
        previous = tmp_path / "previous.json"
        before = CliRunner().invoke(app, arguments, input=json.dumps(as_json(document["previous"])))
        previous.write_text(before.stdout, encoding="utf-8")
        arguments += ["--previous", str(previous)]
    result = CliRunner().invoke(app, arguments, input=json.dumps(as_json(document["request"])))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    answer = json.loads(result.stdout)
    if "exit_code" in document:
        assert result.exit_code == int(document["exit_code"])
    if "expect_error" in document:
        wanted = dict(document["expect_error"])
        error = answer["error"]
        words = wanted.pop("message_contains", [])
        for word in [words] if isinstance(words, str) else words:
            assert word in json.dumps(error, ensure_ascii=False), f"{word!r} is not in {error}"
        for key, value in wanted.items():
            assert error[key] == value
        assert result.exit_code == {"refused": 1, "input": 2, "rule-data": 2}[error["family"]]
    for path, wanted in document.get("expect", {}).items():
        check(answer, path, wanted)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_worked_arithmetic_is_right(scenario: Scenario) -> None:
    recomputed = [recompute(line) for line in scenario.document["worked"]]
    assert any(recomputed) or "expect_error" in scenario.document, "a scenario shows its arithmetic"


def test_there_are_enough_scenarios_and_none_shares_a_title() -> None:
    titles = [scenario.document["title"] for scenario in SCENARIOS]
    assert len(set(titles)) == len(titles)
    assert len(SCENARIOS) >= 40
    assert sum("expect_error" in scenario.document for scenario in SCENARIOS) >= 10


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("daily dose = 0.12 * 70 = 8.4 mg/d", True),
        ("exact fill = 8.4 * 30 / 1.3 = 193.846... mg", True),
        ("emptying = 2026-01-05 + 14 d = 2026-01-19", True),
        ("rounded to 5 mg = 195 mg", False),
    ],
)
def test_worked_lines_are_understood(line: str, outcome: bool) -> None:
    assert recompute(line) is outcome


@pytest.mark.parametrize(
    "line",
    [
        "daily dose = 0.12 * 70 = 8.5 mg/d",
        "exact fill = 8.4 * 30 / 1.3 = 193.847... mg",
        "exact fill = 8.4 * 30 / 1.3 = 193.845... mg",
        "emptying = 2026-01-05 + 14 d = 2026-01-20",
    ],
)
def test_wrong_worked_lines_are_caught(line: str) -> None:
    with pytest.raises(AssertionError):
        recompute(line)
