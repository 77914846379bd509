"""What the tests of the pump room share: flow rules that are plain, and a profile that is small."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from haipdose.protocol.flow_rules import FlowRules
from haipdose.pump.profile import PumpProfile

WORKED = Path(__file__).parents[1] / "data" / "worked_examples.json"


def sourced(value: Any, evidence: str = "published") -> dict[str, Any]:
    return {"value": value, "source": "paper", "evidence": evidence}


@pytest.fixture(scope="session")
def worked_examples() -> dict[str, dict[str, Any]]:
    """The outside examples, by kind and id."""
    examples = json.loads(WORKED.read_text(encoding="utf-8"), parse_float=Decimal)["examples"]
    return {example["id"]: example for example in examples}


@pytest.fixture(scope="session")
def rules() -> FlowRules:
    return FlowRules.model_validate(
        {
            "tolerance_percent": sourced("15"),
            "readings_before_change": sourced(2, "uncertain"),
            "shortest_interval_days": sourced("7", "local"),
            "calibrating_contents": sourced(["floxuridine", "heparin-saline"], "uncertain"),
            "recheck_within_days": sourced("14"),
            "fill_flow_step_ml_per_day": sourced("0.01", "local"),
            "fill_flow_rounding": sourced("half-up", "local"),
        }
    )


@pytest.fixture
def document() -> dict[str, Any]:
    """The raw document of a small constant-flow profile; a test changes what it is about."""
    return tomllib.loads(SMALL, parse_float=Decimal)


@pytest.fixture
def profile(document: dict[str, Any]) -> PumpProfile:
    return PumpProfile.model_validate(document)


SMALL = """
schema_version = "1"
id = "small-pump"
revision = "1"
title = "Small pump"
aliases = ["tiny-pump"]
names = ["Small"]
kind = "implantable"
programmable = { value = false, source = "paper", evidence = "published" }
floxuridine_status = { value = "approved", source = "paper", evidence = "published" }

[reservoir]
capacity_ml = { value = 30, source = "paper", evidence = "recalled" }

[flow]
plausible_ml_per_day = { value = { minimum = 0.5, maximum = 3.0 }, source = "paper", evidence = "local" }
usual_ml_per_day = { value = { minimum = 1.1, maximum = 1.4 }, source = "paper", evidence = "published" }

[sources.paper]
citation = "A paper"
"""
