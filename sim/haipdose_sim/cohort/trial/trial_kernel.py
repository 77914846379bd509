"""One simulated trial after the other: allocation, accrual, looks, final analysis. Whole numbers leave the kernel."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.streams import ALLOCATION, uniforms
from haipdose_sim.cohort.trial.life_kernel import LATEST
from haipdose_sim.cohort.trial.log_rank_kernel import log_hazard_ratio, log_rank

ROW: Final = (
    "look", "decision", "deaths", "day", "z", "boundary", "log_hazard_ratio", "standard_error", "estimable",
    "randomised", "deaths_a", "deaths_b", "median_a", "median_b", "converted_a", "converted_b", "responded_a",
    "responded_b", "participants_a", "participants_b", "pfs_z", "pfs_events",
)  # fmt: skip
"""A trial's row. ``look``: the number of the analysis that ended it; ``decision``: 1 arm B lives longer, -1 arm A, 0
neither; ``day``: of the analysis, from the first day of accrual; ``z`` positive when B lives longer; real numbers in
millionths; medians in days, -1 when not reached."""

MILLION: Final = 1_000_000.0
CURVE_DAYS: Final = 30
CURVE_BINS: Final = 61
"""Survival curves in steps of 30 days to five years."""

BLOCK: Final = 4
_ORDERS: Final = np.array(
    [
        [False, False, True, True],
        [False, True, False, True],
        [False, True, True, False],
        [True, False, False, True],
        [True, False, True, False],
        [True, True, False, False],
    ]
)


@compiled
def allocate(seed: int, trial: int, arm_b: NDArray[np.bool_]) -> None:
    """Who is in arm B: blocks of four, each order of a block equally likely."""
    for first in range(0, arm_b.shape[0], BLOCK):
        drawn, _ = uniforms(seed, ALLOCATION, trial, first // BLOCK)
        order = min(int(drawn * 6.0), 5)
        for place in range(min(BLOCK, arm_b.shape[0] - first)):
            arm_b[first + place] = _ORDERS[order, place]


@compiled
def enter(
    seed: int, first: int, accrual_days: float, yearly: float, entry: NDArray[np.int64], left: NDArray[np.int64]
) -> None:
    """The day of randomisation and the day of dropping out, counted from it. Accrual is even; ``yearly`` a rate."""
    count = entry.shape[0]
    for row in range(count):
        when, luck = uniforms(seed, ALLOCATION, first + row, 1_000_000)
        entry[row] = int(accrual_days * (row + when) / count)
        away = -math.log(luck) / yearly * 365.25 if yearly > 0.0 else float(LATEST)
        left[row] = min(int(away) + 1, LATEST)


@compiled
def whole(value: float) -> int:
    """In millionths."""
    return int(math.floor(value * MILLION + 0.5))  # noqa: RUF046 (in compiled code a floor is real)


@compiled
def cut(
    day: int,
    ends: NDArray[np.int64],
    entry: NDArray[np.int64],
    left: NDArray[np.int64],
    follow_up: int,
    arm_b: NDArray[np.bool_],
    times: NDArray[np.int64],
    died: NDArray[np.bool_],
    second: NDArray[np.bool_],
) -> int:
    """The data at a calendar day, sorted by time; how many are randomised. ``ends``: the event from randomisation."""
    count = 0
    raw = np.empty(ends.shape[0], dtype=np.int64)
    who = np.empty(ends.shape[0], dtype=np.int64)
    for row in range(ends.shape[0]):
        if entry[row] <= day:
            last = min(left[row], follow_up, day - entry[row])
            raw[count] = min(ends[row], last)
            who[count] = row if ends[row] <= last else row + ends.shape[0]
            count += 1
    order = np.argsort(raw[:count], kind="mergesort")
    for place in range(count):
        row = who[order[place]]
        times[place] = raw[order[place]]
        died[place] = row < ends.shape[0]
        second[place] = arm_b[row % ends.shape[0]]
    return count


@compiled
def median_of(
    times: NDArray[np.int64], died: NDArray[np.bool_], second: NDArray[np.bool_], count: int, group: int
) -> int:
    """The median of a group (0 first, 1 second) by Kaplan and Meier, -1 when survival stays above a half."""
    at_risk = 0
    for place in range(count):
        at_risk += 1 if (1 if second[place] else 0) == group else 0
    alive = 1.0
    place = 0
    while place < count:
        day, gone, dead = times[place], 0, 0
        while place < count and times[place] == day:
            if (1 if second[place] else 0) == group:
                gone += 1
                dead += 1 if died[place] else 0
            place += 1
        if dead:
            alive *= 1.0 - dead / at_risk
            if alive <= 0.5 + 1e-12:
                return int(day)
        at_risk -= gone
    return -1


@compiled
def run_trial(
    life: NDArray[np.int64],
    arm_b: NDArray[np.bool_],
    entry: NDArray[np.int64],
    left: NDArray[np.int64],
    follow_up: int,
    calendar_limit: int,
    planned: NDArray[np.int64],
    bounds: NDArray[np.float64],
    final_bounds: NDArray[np.float64],
    row: NDArray[np.int64],
) -> None:
    """Analyse one trial and write its row.

    Args:
        life: rows of ``life_kernel.LIFE``.
        arm_b: who is in arm B.
        entry: day of randomisation, from the first day of accrual.
        left: day of dropping out, from randomisation.
        follow_up: days after randomisation at which follow-up ends.
        calendar_limit: day of the final analysis when the planned deaths have not happened.
        planned: deaths at each look, rising.
        bounds: boundary of |z| at each look.
        final_bounds: boundary of the final analysis by its number of deaths.
        row: of :data:`ROW`, written.
    """
    people = life.shape[0]
    deaths = np.ascontiguousarray(life[:, 0])
    happened = np.full(people, 10 * LATEST, dtype=np.int64)
    for who in range(people):
        if deaths[who] <= min(left[who], follow_up):
            happened[who] = entry[who] + deaths[who]
    happened.sort()
    times = np.empty(people, dtype=np.int64)
    died = np.empty(people, dtype=np.bool_)
    second = np.empty(people, dtype=np.bool_)
    for look in range(planned.shape[0]):
        day = happened[planned[look] - 1]
        final = look == planned.shape[0] - 1 or day >= calendar_limit
        day = min(day, calendar_limit)
        count = cut(day, deaths, entry, left, follow_up, arm_b, times, died, second)
        difference, variance, dead = log_rank(times, died, second, count)
        z = -difference / math.sqrt(variance) if variance > 0.0 else 0.0
        bound = final_bounds[min(dead, final_bounds.shape[0] - 1)] if final else bounds[look]
        if final or abs(z) >= bound:
            ratio, error, estimable = log_hazard_ratio(times, died, second, count)
            row[0], row[2], row[3], row[9] = look + 1, dead, day, count
            row[1] = 0 if abs(z) < bound else (1 if z > 0.0 else -1)
            row[4], row[5] = whole(z), whole(min(bound, 1000.0))
            row[6], row[7], row[8] = whole(ratio), whole(error), 1 if estimable else 0
            for place in range(count):
                row[11 if second[place] else 10] += 1 if died[place] else 0
            row[12] = median_of(times, died, second, count, 0)
            row[13] = median_of(times, died, second, count, 1)
            _others(life, arm_b, entry, left, follow_up, day, row, times, died, second)
            return


@compiled
def _others(
    life: NDArray[np.int64],
    arm_b: NDArray[np.bool_],
    entry: NDArray[np.int64],
    left: NDArray[np.int64],
    follow_up: int,
    day: int,
    row: NDArray[np.int64],
    times: NDArray[np.int64],
    died: NDArray[np.bool_],
    second: NDArray[np.bool_],
) -> None:
    """Conversion, response and progression-free survival at the analysis, of those who are randomised by then."""
    ends = np.empty(life.shape[0], dtype=np.int64)
    for who in range(life.shape[0]):
        ends[who] = life[who, 0] if life[who, 1] < 0 else min(life[who, 0], life[who, 1])
        if entry[who] > day:
            continue
        arm = 1 if arm_b[who] else 0
        row[18 + arm] += 1
        known = min(left[who], follow_up, day - entry[who])
        row[14 + arm] += 1 if 0 <= life[who, 3] <= known else 0
        row[16 + arm] += 1 if life[who, 5] == 3 else 0
    count = cut(day, ends, entry, left, follow_up, arm_b, times, died, second)
    difference, variance, events = log_rank(times, died, second, count)
    row[20] = whole(-difference / math.sqrt(variance)) if variance > 0.0 else 0
    row[21] = events


@compiled
def add_curves(life: NDArray[np.int64], arm_b: NDArray[np.bool_], curves: NDArray[np.int64]) -> None:
    """Count who is alive, and alive without progression, at each step; the last place is for those still there."""
    for who in range(life.shape[0]):
        arm = 1 if arm_b[who] else 0
        without = life[who, 0] if life[who, 1] < 0 else min(life[who, 0], life[who, 1])
        curves[0, arm, min((life[who, 0] - 1) // CURVE_DAYS, CURVE_BINS)] += 1
        curves[1, arm, min((without - 1) // CURVE_DAYS, CURVE_BINS)] += 1
