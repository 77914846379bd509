"""Log-rank, hazard ratio, medians, boundaries against other packages, recalled tables and the normal distribution."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import logrank_test
from scipy.stats import multivariate_normal

from haipdose.analysis.log_rank import log_rank as slow_log_rank
from haipdose.analysis.times import Times
from haipdose.errors import InputError
from haipdose_sim.cohort.trial.boundaries import boundaries, final_boundaries, spent
from haipdose_sim.cohort.trial.log_rank_kernel import log_hazard_ratio, log_rank
from haipdose_sim.cohort.trial.trial_kernel import median_of


def _sorted(seed: int, people: int, days: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Random times with many ties when ``days`` is small; the second group lives longer."""
    random = np.random.default_rng(seed)
    second = random.random(people) < 0.5
    times = random.integers(1, days, people) + second * random.integers(0, max(2, days // 3), people)
    died = random.random(people) < 0.7
    order = np.argsort(times, kind="stable")
    return times[order], died[order], second[order]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("people", "days"), [(40, 12), (306, 2000), (300, 40)])
def test_log_rank_is_that_of_lifelines_and_of_the_analysis(seed: int, people: int, days: int) -> None:
    times, died, second = _sorted(seed, people, days)
    difference, variance, deaths = log_rank(times, died, second, people)
    groups = [
        Times(tuple(times[second == flag].astype(float)), tuple(died[second == flag].astype(int)))
        for flag in (True, False)
    ]
    slow = slow_log_rank(*groups)
    assert deaths == died.sum()
    assert difference == pytest.approx(slow.observed - slow.expected, abs=1e-9)
    assert variance == pytest.approx(slow.variance, rel=1e-10)
    other = logrank_test(times[second], times[~second], died[second], died[~second])
    assert difference**2 / variance == pytest.approx(other.test_statistic, rel=1e-9)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("people", "days"), [(60, 15), (306, 2000)])
def test_hazard_ratio_is_that_of_lifelines(seed: int, people: int, days: int) -> None:
    times, died, second = _sorted(seed, people, days)
    ratio, error, there = log_hazard_ratio(times, died, second, people)
    frame = pd.DataFrame({"t": times, "e": died.astype(int), "x": second.astype(int)})
    row = CoxPHFitter().fit(frame, "t", "e").summary.loc["x"]
    assert there
    assert ratio == pytest.approx(row["coef"], abs=2e-5)
    assert error == pytest.approx(row["se(coef)"], rel=1e-4)


def test_only_the_places_in_use_are_read() -> None:
    times, died, second = _sorted(3, 100, 50)
    more = np.append(times, 10_000), np.append(died, True), np.append(second, True)
    assert log_rank(*more, 100) == log_rank(times, died, second, 100)
    assert log_hazard_ratio(*more, 100) == log_hazard_ratio(times, died, second, 100)


@pytest.mark.parametrize(
    ("days", "died", "second"),
    [
        ([1, 2, 3, 4], [True, True, True, True], [False, False, True, True]),
        ([1, 2, 3, 4], [True, True, False, False], [False, False, True, True]),
        ([1, 2, 3, 4], [False, False, False, False], [False, True, False, True]),
        ([1, 2, 3, 4], [True, True, True, True], [True, True, True, True]),
    ],
)
def test_what_cannot_be_estimated_is_said(days: list[int], died: list[bool], second: list[bool]) -> None:
    assert log_hazard_ratio(np.array(days), np.array(died), np.array(second), len(days))[2] is False


@pytest.mark.parametrize("seed", range(10))
def test_medians_are_those_of_lifelines(seed: int) -> None:
    times, died, second = _sorted(seed, 80, 30)
    for group, which in ((0, ~second), (1, second)):
        other = KaplanMeierFitter().fit(times[which], died[which]).median_survival_time_
        mine = median_of(times, died, second, 80, group)
        assert mine == (-1 if math.isinf(other) else other)


RECALLED = {
    1: (1.9600,),
    2: (2.9626, 1.9686),
    3: (3.7103, 2.5114, 1.9930),
    4: (4.3326, 2.9631, 2.3590, 2.0141),
    5: (4.8769, 3.3569, 2.6803, 2.2898, 2.0310),
}
"""Two-sided 5 %, equal looks, O'Brien-Fleming-like spending; recalled from what programs of the method print."""


@pytest.mark.parametrize("looks", RECALLED)
def test_boundaries_are_the_recalled_ones(looks: int) -> None:
    found = boundaries(0.05, [number / looks for number in range(1, looks + 1)])
    assert found == pytest.approx(RECALLED[looks], abs=1.5e-4)


@pytest.mark.parametrize(
    ("alpha", "fractions"), [(0.05, (0.5, 1.0)), (0.05, (0.3, 0.55, 1.0)), (0.2, (0.2, 0.4, 0.9, 1.0))]
)
def test_boundaries_spend_what_they_should_by_the_normal_distribution(
    alpha: float, fractions: tuple[float, ...]
) -> None:
    """Another way to the same probabilities: the joint distribution of the statistics, corr = sqrt(earlier / later)."""
    found = np.array(boundaries(alpha, fractions))
    for looks in range(1, len(fractions) + 1):
        t = np.array(fractions[:looks])
        correlation = np.sqrt(np.minimum.outer(t, t) / np.maximum.outer(t, t))
        joint = multivariate_normal(np.zeros(looks), correlation, maxpts=2_000_000, abseps=1e-7, releps=1e-7)
        inside = joint.cdf(found[:looks], lower_limit=-found[:looks])
        assert 1 - inside == pytest.approx(spent(alpha, fractions[looks - 1]), abs=2e-5)


def test_a_trial_that_ends_early_spends_all_that_is_left() -> None:
    table = final_boundaries(0.05, (0.5, 1.0), 200)
    assert table[1:100] == pytest.approx(1.959964, abs=1e-5)
    assert table[200] == pytest.approx(boundaries(0.05, (0.5, 1.0))[1], abs=1e-9)
    t = np.array([0.5, 0.8])
    joint = multivariate_normal([0, 0], np.sqrt(np.minimum.outer(t, t) / np.maximum.outer(t, t)))
    edge = np.array([boundaries(0.05, (0.5, 1.0))[0], table[160]])
    assert 1 - joint.cdf(edge, lower_limit=-edge) == pytest.approx(0.05, abs=1e-4)


def test_a_very_early_look_cannot_stop() -> None:
    assert boundaries(0.05, (0.01, 1.0))[0] == 9.0
    assert boundaries(0.05, (0.01, 1.0))[1] == pytest.approx(1.959964, abs=1e-5)


@pytest.mark.parametrize("looks", [(), (0.5,), (0.0, 1.0), (0.5, 0.5, 1.0), (0.6, 0.5, 1.0), (0.5, 1.2)])
def test_looks_that_cannot_be_are_refused(looks: tuple[float, ...]) -> None:
    with pytest.raises(InputError) as caught:
        boundaries(0.05, looks)
    assert caught.value.field == "looks"


@pytest.mark.parametrize("alpha", [0.0, 1.0, -0.1])
def test_alpha_that_cannot_be_is_refused(alpha: float) -> None:
    with pytest.raises(InputError) as caught:
        boundaries(alpha, (1.0,))
    assert caught.value.field == "alpha"
