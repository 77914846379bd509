"""What was published goes back where it was, wherever that costs nothing: no patient is moved for nothing."""

from __future__ import annotations

from haipdose.capacity.first_fit import is_possible, published_places
from haipdose.capacity.ledger import Ledger


def settle(ledger: Ledger) -> int:
    """Move stays back to their published places while they fit there and cost no more; how many were.

    A search that ends before its proof leaves such moves, and so do ties.
    """
    told = published_places(ledger.problem)
    moved, before = 0, -1
    while moved != before:
        before = moved
        for number, place in told:
            stay = ledger.problem.stays[number]
            now = ledger.places[number]
            if now == place or not is_possible(stay, place):
                continue
            if ledger.problem.cost(stay, place) > ledger.problem.cost(stay, now):
                continue
            ledger.take(stay)
            if ledger.fits(stay, place):
                ledger.put(stay, place)
                moved += 1
            elif now is not None:
                ledger.put(stay, now)
    return moved
