"""Rules compared on the same virtual patients: the numbers are really common, and worth what is said of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from haipdose.protocol.loader import load_protocol
from haipdose_sim.cohort.course_columns import EMPTYING, FILL, TRACE, Outcome, Visit
from haipdose_sim.cohort.course_comparison import compare_rules
from haipdose_sim.cohort.course_measures import AMOUNTS, SHARES
from haipdose_sim.cohort.course_outcome import ARM_WITH_PUMP, simulate_courses
from haipdose_sim.cohort.course_parameters import course_parameters
from haipdose_sim.cohort.course_runs import CourseRun, RuleSet, rule_set, run_courses
from haipdose_sim.cohort.course_statistics import amount, difference, matched_interval

PROTOCOL = load_protocol("pump-it")
NUMBERS = course_parameters().numbers()
RULES = rule_set("pump-it", PROTOCOL)
BLOCKS, BLOCK = 60, 100


def of_planned_dose() -> RuleSet:
    """The same table, its percents of the planned dose instead of the last."""
    toxicity = PROTOCOL.toxicity
    percent_of = toxicity.percent_of.model_copy(update={"value": "planned"})
    changed = toxicity.model_copy(update={"percent_of": percent_of})
    return rule_set("of the planned dose", PROTOCOL.model_copy(update={"toxicity": changed}))


def stricter() -> RuleSet:
    """The same percents, each from half the climb on."""
    floxuridine = RULES.tables.floxuridine
    bands = floxuridine.bands.copy()
    bands[..., 0], bands[..., 1] = bands[..., 0] + bands[..., 1], 2 * bands[..., 1]
    return RuleSet("stricter", PROTOCOL, RULES.tables._replace(floxuridine=floxuridine._replace(bands=bands)))


def random_rules(chance: np.random.Generator) -> RuleSet:
    """Bands at other ratios with other percents, and other holds."""
    floxuridine = RULES.tables.floxuridine
    bands, restart, limits = floxuridine.bands.copy(), floxuridine.restart.copy(), floxuridine.limits.copy()
    for test in (0, 2, 3):
        for column in range(2):
            used = int((bands[test, column, :, 1] > 0).sum())
            edges = np.sort(chance.choice(np.arange(11, 60), used, replace=False))
            bands[test, column, :used, 0], bands[test, column, :used, 1] = edges, 10
            bands[test, column, :used, 2] = np.sort(chance.choice(np.arange(0, 1001, 50), used))[::-1]
            restart[test, column] = (chance.integers(11, 40), 10, chance.integers(1, 1001))
    limits[0] = chance.integers(0, 2)
    changed = floxuridine._replace(bands=bands, restart=restart, limits=limits)
    return RuleSet("random", PROTOCOL, RULES.tables._replace(floxuridine=changed))


@pytest.fixture(scope="module")
def run() -> CourseRun:
    return run_courses([RULES, stricter()], NUMBERS, seed=11, patients=BLOCKS * BLOCK, threads=2)


def test_rules_against_themselves_differ_in_nobody() -> None:
    same = run_courses([RULES, rule_set("again", PROTOCOL)], NUMBERS, seed=3, patients=500)
    one, two = same.courses
    np.testing.assert_array_equal(one.outcomes, two.outcomes)
    np.testing.assert_array_equal(one.pump_cycles, two.pump_cycles)
    np.testing.assert_array_equal(one.systemic_cycles, two.systemic_cycles)
    (found,) = compare_rules(same)
    assert found.changes == ()
    assert found.differ.count == 0
    assert len(found.amounts) == len(AMOUNTS)
    assert len(found.shares) == len(SHARES)
    for each in (*found.amounts, *found.shares):
        assert (each.by.difference, each.by.differ, each.by.standard_error, each.by.variance_cut) == (0, 0, 0, None)
        assert each.by.lowest <= 0 <= each.by.highest


def test_what_differs_between_rules_is_said() -> None:
    (found,) = compare_rules(run_courses([RULES, of_planned_dose()], NUMBERS, seed=3, patients=1000))
    assert found.changes == ("toxicity.percent_of: last -> planned",)
    assert found.warnings == ()
    assert 0 < found.differ.count < 500
    one, two = run_courses([RULES, of_planned_dose()], NUMBERS, seed=3, patients=1000).courses
    shorter = replace(two, systemic_cycles=two.systemic_cycles[:, :11])
    (cut,) = compare_rules(CourseRun(3, 1000, True, (one, shorter)))
    reached = ~np.isnan(one.systemic_cycles[:, 11, 0])
    assert found.differ.count < reached.sum() <= cut.differ.count < 1000
    other = [rule_set("pump-it", PROTOCOL), rule_set("msk-adjuvant", load_protocol("msk-adjuvant"), 4)]
    (found,) = compare_rules(run_courses(other, NUMBERS, seed=3, patients=10))
    assert "schedule.pump.cycle_days: 28 -> 35" in found.changes
    assert found.warnings == ("6 cycles are planned under the first rules and 4 under the others.",)
    assert found.differ.count == 10


DECIDED = [Visit.FLOXURIDINE_ACTION, Visit.FLOXURIDINE_PERCENT, Visit.SYSTEMIC_ACTION, *range(14, 18)]
FOUND_AT_VISIT = [column for column in range(len(TRACE)) if column not in DECIDED and column != Visit.FLOXURIDINE_CYCLE]


@pytest.mark.parametrize("seed", range(6))
def test_other_rules_change_no_draw(seed: int) -> None:
    """Until a decision differs, every visit and result is the same; after it, chance still is."""
    patients = 150
    rules = random_rules(np.random.default_rng(seed))
    (one, visits), (two, others) = (
        simulate_courses(seed, 0, patients, ARM_WITH_PUMP, each.tables, NUMBERS) for each in (RULES, rules)
    )
    fixed = [Outcome.REGIMEN, *range(Outcome.BASELINE_AST, Outcome.BASELINE_BILIRUBIN + 1)]
    np.testing.assert_array_equal(one[:, fixed], two[:, fixed])
    parted = 0
    for patient in range(patients):
        a, b = visits[patient], others[patient]
        same = ((a == b) | (np.isnan(a) & np.isnan(b)))[:, DECIDED].all(axis=1)
        until = len(a) if same.all() else int(np.argmin(same))
        parted += until < len(a)
        np.testing.assert_array_equal(a[:until], b[:until])
        if until < len(a):
            np.testing.assert_array_equal(a[until, FOUND_AT_VISIT[:10]], b[until, FOUND_AT_VISIT[:10]])
        late, late_others = lateness(a), lateness(b)
        assert all(late[day] == late_others[day] for day in late.keys() & late_others.keys())
        lost, lost_others = one[patient, Outcome.PUMP_LOST_DAY], two[patient, Outcome.PUMP_LOST_DAY]
        assert lost == lost_others or -1 in (lost, lost_others)
    assert parted > patients / 10


def lateness(trace: np.ndarray) -> dict[int, int]:
    """How late the patient came for what was planned for the pump on a day."""
    rows = trace[~np.isnan(trace[:, Visit.DAY])]
    pump = rows[(rows[:, Visit.WHAT].astype(int) & (FILL | EMPTYING)) > 0]
    return {int(row[Visit.DAY] - row[Visit.DAYS_LATE]): int(row[Visit.DAYS_LATE]) for row in pump}


def test_what_a_patient_bears_is_the_patients_own() -> None:
    """More floxuridine on every day never postpones biliary sclerosis: the hazard borne does not hang on the rules."""
    floxuridine = RULES.tables.floxuridine
    bands = floxuridine.bands.copy()
    bands[..., 2] = 1000
    limits = np.array([0, 10**9, 10**9])
    freely = RuleSet("freely", PROTOCOL, RULES.tables._replace(
        floxuridine=floxuridine._replace(bands=bands, limits=limits)
    ))  # fmt: skip
    careful, free = run_courses([RULES, freely], NUMBERS, seed=2, patients=1500).courses
    unheld = (careful.outcomes[:, Outcome.FLOXURIDINE_HOLDS] == 0) & (free.outcomes[:, Outcome.FLOXURIDINE_HOLDS] == 0)
    began, began_freely = (each.outcomes[unheld, Outcome.BILIARY_SCLEROSIS_DAY] for each in (careful, free))
    assert (free.outcomes[unheld, Outcome.FLOXURIDINE_REDUCTIONS] == 0).all()
    ill = began >= 0
    assert ill.sum() > 20
    assert (began_freely[ill] >= 0).all()
    assert (began_freely[ill] <= began[ill]).all()


def test_the_variance_cut_is_the_one_that_is_seen(run: CourseRun) -> None:
    """The variance of differences of blocks of patients, against that of blocks of other patients."""
    (found,) = compare_rules(run)
    one, two = (each.outcomes for each in run.courses)
    ranges = stats.f.ppf([0.0005, 0.9995], BLOCKS - 1, BLOCKS - 1)
    checked = 0
    for told in (*found.amounts, *found.shares):
        measure = next(each for each in (*AMOUNTS, *SHARES) if each.name == told.name)
        if told.by.differ < 200:
            continue
        a, b = (measure.values(rows).reshape(BLOCKS, BLOCK).mean(axis=1) for rows in (one, two))
        seen = np.var(b - a, ddof=1) * BLOCK
        assert ranges[0] < seen / (told.by.standard_error**2 * BLOCKS * BLOCK) < ranges[1], told.name
        apart = np.var(np.roll(b, 1) - a, ddof=1) * BLOCK
        assert ranges[0] < apart / (told.by.standard_error_independent**2 * BLOCKS * BLOCK) < ranges[1], told.name
        assert told.by.variance_cut == pytest.approx(told.by.standard_error_independent**2 / told.by.standard_error**2)
        checked += 1
    assert checked > 5
    delivered = next(each for each in found.amounts if each.name == "floxuridine_delivered_percent")
    assert delivered.by.variance_cut is not None
    assert delivered.by.variance_cut > 2.5


def test_intervals_hold_what_they_are_to_hold(run: CourseRun) -> None:
    """Of blocks of 100, the 95 % interval holds the mean of all 6,000 about as often as it says."""
    for measure in AMOUNTS[:3]:
        values = measure.values(run.courses[0].outcomes)
        blocks = [amount(block) for block in values.reshape(BLOCKS, BLOCK)]
        held = sum(each.lowest <= values.mean() <= each.highest for each in blocks)
        assert stats.binomtest(held, BLOCKS, 0.95).pvalue > 0.001
        whole = amount(values)
        assert whole.mean == pytest.approx(values.mean())
        assert whole.standard_deviation == pytest.approx(values.std(ddof=1))
        low, high = stats.norm.interval(0.95, values.mean(), stats.sem(values))
        assert (whole.lowest, whole.highest) == pytest.approx((low, high))


@pytest.mark.parametrize(("more", "fewer"), [(0.0, 0.0), (0.02, 0.0), (0.05, 0.02), (0.2, 0.1), (0.4, 0.4)])
def test_the_matched_interval_covers(more: float, fewer: float) -> None:
    """Exact coverage over every outcome of 60 pairs."""
    count = 60
    covered = 0.0
    for b in range(count + 1):
        for c in range(count + 1 - b):
            chance = stats.multinomial.pmf([b, c, count - b - c], count, [more, fewer, 1 - more - fewer])
            low, high = matched_interval(b, c, count)
            covered += chance * (low <= more - fewer <= high)
    assert covered > 0.935


def test_differences_by_hand() -> None:
    first, other = np.array([0.0, 0.0, 1.0, 1.0, 1.0]), np.array([1.0, 0.0, 0.0, 1.0, 0.0])
    found = difference(first, other, share=True)
    assert (found.difference, found.more, found.fewer, found.differ) == (-0.2, 1, 2, 3)
    # (1.5 - 2.5) / 7 ± 1.96 sqrt(4 - 1/7) / 7
    assert (found.lowest, found.highest) == pytest.approx((-1 / 7 - 0.549906, -1 / 7 + 0.549906), abs=1e-5)
    # variances 0.3 and 0.3 against that of 1, 0, -1, 0, -1 which is 0.7
    assert found.variance_cut == pytest.approx(0.6 / 0.7)
    assert amount(np.array([3.0])).standard_error == 0
