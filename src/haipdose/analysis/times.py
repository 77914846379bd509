"""Times to an event as the statistics take them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from haipdose.trial.survival_times import TimeToEvent

CENSORED: Final = 0
EVENT: Final = 1
LEVEL: Final = 0.95
"""Of every confidence interval."""


@dataclass(frozen=True, slots=True)
class Times:
    """Times in days with what ended them: 0 censored, 1 the event, 2 and up competing events."""

    days: tuple[float, ...]
    events: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.days)

    def of_cause(self, cause: int = EVENT) -> Times:
        """Only this cause as the event; every other end is censoring."""
        return Times(self.days, tuple(int(event == cause) for event in self.events))

    def any_cause(self) -> Times:
        """Whatever ended it is the event."""
        return Times(self.days, tuple(int(event != CENSORED) for event in self.events))

    def arrays(self) -> tuple[Any, Any]:
        """Days and events as numpy arrays."""
        return np.asarray(self.days, dtype=float), np.asarray(self.events, dtype=int)

    def count(self, cause: int = EVENT) -> int:
        """How many ended with this."""
        return sum(event == cause for event in self.events)


def times_of(found: Iterable[TimeToEvent]) -> Times:
    """The times of an endpoint."""
    kept = list(found)
    return Times(tuple(float(each.days) for each in kept), tuple(each.event for each in kept))


def joined(groups: Sequence[Times]) -> tuple[Any, Any, Any]:
    """Days, events and the number of the group of everybody, as arrays."""
    days = np.concatenate([group.arrays()[0] for group in groups])
    events = np.concatenate([group.arrays()[1] for group in groups])
    labels = np.concatenate([np.full(len(group), number) for number, group in enumerate(groups)])
    return days, events, labels
