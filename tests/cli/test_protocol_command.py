"""``haipdose protocol`` and ``haipdose schema`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner, Result

import haipdose.protocol
from haipdose.cli.main import app
from haipdose.protocol.approval_store import read_approvals
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.rule_values import rule_values
from haipdose.shapes import ALIASES, SHAPES, json_schema, shape_model

BROKEN = Path(__file__).parents[1] / "protocol" / "broken"
DATA = Path(haipdose.protocol.__file__).parent / "data"
NAME = "msk-unresectable"
FILL = {
    "patient": {"sex": "male", "height_cm": "175", "weight_kg": "70"},
    "pump": {"profile": "intera-3000", "serial_number": "A-1", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
    "protocol": NAME,
    "contents": "floxuridine",
    "dose_percent": "100",
}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "approvals.jsonl"


def run(*words: str | Path, code: int = 0, given: Any = None) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words], input=None if given is None else json.dumps(given))
    assert result.exit_code == code, result.output
    return result


def answer(*words: str | Path, code: int = 0, given: Any = None) -> Any:
    return json.loads(run(*words, "--json", code=code, given=given).stdout)


def approve(record: Path, *words: str, code: int = 0, digest: str | None = None) -> Any:
    typed = load_protocol(NAME).digest[:16] if digest is None else digest
    who = ("--by", "pharmacist-7", "--role", "hospital pharmacist", "--approvals", str(record))
    return answer("protocol", "approve", NAME, "--digest", typed, *who, *words, code=code)


def test_list(record: Path) -> None:
    text = run("protocol", "list", "--approvals", record).stdout
    assert text.count("draft     unapproved") == 4
    listed = answer("protocol", "list", "--approvals", record)["protocols"]
    assert {entry["id"]: entry["arms"] for entry in listed}["pump-it"] == ["A", "B"]
    assert all(entry["digest"] == load_protocol(entry["id"]).digest for entry in listed)


def test_show_prints_every_rule_and_marks_what_nobody_confirmed(record: Path) -> None:
    text = run("protocol", "show", "pump-it", "--approvals", record).stdout
    for path, value in rule_values(load_protocol("pump-it")).items():
        assert f"\n    {path}\n" in text, path
        assert f"[{value.evidence.value}, {value.source}" in text
    assert "! weight that the dose is calculated with: mean-above-125-percent-ideal  [uncertain, site]" in text
    assert "  deviation from the labelled flow that is tolerated: 15 %  [published, intera-recall-2022]" in text
    assert f"Digest {load_protocol('pump-it').digest}" in text
    assert "Arm A: Systemic therapy (without a pump)" in text
    assert "pumpit-registry (primary, read 2026-11-20): PUMP-IT RCT" in text
    assert "tribe-folfoxiri (weak, not opened)" in text


def test_show_a_section_or_only_what_waits_for_the_site(record: Path) -> None:
    rules = answer("protocol", "show", NAME, "--section", "fill.rounding", "--approvals", record)["rules"]
    assert [rule["path"] for rule in rules] == [
        "fill.rounding.step_mg",
        "fill.rounding.rule",
        "fill.rounding.warning_percent",
    ]
    assert rules[0] == {
        "path": "fill.rounding.step_mg",
        "value": "5",
        "source": "haip-fill-calculator",
        "evidence": "published",
        "label": "rounding step of the floxuridine fill",
        "unit": "mg",
        "confirmed": False,
    }
    waiting = answer("protocol", "show", NAME, "--unverified", "--approvals", record)["rules"]
    assert {rule["evidence"] for rule in waiting} == {"recalled", "uncertain", "local"}
    one = answer("protocol", "show", NAME, "--section", "fill.weight_rule", "--approvals", record)["rules"]
    assert [rule["path"] for rule in one] == ["fill.weight_rule"]


def test_show_a_section_that_is_not_there(record: Path) -> None:
    error = answer("protocol", "show", NAME, "--section", "fil", "--approvals", record, code=2)["error"]
    assert (error["code"], error["found"]) == ("protocol.section-unknown", "fil")
    assert "fill" in error["allowed"]


def test_an_unknown_protocol_is_exit_code_2() -> None:
    error = answer("protocol", "show", "pumpit", code=2)["error"]
    assert error["code"] == "protocol.unknown"
    assert "pump-it" in error["allowed"]


def test_validate(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes((DATA / "pump-it.toml").read_bytes())
    assert answer("protocol", "validate", path) == {
        "valid": True,
        "id": "pump-it",
        "version": "2026-11-draft",
        "digest": load_protocol("pump-it").digest,
    }
    assert "ours.toml is a valid protocol: pump-it" in run("protocol", "validate", path).stdout


def test_validate_a_faulty_file_is_exit_code_2_with_every_fault() -> None:
    error = answer("protocol", "validate", BROKEN / "several_faults_at_once.toml", code=2)["error"]
    assert error["family"] == "rule-data"
    assert len(error["faults"]) == 5
    result = run("protocol", "validate", BROKEN / "several_faults_at_once.toml", code=2)
    assert result.stderr.count("\n  - ") == 5


def test_diff(tmp_path: Path) -> None:
    text = run("protocol", "diff", NAME, "msk-adjuvant").stdout
    assert "  - The next floxuridine fill comes 35 days after the last instead of 28.\n" in text
    assert "Same value, other grounds:" in text
    assert "Worked examples" not in text, "the fills are the same"
    document = answer("protocol", "diff", "pump-it", NAME)
    assert not document["same"]
    assert "For a man of 180 cm and 75 kg the fill holds 25 mg dexamethasone instead of no dexamethasone." in [
        each["sentence"] for each in document["worked_examples"]
    ]
    assert (
        "Worked examples (fills of a 30 mL reservoir at 1.3 mL/day, full dose):"
        in run("protocol", "diff", "pump-it", NAME).stdout
    )


def test_diff_with_a_file_of_the_site(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes((DATA / f"{NAME}.toml").read_bytes())
    assert "Nothing differs: the digests are the same." in run("protocol", "diff", NAME, path).stdout
    own = tmp_path / "parts" / "fill-common-2026-11.toml"
    own.parent.mkdir()
    text = (DATA / "parts/fill-common-2026-11.toml").read_text(encoding="utf-8")
    own.write_text(text.replace("step_mg = { value = 5,", "step_mg = { value = 10,"), encoding="utf-8")
    printed = run("protocol", "diff", NAME, path).stdout
    assert "  - The floxuridine fill is rounded to 10 mg instead of 5 mg.\n" in printed
    # 0.12 × 75 × 30 ÷ 1.3 = 207.7 mg: 210 by steps of 5 and of 10. 0.12 × 85.996 × 30 ÷ 1.3 = 238.1 mg: 240 by both.
    # 165 cm, 110 kg: ideal 45.5 + 2.3 × (165 ÷ 2.54 − 60) = 56.91 kg, mean 83.45 kg, 231.1 mg: 230 by both.
    assert "Worked examples" not in printed


def test_approving_makes_it_known_everywhere(record: Path) -> None:
    entry = approve(record, "--confirm", "fill.weight_rule", "--statement", "compared with our manual")
    assert entry["recorded_in"] == str(record)
    assert entry["confirmed"] == [{"path": "fill.weight_rule", "value": "mean-above-125-percent-ideal"}]
    assert len(read_approvals(record).entries) == 1
    listed = answer("protocol", "list", "--approvals", record)["protocols"]
    assert {each["id"]: each["approval"] for each in listed} == {
        "msk-adjuvant": "unapproved",
        "msk-unresectable": "approved",
        "pump-adjuvant": "unapproved",
        "pump-it": "unapproved",
    }
    text = run("protocol", "show", NAME, "--section", "fill", "--approvals", record).stdout
    assert "approved by pharmacist-7 (hospital pharmacist), 20" in text
    assert (
        "  weight that the dose is calculated with: mean-above-125-percent-ideal  [uncertain, site; confirmed" in text
    )
    waiting = answer("protocol", "show", NAME, "--unverified", "--approvals", record)["rules"]
    assert "fill.weight_rule" not in {rule["path"] for rule in waiting}


def test_a_fill_becomes_releasable_when_all_that_it_rests_on_is_confirmed(record: Path) -> None:
    def fill() -> Any:
        return answer("fill", "-", "--approvals", record, given=FILL)

    assert fill()["protocol"]["approval"] == "unapproved"
    approve(record)
    first = fill()
    assert first["protocol"]["approval"] == "approved"
    assert not first["release"]["releasable"]
    words = [word for used in first["release"]["unverified"] for word in ("--confirm", used["path"])]
    approve(record, *words)
    second = fill()
    assert second["release"]["releasable"], second["release"]
    assert {used["path"] for used in second["release"]["confirmed"]} == set(words[1::2])
    assert second["floxuridine_mg"] == first["floxuridine_mg"]
    approve(record, "--withdraw", "--statement", "a new manual")
    assert fill()["protocol"]["approval"] == "unapproved"


def test_everything_at_once_needs_a_statement(record: Path) -> None:
    error = approve(record, "--confirm-all-unverified", code=2)["error"]
    assert error["code"] == "protocol.approve-statement"
    assert not record.exists()
    entry = approve(record, "--confirm-all-unverified", "--statement", "every value was compared with our manual")
    assert len(entry["confirmed"]) == sum(value.needs_site for value in rule_values(load_protocol(NAME)).values())


def test_what_was_not_seen_is_not_approved(record: Path) -> None:
    assert approve(record, code=2, digest="0" * 16)["error"]["code"] == "protocol.approve-digest-other"
    assert approve(record, code=2, digest="0")["error"]["code"] == "protocol.approve-digest-short"
    assert approve(record, "--confirm", "fill.rounding.step", code=2)["error"]["code"] == "protocol.approve-path"
    assert not record.exists()


def test_a_pump_profiles_value_can_be_confirmed(record: Path) -> None:
    path = "profile:intera-3000:reservoir.capacity_ml"
    assert approve(record, "--confirm", path)["confirmed"] == [{"path": path, "value": "30"}]
    assert approve(record, "--confirm", "profile:x", code=2)["error"]["code"] == "protocol.approve-path"
    assert approve(record, "--confirm", "profile:x:y", code=2)["error"]["code"] == "profile.unknown"


def test_a_withdrawal_confirms_nothing(record: Path) -> None:
    for words in (("--confirm", "fill.weight_rule"), ("--confirm-all-unverified",)):
        error = approve(record, "--withdraw", "--statement", "x", *words, code=2)["error"]
        assert error["code"] == "protocol.approve-withdrawal-confirms"
    assert approve(record, "--withdraw", code=2)["error"]["code"] == "protocol.approve-statement"


def test_the_sentence_after_an_approval(record: Path) -> None:
    digest = load_protocol(NAME).digest
    words = ("--digest", digest, "--by", "p-7", "--role", "pharmacist", "--approvals", record)
    text = run("protocol", "approve", NAME, *words).stdout
    assert text.startswith(
        f"{NAME} 2026-11-draft is approved by p-7 (pharmacist); 0 values confirmed. Digest {digest}."
    )
    text = run("protocol", "approve", NAME, *words, "--withdraw", "--statement", "x").stdout
    assert text.startswith(f"{NAME} 2026-11-draft is no longer approved by p-7 (pharmacist)")


def test_a_record_that_was_changed_is_exit_code_3(record: Path) -> None:
    approve(record)
    record.write_text(record.read_text(encoding="utf-8").replace("pharmacist-7", "pharmacist-8"), encoding="utf-8")
    assert answer("protocol", "list", "--approvals", record, code=3)["error"]["code"] == "approvals.tampered"
    assert approve(record, code=3)["error"]["code"] == "approvals.tampered"


# --- schema -------------------------------------------------------------------------------------------------------


def test_the_list_of_schemas() -> None:
    assert run("schema", "--list").stdout.split() == list(SHAPES)
    assert run("schema").stdout.split() == list(SHAPES)
    assert answer("schema", "--list") == {"schemas": list(SHAPES)}


@pytest.mark.parametrize("name", [*SHAPES, *ALIASES])
def test_every_shape_has_a_valid_schema(name: str) -> None:
    printed = answer("schema", name)
    assert printed == json_schema(name)
    jsonschema.Draft202012Validator.check_schema(printed)
    assert shape_model(name) is not None


def test_an_unknown_shape_gets_a_suggestion() -> None:
    error = answer("schema", "fill-reqest", code=2)["error"]
    assert (error["code"], error["remedy"]) == ("schema.unknown", "Did you mean fill-request?")
    assert answer("schema", "qqq", code=2)["error"]["remedy"] == "See 'haipdose schema --list'."


@pytest.mark.parametrize("name", ["pump-it", "msk-unresectable", "msk-adjuvant", "pump-adjuvant"])
def test_a_protocol_satisfies_its_schema_by_another_validator(name: str, record: Path) -> None:
    content = answer("protocol", "show", name, "--approvals", record)["content"]
    jsonschema.validate(content, json_schema("protocol"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**content, "surprise": 1}, json_schema("protocol"))
