"""Survival against values that R's ``survival`` prints for its own data sets, and against statsmodels.

Printed values: ``survfit(Surv(time, status) ~ 1, data = lung)`` (events 165, median 310; with ``conf.type = "log-log"``
284 to 361; restricted mean with upper limit 1022 376.3, standard error 19.7), by sex 270 and 426;
``survdiff(Surv(time, status) ~ sex, data = lung)`` (N 138 and 90, observed 112 and 53, expected 91.6 and 73.4,
chi-square 10.3, p 0.001); ``coxph(Surv(time, status) ~ sex, data = lung)`` (coefficient -0.5310, exp 0.5880, 0.4237 to
0.816, p 0.00149); ``survdiff(Surv(futime, fustat) ~ rx, data = ovarian)`` (N 13 and 13, observed 7 and 5, expected 5.23
and 6.77, chi-square 1.1, p 0.3); ``coxph(Surv(futime, fustat) ~ rx, data = ovarian)`` (coefficient -0.5964, exp
0.5508, p 0.31). They are recalled from the package's documentation and vignettes; R is not run here.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from lifelines.datasets import load_lung
from published_survival import lung, ovarian, times
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight, survdiff

from haipdose.analysis.competing import cumulative_incidence
from haipdose.analysis.cox import hazard_ratio
from haipdose.analysis.kaplan_meier import kaplan_meier, restricted_mean
from haipdose.analysis.log_rank import log_rank, stratified_log_rank
from haipdose.analysis.proportions import fisher, share
from haipdose.analysis.times import Times

NOBODY = Times((), ())


def test_lung_median_and_band_as_r_prints() -> None:
    curve = kaplan_meier(lung())
    assert lung().count() == 165
    assert (curve.median.value, curve.median.lower, curve.median.upper) == (310, 284, 361)
    assert kaplan_meier(lung(1)).median.value == 270
    assert kaplan_meier(lung(2)).median.value == 426


def test_lung_restricted_mean_as_r_prints() -> None:
    mean = restricted_mean(lung(), 1022)
    assert mean.value == pytest.approx(376.3, abs=0.05)
    assert mean.upper is not None
    assert mean.value is not None
    assert (mean.upper - mean.value) / 1.959964 == pytest.approx(19.7, abs=0.05)


def test_lung_log_rank_as_r_prints() -> None:
    found = log_rank(lung(1), lung(2))
    assert (found.observed, round(found.expected, 1)) == (112, 91.6)
    assert found.chi_square == pytest.approx(10.3, abs=0.05)
    assert found.p == pytest.approx(0.0013, abs=0.00005)


def test_lung_cox_as_r_prints() -> None:
    found = hazard_ratio(lung(1), lung(2))
    assert found.failed is None
    assert math.log(found.ratio or 0) == pytest.approx(-0.5310, abs=0.0001)
    assert (found.lower, found.upper) == (pytest.approx(0.4237, abs=0.0001), pytest.approx(0.816, abs=0.0005))
    assert found.p == pytest.approx(0.00149, abs=0.00001)


def test_ovarian_as_r_prints() -> None:
    tested = log_rank(ovarian(1), ovarian(2))
    assert (len(ovarian(1)), len(ovarian(2)), tested.observed, round(tested.expected, 2)) == (13, 13, 7, 5.23)
    assert tested.chi_square == pytest.approx(1.1, abs=0.05)
    assert tested.p == pytest.approx(0.3, abs=0.05)
    fitted = hazard_ratio(ovarian(1), ovarian(2))
    assert math.log(fitted.ratio or 0) == pytest.approx(-0.5964, abs=0.0001)
    assert fitted.p == pytest.approx(0.31, abs=0.005)


@pytest.mark.parametrize("sex", [1, 2])
def test_curve_against_statsmodels(sex: int) -> None:
    group = lung(sex)
    theirs = SurvfuncRight(*group.arrays())
    ours = kaplan_meier(group)
    for day, survival in zip(theirs.surv_times, theirs.surv_prob, strict=True):
        assert ours.at(day).value == pytest.approx(survival, abs=1e-12)
    for day, count in zip(theirs.surv_times, theirs.n_risk, strict=True):
        assert ours.at_risk([day]) == (count,)
    lower, upper = theirs.quantile_ci(0.5, method="cloglog")
    assert (ours.median.value, ours.median.lower, ours.median.upper) == (theirs.quantile(0.5), lower, upper)


def test_stratified_log_rank_against_statsmodels() -> None:
    frame = load_lung().dropna(subset=["ph.ecog"])
    theirs = survdiff(frame.time, frame.status, frame.sex, strata=frame["ph.ecog"])
    strata = {
        str(level): tuple(times(part[part.sex == sex].time, part[part.sex == sex].status) for sex in (1, 2))
        for level, part in frame.groupby("ph.ecog")
    }
    ours = stratified_log_rank(strata)
    assert (ours.chi_square, ours.p) == (pytest.approx(theirs[0]), pytest.approx(theirs[1]))
    assert ours.strata == 4


def test_cox_against_statsmodels_with_and_without_strata() -> None:
    frame = load_lung().dropna(subset=["ph.ecog"]).sort_values("sex", kind="stable")
    for stratified in (False, True):
        strata = tuple(str(each) for each in frame["ph.ecog"]) if stratified else None
        theirs = PHReg(
            frame.time,
            frame[["sex"]],
            status=frame.status,
            ties="efron",
            strata=frame["ph.ecog"] if stratified else None,
        ).fit()
        men, women = frame[frame.sex == 1], frame[frame.sex == 2]
        ours = hazard_ratio(times(men.time, men.status), times(women.time, women.status), strata)
        assert math.log(ours.ratio or 0) == pytest.approx(theirs.params[0], abs=1e-5)
        assert ours.p == pytest.approx(theirs.pvalues[0], rel=1e-3)


def test_cumulative_incidence_against_statsmodels() -> None:
    chance = np.random.default_rng(20260101)
    days, ends = chance.integers(1, 60, 200).astype(float), chance.integers(0, 3, 200)
    theirs = CumIncidenceRight(days, ends)
    ours = cumulative_incidence(times(days, ends))
    by_day = dict(zip(ours.days, zip(ours.incidence, ours.variance, strict=True), strict=True))
    compared = 0
    for day, incidence, error in zip(theirs.times, theirs.cinc[0], theirs.cinc_se[0], strict=True):
        if day in by_day and not math.isnan(error):
            assert by_day[day] == (pytest.approx(incidence, abs=1e-12), pytest.approx(error**2, abs=1e-12))
            compared += 1
    assert compared > 50


def test_incidences_of_all_causes_and_survival_sum_to_one() -> None:
    ends = times([1, 2, 3, 4, 5, 6, 7], [1, 2, 0, 1, 3, 2, 0])
    total = sum(cumulative_incidence(ends, cause).at(6.5).value or 0 for cause in (1, 2, 3))
    assert total + (kaplan_meier(ends.any_cause()).at(6.5).value or 0) == pytest.approx(1)


def test_band_stays_between_nought_and_one_and_holds_the_incidence() -> None:
    found = cumulative_incidence(times([1, 2, 3, 4], [1, 1, 2, 1]))
    lower, upper = found.band()
    assert all(0 <= low <= value <= high <= 1 for low, value, high in zip(lower, found.incidence, upper, strict=True))
    assert found.at(9).value is None


def test_nobody_and_no_event_are_said_not_guessed() -> None:
    assert kaplan_meier(NOBODY).median.value is None
    assert kaplan_meier(NOBODY).at(1).value is None
    assert restricted_mean(NOBODY, 10).value is None
    assert cumulative_incidence(NOBODY).incidence == (0.0,)
    assert log_rank(NOBODY, NOBODY).p is None
    quiet = times([5, 6, 7], [0, 0, 0])
    assert kaplan_meier(quiet).median.value is None
    assert restricted_mean(quiet, 8).value is None
    assert log_rank(quiet, quiet).p is None
    assert "no event" in (hazard_ratio(quiet, lung(1)).failed or "")
    assert share(0, 0).value is None
    assert fisher(share(0, 0), share(1, 2)) is None


def test_a_separated_group_is_reported_not_estimated() -> None:
    early, late = times(range(1, 16), [1] * 15), times(range(101, 116), [1] * 15)
    found = hazard_ratio(early, late)
    assert found.ratio is None
    assert found.failed is not None
    assert "converge" in found.failed


def test_crossing_hazards_fail_the_check_of_proportionality() -> None:
    chance = np.random.default_rng(7)
    early, late = times(chance.weibull(0.5, 200) * 100, [1] * 200), times(chance.weibull(3, 200) * 100, [1] * 200)
    found = hazard_ratio(early, late)
    assert found.p_proportional is not None
    assert found.p_proportional < 0.001
    assert (hazard_ratio(lung(1), lung(2)).p_proportional or 0) > 0.05


def test_exact_interval_against_published_values() -> None:
    """Clopper and Pearson: 0 of 10 has the upper bound 1 - 0.025^(1/10); 5 of 10 is 0.187 to 0.813 in their tables."""
    none = share(0, 10)
    assert (none.lower, none.upper) == (0, pytest.approx(1 - 0.025**0.1))
    half = share(5, 10)
    assert (half.lower, half.upper) == (pytest.approx(0.1871, abs=1e-4), pytest.approx(0.8129, abs=1e-4))


def test_fisher_on_the_lady_tasting_tea() -> None:
    assert fisher(share(3, 4), share(1, 4)) == pytest.approx(0.4857, abs=1e-4)
