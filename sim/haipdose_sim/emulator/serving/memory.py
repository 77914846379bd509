"""A port in memory, on virtual time: for property tests and for the soak. Nothing waits; the host moves time on."""

from __future__ import annotations

from haipdose_sim.emulator.emulator import Emulator
from haipdose_sim.emulator.wire_device import WireDevice


class MemoryPort:
    """The host's end of the line of ``emulator``.

    Reading moves the virtual clock on to the moment at which bytes arrive, or to the deadline. A vanished port raises
    :class:`~haipdose_sim.emulator.line.LineGone`, which is a ConnectionError and so an OSError, as on a real port.
    """

    def __init__(self, emulator: Emulator[WireDevice]) -> None:
        self._line = emulator.line
        self._clock = emulator.clock

    def now(self) -> float:
        """The virtual time in seconds."""
        return self._clock.now

    def write(self, data: bytes) -> None:
        """Send ``data``."""
        self._line.host_writes(data)

    def read(self, deadline: float) -> bytes:
        """What arrives first, at the latest at ``deadline`` (virtual time); empty when nothing did."""
        line, clock = self._line, self._clock
        while True:
            data = line.host_reads()
            if data or clock.now >= deadline:
                return data
            event = line.next_event()
            line.run_until(deadline if event is None else max(clock.now, min(deadline, event)))

    def wait(self, seconds: float) -> None:
        """Let time pass without reading."""
        self._line.run_until(self._clock.now + seconds)

    def purge(self) -> None:
        """Throw away what has arrived."""
        self._line.purge()
