"""``haipdose profile`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from haipdose.cli.main import app


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["profile", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_list_names_every_profile_and_its_floxuridine_status() -> None:
    code, out, _ = run("list")
    assert code == 0
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert "also codman-3000" in lines["intera-3000"]
    assert lines["prometra-ii-20"].endswith("floxuridine: not-for-floxuridine")
    assert "FICTITIOUS" in lines["reference-programmable-20"]
    _, as_json, _ = run("list", "--json")
    assert [profile["id"] for profile in json.loads(as_json)["profiles"]] == list(lines)


def test_a_profile_shows_each_value_with_its_evidence() -> None:
    code, out, _ = run("show", "codman-3000")
    assert code == 0
    assert "reservoir.capacity_ml: 30  [recalled, researcher]" in out
    assert "programmable: no  [published, fda-ssed-p890055]" in out
    assert "flow.usual_ml_per_day: minimum 1.1, maximum 1.4" in out
    assert "residual" not in out
    _, as_json, _ = run("show", "codman-3000", "--json")
    document = json.loads(as_json)
    assert document["reservoir"]["capacity_ml"]["value"] == "30"
    assert len(document["digest"]) == 64


def test_a_fictitious_profile_says_so() -> None:
    assert "FICTITIOUS: no such pump exists" in run("show", "reference-programmable-20")[1]


def test_an_unknown_profile_names_the_known_ones() -> None:
    code, out, err = run("show", "nope")
    assert (code, out) == (2, "")
    assert "intera-3000" in err
    assert json.loads(run("show", "nope", "--json")[1])["error"]["code"] == "profile.unknown"


def test_a_file_is_validated_with_all_its_faults(tmp_path: Path) -> None:
    shown = Path(__file__).parents[2] / "device_profiles" / "haipdose_device_profiles" / "intera-3000.toml"
    text = shown.read_text(encoding="utf-8")
    ours = tmp_path / "ours.toml"
    ours.write_text(text, encoding="utf-8")
    code, out, _ = run("validate", str(ours))
    assert (code, "ours.toml is a valid profile: intera-3000" in out) == (0, True)
    assert json.loads(run("validate", str(ours), "--json")[1])["valid"] is True
    ours.write_text(text.replace("value = 30,", "value = -30,").replace('kind = "implantable"', ""), encoding="utf-8")
    code, _, err = run("validate", str(ours))
    assert code == 2
    assert "reservoir.capacity_ml.value" in err
    assert "kind: Field required" in err
    assert run("validate", str(tmp_path / "none.toml"))[0] == 2
