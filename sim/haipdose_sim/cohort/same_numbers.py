"""What must be equal on every machine of a cluster for the answer to be equal to the last count.

Code and libraries are compared by name and content. The mathematics library of the machine is compared by what it does:
logarithm, exponential, sine and cosine of fixed draws, bit for bit.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haipdose.version import __version__
from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.streams import RESERVOIR, normals, uniforms

_DRAWS: Final = 4096


@cache
def fingerprint() -> str:
    """Digest of haipdose's version, of the code of the simulations and of what this machine computes with it."""
    found = hashlib.sha256(__version__.encode())
    for content in _code(files(__package__)):
        found.update(content)
    probe = np.empty((_DRAWS, 4), dtype=np.float64)
    _fill(probe)
    found.update(probe.tobytes())
    return found.hexdigest()


def _code(folder: Traversable) -> Iterator[bytes]:
    """The code in a folder and below it, in the order of names."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            yield from _code(entry)
        elif entry.name.endswith(".py"):
            yield entry.read_bytes()


@compiled
def _fill(probe: NDArray[np.float64]) -> None:
    for life in range(probe.shape[0]):
        probe[life, 0], probe[life, 1] = normals(2026, RESERVOIR, life, 0)
        first, second = uniforms(2026, RESERVOIR, life, 1)
        probe[life, 2] = -math.log(first)
        probe[life, 3] = 1.0 - math.exp(-second)
