"""Nothing of the engine is left in English: every text in the answer to every golden scenario is known in Dutch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from engine_answers import said
from random_clinics import random_document
from scenario_reading import Scenario, all_scenarios, as_json
from typer.testing import CliRunner

from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.solve import solve_clinic
from haipdose.cli.main import app
from haipdose.language.translator import translator

TYPED = frozenset({"rebuilding", "influenza", "liver tests", "neutrophils", "biliary sclerosis", "conversion surgery"})
"""Reasons that the invented people of the scenarios typed."""
CALENDAR_TYPED = (": move", "(results)", "(the pump)")
"""Reasons of closures and rules that somebody typed into a clinic request."""
SCENARIOS = all_scenarios()


@pytest.mark.parametrize("command", sorted({scenario.document["command"] for scenario in SCENARIOS}))
def test_no_text_of_a_scenario_stays_english(command: str, tmp_path: Path) -> None:
    dutch = translator("nl")
    english: set[str] = set()
    for scenario in SCENARIOS:
        if scenario.document["command"] == command:
            english |= {
                f"{field}: {text}"
                for field, text in said(answer_of(scenario, tmp_path))
                if not dutch.known(text) and not any(text == typed or text.endswith(f": {typed}") for typed in TYPED)
            }
    assert sorted(english) == []


def answer_of(scenario: Scenario, folder: Path) -> object:
    document = scenario.document
    arguments = [document["command"], "-", "--json"]
    if document["command"] != "grade":
        arguments += ["--approvals", str(folder / "none.jsonl")]
    if "previous" in document:
        previous = folder / "previous.json"
        before = CliRunner().invoke(app, arguments, input=json.dumps(as_json(document["previous"])))
        previous.write_text(before.stdout, encoding="utf-8")
        arguments += ["--previous", str(previous)]
    return json.loads(CliRunner().invoke(app, arguments, input=json.dumps(as_json(document["request"]))).stdout)


@pytest.mark.parametrize("seed", range(6))
def test_no_text_of_a_clinics_calendar_stays_english(seed: int) -> None:
    request = ClinicRequest.model_validate(random_document(seed, patients=6))
    answer = solve_clinic(request, seconds=4, deterministic=True)
    told = said(json.loads(answer.model_dump_json()))
    dutch = translator("nl")
    english = {text for _, text in told if not dutch.known(text) and not text.endswith(CALENDAR_TYPED)}
    assert sorted(english) == []
