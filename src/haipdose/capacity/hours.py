"""From days to hours: the program's counts say how many of a group begin when; where that fails, CP-SAT on the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from haipdose.capacity.day_program import WITHOUT, DayProgram
from haipdose.capacity.exact_model import exact_model
from haipdose.capacity.first_fit import best_place
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.problem import Place
from haipdose.capacity.state import State

_A_DAY: Final = 2.0
_NEARLY: Final = 1e-6


class Hours:
    """Places for the stays of each day that the program chose.

    Args:
        state: is asked whether to go on, and lends its clock.
        program: the days.
        columns: a solution of it; parts of stays are read as the largest part.
    """

    def __init__(self, state: State, program: DayProgram, columns: npt.NDArray[np.float64]) -> None:
        self.state = state
        self.problem = state.problem
        self.program = program
        self.columns = columns
        self.ledger = Ledger(state.problem)
        self.chosen = [
            int(first) + int(np.argmax(columns[first:end]))
            for first, end in zip(program.stay_first[:-1], program.stay_first[1:], strict=True)
        ]

    def fill(self) -> Ledger:
        """Day by day; then whatever has no place yet where it fits."""
        on: dict[int, list[int]] = defaultdict(list)
        for number, column in enumerate(self.chosen):
            if self.program.mode[column] == 0:
                on[int(self.program.day[column])].append(number)
        for day in sorted(on):
            if not self.state.goes_on():
                break
            if not self._by_count(day, on[day]):
                self._exactly(day, on[day])
        for number, column in enumerate(self.chosen):
            if self.program.mode[column] > 0:
                self._part(number, int(self.program.mode[column]), int(self.program.day[column]))
        for stay in self.problem.stays:
            if self.ledger.places[stay.index] is None:
                place = best_place(self.ledger, stay)
                if place is not None:
                    self.ledger.put(stay, place)
        return self.ledger

    def _by_count(self, day: int, numbers: Sequence[int]) -> bool:
        """Give out the starts of each group, at no more than the program says; otherwise nothing is booked."""
        groups: dict[int, list[int]] = defaultdict(list)
        for number in numbers:
            groups[int(self.program.group[self.chosen[number]])].append(number)
        turns = self._turns(numbers)
        planned: dict[int, int | None] = dict.fromkeys(groups.pop(WITHOUT, ()))
        for group, members in groups.items():
            starts = self._starts(group, members[0], day)
            if starts is None or len(starts) != len(members):
                return False
            members.sort(key=lambda number: turns[number])
            planned.update(zip(members, starts, strict=True))
        # First what nothing else of the day binds, where it is planned; the rest has a choice of what is left.
        order = sorted(planned, key=lambda number: (planned[number] is None, turns[number] != 0, turns[number], number))
        over, done = 0, []
        for number in order:
            stay, start = self.problem.stays[number], planned[number]
            options = stay.possible[0][day]
            wanted = next((option for option in options if option[0] == start), options[0])
            found = next(
                (option for option in (wanted, *options) if self.ledger.fits(stay, Place(0, day, option[0]))), None
            )
            if found is not None:
                over += found[1] - wanted[1]
                self.ledger.put(stay, Place(0, day, found[0]))
                done.append(number)
        if len(done) < len(order) or over > 0:
            for number in done:
                self.ledger.take(self.problem.stays[number])
            return False
        return True

    def _starts(self, group: int, member: int, day: int) -> list[int] | None:
        """The starts that the counts of a group give, in order; None when the counts are not whole."""
        first, end = self.program.group_first[group : group + 2]
        counts = self.columns[first:end]
        whole = np.rint(counts)
        if np.abs(counts - whole).max() > _NEARLY:
            return None
        options = self.problem.stays[member].possible[0][day]
        found = [start for (start, _), count in zip(options, whole.tolist(), strict=True) for _ in range(int(count))]
        return sorted(found)

    def _turns(self, numbers: Sequence[int]) -> dict[int, int]:
        """Of stays of one group: what must come before another stay of this day first, what must come after last."""
        here = set(numbers)
        turns = dict.fromkeys(numbers, 0)
        for number in numbers:
            for rule in self.problem.rules_of_stay[number]:
                first, second = self.problem.stay_of[rule.first], self.problem.stay_of[rule.second]
                if rule.gap_slots is not None and first != second and first in here and second in here:
                    turns[number] += -1 if number == first else 1
        return turns

    def _part(self, number: int, mode: int, day: int) -> None:
        stay = self.problem.stays[number]
        for start, _ in stay.possible[mode][day]:
            if self.ledger.fits(stay, Place(mode, day, start)):
                self.ledger.put(stay, Place(mode, day, start))
                return

    def _exactly(self, day: int, numbers: Sequence[int]) -> None:
        only = {number: {day: self.problem.stays[number].possible[0][day]} for number in numbers}
        model = exact_model(self.ledger, numbers, only=only, lacking=numbers, parts=False)
        solved = self.state.solve(model, _A_DAY, num_workers=1, cp_model_probing_level=0)
        if solved.feasible:
            for number, place in model.read(solved.value).items():
                if place is not None:
                    self.ledger.put(self.problem.stays[number], place)
