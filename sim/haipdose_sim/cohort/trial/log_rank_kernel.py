"""Log-rank test and the hazard ratio of two groups in machine code: thousands of trials need thousands of them.

The analysis room has its own, for one trial with its facts; tests hold these against lifelines and against those.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.compiling import compiled

_STEPS: Final = 50
_CLOSE: Final = 1e-10
_ENORMOUS: Final = 20.0
"""A log hazard ratio beyond this is no estimate: the groups are separated."""


@compiled
def log_rank(
    days: NDArray[np.int64], died: NDArray[np.bool_], second: NDArray[np.bool_], count: int
) -> tuple[float, float, int]:
    """Observed less expected deaths of the second group, the variance, and all deaths.

    Args:
        days: whole days, sorted from short to long; ``died`` and ``second`` in the same order.
        died: whether the time ended in death.
        second: whether the patient is in the second group.
        count: how many of the places are used.
    """
    at_risk = count
    at_risk_second = 0
    for place in range(count):
        at_risk_second += 1 if second[place] else 0
    difference = variance = 0.0
    deaths = 0
    place = 0
    while place < count:
        day = days[place]
        left = left_second = now = now_second = 0
        while place < count and days[place] == day:
            left += 1
            left_second += 1 if second[place] else 0
            if died[place]:
                now += 1
                now_second += 1 if second[place] else 0
            place += 1
        if now:
            share = at_risk_second / at_risk
            difference += now_second - now * share
            if at_risk > 1:
                variance += now * share * (1.0 - share) * (at_risk - now) / (at_risk - 1)
            deaths += now
        at_risk -= left
        at_risk_second -= left_second
    return difference, variance, deaths


@compiled
def log_hazard_ratio(
    days: NDArray[np.int64], died: NDArray[np.bool_], second: NDArray[np.bool_], count: int
) -> tuple[float, float, bool]:
    """The log hazard ratio of the second group by Cox' model, ties by Efron; its standard error; whether there is one.

    The arguments are those of :func:`log_rank`. There is none without a death in each group, or when one group's
    deaths all lie after everybody of the other has left (separation).
    """
    beta = 0.0
    for _ in range(_STEPS):
        score, information = _score(days, died, second, count, beta)
        if information <= 0.0:
            return 0.0, 0.0, False
        step = score / information
        beta += min(max(step, -1.0), 1.0)
        if abs(beta) > _ENORMOUS:
            return 0.0, 0.0, False
        if abs(step) < _CLOSE:
            return beta, 1.0 / math.sqrt(information), True
    return 0.0, 0.0, False


@compiled
def _score(
    days: NDArray[np.int64], died: NDArray[np.bool_], second: NDArray[np.bool_], count: int, beta: float
) -> tuple[float, float]:
    """First derivative of the partial likelihood at ``beta`` and the information, from the longest time back."""
    weight = math.exp(beta)
    in_first = in_second = 0.0
    score = information = 0.0
    place = count - 1
    while place >= 0:
        day = days[place]
        now = now_second = 0
        while place >= 0 and days[place] == day:
            if second[place]:
                in_second += 1.0
            else:
                in_first += 1.0
            if died[place]:
                now += 1
                now_second += 1 if second[place] else 0
            place -= 1
        for number in range(now):
            gone = number / now
            own = weight * (in_second - gone * now_second)
            share = own / (own + in_first - gone * (now - now_second))
            score -= share
            information += share * (1.0 - share)
        score += now_second
    return score, information
