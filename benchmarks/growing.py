"""The work whose cost and memory are watched as it grows; as a program, the memory of one piece of it.

``python growing.py NAME SIZE`` does the work in a process that did nothing else and prints its peak memory in KiB.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from haipdose.protocol.loader import load_protocol
from haipdose_sim.cohort.course_parameters import course_parameters
from haipdose_sim.cohort.course_runs import rule_set, run_courses
from haipdose_sim.cohort.reservoir_parameters import reservoir_parameters
from haipdose_sim.cohort.risk import risk_of
from haipdose_sim.cohort.risk_documents import Interval, RiskRequest
from haipdose_sim.cohort.trial.exposure import Stated
from haipdose_sim.cohort.trial.operating import simulate_trials, trial_setup
from haipdose_sim.cohort.trial.parameters import trial_parameters
from haipdose_sim.cohort.trial.scenario import Effects

Work = Callable[[int], object]


@dataclass(frozen=True)
class Growing:
    """Work of any size. ``unit``: what is counted; ``least``: the smallest size; ``prepared``: what is done once."""

    unit: str
    least: int
    prepared: Callable[[], Work]


def lives() -> Work:
    """The risk of one fill."""
    fill = Interval(name="fill", volume_ml=Decimal(30), flow_ml_per_day=Decimal("1.3"), days=Decimal(21))
    request, parameters = RiskRequest(intervals=(fill,)), reservoir_parameters()
    return lambda size: risk_of(request, parameters, seed=3, draws=size)


def courses() -> Work:
    """Virtual patients under one set of dose rules."""
    rules, numbers = [rule_set("pump-it", load_protocol("pump-it"))], course_parameters().numbers()
    return lambda size: run_courses(rules, numbers, seed=3, patients=size)


def trials() -> Work:
    """Two-arm trials of 306 patients."""
    setup = trial_setup(trial_parameters(), Stated(0.74, 0.97), seed=3, effects=Effects.NONE)
    return lambda size: list(simulate_trials([(1.0, setup)], trials=size))


KINDS = {
    "risk simulation": Growing("life", 10_000, lives),
    "course simulation": Growing("course", 100, courses),
    "trial simulation": Growing("trial", 10, trials),
}


def peak_kib() -> int:
    """The most memory that this process ever held: the kernel's high-water mark, which a parent does not add to."""
    try:
        told = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most // 1024 if sys.platform == "darwin" else most
    return int(next(line for line in told.splitlines() if line.startswith("VmHWM")).split()[1])


if __name__ == "__main__":
    KINDS[sys.argv[1]].prepared()(int(sys.argv[2]))
    print(peak_kib())
