"""The search: first fit, then the problem whole, or taken apart when it is large."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from haipdose.capacity.answering import Found
from haipdose.capacity.answers import Method, Progress
from haipdose.capacity.change import near_the_change
from haipdose.capacity.exact_model import exact_model
from haipdose.capacity.first_fit import first_fit, published_places
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.problem import Problem
from haipdose.capacity.state import State, booked

LARGEST_WHOLE: Final = 15_000
"""Places of whole stays, of all together: what CP-SAT solves at once in seconds. More are taken apart."""


def search(
    problem: Problem,
    *,
    seconds: float,
    workers: int,
    deterministic: bool,
    report: Callable[[Progress], None] | None,
    cancelled: Callable[[], bool],
    largest_whole: int = LARGEST_WHOLE,
) -> Found:
    """Search until the bound is met, the time is used or somebody cancels.

    Args:
        problem: what is to be placed; not empty.
        seconds: of time, or of counted effort when ``deterministic``.
        workers: threads.
        deterministic: equal problems give equal answers.
        report: is told each step.
        cancelled: is asked now and then.
        largest_whole: places up to which the problem is solved at once.
    """
    state = State(
        problem, seconds=seconds, workers=workers, deterministic=deterministic, report=report, cancelled=cancelled
    )
    plain = first_fit(problem)
    baseline = problem.total(plain.places)
    state.better(plain.places)
    if problem.request.published:
        state.better(first_fit(problem, published_places(problem)).places)
    state.tell("first fit")
    method: Method = "whole-problem"
    if state.goes_on():
        if _places(problem) > largest_whole:
            from haipdose.capacity.decomposition import Decomposition

            method = "decomposed"
            if problem.request.published:
                near_the_change(state)
            Decomposition(state).run()
        else:
            _whole(state)
    return Found(
        ledger=booked(problem, state.best),
        bound=state.bound,
        method=method,
        interrupted=cancelled(),
        first_fit=baseline,
        progress=state.steps,
    )


def _places(problem: Problem) -> int:
    return sum(len(options) for stay in problem.stays for options in stay.possible[0].values())


def _whole(state: State) -> None:
    problem = state.problem
    model = exact_model(Ledger(problem), range(len(problem.stays)), all_placed=state.all_placed)
    model.hint(dict(enumerate(state.best)))
    solved = state.solve(model, tell=lambda cost, bound: state.tell("whole problem", bound=bound, cost=cost))
    if solved.feasible:
        found = model.read(solved.value)
        state.better([found[number] for number in range(len(problem.stays))])
    state.tell("whole problem", bound=solved.bound)
