"""Milligrams: surface, weight and flat doses, caps, one rounding."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.protocol.loader import load_protocol
from haipdose.protocol.systemic_regimens import Component
from haipdose.protocol.systemic_rules import BodySurfaceRules, SystemicRules
from haipdose.systemic.doses import BodySize, Dose, body_size, dose_of

from .cases import ask, drug

PUMP_IT = load_protocol("pump-it").systemic
SITE: dict[str, str] = {"source": "site", "evidence": "local"}


def component(**parts: Any) -> Component:
    plain = {"drug": "x", "amount": SITE | {"value": "85"}, "per": "m2", "route": "infusion"}
    return Component.model_validate(plain | parts)


def size(surface: str = "1.8", weight: str = "72") -> BodySize:
    return BodySize(Decimal(surface), Decimal(surface), Decimal(weight), (), ())


def rounded_to(step: str, rule: str = "half-up", warning_percent: str = "5") -> SystemicRules:
    document = PUMP_IT.model_dump()
    document["rounding"]["oxaliplatin"] = {
        "step_mg": SITE | {"value": step},
        "rule": SITE | {"value": rule},
    }
    document["rounding_warning_percent"] = SITE | {"value": warning_percent}
    return SystemicRules.model_validate(document)


def dose(rules: SystemicRules, entry: Component, amount: str, body: BodySize | None = None) -> Dose:
    return dose_of(rules, "oxaliplatin", entry, "regimen.oxaliplatin", amount=Decimal(amount), size=body or size())


@pytest.mark.parametrize(("per", "exact"), [("m2", "153"), ("kg", "6120"), ("flat", "85")])
def test_per_surface_weight_or_flat(per: str, exact: str) -> None:
    result = dose(rounded_to("1"), component(per=per), "85")
    assert result.exact_mg == result.rounded_mg == Decimal(exact)
    assert result.steps[0].formula == {"m2": "amount * surface", "kg": "amount * weight", "flat": "amount"}[per]


@pytest.mark.parametrize(
    ("amount", "rule", "rounded"),
    [
        ("83.3", "half-up", "150"),  # 149.94
        ("84.72", "half-up", "150"),  # 152.496
        ("84.7222222222222", "half-up", "150"),  # 152.49999999999996
        ("84.75", "half-up", "155"),  # 152.55
        ("84.75", "down", "150"),
    ],
)
def test_one_rounding_by_its_rule(amount: str, rule: str, rounded: str) -> None:
    assert dose(rounded_to("5", rule), component(), amount).rounded_mg == Decimal(rounded)


def test_a_tie_goes_up_by_the_half_up_rule_and_to_even_by_the_other() -> None:
    tie = size(surface="1.5")  # 85 × 1.5 = 127.5
    assert dose(rounded_to("5"), component(), "85", tie).rounded_mg == 130
    assert dose(rounded_to("5", "half-even"), component(), "85", tie).rounded_mg == 130
    assert dose(rounded_to("5", "half-down"), component(), "85", tie).rounded_mg == 125


def test_the_largest_dose_holds_after_rounding_too() -> None:
    capped = component(largest_dose_mg=SITE | {"value": "148"})
    result = dose(rounded_to("5"), capped, "85")
    assert (result.exact_mg, result.rounded_mg) == (148, 145)
    assert [warning.code for warning in result.warnings] == ["systemic.dose-capped"]
    assert any(step.rule == "regimen.oxaliplatin.largest_dose_mg" for step in result.steps)
    just = dose(rounded_to("5"), component(largest_dose_mg=SITE | {"value": "153"}), "85")
    assert (just.exact_mg, just.rounded_mg, just.warnings) == (153, 150, ())


def test_a_large_rounding_is_pointed_out_just_above_its_limit() -> None:
    # 153 → 160 is +4.575… %, of 153.
    assert dose(rounded_to("40", warning_percent="4.6"), component(), "85").warnings == ()
    (warning,) = dose(rounded_to("40", warning_percent="4.5"), component(), "85").warnings
    assert warning.code == "systemic.rounding-large"
    exactly_at = dose(rounded_to("40", warning_percent="5"), component(), "84.6560846560847", size())
    assert exactly_at.rounded_mg == 160


def test_surface_is_rounded_once_and_capped_if_the_protocol_says_so() -> None:
    plain = PUMP_IT.body_surface
    body = body_size(plain, height_cm=Decimal(175), weight_kg=Decimal(70))
    assert body.used_m2 == Decimal("1.84")
    assert body.warnings == ()
    capped = BodySurfaceRules.model_validate(plain.model_dump() | {"cap_m2": SITE | {"value": "2"}})
    tall = body_size(capped, height_cm=Decimal(200), weight_kg=Decimal(120))
    assert tall.used_m2 == 2
    assert tall.exact_m2 > Decimal("2.58")
    assert [warning.code for warning in tall.warnings] == ["systemic.surface-capped"]
    at_the_cap = body_size(capped, height_cm=Decimal(180), weight_kg=Decimal(80))
    assert (at_the_cap.used_m2, at_the_cap.warnings) == (2, ())


def test_dubois_is_used_when_the_protocol_names_it() -> None:
    dubois = BodySurfaceRules.model_validate(
        PUMP_IT.body_surface.model_dump() | {"formula": SITE | {"value": "dubois"}}
    )
    body = body_size(dubois, height_cm=Decimal(165), weight_kg=Decimal(110))
    assert body.used_m2 == Decimal("2.15")
    mosteller = body_size(PUMP_IT.body_surface, height_cm=Decimal(165), weight_kg=Decimal(110))
    assert mosteller.used_m2 == Decimal("2.25")


@settings(max_examples=100, deadline=None)
@given(
    height=st.decimals(Decimal(140), Decimal(210), places=1),
    weight=st.decimals(Decimal(40), Decimal(180), places=1),
    percent=st.decimals(Decimal(40), Decimal(100), places=2),
)
def test_a_dose_is_the_exact_product_and_rounding_moves_it_by_half_a_step(
    height: Decimal, weight: Decimal, percent: Decimal
) -> None:
    answer = ask(
        patient={"sex": "male", "height_cm": height, "weight_kg": weight, "age_years": 60},
        previous=[
            {"component": name, "percent": percent}
            for name in ("oxaliplatin", "fluorouracil-bolus", "fluorouracil-infusion")
        ],
    )
    oxaliplatin = drug(answer, "oxaliplatin")
    exact = Fraction(85) * Fraction(percent) / 100 * Fraction(answer.body_surface_m2)
    assert Fraction(oxaliplatin.dose_mg_exact) == exact
    assert abs(Fraction(oxaliplatin.dose_mg) - exact) <= Fraction(1, 2)
    surface = Fraction(answer.body_surface_m2)
    true_square = Fraction(height) * Fraction(weight) / 3600
    assert (surface - Fraction(1, 200)) ** 2 <= true_square <= (surface + Fraction(1, 200)) ** 2
