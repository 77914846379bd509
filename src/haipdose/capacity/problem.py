"""A clinic request made ready to be solved: days and slots as numbers, what is possible where, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations
from typing import Final, NamedTuple

from haipdose.capacity.day_grid import DayGrid
from haipdose.capacity.requests import ClinicRequest, ClinicVisit, CourseWishes, PublishedAppointment, VisitLink
from haipdose.capacity.resources import AppointmentType, Weights

_MOST_JOINED: Final = 4


class Use(NamedTuple):
    """Units of a resource from slot ``first`` up to and without ``end``, counted from the start of the stay."""

    resource: int
    units: int
    first: int
    end: int


class Place(NamedTuple):
    """Where a stay is: which of its modes, the number of the day, the slot at which it starts."""

    mode: int
    day: int
    start: int


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to have a stay: these of its visits, one directly after the other. ``omitted`` is what the rest costs."""

    visits: tuple[int, ...]
    offsets: tuple[int, ...]
    length: int
    uses: tuple[Use, ...]
    before: int
    after: int
    omitted: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit with its type; ``index`` is its number in the problem."""

    index: int
    asked: ClinicVisit
    kind: AppointmentType
    slots: int
    uses: tuple[Use, ...]
    published: PublishedAppointment | None
    wishes: CourseWishes | None

    @property
    def cost_not_placed(self) -> int:
        """What it costs when it gets no place."""
        return self.kind.cost_not_placed * self.asked.priority


@dataclass(frozen=True, slots=True)
class DayRule:
    """``second`` is ``least`` to ``most`` days after ``first`` (visits by index), when both are placed."""

    first: int
    second: int
    least: int | None
    most: int | None
    gap_slots: int | None
    link: VisitLink


OnDays = dict[int, tuple[tuple[int, int], ...]]
"""By the number of the day: (start, cost), the cheapest first."""


class Possible(Sequence[OnDays]):
    """Where a stay can be, mode by mode; worked out when it is asked for, because parts of a stay seldom are."""

    def __init__(self, modes: Sequence[Mode], by_day: Callable[[Mode], OnDays]) -> None:
        self._modes = modes
        self._by_day = by_day
        self._known: dict[int, OnDays] = {}

    def __len__(self) -> int:
        return len(self._modes)

    def __getitem__(self, mode: int) -> OnDays:  # type: ignore[override]
        if mode >= len(self._modes):
            raise IndexError(mode)
        known = self._known.get(mode)
        if known is None:
            known = self._known[mode] = self._by_day(self._modes[mode])
        return known


@dataclass(slots=True)
class Stay:
    """Visits that are one stay of a patient: placed together. ``possible[mode][day]`` are (start, cost) by cost."""

    index: int
    course: str
    visits: tuple[int, ...]
    modes: tuple[Mode, ...]
    possible: Possible

    @property
    def days(self) -> set[int]:
        """Every day on which any of its modes can be."""
        return {day for by_day in self.possible for day in by_day}


@dataclass(slots=True)
class Problem:
    """Everything that the solvers need, and nothing that they decide."""

    request: ClinicRequest
    grid: DayGrid
    weights: Weights
    visits: list[Visit]
    stays: list[Stay]
    rules: list[DayRule]
    beyond: list[str]
    stay_of: list[int] = field(default_factory=list)
    rules_of_stay: list[list[DayRule]] = field(default_factory=list)
    stays_of_course: dict[str, list[int]] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[AppointmentType, ...]:
        """The appointment types of its visits, each once."""
        return tuple({visit.kind.kind: visit.kind for visit in self.visits}.values())

    def cost(self, stay: Stay, place: Place | None) -> int:
        """What a stay costs at a place, or without one."""
        if place is None:
            return self.cost_absent(stay)
        for start, cost in stay.possible[place.mode].get(place.day, ()):
            if start == place.start:
                return cost
        msg = f"stay {stay.index} cannot be at {place}"
        raise ValueError(msg)

    def cost_absent(self, stay: Stay) -> int:
        """What it costs when none of its visits is placed."""
        return sum(self.visits[number].cost_not_placed for number in stay.visits)

    def total(self, places: list[Place | None]) -> int:
        """The objective of a whole solution."""
        return sum(self.cost(stay, place) for stay, place in zip(self.stays, places, strict=True))

    def visit_days(self, places: list[Place | None]) -> dict[int, tuple[int, int]]:
        """Day and start slot of every placed visit."""
        found: dict[int, tuple[int, int]] = {}
        for stay, place in zip(self.stays, places, strict=True):
            if place is not None:
                mode = stay.modes[place.mode]
                for visit, offset in zip(mode.visits, mode.offsets, strict=True):
                    found[visit] = (place.day, place.start + offset)
        return found


def make_problem(request: ClinicRequest, types: tuple[AppointmentType, ...], weights: Weights) -> Problem:
    """Make a request ready to be solved.

    Args:
        request: what is asked.
        types: appointment types, one for each kind of visit; the caller has checked that.
        weights: what the rest costs.

    Raises:
        InputError: the clinic's calendar cannot be made (time zone, holidays), or too many visits are joined.
    """
    grid = DayGrid(request)
    by_kind = {kind.kind: kind for kind in types}
    published = {(entry.course, entry.visit): entry for entry in request.published}
    wishes = {wish.course: wish for wish in request.wishes}
    visits: list[Visit] = []
    beyond: list[str] = []
    for asked in request.visits:
        if asked.target > request.horizon.last:
            beyond.append(f"{asked.course} {asked.visit}")
            continue
        kind = by_kind[asked.kind]
        uses = tuple(
            Use(
                grid.resource_number[need.resource],
                need.units,
                grid.slot_down(need.from_minutes),
                grid.slot_up(need.from_minutes + need.minutes),
            )
            for need in kind.needs
        )
        key = (asked.course, asked.visit)
        visits.append(
            Visit(len(visits), asked, kind, grid.slot_up(kind.minutes), uses, published.get(key), wishes.get(key[0]))
        )
    problem = Problem(request, grid, weights, visits, [], [], beyond)
    number = {(visit.asked.course, visit.asked.visit): visit.index for visit in visits}
    joined: list[tuple[int, int]] = []
    for link in request.links:
        first, second = number.get((link.course, link.first)), number.get((link.course, link.second))
        if first is None or second is None:
            continue
        if link.joined:
            joined.append((first, second))
        else:
            problem.rules += _rules(grid, visits, first, second, link)
    _make_stays(problem, joined)
    return problem


def _rules(grid: DayGrid, visits: list[Visit], first: int, second: int, link: VisitLink) -> Iterator[DayRule]:
    most = link.most_days
    hours = visits[first].asked.dry_after_hours
    if link.before_dry and hours is not None:
        dry = grid.whole_days_before_dry(hours)
        most = dry if most is None else min(most, dry)
    ordered = link.before_dry or (link.least_days is not None and link.least_days >= 0)
    least = 0 if ordered and link.least_days is None else link.least_days
    yield DayRule(first, second, least, most, grid.slot_up(link.gap_minutes) if ordered else None, link)


def _make_stays(problem: Problem, joined: list[tuple[int, int]]) -> None:
    parent = list(range(len(problem.visits)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for first, second in joined:
        parent[root(second)] = root(first)
    groups: dict[int, list[int]] = {}
    for visit in problem.visits:
        groups.setdefault(root(visit.index), []).append(visit.index)
    maker = _Possible(problem)
    problem.stay_of = [0] * len(problem.visits)
    for members in groups.values():
        ordered = tuple(sorted(members, key=lambda n: (problem.visits[n].kind.order, problem.visits[n].asked.visit)))
        stay = maker.stay(len(problem.stays), ordered)
        problem.stays.append(stay)
        problem.stays_of_course.setdefault(stay.course, []).append(stay.index)
        for member in ordered:
            problem.stay_of[member] = stay.index
    problem.rules_of_stay = [[] for _ in problem.stays]
    for rule in problem.rules:
        for stay_number in {problem.stay_of[rule.first], problem.stay_of[rule.second]}:
            problem.rules_of_stay[stay_number].append(rule)


class _Possible:
    """Where each stay can be, by its own window, the clinic's hours and its own wishes; what that costs."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.grid = problem.grid
        self._starts: dict[tuple[int, tuple[Use, ...], int], tuple[int, ...]] = {}

    def stay(self, index: int, members: tuple[int, ...]) -> Stay:
        visits = self.problem.visits
        if len(members) > _MOST_JOINED:
            from haipdose.errors import InputError

            raise InputError(
                f"{len(members)} visits of {visits[members[0]].asked.course} are joined; at most {_MOST_JOINED} are.",
                code="capacity.too-many-joined",
                field="links",
            )
        modes = tuple(
            self._mode(subset, members) for size in range(len(members), 0, -1) for subset in combinations(members, size)
        )
        return Stay(index, visits[members[0]].asked.course, members, modes, Possible(modes, self._by_day))

    def _mode(self, subset: tuple[int, ...], members: tuple[int, ...]) -> Mode:
        visits = self.problem.visits
        offsets, uses, at = [], [], 0
        for number in subset:
            offsets.append(at)
            uses += [use._replace(first=use.first + at, end=use.end + at) for use in visits[number].uses]
            at += visits[number].slots
        return Mode(
            visits=subset,
            offsets=tuple(offsets),
            length=at,
            uses=tuple(uses),
            before=min(0, *(use.first for use in uses), 0),
            after=max(at, *(use.end for use in uses), at),
            omitted=sum(visits[number].cost_not_placed for number in members if number not in subset),
        )

    def _by_day(self, mode: Mode) -> OnDays:
        visits = [self.problem.visits[number] for number in mode.visits]
        first = max(visit.asked.earliest for visit in visits)
        last = min(visit.asked.latest for visit in visits)
        away = [absence for visit in visits[:1] if visit.wishes for absence in visit.wishes.away]
        found = {}
        for day in self.grid.between(first, last):
            at = self.grid.days[day]
            if any(absence.covers(at) for absence in away):
                continue
            options = self._on_day(mode, visits, day, at)
            if options:
                found[day] = options
        return found

    def _on_day(self, mode: Mode, visits: list[Visit], day: int, at: date) -> tuple[tuple[int, int], ...]:
        starts = self._starts_on(mode, day)
        if not starts:
            return ()
        grid = self.grid
        for visit, offset in zip(visits, mode.offsets, strict=True):
            if visit.asked.done_by is not None:
                end = offset + visit.slots
                starts = tuple(s for s in starts if grid.moment(day, s + end) <= visit.asked.done_by)
            if visit.published is not None and visit.published.frozen:
                kept = self._frozen(visit.published, visit, day)
                if kept is not None:
                    starts = tuple(s for s in starts if s + offset == kept)
        base = mode.omitted + sum(self._day_cost(visit, at) for visit in visits)
        if not any(self._depends_on_time(visit, at) for visit in visits):
            return tuple((start, base) for start in starts)
        priced = [
            (start, base + sum(self._time_cost(visit, day, start + offset) for visit, offset in timed))
            for timed in [list(zip(visits, mode.offsets, strict=True))]
            for start in starts
        ]
        priced.sort(key=lambda option: (option[1], option[0]))
        return tuple(priced)

    def _starts_on(self, mode: Mode, day: int) -> tuple[int, ...]:
        key = (day, mode.uses, mode.length)
        found = self._starts.get(key)
        if found is None:
            found = tuple(self.grid.starts(day, mode.length, mode.before, mode.after, mode.uses))
            self._starts[key] = found
        return found

    def _frozen(self, published: PublishedAppointment, visit: Visit, day: int) -> int | None:
        """The slot that a frozen appointment keeps, -1 on other days; None when it cannot stay at all."""
        at = self.grid.place_of(published.at)
        window = visit.asked.earliest <= self.grid.day_of(published.at) <= visit.asked.latest
        if at is None or not window:
            return None
        return at[1] if at[0] == day else -1

    def _day_cost(self, visit: Visit, at: date) -> int:
        off = (at - visit.asked.target).days
        a_day = visit.kind.cost_a_day_late if off > 0 else visit.kind.cost_a_day_early
        cost = abs(off) * a_day * visit.asked.priority
        wishes = visit.wishes
        if wishes is not None and wishes.weekdays and at.weekday() not in wishes.weekdays:
            cost += self.problem.weights.not_a_wished_weekday
        published = visit.published
        if published is not None and self.grid.day_of(published.at) != at:
            cost += self.problem.weights.published_day_moved * self._notice(published.at)
        return cost

    def _depends_on_time(self, visit: Visit, at: date) -> bool:
        wished = visit.wishes is not None and visit.wishes.part_of_day is not None
        return wished or (visit.published is not None and self.grid.day_of(visit.published.at) == at)

    def _time_cost(self, visit: Visit, day: int, slot: int) -> int:
        cost = 0
        weights = self.problem.weights
        wishes = visit.wishes
        if wishes is not None and wishes.part_of_day is not None:
            morning = self.grid.minute(slot) < weights.noon.hour * 60 + weights.noon.minute
            if morning != (wishes.part_of_day == "morning"):
                cost += weights.not_the_wished_part_of_day
        published = visit.published
        if published is not None and self.grid.day_of(published.at) == self.grid.days[day]:
            at = self.grid.place_of(published.at)
            if at is None or at[1] != slot:
                cost += weights.published_time_moved * self._notice(published.at)
        return cost

    def _notice(self, at: datetime) -> int:
        ahead = (self.grid.day_of(at) - self.grid.today).days
        weights = self.problem.weights
        return weights.short_notice_factor if 0 <= ahead <= weights.short_notice_days else 1
