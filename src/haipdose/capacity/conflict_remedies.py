"""What would make room for visits that exclude each other: only what was solved and found to do, nobody else moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from haipdose.capacity import what_if
from haipdose.capacity.answers import Remedy
from haipdose.capacity.explain import name_of
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.problem import Place, Visit, make_problem
from haipdose.capacity.requests import ClinicRequest, ClinicVisit
from haipdose.capacity.resources import Resource
from haipdose.capacity.room import Room

MOST_REMEDIES: Final = 6
_MOST_MORE: Final = 3
_WIDEST: Final = timedelta(days=14)
_MOST_DAYS: Final = 21
_REQUEST_COSTS: Final = 0.0005
"""Effort for each visit of making a changed request ready: about its seconds."""


class Remedies:
    """Changes of the clinic or of the visits, each tried on the calendar with everybody else where they are."""

    def __init__(self, ledger: Ledger, visits: Sequence[Visit], resources: Sequence[str], room: Room) -> None:
        self.ledger = ledger
        self.problem = ledger.problem
        self.visits = visits
        self.resources = [resource for resource in self.problem.request.clinic.resources if resource.id in resources]
        self.room = room
        grid, horizon = self.problem.grid, self.problem.request.horizon
        self.first = max(min(visit.asked.earliest for visit in visits), horizon.first, grid.today)
        self.last = min(max(visit.asked.latest for visit in visits), horizon.last)
        self.kinds = self.problem.kinds
        self.stays = {self.problem.stay_of[visit.index] for visit in visits}
        self.wanted = {visit.index for visit in visits} | {
            number for stay in self.stays for number in self.problem.stays[stay].visits if number in ledger.at
        }
        self._others_within(timedelta(0))

    def found(self) -> tuple[Remedy, ...]:
        """The remedies that do: more on a day, then a wider window, then what else is in the way."""
        made: list[Remedy] = []
        for remedy in self._all():
            made.append(remedy)
            if len(made) == MOST_REMEDIES or self.room.over:
                break
        return tuple(made)

    def _all(self) -> Iterator[Remedy]:
        if self.first <= self.last:
            yield from self._more()
            yield from self._open_days()
        self._others_within(_WIDEST)
        yield from self._wider()
        yield from self._others()

    def _others_within(self, more: timedelta) -> None:
        """Who else is there on the days that matter, and the part of the request that is about them."""
        self.others = self._near(more)
        self.request = self._part(more)

    def _near(self, more: timedelta) -> list[int]:
        """Stays that are placed on these days or so many around, or have a rule with these visits."""
        problem = self.problem
        linked = {
            problem.stay_of[visit]
            for stay in self.stays
            for rule in problem.rules_of_stay[stay]
            for visit in (rule.first, rule.second)
        }
        near, far = self.first - more, self.last + more
        found = []
        for stay, place in zip(self.problem.stays, self.ledger.places, strict=True):
            if place is None or stay.index in self.stays:
                continue
            if stay.index in linked or near <= self.problem.grid.days[place.day] <= far:
                found.append(stay.index)
        return found

    def _part(self, more: timedelta) -> ClinicRequest:
        problem = self.problem
        taken = [number for stay in self.others for number in problem.stays[stay].visits]
        asked = [problem.visits[number].asked for number in (*taken, *self.wanted)]
        places = [self.ledger.places[stay] for stay in self.others]
        days = [problem.grid.days[place.day] for place in places if place is not None]
        first, last = min([*days, self.first]) - more, max([*days, self.last, *(one.target for one in asked)]) + more
        return what_if.only(problem.request, {(visit.course, visit.visit) for visit in asked}, first, last)

    def _more(self) -> Iterator[Remedy]:
        """So many more of one resource on one day; else one more use in each day or hour."""
        days = [day for day in self._days() if self.problem.grid.calendar.is_open(day)]
        for resource in self.resources:
            for more in range(1, _MOST_MORE + 1):
                doing = [day for day in days if self._does(what_if.with_more(self.request, resource, day, more))]
                yield from (
                    Remedy(what=f"{more} more {resource.shown} on {day}.", resource=resource.id, day=day, proven=True)
                    for day in doing
                )
                if doing:
                    break
            yield from self._more_uses(resource)

    def _more_uses(self, resource: Resource) -> Iterator[Remedy]:
        shown, most = resource.shown, resource.most_a_day
        if most is not None:
            changed = resource.model_copy(update={"most_a_day": most + 1})
            if self._does(what_if.with_resource(self.request, changed)):
                yield Remedy(what=f"{most + 1} {shown} a day instead of {most}.", resource=resource.id, proven=True)
        most = resource.most_an_hour
        if most is not None:
            changed = resource.model_copy(update={"most_an_hour": most + 1})
            if self._does(what_if.with_resource(self.request, changed)):
                yield Remedy(what=f"{most + 1} {shown} an hour instead of {most}.", resource=resource.id, proven=True)

    def _days(self) -> list[date]:
        windows = [(visit.asked.earliest, visit.asked.latest) for visit in self.visits]
        days = what_if.every_day(self.first, self.last)
        return [day for day in days if any(first <= day <= last for first, last in windows)][:_MOST_DAYS]

    def _open_days(self) -> Iterator[Remedy]:
        for day in self._days():
            why = self.problem.grid.calendar.why_closed(day)
            if why is not None and self._does(what_if.with_open_days(self.request, [day])):
                yield Remedy(what=f"Open the clinic on {day} ({why}).", day=day, proven=True)

    def _wider(self) -> Iterator[Remedy]:
        for visit in self.visits:
            name = name_of(visit)
            until = self._nearest(visit.asked, later=True)
            if until is not None:
                yield Remedy(what=f"As late as {until}, if its rules allow that.", visit=name, day=until, proven=True)
            since = self._nearest(visit.asked, later=False)
            if since is not None:
                yield Remedy(what=f"As early as {since}, if its rules allow that.", visit=name, day=since, proven=True)

    def _nearest(self, asked: ClinicVisit, *, later: bool) -> date | None:
        """The day up to which the window would have to reach, the nearest one; None if two weeks more won't do."""
        key, horizon, day = (asked.course, asked.visit), self.problem.request.horizon, timedelta(days=1)
        if later:
            most = (min(asked.latest + _WIDEST, horizon.last) - asked.latest).days
        else:
            most = (asked.earliest - max(asked.earliest - _WIDEST, horizon.first, self.problem.grid.today)).days

        def reaching(days: int) -> date:
            return asked.latest + days * day if later else asked.earliest - days * day

        def does(days: int) -> bool:
            end = reaching(days)
            if later:
                return self._does(what_if.with_window(self.request, key, latest=end))
            return self._does(what_if.with_window(self.request, key, earliest=end))

        if most < 1 or not does(most):
            return None
        low, high = 1, most
        while low < high:  # a wider window never takes room away
            middle = (low + high) // 2
            low, high = (low, middle) if does(middle) else (middle + 1, high)
        return reaching(low)

    def _others(self) -> Iterator[Remedy]:
        away = {wish.course for wish in self.request.wishes if wish.away}
        for visit in {visit.asked.course: visit for visit in self.visits}.values():
            course = visit.asked.course
            if course in away and self._does(what_if.without_absences(self.request, course)):
                yield Remedy(what="See the patient although away.", visit=name_of(visit), proven=True)
        for visit in self.visits:
            if visit.published is not None and visit.published.frozen:
                key = (visit.asked.course, visit.asked.visit)
                if self._does(what_if.without_frozen(self.request, key)):
                    yield Remedy(what="Let it move: it is frozen.", visit=name_of(visit), proven=True)

    def _does(self, request: ClinicRequest) -> bool:
        """Whether with the changed request all have a place, and the others keep theirs: proven."""
        if self.room.over:
            return False
        self.room.clock.effort += len(request.visits) * _REQUEST_COSTS
        problem = make_problem(request, self.kinds, self.problem.weights)
        index = {(visit.asked.course, visit.asked.visit): visit.index for visit in problem.visits}
        taken = Ledger(problem)
        for number in self.others:
            stay, place = self.problem.stays[number], self.ledger.places[number]
            assert place is not None  # noqa: S101 - chosen so
            asked = self.problem.visits[stay.visits[0]].asked
            new = problem.stays[problem.stay_of[index[asked.course, asked.visit]]]
            taken.put(new, Place(place.mode, problem.grid.day_number[self.problem.grid.days[place.day]], place.start))
        wanted = [self.problem.visits[number].asked for number in self.wanted]
        if any((visit.course, visit.visit) not in index for visit in wanted):
            return False
        numbers = frozenset(index[visit.course, visit.visit] for visit in wanted)
        return Room(taken, self.room.clock, self.room.cancelled).proof(numbers)[0] is True
