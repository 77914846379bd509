"""``haipdose flow`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from haipdose.cli.main import app

REQUEST: dict[str, Any] = {
    "pump": {"profile": "intera-3000", "serial_number": "123456", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
    "protocol": "pump-it",
    "intervals": [
        {
            "filled_at": "2026-06-01T10:00:00+02:00",
            "emptied_at": "2026-06-15T10:00:00+02:00",
            "filled_ml": 30,
            "returned_ml": 11.8,
            "contents": "floxuridine",
        }
    ],
}


def run(document: Any, tmp_path: Path, *options: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(
        app, ["flow", "-", "--approvals", str(tmp_path / "none.jsonl"), *options], input=json.dumps(document)
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_a_good_reading_is_answered_for_people(tmp_path: Path) -> None:
    code, out, _ = run(REQUEST, tmp_path)
    assert code == 0
    assert "Action: KEEP" in out
    assert "Fill flow: 1.3 mL/day" in out
    assert "1.3 mL/day over 14 days, 0 % from the label" in out
    assert "Flow tolerance: 15 %  [published, intera-recall-2022]" in out
    assert "NOT RELEASABLE" in out


def test_an_odd_reading_says_to_act_first(tmp_path: Path) -> None:
    interval = REQUEST["intervals"][0] | {"returned_ml": 8}
    code, out, _ = run(REQUEST | {"intervals": [interval]}, tmp_path)
    assert code == 1
    assert "Action: RECHECK" in out
    assert "OUT OF TOLERANCE" in out
    assert "CRITICAL" in out
    code, as_json, _ = run(REQUEST | {"intervals": [interval]}, tmp_path, "--json")
    assert (code, json.loads(as_json)["act_first"]) == (1, True)


def test_no_flow_to_rely_on(tmp_path: Path) -> None:
    dry = REQUEST["intervals"][0] | {"returned_ml": 30}
    code, out, _ = run(REQUEST | {"intervals": [dry]}, tmp_path)
    assert code == 1
    assert "Fill flow: none can be relied on" in out
    assert "does not count: nothing-delivered" in out


def test_a_lower_bound_says_so(tmp_path: Path) -> None:
    empty = REQUEST["intervals"][0] | {"returned_ml": 0}
    assert "at least 2.1429 mL/day" in run(REQUEST | {"intervals": [empty]}, tmp_path)[1]


def test_a_site_may_use_its_own_profile(tmp_path: Path) -> None:
    packaged = Path(__file__).parents[2] / "device_profiles" / "haipdose_device_profiles" / "intera-3000.toml"
    ours = tmp_path / "ours.toml"
    ours.write_text(packaged.read_text(encoding="utf-8").replace('"intera-3000"', '"our-pump"'), encoding="utf-8")
    document = REQUEST | {"pump": REQUEST["pump"] | {"profile": "our-pump"}}
    code, out, _ = run(document, tmp_path, "--profile-file", str(ours))
    assert code == 0
    assert "profile our-pump" in out
    assert run(document, tmp_path)[0] == 2


def test_bad_input_names_the_field(tmp_path: Path) -> None:
    code, _, err = run(REQUEST | {"intervals": []}, tmp_path)
    assert code == 2
    assert "intervals: at least one interval is needed" in err
