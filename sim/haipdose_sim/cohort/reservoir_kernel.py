"""Many possible lives of one reservoir: fills, flow, fever, altitude, late visits, measuring.

Everything that leaves a chunk is a whole number (counts, histograms, sums in units of 0.0001 mL), so adding chunks up
gives the same answer in whatever order and however they were cut.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.block_draws import normal_block, uniform_block
from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.streams import RESERVOIR, uniforms

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
BLOCK: Final = 256
"""Lives that are taken through an interval together: their numbers stay in the processor's nearest memory."""

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]


@compiled
def simulate_reservoir(
    seed: int,
    first: int,
    last: int,
    intervals: Reals,
    parameters: Reals,
    counts: Whole,
    delivered_bins: Whole,
    returned_bins: Whole,
) -> None:
    """Add the lives ``first`` to ``last`` (not included) to the tallies.

    ``intervals``: a row of volume filled (mL), assumed flow (mL/day) and planned days each.
    """
    flow_sd, return_sd = parameters[0], parameters[11]
    pumps, drifts, spare = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    flows, usable = np.empty(BLOCK), np.empty(BLOCK)
    fevers, altitudes, late, how_late = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    for begin in range(first, last, BLOCK):
        size = min(BLOCK, last - begin)
        normal_block(seed, RESERVOIR, begin, 0, pumps[:size], spare[:size])
        drifts[:] = 0.0
        for number in range(intervals.shape[0]):
            at = 1 + number * STEPS
            ml, flow, days = intervals[number, 0], intervals[number, 1], intervals[number, 2]
            normal_block(seed, RESERVOIR, begin, at, flows[:size], usable[:size])
            wander = parameters[1] * math.sqrt(days / 30.0)
            for life in range(size):
                drifts[life] += wander * flows[life]
                flows[life] = max(flow * (1.0 + flow_sd * pumps[life] + drifts[life]), 0.0)
                usable[life] = max(ml + parameters[10] * usable[life] - parameters[14], 0.0)
            uniform_block(seed, RESERVOIR, begin, at + 2, fevers[:size], altitudes[:size])
            uniform_block(seed, RESERVOIR, begin, at + 3, late[:size], how_late[:size])
            live_interval(
                seed, begin, at, days, parameters, fevers[:size], altitudes[:size], late[:size], how_late[:size],
                flows[:size], usable[:size], counts[number],
            )  # fmt: skip
            delivered, returned, errors = flows[:size], usable[:size], late[:size]
            normal_block(seed, RESERVOIR, begin, at + 1, errors, how_late[:size])
            for life in range(size):
                returned[life] = returned[life] - delivered[life] + return_sd * errors[life]
            tally(delivered, counts[number, 2:4], delivered_bins[number])
            tally(returned, counts[number, 4:6], returned_bins[number])


@compiled
def live_interval(
    seed: int,
    begin: int,
    at: int,
    days: float,
    parameters: Reals,
    fevers: Reals,
    altitudes: Reals,
    late: Reals,
    how_late: Reals,
    flows: Reals,
    usable: Reals,
    counts: Whole,
) -> None:
    """What an interval does to each life of a block: ``flows`` (mL/day) become volumes delivered (mL)."""
    fever_days, fever_low, fever_high, fever_effect = parameters[3], parameters[4], parameters[5], parameters[6]
    altitude_days, altitude_effect = parameters[8], parameters[9]
    late_chance, late_days = parameters[12], parameters[13]
    feverish, high = 1.0 - math.exp(-parameters[2] * days), 1.0 - math.exp(-parameters[7] * days)
    dry, dry_late = 0, 0
    for life in range(flows.shape[0]):
        more = 0.0
        if fevers[life] < feverish:
            length, heat = uniforms(seed, RESERVOIR, begin + life, at + 4)
            more += (
                min(-fever_days * math.log(length), days) * fever_effect * (fever_low + (fever_high - fever_low) * heat)
            )
        if altitudes[life] < high:
            length, _ = uniforms(seed, RESERVOIR, begin + life, at + 5)
            more += min(-altitude_days * math.log(length), days) * altitude_effect
        dry += flows[life] * (days + more) >= usable[life]
        lasting = days
        if late[life] < late_chance:
            lasting -= late_days * math.log(how_late[life])
        wanted = flows[life] * (lasting + more)
        dry_late += wanted >= usable[life]
        flows[life] = min(wanted, usable[life])
    counts[0] += dry
    counts[1] += dry_late


@compiled
def tally(volumes: Reals, sums: Whole, bins: Whole) -> None:
    """Add volumes (mL) to a sum, a sum of squares (units of 0.0001 mL) and a histogram."""
    total, squares = np.int64(0), np.int64(0)
    for life in range(volumes.shape[0]):
        whole = np.int64(math.floor(volumes[life] * UNITS_PER_ML + 0.5))
        total += whole
        squares += whole * whole
        place = int((volumes[life] - LOWEST_ML) / BIN_ML)
        bins[min(max(place, 0), BINS - 1)] += 1
    sums[0] += total
    sums[1] += squares


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
