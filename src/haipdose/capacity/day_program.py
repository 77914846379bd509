"""The days of a whole clinic and how many stays begin when, as a linear program: a relaxation, so its bound is proven.

A column for each stay and day (``x``), and one for going without: then it uses nothing and costs the least that any
lack of it costs. Stays that need the same, at the same hours, at the same extra cost, are one group on a day; a column
for each group and start (``z``) counts how many begin then, and every slot of every resource is kept for these counts.
For two stays of a patient on one day a column (``w``) is what that costs more; of those that have an order, the counts
keep that so many of the one begin before so many of the other. What it leaves out: that stays are whole, and who it is
that begins when.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from haipdose.capacity.problem import DayRule, Problem, Stay, Use
from haipdose.capacity.same_day import Pair, pairs

Numbers = npt.NDArray[np.int64]
WITHOUT = -1
"""In place of a day or a group: the stay is not complete, or it needs nothing that there is only so much of."""

_FAR: Final = 1_000_000
"""More days than any horizon has."""


class _Group(NamedTuple):
    """What stays of one group need and when they can start: (start, extra cost over the cheapest)."""

    uses: tuple[Use, ...]
    starts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DayProgram:
    """Minimise ``costs`` with ``rows @ columns <= limits``, one ``x`` for each stay, as many ``z`` as ``x`` in a group.

    After these come the ``w``, each up to its ``w_most``.

    ``x`` columns of stay ``s`` are ``stay_first[s]`` up to ``stay_first[s + 1]``, of the whole (``mode`` 0) and perhaps
    of its parts, the last of them without; ``z``
    columns of group ``g`` are ``group_first[g]`` up to ``group_first[g + 1]``, in the order of the stay's options.
    """

    problem: Problem
    costs: Numbers
    stay_first: Numbers
    day: Numbers
    mode: Numbers
    group: Numbers
    group_first: Numbers
    w_most: Numbers
    rows: Any
    limits: Numbers

    @property
    def x_count(self) -> int:
        """How many of the columns are ``x``."""
        return int(self.stay_first[-1])

    @property
    def stay(self) -> Numbers:
        """The stay of each ``x``."""
        return np.repeat(np.arange(len(self.problem.stays)), np.diff(self.stay_first))

    def links(self) -> Any:
        """Rows that are nought: ``z`` less ``x`` of each group."""
        groups = len(self.group_first) - 1
        member = np.flatnonzero(self.group >= 0)
        sizes = np.diff(self.group_first)
        row = np.concatenate([np.repeat(np.arange(groups), sizes), self.group[member]])
        column = np.concatenate([np.arange(self.group_first[0], self.group_first[-1]), member])
        sign = np.concatenate([np.ones(int(sizes.sum())), -np.ones(len(member))])
        return csr_array((sign, (row, column)), shape=(groups, len(self.costs)))

    def once(self) -> Any:
        """Rows that are one: the ``x`` of each stay."""
        ones = np.ones(self.x_count)
        return csr_array((ones, (self.stay, np.arange(self.x_count))), shape=(len(self.problem.stays), len(self.costs)))


def day_program(problem: Problem, parts: Collection[int] = ()) -> DayProgram:
    """Write the relaxation of a problem.

    Args:
        problem: what is to be placed.
        parts: stays of which parts have columns of their own; of the others a part costs its least and needs nothing.
    """
    return _Builder(problem, parts).build()


@dataclass(slots=True)
class _Rows:
    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    factor: list[int] = field(default_factory=list)
    limits: list[int] = field(default_factory=list)

    def new(self, limit: int) -> int:
        self.limits.append(limit)
        return len(self.limits) - 1

    def put(self, row: int, columns: list[int], factor: int = 1) -> None:
        self.row += [row] * len(columns)
        self.column += columns
        self.factor += [factor] * len(columns)


class _Builder:
    def __init__(self, problem: Problem, parts: Collection[int]) -> None:
        self.problem = problem
        self.parts = parts
        self.mode: list[int] = []
        self.costs: list[int] = []
        self.day: list[int] = []
        self.group: list[int] = []
        self.stay_first = [0]
        self.group_first: list[int] = []
        self.starts_of: list[list[int]] = []
        self.w_most: list[int] = []
        self.rows = _Rows()
        self.on: list[list[tuple[int, int]]] = []
        """Per stay: (ordinal of the day, its column)."""
        self.members: dict[int, dict[_Group, list[int]]] = defaultdict(lambda: defaultdict(list))

    def build(self) -> DayProgram:
        for stay in self.problem.stays:
            self._stay(stay)
        x_count = len(self.costs)
        for rule in self.problem.rules:
            self._rule(rule)
        for day, groups in self.members.items():
            self._day(day, groups)
        self.group_first.append(len(self.costs))
        self._same_day()
        rows = csr_array(
            (np.array(self.rows.factor, np.int64), (self.rows.row, self.rows.column)),
            shape=(len(self.rows.limits), len(self.costs)),
        )
        first = np.array(self.group_first, np.int64) if self.members else np.array([x_count], np.int64)
        return DayProgram(
            self.problem,
            np.array(self.costs, np.int64),
            np.array(self.stay_first, np.int64),
            np.array(self.day, np.int64),
            np.array(self.mode, np.int64),
            np.array(self.group, np.int64),
            first,
            np.array(self.w_most, np.int64),
            rows,
            np.array(self.rows.limits, np.int64),
        )

    def _stay(self, stay: Stay) -> None:
        apart = stay.index in self.parts
        on = []
        for number, mode in enumerate(stay.modes if apart else stay.modes[:1]):
            for day, options in stay.possible[number].items():
                column, least = len(self.costs), options[0][1]
                if mode.uses:
                    shape = _Group(mode.uses, tuple((start, cost - least) for start, cost in options))
                    self.members[day][shape].append(column)
                self._column(least, day, number)
                if number == 0:
                    on.append((self.problem.grid.ordinals[day], column))
        self._column(self.problem.cost_absent(stay) if apart else _lack(self.problem, stay), WITHOUT, WITHOUT)
        self.on.append(on)
        self.stay_first.append(len(self.costs))

    def _column(self, cost: int, day: int, mode: int) -> None:
        self.costs.append(cost)
        self.day.append(day)
        self.mode.append(mode)
        self.group.append(WITHOUT)

    def _rule(self, rule: DayRule) -> None:
        """Days that break a rule, as in the exact model; of rows that say more and less the same, the one with more."""
        first, second = self.problem.stay_of[rule.first], self.problem.stay_of[rule.second]
        if first == second:
            return
        here, there = self.on[first], self.on[second]
        if rule.least is not None:
            self._not_both(here, [[c for at, c in there if at < day + rule.least] for day, _ in here], late=True)
        if rule.most is not None:
            self._not_both(here, [[c for at, c in there if at > day + rule.most] for day, _ in here], late=False)

    def _not_both(self, here: list[tuple[int, int]], against: list[list[int]], *, late: bool) -> None:
        known = 0
        numbers = range(len(here)) if late else reversed(range(len(here)))
        for number in numbers:
            if len(against[number]) > known:
                known = len(against[number])
                mine = here[number:] if late else here[: number + 1]
                self.rows.put(self.rows.new(1), [column for _, column in mine] + against[number])

    def _day(self, day: int, groups: dict[_Group, list[int]]) -> None:
        grid = self.problem.grid
        scarce = self._scarce(day, groups)
        self._uses_a_day(groups)
        slots: dict[tuple[int, int], int] = {}
        hours: dict[tuple[int, int], int] = {}
        for shape, members in groups.items():
            self._join(members, len(self.group_first))
            self.starts_of.append([start for start, _ in shape.starts])
            self.group_first.append(len(self.costs))
            for start, extra in shape.starts:
                column = len(self.costs)
                self.costs.append(extra)
                taken: Counter[tuple[int, int]] = Counter()
                begun: Counter[tuple[int, int]] = Counter()
                for use in shape.uses:
                    for slot in range(start + use.first, start + use.end):
                        if (use.resource, slot) in scarce:
                            taken[use.resource, slot] += use.units
                    if grid.resources[use.resource].most_an_hour is not None:
                        begun[use.resource, (start + use.first) * grid.slot_minutes // 60] += 1
                for key, units in taken.items():
                    if key not in slots:
                        slots[key] = self.rows.new(grid.capacity[key[0]][day][key[1]])
                    self.rows.put(slots[key], [column], units)
                for key, count in begun.items():
                    if key not in hours:
                        hours[key] = self.rows.new(grid.resources[key[0]].most_an_hour or 0)
                    self.rows.put(hours[key], [column], count)

    def _join(self, members: list[int], group: int) -> None:
        for column in members:
            self.group[column] = group

    def _same_day(self) -> None:
        ordered: dict[int, list[tuple[Pair, int]]] = defaultdict(list)
        dearer: dict[int, dict[str, list[Pair]]] = defaultdict(lambda: defaultdict(list))
        for pair in pairs(self.problem):
            if pair.extra is None:
                self._both(pair, None)
                continue
            if pair.extra:
                dearer[pair.day][self.problem.stays[pair.first].course].append(pair)
            if pair.apart is not None:
                ordered[pair.day].append((pair, self._w(0)))
                self._both(pair, ordered[pair.day][-1][1])
        for counted in ordered.values():
            self._in_order(counted)
        for by_course in dearer.values():
            self._dearer(list(by_course.values()))

    def _dearer(self, courses: list[list[Pair]]) -> None:
        """What starts cost more than the cheapest, all together, is at least what the patients' pairs cost more.

        One sum for the groups that have to do with each other, by the patients who have stays in them.
        """
        sums: list[tuple[set[int], list[list[Pair]]]] = []
        for entries in courses:
            mine = {self.group[self._on(stay, pair.day)] for pair in entries for stay in (pair.first, pair.second)}
            touching = [entry for entry in sums if entry[0] & mine - {WITHOUT}]
            sums = [entry for entry in sums if entry not in touching]
            groups = mine.union(*(entry[0] for entry in touching))
            sums.append((groups, [entries, *(course for entry in touching for course in entry[1])]))
        for groups, joined in sums:
            row, most = self.rows.new(0), 0
            for entries in joined:
                # Of several pairs of a patient the dearest counts, in steps: moving one may make room for two others.
                below = 0
                for step in sorted({pair.extra or 0 for pair in entries}):
                    column = self._w(0)
                    self.rows.put(row, [column], step - below)
                    most += step - below
                    below = step
                    for pair in entries:
                        if (pair.extra or 0) >= step:
                            self._both(pair, column)
            for group in groups - {WITHOUT}:
                for number in range(len(self.starts_of[group])):
                    column = self.group_first[group] + number
                    if self.costs[column]:
                        self.rows.put(row, [column], -self.costs[column])
            if WITHOUT in groups:
                # Stays that need nothing are not counted by their starts: what they cost more is one sum.
                self.rows.put(row, [self._w(1, most)], -1)

    def _w(self, cost: int, most: int = 1) -> int:
        self.costs.append(cost)
        self.w_most.append(most)
        return len(self.costs) - 1

    def _both(self, pair: Pair, column: int | None) -> None:
        """The column is one when both are on the day; without a column they cannot.

        With rules between them: who is on the day has the other one there too, or on a day that the rules allow.
        """
        own = [] if column is None else [column]
        here, there = self._on(pair.first, pair.day), self._on(pair.second, pair.day)
        if pair.least is None and pair.most is None:
            row = self.rows.new(1)
            self.rows.put(row, [here, there])
            self.rows.put(row, own, -1)
            return
        low = -_FAR if pair.least is None else pair.least
        high = _FAR if pair.most is None else pair.most
        at = self.problem.grid.ordinals[pair.day]
        for mine, other, least, most in ((here, pair.second, low, high), (there, pair.first, -high, -low)):
            elsewhere = [c for day, c in self.on[other] if day != at and least <= day - at <= most]
            row = self.rows.new(0)
            self.rows.put(row, [mine])
            lacking = [c for c in range(self.stay_first[other], self.stay_first[other + 1]) if self.mode[c] != 0]
            self.rows.put(row, [*elsewhere, *lacking, *own], -1)

    def _in_order(self, entries: list[tuple[Pair, int]]) -> None:
        """Up to each slot: of pairs on a day, no more seconds have begun than firsts early enough.

        Each stay counts in one pair only, so that pairs can be counted by their firsts and by their seconds.
        """
        firsts, seconds, together = {}, {}, []
        apart = min(pair.apart or 0 for pair, _ in entries)
        for pair, column in entries:
            group = [self.group[self._on(stay, pair.day)] for stay in (pair.first, pair.second)]
            if WITHOUT in group or pair.first in firsts or pair.second in seconds:
                continue
            firsts[pair.first], seconds[pair.second] = group
            together.append(column)
        first, second = self._begin(set(firsts.values())), self._begin(set(seconds.values()))
        for slot in sorted({start for start, _ in second}) if together else ():
            early = [column for start, column in first if start + apart <= slot]
            late = [column for start, column in second if start > slot]
            row = self.rows.new(0)
            self.rows.put(row, together)
            self.rows.put(row, early, -1)
            self.rows.put(row, late, -1)

    def _begin(self, groups: set[int]) -> list[tuple[int, int]]:
        """Start and ``z`` column of these groups."""
        return [
            (start, self.group_first[group] + number)
            for group in sorted(groups)
            for number, start in enumerate(self.starts_of[group])
        ]

    def _on(self, stay: int, day: int) -> int:
        ordinal = self.problem.grid.ordinals[day]
        return next(column for at, column in self.on[stay] if at == ordinal)

    def _scarce(self, day: int, groups: dict[_Group, list[int]]) -> set[tuple[int, int]]:
        """Resource and slot that could be asked for more than there is."""
        wanted: Counter[tuple[int, int]] = Counter()
        for shape, members in groups.items():
            starts = [start for start, _ in shape.starts]
            for use in shape.uses:
                for slot in range(min(starts) + use.first, max(starts) + use.end):
                    wanted[use.resource, slot] += use.units * len(members)
        capacity = self.problem.grid.capacity
        return {(resource, slot) for (resource, slot), units in wanted.items() if units > capacity[resource][day][slot]}

    def _uses_a_day(self, groups: dict[_Group, list[int]]) -> None:
        for number, resource in enumerate(self.problem.grid.resources):
            if resource.most_a_day is None:
                continue
            using = [(sum(use.resource == number for use in shape.uses), cols) for shape, cols in groups.items()]
            if sum(count * len(columns) for count, columns in using) > resource.most_a_day:
                row = self.rows.new(resource.most_a_day)
                for count, columns in using:
                    if count:
                        self.rows.put(row, columns, count)


def _lack(problem: Problem, stay: Stay) -> int:
    """The least that it costs when a stay is not complete: each part that is missing costs its own."""
    return min(problem.visits[number].cost_not_placed for number in stay.visits)
