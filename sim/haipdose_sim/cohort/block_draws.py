"""The draws of many patients in a row at one step: those of :mod:`haipdose_sim.cohort.streams`, several at a time.

Each number is a plain loop over patients without a branch, which the compiler turns into instructions that take four
patients at once. A patient's draw does not depend on the block that it is made in.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.plain_maths import cosine_and_sine, natural_log, real
from haipdose_sim.cohort.streams import philox

Reals = NDArray[np.float64]

_MASK: Final = np.uint64(0xFFFFFFFF)
_32: Final = np.uint64(32)
_11: Final = np.uint64(11)
_2_21: Final = 2.0**21
_UNIT: Final = 2.0**-53


@compiled
def uniform_block(seed: int, stream: int, first: int, step: int, one: Reals, other: Reals) -> None:
    """Fill ``one`` and ``other`` with the two uniform numbers of the patients from ``first`` on, bit for bit."""
    key, low, high = np.uint64(seed), np.uint64(step) & _MASK, np.uint64(stream) & _MASK
    for place in range(one.shape[0]):
        who = np.uint64(first) + np.uint64(place)
        x0, x1, x2, x3 = philox(who & _MASK, who >> _32, low, high, key & _MASK, key >> _32)
        one[place] = (real(x0) * _2_21 + real(x1 >> _11) + 0.5) * _UNIT
        other[place] = (real(x2) * _2_21 + real(x3 >> _11) + 0.5) * _UNIT


@compiled
def normal_block(seed: int, stream: int, first: int, step: int, one: Reals, other: Reals) -> None:
    """Fill ``one`` and ``other`` with the two standard normal numbers of the patients from ``first`` on.

    They differ from those of ``streams.normals`` by the last bits of a logarithm and a cosine: less than 1e-14.
    """
    uniform_block(seed, stream, first, step, one, other)
    for place in range(one.shape[0]):
        radius = math.sqrt(-2.0 * natural_log(one[place]))
        cosine, sine = cosine_and_sine(other[place])
        one[place], other[place] = radius * cosine, radius * sine
