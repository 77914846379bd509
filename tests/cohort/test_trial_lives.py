"""Virtual patients: a slow life in plain Python on the same draws, and the distributions that formulas know."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from scipy import stats

from haipdose_sim.cohort.streams import SURVIVAL, normals, uniforms
from haipdose_sim.cohort.trial.exposure import Stated
from haipdose_sim.cohort.trial.life_kernel import EXPOSURE, LIFE, PARAMETERS, lives
from haipdose_sim.cohort.trial.parameters import trial_parameters
from haipdose_sim.cohort.trial.scenario import Effects, scenario_numbers

PACKAGED = trial_parameters()
SEED = 41


def values() -> dict[str, float]:
    """The parameters by name, without the kernel's order."""
    return {name.split(".")[1]: value.value for name, value in PACKAGED.each() if not isinstance(value.value, tuple)}


def slow_life(patient: int, exposure: tuple[float, float, float], *, pump: bool) -> dict[str, Any]:
    """One life, straight from docs/trial-simulation.md: scan by scan, dictionaries and no arrays."""
    v = {name: float(value) for name, value in values().items()}
    z0, z1 = normals(SEED, SURVIVAL, patient, 0)
    z2, z3 = normals(SEED, SURVIVAL, patient, 1)
    u = [number for step in (2, 3, 4, 5) for number in uniforms(SEED, SURVIVAL, patient, step)]
    w = v["frailty_sd"] * z0
    unfavourable = u[0] < v["unfavourable_percent"] / 100
    kill = v["shrinkage_per_day"] * math.exp(
        v["shrinkage_sd"] * z1 + v["log_shrinkage_per_systemic"] * (exposure[1] - v["reference_systemic_percent"] / 100)
    )
    growth = v["growth_per_day"] * math.exp(v["growth_sd"] * z2 + v["frailty_on_growth"] * w)
    liver = v["new_in_liver_per_year"] / 365.25 * math.exp(v["frailty_on_new"] * w)
    outside = v["new_outside_per_year"] / 365.25 * math.exp(v["frailty_on_new"] * w)
    eta, start = w, v["start_a_days"]
    if pump:
        above = exposure[0] - v["reference_intensity_percent"] / 100
        eta += math.log(v["hazard_ratio"]) - v["log_hazard_per_intensity"] * above
        eta += exposure[2] * math.log(v["sclerosis_hazard_ratio"])
        kill *= v["shrinkage_ratio"] * math.exp(v["log_shrinkage_per_intensity"] * above)
        liver *= v["new_in_liver_ratio"]
        start = v["pump_surgery_days"] + v["surgery_to_start_days"]
    first_liver, first_outside = -math.log(u[2]) / liver, -math.log(u[3]) / outside
    recurrence = v["recurrence_per_year"] / 365.25 * math.exp(v["frailty_on_new"] * w)
    median = v["median_unfavourable_days" if unfavourable else "median_favourable_days"] * v["baseline_scale"]

    def hazard_until(day: float) -> float:
        return math.log(2) * (day / median) ** v["shape"] * math.exp(eta)

    def day_at(hazard: float) -> float:
        return median * (hazard / math.exp(eta) / math.log(2)) ** (1 / v["shape"])

    needed = -math.log(u[1])
    death = day_at(needed)
    total = v["baseline_sum_mm"] * math.exp(v["baseline_sum_sd"] * z3)
    found = {"surgery_day": -1, "complete": 0, "progression_day": -1, "progression_site": 0, "best_response": 0}
    scans, day = [], 0
    while day < 60_000:
        day += int(v["scan_days"] if day < v["late_from_day"] else v["late_scan_days"])
        scans.append(day)
    smallest = 1.0
    for day in scans:
        if day >= death:
            break
        if found["complete"] and day > found["surgery_day"]:
            recurs = found["surgery_day"] - math.log(u[6]) / recurrence
            if recurs <= day:
                site = 1 if u[7] < v["recurrence_in_liver_percent"] / 100 else 2
                found |= {"progression_day": day, "progression_site": site}
                break
            continue
        size = math.exp(growth * day) - 1 + math.exp(-kill * max(0.0, day - start))
        worse = size >= smallest * (1 + v["progression_percent"] / 100) and (
            (size - smallest) * total >= v["progression_mm"]
        )
        site = (worse or first_liver <= day) + 2 * (first_outside <= day)
        if site:
            found |= {"progression_day": day, "progression_site": int(site)}
            found["best_response"] = max(found["best_response"], 1)
            break
        smallest = min(smallest, size)
        partial = size <= 1 - v["response_percent"] / 100
        if day <= v["panel_last_day"]:
            found["best_response"] = max(found["best_response"], 3 if partial else 2)
        judged = v["panel_first_day"] <= day <= v["panel_last_day"] and found["surgery_day"] < 0
        shrunk = size <= 1 - v["resectable_shrinkage_percent"] / 100
        operation = day + v["surgery_delay_days"]
        if judged and shrunk and u[4] < v["resectable_percent"] / 100 and operation < death:
            found["surgery_day"] = int(operation)
            if u[5] < v["complete_percent"] / 100:
                found["complete"] = 1
                lived = hazard_until(operation)
                death = day_at(lived + (needed - lived) / v["conversion_hazard_ratio"])
    return {**found, "death_day": math.floor(death) + 1, "unfavourable": int(unfavourable)}


@pytest.mark.parametrize("pump", [False, True])
def test_a_slow_life_on_the_same_draws_is_the_same(pump: bool) -> None:
    first, count = 2**35 + 17, 1500
    random = np.random.default_rng(5)
    exposure = np.column_stack([random.random(count), random.random(count), random.random(count) < 0.1]).astype(float)
    assert exposure.shape[1] == len(EXPOSURE)
    found, tumour = lives(SEED, first, np.full(count, pump), exposure, PACKAGED.numbers())
    seen: set[tuple[int, ...]] = set()
    for row in range(count):
        slow = slow_life(first + row, tuple(exposure[row]), pump=pump)
        assert dict(zip(LIFE, found[row].tolist(), strict=True)) == slow, row
        seen.add((slow["progression_site"], slow["complete"], slow["best_response"]))
    assert len(seen) > 10
    assert np.all(tumour[:, 0] > 0)


def test_a_patient_is_the_same_in_any_company() -> None:
    exposure = Stated(0.74, 0.97).rows(1, 0, np.full(50, True))
    all_of_them, _ = lives(1, 100, np.full(50, True), exposure, PACKAGED.numbers())
    one, _ = lives(1, 130, np.full(1, True), exposure[:1], PACKAGED.numbers())
    assert one[0].tolist() == all_of_them[30].tolist()


def test_deaths_under_proportional_hazards_follow_the_weibull_distribution() -> None:
    numbers = scenario_numbers(PACKAGED.numbers(), Effects.PROPORTIONAL, 0.6)
    count, shape = 40_000, float(PACKAGED.survival.shape.value)
    share = float(PACKAGED.survival.unfavourable_percent.value) / 100
    medians = (
        float(PACKAGED.survival.median_favourable_days.value),
        float(PACKAGED.survival.median_unfavourable_days.value),
    )
    median = medians[0] ** (1 - share) * medians[1] ** share * float(PACKAGED.survival.baseline_scale.value)
    for pump, ratio in ((False, 1.0), (True, 0.6)):
        found, _ = lives(2, 0, np.full(count, pump), Stated(0.74, 0.97).rows(2, 0, np.full(count, pump)), numbers)
        scale = median / math.log(2) ** (1 / shape) * ratio ** (-1 / shape)
        days = found[:, 0] - 0.5  # whole days are rounded up
        assert stats.kstest(days, stats.weibull_min(shape, scale=scale).cdf).pvalue > 1e-3


def test_arm_a_lives_as_long_as_the_published_arms() -> None:
    """The calibration that the parameters claim: medians of CAIRO5's groups 1 and 3, and its progression-free time."""
    count = 60_000
    found, _ = lives(
        3, 0, np.full(count, False), Stated(0.0, 0.97).rows(3, 0, np.full(count, False)), PACKAGED.numbers()
    )
    death, progressed, unfavourable = found[:, 0], found[:, 1], found[:, 6] == 1
    assert np.median(death[unfavourable]) == pytest.approx(718, rel=0.03)
    assert np.median(death[~unfavourable]) == pytest.approx(1214, rel=0.03)
    free = np.where(progressed >= 0, progressed, death)
    assert 9.0 - 0.5 < np.median(free[unfavourable]) / 30.4375 < 10.6 + 0.5
    assert unfavourable.mean() == pytest.approx(0.55, abs=0.01)


def test_more_floxuridine_helps_only_where_it_should() -> None:
    count = 20_000
    flags = np.full(count, True)
    base = PACKAGED.numbers()
    little, _ = lives(4, 0, flags, Stated(0.2, 0.8).rows(4, 0, flags), base)
    much, _ = lives(4, 0, flags, Stated(1.0, 0.8).rows(4, 0, flags), base)
    assert np.median(much[:, 0]) > np.median(little[:, 0]) * 1.1
    assert (much[:, 5] == 3).mean() > (little[:, 5] == 3).mean() + 0.05
    for effects in (Effects.PROPORTIONAL, Effects.NONE):
        numbers = scenario_numbers(base, effects)
        gets = flags if effects is Effects.PROPORTIONAL else ~flags
        one, _ = lives(4, 0, gets, Stated(0.2, 0.8).rows(4, 0, flags), numbers)
        other, _ = lives(4, 0, gets, Stated(1.0, 0.8).rows(4, 0, flags), numbers)
        assert np.array_equal(one[:, 0], other[:, 0])


def test_the_kernel_reads_what_the_parameters_write() -> None:
    numbers = PACKAGED.numbers()
    assert len(numbers) == len(PARAMETERS)
    by_name = dict(zip(PARAMETERS, numbers, strict=True))
    assert by_name["hazard_ratio"] == 0.7
    assert by_name["start_b"] == 64
    assert by_name["progression_mm"] == 5
    assert by_name["new_outside"] == pytest.approx(0.2 / 365.25)
    assert by_name["reference_systemic"] == 0.93
    assert all(isinstance(value, Decimal | int) for value in values().values())
