"""A large clinic taken apart: days by a linear program, hours day by day, then what is left mended piece by piece.

The program's prices give the bound of the whole request, and say of every place how much worse than the bound any
solution with it is: with a good solution at hand, few places are left that could be in a better one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from haipdose.capacity.cp_sat import Solved
from haipdose.capacity.day_prices import Prices, priced
from haipdose.capacity.day_program import DayProgram, day_program
from haipdose.capacity.exact_model import ExactModel, exact_model
from haipdose.capacity.first_fit import best_place
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.linear import relaxed, whole
from haipdose.capacity.mending import Mending
from haipdose.capacity.state import State

_A_DAY: Final = 2.0
_LEAST_REGRET: Final = 24


class Decomposition:
    """One pass over a large clinic; what it finds, it tells the search."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.problem = state.problem
        self.program: DayProgram = day_program(state.problem)
        self.prices: Prices = priced(self.program, np.zeros(len(self.program.limits)))

    def run(self) -> None:
        """Days, hours, pieces; then, if it has become small, the whole."""
        state = self.state
        days = self._days()
        if days is not None and state.goes_on():
            self._hours(days)
        Mending(state, self.prices).run()

    def _days(self) -> list[int] | None:
        """A day for each stay, and the bound."""
        state = self.state
        limit = None if state.deterministic else state.clock.left
        found = relaxed(self.program, seconds=limit, cancelled=state.cancelled)
        if found is None:
            return None
        state.clock.effort += found.effort
        self.prices = priced(self.program, found.prices)
        state.tell("days", bound=self.prices.bound)
        count = self.program.x_count
        columns = found.columns
        if np.abs(columns[:count] - np.rint(columns[:count])).max() > 1e-6 and state.goes_on():
            spread = max(_LEAST_REGRET, self.prices.bound // 100)
            kept = self.prices.x_regret <= spread
            kept |= columns[:count] > 1e-6
            limit = None if state.deterministic else state.clock.left / 3
            rounded = whole(self.program, kept, seconds=limit, cancelled=state.cancelled)
            state.clock.effort += rounded.effort
            if rounded.columns is not None:
                columns = rounded.columns
            state.tell("whole days")
        return [
            int(self.program.day[first + int(np.argmax(columns[first:end]))])
            for first, end in zip(self.program.stay_first[:-1], self.program.stay_first[1:], strict=True)
        ]

    def _hours(self, days: Sequence[int]) -> None:
        """Each day by itself; what finds no place then is put where it fits."""
        problem, state = self.problem, self.state
        on: dict[int, list[int]] = defaultdict(list)
        for number, day in enumerate(days):
            if day >= 0:
                on[day].append(number)
        ledger = Ledger(problem)
        for day in sorted(on):
            if not state.goes_on():
                break
            free = on[day]
            only = {number: {day: problem.stays[number].possible[0][day]} for number in free}
            model = exact_model(ledger, free, only=only, lacking=free)
            self._put(ledger, model, state.solve(model, _A_DAY))
        for stay in problem.stays:
            if ledger.places[stay.index] is None:
                place = best_place(ledger, stay)
                if place is not None:
                    ledger.put(stay, place)
        state.better(ledger.places)
        state.tell("hours")

    def _put(self, ledger: Ledger, model: ExactModel, solved: Solved) -> None:
        if solved.feasible:
            for number, place in model.read(solved.value).items():
                if place is not None:
                    ledger.put(self.problem.stays[number], place)
