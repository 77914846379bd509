"""Ideal and dosing weight against the worked examples, against fractions, and at every threshold."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest
from fills import exact
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.patient.body import Sex
from haipdose.patient.dosing_weight import (
    THRESHOLD_PERCENT,
    IdealWeightFormula,
    WeightRule,
    dosing_weight,
    ideal_weight_kg,
)
from haipdose.protocol.fill_rules import WeightRuleName
from haipdose.quantities import settle

DEVINE = IdealWeightFormula(Decimal(50), Decimal("45.5"), Decimal("2.3"), Decimal(60))
EXAMPLES = [
    example
    for example in json.loads((Path(__file__).parents[1] / "data/worked_examples.json").read_text())["examples"]
    if example["kind"] == "weight_rule"
]
BY_RULE = {
    "rule_25pct": WeightRule.MEAN_ABOVE_125,
    "rule_35pct": WeightRule.MEAN_ABOVE_135,
    "actual_weight": WeightRule.ACTUAL,
}


def test_the_protocol_knows_the_same_rules() -> None:
    assert set(get_args(WeightRuleName)) == {rule.value for rule in WeightRule}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_worked_examples(example: dict[str, Any]) -> None:
    given_, expected = example["inputs"], example["expected"]
    sex: Sex = "male" if given_["sex"] == "M" else "female"
    weight = Decimal(str(given_["weight_kg"]))
    ideal = ideal_weight_kg(sex, Decimal(str(given_["height_cm"])), DEVINE)
    assert abs(ideal - Decimal(str(expected["ibw_devine_kg"]))) <= Decimal("0.0005")
    for name, rule in BY_RULE.items():
        found = dosing_weight(rule, actual_kg=weight, ideal_kg=ideal)
        assert abs(found.dosing_kg - Decimal(str(expected[name]["dosing_weight_kg"]))) <= Decimal("0.0005")
        assert abs(found.percent_of_ideal - 100 - Decimal(str(expected["percent_above_ibw"]))) <= Decimal("0.005")
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize(
    ("sex", "height", "ideal"),
    [
        ("male", "152.39", "50"),
        ("male", "152.4", "50"),
        ("male", "154.94", "52.3"),  # 61 inches
        ("female", "120", "45.5"),
        ("female", "152.4", "45.5"),
        ("female", "177.8", "68.5"),  # 70 inches
    ],
)
def test_never_below_the_base(sex: Sex, height: str, ideal: str) -> None:
    assert settle(ideal_weight_kg(sex, Decimal(height), DEVINE)) == Decimal(ideal)


@pytest.mark.parametrize(
    ("rule", "weight", "averaged", "dosing"),
    [
        # Ideal weight 84.5 kg (man, 190.5 cm = 75 inches); 125 % is 105.625 kg, 135 % is 114.075 kg.
        (WeightRule.MEAN_ABOVE_125, "105.624", False, "105.624"),
        (WeightRule.MEAN_ABOVE_125, "105.625", False, "105.625"),
        (WeightRule.MEAN_ABOVE_125, "105.626", True, "95.063"),
        (WeightRule.MEAN_ABOVE_135, "114.074", False, "114.074"),
        (WeightRule.MEAN_ABOVE_135, "114.075", False, "114.075"),
        (WeightRule.MEAN_ABOVE_135, "114.076", True, "99.288"),
        (WeightRule.ACTUAL, "250", False, "250"),
    ],
)
def test_exactly_at_the_threshold_actual_weight_counts(
    rule: WeightRule, weight: str, averaged: bool, dosing: str
) -> None:
    ideal = ideal_weight_kg("male", Decimal("190.5"), DEVINE)
    found = dosing_weight(rule, actual_kg=Decimal(weight), ideal_kg=ideal)
    assert (found.averaged, settle(found.dosing_kg)) == (averaged, Decimal(dosing))


heights = st.decimals(100, 250, places=9).map(lambda value: value.quantize(Decimal("1e-9")))
weights = st.decimals(25, 300, places=9).map(lambda value: value.quantize(Decimal("1e-9")))


@settings(max_examples=200, deadline=None)
@given(sex=st.sampled_from(["male", "female"]), height=heights, weight=weights, rule=st.sampled_from(WeightRule))
def test_no_difference_from_fractions(sex: Sex, height: Decimal, weight: Decimal, rule: WeightRule) -> None:
    inches = Fraction(height) / Fraction("2.54") - 60
    ideal = Fraction(50 if sex == "male" else "45.5") + Fraction("2.3") * max(inches, Fraction(0))
    limit = THRESHOLD_PERCENT.get(rule)
    above = limit is not None and Fraction(weight) * 100 > ideal * Fraction(limit)
    wanted = (Fraction(weight) + ideal) / 2 if above else Fraction(weight)
    found = dosing_weight(rule, actual_kg=weight, ideal_kg=ideal_weight_kg(sex, height, DEVINE))
    assert settle(found.ideal_kg) == exact(ideal)
    assert settle(found.dosing_kg) == exact(wanted)
    assert settle(found.percent_of_ideal) == exact(Fraction(weight) / ideal * 100)
    assert found.averaged is above


@settings(max_examples=100, deadline=None)
@given(inches=st.integers(60, 98), rule=st.sampled_from(list(THRESHOLD_PERCENT)))
def test_a_weight_exactly_at_a_threshold_is_found_there(inches: int, rule: WeightRule) -> None:
    height = Decimal(inches) * Decimal("2.54")
    ideal = Decimal(50) + Decimal("2.3") * (inches - 60)
    at = ideal * THRESHOLD_PERCENT[rule] / 100
    calculated = ideal_weight_kg("male", height, DEVINE)
    assert not dosing_weight(rule, actual_kg=at, ideal_kg=calculated).averaged
    assert dosing_weight(rule, actual_kg=at + Decimal("1e-9"), ideal_kg=calculated).averaged
