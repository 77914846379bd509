"""How sure a simulated probability is."""

from __future__ import annotations

import math

from haipdose.evidence import Document

_Z = 1.959963984540054


class Proportion(Document):
    """``count`` of ``draws`` with the Wilson interval (95 %) of Monte Carlo error alone."""

    count: int
    draws: int
    probability: float
    lowest: float
    highest: float


def proportion(count: int, draws: int) -> Proportion:
    """The proportion with its Wilson score interval.

    Source: Wilson 1927 (recalled); checked against statsmodels.
    """
    share = count / draws
    centre = (share + _Z * _Z / (2 * draws)) / (1 + _Z * _Z / draws)
    half = _Z / (1 + _Z * _Z / draws) * math.sqrt(share * (1 - share) / draws + _Z * _Z / (4 * draws * draws))
    return Proportion(
        count=count, draws=draws, probability=share, lowest=max(0.0, centre - half), highest=min(1.0, centre + half)
    )
