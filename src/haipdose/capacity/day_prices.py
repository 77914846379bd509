"""From the prices of a linear program to a proven bound, and to what each place is worse than the best: in integers.

Any prices that are not positive give a bound (Lagrange): each stay takes its cheapest day and start when what it uses
is paid for. So nothing here rests on the solver's tolerances; only how good the bound is does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from haipdose.capacity.day_program import DayProgram, Numbers
from haipdose.capacity.problem import Place

_FINEST: Final = 1 << 16
_LARGEST: Final = 1 << 61


@dataclass(frozen=True, slots=True)
class Prices:
    """``bound``: of the whole request. ``x_regret`` and ``z_regret``: what a solution with it costs more, at least."""

    program: DayProgram
    bound: int
    x_regret: Numbers
    z_regret: Numbers

    def without(self, stay: int) -> int:
        """What any solution in which the stay is not complete costs more than the bound, at least."""
        first, end = self.program.stay_first[stay : stay + 2]
        return int(self.x_regret[first:end][self.program.mode[first:end] != 0].min())

    def regret(self, stay: int, place: Place | None) -> int:
        """What any solution with this place costs more than the bound, at least."""
        program = self.program
        if place is None or place.mode:
            first, end = program.stay_first[stay : stay + 2]
            least = int(program.costs[first:end][program.mode[first:end] != 0].min())
            return self.without(stay) + program.problem.cost(program.problem.stays[stay], place) - least
        for column in range(int(program.stay_first[stay]), int(program.stay_first[stay + 1]) - 1):
            if program.day[column] == place.day and program.mode[column] == 0:
                options = program.problem.stays[stay].possible[0][place.day]
                number = next(number for number, option in enumerate(options) if option[0] == place.start)
                return int(self.x_regret[column]) + self._of_start(column, options, number)
        msg = f"stay {stay} cannot be at {place}"
        raise ValueError(msg)

    def _of_start(self, column: int, options: Sequence[tuple[int, int]], number: int) -> int:
        group = int(self.program.group[column])
        if group < 0:
            return options[number][1] - options[0][1]
        return int(self.z_regret[int(self.program.group_first[group]) - self.program.x_count + number])

    def places(self, stay: int, most: int) -> dict[int, list[tuple[int, int]]]:
        """By day: (start, cost) of the whole stay where a solution costs at most ``most`` more than the bound."""
        program = self.program
        entry = program.problem.stays[stay]
        found = {}
        for column in range(int(program.stay_first[stay]), int(program.stay_first[stay + 1]) - 1):
            rest = most - int(self.x_regret[column])
            if rest < 0 or program.mode[column] != 0:
                continue
            day = int(program.day[column])
            options = entry.possible[0][day]
            kept = [option for n, option in enumerate(options) if self._of_start(column, options, n) <= rest]
            if kept:
                found[day] = kept
        return found


def priced(program: DayProgram, prices: npt.NDArray[np.float64]) -> Prices:
    """The bound and the regrets of these prices, one for each row of the program.

    Regrets are rounded down, the bound up: all costs are integers.
    """
    total = sum(map(int, np.maximum.reduceat(program.costs[: program.x_count], program.stay_first[:-1])))
    scale = _FINEST
    weight = 2 + int(abs(program.rows).sum(axis=0).max(initial=0))
    while scale > 1 and (total + 1) * scale * weight > _LARGEST:
        scale //= 2
    each = np.minimum(np.rint(np.maximum(prices, -float(total + 1)) * scale), 0).astype(np.int64)
    effective = program.costs * scale - program.rows.T @ each
    last = int(program.group_first[-1])
    x_part, z_part, w_part = np.split(effective, [program.x_count, last])
    first = program.group_first - program.x_count
    if len(first) > 1:
        cheapest = np.minimum.reduceat(z_part, first[:-1])
        z_regret = (z_part - np.repeat(cheapest, np.diff(first))) // scale
        member = program.group >= 0
        x_part[member] += cheapest[program.group[member]]
    else:
        z_regret = z_part
    best = np.minimum.reduceat(x_part, program.stay_first[:-1])
    paid = sum(int(price) * int(limit) for price, limit in zip(each, program.limits, strict=True) if price)
    bound = sum(map(int, best)) + paid + sum(map(int, np.minimum(w_part, 0) * program.w_most))
    x_regret = (x_part - np.repeat(best, np.diff(program.stay_first))) // scale
    return Prices(program, -(-bound // scale), x_regret, z_regret)
