"""A large clinic taken apart: days by a linear program, hours day by day, then what is left mended piece by piece.

The program's prices give the bound of the whole request, and say of every place how much worse than the bound any
solution with it is: with a good solution at hand, few places are left that could be in a better one.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from haipdose.capacity.day_prices import Prices, priced
from haipdose.capacity.day_program import DayProgram, day_program
from haipdose.capacity.hours import Hours
from haipdose.capacity.linear import Floats, Relaxed, relaxed, whole
from haipdose.capacity.mending import Mending
from haipdose.capacity.state import State

_MORE_REGRET: Final = 24
_DOUBT: Final = 0.01
_PARTS: Final = 4000
"""Points that having only a part of a stay may cost more than the bound, for its parts to be looked at."""


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
            state.better(Hours(state, self.program, days).fill().places)
            state.tell("hours")
        Mending(state, self.prices).run()

    def _days(self) -> Floats | None:
        """A day for each stay as columns of the program, and the bound."""
        found = self._relaxed()
        if found is None:
            return None
        lacking = self.program.mode != 0
        if (found.columns[: self.program.x_count][lacking] > 1e-6).any():
            # There is not room for all: then it matters what a part of a stay needs.
            some = [s.index for s in self.problem.stays if len(s.modes) > 1 and self.prices.without(s.index) <= _PARTS]
            self.program = day_program(self.problem, some)
            found = self._relaxed()
            if found is None:
                return None
        count = self.program.x_count
        columns = found.columns
        if np.abs(columns[:count] - np.rint(columns[:count])).max() > 1e-6:
            columns = self._whole_days(columns)
        return columns

    def _relaxed(self) -> Relaxed | None:
        """Solve the program with parts of stays allowed, and take its prices."""
        state = self.state
        limit = None if state.deterministic else state.clock.left
        found = relaxed(self.program, seconds=limit, cancelled=state.cancelled)
        if found is not None:
            state.clock.effort += found.effort
            self.prices = priced(self.program, found.prices)
            state.tell("days", bound=self.prices.bound)
        return found

    def _whole_days(self, columns: Floats) -> Floats:
        """Days that are not in parts, of those that are worth it by the prices; a few more when these do not do."""
        state = self.state
        for spread in (0, _MORE_REGRET):
            if not state.goes_on():
                break
            kept = self.prices.x_regret <= spread
            kept |= columns[: self.program.x_count] > 1e-6
            limit = None if state.deterministic else state.clock.left / 3
            rounded = whole(self.program, kept, seconds=limit, cancelled=state.cancelled)
            state.clock.effort += rounded.effort
            if rounded.bound is not None:
                # What is not kept costs more than the spread; costs are integers, and HiGHS answers for its bound.
                proven = -int(-(rounded.bound - _DOUBT) // 1)
                state.tell("whole days", bound=min(proven, self.prices.bound + spread + 1))
            if rounded.columns is not None:
                return rounded.columns
        return columns
