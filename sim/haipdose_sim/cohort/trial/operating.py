"""Thousands of simulated trials: error rates, power, stopping, duration, what the hazard ratio's estimate is worth.

Same seed, same answer: a patient's number is the trial's number times the participants plus the place, and every draw
has its address. What leaves a chunk are whole numbers that are added up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from haipdose.errors import InputError
from haipdose_sim.cohort.chunks import in_chunks
from haipdose_sim.cohort.risk import check_run
from haipdose_sim.cohort.trial.boundaries import boundaries, final_boundaries
from haipdose_sim.cohort.trial.exposure import Exposures
from haipdose_sim.cohort.trial.life_kernel import lives
from haipdose_sim.cohort.trial.log_rank_kernel import log_hazard_ratio
from haipdose_sim.cohort.trial.parameters import TrialParameters
from haipdose_sim.cohort.trial.scenario import Effects, pumped, scenario_numbers
from haipdose_sim.cohort.trial.trial_kernel import CURVE_BINS, ROW, add_curves, allocate, cut, enter, run_trial

Whole = NDArray[np.int64]

MOST_TRIALS: Final = 1_000_000
BLOCK: Final = 2048
"""Trials whose rows are held at once."""
CHUNK: Final = 8
TRUTH_PATIENTS: Final = 40_000
_TRUTH_FIRST: Final = 2**40
"""The patients that the true hazard ratio is taken from are none of the trials'."""


@dataclass(frozen=True, slots=True)
class TrialSetup:
    """Everything that a trial takes; it can be sent to a worker."""

    seed: int
    participants: int
    accrual_days: int
    calendar_limit: int
    follow_up: int
    drop_out_per_year: float
    planned: Whole
    bounds: NDArray[np.float64]
    final_bounds: NDArray[np.float64]
    effects: Effects
    numbers: NDArray[np.float64]
    exposures: Exposures


@dataclass(frozen=True, slots=True)
class Point:
    """The trials of one scenario: a row each, and the survival of all patients."""

    hazard_ratio: float
    rows: Whole
    curves: Whole
    true_hazard_ratio: float
    true_error: float


def trial_setup(
    parameters: TrialParameters, exposures: Exposures, *, seed: int, effects: Effects, hazard_ratio: float | None = None
) -> TrialSetup:
    """The design and scenario as the kernels take them.

    Raises:
        InputError: a hazard ratio that is none, or looks that fall on the same number of deaths.
    """
    d = parameters.design
    fractions = [float(each) for each in d.looks.value]
    planned = np.array([round(each * d.events.value) for each in fractions], dtype=np.int64)
    if planned[0] < 1 or np.any(np.diff(planned) < 1):
        raise InputError(
            "Two looks fall on the same number of deaths.", code="trial.looks", field="looks",
            found=", ".join(str(each) for each in planned), remedy="Plan fewer looks or more deaths.",
        )  # fmt: skip
    yearly = -math.log(1 - float(d.drop_out_percent_per_year.value) / 100)
    return TrialSetup(
        seed=seed,
        participants=d.participants.value,
        accrual_days=d.accrual_days.value,
        calendar_limit=d.accrual_days.value + d.further_days.value,
        follow_up=d.follow_up_days.value,
        drop_out_per_year=yearly,
        planned=planned,
        bounds=np.array(boundaries(float(d.alpha.value), fractions)),
        final_bounds=final_boundaries(float(d.alpha.value), fractions, d.events.value),
        effects=effects,
        numbers=scenario_numbers(parameters.numbers(), effects, hazard_ratio),
        exposures=exposures,
    )


def simulate_trials(
    setups: Sequence[tuple[float, TrialSetup]],
    *,
    trials: int,
    threads: int = 1,
    chunk: int = CHUNK,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Point]:
    """Run ``trials`` trials of each scenario, scenario by scenario.

    Args:
        setups: each with the hazard ratio that it was asked for.
        trials: of each scenario.
        threads: of this machine.
        chunk: trials in a chunk; the answer doesn't depend on it.
        scheduler: the address of a Dask scheduler instead of threads.
        progress: told how many trials are done, of how many in all.

    Raises:
        InputError: a number of trials or a seed that cannot be.
    """
    total = trials * len(setups)
    for number, (ratio, setup) in enumerate(setups):
        check_run(setup.seed, trials, MOST_TRIALS, "trials")
        rows: list[Whole] = []
        curves = np.zeros((2, 2, CURVE_BINS + 1), dtype=np.int64)
        for first in range(0, trials, BLOCK):
            before = number * trials + first
            size = min(BLOCK, trials - first)

            def told(done: int, _: int, before: int = before) -> None:
                if progress is not None:
                    progress(before + done, total)

            block, added = in_chunks(
                partial(trials_chunk, setup, first, size), size,
                size=chunk, threads=threads, scheduler=scheduler, progress=told,
            )  # fmt: skip
            rows.append(block)
            curves += added
        truth, error = true_hazard_ratio(setup)
        yield Point(ratio, np.concatenate(rows), curves, truth, error)


def trials_chunk(setup: TrialSetup, block: int, size: int, first: int, last: int) -> tuple[Whole, Whole]:
    """The rows of the trials ``first`` to ``last`` of the block that begins at trial ``block``, zeros elsewhere."""
    rows = np.zeros((size, len(ROW)), dtype=np.int64)
    curves = np.zeros((2, 2, CURVE_BINS + 1), dtype=np.int64)
    for place in range(first, last):
        people = block + place
        life, arm_b, entry, left = one_trial(setup, people)
        add_curves(life, arm_b, curves)
        run_trial(
            life, arm_b, entry, left, setup.follow_up, setup.calendar_limit, setup.planned, setup.bounds,
            setup.final_bounds, rows[place],
        )  # fmt: skip
    return rows, curves


def one_trial(setup: TrialSetup, trial: int) -> tuple[Whole, NDArray[np.bool_], Whole, Whole]:
    """The lives of one trial's patients, who is in arm B, the days of randomisation and of dropping out."""
    count = setup.participants
    arm_b = np.zeros(count, dtype=np.bool_)
    allocate(setup.seed, trial, arm_b)
    first = trial * count
    life, _ = lives(
        setup.seed, first, pumped(arm_b, setup.effects), setup.exposures.rows(setup.seed, first, arm_b), setup.numbers
    )
    entry, left = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    enter(setup.seed, first, float(setup.accrual_days), setup.drop_out_per_year, entry, left)
    return life, arm_b, entry, left


def true_hazard_ratio(setup: TrialSetup, patients: int = TRUTH_PATIENTS) -> tuple[float, float]:
    """The hazard ratio that a very large trial of this design would see, and the standard error of its logarithm.

    Where hazards are not proportional it is an average that depends on accrual and follow-up: those of the design are
    taken, its final analysis at the latest day. Without any effect it is 1.
    """
    if setup.effects is Effects.NONE:
        return 1.0, 0.0
    count = 2 * patients
    arm_b = np.arange(count) % 2 == 1
    exposure = setup.exposures.rows(setup.seed, _TRUTH_FIRST, arm_b)
    life, _ = lives(setup.seed, _TRUTH_FIRST, arm_b, exposure, setup.numbers)
    entry, left = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    enter(setup.seed, _TRUTH_FIRST, float(setup.accrual_days), setup.drop_out_per_year, entry, left)
    times, died, second = np.zeros(count, dtype=np.int64), np.zeros(count, bool), np.zeros(count, bool)
    ends = np.ascontiguousarray(life[:, 0])
    known = cut(setup.calendar_limit, ends, entry, left, setup.follow_up, arm_b, times, died, second)
    ratio, error, _ = log_hazard_ratio(times, died, second, known)
    return math.exp(ratio), error


def schoenfeld_power(hazard_ratio: float, deaths: float, alpha: float) -> float:
    """The power of the two-sided log-rank test, one to one, for arm B, by Schoenfeld's formula.

    Source: Schoenfeld, Biometrika 1981;68:316 (recalled).
    """
    return float(ndtr(-math.log(hazard_ratio) * math.sqrt(deaths / 4) - ndtri(1 - alpha / 2)))
