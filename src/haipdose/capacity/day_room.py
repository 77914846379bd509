"""Whether visits could be placed by days alone: what does not fit by days does not fit by hours. A quick first proof.

Of the hours only this is left: a stay uses what it must use wherever on the day it starts (in a clinic of nine hours, a
stay of five is there in the middle of the day), and uses it between the soonest and the latest time at which it can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import product
from typing import Any

from ortools.sat.python import cp_model

from haipdose.capacity.problem import DayRule, Mode, Problem

Weighted = list[tuple[Any, int]]


class DayRoom:
    """A model of days, with a literal for each visit that it is to be placed."""

    def __init__(self, problem: Problem, visits: Collection[int]) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.wanted = {visit: self.model.new_bool_var("") for visit in sorted(visits)}
        self.at: dict[int, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self.within: dict[tuple[int, int], list[tuple[int, int, Any, int]]] = defaultdict(list)
        self.at_slot: dict[tuple[int, int, int], Weighted] = defaultdict(list)
        self.begun: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for number in sorted({problem.stay_of[visit] for visit in visits}):
            self._stay(number)
        self._capacity()
        for rule in self._rules():
            self._rule(rule)
        self.model.add_assumptions(list(self.wanted.values()))

    def _stay(self, number: int) -> None:
        stay = self.problem.stays[number]
        of_stay: list[Any] = []
        having: dict[int, list[Any]] = defaultdict(list)
        needed = {visit for visit in stay.visits if visit in self.wanted}
        for mode, shape in enumerate(stay.modes):
            if not needed & set(shape.visits):
                continue
            for day, options in stay.possible[mode].items():
                literal = self.model.new_bool_var("")
                of_stay.append(literal)
                for visit in shape.visits:
                    having[visit].append(literal)
                    self.at[visit][day].append(literal)
                self._use(shape, day, [start for start, _ in options], literal)
        self.model.add_at_most_one(of_stay)
        for visit in needed:
            self.model.add_bool_or([*having[visit], self.wanted[visit].negated()])

    def _use(self, shape: Mode, day: int, starts: list[int], literal: Any) -> None:
        soonest, latest = min(starts), max(starts)
        for use in shape.uses:
            between = (soonest + use.first, latest + use.end)
            self.within[use.resource, day].append((*between, literal, use.units * (use.end - use.first)))
            self.begun[use.resource, day].append(literal)
            for slot in range(latest + use.first, soonest + use.end):
                self.at_slot[use.resource, day, slot].append((literal, use.units))

    def _capacity(self) -> None:
        grid = self.problem.grid
        for (resource, day), uses in self.within.items():
            for start, end in product({use[0] for use in uses}, {use[1] for use in uses}):
                inside = [(literal, work) for first, last, literal, work in uses if start <= first and last <= end]
                self._at_most(inside, sum(grid.capacity[resource][day][start:end]))
        for (resource, day, slot), wanted in self.at_slot.items():
            self._at_most(wanted, grid.capacity[resource][day][slot])
        for (resource, _), literals in self.begun.items():
            most = grid.resources[resource].most_a_day
            if most is not None:
                self._at_most([(literal, 1) for literal in literals], most)

    def _at_most(self, wanted: Weighted, room: int) -> None:
        if sum(units for _, units in wanted) > room:
            literals, units = zip(*wanted, strict=True)
            self.model.add(cp_model.LinearExpr.weighted_sum(literals, units) <= int(room))

    def _rules(self) -> Iterator[DayRule]:
        stay_of, seen = self.problem.stay_of, set()
        for visit in self.wanted:
            for rule in self.problem.rules_of_stay[stay_of[visit]]:
                both = rule.first in self.wanted and rule.second in self.wanted
                if both and stay_of[rule.first] != stay_of[rule.second] and id(rule) not in seen:
                    seen.add(id(rule))
                    yield rule

    def _rule(self, rule: DayRule) -> None:
        ordinals = self.problem.grid.ordinals
        first = {ordinals[day]: literals for day, literals in self.at[rule.first].items()}
        second = {ordinals[day]: literals for day, literals in self.at[rule.second].items()}
        for day in first:
            if rule.least is not None:
                late = [one for at, literals in first.items() if at >= day for one in literals]
                soon = [one for at, literals in second.items() if at < day + rule.least for one in literals]
                if late and soon:
                    self.model.add_at_most_one([*late, *soon])
            if rule.most is not None:
                early = [one for at, literals in first.items() if at <= day for one in literals]
                after = [one for at, literals in second.items() if at > day + rule.most for one in literals]
                if early and after:
                    self.model.add_at_most_one([*early, *after])
