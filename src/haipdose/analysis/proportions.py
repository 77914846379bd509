"""Shares with exact intervals, and the comparison of two."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.stats import binomtest, fisher_exact

from haipdose.analysis.times import LEVEL


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``total`` with Clopper and Pearson's interval; no share of nobody."""

    count: int
    total: int
    value: float | None
    lower: float | None
    upper: float | None


def share(count: int, total: int) -> Share:
    """The share with its exact interval."""
    if not total:
        return Share(count, total, None, None, None)
    interval = binomtest(count, total).proportion_ci(confidence_level=LEVEL, method="exact")
    return Share(count, total, count / total, float(interval.low), float(interval.high))


def fisher(first: Share, second: Share) -> float | None:
    """Fisher's exact p of two shares, two-sided; None when one has nobody."""
    if not first.total or not second.total:
        return None
    table = [[each.count, each.total - each.count] for each in (first, second)]
    return float(fisher_exact(table).pvalue)
