"""Doses and reductions of the worked examples: published tables and arithmetic done elsewhere."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from .cases import ask, drug

EXAMPLES = {
    row["id"]: row
    for row in json.loads((Path(__file__).parents[1] / "data" / "worked_examples.json").read_text())["examples"]
    if row["kind"] in {"systemic_dose", "dose_reduction"}
}


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = EXAMPLES[name]["expected"]
    return found


def test_every_systemic_example_is_used() -> None:
    assert set(EXAMPLES) == {"capox_01", "folfiri_01", "folfox_01", "folfox_02", "folfox_03", "folfox_04"}


def test_capox_01() -> None:
    answer = ask(regimen="capox")
    assert answer.body_surface_m2 == Decimal(str(EXAMPLES["capox_01"]["inputs"]["bsa_m2"]))
    oxaliplatin, capecitabine = drug(answer, "oxaliplatin"), drug(answer, "capecitabine")
    assert oxaliplatin.dose_mg_exact == expected("capox_01")["oxaliplatin_mg"]
    assert capecitabine.dose_mg_exact == expected("capox_01")["capecitabine_mg_per_dose"]
    assert capecitabine.doses_per_day == expected("capox_01")["doses_per_day"]
    assert capecitabine.days == expected("capox_01")["days"]
    assert answer.cycle_days == expected("capox_01")["cycle_days"]


def test_folfiri_01() -> None:
    irinotecan = drug(ask(regimen="folfiri"), "irinotecan")
    assert irinotecan.dose_mg_exact == irinotecan.dose_mg == expected("folfiri_01")["irinotecan_mg"]


def test_folfox_01() -> None:
    answer = ask()
    doses = {entry.component: entry.dose_mg_exact for entry in answer.drugs}
    wanted = expected("folfox_01")
    assert doses == {
        "oxaliplatin": wanted["oxaliplatin_mg"],
        "folinic-acid": wanted["folinic_acid_mg"],
        "fluorouracil-bolus": wanted["fu_bolus_mg"],
        "fluorouracil-infusion": wanted["fu_infusion_46h_mg"],
    }
    assert drug(answer, "fluorouracil-infusion").infusion_hours == 46


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("folfox_02", {"events": [{"name": "peripheral-sensory-neuropathy", "grade": 2}]}),
        (
            "folfox_03",
            {
                "since_last": [
                    {
                        "test": "neutrophils",
                        "value": "0.49",
                        "unit": "10*9/L",
                        "at": "2026-11-14T08:00:00+01:00",
                    }
                ]
            },
        ),
        (
            "folfox_03",
            {"since_last": [{"test": "platelets", "value": "49", "unit": "10*9/L", "at": "2026-11-14T08:00:00+01:00"}]},
        ),
        ("folfox_04", {"events": [{"name": "fatigue", "grade": 3}]}),
    ],
)
def test_reductions_of_the_published_table(name: str, given: dict[str, Any]) -> None:
    answer = ask(**given)
    wanted = expected(name)
    amounts = {entry.component: entry.amount or 0 for entry in answer.drugs}
    assert amounts["oxaliplatin"] == wanted["oxaliplatin_mg_m2"]
    assert amounts["fluorouracil-bolus"] == wanted["fu_bolus_mg_m2"]
    assert amounts["fluorouracil-infusion"] == wanted["fu_infusion_mg_m2"]
    assert answer.action == "reduce"
