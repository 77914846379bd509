"""One way to run HiGHS on the days of a clinic: within a limit, and being left when somebody cancels."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import vstack

from haipdose.capacity.day_program import DayProgram

Floats = npt.NDArray[np.float64]
_EVERY: Final = 0.05
_NODES: Final = 200
_NEAR_ENOUGH: Final = 0.001
"""The days need not be the best, as the hours come on top."""
_ITERATIONS_A_UNIT: Final = 9000
"""Steps of the simplex method that take about as long as a unit of CP-SAT's counted effort."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What the linear program gave: its columns, and what each row is worth (never positive)."""

    columns: Floats
    prices: Floats
    effort: float


@dataclass(frozen=True, slots=True)
class Whole:
    """Whole days: the columns, and a bound of the program with whole days (None: none was proven)."""

    columns: Floats | None
    bound: float | None
    effort: float


def relaxed(program: DayProgram, *, seconds: float | None, cancelled: Callable[[], bool]) -> Relaxed | None:
    """Solve the program with parts of stays allowed; None when time ran out or somebody cancelled.

    Args:
        program: the days.
        seconds: of time; None: no limit, as in a deterministic run.
        cancelled: is asked now and then.
    """
    links, once = program.links(), program.once()
    found = _left_when(
        cancelled,
        lambda: linprog(
            program.costs.astype(float),
            A_ub=program.rows.astype(float) if len(program.limits) else None,
            b_ub=program.limits.astype(float) if len(program.limits) else None,
            A_eq=vstack([links, once]),
            b_eq=np.concatenate([np.zeros(links.shape[0]), np.ones(once.shape[0])]),
            bounds=(0, None),  # nothing is gained by a w above 1
            method="highs-ds",
            options={} if seconds is None else {"time_limit": seconds},
        ),
    )
    if found is None or found.status != 0:
        return None
    prices = found.ineqlin.marginals if len(program.limits) else np.zeros(0)
    return Relaxed(np.asarray(found.x), np.minimum(prices, 0.0), found.nit / _ITERATIONS_A_UNIT)


def whole(
    program: DayProgram, kept: npt.NDArray[np.bool_], *, seconds: float | None, cancelled: Callable[[], bool]
) -> Whole:
    """Solve the program with whole stays, and only the ``x`` that are ``kept``; starts stay counts.

    Args:
        program: the days.
        kept: of each ``x``, whether it may be chosen.
        seconds: as :func:`relaxed`; without, so many nodes.
        cancelled: is asked now and then.
    """
    links, once = program.links(), program.once()
    count = program.x_count
    rules = [LinearConstraint(links, 0, 0), LinearConstraint(once, 1, 1)]
    if len(program.limits):
        rules.append(LinearConstraint(program.rows.astype(float), -np.inf, program.limits.astype(float)))
    most = np.full(len(program.costs), np.inf)
    most[:count] = kept
    whole_ones = np.zeros(len(program.costs))
    whole_ones[:count] = 1
    found = _left_when(
        cancelled,
        lambda: milp(
            program.costs.astype(float),
            constraints=rules,
            bounds=Bounds(0, most),
            integrality=whole_ones,
            options={
                "mip_rel_gap": _NEAR_ENOUGH,
                **({"node_limit": _NODES} if seconds is None else {"time_limit": seconds}),
            },
        ),
    )
    if found is None:
        return Whole(None, None, 0.0)
    bound = found.mip_dual_bound
    usable = bound is not None and np.isfinite(bound)
    effort = count / _ITERATIONS_A_UNIT + (found.mip_node_count or 0) * 0.1
    return Whole(None if found.x is None else np.asarray(found.x), float(bound) if usable else None, effort)


def _left_when(cancelled: Callable[[], bool], work: Callable[[], Any]) -> Any:
    """The result of the work; None as soon as somebody cancels: HiGHS cannot be stopped from outside, so it is left."""
    found: list[Any] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            found.append(work())
        except Exception as error:  # noqa: BLE001 - handed to the caller below
            failed.append(error)

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    while worker.is_alive():
        worker.join(_EVERY)
        if cancelled():
            return None
    if failed:
        raise failed[0]
    return found[0]
