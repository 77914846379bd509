"""What visits that exclude each other compete for: a cause is what makes room for all of them when it is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from haipdose.capacity import what_if
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.problem import Problem, Visit, make_problem
from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.room import Room


class Causes:
    """Why these visits cannot all be placed in a clinic with no others. Each cause is proven by solving without it."""

    def __init__(self, problem: Problem, visits: Sequence[Visit], room: Room) -> None:
        self.problem = problem
        self.visits = visits
        self.room = room
        self.keys = [(visit.asked.course, visit.asked.visit) for visit in visits]
        horizon, today = problem.request.horizon, problem.grid.today
        first, last = min(v.asked.earliest for v in visits), max(v.asked.latest for v in visits)
        self.first, self.last = max(first, horizon.first, today), min(last, horizon.last)
        windows = [(max(v.asked.earliest, self.first), min(v.asked.latest, self.last)) for v in visits]
        self.days = tuple(
            day for day in what_if.every_day(self.first, self.last) if any(one <= day <= end for one, end in windows)
        )
        self.request = what_if.only(problem.request, self.keys, self.first, self.last)
        self.resources = tuple(self._resources()) if self.days else ()

    def message(self) -> str:
        """The conflict in a sentence; the visits are named beside it."""
        several = len(self.visits) > 1
        if not self.days:
            return "The window of this visit has passed."
        if self.resources:
            shown = {resource.id: resource.shown for resource in self.problem.grid.resources}
            names = ", ".join(shown[resource] for resource in self.resources)
            if several:
                return (
                    f"These {len(self.visits)} visits cannot all be placed from {self.first} to {self.last}: "
                    f"not enough of {names}."
                )
            return f"This visit cannot be placed from {self.first} to {self.last}, even alone: not enough of {names}."
        why = "; ".join(self._others()) or "no time fits them"
        if several:
            return f"These {len(self.visits)} visits cannot all be placed, whatever the clinic has: {why}."
        return f"This visit cannot be placed, whatever the clinic has: {why}."

    def _resources(self) -> Iterator[str]:
        """The resources of which more would do, each by itself; all of them when only several together would."""
        used = {use.resource for visit in self.visits for use in visit.uses}
        names = [resource.id for number, resource in enumerate(self.problem.grid.resources) if number in used]
        alone = [name for name in names if self._would(what_if.with_enough(self.request, [name]))]
        if alone:
            yield from alone
        elif self._would(what_if.with_enough(self.request, names)):
            yield from names

    def _others(self) -> Iterator[str]:
        """What else stands in the way: closed days, absences, rules, what is frozen, a pump that may be dry."""
        request = what_if.with_enough(self.request, [resource.id for resource in self.problem.grid.resources])
        closed = [day for day in self.days if self.problem.grid.calendar.why_closed(day) is not None]
        if closed and self._would(what_if.with_open_days(request, closed)):
            yield from (f"{day}: {self.problem.grid.calendar.why_closed(day)}" for day in closed[:7])
        if self._would(what_if.without_absences(request)):
            yield "the patient is away"
        if self._would(what_if.without_frozen(request)):
            yield "an appointment is frozen"
        if self._would(what_if.without_done_by(request)):
            yield "a pump may be dry before"
        for link in request.links:
            if self._would(what_if.without_link(request, link)):
                yield f"{link.first}, {link.second}: {link.reason}"

    def _would(self, request: ClinicRequest) -> bool:
        """Whether all of them can be placed by a changed request: proven."""
        if self.room.over:
            return False
        problem = make_problem(request, self.problem.kinds, self.problem.weights)
        if len(problem.visits) < len(self.visits):
            return False
        room = Room(Ledger(problem), self.room.clock, self.room.cancelled)
        return room.proof(frozenset(range(len(problem.visits))))[0] is True
