"""Fault plans as files: what is accepted, and every mistake reported at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from haipdose.cli.emulate import app
from haipdose.errors import InputError, InputErrors
from haipdose_sim.emulator.faults.catalogue import KINDS
from haipdose_sim.emulator.faults.plan import (
    bundled_fault_plans,
    find_fault_plan,
    parse_fault_plan,
    read_fault_plan,
)

TOML = """
[[faults]]
what = "bit-flip"
when = { direction = "to-host", every = 5 }
args = { bits = 2 }

[[faults]]
what = "power-cut"
when = { operation = "commit", step = 3 }
"""


def test_a_plan_is_read_from_toml_and_from_json(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(TOML)
    plan = read_fault_plan(tmp_path / "plan.toml")
    assert [fault.what for fault in plan.faults] == ["bit-flip", "power-cut"]
    assert plan.faults[0].number("bits") == 2
    assert plan.faults[1].number("seconds") == 2.0
    (tmp_path / "plan.json").write_text(plan.model_dump_json(exclude_none=True))
    assert read_fault_plan(tmp_path / "plan.json") == plan


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_can_be_planned_with_its_defaults(name: str) -> None:
    plan = parse_fault_plan({"faults": [{"what": name, "args": KINDS[name].arguments}]})
    assert plan.faults[0].kind is KINDS[name]


@pytest.mark.parametrize(
    ("fault", "field", "message"),
    [
        ({"what": "gremlin"}, "faults.0", "'gremlin' is not a known fault"),
        ({"what": "bit-flip", "args": {"colour": 1}}, "faults.0", "has no argument 'colour'; it has bits"),
        ({"what": "silent", "args": {"colour": 1}}, "faults.0", "it has none"),
        ({"what": "bit-flip", "args": {"bits": "two"}}, "faults.0", "must be a number"),
        ({"what": "bit-flip", "args": {"bits": True}}, "faults.0", "must be a number"),
        ({"what": "lie", "args": {"field": 3}}, "faults.0", "must be text"),
        ({"what": "bit-flip", "when": {"operation": "commit"}}, "faults.0", "operation cannot be a condition"),
        ({"what": "silent", "when": {"direction": "to-host"}}, "faults.0", "direction cannot be a condition"),
        ({"what": "silent", "when": {"step": 2}}, "faults.0", "step cannot be a condition"),
        ({"what": "bit-flip", "when": {"nth": 0}}, "faults.0.when.nth", "greater than or equal to 1"),
        ({"what": "bit-flip", "when": {"sometimes": 1}}, "faults.0.when.sometimes", "not permitted"),
        ({"what": "bit-flip", "when": {"probability": 1.1}}, "faults.0.when.probability", "less than or equal to 1"),
    ],
)
def test_mistakes_are_named(fault: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(InputErrors) as caught:
        parse_fault_plan({"faults": [fault]})
    assert caught.value.field == field
    assert message in str(caught.value)


def test_all_mistakes_are_reported_at_once() -> None:
    with pytest.raises(InputErrors) as caught:
        parse_fault_plan({"faults": [{"what": "a"}, {"what": "b"}], "more": 1})
    assert len(caught.value.errors) == 3


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.toml", b"faults = [", "faults.syntax"),
        ("a.json", b"{", "faults.syntax"),
        ("a.json", b"\xff", "faults.syntax"),
        ("a.json", b"[" * 100_000, "faults.syntax"),
        ("a.toml", b"#" * 1_048_577, "faults.size"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_fault_plan(tmp_path / name)
    assert caught.value.code == code


def test_every_bundled_plan_can_be_used_and_is_named_in_the_help() -> None:
    bundled = bundled_fault_plans()
    help_text = " ".join(CliRunner().invoke(app, ["--help"], env={"COLUMNS": "400"}).stdout.split())
    assert len(bundled) >= 7
    for name, summary in bundled.items():
        assert find_fault_plan(name).faults
        assert summary.endswith((".", ":"))
        assert name in help_text


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file") as caught:
        find_fault_plan(str(tmp_path / "absent.toml"))
    assert "noisy-line" in (caught.value.allowed or "")
    assert caught.value.code == "faults.unreadable"


def test_the_documentation_lists_every_fault_with_its_arguments() -> None:
    page = (Path(__file__).parents[2] / "docs" / "emulator.md").read_text(encoding="utf-8")
    for kind in KINDS.values():
        arguments = ", ".join(f"`{name}` = {value}" for name, value in kind.arguments.items()) or "–"
        assert f"| `{kind.name}` | {kind.layer} | {kind.summary} | {arguments} |" in page
    for name in bundled_fault_plans():
        assert f"`{name}`" in page
