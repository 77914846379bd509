"""First fit: visit by visit in the order of their dates, each at the best free place. The baseline, without a bound."""

from __future__ import annotations

from collections.abc import Iterable

from haipdose.capacity.ledger import Ledger
from haipdose.capacity.problem import Place, Problem, Stay


def first_fit(problem: Problem, kept: Iterable[tuple[int, Place]] = ()) -> Ledger:
    """Place every stay that finds room, as a diary at the desk does.

    Args:
        problem: what is to be placed.
        kept: stays with the places they had; those that still fit are booked first.

    Returns:
        A ledger with every stay that found a place.
    """
    ledger = Ledger(problem)
    for number, place in kept:
        stay = problem.stays[number]
        if ledger.places[number] is None and is_possible(stay, place) and ledger.fits(stay, place):
            ledger.put(stay, place)
    for stay in sorted(problem.stays, key=lambda stay: _turn(problem, stay)):
        if ledger.places[stay.index] is None:
            best = best_place(ledger, stay)
            if best is not None:
                ledger.put(stay, best)
    return ledger


def is_possible(stay: Stay, place: Place) -> bool:
    """Whether a stay could be at a place with the clinic otherwise empty."""
    return place.mode < len(stay.modes) and any(
        start == place.start for start, _ in stay.possible[place.mode].get(place.day, ())
    )


def best_place(ledger: Ledger, stay: Stay) -> Place | None:
    """The cheapest place that fits, the earliest of equals; the whole stay before a part of it."""
    for mode in range(len(stay.modes)):
        found: tuple[int, int, int] | None = None
        for day, options in stay.possible[mode].items():
            for start, cost in options:
                if found is not None and (cost, day, start) >= found:
                    break
                if ledger.fits(stay, Place(mode, day, start)):
                    found = (cost, day, start)
                    break
        if found is not None:
            return Place(mode, found[1], found[2])
    return None


def _turn(problem: Problem, stay: Stay) -> tuple[object, ...]:
    """What must not be missed and is due first goes first: the pump, then drugs, then the rest, each by its target."""
    visits = [problem.visits[number] for number in stay.visits]
    return (
        min(visit.kind.order // 30 for visit in visits),
        min(visit.asked.target for visit in visits),
        -max(visit.cost_not_placed for visit in visits),
        stay.course,
        stay.index,
    )


def published_places(problem: Problem) -> list[tuple[int, Place]]:
    """Where the stays are that were published: those of which every published visit fits one place."""
    found = []
    for stay in problem.stays:
        place = _as_published(problem, stay)
        if place is not None:
            found.append((stay.index, place))
    return found


def _as_published(problem: Problem, stay: Stay) -> Place | None:
    told = {}
    for number in stay.visits:
        published = problem.visits[number].published
        at = None if published is None else problem.grid.place_of(published.at)
        if at is not None:
            told[number] = at
    for mode, shape in enumerate(stay.modes):
        if set(shape.visits) == set(told):
            day, start = told[shape.visits[0]]
            if all(told[visit] == (day, start + off) for visit, off in zip(shape.visits, shape.offsets, strict=True)):
                return Place(mode, day, start)
    return None
