"""One way to run CP-SAT: limits in time or in counted effort, progress, and being stopped from outside."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from ortools.sat.python import cp_model

SEED: Final = 20_261_101
_EVERY: Final = 0.05


@dataclass(frozen=True, slots=True)
class Solved:
    """How a run ended. Costs are never negative, so 0 is a bound of any model; ``effort`` is its counted time."""

    feasible: bool
    infeasible: bool
    optimal: bool
    objective: int | None
    bound: int
    effort: float
    value: Callable[[Any], bool]
    core: tuple[int, ...] = ()


class _Watch(cp_model.CpSolverSolutionCallback):
    def __init__(self, tell: Callable[[int, int], None]) -> None:
        super().__init__()
        self._tell = tell

    def on_solution_callback(self) -> None:
        """Tell the cost and the bound of a better solution."""
        self._tell(round(self.objective_value), _up(self.best_objective_bound))


def _up(bound: float) -> int:
    """An integer bound from a float one: costs are integers, so a bound may be rounded up, less a doubt."""
    return -int(-(bound - 1e-6) // 1)


def run(
    model: Any,
    *,
    seconds: float,
    workers: int,
    deterministic: bool,
    cancelled: Callable[[], bool],
    tell: Callable[[int, int], None] | None = None,
    **parameters: Any,
) -> Solved:
    """Solve a model within ``seconds``: of time, or in a deterministic run of counted effort."""
    solver = cp_model.CpSolver()
    settings = solver.parameters
    settings.random_seed = SEED
    settings.catch_sigint_signal = False
    if deterministic:
        settings.num_workers = 1
        settings.max_deterministic_time = max(seconds, 0.01)
    else:
        settings.num_workers = max(1, workers)
        settings.max_time_in_seconds = max(seconds, 0.01)
    for name, wanted in parameters.items():
        setattr(settings, name, wanted)
    done = threading.Event()
    watcher = threading.Thread(target=_stop_when, args=(solver, cancelled, done), daemon=True)
    watcher.start()
    try:
        status = solver.solve(model, None if tell is None else _Watch(tell))
    finally:
        done.set()
        watcher.join()
    feasible = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Solved(
        feasible=feasible,
        infeasible=status == cp_model.INFEASIBLE,
        optimal=status == cp_model.OPTIMAL,
        objective=round(solver.objective_value) if feasible else None,
        bound=0 if status == cp_model.INFEASIBLE else max(0, _up(solver.best_objective_bound)),
        effort=solver.response_proto.deterministic_time,
        value=solver.boolean_value,
        core=tuple(solver.response_proto.sufficient_assumptions_for_infeasibility),
    )


def _stop_when(solver: Any, cancelled: Callable[[], bool], done: threading.Event) -> None:
    while not done.wait(_EVERY):
        if cancelled():
            solver.stop_search()
            return


class Clock:
    """What is left of a search: seconds of time, or of counted effort in a deterministic run."""

    def __init__(self, seconds: float, *, deterministic: bool) -> None:
        self.deterministic = deterministic
        self.seconds = seconds
        self.effort = 0.0
        self._start = time.monotonic()

    @property
    def used(self) -> float:
        """What has been used."""
        return self.effort if self.deterministic else time.monotonic() - self._start

    @property
    def left(self) -> float:
        """What is left; never negative."""
        return max(0.0, self.seconds - self.used)
