"""Kaplan-Meier curves with log-log confidence bands, medians, survival at a time, restricted means."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from scipy.stats import norm

from haipdose.analysis.times import EVENT, LEVEL, Times


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its confidence interval; None: not reached, or not estimable."""

    value: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """The steps of a curve: from each day on. ``lower`` and ``upper`` are the band; ``censored`` the days of ticks."""

    days: tuple[float, ...]
    survival: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    censored: tuple[float, ...]
    median: Estimate
    followed: Times

    def at(self, day: float) -> Estimate:
        """Survival on a day; nothing beyond the last time anybody was followed."""
        if not self.followed.days or day > max(self.followed.days):
            return Estimate(None, None, None)
        place = max(index for index, each in enumerate(self.days) if each <= day)
        return Estimate(self.survival[place], self.lower[place], self.upper[place])

    def at_risk(self, days: Sequence[float]) -> tuple[int, ...]:
        """How many were still followed without an event just before each day."""
        return tuple(sum(each >= day for each in self.followed.days) for day in days)


def kaplan_meier(times: Times) -> Curve:
    """The curve of ``times.of_cause()``; a group of nobody has the curve 1 and nothing else."""
    if not len(times):
        return Curve((0.0,), (1.0,), (1.0,), (1.0,), (), Estimate(None, None, None), times)
    days, events = times.of_cause().arrays()
    fitter = KaplanMeierFitter(alpha=1 - LEVEL).fit(days, events)
    band = fitter.confidence_interval_
    median_band = median_survival_times(band).iloc[0]
    return Curve(
        days=tuple(float(each) for each in fitter.survival_function_.index),
        survival=tuple(float(each) for each in fitter.survival_function_.iloc[:, 0]),
        lower=tuple(0.0 if math.isnan(each) else float(each) for each in band.iloc[:, 0]),
        upper=tuple(0.0 if math.isnan(each) else float(each) for each in band.iloc[:, 1]),
        censored=tuple(sorted(day for day, event in zip(times.days, times.events, strict=True) if event != EVENT)),
        median=Estimate(
            _reached(fitter.median_survival_time_), _reached(median_band.iloc[0]), _reached(median_band.iloc[1])
        ),
        followed=times,
    )


def restricted_mean(times: Times, until: float) -> Estimate:
    """The mean number of days without the event within the first ``until`` days: the area under the curve.

    Its variance is Greenwood's, as R's ``survival`` prints it. None when nobody was followed that long: the curve would
    have to be drawn on beyond what is known.
    """
    if not len(times) or until > max(times.days):
        return Estimate(None, None, None)
    curve = kaplan_meier(times)
    edges = [day for day in curve.days if day < until] + [until]
    pieces = [curve.survival[place] * (edges[place + 1] - edges[place]) for place in range(len(edges) - 1)]
    variance = 0.0
    for place in range(1, len(edges) - 1):
        at_risk = sum(each >= edges[place] for each in times.days)
        died = sum(day == edges[place] and event == EVENT for day, event in zip(times.days, times.events, strict=True))
        if died < at_risk:
            variance += sum(pieces[place:]) ** 2 * died / (at_risk * (at_risk - died))
    half = float(norm.ppf(0.5 + LEVEL / 2)) * math.sqrt(variance)
    return Estimate(sum(pieces), sum(pieces) - half, sum(pieces) + half)


def _reached(day: float) -> float | None:
    return None if math.isinf(day) or math.isnan(day) else float(day)
