"""The search: first fit, then the problem whole. A large one is not taken apart yet: its bound stays weak."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from haipdose.capacity.answering import Found, gap_percent
from haipdose.capacity.answers import Progress
from haipdose.capacity.cp_sat import Clock, run
from haipdose.capacity.exact_model import exact_model
from haipdose.capacity.first_fit import first_fit, published_places
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.problem import Place, Problem


class Search:
    """One search with its best solution and its proven bound so far."""

    def __init__(self, problem: Problem, *, seconds: float, workers: int, deterministic: bool) -> None:
        self.problem = problem
        self.clock = Clock(seconds, deterministic=deterministic)
        self.workers = workers
        self.deterministic = deterministic
        self.bound = sum(_least(problem, number) for number in range(len(problem.stays)))
        self.best: list[Place | None] = []
        self.cost = 0
        self.steps: list[Progress] = []
        self._report: Callable[[Progress], None] | None = None
        self._cancelled: Callable[[], bool] = lambda: False

    def run(self, report: Callable[[Progress], None] | None, cancelled: Callable[[], bool]) -> Found:
        """Search until the bound is met, the time is used or somebody cancels."""
        self._report, self._cancelled = report, cancelled
        problem = self.problem
        plain = first_fit(problem)
        baseline = problem.total(plain.places)
        self.best, self.cost = list(plain.places), baseline
        if problem.request.published:
            self.better(first_fit(problem, published_places(problem)).places)
        self.tell("first fit")
        if self.cost > self.bound:
            self._whole()
        return Found(
            ledger=booked(problem, self.best),
            bound=self.bound,
            method="whole-problem",
            interrupted=cancelled(),
            first_fit=baseline,
            progress=self.steps,
        )

    @property
    def all_placed(self) -> bool:
        """Whether a visit without a place costs more than the best solution: then no better one has any."""
        return self.cost < min(visit.cost_not_placed for visit in self.problem.visits)

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

    def _whole(self) -> None:
        problem = self.problem
        model = exact_model(Ledger(problem), range(len(problem.stays)), all_placed=self.all_placed)
        model.hint(dict(enumerate(self.best)))
        solved = run(
            model.model,
            seconds=self.clock.left,
            workers=self.workers,
            deterministic=self.deterministic,
            cancelled=self._cancelled,
            tell=lambda cost, bound: self.tell("whole problem", bound=bound, cost=cost),
        )
        self.clock.effort += solved.effort
        if solved.feasible:
            found = model.read(solved.value)
            self.better([found[number] for number in range(len(problem.stays))])
        self.tell("whole problem", bound=solved.bound)


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
    costs = [options[0][1] for by_day in stay.possible for options in by_day.values()]
    return min([problem.cost_absent(stay), *costs])
