"""Renal function against published values, and against rational powers of the formulas."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.errors import InputError
from haipdose.patient.renal import (
    RENAL_FORMULA_TEXT,
    RENAL_UNIT,
    RenalFormula,
    Sex,
    ckd_epi_2021,
    cockcroft_gault,
    mdrd,
    renal_function,
)

EXAMPLES = json.loads((Path(__file__).parents[1] / "data" / "worked_examples.json").read_text())["examples"]
FORMULA_OF_KIND = {
    "mdrd_175": RenalFormula.MDRD,
    "ckd_epi_2021": RenalFormula.CKD_EPI_2021,
    "cockcroft_gault": RenalFormula.COCKCROFT_GAULT,
}
RENAL_EXAMPLES = [row for row in EXAMPLES if row["kind"] in FORMULA_OF_KIND]

sexes: st.SearchStrategy[Sex] = st.sampled_from(["female", "male"])
ages = st.integers(18, 120)
creatinines = st.decimals(Decimal("0.2"), Decimal(20), places=2)


@pytest.mark.parametrize("row", RENAL_EXAMPLES, ids=lambda row: row["id"])
def test_worked_examples(row: dict[str, Any]) -> None:
    given_ = row["inputs"]
    value = renal_function(
        FORMULA_OF_KIND[row["kind"]],
        sex="female" if given_["sex"] == "F" else "male",
        age_years=given_["age"],
        weight_kg=Decimal(given_.get("weight_kg", 70)),
        creatinine_mg_per_dl=Decimal(str(given_["creatinine_mg_dL"])),
    )
    expected = row["expected"].get("egfr", row["expected"].get("crcl_mL_min"))
    assert abs(float(value) - expected) <= 0.0005001
    if "rounded" in row["expected"]:
        assert round(value) == row["expected"]["rounded"]


def test_all_five_worked_examples_were_used() -> None:
    assert sorted(row["id"] for row in RENAL_EXAMPLES) == ["crcl_01", "crcl_02", "egfr_01", "egfr_02", "egfr_03"]


@settings(max_examples=150, deadline=None)
@given(sex=sexes, age=ages, creatinine=creatinines)
def test_mdrd_in_logarithms(sex: Sex, age: int, creatinine: Decimal) -> None:
    rate = mdrd(sex=sex, age_years=age, creatinine_mg_per_dl=creatinine)
    in_logs = math.log(175) - 1.154 * math.log(float(creatinine)) - 0.203 * math.log(age)
    in_logs += math.log(0.742) if sex == "female" else 0
    assert math.isclose(math.log(float(rate)), in_logs, rel_tol=0, abs_tol=1e-12)


@settings(max_examples=150, deadline=None)
@given(sex=sexes, age=ages, creatinine=creatinines)
def test_ckd_epi_by_its_two_branches(sex: Sex, age: int, creatinine: Decimal) -> None:
    rate = float(ckd_epi_2021(sex=sex, age_years=age, creatinine_mg_per_dl=creatinine))
    kappa, alpha, factor = (0.7, -0.241, 1.012) if sex == "female" else (0.9, -0.302, 1.0)
    power = alpha if float(creatinine) < kappa else -1.2
    assert math.isclose(rate, factor * 142 * (float(creatinine) / kappa) ** power * 0.9938**age, rel_tol=1e-12)


@settings(max_examples=150, deadline=None)
@given(sex=sexes, age=ages, creatinine=creatinines, weight=st.decimals(Decimal(25), Decimal(300), places=1))
def test_cockcroft_gault_is_a_fraction(sex: Sex, age: int, creatinine: Decimal, weight: Decimal) -> None:
    rate = Fraction(cockcroft_gault(sex=sex, age_years=age, weight_kg=weight, creatinine_mg_per_dl=creatinine))
    exact = (140 - age) * Fraction(weight) / (72 * Fraction(creatinine))
    exact *= Fraction(85, 100) if sex == "female" else 1
    assert abs(rate - exact) <= exact / 10**38


@pytest.mark.parametrize("formula", list(RenalFormula))
@pytest.mark.parametrize(
    ("age", "creatinine", "code"),
    [
        (17, "1.0", "patient.age-out-of-range"),
        (121, "1.0", "patient.age-out-of-range"),
        (18, "0", "patient.creatinine-not-positive"),
        (120, "-1", "patient.creatinine-not-positive"),
    ],
)
def test_what_the_formulas_are_not_for(formula: RenalFormula, age: int, creatinine: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        renal_function(
            formula,
            sex="male",
            age_years=age,
            weight_kg=Decimal(70),
            creatinine_mg_per_dl=Decimal(creatinine),
        )
    assert refused.value.code == code


@pytest.mark.parametrize("formula", list(RenalFormula))
@pytest.mark.parametrize("age", [18, 120])
def test_the_ages_at_the_edges_are_estimated(formula: RenalFormula, age: int) -> None:
    value = renal_function(formula, sex="male", age_years=age, weight_kg=Decimal(70), creatinine_mg_per_dl=Decimal(1))
    assert value > 0


def test_every_formula_has_its_unit_and_text() -> None:
    assert set(RENAL_UNIT) == set(RENAL_FORMULA_TEXT) == set(RenalFormula)
