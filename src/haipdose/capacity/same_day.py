"""Two stays of a patient on one day: what that costs more than each by itself, and which of them comes first.

A patient is in one place at a time, blood is drawn before what it is drawn for: neither shows when stays are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from haipdose.capacity.problem import DayRule, Problem, Stay

Options = tuple[tuple[int, int], ...]


class Pair(NamedTuple):
    """Two whole stays on one day: ``extra`` points more than the cheapest of each (None: not both).

    ``apart``: the second starts so many slots after the first at least; None when either may come first. ``least`` and
    ``most``: days from the first to the second, by the rules between them (None: any).
    """

    first: int
    second: int
    day: int
    extra: int | None
    apart: int | None
    least: int | None
    most: int | None


def pairs(problem: Problem) -> Iterator[Pair]:
    """Every two stays of a course that could be on one day and mind each other there."""
    known: dict[tuple[object, ...], int | None] = {}
    for numbers in problem.stays_of_course.values():
        for one, other in combinations(numbers, 2):
            first, second = problem.stays[one], problem.stays[other]
            days = first.possible[0].keys() & second.possible[0].keys()
            if not days:
                continue
            rules = [
                rule
                for rule in problem.rules_of_stay[one]
                if other in (problem.stay_of[rule.first], problem.stay_of[rule.second])
            ]
            if any((rule.least or 0) > 0 or (rule.most or 0) < 0 for rule in rules):
                continue
            apart = [gap for rule in rules for gap in _apart(problem, rule, one)]
            back = [gap for rule in rules for gap in _apart(problem, rule, other)]
            if back and not apart:
                first, second, apart, back = second, first, back, apart
            ordered = max(apart) if apart and not back else None
            least, most = _days_between(problem, rules, first.index)
            for day in sorted(days):
                here, there = _extras(first, day), _extras(second, day)
                key = (here, first.modes[0].length, there, second.modes[0].length, tuple(apart), tuple(back))
                if key not in known:
                    known[key] = _least(here, first, there, second, apart, back)
                if ordered is not None or known[key] != 0:
                    yield Pair(first.index, second.index, day, known[key], ordered, least, most)


def _days_between(problem: Problem, rules: list[DayRule], first: int) -> tuple[int | None, int | None]:
    """Days from stay ``first`` to the other one, at least and at most."""
    least, most = [], []
    for rule in rules:
        turned = problem.stay_of[rule.first] != first
        low, high = (rule.least, rule.most) if not turned else (_minus(rule.most), _minus(rule.least))
        least += [low] if low is not None else []
        most += [high] if high is not None else []
    return max(least, default=None), min(most, default=None)


def _minus(days: int | None) -> int | None:
    return None if days is None else -days


def _apart(problem: Problem, rule: DayRule, first: int) -> Iterator[int]:
    """Slots from the start of stay ``first`` to that of the other, when the rule's first visit is in it."""
    if rule.gap_slots is None or problem.stay_of[rule.first] != first:
        return
    before = problem.stays[first].modes[0]
    after = problem.stays[problem.stay_of[rule.second]].modes[0]
    ends = before.offsets[before.visits.index(rule.first)] + problem.visits[rule.first].slots + rule.gap_slots
    yield ends - after.offsets[after.visits.index(rule.second)]


def _extras(stay: Stay, day: int) -> Options:
    options = stay.possible[0][day]
    return tuple((start, cost - options[0][1]) for start, cost in options)


def _least(here: Options, first: Stay, there: Options, second: Stay, apart: list[int], back: list[int]) -> int | None:
    """The least extra cost of two starts at which both can be; None when there are none."""
    least: int | None = None
    for start, extra in here:
        for other, more in there:
            if least is not None and extra + more >= least:
                continue
            after, before = other - start, start - other
            free = after >= first.modes[0].length or before >= second.modes[0].length
            if free and all(after >= gap for gap in apart) and all(before >= gap for gap in back):
                least = extra + more
    return least
