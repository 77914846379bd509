"""Whether visits can all be placed: a proof either way, or that the time was not enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from haipdose.capacity.cp_sat import Clock, Solved, run
from haipdose.capacity.day_room import DayRoom
from haipdose.capacity.exact_model import exact_model
from haipdose.capacity.first_fit import is_possible
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.problem import Place, Stay

Cancelled = Callable[[], bool]
Proof = tuple[bool | None, frozenset[int]]

MOST_BY_DAYS: Final = 600
_BY_DAYS_COSTS: Final = 0.002
_BY_HOURS_COSTS: Final = 0.02
"""Effort for each visit of making a model, which the solver does not count: about its seconds."""
MOST_BY_HOURS: Final = 120
"""Visits of one question: with more, a model takes longer to make than anybody waits."""


class Room:
    """The clinic with what the ledger holds in it, asked for room for others. The ledger holds nothing of these.

    Args:
        taken: what is booked.
        clock: for all questions together.
        cancelled: asked between them.
        places: where stays have been before; tried first, for what fits there needs no search.
    """

    def __init__(self, taken: Ledger, clock: Clock, cancelled: Cancelled, places: Sequence[Place | None] = ()) -> None:
        self.taken = taken
        self.clock = clock
        self.cancelled = cancelled
        self.places = places

    @property
    def over(self) -> bool:
        """Whether the time is used, or somebody cancelled."""
        return self.clock.left <= 0 or self.cancelled()

    def proof(self, visits: frozenset[int], *, hours: bool = True) -> Proof:
        """Whether all of these visits, by index, have a place together; None when the time was not enough.

        When they have not, also those of them of which the solver says that they alone exclude each other. Without
        ``hours``, only what days alone can prove.
        """
        if not visits or self._fit_as_before(visits):
            return True, visits
        if self.over or len(visits) > MOST_BY_DAYS:
            return None, visits
        by_days = DayRoom(self.taken.problem, visits)
        solved = self._run(by_days.model, len(visits) * _BY_DAYS_COSTS)
        if solved.infeasible:
            return False, _core(solved, by_days.wanted)
        if not hours or len(visits) > MOST_BY_HOURS:
            return None, visits
        return self._by_hours(visits)

    def _fit_as_before(self, visits: frozenset[int]) -> bool:
        """Whether they fit where they were, and what had no place in what is left: first come, first served."""
        problem, booked = self.taken.problem, []
        stays = [problem.stays[number] for number in sorted({problem.stay_of[visit] for visit in visits})]
        before = {stay.index: self._before(stay, visits) for stay in stays}
        try:
            for stay in sorted(stays, key=lambda stay: before[stay.index] is None):
                place = before[stay.index]
                place = self._free(stay, visits) if place is None else place
                if place is None or not self.taken.fits(stay, place):
                    return False
                self.taken.put(stay, place)
                booked.append(stay)
            return True
        finally:
            for stay in booked:
                self.taken.take(stay)

    def _before(self, stay: Stay, visits: frozenset[int]) -> Place | None:
        place = self.places[stay.index] if self.places else None
        if place is None or not visits.intersection(stay.visits) <= set(stay.modes[place.mode].visits):
            return None
        return place if is_possible(stay, place) else None

    def _free(self, stay: Stay, visits: frozenset[int]) -> Place | None:
        needed = visits.intersection(stay.visits)
        for mode, shape in enumerate(stay.modes):
            if needed <= set(shape.visits):
                for day, options in stay.possible[mode].items():
                    for start, _ in options:
                        place = Place(mode, day, start)
                        if self.taken.fits(stay, place):
                            return place
        return None

    def _by_hours(self, visits: frozenset[int]) -> Proof:
        problem = self.taken.problem
        made = exact_model(self.taken, sorted({problem.stay_of[visit] for visit in visits}))
        wanted = {visit: made.model.new_bool_var("") for visit in visits}
        for number, options in made.choices.items():
            stay = problem.stays[number]
            for place, literal, _ in options:
                there = () if place is None else stay.modes[place.mode].visits
                for visit in stay.visits:
                    if visit in wanted and visit not in there:
                        made.model.add_implication(literal, wanted[visit].negated())
        made.model.clear_objective()
        made.model.add_assumptions(list(wanted.values()))
        solved = self._run(made.model, len(visits) * _BY_HOURS_COSTS)
        if solved.feasible:
            return True, visits
        return (False, _core(solved, wanted)) if solved.infeasible else (None, visits)

    def _run(self, model: Any, effort: float) -> Solved:
        solved = run(
            model,
            seconds=self.clock.left,
            workers=1,
            deterministic=self.clock.deterministic,
            cancelled=self.cancelled,
        )
        self.clock.effort += solved.effort + effort
        return solved


def _core(solved: Solved, wanted: Mapping[int, Any]) -> frozenset[int]:
    """The visits that the solver names; all of them when it names none."""
    named = set(solved.core)
    return frozenset(visit for visit, literal in wanted.items() if literal.index in named) or frozenset(wanted)
