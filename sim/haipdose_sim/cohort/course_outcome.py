"""The courses of virtual patients: what to call. The columns stand in :mod:`haipdose_sim.cohort.course_columns`."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.course_columns import OUTCOMES, TRACE, TRACE_ROWS
from haipdose_sim.cohort.course_kernel import walk_courses
from haipdose_sim.cohort.course_numbers import CourseNumbers
from haipdose_sim.cohort.course_tables import CourseTables

ARM_WITHOUT_PUMP: Final = 0
ARM_WITH_PUMP: Final = 1


def simulate_courses(
    seed: int, first: int, last: int, arm: int, tables: CourseTables, parameters: CourseNumbers
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The courses of the virtual patients ``first`` to ``last`` (not included).

    Pure: what patient i draws depends on ``seed`` and i alone, so the same patient under other rules, in the other arm
    or in another chunk has the same baseline, the same sensitivity and the same chance events.

    Args:
        seed: at most 63 bits.
        first: number of the first patient.
        last: number after the last one.
        arm: ``ARM_WITHOUT_PUMP`` or ``ARM_WITH_PUMP``.
        tables: the compiled rules, see :func:`haipdose_sim.cohort.course_tables.course_tables`.
        parameters: see :func:`haipdose_sim.cohort.course_parameters.course_parameters`.

    Returns:
        ``outcomes`` of shape (patients, len(Outcome)) and ``trace`` of shape (patients, TRACE_ROWS, len(Visit)); rows
        of the trace after the last visit are NaN.
    """
    outcomes = np.zeros((last - first, len(OUTCOMES)), dtype=np.float64)
    trace = np.full((last - first, TRACE_ROWS, len(TRACE)), np.nan, dtype=np.float64)
    walk_courses(seed, first, last, arm, tables, parameters, outcomes, trace)
    return outcomes, trace
