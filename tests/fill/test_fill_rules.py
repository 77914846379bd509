"""The fill section of a protocol: contradictions are refused, and the packaged values say where they come from."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from haipdose.evidence import Evidence
from haipdose.protocol.fill_rules import FillRules
from haipdose.protocol.loader import load_protocol

PROTOCOLS = ["pump-it", "msk-unresectable", "msk-adjuvant", "pump-adjuvant"]


def rules(name: str = "msk-unresectable") -> FillRules:
    found = load_protocol(name).fill
    assert found is not None
    return found


def changed(path: str, value: Any) -> dict[str, Any]:
    document = copy.deepcopy(rules().model_dump(mode="json"))
    *parents, last = path.split(".")
    place = document
    for name in parents:
        place = place[name]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return document


ROWS = [{"reservoir_ml": "30", "amount": "25"}, {"reservoir_ml": "30.0", "amount": "20"}]


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("dose_rate_mg_per_kg_per_day.value", "0.31", "above its own ceiling"),
        ("concentration.studied_minimum_mg_per_ml.value", "12", "studied minimum < studied maximum"),
        ("concentration.maximum_mg_per_ml.value", "11.9", "studied minimum < studied maximum"),
        ("additives.dexamethasone.flat_mg", None, "flat-per-reservoir has no amount"),
        ("additives.heparin.units", None, "per-reservoir has no amount"),
        ("additives.dexamethasone.flat_mg.value", ROWS, "stands twice"),
        ("additives.heparin.units.value", ROWS, "stands twice"),
        ("default_products.value.heparin", None, "no default product for heparin"),
        ("default_products.value.heparin", "heparin-9", "heparin-9 is not listed"),
        ("default_products.value.heparin", "glycerol-50-percent", "is not heparin"),
        ("products.glycerol-50-percent.strength.value", "100.1", "stronger than 100 percent"),
        ("glycerol.percent.value", "101", "less than or equal to 100"),
        ("drawing.syringes.value", [{"capacity_ml": "5", "graduation_ml": "0.2"}] * 2, "in order of size"),
        ("maximum_vials.value", 0, "greater than or equal to 1"),
        ("infusion_days.value", "0", "greater than zero"),
        ("weight_rule.value", "ideal", "Input should be"),
        ("rounding.step_mg", None, "Field required"),
        ("surprise", "1", "Extra inputs"),
    ],
)
def test_broken_rules(path: str, value: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        FillRules.model_validate(changed(path, value))


def test_a_dexamethasone_rule_needs_its_amount() -> None:
    document = changed("additives.dexamethasone.mg_per_day", None)
    assert FillRules.model_validate(document)
    document["additives"]["dexamethasone"]["rule"]["value"] = "per-day"
    with pytest.raises(ValidationError, match="per-day has no amount"):
        FillRules.model_validate(document)


@pytest.mark.parametrize("name", PROTOCOLS)
def test_no_evidence_is_upgraded(name: str) -> None:
    found = rules(name)
    assert found.weight_rule.evidence is Evidence.UNCERTAIN
    assert found.heparin_saline.heparin_units_per_ml.evidence is Evidence.RECALLED
    assert found.glycerol.percent.evidence is Evidence.UNCERTAIN
    assert found.dose_rate_ceiling_mg_per_kg_per_day.evidence is Evidence.LOCAL
    expected = {
        "pump-it": Evidence.UNCERTAIN,
        "pump-adjuvant": Evidence.RECALLED,
        "msk-unresectable": Evidence.PUBLISHED,
        "msk-adjuvant": Evidence.PUBLISHED,
    }
    assert found.dose_rate_mg_per_kg_per_day.evidence is expected[name]
