"""The reservoir's risk: a slow decimal reservoir on the same draws, the linear-Gaussian case, any way of cutting up."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_draws import normal_pair, uniform_pair
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from haipdose.errors import InputError
from haipdose.pump.loader import load_profile
from haipdose_sim.cohort.proportions import proportion
from haipdose_sim.cohort.reservoir_kernel import reservoir_chunk
from haipdose_sim.cohort.reservoir_parameters import reservoir_parameters
from haipdose_sim.cohort.risk import Interval, RiskRequest, risk_of

PARAMETERS = reservoir_parameters()
FORTNIGHT = Interval(name="fill", volume_ml=Decimal(30), flow_ml_per_day=Decimal("1.3"), days=Decimal(14),
    concentration_mg_per_ml=Decimal(4))  # fmt: skip
LONG = Interval(name="rest", volume_ml=Decimal(30), flow_ml_per_day=Decimal("1.4"), days=Decimal(21))
REQUEST = RiskRequest(intervals=(FORTNIGHT, LONG), residual_ml=Decimal("0.5"))


def drawn(seed: int, life: int, step: int) -> tuple[float, float]:
    return uniform_pair(seed, 1, life, step)


def gauss(seed: int, life: int, step: int) -> tuple[Decimal, Decimal]:
    first, second = normal_pair(seed, 1, life, step)
    return Decimal(first), Decimal(second)


def slow_reservoir(seed: int, life: int) -> list[tuple[bool, bool, Decimal, Decimal]]:
    """One life in plain Python and decimals, straight from the description in docs/simulation.md."""
    v = {name: getattr(PARAMETERS.values, name).value for name in type(PARAMETERS.values).model_fields}
    pump, wander, told = gauss(seed, life, 0)[0], Decimal(0), []
    for number, interval in enumerate(REQUEST.intervals):
        at = 1 + 8 * number
        (walk, fill_error), back_error = gauss(seed, life, at), gauss(seed, life, at + 1)[0]
        (fever, altitude), (late, how_late) = drawn(seed, life, at + 2), drawn(seed, life, at + 3)
        wander += v["drift_sd_percent_30_days"] / 100 * (interval.days / 30).sqrt() * walk
        flow = max(interval.flow_ml_per_day * (1 + v["flow_sd_percent"] / 100 * pump + wander), Decimal(0))
        more = Decimal(0)
        if fever < 1 - math.exp(-float(v["fever_episodes_per_day"] * interval.days)):
            length, heat = drawn(seed, life, at + 4)
            low, high = v["fever_lowest_degrees"], v["fever_highest_degrees"]
            lasts = min(-v["fever_mean_days"] * Decimal(math.log(length)), interval.days)
            more += lasts * v["fever_flow_percent_per_degree"] / 100 * (low + (high - low) * Decimal(heat))
        if altitude < 1 - math.exp(-float(v["altitude_episodes_per_day"] * interval.days)):
            length, _ = drawn(seed, life, at + 5)
            lasts = min(-v["altitude_mean_days"] * Decimal(math.log(length)), interval.days)
            more += lasts * v["altitude_flow_percent"] / 100
        usable = max(interval.volume_ml + v["fill_sd_ml"] * fill_error - REQUEST.residual_ml, Decimal(0))
        days = interval.days
        dry = flow * (days + more) >= usable
        if late < v["late_visit_chance"]:
            days -= v["late_visit_mean_days"] * Decimal(math.log(how_late))
        wanted = flow * (days + more)
        given_ml = min(wanted, usable)
        told.append((dry, wanted >= usable, given_ml, usable - given_ml + v["return_sd_ml"] * back_error))
    return told


def test_a_slow_decimal_reservoir_on_the_same_draws_agrees() -> None:
    rows = np.array([[float(i.volume_ml), float(i.flow_ml_per_day), float(i.days)] for i in REQUEST.intervals])
    seen = set()
    for life in [*range(1500), 2**33 + 5]:
        counts, *_ = reservoir_chunk(11, life, life + 1, rows, PARAMETERS.numbers(REQUEST.residual_ml))
        for row, (dry, dry_late, given_ml, back) in zip(counts, slow_reservoir(11, life), strict=True):
            assert (row[0], row[1]) == (dry, dry_late)
            assert abs(row[2] / Decimal(10_000) - given_ml) < Decimal("0.000051")
            assert abs(row[4] / Decimal(10_000) - back) < Decimal("0.000051")
            seen.add((dry, dry_late))
    assert len(seen) == 3


def only(**named: str) -> Any:
    values = {name: getattr(PARAMETERS.values, name) for name in type(PARAMETERS.values).model_fields}
    kept = {n: s.model_copy(update={"value": Decimal(named.get(n, "0"))}) for n, s in values.items()}
    return PARAMETERS.model_copy(update={"values": PARAMETERS.values.model_copy(update=kept)})


def test_linear_gaussian_case_against_its_formula() -> None:
    parameters = only(flow_sd_percent="6", fill_sd_ml="0.4", return_sd_ml="0.3", drift_sd_percent_30_days="3")
    one = Interval(name="long", volume_ml=Decimal(30), flow_ml_per_day=Decimal("1.3"), days=Decimal(21))
    answer = risk_of(RiskRequest(intervals=(one,)), parameters, seed=3, draws=400_000, threads=2).intervals[0]
    used, spread = 1.3 * 21, 1.3 * 21 * math.hypot(0.06, 0.03 * math.sqrt(21 / 30))
    exact = stats.norm.sf(30 - used, scale=math.hypot(spread, 0.4))
    assert answer.dry_before_plan.lowest < exact < answer.dry_before_plan.highest
    short = RiskRequest(intervals=(one.model_copy(update={"days": Decimal(10)}),))
    calm = risk_of(short, parameters, seed=3, draws=400_000).intervals[0]
    spread = 13 * math.hypot(0.06, 0.03 * math.sqrt(10 / 30))
    assert calm.dry_before_visit.count == 0
    assert abs(calm.delivered_ml.mean - 13) < 4 * calm.delivered_ml.standard_error
    assert calm.delivered_ml.standard_deviation == pytest.approx(spread, rel=0.01)
    back = math.sqrt(spread**2 + 0.4**2 + 0.3**2)
    assert calm.returned_ml.standard_deviation == pytest.approx(back, rel=0.01)
    assert calm.returned_ml.lowest_95 == pytest.approx(17 - 1.959964 * back, abs=0.03)
    assert calm.returned_ml.highest_95 == pytest.approx(17 + 1.959964 * back, abs=0.03)


@pytest.mark.parametrize(("threads", "chunk"), [(1, 16_384), (2, 16_384), (2, 997), (3, 7919), (1, 60_000)])
def test_the_same_answer_however_the_work_is_cut(threads: int, chunk: int) -> None:
    assert risk_of(REQUEST, PARAMETERS, seed=5, draws=50_001, threads=threads, chunk=chunk) == risk_of(
        REQUEST, PARAMETERS, seed=5, draws=50_001
    )


def test_another_seed_is_another_answer() -> None:
    first = risk_of(REQUEST, PARAMETERS, seed=5, draws=2000)
    assert risk_of(REQUEST, PARAMETERS, seed=5 + 2**40, draws=2000).intervals != first.intervals
    assert first.intervals[0].delivered_mg is not None
    assert first.intervals[1].delivered_mg is None
    assert any("local" in words for words in first.to_confirm)
    assert "never replaces" in first.caution


def test_a_fixed_flow_has_no_spread() -> None:
    answer = risk_of(REQUEST, only(), seed=1, draws=100).intervals[0]
    assert answer.delivered_ml.mean == pytest.approx(18.2)
    assert answer.delivered_ml.standard_deviation == 0
    assert answer.delivered_percent.mean == pytest.approx(100)


@settings(max_examples=100, deadline=None)
@given(count=st.integers(0, 500), draws=st.integers(500, 5000))
def test_wilson_interval_is_that_of_statsmodels(count: int, draws: int) -> None:
    mine = proportion(count, draws)
    assert (mine.lowest, mine.highest) == pytest.approx(proportion_confint(count, draws, method="wilson"), abs=1e-12)


@pytest.mark.parametrize(("seed", "draws"), [(-1, 5), (2**63, 5), (1, 0), (1, 10_000_001)])
def test_runs_that_cannot_be_made(seed: int, draws: int) -> None:
    with pytest.raises(InputError):
        risk_of(REQUEST, PARAMETERS, seed=seed, draws=draws)


def test_a_profiles_accuracy_replaces_the_assumed_spread() -> None:
    assert PARAMETERS.with_profile(load_profile("intera-3000")) is PARAMETERS
    known = PARAMETERS.with_profile(load_profile("synchromed-ii-20")).values.flow_sd_percent
    assert known.value == Decimal("7.25")
    assert known.evidence.value != "published"
