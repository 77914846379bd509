"""What the judge sees of the line: which effects the driver transmits, and whether it ever comes to an end."""

from __future__ import annotations

from typing import Final

from haipdose.device.codec.reference import Frame, Operation, Receiver
from haipdose_sim.emulator.serving.memory import MemoryPort

EFFECTS: Final = frozenset({Operation.COMMIT, Operation.START_BOLUS, Operation.SET_CLOCK})
MOST_CALLS: Final = 50_000
"""Calls of the port in one dialogue; an honest one needs some hundreds."""


class Stuck(BaseException):
    """The driver goes on and on without virtual time running out. No driver may catch it, so it is no Exception."""


class WatchedPort(MemoryPort):
    """A port that counts the effects that are sent through it, and ends a dialogue that does not end by itself."""

    effects_sent = 0
    calls = 0

    def begin(self) -> None:
        """A new dialogue."""
        self.effects_sent = self.calls = 0

    def write(self, data: bytes) -> None:
        """As always, and looked at."""
        self._count()
        for event in Receiver().receive(data):
            if isinstance(event, Frame) and event.operation in EFFECTS:
                self.effects_sent += 1
        super().write(data)

    def read(self, deadline: float) -> bytes:
        """As always, and counted."""
        self._count()
        return super().read(deadline)

    def _count(self) -> None:
        self.calls += 1
        if self.calls > MOST_CALLS:
            raise Stuck
