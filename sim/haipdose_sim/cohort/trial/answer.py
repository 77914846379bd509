"""The documents of ``haipdose simulate trial``: what thousands of trials came to, each number with its uncertainty."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from haipdose.evidence import Document
from haipdose_sim.cohort.proportions import Proportion, proportion
from haipdose_sim.cohort.trial.operating import Point, TrialSetup, schoenfeld_power
from haipdose_sim.cohort.trial.parameters import TrialParameters
from haipdose_sim.cohort.trial.trial_kernel import MILLION, ROW

Whole = NDArray[np.int64]
CAUTION: Final = (
    "Virtual patients under assumptions, most of them not measured. It helps to compare designs; it says nothing about "
    "what the pump does to anybody, and no dose rests on it."
)
_Z: Final = 1.959963984540054
_DOSES: Final = 4096


class Range(Document):
    """Over the trials: mean with its Monte Carlo standard error, 5th, 50th and 95th percentile."""

    mean: float
    standard_error: float
    low_5: float
    median: float
    high_95: float


class Estimate(Document):
    """The hazard ratio's estimate over the trials that have one.

    ``geometric_mean`` is that of the estimates; ``coverage``: how often the 95 % interval holds the true value.
    """

    trials: int
    geometric_mean: float
    low_2_5: float
    high_97_5: float
    mean_standard_error: float
    standard_deviation: float
    coverage: Proportion


class LookAnswer(Document):
    """One look: its planned deaths and boundary of |z|, and how many trials ended there, for which arm."""

    look: int
    planned_deaths: int
    boundary: float
    stopped: Proportion
    for_b: Proportion
    for_a: Proportion


class ArmAnswer(Document):
    """One arm, over the trials: median survival in days of those trials that reached it, conversion, response.

    ``floxuridine_percent``, ``systemic_percent``: delivered, of the plan, and ``biliary_sclerosis``: over 4,096
    patients.
    """

    arm: str
    participants: Range
    floxuridine_percent: Range
    systemic_percent: Range
    biliary_sclerosis: Proportion
    median_survival_days: Range | None
    medians_reached: Proportion
    converted: Proportion
    responded: Proportion


class PointAnswer(Document):
    """One scenario.

    ``hazard_ratio``: as set for arm B at the reference dose; ``doses``: in words.
    ``true_hazard_ratio``: what a very large trial sees, with
    the interval of its own simulation. ``for_b``: significant and B lives longer: the power, or under no effect half of
    the type-I error. ``significant``: either way. ``schoenfeld``: the formula's power at the planned deaths under the
    true hazard ratio, without looks.
    """

    hazard_ratio: float
    doses: str
    true_hazard_ratio: float
    true_lowest: float
    true_highest: float
    trials: int
    for_b: Proportion
    for_a: Proportion
    significant: Proportion
    schoenfeld: float
    looks: tuple[LookAnswer, ...]
    deaths: Range
    days: Range
    randomised: Range
    estimate: Estimate | None
    arms: tuple[ArmAnswer, ...]
    pfs_for_b: Proportion


class PairAnswer(Document):
    """Two dose rules on the same trials at one hazard ratio: trials that only one of them wins for arm B.

    ``difference_percent``: the second's power less the first's, with its 95 % interval of the simulation. The patients
    and their luck are the same, so it is far surer than the two powers.
    """

    hazard_ratio: float
    first: str
    second: str
    only_first: Proportion
    only_second: Proportion
    difference_percent: float
    lowest_percent: float
    highest_percent: float


class TrialAnswer(Document):
    """The answer of ``haipdose simulate trial`` with everything that it takes to get it again."""

    parameters: str
    effects: str
    seed: int
    trials: int
    participants: int
    alpha: float
    points: tuple[PointAnswer, ...]
    pairs: tuple[PairAnswer, ...]
    to_confirm: tuple[str, ...]
    caution: str = CAUTION


def trial_answer(
    parameters: TrialParameters, points: Sequence[tuple[TrialSetup, Point]], to_confirm: Sequence[str] = ()
) -> TrialAnswer:
    """Everything that is said of the trials; ``to_confirm``: of the courses, beside the trial's own values."""
    setup = points[0][0]
    alpha = float(parameters.design.alpha.value)
    return TrialAnswer(
        parameters=parameters.id,
        effects=setup.effects.value,
        seed=setup.seed,
        trials=len(points[0][1].rows),
        participants=setup.participants,
        alpha=alpha,
        points=tuple(_point(setup, point, alpha) for setup, point in points),
        pairs=tuple(_pairs(points)),
        to_confirm=(*parameters.to_confirm(), *to_confirm),
    )


def _pairs(points: Sequence[tuple[TrialSetup, Point]]) -> Iterator[PairAnswer]:
    """Every set of doses against the first one, at the same hazard ratio."""
    for number, (setup, point) in enumerate(points):
        base = next((one for one in points[:number] if one[1].hazard_ratio == point.hazard_ratio), None)
        if base is None:
            continue
        mine, other = (rows[:, ROW.index("decision")] == 1 for rows in (point.rows, base[1].rows))
        trials = len(mine)
        more, fewer = int((mine & ~other).sum()), int((other & ~mine).sum())
        difference = (more - fewer) / trials
        half = _Z * math.sqrt(max(0.0, (more + fewer) / trials - difference**2) / trials)
        yield PairAnswer(
            hazard_ratio=point.hazard_ratio,
            first=base[0].exposures.words,
            second=setup.exposures.words,
            only_first=proportion(fewer, trials),
            only_second=proportion(more, trials),
            difference_percent=100 * difference,
            lowest_percent=100 * (difference - half),
            highest_percent=100 * (difference + half),
        )


def _point(setup: TrialSetup, point: Point, alpha: float) -> PointAnswer:
    column = dict(zip(ROW, point.rows.T, strict=True))
    trials = len(point.rows)
    decision = column["decision"]

    def share(which: NDArray[np.bool_]) -> Proportion:
        return proportion(int(which.sum()), trials)

    half = _Z * point.true_error
    return PointAnswer(
        hazard_ratio=point.hazard_ratio,
        doses=setup.exposures.words,
        true_hazard_ratio=point.true_hazard_ratio,
        true_lowest=point.true_hazard_ratio * math.exp(-half),
        true_highest=point.true_hazard_ratio * math.exp(half),
        trials=trials,
        for_b=share(decision == 1),
        for_a=share(decision == -1),
        significant=share(decision != 0),
        schoenfeld=schoenfeld_power(point.true_hazard_ratio, float(setup.planned[-1]), alpha),
        looks=tuple(
            LookAnswer(
                look=number,
                planned_deaths=int(planned),
                boundary=float(bound),
                stopped=share(column["look"] == number),
                for_b=share((column["look"] == number) & (decision == 1)),
                for_a=share((column["look"] == number) & (decision == -1)),
            )
            for number, (planned, bound) in enumerate(zip(setup.planned, setup.bounds, strict=True), start=1)
        ),
        deaths=_range(column["deaths"]),
        days=_range(column["day"]),
        randomised=_range(column["randomised"]),
        estimate=_estimate(column, point.true_hazard_ratio),
        arms=tuple(_arm(column, name, trials, _doses(setup, arm_b=name == "b")) for name in ("a", "b")),
        pfs_for_b=share(column["pfs_z"] / MILLION >= -ndtri(alpha / 2)),
    )


def _doses(setup: TrialSetup, *, arm_b: bool) -> NDArray[np.float64]:
    """Rows of what is delivered in an arm."""
    return setup.exposures.rows(setup.seed, 0, np.full(_DOSES, arm_b))


def _arm(column: dict[str, Whole], name: str, trials: int, doses: NDArray[np.float64]) -> ArmAnswer:
    medians = column[f"median_{name}"]
    reached = medians[medians >= 0]
    people = int(column[f"participants_{name}"].sum())
    return ArmAnswer(
        arm=name.upper(),
        participants=_range(column[f"participants_{name}"]),
        floxuridine_percent=_range(doses[:, 0] * 100),
        systemic_percent=_range(doses[:, 1] * 100),
        biliary_sclerosis=proportion(int(doses[:, 2].sum()), _DOSES),
        median_survival_days=_range(reached) if len(reached) else None,
        medians_reached=proportion(len(reached), trials),
        converted=proportion(int(column[f"converted_{name}"].sum()), people),
        responded=proportion(int(column[f"responded_{name}"].sum()), people),
    )


def _range(values: NDArray[Any]) -> Range:
    low, middle, high = np.percentile(values, [5, 50, 95])
    return Range(
        mean=float(values.mean()),
        standard_error=float(values.std() / math.sqrt(len(values))),
        low_5=float(low),
        median=float(middle),
        high_95=float(high),
    )


def _estimate(column: dict[str, Whole], truth: float) -> Estimate | None:
    there = column["estimable"] == 1
    if not there.any():
        return None
    ratios = column["log_hazard_ratio"][there] / MILLION
    errors = column["standard_error"][there] / MILLION
    low, high = np.percentile(ratios, [2.5, 97.5])
    held = np.abs(ratios - math.log(truth)) <= _Z * errors
    return Estimate(
        trials=len(ratios),
        geometric_mean=math.exp(float(ratios.mean())),
        low_2_5=math.exp(float(low)),
        high_97_5=math.exp(float(high)),
        mean_standard_error=float(errors.mean()),
        standard_deviation=float(ratios.std()),
        coverage=proportion(int(held.sum()), len(ratios)),
    )
