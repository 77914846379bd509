"""CTCAE v5.0 edges of the simulated laboratory values as whole numbers, and grading by them."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from haipdose.protocol.standards import GradingStandard
from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.laboratory_grid import BLOOD_TESTS, LIVER_TESTS, lowest_from, ratio_of

Whole = NDArray[np.int64]

NORMAL: Final = 0
ABNORMAL: Final = 1


class GradingTables(NamedTuple):
    """``multiples``: (liver test, baseline normal/abnormal, grade − 1) as numerator and denominator; ``from_first``: 1
    when grade 1 of an abnormal baseline begins at its multiple; ``below``: (blood count, grade − 2) in steps.
    """

    multiples: Whole
    from_first: Whole
    below: Whole


def grading_tables(standard: GradingStandard) -> GradingTables:
    """The edges of ``standard`` for the simulated tests."""
    upper = {term.test: term for term in standard.upper}
    lower = {term.test: term for term in standard.lower}
    liver = [upper[test] for test in LIVER_TESTS]
    fixed = [(test, lower[test].below[0]) for test in BLOOD_TESTS]
    return GradingTables(
        multiples=np.array(
            [[[ratio_of(edge) for edge in edges] for edges in (term.normal, term.abnormal)] for term in liver],
            dtype=np.int64,
        ),
        from_first=np.array([term.abnormal_from for term in liver], dtype=np.int64),
        below=np.array(
            [[lowest_from(test, value, edges.unit) for value in edges.values] for test, edges in fixed],
            dtype=np.int64,
        ),
    )


@compiled
def liver_grade(tables: GradingTables, test: int, value: int, upper_limit: int, baseline: int) -> int:
    """The grade of a liver test; all in reporting steps."""
    abnormal = baseline > upper_limit
    base = baseline if abnormal else upper_limit
    edges = tables.multiples[test, ABNORMAL if abnormal else NORMAL]
    grade = 0
    for place in range(edges.shape[0]):
        if value * edges[place, 1] > edges[place, 0] * base:
            grade += 1
    if abnormal and tables.from_first[test] != 0 and value * edges[0, 1] == edges[0, 0] * base:
        return 1
    return grade


@compiled
def blood_grade(tables: GradingTables, test: int, value: int, lower_limit: int) -> int:
    """The grade of a blood count; all in reporting steps."""
    grade = 0
    for edge in tables.below[test]:
        if value < edge:
            grade += 1
    if grade > 0:
        return grade + 1
    return 1 if value < lower_limit else 0
