"""Courses of the same virtual patients under the rules of one protocol or of several, in chunks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haipdose.errors import InputError
from haipdose.protocol.schema import Protocol
from haipdose_sim.cohort.chunks import Tallies, as_they_come
from haipdose_sim.cohort.course_columns import OUTCOMES, TRACE_ROWS, Outcome
from haipdose_sim.cohort.course_numbers import CourseNumbers
from haipdose_sim.cohort.course_outcome import ARM_WITH_PUMP, ARM_WITHOUT_PUMP, simulate_courses
from haipdose_sim.cohort.course_records import PUMP_CYCLE, SYSTEMIC_CYCLE, SystemicCycle, cycle_records
from haipdose_sim.cohort.course_tables import CourseTables, course_tables
from haipdose_sim.cohort.risk import check_run

Cells = NDArray[np.float32]

MOST_PATIENTS: Final = 100_000
MOST_RULES: Final = 6
MOST_CYCLES: Final = 10
"""More planned cycles than this and the visits of a course don't fit into its trace."""
CHUNK: Final = 256
REGIMENS: Final = {"mfolfox6": 0.0, "folfiri": 1.0}
"""Systemic regimens that can be asked for: the share of patients on irinotecan that gives it to everybody."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one protocol, compiled. ``label``: what the answer calls them."""

    label: str
    protocol: Protocol
    tables: CourseTables


@dataclass(frozen=True, slots=True)
class RuleCourses:
    """The courses under one set of rules, a row for each virtual patient, in their order.

    ``outcomes``: (patients, len(Outcome)); ``pump_cycles``: (patients, cycles, len(PumpCycle)); ``systemic_cycles``:
    (patients, cycles, len(SystemicCycle)).
    """

    rules: RuleSet
    outcomes: NDArray[np.float64]
    pump_cycles: Cells
    systemic_cycles: Cells


@dataclass(frozen=True, slots=True)
class CourseRun:
    """A run and what it takes to get it again."""

    seed: int
    patients: int
    with_pump: bool
    courses: tuple[RuleCourses, ...]


def rule_set(label: str, protocol: Protocol, cycles: int | None = None) -> RuleSet:
    """Compile the rules of a protocol.

    Args:
        label: what the answer calls them.
        protocol: whose rules.
        cycles: planned pump cycles, instead of the protocol's; the induction is as much longer or shorter.

    Raises:
        InputError: a number of cycles that cannot be simulated.
        RuleDataError: a rule that is not simulated.
    """
    tables = course_tables(protocol)
    schedule = tables.schedule
    wanted = schedule.cycles if cycles is None else cycles
    if not 1 <= wanted <= MOST_CYCLES:
        raise InputError(
            f"{label}: {wanted} pump cycles cannot be simulated.", code="simulate.cycles", field="cycles",
            found=str(wanted), allowed=f"1 to {MOST_CYCLES}", remedy=f"Give --cycles 1 to {MOST_CYCLES}.",
        )  # fmt: skip
    if wanted != schedule.cycles:
        schedule = schedule._replace(
            cycles=wanted,
            induction_days=schedule.induction_days + (wanted - schedule.cycles) * schedule.cycle_days,
            cycles_without_pump=round(schedule.cycles_without_pump * wanted / schedule.cycles),
        )
        tables = tables._replace(schedule=schedule)
    return RuleSet(label, protocol, tables)


def with_regimen(numbers: CourseNumbers, regimen: str | None) -> CourseNumbers:
    """Virtual patients who all have one systemic regimen; as the parameters have it when None. Raises InputError."""
    if regimen is None:
        return numbers
    if regimen not in REGIMENS:
        raise InputError(
            "This regimen is not simulated.", code="simulate.regimen", field="regimen", found=regimen[:60],
            allowed=", ".join(REGIMENS), remedy="Choose one of these, or leave --regimen out for the mix.",
        )  # fmt: skip
    return numbers._replace(irinotecan_share=REGIMENS[regimen])


def run_courses(
    rules: Sequence[RuleSet],
    numbers: CourseNumbers,
    *,
    seed: int,
    patients: int,
    with_pump: bool = True,
    chunk: int = CHUNK,
    threads: int = 1,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> CourseRun:
    """The courses of the virtual patients 0 to ``patients`` under each of the rules.

    What a patient draws depends on the seed and the patient alone: the same patients, the same luck, other rules.

    Args:
        rules: at least one.
        numbers: of the virtual patients.
        seed: at most 63 bits.
        patients: how many.
        with_pump: the protocol's arm with a pump, or the one without.
        chunk: patients in a chunk; the answer doesn't depend on it.
        threads: of this machine.
        scheduler: the address of a Dask scheduler instead.
        progress: told how many patients are done, of how many.

    Raises:
        InputError: too many, or a course with more visits than a trace has rows.
        ClusterError: the cluster cannot do it.
    """
    check_run(seed, patients, MOST_PATIENTS, "patients")
    if not 1 <= len(rules) <= MOST_RULES:
        raise InputError(
            f"{len(rules)} sets of rules cannot be compared.", code="simulate.rules", field="rules",
            found=str(len(rules)), allowed=f"1 to {MOST_RULES}", remedy="Compare fewer.",
        )  # fmt: skip
    found = [_empty(each, patients, with_pump=with_pump) for each in rules]
    work = partial(courses_chunk, seed, tuple(each.tables for each in rules), numbers, with_pump)
    results = as_they_come(work, patients, size=chunk, threads=threads, scheduler=scheduler, progress=progress)
    with closing(results):
        for (first,), *parts in results:
            for place, courses in enumerate(found):
                outcomes, pump, systemic = parts[3 * place : 3 * place + 3]
                rows = slice(int(first), int(first) + len(outcomes))
                courses.outcomes[rows], courses.pump_cycles[rows], courses.systemic_cycles[rows] = (
                    outcomes,
                    pump,
                    systemic,
                )
    for courses in found:
        if len(courses.outcomes) and courses.outcomes[:, Outcome.VISITS].max() > TRACE_ROWS:
            raise InputError(
                f"{courses.rules.label}: a course has more than {TRACE_ROWS} visits.", code="simulate.visits",
                field="cycles", remedy="Give a smaller --cycles.",
            )  # fmt: skip
    return CourseRun(seed, patients, with_pump, tuple(_used(each) for each in found))


def courses_chunk(
    seed: int,
    tables: tuple[CourseTables, ...],
    numbers: CourseNumbers,
    with_pump: bool,  # noqa: FBT001
    first: int,
    last: int,
) -> Tallies:
    """The number of the first patient, then for each table the outcomes and cycles of ``first`` to ``last``."""
    parts: list[NDArray[np.float64] | Cells] = []
    for each in tables:
        outcomes, trace = simulate_courses(
            seed, first, last, ARM_WITH_PUMP if with_pump else ARM_WITHOUT_PUMP, each, numbers
        )
        parts += [outcomes, *cycle_records(outcomes[:, Outcome.VISITS], trace, *most_cycles(each, with_pump))]
    return (np.array([first], dtype=np.int64), *parts)


def most_cycles(tables: CourseTables, with_pump: bool) -> tuple[int, int]:  # noqa: FBT001
    """Pump cycles planned, and systemic cycles that there can be at most.

    Systemic therapy goes on until the end of the induction: a course whose floxuridine ended early can have more cycles
    than were planned beside it.
    """
    schedule = tables.schedule
    if not with_pump:
        return 0, max(schedule.cycles_without_pump, schedule.induction_days // schedule.interval_days + 2)
    gaps = np.diff([*schedule.systemic_days, schedule.systemic_days[0] + schedule.cycle_days])
    shortest = max(1, min(int(gaps.min()), schedule.interval_days) - schedule.systemic_early_days)
    return schedule.cycles, schedule.induction_days // shortest + 2


def _used(courses: RuleCourses) -> RuleCourses:
    """Without the systemic cycles that no patient had; those planned stay."""
    due = ~np.isnan(courses.systemic_cycles[:, :, SystemicCycle.DUE_DAY]).all(axis=0)
    planned = int(courses.outcomes[:, Outcome.SYSTEMIC_CYCLES_PLANNED].max())
    used = max(planned, int(np.flatnonzero(due).max(initial=-1)) + 1)
    return replace(courses, systemic_cycles=courses.systemic_cycles[:, :used])


def _empty(rules: RuleSet, patients: int, *, with_pump: bool) -> RuleCourses:
    pump, systemic = most_cycles(rules.tables, with_pump)
    return RuleCourses(
        rules,
        np.empty((patients, len(OUTCOMES))),
        np.empty((patients, pump, len(PUMP_CYCLE)), dtype=np.float32),
        np.empty((patients, systemic, len(SYSTEMIC_CYCLE)), dtype=np.float32),
    )
