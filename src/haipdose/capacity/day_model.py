"""Only the days of a whole clinic: a relaxation, whose bound is therefore a bound of the whole request.

Each stay is on one of its days or is not complete. Of a day's capacity only what every calendar must keep is asked: the
sum over the day and over parts of it, each stay counting with the least that it uses there at any of its hours. A stay
that is not complete uses nothing and costs the least that any lack of it costs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ortools.sat.python import cp_model

from haipdose.capacity.problem import DayRule, Mode, Problem, Stay, Use


class _Span(NamedTuple):
    """A part of a day, in slots."""

    first: int
    end: int


@dataclass(slots=True)
class DayModel:
    """The model with, for each stay, its days (None: not complete) with literal and cost."""

    model: Any
    choices: list[list[tuple[int | None, Any, int]]]

    def hint(self, days: Mapping[int, int | None]) -> None:
        """Start the search from these days."""
        for number, options in enumerate(self.choices):
            wanted = days.get(number)
            for day, literal, _ in options:
                self.model.add_hint(literal, day == wanted)

    def read(self, value: Any) -> list[int | None]:
        """The day of each stay in a solution."""
        return [next(day for day, literal, _ in options if value(literal)) for options in self.choices]


def day_model(problem: Problem) -> DayModel:
    """Model the days of every stay."""
    return _Builder(problem).build()


class _Builder:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.choices: list[list[tuple[int | None, Any, int]]] = []
        self.on: list[dict[int, Any]] = []
        self._least: dict[tuple[tuple[Use, ...], tuple[int, ...], int, _Span], int] = {}

    def build(self) -> DayModel:
        terms: list[Any] = []
        weights: list[int] = []
        for stay in self.problem.stays:
            options: list[tuple[int | None, Any, int]] = [
                (day, self.model.new_bool_var(""), places[0][1]) for day, places in stay.possible[0].items()
            ]
            options.append((None, self.model.new_bool_var(""), _lack(self.problem, stay)))
            self.model.add_exactly_one([literal for _, literal, _ in options])
            self.choices.append(options)
            self.on.append({day: literal for day, literal, _ in options if day is not None})
            terms += [literal for _, literal, cost in options if cost]
            weights += [cost for _, _, cost in options if cost]
        for rule in self.problem.rules:
            self._rule(rule)
        self._capacity()
        self.model.minimize(cp_model.LinearExpr.weighted_sum(terms, weights))
        return DayModel(self.model, self.choices)

    def _rule(self, rule: DayRule) -> None:
        problem = self.problem
        first, second = problem.stay_of[rule.first], problem.stay_of[rule.second]
        if first == second:
            return
        ordinals = problem.grid.ordinals
        here = {ordinals[day]: literal for day, literal in self.on[first].items()}
        there = {ordinals[day]: literal for day, literal in self.on[second].items()}
        for day in here:
            if rule.least is not None:
                late = [literal for at, literal in here.items() if at >= day]
                soon = [literal for at, literal in there.items() if at < day + rule.least]
                if soon:
                    self.model.add_at_most_one([*late, *soon])
            if rule.most is not None:
                early = [literal for at, literal in here.items() if at <= day]
                late = [literal for at, literal in there.items() if at > day + rule.most]
                if late:
                    self.model.add_at_most_one([*early, *late])

    def _capacity(self) -> None:
        grid = self.problem.grid
        by_day: dict[int, list[tuple[Mode, tuple[int, ...], Any]]] = defaultdict(list)
        for stay in self.problem.stays:
            for day, literal in self.on[stay.index].items():
                starts = tuple(sorted(start for start, _ in stay.possible[0][day]))
                by_day[day].append((stay.modes[0], starts, literal))
        for day, wanted in by_day.items():
            for resource in range(len(grid.resources)):
                using = [
                    (tuple(use for use in mode.uses if use.resource == resource), starts, literal)
                    for mode, starts, literal in wanted
                ]
                using = [entry for entry in using if entry[0]]
                if using:
                    self._hours(resource, day, using)
                    self._uses(resource, using)

    def _uses(self, resource: int, using: list[tuple[tuple[Use, ...], tuple[int, ...], Any]]) -> None:
        grid = self.problem.grid
        entry = grid.resources[resource]
        most = entry.most_a_day
        if entry.most_an_hour is not None:
            hours = {
                (start + use.first) * grid.slot_minutes // 60
                for uses, starts, _ in using
                for use in uses
                for start in starts
            }
            by_hours = entry.most_an_hour * len(hours)
            most = by_hours if most is None else min(most, by_hours)
        if most is not None and sum(len(uses) for uses, _, _ in using) > most:
            self.model.add(
                cp_model.LinearExpr.weighted_sum(
                    [literal for _, _, literal in using], [len(uses) for uses, _, _ in using]
                )
                <= most
            )

    def _hours(self, resource: int, day: int, using: list[tuple[tuple[Use, ...], tuple[int, ...], Any]]) -> None:
        room = self.problem.grid.capacity[resource][day]
        kinds = {(uses, starts) for uses, starts, _ in using}
        best: dict[tuple[int, ...], int] = {}
        for span in self._spans(kinds):
            there = sum(room[span.first : span.end])
            takes = tuple(self._takes(uses, starts, resource, span) for uses, starts, _ in using)
            if sum(takes) > there:
                best[takes] = min(there, best.get(takes, there))
        literals = [literal for _, _, literal in using]
        for takes, there in best.items():
            self.model.add(cp_model.LinearExpr.weighted_sum(literals, takes) <= there)

    def _spans(self, kinds: set[tuple[tuple[Use, ...], tuple[int, ...]]]) -> Iterator[_Span]:
        """The whole day, the hull of each kind of use, and the slots that a kind cannot avoid."""
        yield _Span(0, self.problem.grid.slots)
        seen = set()
        for uses, starts in kinds:
            for use in uses:
                hull = _Span(max(0, starts[0] + use.first), starts[-1] + use.end)
                core = range(starts[-1] + use.first, starts[0] + use.end)
                for span in (hull, *(_Span(slot, slot + 1) for slot in core)):
                    if span not in seen:
                        seen.add(span)
                        yield span

    def _takes(self, uses: tuple[Use, ...], starts: tuple[int, ...], resource: int, span: _Span) -> int:
        key = (uses, starts, resource, span)
        found = self._least.get(key)
        if found is None:
            found = min(
                sum(
                    use.units * max(0, min(span.end, start + use.end) - max(span.first, start + use.first))
                    for use in uses
                )
                for start in starts
            )
            self._least[key] = found
        return found


def _lack(problem: Problem, stay: Stay) -> int:
    """The least that it costs when a stay is not complete: with any part of it placed anywhere, or without."""
    costs = [problem.cost_absent(stay)]
    if len(stay.visits) > 1:
        # Each part that is missing costs its own; the rest costs nothing at the least.
        costs.append(min(problem.visits[number].cost_not_placed for number in stay.visits))
    return min(costs)
