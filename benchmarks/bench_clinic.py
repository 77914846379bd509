"""The clinic planner: 300 patients over 26 weeks in 60 s, how it grows, and one change in a published calendar.

The clinics are invented (``haipdose_sim.clinic``): courses lived and planned by the engine, durations and costs of the
package's placeholders. "At 70 %" is how full the busiest fortnight is by what can be packed into a day; weeks with a
closure have half as much again. Each measurement has a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from measuring import Row

WEEKS = 26
SECONDS = 60
SEED = 1
AIM_GAP_PERCENT = 1.0
MOST_MEMORY_MB = 4096
CHANGE_SECONDS = 5.0


def solve(patients: int, load: int, seconds: float, *, change: bool = False) -> dict[str, Any]:
    """Make a clinic, solve it, check it; with ``change``: then take one patient's week away and solve it again."""
    from haipdose.capacity.requests import CourseWishes
    from haipdose.capacity.solve import solve_clinic
    from haipdose.capacity.verify import faults_of
    from haipdose.schedule.clinic import Closure
    from haipdose_sim.clinic.synthetic import synthetic_clinic

    began = time.perf_counter()
    request = synthetic_clinic(patients, WEEKS, SEED, load_percent=load)
    made = time.perf_counter() - began
    if change:
        before = solve_clinic(request, seconds=seconds)
        moved = next(
            entry for entry in before.appointments if entry.day >= request.horizon.first + dt.timedelta(days=21)
        )
        away = Closure(first=moved.day, last=moved.day, reason="the patient cannot come")
        wishes = [wish for wish in request.wishes if wish.course != moved.course]
        mine = next((wish for wish in request.wishes if wish.course == moved.course), CourseWishes(course=moved.course))
        changed = mine.model_copy(update={"away": (*mine.away, away)})
        request = request.model_copy(update={"wishes": (*wishes, changed)})
    steps: list[tuple[float, float, int | None, float]] = []
    began, cpu = time.perf_counter(), time.process_time()

    def note(step: Any) -> None:
        gap = 100.0 if step.gap_percent is None else float(step.gap_percent)
        steps.append((time.perf_counter() - began, time.process_time() - cpu, step.objective, gap))

    answer = solve_clinic(request, seconds=seconds, progress=note, previous=before if change else None)
    took, used = time.perf_counter() - began, time.process_time() - cpu
    faults = [] if change else list(faults_of(request, answer))
    if faults:
        msg = f"the calendar breaks a rule: {faults[0]}"
        raise AssertionError(msg)
    moved_visits = 0 if answer.changes is None else len(answer.changes.moved) + len(answer.changes.cancelled)
    return {
        "visits": len(request.visits),
        "made": made,
        "took": took,
        "cpu": used,
        "gap": float(answer.gap_percent or 0),
        "cost": answer.objective,
        "bound": answer.bound,
        "first_fit": answer.first_fit_objective,
        "not_placed": len(answer.not_placed),
        "off_target": sum(entry.day != entry.target for entry in answer.appointments),
        "moved": moved_visits,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "to_aim": next((step[:2] for step in steps if step[3] <= AIM_GAP_PERCENT), None),
        "steps": steps,
    }


def in_a_process(*arguments: str) -> dict[str, Any]:
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def rows_of(found: dict[str, Any], name: str) -> Iterator[Row]:
    reached = found["to_aim"]
    when = (
        "not reached"
        if reached is None
        else f"{AIM_GAP_PERCENT:g} % after {reached[0]:.0f} s, {reached[1]:.0f} s of CPU"
    )
    yield Row(
        f"{name}: gap",
        f"{found['gap']:.3g} % ({found['cost']} of {found['bound']}; {found['visits']} visits, "
        f"{found['off_target']} off their target day, {found['not_placed']} without a place)",
        f"{AIM_GAP_PERCENT:g} %",
        round(found["gap"] / AIM_GAP_PERCENT, 3),
        1.0,
        f"{when}; {found['cpu']:.0f} s of CPU in {found['took']:.0f} s",
    )
    ratio = found["cost"] / found["first_fit"]
    yield Row(f"{name}: cost", str(found["cost"]), f"first fit: {found['first_fit']}", round(ratio, 3), 1.0)


def measure() -> list[Row]:
    rows: list[Row] = []
    by_size = {}
    for patients, load in ((30, 70), (100, 70), (300, 70), (300, 90)):
        found = in_a_process(str(patients), str(load), str(SECONDS))
        by_size[patients, load] = found
        rows += rows_of(found, f"clinic of {patients} patients, {WEEKS} weeks, at {load} %, {SECONDS} s")
    large, small = by_size[300, 70], by_size[30, 70]
    rows.append(
        Row(
            "clinic of 300 patients: memory at its peak",
            f"{large['memory_mb']:.0f} MB",
            f"{MOST_MEMORY_MB} MB",
            round(large["memory_mb"] / MOST_MEMORY_MB, 3),
            1.0,
            f"30 patients: {small['memory_mb']:.0f} MB",
        )
    )
    rows.append(
        Row(
            "clinic of 300 patients: plans made into a request",
            f"{large['made']:.2f} s",
            f"30 patients: {small['made']:.2f} s",
            round(large["made"] / small["made"], 2),
            15.0,
        )
    )
    change = in_a_process("300", "70", str(SECONDS), "change")
    # What one change takes is told by the step at which the cost no longer falls.
    settled = next(step for step in change["steps"] if step[2] == change["cost"])
    rows.append(
        Row(
            "clinic of 300 patients: one patient's day taken away",
            f"settled after {settled[0]:.1f} s, {settled[1]:.1f} s of CPU; {change['moved']} appointments moved",
            f"{CHANGE_SECONDS:g} s",
            round(settled[0] / CHANGE_SECONDS, 3),
            1.0,
            f"gap {change['gap']:.3g} %",
        )
    )
    return rows


if __name__ == "__main__":
    size, load, limit, *rest = sys.argv[1:]
    print(json.dumps(solve(int(size), int(load), float(limit), change=bool(rest))))
