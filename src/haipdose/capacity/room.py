"""Whether visits can all be placed: a proof either way, or that the time was not enough."""

from __future__ import annotations

from collections.abc import Callable

from haipdose.capacity.cp_sat import Clock, run
from haipdose.capacity.exact_model import exact_model
from haipdose.capacity.ledger import Ledger

Cancelled = Callable[[], bool]


class Room:
    """The clinic with what the ledger holds in it, asked for room for others. The ledger holds nothing of these."""

    def __init__(self, taken: Ledger, clock: Clock, cancelled: Cancelled) -> None:
        self.taken = taken
        self.clock = clock
        self.cancelled = cancelled

    @property
    def over(self) -> bool:
        """Whether the time is used, or somebody cancelled."""
        return self.clock.left <= 0 or self.cancelled()

    def proof(self, visits: frozenset[int]) -> tuple[bool | None, frozenset[int]]:
        """Whether all of these visits, by index, have a place together; None when the time was not enough.

        When they have not, also those of them of which the solver says that they alone exclude each other.
        """
        if not visits:
            return True, visits
        if self.over:
            return None, visits
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
        solved = run(
            made.model,
            seconds=self.clock.left,
            workers=1,
            deterministic=self.clock.deterministic,
            cancelled=self.cancelled,
        )
        self.clock.effort += max(solved.effort, 0.001)  # building a model is no effort to the solver, and not for free
        if solved.feasible:
            return True, visits
        if not solved.infeasible:
            return None, visits
        named = set(solved.core)
        core = frozenset(visit for visit, literal in wanted.items() if literal.index in named)
        return False, core or visits
