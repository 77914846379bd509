"""Many possible lives of one reservoir: fills, flow, fever, altitude, late visits, measuring.

Everything that leaves a chunk is a whole number (counts, histograms, sums in units of 0.0001 mL), so adding chunks up
gives the same answer in whatever order and however they were cut.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.streams import RESERVOIR, normals, uniforms

PARAMETERS: Final = (
    "flow_sd", "drift_sd", "fever_rate", "fever_days", "fever_low", "fever_high", "fever_effect", "altitude_rate",
    "altitude_days", "altitude_effect", "fill_sd", "return_sd", "late_chance", "late_days", "residual",
)  # fmt: skip
"""What the kernel reads, in this order: relative standard deviation of the flow between pumps; of its drift in 30 days;
fever episodes a day, their mean days, lowest and highest degrees, relative effect a degree; altitude the same; mL; mL;
chance that a visit is late and by how many days on average; mL that never come out."""

BINS: Final = 8000
BIN_ML: Final = 0.01
LOWEST_ML: Final = -10.0
UNITS_PER_ML: Final = 10_000.0
COUNTS: Final = 6
"""Dry before the planned visit, dry before the visit that took place, delivered and its square, returned and its
square (units of 0.0001 mL)."""
STEPS: Final = 8
"""Addresses kept for one interval."""


@compiled
def simulate_reservoir(
    seed: int,
    first: int,
    last: int,
    intervals: NDArray[np.float64],
    parameters: NDArray[np.float64],
    counts: NDArray[np.int64],
    delivered_bins: NDArray[np.int64],
    returned_bins: NDArray[np.int64],
) -> None:
    """Add the lives ``first`` to ``last`` (not included) to the tallies.

    ``intervals``: a row of volume filled (mL), assumed flow (mL/day) and planned days each.
    """
    flow_sd, drift_sd = parameters[0], parameters[1]
    fever_rate, fever_days, fever_low, fever_high = parameters[2], parameters[3], parameters[4], parameters[5]
    fever_effect, altitude_rate, altitude_days = parameters[6], parameters[7], parameters[8]
    altitude_effect, fill_sd, return_sd = parameters[9], parameters[10], parameters[11]
    late_chance, late_days, residual = parameters[12], parameters[13], parameters[14]
    for life in range(first, last):
        pump, _ = normals(seed, RESERVOIR, life, 0)
        drift = 0.0
        for number in range(intervals.shape[0]):
            at = 1 + number * STEPS
            days = intervals[number, 2]
            walk, fill_error = normals(seed, RESERVOIR, life, at)
            return_error, _ = normals(seed, RESERVOIR, life, at + 1)
            fever, altitude = uniforms(seed, RESERVOIR, life, at + 2)
            late, how_late = uniforms(seed, RESERVOIR, life, at + 3)
            drift += drift_sd * math.sqrt(days / 30.0) * walk
            flow = max(intervals[number, 1] * (1.0 + flow_sd * pump + drift), 0.0)
            more = 0.0
            if fever < 1.0 - math.exp(-fever_rate * days):
                length, heat = uniforms(seed, RESERVOIR, life, at + 4)
                more += (
                    min(-fever_days * math.log(length), days)
                    * fever_effect
                    * (fever_low + (fever_high - fever_low) * heat)
                )
            if altitude < 1.0 - math.exp(-altitude_rate * days):
                length, _ = uniforms(seed, RESERVOIR, life, at + 5)
                more += min(-altitude_days * math.log(length), days) * altitude_effect
            usable = max(intervals[number, 0] + fill_sd * fill_error - residual, 0.0)
            if flow * (days + more) >= usable:
                counts[number, 0] += 1
            if late < late_chance:
                days -= late_days * math.log(how_late)
            wanted = flow * (days + more)
            if wanted >= usable:
                counts[number, 1] += 1
            delivered = min(wanted, usable)
            returned = usable - delivered + return_sd * return_error
            whole = np.int64(math.floor(delivered * UNITS_PER_ML + 0.5))
            counts[number, 2] += whole
            counts[number, 3] += whole * whole
            back = np.int64(math.floor(returned * UNITS_PER_ML + 0.5))
            counts[number, 4] += back
            counts[number, 5] += back * back
            place = int((delivered - LOWEST_ML) / BIN_ML)
            delivered_bins[number, min(max(place, 0), BINS - 1)] += 1
            place = int((returned - LOWEST_ML) / BIN_ML)
            returned_bins[number, min(max(place, 0), BINS - 1)] += 1


def reservoir_chunk(
    seed: int, first: int, last: int, intervals: NDArray[np.float64], parameters: NDArray[np.float64]
) -> tuple[NDArray[Any], ...]:
    """The tallies of the lives ``first`` to ``last``: counts, bins of delivered and of returned volume."""
    rows = intervals.shape[0]
    counts = np.zeros((rows, COUNTS), dtype=np.int64)
    delivered = np.zeros((rows, BINS), dtype=np.int64)
    returned = np.zeros((rows, BINS), dtype=np.int64)
    simulate_reservoir(seed, first, last, intervals, parameters, counts, delivered, returned)
    return counts, delivered, returned
