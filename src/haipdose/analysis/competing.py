"""Cumulative incidence with competing risks by Aalen and Johansen, with its variance and log-log band."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from haipdose.analysis.kaplan_meier import Estimate
from haipdose.analysis.times import CENSORED, EVENT, LEVEL, Times


@dataclass(frozen=True, slots=True)
class Incidence:
    """The steps of a cumulative incidence: from each day on."""

    days: tuple[float, ...]
    incidence: tuple[float, ...]
    variance: tuple[float, ...]
    followed_until: float

    def at(self, day: float) -> Estimate:
        """Incidence until a day with its band; nothing beyond the last time anybody was followed."""
        if day > self.followed_until:
            return Estimate(None, None, None)
        place = max(index for index, each in enumerate(self.days) if each <= day)
        return _banded(self.incidence[place], self.variance[place])

    def band(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Lower and upper bound at every step."""
        found = [_banded(*each) for each in zip(self.incidence, self.variance, strict=True)]
        return tuple(each.lower or 0.0 for each in found), tuple(each.upper or 0.0 for each in found)


def cumulative_incidence(times: Times, cause: int = EVENT) -> Incidence:
    """The probability of ``cause`` before anything else, by time.

    Not one less Kaplan-Meier: who had a competing event cannot have this one any more. The variance is the delta
    method's (Marubini and Valsecchi 1995), as statsmodels and R's cmprsk print it.
    """
    days, events = times.arrays()
    steps, found, variances = [0.0], [0.0], [0.0]
    surviving, total = 1.0, 0.0
    greenwood: list[tuple[float, float]] = []
    own: list[tuple[float, float, float, float]] = []
    for day in np.unique(days[events != CENSORED]) if len(times) else ():
        at_risk = int((days >= day).sum())
        any_end = int(((days == day) & (events != CENSORED)).sum())
        of_cause = int(((days == day) & (events == cause)).sum())
        total += surviving * of_cause / at_risk
        left = at_risk - any_end
        greenwood.append((total, any_end / (at_risk * left) if left else 0.0))
        own.append((total, surviving, of_cause / at_risk, at_risk))
        surviving *= left / at_risk
        steps.append(float(day))
        found.append(total)
        variances.append(_variance(total, greenwood, own))
    last = max(times.days) if len(times) else 0.0
    return Incidence(tuple(steps), tuple(found), tuple(variances), last)


def _variance(now: float, greenwood: list[tuple[float, float]], own: list[tuple[float, float, float, float]]) -> float:
    first = sum((now - then) ** 2 * term for then, term in greenwood)
    second = sum(before**2 * (1 - rate) * rate / at_risk for _, before, rate, at_risk in own)
    third = sum((now - then) * before * rate / at_risk for then, before, rate, at_risk in own)
    return max(first + second - 2 * third, 0.0)


def _banded(value: float, variance: float) -> Estimate:
    """On the log(-log) scale, so that a bound never leaves 0 to 1."""
    if not 0 < value < 1 or variance <= 0:
        return Estimate(value, value, value)
    spread = norm.ppf(0.5 + LEVEL / 2) * math.sqrt(variance) / (value * abs(math.log(value)))
    return Estimate(value, value ** math.exp(spread), value ** math.exp(-spread))
