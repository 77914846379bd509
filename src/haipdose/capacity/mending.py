"""Better calendars from a good one: a few days at a time with the rest as it is; then what is left of the whole.

A place whose regret is more than the gap is in no better calendar, so it is left out; the smaller the gap, the less is
left, until the whole is small enough to be solved at once, which proves how good it is.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from haipdose.capacity.day_prices import Prices
from haipdose.capacity.exact_model import exact_model
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.state import State

_A_PIECE: Final = 5.0
_LEAST_REGRET: Final = 32
_LARGEST_WHOLE: Final = 60_000


class Mending:
    """Pieces, worst first, wider when nothing gets better; what it finds, it tells the search."""

    def __init__(self, state: State, prices: Prices) -> None:
        self.state = state
        self.problem = state.problem
        self.prices = prices
        self.regret = _LEAST_REGRET
        self.width = 1

    def run(self) -> None:
        """Until the gap is closed, the time is used or somebody cancels."""
        state = self.state
        widest = len(self.problem.grid.days)
        while state.goes_on():
            if self._left() <= _LARGEST_WHOLE and self._whole():
                return
            before = state.cost
            for day in self._worst_days():
                if not state.goes_on():
                    return
                self._piece(day)
            if state.cost == before:
                if self.width > widest:
                    # No piece is better: what remains is to look at everything at once, however large.
                    self._whole()
                    return
                self.width *= 2
                self.regret *= 4

    def _gap(self) -> int:
        return self.state.cost - self.prices.bound

    def _left(self) -> int:
        """How many places could be in a better solution."""
        gap = self._gap()
        return sum(
            len(options) for stay in self.problem.stays for options in self.prices.places(stay.index, gap).values()
        )

    def _worst_days(self) -> list[int]:
        """Days by what their stays cost more than the prices say, the worst first."""
        worse: dict[int, int] = defaultdict(int)
        for stay, place in zip(self.problem.stays, self.state.best, strict=True):
            regret = self.prices.regret(stay.index, place)
            if regret:
                days = [place.day] if place is not None else sorted(stay.possible[0])
                for day in days:
                    worse[day] += regret
        ordered = sorted(worse, key=lambda day: (-worse[day], day))
        apart: list[int] = []
        for day in ordered:
            if all(abs(day - other) > self.width for other in apart):
                apart.append(day)
        return apart

    def _free(self, day: int) -> list[int]:
        """Stays on the days around, and those without a place that could be there."""

        def near(other: int) -> bool:
            return abs(other - day) <= self.width

        free = [
            stay.index
            for stay, place in zip(self.problem.stays, self.state.best, strict=True)
            if (near(place.day) if place is not None else any(map(near, stay.possible[0])))
        ]
        # What has no place may get one when the rest of its course moves, wherever that is.
        courses = {self.problem.stays[number].course for number in free if self._lacks(number)}
        return sorted({*free, *(n for course in sorted(courses) for n in self.problem.stays_of_course[course])})

    def _piece(self, day: int) -> None:
        state = self.state
        free = self._free(day)
        most = min(self._gap(), self.regret)
        ledger, before = state.apart(free)
        only = {}
        courses = {self.problem.stays[number].course for number in free if self._lacks(number)}
        for number in free:
            stay, place = self.problem.stays[number], state.best[number]
            only[number] = self.prices.places(number, self._gap() if stay.course in courses else most)
            if place is not None and place.mode == 0:
                here = only[number].setdefault(place.day, [])
                if all(start != place.start for start, _ in here):
                    here.append((place.start, self.problem.cost(stay, place)))
        lacking = [n for n in free if self._lacks(n) or self.prices.without(n) <= most]
        model = exact_model(ledger, free, only=only, lacking=lacking)
        if state.solve_piece(model, free, before, _A_PIECE):
            state.tell("pieces")

    def _lacks(self, number: int) -> bool:
        place = self.state.best[number]
        return place is None or place.mode > 0

    def _whole(self) -> bool:
        """Everything that could still be in a better solution, at once; whether that settled it."""
        state = self.state
        gap = self._gap()
        free = range(len(self.problem.stays))
        only = {number: self.prices.places(number, gap) for number in free}
        lacking = [number for number in free if self.prices.without(number) <= gap]
        model = exact_model(Ledger(self.problem), free, only=only, lacking=lacking)
        model.hint(dict(enumerate(state.best)))
        known = state.cost
        solved = state.solve(
            model, tell=lambda cost, bound: state.tell("what is left", bound=min(bound, known), cost=cost)
        )
        if solved.feasible:
            found = model.read(solved.value)
            state.better([found[number] for number in free])
            state.tell("what is left", bound=min(solved.bound, known))
        return solved.optimal
