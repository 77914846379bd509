"""Ideal weight and the weight on which a floxuridine dose is calculated; exact at the thresholds."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from haipdose.patient.body import Sex
from haipdose.quantities import exactly, settle

CM_PER_INCH: Final = Decimal("2.54")


class WeightRule(StrEnum):
    """Which weight counts. The number is the threshold in percent of the ideal weight; exactly at it, actual counts."""

    ACTUAL = "actual"
    MEAN_ABOVE_125 = "mean-above-125-percent-ideal"
    MEAN_ABOVE_135 = "mean-above-135-percent-ideal"


THRESHOLD_PERCENT: Final = {WeightRule.MEAN_ABOVE_125: Decimal(125), WeightRule.MEAN_ABOVE_135: Decimal(135)}


class IdealWeightFormula(NamedTuple):
    """The constants of an ideal-weight formula of Devine's form; kg, and inches of height."""

    base_male_kg: Decimal
    base_female_kg: Decimal
    kg_per_inch: Decimal
    from_inches: Decimal


class DosingWeight(NamedTuple):
    """Weights in kg, to 60 digits; settle before showing. ``averaged``: the mean of actual and ideal counts."""

    ideal_kg: Decimal
    dosing_kg: Decimal
    percent_of_ideal: Decimal
    averaged: bool


def ideal_weight_kg(sex: Sex, height_cm: Decimal, formula: IdealWeightFormula) -> Decimal:
    """Ideal weight: base + kg per inch × inches above the formula's height, never below the base; 60 digits.

    Args:
        sex: chooses the base.
        height_cm: > 0.
        formula: the constants, from the protocol.

    Source: Devine's form (50 kg for men, 45.5 kg for women, 2.3 kg per inch over 60 inches); constants are data.
    """
    base = formula.base_male_kg if sex == "male" else formula.base_female_kg
    with exactly():
        above_cm = max(height_cm - formula.from_inches * CM_PER_INCH, Decimal(0))
        # One division, last: a weight exactly at a threshold is then found to be exactly there.
        return (base * CM_PER_INCH + formula.kg_per_inch * above_cm) / CM_PER_INCH


def dosing_weight(rule: WeightRule, *, actual_kg: Decimal, ideal_kg: Decimal) -> DosingWeight:
    """The weight on which the dose is calculated.

    Args:
        rule: actual weight, or the mean of actual and ideal when the actual weight is *more* than the threshold.
        actual_kg: measured weight.
        ideal_kg: as :func:`ideal_weight_kg` gives it, not rounded.

    Source: a public fill calculator (135 %); 125 % is remembered practice. Which one counts is data of the protocol.
    """
    threshold = THRESHOLD_PERCENT.get(rule)
    with exactly():
        percent = actual_kg / ideal_kg * 100
        averaged = threshold is not None and settle(actual_kg * 100) > settle(ideal_kg * threshold)
        dosing = (actual_kg + ideal_kg) / 2 if averaged else actual_kg
    return DosingWeight(ideal_kg=ideal_kg, dosing_kg=dosing, percent_of_ideal=percent, averaged=averaged)
