"""Counter-based random numbers: every draw has an address (seed, stream, patient, step) and no history.

Philox4x32-10: the key is the seed, the counter the address. A draw is the same whichever thread, chunk, worker or
machine asks for it, in whatever order.

Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (recalled); checked against the
known answers of Random123.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from haipdose_sim.cohort.compiling import compiled, inlined

_MASK: Final = np.uint64(0xFFFFFFFF)
_32: Final = np.uint64(32)
_11: Final = np.uint64(11)
_M0: Final = np.uint64(0xD2511F53)
_M1: Final = np.uint64(0xCD9E8D57)
_W0: Final = np.uint64(0x9E3779B9)
_W1: Final = np.uint64(0xBB67AE85)
_UNIT: Final = 2.0**-53
_TURN: Final = 2.0 * math.pi

RESERVOIR: Final = 1
COURSE: Final = 2
SURVIVAL: Final = 3
DATA_SET: Final = 4
ALLOCATION: Final = 6
"""Streams: what one part of a simulation draws never depends on what another part draws."""


@inlined
def philox(
    c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Four random 32-bit words (each in a uint64) for a counter of four words under a key of two."""
    for _ in range(10):
        p0 = _M0 * c0
        p1 = _M1 * c2
        c0 = (p1 >> _32) ^ c1 ^ k0
        c1 = p1 & _MASK
        c2 = (p0 >> _32) ^ c3 ^ k1
        c3 = p0 & _MASK
        k0 = (k0 + _W0) & _MASK
        k1 = (k1 + _W1) & _MASK
    return c0, c1, c2, c3


@compiled
def uniforms(seed: int, stream: int, patient: int, step: int) -> tuple[float, float]:
    """Two uniform numbers above 0 and below 1, 53 bits each; rounded to 1 itself once in 2^53."""
    key, who = np.uint64(seed), np.uint64(patient)
    x0, x1, x2, x3 = philox(
        who & _MASK, who >> _32, np.uint64(step) & _MASK, np.uint64(stream) & _MASK, key & _MASK, key >> _32
    )
    first = (float(((x0 << _32) | x1) >> _11) + 0.5) * _UNIT
    second = (float(((x2 << _32) | x3) >> _11) + 0.5) * _UNIT
    return first, second


@compiled
def normals(seed: int, stream: int, patient: int, step: int) -> tuple[float, float]:
    """Two independent standard normal numbers (Box and Muller) from the draw at this address."""
    first, second = uniforms(seed, stream, patient, step)
    radius = math.sqrt(-2.0 * math.log(first))
    return radius * math.cos(_TURN * second), radius * math.sin(_TURN * second)
