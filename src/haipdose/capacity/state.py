"""Where a search stands: the best solution and the proven bound so far, the time left, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

from haipdose.capacity.answering import gap_percent
from haipdose.capacity.answers import Progress
from haipdose.capacity.cp_sat import Clock, Solved, run
from haipdose.capacity.exact_model import ExactModel
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.problem import Place, Problem


class State:
    """One search. Its solution only gets better and its bound only higher."""

    def __init__(
        self,
        problem: Problem,
        *,
        seconds: float,
        workers: int,
        deterministic: bool,
        report: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self.problem = problem
        self.clock = Clock(seconds, deterministic=deterministic)
        self.workers = workers
        self.deterministic = deterministic
        self.cancelled = cancelled
        self.bound = sum(_least(problem, number) for number in range(len(problem.stays)))
        self.best: list[Place | None] = [None] * len(problem.stays)
        self.cost = problem.total(self.best)
        self.steps: list[Progress] = []
        self._report = report

    @property
    def all_placed(self) -> bool:
        """Whether a visit without a place costs more than the best solution: then no better one has any."""
        return self.cost < min(visit.cost_not_placed for visit in self.problem.visits)

    def goes_on(self) -> bool:
        """Whether there is something left to find, and time, and nobody wants it to stop."""
        return self.cost > self.bound and self.clock.left > 0 and not self.cancelled()

    def better(self, places: list[Place | None]) -> bool:
        """Keep a solution if it is better than the best so far."""
        cost = self.problem.total(places)
        if cost >= self.cost:
            return False
        self.best, self.cost = list(places), cost
        return True

    def tell(self, phase: str, *, bound: int | None = None, cost: int | None = None) -> None:
        """Note where the search stands, and report it."""
        if bound is not None:
            self.bound = max(self.bound, bound)
        shown = self.cost if cost is None else min(self.cost, cost)
        step = Progress(
            phase=phase,
            seconds=None if self.deterministic else Decimal(str(round(self.clock.used, 2))),
            objective=shown,
            bound=self.bound,
            gap_percent=gap_percent(shown, self.bound),
            not_placed=None if cost is not None else sum(place is None for place in self.best),
        )
        self.steps.append(step)
        if self._report is not None:
            self._report(step)

    def solve(
        self,
        model: ExactModel,
        seconds: float | None = None,
        *,
        tell: Callable[[int, int], None] | None = None,
        **parameters: Any,
    ) -> Solved:
        """Run CP-SAT for at most so long, and no longer than what is left."""
        solved = run(
            model.model,
            seconds=self.clock.left if seconds is None else min(seconds, self.clock.left),
            workers=self.workers,
            deterministic=self.deterministic,
            cancelled=self.cancelled,
            tell=tell,
            **parameters,
        )
        self.clock.effort += solved.effort
        return solved

    def apart(self, free: Collection[int]) -> tuple[Ledger, int]:
        """The best solution without these stays, and what they cost in it."""
        ledger = booked(self.problem, self.best)
        stays = [self.problem.stays[number] for number in free]
        return ledger, sum(self.problem.cost(stay, ledger.take(stay)) for stay in stays)

    def solve_piece(self, model: ExactModel, free: Collection[int], before: int, seconds: float) -> bool:
        """Place these stays anew beside the others, for at most so long; whether that costs less than ``before``."""
        model.hint({number: self.best[number] for number in free})
        solved = self.solve(model, seconds)
        if solved.objective is None or solved.objective >= before:
            return False
        places = list(self.best)
        for number, place in model.read(solved.value).items():
            places[number] = place
        self.better(places)
        return True


def booked(problem: Problem, places: list[Place | None]) -> Ledger:
    """A ledger that holds a whole solution."""
    ledger = Ledger(problem)
    for stay, place in zip(problem.stays, places, strict=True):
        if place is not None:
            ledger.put(stay, place)
    return ledger


def _least(problem: Problem, number: int) -> int:
    """The least that a stay costs anywhere: alone in the clinic, without rules."""
    stay = problem.stays[number]
    costs = [options[0][1] for options in stay.possible[0].values()]
    # A part of it costs at least the cheapest visit that it leaves out.
    return min([problem.visits[visit].cost_not_placed for visit in stay.visits] + costs)
