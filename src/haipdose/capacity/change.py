"""A change in a published calendar: first what is near it, with everybody else left on the day that they were told.

Patients whose appointments are nobody's fault may be given another hour of their day, which costs less than another
day; what was not told yet, or cannot stay, may go anywhere. Wider searches come after it, while time remains.
"""

from __future__ import annotations

from typing import Final

from haipdose.capacity.exact_model import Whole, exact_model
from haipdose.capacity.first_fit import published_places
from haipdose.capacity.state import State

_SECONDS: Final = 5.0
_MOST_CHANGED: Final = 12
_MOST_NEAR: Final = 500


def near_the_change(state: State) -> None:
    """Better the calendar around what cannot stay, if that is little; what it finds, it tells the search."""
    problem = state.problem
    told = dict(published_places(problem))
    changed = [
        stay.index
        for stay in problem.stays
        if (state.best[stay.index] is None or told.get(stay.index) != state.best[stay.index])
        and (stay.index in told or any(problem.visits[visit].published for visit in stay.visits))
    ]
    for start in range(0, min(len(changed), _MOST_CHANGED), 4):
        if state.goes_on():
            _around(state, changed[start : start + 4])


def _around(state: State, changed: list[int]) -> None:
    problem = state.problem
    days = {day for number in changed for day in problem.stays[number].possible[0]}
    courses = {problem.stays[number].course for number in changed}
    near = [
        stay.index
        for stay, place in zip(problem.stays, state.best, strict=True)
        if stay.index not in changed and place is not None and (place.day in days or stay.course in courses)
    ][:_MOST_NEAR]
    free = [*changed, *near]
    ledger, before = state.apart(free)
    only: dict[int, Whole] = {}
    for number in near:
        stay, place = problem.stays[number], state.best[number]
        if place is not None and place.mode == 0 and stay.course not in courses:
            only[number] = {place.day: stay.possible[0][place.day]}
    lacking = [number for number in free if number not in only]
    model = exact_model(ledger, free, only=only, lacking=lacking)
    state.solve_piece(model, free, before, _SECONDS)
    state.tell("near the change")
