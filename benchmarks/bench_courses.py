"""Simulated courses of the compiled walk, on one core, against the plain-Python patient whom the engine treats.

The plain one decides on recorded facts with the same functions that answer a clinic; visits that differ are not timed.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from course_replay import NUMBERS, compare_courses, tables_of
from measuring import Row, in_turn
from slow_course import SlowCourse

from haipdose_sim.cohort.course_outcome import ARM_WITH_PUMP, simulate_courses

PROTOCOL = "pump-it"
SEED = 20
COMPARED = 20
COMPILED = 2000
PLAIN = 4
PAIRS = 11


def measure() -> Iterator[Row]:
    found = compare_courses(PROTOCOL, with_pump=True, seed=SEED, first=0, last=COMPARED)
    if found.differ:
        sys.exit(f"the compiled walk and the plain course differ: {found.shown[0]}; not timed")
    tables, parameters = tables_of(PROTOCOL), NUMBERS._asdict()

    def compiled() -> None:
        simulate_courses(SEED, 0, COMPILED, ARM_WITH_PUMP, tables, NUMBERS)

    def plain() -> None:
        for number in range(PLAIN):
            SlowCourse(SEED, number, PROTOCOL, parameters, with_pump=True).run()

    times = in_turn(compiled, plain, pairs=PAIRS, clock=time.thread_time)
    ours, theirs = (statistics.median(side) for side in (times.ours, times.theirs))
    ratios = [(b / PLAIN) / (a / COMPILED) for a, b in zip(times.ours, times.theirs, strict=True)]
    yield Row(
        "simulated courses, one core",
        f"{COMPILED / ours:,.0f} courses/s",
        f"plain Python treated by the engine: {PLAIN / theirs:.2g} courses/s",
        round(statistics.median(ratios)),
        1000,
        f"processor time; {min(ratios):,.0f}–{max(ratios):,.0f} over {PAIRS} pairs",
        more_is_better=True,
    )
