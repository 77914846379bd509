"""A site uses a protocol of its own in every command that needs one."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from scenario_reading import all_scenarios, as_json
from typer.testing import CliRunner

import haipdose.protocol
from haipdose.cli.main import app
from haipdose.protocol.loader import load_protocol_file

DATA = Path(haipdose.protocol.__file__).parent / "data"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """PUMP-IT under another id, filled by steps of 10 mg."""
    (tmp_path / "parts").mkdir()
    common = (DATA / "parts/fill-common-2026-11.toml").read_text(encoding="utf-8")
    (tmp_path / "parts/our-fill.toml").write_text(
        common.replace("step_mg = { value = 5,", "step_mg = { value = 10,"), encoding="utf-8"
    )
    text = (DATA / "pump-it.toml").read_text(encoding="utf-8")
    text = text.replace('"fill-common-2026-11"', '"our-fill"').replace('id = "pump-it"', 'id = "our-pump-it"')
    path = tmp_path / "our-pump-it.toml"
    path.write_text(text, encoding="utf-8")
    return path


def asked(command: str) -> dict[str, Any]:
    """The first golden request of a command that is answered by PUMP-IT."""
    return next(
        as_json(scenario.document["request"])
        for scenario in all_scenarios()
        if scenario.document["command"] == command
        and "expect" in scenario.document
        and scenario.document["request"]["protocol"] == "pump-it"
    )


def run(command: str, request: dict[str, Any], *words: str | Path) -> dict[str, Any]:
    arguments = [command, "-", "--json", *(str(word) for word in words)]
    result = CliRunner().invoke(app, arguments, input=json.dumps(request))
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


@pytest.mark.parametrize("command", ["fill", "flow", "systemic", "plan"])
def test_every_command_takes_the_sites_file(command: str, own: Path) -> None:
    request = {**asked(command), "protocol": "our-pump-it"}
    answer = run(command, request, "--protocol-file", own)
    assert answer["protocol"]["id"] == "our-pump-it"
    assert answer["protocol"]["digest"] == load_protocol_file(own).digest
    assert run(command, request)["error"]["code"] == "protocol.unknown"


def test_the_dose_decision_takes_it_too(own: Path) -> None:
    results = [
        {"test": test, "value": value, "unit": unit, "at": "2026-01-05T08:00:00+01:00"}
        for test, value, unit in (("ast", "30", "U/L"), ("alp", "80", "U/L"), ("bilirubin-total", "0.6", "mg/dL"))
    ]
    request = {"protocol": "our-pump-it", "reference": results, "current": results, "last_dose_percent": "100"}
    assert run("modify", request, "--protocol-file", own)["protocol"]["id"] == "our-pump-it"


def test_its_values_count(own: Path) -> None:
    # 0.12 × 75 × 30 ÷ 1.25 = 216 mg: 215 by steps of 5, 220 by steps of 10.
    request = {
        "patient": {"sex": "male", "height_cm": "180", "weight_kg": "75"},
        "pump": {"profile": "intera-3000", "serial_number": "A-1", "flow_ml_per_day": "1.25", "reservoir_ml": "30"},
        "protocol": "pump-it",
        "contents": "floxuridine",
        "dose_percent": "100",
    }
    assert run("fill", request)["floxuridine_mg"] == "215"
    assert run("fill", {**request, "protocol": "our-pump-it"}, "--protocol-file", own)["floxuridine_mg"] == "220"


@pytest.mark.parametrize("command", ["fill", "plan"])
def test_a_file_that_would_not_be_used_is_refused(command: str, own: Path) -> None:
    error = run(command, asked(command), "--protocol-file", own)["error"]
    assert (error["code"], error["found"], error["allowed"]) == ("protocol.file-other", "pump-it", "our-pump-it")


def test_a_course_may_change_to_the_sites_protocol(own: Path) -> None:
    raw = next(entry for entry in files("haipdose.course").joinpath("demo").iterdir() if entry.name.endswith(".json"))
    course = json.loads(raw.read_text(encoding="utf-8"))
    changed = {"type": "protocol-changed", "at": course["as_of"], "protocol": "our-pump-it", "reason": "agreed"}
    course["facts"].append(changed)
    assert run("plan", course, "--protocol-file", own)["protocol"]["id"] == "our-pump-it"
