"""The compiled walk of a course against the slow course that the engine treats, visit by visit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import numpy as np
from slow_course import CYCLES, DOSES, Differs, SlowCourse, protocol_of
from slow_patient import BLOOD, LIVER

from haipdose_sim.cohort.course_columns import Outcome, Visit
from haipdose_sim.cohort.course_outcome import simulate_courses
from haipdose_sim.cohort.course_parameters import course_parameters
from haipdose_sim.cohort.course_tables import CourseTables, course_tables

NUMBERS = course_parameters().numbers()
PERCENTS = {
    "oxaliplatin": Visit.OXALIPLATIN_PERCENT, "irinotecan": Visit.IRINOTECAN_PERCENT,
    "fluorouracil-bolus": Visit.FLUOROURACIL_BOLUS_PERCENT,
    "fluorouracil-infusion": Visit.FLUOROURACIL_INFUSION_PERCENT,
}  # fmt: skip
COLUMNS = {
    "ast": Visit.AST, "alt": Visit.ALT, "alp": Visit.ALP, "bilirubin-total": Visit.BILIRUBIN,
    "neutrophils": Visit.NEUTROPHILS, "platelets": Visit.PLATELETS,
}  # fmt: skip
SEEN: Final = {"floxuridine give", "floxuridine reduce", "floxuridine hold", "systemic give", "systemic reduce",
               "systemic delay"}  # fmt: skip
"""What has to come up among a few dozen courses."""
NEAR: Final = 1e-6
"""Percents are compared to this: a fact carries 15 digits, the kernel 10^-6 mg. Everything else is compared exactly."""
SHOWN: Final = 10


@dataclass
class Replayed:
    """What was compared, and where the two differ."""

    courses: int = 0
    visits: int = 0
    days_checked: int = 0
    differ: int = 0
    decisions: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def note(self, words: str) -> None:
        self.differ += 1
        if len(self.shown) < SHOWN:
            self.shown.append(words)

    def merge(self, other: Replayed) -> None:
        self.courses += other.courses
        self.visits += other.visits
        self.days_checked += other.days_checked
        self.differ += other.differ
        self.decisions += other.decisions
        self.shown = (self.shown + other.shown)[:SHOWN]


@lru_cache
def tables_of(name: str) -> CourseTables:
    return course_tables(protocol_of(name))


def traced(row: np.ndarray) -> dict[str, Any]:
    """A visit of the compiled walk."""
    found: dict[str, Any] = {"day": int(row[Visit.DAY]), "what": int(row[Visit.WHAT]), "events": int(row[Visit.EVENTS])}
    for test, column in COLUMNS.items():
        if not np.isnan(row[column]):
            found[test] = round(float(row[column]), 6)
    if not np.isnan(row[Visit.FLOXURIDINE_ACTION]):
        found["floxuridine"] = DOSES[int(row[Visit.FLOXURIDINE_ACTION])]
    if not np.isnan(row[Visit.SYSTEMIC_ACTION]):
        found["systemic"], found["cycle"] = CYCLES[int(row[Visit.SYSTEMIC_ACTION])], int(row[Visit.SYSTEMIC_CYCLE])
    return found


def treated(row: dict[str, Any]) -> dict[str, Any]:
    """The same visit of the slow course."""
    found = {key: row[key] for key in ("day", "what", "floxuridine", "systemic", "cycle") if key in row}
    found["events"] = row.get("events", 0)
    return found | {test: round(float(row[test]), 6) for test in (*LIVER, *BLOOD) if test in row}


def given(row: np.ndarray) -> dict[str, float]:
    """The percents of the compiled walk that are numbers."""
    columns = {"floxuridine": Visit.FLOXURIDINE_PERCENT, **PERCENTS}
    return {name: float(row[column]) for name, column in columns.items() if not np.isnan(row[column])}


def ordered(row: dict[str, Any]) -> dict[str, float]:
    """The percents of the slow course."""
    percent = {"floxuridine": float(row["percent"])} if "percent" in row else {}
    return percent | {name: float(part) for name, part in row.get("percents", {}).items()}


def compare_courses(name: str, *, with_pump: bool, seed: int, first: int, last: int, **changed: float) -> Replayed:
    """The courses of these virtual patients both ways; ``changed``: parameters of theirs by name."""
    numbers = NUMBERS._replace(**changed)
    outcomes, traces = simulate_courses(seed, first, last, int(with_pump), tables_of(name), numbers)
    found = Replayed()
    for number in range(first, last):
        rows = traces[number - first][: int(outcomes[number - first][Outcome.VISITS])]
        course = SlowCourse(seed, number, name, numbers._asdict(), with_pump=with_pump)
        found.courses += 1
        where = f"{name}, {'with' if with_pump else 'without'} pump, seed {seed}, patient {number}"
        try:
            course.run()
        except Differs as fault:
            found.note(f"{where}: {fault}")
        found.days_checked += course.checked
        _compare(where, rows, course, found)
        if not np.isclose(outcomes[number - first][Outcome.FLOXURIDINE_EQUIVALENTS], course.patient.delivered):
            found.note(f"{where}: floxuridine delivered")
    return found


def _compare(where: str, rows: np.ndarray, course: SlowCourse, found: Replayed) -> None:
    for index, slow in enumerate(course.rows):
        kernel = traced(rows[index]) if index < len(rows) else None
        wanted = treated(slow)
        found.visits += 1
        for what in ("floxuridine", "systemic"):
            if what in slow:
                found.decisions[f"{what} {slow[what]}"] += 1
        if kernel is None or {**kernel, "events": kernel["events"] & 7} != wanted:
            found.note(f"{where}: the engine {wanted}, the walk {kernel}")
            return
        mine, theirs = given(rows[index]), ordered(slow)
        if mine.keys() != theirs.keys() or any(abs(mine[key] - theirs[key]) > NEAR for key in mine):
            found.note(f"{where}, day {slow['day']}: the engine gives {theirs}, the walk {mine}")
            return
    if len(rows) != len(course.rows):
        found.note(f"{where}: the walk goes on with {traced(rows[len(course.rows)])}")
