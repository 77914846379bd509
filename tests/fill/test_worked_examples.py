"""The worked examples of fills, weights and additives, through the whole answer."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fills import GENERIC, answered

from haipdose.fill.requests import FillAnswer

EXAMPLES = {
    example["id"]: example
    for example in json.loads((Path(__file__).parents[1] / "data/worked_examples.json").read_text())["examples"]
}
FILLS = [name for name in EXAMPLES if name.startswith("fill_")]
WEIGHTS = [name for name in EXAMPLES if name.startswith("weight_")]


def text(value: Any) -> str:
    return str(value)


def close(found: Decimal | None, wanted: Any, places: str = "0.00005") -> bool:
    return found is not None and abs(found - Decimal(str(wanted))) <= Decimal(places)


def fill(given: dict[str, Any], **changes: Any) -> FillAnswer:
    pump = GENERIC | {"reservoir_ml": text(given["pump_volume_mL"]), "flow_ml_per_day": text(given["flow_mL_day"])}
    return answered(**({"pump": pump, "dose_rate_mg_per_kg_per_day": text(given["rate_mg_kg_day"])} | changes))


def test_the_examples_are_there() -> None:
    assert (len(FILLS), len(WEIGHTS)) == (8, 4)


@pytest.mark.parametrize("name", FILLS)
def test_fills(name: str) -> None:
    given, expected = EXAMPLES[name]["inputs"], EXAMPLES[name]["expected"]
    patient = {"sex": "male", "height_cm": "175", "weight_kg": text(given["dosing_weight_kg"])}
    answer = fill(given, patient=patient, weight_rule="actual")
    assert close(answer.floxuridine_mg_exact, expected["fill_mg_raw"])
    assert answer.floxuridine_mg == expected["fill_mg_nearest_5"]
    exact = answer.floxuridine_mg_exact or Decimal(0)
    assert close(exact / given["pump_volume_mL"], expected["concentration_mg_mL_raw"])
    assert close(exact / 100, expected["vial_volume_mL_at_100mg_mL_raw"])
    assert close(answer.prescribed_mg, expected["delivered_mg_in_14_days"])
    assert answer.components[0].vials == expected["vials_500mg"]


@pytest.mark.parametrize("name", WEIGHTS)
@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ("rule_25pct", "mean-above-125-percent-ideal"),
        ("rule_35pct", "mean-above-135-percent-ideal"),
        ("actual_weight", "actual"),
    ],
)
def test_weight_rules(name: str, key: str, rule: str) -> None:
    given, expected = EXAMPLES[name]["inputs"], EXAMPLES[name]["expected"]
    patient = {
        "sex": {"M": "male", "F": "female"}[given["sex"]],
        "height_cm": text(given["height_cm"]),
        "weight_kg": text(given["weight_kg"]),
    }
    answer = fill(given, patient=patient, weight_rule=rule)
    assert close(answer.ideal_weight_kg, expected["ibw_devine_kg"], "0.0005")
    assert close(answer.dosing_weight_kg, expected[key]["dosing_weight_kg"], "0.0005")
    assert close(answer.floxuridine_mg_exact, expected[key]["fill_mg_raw"])
    assert answer.floxuridine_mg == expected[key]["fill_mg_nearest_5"]


@pytest.mark.parametrize("name", ["comp_01", "comp_02"])
def test_additives_a_day(name: str) -> None:
    given, expected = EXAMPLES[name]["inputs"], EXAMPLES[name]["expected"]
    answer = fill(
        {"rate_mg_kg_day": "0.12", "pump_volume_mL": given["volume_mL"], "flow_mL_day": given["flow_mL_day"]},
        products={"heparin": "heparin-10000-units-per-ml"},
    )
    flow, volume = Decimal(str(given["flow_mL_day"])), Decimal(given["volume_mL"])
    amounts = {part.name: part.amount for part in answer.components}
    assert amounts["heparin"] == given["heparin_U"]
    assert amounts["dexamethasone"] == given["dexamethasone_mg"]
    assert amounts["heparin"] / volume == expected["heparin_U_per_mL"]
    assert amounts["heparin"] / volume * flow == expected["heparin_U_per_day"]
    assert close(amounts["dexamethasone"] / volume * flow, expected["dexamethasone_mg_per_day"])


def test_ito_filled_against_delivered() -> None:
    given, expected = EXAMPLES["ito_01"]["inputs"], EXAMPLES["ito_01"]["expected"]
    patient = {"sex": "male", "height_cm": "175", "weight_kg": "70"}
    answer = fill(given, patient=patient)
    assert close((answer.floxuridine_mg_exact or Decimal(0)) / 70, expected["filled_mg_per_kg"])
    assert close((answer.prescribed_mg or Decimal(0)) / 70, expected["delivered_mg_per_kg_14d"])


@pytest.mark.parametrize(
    ("name", "percent", "exact", "ordered"), [("mod_17", 50, "97.5", 100), ("mod_18", 25, "48.75", 50)]
)
def test_the_percentage_of_a_reduced_dose(name: str, percent: int, exact: str, ordered: int) -> None:
    """A full fill of exactly 195 mg (rate 0.13, 50 kg, flow 1): its half and its quarter, ties to the even multiple."""
    assert EXAMPLES[name]["expected"]["next_fill_mg"] == float(exact)
    answer = answered(
        patient={"sex": "female", "height_cm": "160", "weight_kg": "50"},
        pump=GENERIC | {"reservoir_ml": "30", "flow_ml_per_day": "1"},
        dose_rate_mg_per_kg_per_day="0.13",
        dose_percent=str(percent),
    )
    assert answer.floxuridine_mg_exact == Decimal(exact)
    assert answer.floxuridine_mg == ordered
