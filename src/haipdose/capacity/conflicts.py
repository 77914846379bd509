"""Smallest sets of visits that cannot all be placed: found by proofs, not by looking at what is full.

Every other visit of the solution has a place, so whatever excludes a visit without one lies among the visits around it.
They are taken in rings: first those that must be on its own days, then on ever more days around them, until the solver
proves that a ring cannot all be placed. Then one visit after the other is left out: one without which the rest still
cannot be placed is not part of the conflict, one without which it can be stays in it (a deletion filter,
docs/decisions/0128).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from haipdose.capacity.answers import CapacityConflict
from haipdose.capacity.conflict_causes import Causes
from haipdose.capacity.conflict_remedies import Remedies
from haipdose.capacity.cp_sat import Clock
from haipdose.capacity.explain import name_of
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.problem import Visit
from haipdose.capacity.room import MOST_BY_DAYS, Cancelled, Room

SECONDS: Final = 10.0
MOST_CONFLICTS: Final = 12
_MOST_BY_HOURS: Final = 60
"""Visits of a ring that is tried by the hour too: a larger one takes too long, and most conflicts show by days."""
_RINGS: Final = (0, 1, 3, 7, 14, 28)
"""Days on both sides of those on which the visit can be."""
_MOST_SHOWN: Final = 40
_TO_TELL: Final = 0.5
"""Of the time: for what they compete for, and what would make room."""


def conflicts_of(
    ledger: Ledger, *, seconds: float = SECONDS, deterministic: bool = False, cancelled: Cancelled = lambda: False
) -> tuple[CapacityConflict, ...]:
    """For each visit without a place, a smallest set of visits that cannot all be placed, if one is found in time.

    A visit gets none when the others and it could all be placed (it costs less to leave it out, or the search was
    stopped before it found how), and when the time was not enough to prove it.

    Args:
        ledger: the solution.
        seconds: for all of them together; counted effort in a deterministic run.
        deterministic: equal solutions give equal answers.
        cancelled: asked between the proofs.
    """
    clock = Clock(seconds * (1 - _TO_TELL), deterministic=deterministic)
    found = _sets(Room(Ledger(ledger.problem), clock, cancelled, ledger.places), ledger)
    told, left = [], seconds - clock.used
    for number, (kept, smallest) in enumerate(found.items()):
        clock = Clock(max(0.0, left) / (len(found) - number), deterministic=deterministic)
        told.append(_told(ledger, kept, Room(Ledger(ledger.problem), clock, cancelled), smallest=smallest))
        left -= clock.used
    return tuple(told)


def _sets(room: Room, ledger: Ledger) -> dict[frozenset[int], bool]:
    """The sets, and whether each is proven smallest. The nearest rings of all visits are tried before wider ones."""
    problem = ledger.problem
    absent = [visit for visit in problem.visits if visit.index not in ledger.at]
    absent.sort(key=lambda visit: (-visit.cost_not_placed, visit.asked.latest, visit.index))
    rings = [(visit, _rings(ledger, visit)) for visit in absent]
    found: dict[frozenset[int], bool] = {}
    before: dict[int, frozenset[int]] = {}
    while rings:
        wider = []
        for visit, those in rings:
            if len(found) >= MOST_CONFLICTS or room.over:
                return found
            ring = next(those, None)
            if ring is None or len(ring) > MOST_BY_DAYS or any(visit.index in known for known in found):
                continue
            wider.append((visit, those))
            if ring == before.get(visit.index):
                continue
            before[visit.index] = ring
            holds, core = room.proof(ring, hours=len(ring) <= _MOST_BY_HOURS)
            if holds is False:
                kept, proven = _shrunk(room, core | {visit.index}, visit)
                if len(kept) <= _MOST_SHOWN:
                    found[kept] = proven
        rings = wider
    return found


def _told(ledger: Ledger, kept: frozenset[int], room: Room, *, smallest: bool) -> CapacityConflict:
    problem = ledger.problem
    visits = sorted((problem.visits[number] for number in kept), key=lambda visit: (visit.asked.target, visit.index))
    causes = Causes(problem, visits, room)
    return CapacityConflict(
        message=causes.message(),
        visits=tuple(name_of(visit) for visit in visits),
        resources=causes.resources,
        days=causes.days,
        smallest=smallest,
        remedies=Remedies(ledger, visits, causes.resources, room).found(),
    )


def _rings(ledger: Ledger, visit: Visit) -> Iterator[frozenset[int]]:
    """The visit alone, its patient's own, those that must be on its days, and those of more and more days around."""
    problem = ledger.problem
    alone = frozenset({visit.index})
    yield alone
    own = frozenset(
        number
        for stay in problem.stays_of_course[visit.asked.course]
        for number in problem.stays[stay].visits
        if number in ledger.at
    )
    first, last = visit.asked.earliest.toordinal(), visit.asked.latest.toordinal()
    placed = [problem.visits[number] for number in ledger.at]
    for more in _RINGS:
        inside = frozenset(
            other.index
            for other in placed
            if first - more <= other.asked.earliest.toordinal() and other.asked.latest.toordinal() <= last + more
        )
        yield inside | alone
        near = frozenset(
            number
            for number in own
            if problem.visits[number].asked.latest.toordinal() >= first - more - 7
            and problem.visits[number].asked.earliest.toordinal() <= last + more + 7
        )
        yield inside | near | alone


def _shrunk(room: Room, members: frozenset[int], visit: Visit) -> tuple[frozenset[int], bool]:
    """The members without which it would still be one are left out; whether every one that is left was proven needed.

    Leaving visits out never takes a place away from others: what could be placed with more stays placeable with fewer.
    """
    kept, proven = members, True
    target = visit.asked.target
    far = sorted(
        members - {visit.index},
        key=lambda number: (-abs((room.taken.problem.visits[number].asked.target - target).days), number),
    )
    for number in (*far, visit.index):
        if number not in kept:
            continue
        holds, core = room.proof(kept - {number})
        if holds is False:
            kept = core
        elif holds is None:
            proven = False
    return kept, proven
