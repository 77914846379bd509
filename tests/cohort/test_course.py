"""Simulated courses: what must hold of every one, and that each depends on its own address alone."""

from __future__ import annotations

import numpy as np
import pytest

from haipdose.protocol.loader import load_protocol
from haipdose_sim.cohort.course_columns import OUTCOMES, TRACE, TRACE_ROWS, Outcome, Visit
from haipdose_sim.cohort.course_outcome import ARM_WITH_PUMP, ARM_WITHOUT_PUMP, simulate_courses
from haipdose_sim.cohort.course_parameters import course_parameters
from haipdose_sim.cohort.course_tables import course_tables

TABLES = course_tables(load_protocol("pump-it"))
NUMBERS = course_parameters().numbers()


@pytest.mark.parametrize("arm", [ARM_WITH_PUMP, ARM_WITHOUT_PUMP])
def test_a_patient_depends_on_seed_and_number_alone(arm: int) -> None:
    whole, traces = simulate_courses(7, 0, 60, arm, TABLES, NUMBERS)
    first, _ = simulate_courses(7, 0, 13, arm, TABLES, NUMBERS)
    second, second_traces = simulate_courses(7, 13, 60, arm, TABLES, NUMBERS)
    np.testing.assert_array_equal(whole, np.concatenate([first, second]))
    np.testing.assert_array_equal(traces[13:], second_traces)
    other, _ = simulate_courses(8, 0, 60, arm, TABLES, NUMBERS)
    assert not np.array_equal(whole, other, equal_nan=True)
    assert whole.shape == (60, len(OUTCOMES))
    assert traces.shape == (60, TRACE_ROWS, len(TRACE))


def test_the_outcome_is_what_the_visits_say() -> None:
    outcomes, traces = simulate_courses(1, 0, 300, ARM_WITH_PUMP, TABLES, NUMBERS)
    for outcome, trace in zip(outcomes, traces, strict=True):
        rows = trace[: int(outcome[Outcome.VISITS])]
        assert np.isnan(trace[len(rows) :]).all()
        assert (np.diff(rows[:, Visit.DAY]) > 0).all()
        fills = rows[~np.isnan(rows[:, Visit.FLOXURIDINE_PERCENT])]
        assert len(fills) == outcome[Outcome.FLOXURIDINE_CYCLES_STARTED]
        assert fills[:, Visit.FLOXURIDINE_PERCENT].sum() == pytest.approx(outcome[Outcome.FLOXURIDINE_PERCENT_SUM])
        assert (np.diff(fills[:, Visit.FLOXURIDINE_PERCENT]) <= 0).all()
        held = np.isin(rows[:, Visit.FLOXURIDINE_ACTION], [2, 4]).sum()
        assert held == outcome[Outcome.FLOXURIDINE_HOLDS]
        given = np.isin(rows[:, Visit.SYSTEMIC_ACTION], [0, 1]).sum()
        assert given == outcome[Outcome.SYSTEMIC_CYCLES_GIVEN]
        assert outcome[Outcome.VISITS] < TRACE_ROWS
