"""The log-rank test of two groups, stratified or not: observed less expected events over their variance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import chi2

from haipdose.analysis.times import Times, joined


@dataclass(frozen=True, slots=True)
class LogRank:
    """``observed`` and ``expected`` events of the first group. ``p`` is None when there is nothing to compare."""

    observed: float
    expected: float
    variance: float
    chi_square: float | None
    p: float | None
    strata: int


def log_rank(first: Times, second: Times) -> LogRank:
    """The test without strata."""
    return stratified_log_rank({"": (first, second)})


def stratified_log_rank(strata: Mapping[str, Sequence[Times]]) -> LogRank:
    """The test over strata: each compares its own two groups, the sums are tested."""
    parts = [_parts(*joined(pair)) for pair in strata.values() if sum(len(each) for each in pair)]
    observed, expected, variance = (float(sum(part[place] for part in parts)) for place in range(3))
    if variance <= 0:
        return LogRank(observed, expected, variance, None, None, len(parts))
    statistic = (observed - expected) ** 2 / variance
    return LogRank(observed, expected, variance, statistic, float(chi2.sf(statistic, 1)), len(parts))


def _parts(days: Any, events: Any, groups: Any) -> tuple[float, float, float]:
    """Observed and expected events of group 0, and the hypergeometric variance, summed over the days with events."""
    observed = expected = variance = 0.0
    happened = events == 1
    for day in np.unique(days[happened]):
        at_risk = days >= day
        everybody, own = int(at_risk.sum()), int((at_risk & (groups == 0)).sum())
        died = int((happened & (days == day)).sum())
        observed += int((happened & (days == day) & (groups == 0)).sum())
        expected += died * own / everybody
        if everybody > 1:
            share = own / everybody
            variance += died * share * (1 - share) * (everybody - died) / (everybody - 1)
    return observed, expected, variance
