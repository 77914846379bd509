"""The reservoir simulation in C (reservoir.c), compiled for this machine and called like the kernel."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.ctypeslib import ndpointer
from numpy.typing import NDArray

from haipdose_sim.cohort.reservoir_kernel import BINS, COUNTS

SOURCE = Path(__file__).with_name("reservoir.c")
FLAGS = ("-O3", "-march=native", "-fno-math-errno")
"""The last lets the compiler take several square roots at once; it changes no number."""
Reals = NDArray[np.float64]
Tallies = tuple[NDArray[Any], ...]
Chunk = Callable[[int, int, int, Reals, Reals], Tallies]


def compiler() -> str:
    """The C compiler: ``CC`` or gcc."""
    found = shutil.which(os.environ.get("CC", "gcc"))
    if found is None:
        raise SystemExit(
            "no C compiler: install gcc, or name another with CC=clang; without one there is nothing to compare with"
        )
    return found


def build(folder: Path, *flags: str) -> ctypes.CDLL:
    """Compile reservoir.c with ``FLAGS`` and more of them."""
    library = folder / f"reservoir{'_'.join(flags)}.so"
    command = [compiler(), *FLAGS, *flags, "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-lm"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {done.stderr.strip()[-400:]}")
    return ctypes.CDLL(str(library))


def chunk_of(library: ctypes.CDLL, name: str) -> Chunk:
    """A function of the library, called as ``reservoir_kernel.reservoir_chunk`` is."""
    function = getattr(library, name)
    reals, whole = ndpointer(np.float64, flags="C"), ndpointer(np.int64, flags="C")
    number = ctypes.c_int64
    function.argtypes = [ctypes.c_uint64, number, number, number, reals, reals, whole, whole, whole]
    function.restype = None

    def chunk(seed: int, first: int, last: int, intervals: Reals, parameters: Reals) -> Tallies:
        rows = intervals.shape[0]
        tallies = tuple(np.zeros((rows, columns), dtype=np.int64) for columns in (COUNTS, BINS, BINS))
        function(seed, first, last, rows, intervals, parameters, *tallies)
        return tallies

    return chunk
