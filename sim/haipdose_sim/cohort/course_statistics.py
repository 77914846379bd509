"""Means, shares and paired differences of simulated courses, each with how sure the simulation is of it.

Two things that are easily taken for each other are kept apart: how much *patients* differ (standard deviation, 5 to
95 %), which more patients do not change, and how sure the *simulation* is of a mean (standard error, 95 % interval),
which more patients make as small as one likes. Neither says how true the assumptions are.

Sums are rounded once (``math.fsum``): the same numbers give the same bits on every machine.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from haipdose.evidence import Document

Values = NDArray[np.float64]

Z: Final = 1.959963984540054


class Amount(Document):
    """A number of each patient, over the patients.

    ``mean`` with ``lowest`` to ``highest``: 95 % interval of the simulation, mean ± 1.96 standard errors, not below 0.
    ``standard_deviation``, ``low_5``, ``median``, ``high_95``: how patients differ.
    """

    patients: int
    mean: float
    lowest: float
    highest: float
    standard_error: float
    standard_deviation: float
    low_5: float
    median: float
    high_95: float


class Difference(Document):
    """A number of the same patients under other rules, less that under the first rules.

    ``difference`` with its 95 % interval of the simulation. ``differ``: patients in whom it is not the same.
    ``standard_error_independent``: what it would be if each set of rules had patients of its own.
    ``variance_cut``: the variance of that over the variance here: so many times as many independent patients would be
    needed for the same interval. None when no patient differs.
    """

    patients: int
    difference: float
    lowest: float
    highest: float
    standard_error: float
    standard_error_independent: float
    variance_cut: float | None
    differ: int
    more: int = Field(description="patients in whom it is more under the other rules than under the first")
    fewer: int = Field(description="patients in whom it is less")


def mean_and_variance(values: Values) -> tuple[float, float]:
    """The mean and the variance between patients (divisor n - 1; 0 for a single patient)."""
    count = len(values)
    mean = math.fsum(values) / count
    return mean, math.fsum((values - mean) ** 2) / (count - 1) if count > 1 else 0.0


def amount(values: Values) -> Amount:
    """Over patients; ``values`` of at least one patient, without NaN, none below 0: nor is the interval."""
    mean, variance = mean_and_variance(values)
    error = math.sqrt(variance / len(values))
    low, middle, high = np.percentile(values, [5, 50, 95])
    return Amount(
        patients=len(values),
        mean=mean,
        lowest=max(0.0, mean - Z * error),
        highest=mean + Z * error,
        standard_error=error,
        standard_deviation=math.sqrt(variance),
        low_5=float(low),
        median=float(middle),
        high_95=float(high),
    )


def difference(first: Values, other: Values, *, share: bool) -> Difference:
    """The paired difference ``other - first``.

    Args:
        first: of each patient under the first rules, no NaN.
        other: of the same patients under the other rules.
        share: values are 0 or 1; the interval is then Agresti and Min's, which holds with few patients that differ.
    """
    each = other - first
    mean, variance = mean_and_variance(each)
    count = len(each)
    error = math.sqrt(variance / count)
    apart = mean_and_variance(first)[1] + mean_and_variance(other)[1]
    more, fewer = int((each > 0).sum()), int((each < 0).sum())
    lowest, highest = matched_interval(more, fewer, count) if share else (mean - Z * error, mean + Z * error)
    return Difference(
        patients=count,
        difference=mean,
        lowest=lowest,
        highest=highest,
        standard_error=error,
        standard_error_independent=math.sqrt(apart / count),
        variance_cut=apart / variance if variance > 0 else None,
        differ=more + fewer,
        more=more,
        fewer=fewer,
    )


def matched_interval(more: int, fewer: int, count: int) -> tuple[float, float]:
    """The 95 % interval of the difference of two matched proportions.

    Wald's interval after half a patient is added to each of the four cells.

    Source: Agresti and Min, Statistics in Medicine 2005;24:729 (recalled); its coverage is tested.
    """
    b, c, n = more + 0.5, fewer + 0.5, count + 2
    middle = (b - c) / n
    half = Z * math.sqrt(b + c - (b - c) ** 2 / n) / n
    return max(-1.0, middle - half), min(1.0, middle + half)
