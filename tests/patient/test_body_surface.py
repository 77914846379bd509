"""Body surface area against the published formulas in binary floats, and against the worked examples."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.patient.body_surface import FORMULA_TEXT, SurfaceFormula, body_surface_m2, rounded_surface_m2
from haipdose.quantities import RoundingRule

heights = st.decimals(Decimal(100), Decimal(250), places=1)
weights = st.decimals(Decimal(25), Decimal(300), places=2)


@pytest.mark.parametrize(
    ("height", "weight", "dubois", "mosteller"),
    [
        ("180", "80", "1.9964", "2"),
        ("165", "110", "2.146", "2.2454"),
        ("175", "70", "1.8481", "1.8447"),
    ],
)
def test_worked_examples(height: str, weight: str, dubois: str, mosteller: str) -> None:
    for formula, expected in ((SurfaceFormula.DUBOIS, dubois), (SurfaceFormula.MOSTELLER, mosteller)):
        surface = body_surface_m2(formula, height_cm=Decimal(height), weight_kg=Decimal(weight))
        assert surface.quantize(Decimal("0.0001"), ROUND_HALF_UP) == Decimal(expected)


@settings(max_examples=200, deadline=None)
@given(height=heights, weight=weights)
def test_mosteller_squared_is_the_exact_product(height: Decimal, weight: Decimal) -> None:
    surface = Fraction(body_surface_m2(SurfaceFormula.MOSTELLER, height_cm=height, weight_kg=weight))
    exact = Fraction(height) * Fraction(weight) / 3600
    assert abs(surface**2 - exact) < exact / 10**38


@settings(max_examples=200, deadline=None)
@given(height=heights, weight=weights)
def test_dubois_to_the_fortieth_power_is_the_exact_product(height: Decimal, weight: Decimal) -> None:
    # 0.725 = 29/40 and 0.425 = 17/40: the fortieth power of the formula is a rational number.
    surface = Fraction(body_surface_m2(SurfaceFormula.DUBOIS, height_cm=height, weight_kg=weight))
    exact = Fraction("0.007184") ** 40 * Fraction(height) ** 29 * Fraction(weight) ** 17
    assert abs(surface**40 - exact) < exact / 10**37
    assert math.isclose(float(surface), 0.007184 * float(height) ** 0.725 * float(weight) ** 0.425, rel_tol=1e-12)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(RoundingRule.HALF_UP, "1.85"), (RoundingRule.DOWN, "1.84"), (RoundingRule.UP, "1.85")],
)
def test_rounding_is_named(rule: RoundingRule, expected: str) -> None:
    assert rounded_surface_m2(Decimal("1.845"), step_m2=Decimal("0.01"), rule=rule) == Decimal(expected)


def test_every_formula_can_be_written_down() -> None:
    assert set(FORMULA_TEXT) == set(SurfaceFormula)


def test_worked_example_file_says_the_same() -> None:
    import json
    from pathlib import Path

    path = Path(__file__).parents[1] / "data" / "worked_examples.json"
    rows = [row for row in json.loads(path.read_text())["examples"] if row["kind"] == "bsa"]
    assert len(rows) == 3
    for row in rows:
        for formula in SurfaceFormula:
            surface = body_surface_m2(
                formula,
                height_cm=Decimal(row["inputs"]["height_cm"]),
                weight_kg=Decimal(row["inputs"]["weight_kg"]),
            )
            assert abs(float(surface) - row["expected"][f"{formula}_m2"]) < 0.00005001
