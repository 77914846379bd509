"""When a trial may stop early: O'Brien-Fleming-like boundaries by alpha spending, any number of looks at any time.

Source: Lan and DeMets, Biometrika 1983;70:659 (recalled); the spending function as the manual of R's gsDesign states
it (``sfLDOF``, read): 2 - 2 Phi(z(1 - alpha/2) / sqrt(t)), one-sided. The integral is that of Armitage, McPherson
and Rowe 1969 (recalled). Checked against the multivariate normal distribution and against recalled tables.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from haipdose.errors import InputError

Array = NDArray[np.float64]
_NODES: Final = 801
_NEVER: Final = 9.0
"""A boundary that no statistic crosses, when a look spends less alpha than numbers can hold."""
_LEAST: Final = 1e-16


@dataclass(frozen=True, slots=True)
class _Still:
    """The density of the score process (z times the root of information) among trials that go on after a look."""

    information: float
    points: Array
    weighted: Array


def spent(alpha: float, information: float) -> float:
    """The two-sided alpha spent by an information fraction from 0 to 1; each side spends half."""
    side = alpha / 2
    return float(2 * (2 - 2 * ndtr(ndtri(1 - side / 2) / math.sqrt(information)))) if information > 0 else 0.0


def boundaries(alpha: float, fractions: Sequence[float]) -> tuple[float, ...]:
    """The boundary of |z| at each look.

    Args:
        alpha: two-sided.
        fractions: of the planned events at each look, rising; the last is 1.

    Raises:
        InputError: alpha or the fractions cannot be.
    """
    _check(alpha, fractions)
    found: list[float] = []
    still: _Still | None = None
    before = 0.0
    for fraction in fractions:
        now = spent(alpha, fraction)
        found.append(_boundary(still, fraction, now - before))
        still = _go_on(still, fraction, found[-1])
        before = now
    return tuple(found)


def final_boundaries(alpha: float, fractions: Sequence[float], events: int) -> Array:
    """The boundary of the final analysis for every number of deaths, 0 to ``events``.

    When the calendar ends a trial before its planned deaths, all alpha that is left is spent then, with the
    information that there is. The looks that were reached by that number of deaths have been made.
    """
    planned = [round(fraction * events) for fraction in fractions[:-1]]
    bounds = boundaries(alpha, fractions)
    table = np.full(events + 1, np.inf)
    still: _Still | None = None
    made, before = 0, 0.0
    for deaths in range(1, events + 1):
        while made < len(planned) and planned[made] < deaths:
            still = _go_on(still, fractions[made], bounds[made])
            before = spent(alpha, fractions[made])
            made += 1
        table[deaths] = _boundary(still, deaths / events, alpha - before)
    return table


def _check(alpha: float, fractions: Sequence[float]) -> None:
    if not 0 < alpha < 1:
        raise InputError(
            "alpha must lie between 0 and 1.", code="trial.alpha", field="alpha", found=str(alpha), allowed="0 to 1"
        )
    rising = all(first < second for first, second in zip([0.0, *fractions], fractions, strict=False))
    if not fractions or not rising or fractions[-1] != 1:
        raise InputError(
            "looks must rise from above 0 to 1, the final analysis.",
            code="trial.looks",
            field="looks",
            found=", ".join(str(each) for each in fractions) or "none",
            allowed="such as 0.5, 0.75, 1",
        )


def _boundary(still: _Still | None, fraction: float, alpha: float) -> float:
    """The boundary at which a trial that got here crosses with probability ``alpha``, both sides together."""
    if alpha < _LEAST:
        return _NEVER
    if still is None:
        return float(min(-ndtri(alpha / 2), _NEVER))
    if _crossing(still, fraction, _NEVER) >= alpha:
        return _NEVER
    return float(brentq(lambda bound: _crossing(still, fraction, bound) - alpha, 0.0, _NEVER, xtol=1e-10))


def _crossing(still: _Still, fraction: float, bound: float) -> float:
    edge, step = bound * math.sqrt(fraction), math.sqrt(fraction - still.information)
    outside = ndtr((still.points - edge) / step) + ndtr((-edge - still.points) / step)
    return float(outside @ still.weighted)


def _go_on(still: _Still | None, fraction: float, bound: float) -> _Still:
    edge = bound * math.sqrt(fraction)
    points = np.linspace(-edge, edge, _NODES)
    simpson = np.ones(_NODES)
    simpson[1:-1:2], simpson[2:-1:2] = 4, 2
    simpson *= (points[1] - points[0]) / 3
    if still is None:
        density = np.exp(-(points**2) / (2 * fraction)) / math.sqrt(2 * math.pi * fraction)
    else:
        step = math.sqrt(fraction - still.information)
        jump = np.exp(-(((points[:, None] - still.points[None, :]) / step) ** 2) / 2) / (step * math.sqrt(2 * math.pi))
        density = jump @ still.weighted
    return _Still(fraction, points, density * simpson)
