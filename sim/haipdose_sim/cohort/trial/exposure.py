"""What was delivered to a trial's patients: drawn from a bank of simulated courses, or as stated."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from haipdose.errors import InputError
from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.course_columns import Outcome
from haipdose_sim.cohort.course_numbers import CourseNumbers
from haipdose_sim.cohort.course_outcome import ARM_WITH_PUMP, ARM_WITHOUT_PUMP, simulate_courses
from haipdose_sim.cohort.course_tables import CourseTables
from haipdose_sim.cohort.streams import ALLOCATION, uniforms
from haipdose_sim.cohort.trial.life_kernel import EXPOSURE
from haipdose_sim.cohort.trial.parameters import TrialParameters

Rows = NDArray[np.float64]

BANK: Final = 4096
"""Courses of each arm that a trial's patients draw from. Their mean is known to half a percent of the plan."""
_PICK: Final = 1_000_001
_PART: Final = 128


class Exposures(Protocol):
    """Makes rows of ``life_kernel.EXPOSURE``; it can be sent to a worker."""

    @property
    def words(self) -> str:
        """What is given, in words."""

    def rows(self, seed: int, first: int, arm_b: NDArray[np.bool_]) -> Rows:
        """The rows of the patients from ``first`` on."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The same for everybody: shares of the plan, no sclerosis."""

    floxuridine: float
    systemic: float

    @property
    def words(self) -> str:
        """See :class:`Exposures`."""
        return (
            f"{self.floxuridine * 100:g} % of the planned floxuridine in arm B, {self.systemic * 100:g} % of the "
            "systemic therapy, everybody alike"
        )

    def rows(self, seed: int, first: int, arm_b: NDArray[np.bool_]) -> Rows:  # noqa: ARG002
        """See :class:`Exposures`."""
        found = np.zeros((arm_b.shape[0], len(EXPOSURE)))
        found[arm_b, 0] = self.floxuridine
        found[:, 1] = self.systemic
        return found


@dataclass(frozen=True, slots=True)
class CourseBank:
    """Simulated courses of each arm under the rules of one protocol; every patient draws one by its own number."""

    protocol: str
    arm_a: Rows
    arm_b: Rows

    @property
    def words(self) -> str:
        """See :class:`Exposures`."""
        flux, sclerosis = self.arm_b[:, 0].mean() * 100, self.arm_b[:, 2].mean() * 100
        return (
            f"courses under {self.protocol}: on average {flux:.1f} % of the planned floxuridine, systemic therapy "
            f"{self.arm_a[:, 1].mean() * 100:.1f} % in arm A and {self.arm_b[:, 1].mean() * 100:.1f} % in arm B, "
            f"biliary sclerosis {sclerosis:.1f} %"
        )

    def rows(self, seed: int, first: int, arm_b: NDArray[np.bool_]) -> Rows:
        """See :class:`Exposures`."""
        found = np.empty((arm_b.shape[0], len(EXPOSURE)))
        pick(seed, first, arm_b, self.arm_a, self.arm_b, found)
        return found


@compiled
def pick(seed: int, first: int, arm_b: NDArray[np.bool_], bank_a: Rows, bank_b: Rows, found: Rows) -> None:
    """Draw a course for each patient from ``first`` on, the same number in either arm."""
    for row in range(arm_b.shape[0]):
        drawn, _ = uniforms(seed, ALLOCATION, first + row, _PICK)
        number = min(int(drawn * bank_a.shape[0]), bank_a.shape[0] - 1)
        found[row] = bank_b[number] if arm_b[row] else bank_a[number]


def course_bank(
    protocol: str,
    tables: CourseTables,
    numbers: CourseNumbers,
    *,
    seed: int,
    courses: int | None = None,
    threads: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> CourseBank:
    """Simulate the courses of both arms.

    Args:
        protocol: its id, for the words.
        tables: its compiled rules.
        numbers: of the virtual patients.
        seed: the same patients under every protocol.
        courses: how many of each arm; :data:`BANK` when left out.
        threads: of this machine; the answer doesn't depend on it.
        progress: told how many courses are done, of how many.
    """
    courses = BANK if courses is None else courses
    parts = [
        (arm, first, min(first + _PART, courses))
        for arm in (ARM_WITHOUT_PUMP, ARM_WITH_PUMP)
        for first in range(0, courses, _PART)
    ]
    found = {ARM_WITHOUT_PUMP: np.zeros((courses, len(EXPOSURE))), ARM_WITH_PUMP: np.zeros((courses, len(EXPOSURE)))}

    def part(what: tuple[int, int, int]) -> int:
        arm, first, last = what
        outcomes, _ = simulate_courses(seed, first, last, arm, tables, numbers)
        found[arm][first:last] = exposure_of(outcomes)
        return last - first

    done = 0
    with ThreadPoolExecutor(threads) as pool:
        for count in pool.map(part, parts):
            done += count
            if progress is not None:
                progress(done, 2 * courses)
    return CourseBank(protocol, found[ARM_WITHOUT_PUMP], found[ARM_WITH_PUMP])


def exposure_of(outcomes: Rows) -> Rows:
    """Rows of ``life_kernel.EXPOSURE`` from the outcomes of courses: full-dose cycles delivered over those planned."""
    planned = np.maximum(outcomes[:, Outcome.FLOXURIDINE_CYCLES_PLANNED], 1.0)
    return np.column_stack(
        [
            outcomes[:, Outcome.FLOXURIDINE_EQUIVALENTS] / planned,
            np.nan_to_num(outcomes[:, Outcome.SYSTEMIC_INTENSITY]),
            outcomes[:, Outcome.BILIARY_SCLEROSIS],
        ]
    )


def stated_exposure(
    parameters: TrialParameters, floxuridine_percent: float | None, systemic_percent: float | None
) -> Stated:
    """What everybody gets, in percent of the plan; the reference dose where it is not stated.

    Raises:
        InputError: a percent below 0 or above 150.
    """
    pump = parameters.pump
    given = {
        "floxuridine_percent": (floxuridine_percent, pump.reference_intensity_percent.value),
        "systemic_percent": (systemic_percent, pump.reference_systemic_percent.value),
    }
    found = {name: float(usual) if stated is None else stated for name, (stated, usual) in given.items()}
    for name, percent in found.items():
        if not 0 <= percent <= 150:
            raise InputError(
                "is no share of a plan.", code="trial.exposure", field=name, found=str(percent), allowed="0 to 150"
            )
    return Stated(found["floxuridine_percent"] / 100, found["systemic_percent"] / 100)
