"""Chance for one participant and one topic: what one topic draws changes nothing in another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import IntEnum
from typing import TypeVar

from haipdose_sim.cohort.streams import DATA_SET, normals, uniforms

T = TypeVar("T")
_ROOM = 100_000


class Topic(IntEnum):
    """What is drawn about; the numbers are part of the addresses and stay."""

    PERSON = 0
    SCANS = 1
    COURSE = 2
    SURGERY = 3
    EVENTS = 4
    QUESTIONNAIRES = 5
    ENDING = 6
    SCREENING = 7
    THERAPY = 8
    LAST = 9


class Chance:
    """Draws at the addresses (seed, patient, topic, 0, 1, 2 …)."""

    def __init__(self, seed: int, patient: int, topic: Topic) -> None:
        self._seed, self._patient, self._step = seed, patient, int(topic) * _ROOM

    def uniform(self) -> float:
        """Between 0 and 1."""
        self._step += 1
        return uniforms(self._seed, DATA_SET, self._patient, self._step)[0]

    def normal(self) -> float:
        """Standard normal."""
        self._step += 1
        return normals(self._seed, DATA_SET, self._patient, self._step)[0]

    def happens(self, chance: float) -> bool:
        """True with this chance."""
        return self.uniform() < chance

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both possible."""
        return low + min(int(self.uniform() * (high - low + 1)), high - low)

    def among(self, things: Sequence[T]) -> T:
        """One of the things, each as likely."""
        return things[self.whole(0, len(things) - 1)]

    def wait(self, per_day: float) -> float:
        """Days until something that happens at a constant rate."""
        return -math.log(self.uniform()) / per_day if per_day > 0 else math.inf
