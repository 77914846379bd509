"""Ten, a hundred, a thousand times as much: what one of them costs then, and the memory of the whole.

Cost is the processor's time for each life, course, trial, visit or re-planned course against that at the cheapest
smaller size; memory the peak of a fresh process against one that does the smallest size.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from bench_plan import COURSES, LIBRARY, NONE, courses
from growing import KINDS, Work
from measuring import Row, seconds

from haipdose.capacity.solve import prepare
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.fills import FillMemo
from haipdose_sim.clinic.synthetic import synthetic_clinic

TIMES = (1, 10, 100, 1000)
COST_AIM = 1.2
MEMORY_AIM = 1.1
ROUNDS = 7
LEAST_SECONDS = 0.1
"""A size that takes less is repeated, and the mean of the repetitions counts."""
WEEKS = 26


def measure() -> Iterator[Row]:
    for name, each in KINDS.items():
        yield from cost(name, each.unit, [each.least * times for times in TIMES], each.prepared())
    yield from clinics()
    yield from replanning()
    for name, each in KINDS.items():
        yield from memory(name, each.unit, [each.least * times for times in TIMES])


def clinics() -> Iterator[Row]:
    """From a clinic's request to the problem that is searched, without the search."""
    requests = {}
    for patients in TIMES:
        request = synthetic_clinic(patients, WEEKS, 1)
        requests[len(request.visits)] = request
    yield from cost(
        f"clinic of {WEEKS} weeks made a problem", "visit", list(requests), lambda visits: prepare(requests[visits])
    )


def replanning() -> Iterator[Row]:
    """Whole courses planned again on one core; each run begins with no fill worked out."""
    every = courses()

    def replan(size: int) -> None:
        memo: FillMemo = {}
        for course in every[:: COURSES // size]:
            answer_plan(course, LIBRARY, NONE, memo=memo)

    yield from cost("re-planning", "course", [10 * times for times in TIMES], replan, rounds=1)


def cost(name: str, unit: str, sizes: list[int], work: Work, rounds: int = ROUNDS) -> Iterator[Row]:
    """A row for each size but the first. All sizes in turn, ``rounds`` times.

    A size is compared with the cheapest smaller one: what is done once, whatever the size, must not hide growth.
    """
    work(sizes[0])  # warms up
    runs = [[one_run(work, size) / size for size in sizes] for _ in range(rounds)]
    usual = [statistics.median(run[place] for run in runs) for place in range(len(sizes))]
    for place in range(1, len(sizes)):
        cheapest = min(range(place), key=usual.__getitem__)
        ratios = [run[place] / run[cheapest] for run in runs]
        spread = f"; {min(ratios):.2f}–{max(ratios):.2f} over {rounds} rounds" if rounds > 1 else ""
        yield Row(
            f"{name}: a {unit} of {sizes[place]:,}",
            seconds_each(usual[place]),
            f"of {sizes[cheapest]:,}: {seconds_each(usual[cheapest])}",
            round(statistics.median(ratios), 3),
            COST_AIM,
            f"{TIMES[place]}×; processor time{spread}",
        )


def one_run(work: Work, size: int) -> float:
    """Seconds of the processor."""
    began, count = time.process_time(), 0
    while count == 0 or time.process_time() - began < LEAST_SECONDS:
        work(size)
        count += 1
    return (time.process_time() - began) / count


def seconds_each(value: float) -> str:
    if value < 1e-6:
        return f"{value * 1e9:.3g} ns"
    return f"{value * 1e6:.3g} µs" if value < 1e-3 else seconds(value)


def memory(name: str, unit: str, sizes: list[int]) -> Iterator[Row]:
    """A row for each size but the first."""
    peaks = [peak(name, size) for size in sizes]
    for times, size, most in list(zip(TIMES, sizes, peaks, strict=True))[1:]:
        yield Row(
            f"peak memory of the {name}, {size:,}",
            f"{most / 1024:.0f} MiB",
            f"{sizes[0]:,}: {peaks[0] / 1024:.0f} MiB",
            round(most / peaks[0], 3),
            MEMORY_AIM,
            f"{times}×; fresh process; {max(0, most - peaks[0]) * 1024 / size:.0f} bytes a {unit} more",
        )


def peak(name: str, size: int) -> int:
    """KiB."""
    command = [sys.executable, str(Path(__file__).with_name("growing.py")), name, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} of {size}: {done.stderr.strip().splitlines()[-1]}")
    return int(done.stdout)
