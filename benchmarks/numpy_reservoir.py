"""The reservoir simulation as one would write it in NumPy: whole arrays, NumPy's quickest generator with its state.

Other random numbers than the kernel's, so the answers agree within chance only, and they depend on how the work is cut.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.reservoir_kernel import BIN_ML, BINS, COUNTS, LOWEST_ML, PARAMETERS, UNITS_PER_ML

TOGETHER = 8192
"""Lives in an array: the quickest of 2,048 to 65,536."""
Reals = NDArray[np.float64]
Tallies = tuple[NDArray[Any], ...]


def numpy_chunk(seed: int, lives: int, intervals: Reals, parameters: Reals) -> Tallies:
    """The same tallies as ``reservoir_kernel.reservoir_chunk``."""
    rows = intervals.shape[0]
    tallies = tuple(np.zeros((rows, columns), dtype=np.int64) for columns in (COUNTS, BINS, BINS))
    draws = np.random.Generator(np.random.SFC64(seed))
    named = dict(zip(PARAMETERS, (float(each) for each in parameters), strict=True))
    for first in range(0, lives, TOGETHER):
        _together(draws, min(TOGETHER, lives - first), intervals, named, tallies)
    return tallies


def _together(draws: np.random.Generator, size: int, intervals: Reals, p: dict[str, float], tallies: Tallies) -> None:
    counts, delivered_bins, returned_bins = tallies
    pump, drift = draws.standard_normal(size), np.zeros(size)
    for number, (ml, assumed, days) in enumerate(intervals):
        walk, fill_error, return_error = draws.standard_normal((3, size))
        drift += p["drift_sd"] * np.sqrt(days / 30.0) * walk
        flow = np.maximum(assumed * (1.0 + p["flow_sd"] * pump + drift), 0.0)
        fever, altitude, late = draws.random((3, size))
        lasting = np.full(size, days)
        hot = np.flatnonzero(fever < 1.0 - np.exp(-p["fever_rate"] * days))
        degrees = draws.uniform(p["fever_low"], p["fever_high"], hot.size)
        lasting[hot] += np.minimum(draws.exponential(p["fever_days"], hot.size), days) * p["fever_effect"] * degrees
        high = np.flatnonzero(altitude < 1.0 - np.exp(-p["altitude_rate"] * days))
        lasting[high] += np.minimum(draws.exponential(p["altitude_days"], high.size), days) * p["altitude_effect"]
        usable = np.maximum(ml + p["fill_sd"] * fill_error - p["residual"], 0.0)
        counts[number, 0] += np.count_nonzero(flow * lasting >= usable)
        kept_waiting = np.flatnonzero(late < p["late_chance"])
        lasting[kept_waiting] += draws.exponential(p["late_days"], kept_waiting.size)
        wanted = flow * lasting
        counts[number, 1] += np.count_nonzero(wanted >= usable)
        delivered = np.minimum(wanted, usable)
        returned = usable - delivered + p["return_sd"] * return_error
        for column, bins, volumes in ((2, delivered_bins, delivered), (4, returned_bins, returned)):
            whole = np.floor(volumes * UNITS_PER_ML + 0.5).astype(np.int64)
            counts[number, column] += whole.sum()
            counts[number, column + 1] += (whole * whole).sum()
            places = np.clip(((volumes - LOWEST_ML) / BIN_ML).astype(np.int64), 0, BINS - 1)
            bins[number] += np.bincount(places, minlength=BINS)
