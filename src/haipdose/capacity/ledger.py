"""What is taken so far: units of each resource by slot, uses begun by day and hour, and each patient's own time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from haipdose.capacity.problem import DayRule, Mode, Place, Problem, Stay, Use


class Full(NamedTuple):
    """A resource that has no room: from this slot on, or the day's or the hour's number of uses (``limit``)."""

    resource: int
    day: int
    slot: int
    limit: str


class Ledger:
    """Books stays and says what stands in the way of another one."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        grid = problem.grid
        self.free = [[list(slots) for slots in days] for days in grid.capacity]
        self.begun_on = [[0] * len(grid.days) for _ in grid.resources]
        self.begun_at: dict[tuple[int, int, int], int] = {}
        self.busy: dict[tuple[str, int], list[tuple[int, int]]] = {}
        self.at: dict[int, tuple[int, int]] = {}
        self.places: list[Place | None] = [None] * len(problem.stays)
        self._counted: dict[tuple[Use, ...], bool] = {}

    def put(self, stay: Stay, place: Place) -> None:
        """Book a stay; the caller knows that it fits."""
        self._book(stay, place, 1)
        mode = stay.modes[place.mode]
        self.busy.setdefault((stay.course, place.day), []).append((place.start, place.start + mode.length))
        for visit, offset in zip(mode.visits, mode.offsets, strict=True):
            self.at[visit] = (place.day, place.start + offset)
        self.places[stay.index] = place

    def take(self, stay: Stay) -> Place | None:
        """Take a stay out again, and say where it was."""
        place = self.places[stay.index]
        if place is None:
            return None
        self._book(stay, place, -1)
        mode = stay.modes[place.mode]
        self.busy[stay.course, place.day].remove((place.start, place.start + mode.length))
        for visit in mode.visits:
            del self.at[visit]
        self.places[stay.index] = None
        return place

    def fits(self, stay: Stay, place: Place) -> bool:
        """Whether there is room, for the clinic and for the patient, and no rule is broken."""
        mode = stay.modes[place.mode]
        return self.has_room(mode, place) and self.patient_free(stay, place) and not any(self.broken(stay, place))

    def has_room(self, mode: Mode, place: Place) -> bool:
        """Whether the clinic has room."""
        _, day, start = place
        for use in mode.uses:
            slots = self.free[use.resource][day][start + use.first : start + use.end]
            if min(slots) < use.units:
                return False
        return self._simple(mode.uses) or next(self.full(mode, place), None) is None

    def _simple(self, uses: tuple[Use, ...]) -> bool:
        """Whether free slots are all that counts: no resource twice, none with a number of uses."""
        found = self._counted.get(uses)
        if found is None:
            resources = [self.problem.grid.resources[use.resource] for use in uses]
            limited = any(entry.most_a_day is not None or entry.most_an_hour is not None for entry in resources)
            found = self._counted[uses] = not limited and len({use.resource for use in uses}) == len(uses)
        return found

    def full(self, mode: Mode, place: Place) -> Iterator[Full]:
        """The resources that have no room for a stay at a place, each once."""
        resources = self.problem.grid.resources
        minutes = self.problem.grid.slot_minutes
        _, day, start = place
        for number, use in enumerate(mode.uses):
            first = start + use.first
            slots = self.free[use.resource][day]
            # Several uses of one resource in one stay: earlier ones of the same stay count against it too.
            own = [other for other in mode.uses[:number] if other.resource == use.resource]
            for slot in range(first, start + use.end):
                taken = sum(other.units for other in own if start + other.first <= slot < start + other.end)
                if slots[slot] - taken < use.units:
                    yield Full(use.resource, day, slot, "hours")
                    break
            resource = resources[use.resource]
            if resource.most_a_day is not None and (
                self.begun_on[use.resource][day] + len(own) + 1 > resource.most_a_day
            ):
                yield Full(use.resource, day, first, "day")
            if resource.most_an_hour is not None:
                hour = first * minutes // 60
                same = sum((start + other.first) * minutes // 60 == hour for other in own)
                if self.begun_at.get((use.resource, day, hour), 0) + same + 1 > resource.most_an_hour:
                    yield Full(use.resource, day, first, "hour")

    def patient_free(self, stay: Stay, place: Place) -> bool:
        """Whether the patient has nothing else at that time."""
        end = place.start + stay.modes[place.mode].length
        return all(end <= first or last <= place.start for first, last in self.busy.get((stay.course, place.day), ()))

    def broken(self, stay: Stay, place: Place) -> Iterator[DayRule]:
        """The rules with placed visits that a stay at this place would break."""
        mode = stay.modes[place.mode]
        own = {
            visit: (place.day, place.start + offset) for visit, offset in zip(mode.visits, mode.offsets, strict=True)
        }
        for rule in self.problem.rules_of_stay[stay.index]:
            first = own.get(rule.first) or self.at.get(rule.first)
            second = own.get(rule.second) or self.at.get(rule.second)
            if first is not None and second is not None and not rule_holds(self.problem, rule, first, second):
                yield rule

    def _book(self, stay: Stay, place: Place, sign: int) -> None:
        minutes = self.problem.grid.slot_minutes
        for use in stay.modes[place.mode].uses:
            first = place.start + use.first
            slots = self.free[use.resource][place.day]
            for slot in range(first, place.start + use.end):
                slots[slot] -= sign * use.units
            self.begun_on[use.resource][place.day] += sign
            key = (use.resource, place.day, first * minutes // 60)
            self.begun_at[key] = self.begun_at.get(key, 0) + sign


def rule_holds(problem: Problem, rule: DayRule, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether a rule holds for two visits at (day, start)."""
    days = problem.grid.ordinals
    apart = days[second[0]] - days[first[0]]
    if rule.least is not None and apart < rule.least:
        return False
    if rule.most is not None and apart > rule.most:
        return False
    if apart == 0 and rule.gap_slots is not None:
        return second[1] >= first[1] + problem.visits[rule.first].slots + rule.gap_slots
    return True
