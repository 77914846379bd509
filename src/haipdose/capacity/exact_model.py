"""Some stays of a clinic, by day and slot, exactly, with the others where they are: one CP-SAT model.

With every stay in it, it is the whole problem, and its bound is the bound of the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from haipdose.capacity.ledger import Ledger
from haipdose.capacity.problem import DayRule, Place, Problem, Stay

Whole = Mapping[int, Sequence[tuple[int, int]]]
"""Places of a whole stay: (start, cost) by the number of the day."""


@dataclass(slots=True)
class ExactModel:
    """The model with, for each stay in it, its choices: a place (None: none) with its literal and cost."""

    model: Any
    choices: dict[int, list[tuple[Place | None, Any, int]]]
    size: int

    def hint(self, places: Mapping[int, Place | None]) -> None:
        """Start the search from these places."""
        for number, options in self.choices.items():
            wanted = places.get(number)
            for place, literal, _ in options:
                self.model.add_hint(literal, place == wanted)

    def read(self, value: Any) -> dict[int, Place | None]:
        """The places of a solution; ``value`` gives that of a literal."""
        found: dict[int, Place | None] = {}
        for number, options in self.choices.items():
            found[number] = next(place for place, literal, _ in options if value(literal))
        return found


def exact_model(
    ledger: Ledger,
    free: Sequence[int],
    *,
    all_placed: bool = False,
    only: Mapping[int, Whole] | None = None,
    lacking: Collection[int] | None = None,
    parts: bool = True,
) -> ExactModel:
    """Model the stays ``free``; the ledger holds the others and nothing of these.

    Args:
        ledger: the others, booked.
        free: the stays to be placed.
        all_placed: leave out having no place, or a part of a stay: right when the best known cost is below the least
            cost of a visit without a place.
        only: for stays named here, only these places when they are whole.
        lacking: only these stays may have no place, or a part of them only (None: each, unless ``all_placed``).
        parts: false leaves out that only a part of a stay has a place.
    """
    if lacking is None:
        lacking = () if all_placed else frozenset(free)
    return _Builder(ledger, free, only or {}, lacking, parts=parts).build()


class _Builder:
    def __init__(
        self, ledger: Ledger, free: Sequence[int], only: Mapping[int, Whole], lacking: Collection[int], *, parts: bool
    ) -> None:
        self.ledger = ledger
        self.problem: Problem = ledger.problem
        self.free = tuple(free)
        self.only = only
        self.lacking = lacking
        self.parts = parts
        self.model = cp_model.CpModel()
        self.choices: dict[int, list[tuple[Place | None, Any, int]]] = {}
        self.size = 0
        # Per visit and day: start slots of the visit with the literal of the stay's choice.
        self.visit_at: dict[int, dict[int, list[tuple[int, Any]]]] = defaultdict(lambda: defaultdict(list))

    def build(self) -> ExactModel:
        terms: list[Any] = []
        weights: list[int] = []
        for number in self.free:
            options = list(self._options(self.problem.stays[number]))
            self.choices[number] = options
            self.model.add_exactly_one([literal for _, literal, _ in options])
            terms += [literal for _, literal, cost in options if cost]
            weights += [cost for _, _, cost in options if cost]
        self._capacity()
        self._patients()
        for rule in self._rules():
            self._rule(rule)
        self.model.minimize(cp_model.LinearExpr.weighted_sum(terms, weights))
        return ExactModel(self.model, self.choices, self.size)

    def _options(self, stay: Stay) -> Iterator[tuple[Place | None, Any, int]]:
        lacking = stay.index in self.lacking
        for mode in range(len(stay.modes) if lacking and self.parts else 1):
            shape = stay.modes[mode]
            whole = self.only.get(stay.index) if mode == 0 else None
            for day, options in (stay.possible[mode] if whole is None else whole).items():
                for start, cost in options:
                    place = Place(mode, day, start)
                    if not self.ledger.fits(stay, place):
                        continue
                    literal = self.model.new_bool_var("")
                    self.size += 1
                    for visit, offset in zip(shape.visits, shape.offsets, strict=True):
                        self.visit_at[visit][day].append((start + offset, literal))
                    yield place, literal, cost
        if lacking:
            yield None, self.model.new_bool_var(""), self.problem.cost_absent(stay)

    def _each(self) -> Iterator[tuple[Stay, Place, Any]]:
        for number, options in self.choices.items():
            for place, literal, _ in options:
                if place is not None:
                    yield self.problem.stays[number], place, literal

    def _capacity(self) -> None:
        grid = self.problem.grid
        using: dict[tuple[int, int, int], list[tuple[Any, int]]] = defaultdict(list)
        begun_day: dict[tuple[int, int], list[Any]] = defaultdict(list)
        begun_hour: dict[tuple[int, int, int], list[Any]] = defaultdict(list)
        for stay, place, literal in self._each():
            for use in stay.modes[place.mode].uses:
                first = place.start + use.first
                for slot in range(first, place.start + use.end):
                    using[use.resource, place.day, slot].append((literal, use.units))
                begun_day[use.resource, place.day].append(literal)
                begun_hour[use.resource, place.day, first * grid.slot_minutes // 60].append(literal)
        for (resource, day, slot), wanted in using.items():
            room = self.ledger.free[resource][day][slot]
            if sum(units for _, units in wanted) > room:
                literals, units = zip(*wanted, strict=True)
                self.model.add(cp_model.LinearExpr.weighted_sum(literals, units) <= room)
        for (resource, day), literals_begun in begun_day.items():
            most = grid.resources[resource].most_a_day
            if most is not None:
                room = most - self.ledger.begun_on[resource][day]
                self.model.add(cp_model.LinearExpr.sum(literals_begun) <= room)
        for (resource, day, hour), literals_begun in begun_hour.items():
            most = grid.resources[resource].most_an_hour
            if most is not None:
                room = most - self.ledger.begun_at.get((resource, day, hour), 0)
                self.model.add(cp_model.LinearExpr.sum(literals_begun) <= room)

    def _patients(self) -> None:
        """A patient is in one place at a time: of stays that can be on one day, at most one in each slot."""
        at: dict[tuple[str, int], dict[int, list[tuple[Place, Any]]]] = defaultdict(lambda: defaultdict(list))
        for stay, place, literal in self._each():
            at[stay.course, place.day][stay.index].append((place, literal))
        for stays in at.values():
            if len(stays) < 2:
                continue
            slots: dict[int, list[Any]] = defaultdict(list)
            for number, options in stays.items():
                for place, literal in options:
                    length = self.problem.stays[number].modes[place.mode].length
                    for slot in range(place.start, place.start + length):
                        slots[slot].append(literal)
            for literals in slots.values():
                if len(literals) > 1:
                    self.model.add_at_most_one(literals)

    def _rules(self) -> Iterator[DayRule]:
        seen = set()
        inside = set(self.free)
        stay_of = self.problem.stay_of
        for number in self.free:
            for rule in self.problem.rules_of_stay[number]:
                first, second = stay_of[rule.first], stay_of[rule.second]
                if first in inside and second in inside and id(rule) not in seen:
                    seen.add(id(rule))
                    yield rule

    def _rule(self, rule: DayRule) -> None:
        """Pairs that break a rule, as few clauses as there are days: tight, and silent when one has no place."""
        ordinals = self.problem.grid.ordinals
        first = {ordinals[day]: options for day, options in self.visit_at[rule.first].items()}
        second = {ordinals[day]: options for day, options in self.visit_at[rule.second].items()}
        if not first or not second:
            return
        if rule.least is not None:
            for day in sorted(first):
                late = [literal for at, options in first.items() if at >= day for _, literal in options]
                soon = [literal for at, options in second.items() if at < day + rule.least for _, literal in options]
                self._not_both(late, soon)
        if rule.most is not None:
            for day in sorted(first):
                early = [literal for at, options in first.items() if at <= day for _, literal in options]
                late = [literal for at, options in second.items() if at > day + rule.most for _, literal in options]
                self._not_both(early, late)
        if rule.gap_slots is not None:
            takes = self.problem.visits[rule.first].slots + rule.gap_slots
            for day in first.keys() & second.keys():
                for slot in sorted({start for start, _ in second[day]}):
                    running = [literal for start, literal in first[day] if start + takes > slot]
                    begun = [literal for start, literal in second[day] if start <= slot]
                    self._not_both(running, begun)

    def _not_both(self, some: list[Any], others: list[Any]) -> None:
        if not some or not others:
            return
        both = {literal.index: literal for literal in (*some, *others)}
        if len(both) == len(some) + len(others):
            self.model.add_at_most_one(both.values())
        else:
            # Two visits of one stay: one literal stands for both, and breaks the rule by itself.
            for index in {literal.index for literal in some} & {literal.index for literal in others}:
                self.model.add(both[index] == 0)
            self.model.add_at_most_one(both.values())
