"""``haipdose modify`` for people: what to do comes first, then why, what is missing and how it was worked out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from haipdose.cli.main import app


def told(ast: str, exit_code: int, **more: Any) -> list[str]:
    def results(at: str, value: str) -> list[dict[str, str]]:
        found = [("ast", value, "U/L"), ("alp", "80", "U/L"), ("bilirubin-total", "12", "umol/L")]
        return [{"test": test, "value": shown, "unit": unit, "at": at} for test, shown, unit in found]

    document = {
        "protocol": "pump-it",
        "reference": results("2026-03-02T09:00:00+01:00", "30"),
        "current": results("2026-03-30T09:00:00+02:00", ast),
        "last_dose_percent": "100",
        "as_of": "2026-03-31T09:00:00+02:00",
        **more,
    }
    done = CliRunner().invoke(app, ["modify", "-"], input=json.dumps(document))
    assert done.exit_code == exit_code, done.output
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("ast", "more", "exit_code", "first"),
    [
        ("30", {}, 0, "GIVE floxuridine, the same dose as last time, 100 % of the full dose"),
        ("100", {}, 0, "REDUCE floxuridine, 80 % of the full dose"),
        ("150", {}, 1, "HOLD: no floxuridine now"),
        ("30", {"events": ["biliary-sclerosis"]}, 1, "DISCONTINUE: no floxuridine any more"),
        ("30", {"reference": []}, 1, "UNDETERMINED: no floxuridine until what is missing is there"),
    ],
)
def test_the_first_line_says_what_to_do(ast: str, more: dict[str, Any], exit_code: int, first: str) -> None:
    assert told(ast, exit_code, **more)[0] == first


def test_the_reasons_and_the_arithmetic_can_be_followed() -> None:
    lines = told("100", 0, events=["seroma"])
    assert "  - seroma: WARN  [toxicity.events.seroma; site, local]" in lines
    reason = "  - AST: 80 % because 3 ≤ ratio 3.3333 < 4 (reference ≤ 50 U/L)"
    assert any(line.startswith(reason) and "recalled]" in line for line in lines)
    assert any("current 100 U/L, reference 30 U/L) ≈ 3.3333" in line for line in lines)
    assert any("value 12 umol/L" in line and "≈ 0.7016 mg/dL" in line for line in lines)
    assert "NOT RELEASABLE:" in lines
    assert not any(line.startswith("Missing") for line in lines)


def test_what_is_missing_has_a_heading_of_its_own() -> None:
    lines = told("30", 1, current=[])
    assert lines[lines.index("Missing:") + 1] == "  - current.ast"
