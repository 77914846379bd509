"""Random numbers that any later version regenerates: SHA-256 of a seed, a label and a counter, nothing else.

The algorithm ``haipdose-randomisation-1``: the number for (seed, label, counter) is the SHA-256 of the UTF-8 text
``haipdose-randomisation-1|<seed>|<label>|<counter>`` read as one big-endian integer of 256 bits. A whole number below n
is that integer modulo n; an integer from ``floor(2**256 / n) * n`` on is passed over and the counter goes on by one, so
that every number is equally likely. A shuffle is Fisher and Yates' from the last place down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, TypeVar

ALGORITHM: Final = "haipdose-randomisation-1"

T = TypeVar("T")


class Draws:
    """The stream of numbers of one seed and label. It never touches another stream."""

    def __init__(self, seed: str, label: str) -> None:
        self._prefix = f"{ALGORITHM}|{seed}|{label}|"
        self._counter = 0

    def below(self, limit: int) -> int:
        """The next whole number from 0 to ``limit`` - 1."""
        fair = 2**256 // limit * limit
        while True:
            number = int.from_bytes(hashlib.sha256(f"{self._prefix}{self._counter}".encode()).digest())
            self._counter += 1
            if number < fair:
                return number % limit

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in a random order, each order equally likely."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order


def nonce(seed: str, label: str) -> str:
    """The number that hides what is committed to under ``label``: nobody guesses it without the seed."""
    return hashlib.sha256(f"{ALGORITHM}|{seed}|nonce|{label}".encode()).hexdigest()
