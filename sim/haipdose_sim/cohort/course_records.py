"""A simulated course cycle by cycle, read from its visits: the floxuridine cycles and the systemic cycles.

Everything is float32, whole numbers and tenths of a percent or unit. A day is counted from the first planned
treatment, day 0. NaN: the cycle never fell due, or the thing did not happen.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.course_columns import FILL, SYSTEMIC, Visit
from haipdose_sim.cohort.floxuridine_kernel import ENDS, GIVES, REDUCES
from haipdose_sim.cohort.systemic_kernel import DELAY, GIVE, REDUCE
from haipdose_sim.cohort.systemic_kernel import UNKNOWN as SYSTEMIC_UNKNOWN

Real = NDArray[np.float64]
Cells = NDArray[np.float32]


class PumpCycle(IntEnum):
    """A planned floxuridine cycle of a patient, one column each."""

    DUE_DAY = 0
    """The day for which its fill was first planned."""
    HOLDS = 1
    """Visits at which it was due and not given for now."""
    GIVEN_DAY = 2
    """The day of its fill."""
    PERCENT = 3
    """Of the full protocol dose, in the fill."""
    ENDED = 4
    """1: floxuridine was discontinued by a rule at its visit; else 0."""
    AST = 5
    """U/L at the last visit for its fill; ALT and ALP likewise."""
    ALT = 6
    ALP = 7
    BILIRUBIN = 8
    """umol/L."""
    EVENTS = 9
    """At that visit: sum of 1 biliary sclerosis known, 2 pocket infection, 4 gastroduodenal ulcer, 8 pump lost."""


class SystemicCycle(IntEnum):
    """A systemic cycle of a patient, one column each; there can be more than were planned."""

    DUE_DAY = 0
    """The day for which it was first planned."""
    DELAYS = 1
    """Visits at which it was put off."""
    GIVEN_DAY = 2
    ACTION = 3
    """At its last visit: 0 give, 1 reduce, 2 omit, 3 undetermined, 4 delay, 5 discontinue."""
    OXALIPLATIN_PERCENT = 4
    """Of the full dose of the regimen; the next three likewise. NaN: not in the regimen or nothing given."""
    IRINOTECAN_PERCENT = 5
    FLUOROURACIL_BOLUS_PERCENT = 6
    FLUOROURACIL_INFUSION_PERCENT = 7
    NEUTROPHILS = 8
    """10*9/L at its last visit."""
    PLATELETS = 9
    DIARRHOEA_GRADE = 10
    """Worst since the cycle before."""
    NEUROPATHY_GRADE = 11
    FEBRILE_NEUTROPENIA_GRADE = 12
    """3 when there was one since the cycle before, else 0."""


PUMP_CYCLE: Final = tuple(column.name.lower() for column in PumpCycle)
SYSTEMIC_CYCLE: Final = tuple(column.name.lower() for column in SystemicCycle)


def cycle_records(visits: Real, trace: Real, pump_cycles: int, systemic_cycles: int) -> tuple[Cells, Cells]:
    """The cycles of the patients of ``trace``.

    Args:
        visits: how many rows of the trace each patient fills.
        trace: of shape (patients, rows, len(Visit)).
        pump_cycles: planned.
        systemic_cycles: at most.

    Returns:
        Arrays of shape (patients, pump_cycles, len(PumpCycle)) and (patients, systemic_cycles, len(SystemicCycle)).
    """
    pump = np.full((len(trace), pump_cycles, len(PUMP_CYCLE)), np.nan, dtype=np.float32)
    systemic = np.full((len(trace), systemic_cycles, len(SYSTEMIC_CYCLE)), np.nan, dtype=np.float32)
    read_cycles(visits, trace, pump, systemic)
    return pump, systemic


@compiled
def read_cycles(visits: Real, trace: Real, pump: Cells, systemic: Cells) -> None:
    """Fill ``pump`` and ``systemic`` from the trace."""
    for patient in range(trace.shape[0]):
        for number in range(min(int(visits[patient]), trace.shape[1])):
            row = trace[patient, number]
            what = int(row[Visit.WHAT])
            if what & FILL:
                given = row[Visit.FLOXURIDINE_ACTION] in (GIVES, REDUCES)
                cycle = int(row[Visit.FLOXURIDINE_CYCLE]) - (1 if given else 0)
                if cycle < pump.shape[1]:
                    read_fill(row, given, pump[patient, cycle])
            if what & SYSTEMIC and row[Visit.SYSTEMIC_CYCLE] <= systemic.shape[1]:
                read_systemic(row, systemic[patient, int(row[Visit.SYSTEMIC_CYCLE]) - 1])


@compiled
def read_fill(row: Real, given: bool, cell: Cells) -> None:  # noqa: FBT001
    """One visit at which a fill was due."""
    if np.isnan(cell[PumpCycle.DUE_DAY]):
        cell[PumpCycle.DUE_DAY] = row[Visit.DAY] - row[Visit.DAYS_LATE]
        cell[PumpCycle.HOLDS] = 0.0
        cell[PumpCycle.ENDED] = 0.0
    if given:
        cell[PumpCycle.GIVEN_DAY] = row[Visit.DAY]
        cell[PumpCycle.PERCENT] = row[Visit.FLOXURIDINE_PERCENT]
    elif row[Visit.FLOXURIDINE_ACTION] == ENDS:
        cell[PumpCycle.ENDED] = 1.0
    else:
        cell[PumpCycle.HOLDS] += 1.0
    cell[PumpCycle.AST], cell[PumpCycle.ALT] = row[Visit.AST], row[Visit.ALT]
    cell[PumpCycle.ALP], cell[PumpCycle.BILIRUBIN] = row[Visit.ALP], row[Visit.BILIRUBIN]
    cell[PumpCycle.EVENTS] = row[Visit.EVENTS]


@compiled
def read_systemic(row: Real, cell: Cells) -> None:
    """One visit at which a systemic cycle was due."""
    action = row[Visit.SYSTEMIC_ACTION]
    if np.isnan(cell[SystemicCycle.DUE_DAY]):
        cell[SystemicCycle.DUE_DAY] = row[Visit.DAY] - row[Visit.DAYS_LATE]
        cell[SystemicCycle.DELAYS] = 0.0
    if action in (DELAY, SYSTEMIC_UNKNOWN):
        cell[SystemicCycle.DELAYS] += 1.0
    cell[SystemicCycle.ACTION] = action
    if action in (GIVE, REDUCE):
        cell[SystemicCycle.GIVEN_DAY] = row[Visit.DAY]
        for drug in range(4):
            cell[SystemicCycle.OXALIPLATIN_PERCENT + drug] = row[Visit.OXALIPLATIN_PERCENT + drug]
    cell[SystemicCycle.NEUTROPHILS], cell[SystemicCycle.PLATELETS] = row[Visit.NEUTROPHILS], row[Visit.PLATELETS]
    for grade in range(2):
        cell[SystemicCycle.NEUROPATHY_GRADE + grade] = row[Visit.NEUROPATHY_GRADE + grade]
    cell[SystemicCycle.DIARRHOEA_GRADE] = row[Visit.DIARRHOEA_GRADE]
