"""Estimates of renal function. Each formula says which inputs it needs; none of them is for children.

Creatinine is in mg/dL, the unit in which the formulas were published; :mod:`haipdose.patient.laboratory` converts.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from haipdose.errors import InputError
from haipdose.quantities import exactly, settle

Sex = Literal["female", "male"]

ADULT_AGES: Final = (18, 120)
"""The formulas were made for adults; beyond 120 years an age is a typing error."""


class RenalFormula(StrEnum):
    """Published formulas; a protocol's threshold belongs to one of them."""

    MDRD = "mdrd"
    CKD_EPI_2021 = "ckd-epi-2021"
    COCKCROFT_GAULT = "cockcroft-gault"


RENAL_UNIT: Final = {
    RenalFormula.MDRD: "mL/min/1.73 m2",
    RenalFormula.CKD_EPI_2021: "mL/min/1.73 m2",
    RenalFormula.COCKCROFT_GAULT: "mL/min",
}
"""An eGFR is per 1.73 m², a clearance is not: they are never compared with each other's thresholds."""

RENAL_FORMULA_TEXT: Final = {
    RenalFormula.MDRD: "175 * creatinine ^ -1.154 * age ^ -0.203 (* 0.742 female)",
    RenalFormula.CKD_EPI_2021: "142 * min(creatinine / k, 1) ^ a * max(creatinine / k, 1) ^ -1.2 * 0.9938 ^ age "
    "(* 1.012 female); k, a: female 0.7, -0.241; male 0.9, -0.302",
    RenalFormula.COCKCROFT_GAULT: "(140 - age) * weight / (72 * creatinine) (* 0.85 female)",
}


def _check(age_years: int, creatinine_mg_per_dl: Decimal) -> None:
    youngest, oldest = ADULT_AGES
    if not youngest <= age_years <= oldest:
        raise InputError(
            "Renal function is estimated for adults only.",
            code="patient.age-out-of-range",
            field="patient.age_years",
            found=str(age_years),
            allowed=f"{youngest} to {oldest} years",
        )
    if creatinine_mg_per_dl <= 0:
        raise InputError(
            "Creatinine must be greater than zero.",
            code="patient.creatinine-not-positive",
            field="creatinine",
            found=str(creatinine_mg_per_dl),
        )


def mdrd(*, sex: Sex, age_years: int, creatinine_mg_per_dl: Decimal) -> Decimal:
    """Estimated glomerular filtration rate in mL/min/1.73 m², four-variable MDRD for IDMS creatinine.

    The term for ethnicity is left out, as current practice does.

    Raises:
        InputError: age below 18 or above 120 years, creatinine not positive.

    Source: Levey 2006, 175 · Scr^-1.154 · age^-0.203 · 0.742 (female).
    """
    _check(age_years, creatinine_mg_per_dl)
    with exactly():
        rate = Decimal(175) * creatinine_mg_per_dl ** Decimal("-1.154") * Decimal(age_years) ** Decimal("-0.203")
        return settle(rate * Decimal("0.742") if sex == "female" else rate)


def ckd_epi_2021(*, sex: Sex, age_years: int, creatinine_mg_per_dl: Decimal) -> Decimal:
    """Estimated glomerular filtration rate in mL/min/1.73 m², CKD-EPI creatinine equation of 2021.

    Raises:
        InputError: age below 18 or above 120 years, creatinine not positive.

    Source: Inker 2021, 142 · min(Scr/κ, 1)^α · max(Scr/κ, 1)^-1.2 · 0.9938^age · 1.012 (female).
    """
    _check(age_years, creatinine_mg_per_dl)
    kappa, alpha = (Decimal("0.7"), Decimal("-0.241")) if sex == "female" else (Decimal("0.9"), Decimal("-0.302"))
    with exactly():
        ratio = creatinine_mg_per_dl / kappa
        rate = (
            Decimal(142)
            * min(ratio, Decimal(1)) ** alpha
            * max(ratio, Decimal(1)) ** Decimal("-1.2")
            * Decimal("0.9938") ** age_years
        )
        return settle(rate * Decimal("1.012") if sex == "female" else rate)


def cockcroft_gault(*, sex: Sex, age_years: int, weight_kg: Decimal, creatinine_mg_per_dl: Decimal) -> Decimal:
    """Estimated creatinine clearance in mL/min, from actual body weight.

    Raises:
        InputError: age below 18 or above 120 years, creatinine not positive.

    Source: Cockcroft and Gault 1976, (140 - age) · weight / (72 · Scr) · 0.85 (female).
    """
    _check(age_years, creatinine_mg_per_dl)
    with exactly():
        rate = Decimal(140 - age_years) * weight_kg / (72 * creatinine_mg_per_dl)
        return settle(rate * Decimal("0.85") if sex == "female" else rate)


def renal_function(
    formula: RenalFormula, *, sex: Sex, age_years: int, weight_kg: Decimal, creatinine_mg_per_dl: Decimal
) -> Decimal:
    """Renal function by the named formula, in the unit of :data:`RENAL_UNIT`.

    Raises:
        InputError: as the formula.
    """
    if formula is RenalFormula.COCKCROFT_GAULT:
        return cockcroft_gault(
            sex=sex, age_years=age_years, weight_kg=weight_kg, creatinine_mg_per_dl=creatinine_mg_per_dl
        )
    estimate = mdrd if formula is RenalFormula.MDRD else ckd_epi_2021
    return estimate(sex=sex, age_years=age_years, creatinine_mg_per_dl=creatinine_mg_per_dl)
