"""Which results of a simulated course count for which decision; whole courses seldom turn on it, so by hand."""

from __future__ import annotations

import numpy as np

from haipdose.protocol.loader import load_protocol
from haipdose_sim.cohort.course_tables import schedule_tables
from haipdose_sim.cohort.floxuridine_kernel import MISSING
from haipdose_sim.cohort.pump_walk import CYCLE_START, INFUSING, PUMP, empty_pump, fit_pump
from haipdose_sim.cohort.systemic_walk import results_for_day_one
from haipdose_sim.cohort.virtual_patient import DRAWN, keep_draw

SCHEDULE = schedule_tables(load_protocol("pump-it").schedule)


def draws(*drawn: tuple[int, bool, list[int]]) -> np.ndarray:
    """The last draws: day, with liver tests or not, ast, alt, alp, bilirubin, neutrophils and platelets."""
    recent = np.full((4, DRAWN + 1), -1, np.int64)
    for day, liver, results in drawn:
        keep_draw(recent, day, np.array(results, np.int64), liver)
    return recent


def test_the_worst_of_the_last_three_days_before_an_emptying_counts() -> None:
    recent = draws(
        (110, True, [900, 900, 900, 900, 1, 1]),  # four days before: too old
        (111, True, [80, 20, 100, 90, 1, 1]),
        (113, True, [40, 60, 101, 80, 1, 1]),
        (114, True, [50, 30, 99, 85, 1, 1]),
    )
    pump, worst = np.zeros(PUMP, np.int64), np.full(4, MISSING, np.int64)
    fit_pump(pump)
    pump[INFUSING], pump[CYCLE_START] = 1, 100
    empty_pump(pump, 114, SCHEDULE, worst, recent)
    assert SCHEDULE.reference_days == 3
    assert worst.tolist() == [80, 60, 101, 90]
    assert pump[INFUSING] == 0


def test_a_draw_of_the_day_of_the_fill_belongs_to_the_fill() -> None:
    pump, worst = np.zeros(PUMP, np.int64), np.full(4, MISSING, np.int64)
    fit_pump(pump)
    pump[INFUSING], pump[CYCLE_START] = 1, 100
    empty_pump(pump, 102, SCHEDULE, worst, draws((100, True, [80, 80, 80, 80, 1, 1])))
    assert worst.tolist() == [MISSING] * 4


def test_day_one_takes_the_worst_of_its_last_days_since_the_cycle_before() -> None:
    recent = draws(
        (25, True, [1, 1, 1, 300, 120, 90]),
        (26, False, [1, 1, 1, 999, 140, 60]),  # a blood count only: no bilirubin
        (28, True, [1, 1, 1, 280, 160, 100]),
    )
    found = np.zeros(3, np.int64)
    results_for_day_one(28, 3, 14, recent, found)
    assert found.tolist() == [120, 60, 300]
    results_for_day_one(28, 2, 14, recent, found)
    assert found.tolist() == [140, 60, 280]
    results_for_day_one(28, 3, 26, recent, found)  # given on day 26, after that day's draw
    assert found.tolist() == [160, 100, 280]
    results_for_day_one(40, 3, 14, recent, found)
    assert found.tolist() == [MISSING] * 3
