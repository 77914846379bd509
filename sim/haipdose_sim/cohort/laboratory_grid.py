"""How simulated laboratory values are reported, and the edges of rules as whole numbers of reporting steps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Final

from haipdose.errors import RuleDataError
from haipdose.laboratory_catalogue.loader import laboratory_catalogue

LIVER_TESTS: Final = ("ast", "alt", "alp", "bilirubin-total")
BLOOD_TESTS: Final = ("neutrophils", "platelets")

Grid = dict[str, tuple[str, Fraction]]
GRID: Final[Grid] = {
    "ast": ("U/L", Fraction(1)),
    "alt": ("U/L", Fraction(1)),
    "alp": ("U/L", Fraction(1)),
    "bilirubin-total": ("umol/L", Fraction(1, 10)),
    "neutrophils": ("10*9/L", Fraction(1, 100)),
    "platelets": ("10*9/L", Fraction(1)),
}
"""Unit and step of each reported value."""

PERCENT_STEPS: Final = 10
"""Percents of a rule are kept in tenths."""
_MOST: Final = 2**31


def on_grid(test: str, value: Decimal, unit: str, grid: Grid = GRID) -> Fraction:
    """``value`` in ``unit`` as a number of reporting steps of ``test``."""
    reported, step = grid[test]
    units = laboratory_catalogue().tests[test].units
    return Fraction(value) * Fraction(units[unit].value) / Fraction(units[reported].value) / step


def highest_up_to(test: str, limit: Decimal, unit: str, grid: Grid = GRID) -> int:
    """The highest reported value that is at most ``limit``, in steps."""
    return floor(on_grid(test, limit, unit, grid))


def lowest_from(test: str, limit: Decimal, unit: str, grid: Grid = GRID) -> int:
    """The lowest reported value that is at least ``limit``, in steps."""
    return ceil(on_grid(test, limit, unit, grid))


def ratio_of(value: Decimal) -> tuple[int, int]:
    """A ratio as numerator and denominator.

    Raises:
        RuleDataError: more digits than whole numbers can carry.
    """
    ratio = Fraction(value)
    if max(ratio.numerator, ratio.denominator) >= _MOST:
        raise RuleDataError(
            f"The number {value} has too many digits to be simulated.", code="simulate.rule", found=str(value)
        )
    return ratio.numerator, ratio.denominator


def tenths_of(percent: Decimal) -> int:
    """A percent in tenths.

    Raises:
        RuleDataError: a percent that is finer.
    """
    tenths = Fraction(percent) * PERCENT_STEPS
    if tenths.denominator != 1:
        raise RuleDataError(
            f"The percent {percent} is finer than a tenth and is not simulated.",
            code="simulate.rule",
            found=str(percent),
        )
    return tenths.numerator
