"""The line between host and pump: bytes in flight on the virtual clock, and what faults do to them.

Each write of the host and each reply of the device is one *transmission*. A line fault changes when and as which bytes
it arrives; it never looks into it.
"""

from __future__ import annotations

import heapq
import itertools
from collections import deque
from dataclasses import dataclass, field

from haipdose_sim.emulator.clock import VirtualClock
from haipdose_sim.emulator.faults.catalogue import Moment
from haipdose_sim.emulator.faults.line_faults import disturb
from haipdose_sim.emulator.faults.plan import Fault
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.wire_device import WireDevice

TO_PUMP = "to-pump"
TO_HOST = "to-host"
_MOST_IDLE_WAKES = 1_000
BITS_PER_BYTE = 10  # 8N1: start bit, eight data bits, stop bit


class LineGone(ConnectionError):
    """The port has disappeared."""


@dataclass
class Seen:
    """A transmission as it went over the line, for the live view and for traces."""

    at: float
    direction: str
    data: bytes


@dataclass
class _Held:
    """Held back until the next transmission: to go in one piece in front of it, or behind it."""

    in_front: bytes = b""
    behind: list[bytes] = field(default_factory=list)


class Line:
    """Carries bytes between a host and ``device``.

    Args:
        device: what answers.
        clock: moved on by :meth:`run_until` only.
        triggers: the faults.
        baud: paces the bytes; None: they arrive at once.
        wire_scale: virtual seconds that a second on the wire lasts, when virtual time runs faster than the host's.
    """

    def __init__(
        self,
        device: WireDevice,
        clock: VirtualClock,
        triggers: Triggers,
        *,
        baud: int | None = None,
        wire_scale: float = 1.0,
    ) -> None:
        self.device = device
        self.clock = clock
        self.recent: deque[Seen] = deque(maxlen=64)
        self._triggers = triggers
        self._wire_scale = wire_scale
        self._seconds_per_byte = BITS_PER_BYTE / baud * wire_scale if baud else 0.0
        self._in_flight: list[tuple[float, int, str, bytes]] = []
        self._order = itertools.count()
        self._busy_until = {TO_PUMP: 0.0, TO_HOST: 0.0}
        self._held = {TO_PUMP: _Held(), TO_HOST: _Held()}
        self._first: dict[str, bytes] = {}
        self._arrived = bytearray()
        self._gone_until = 0.0

    @property
    def is_gone(self) -> bool:
        """The port has disappeared for now."""
        return self.clock.now < self._gone_until

    def host_writes(self, data: bytes) -> None:
        """The host writes ``data`` now. Raises LineGone."""
        self._check_present()
        self._transmit(TO_PUMP, data)
        self.run_until(self.clock.now)

    def host_reads(self, size: int | None = None) -> bytes:
        """What has arrived at the host by now, up to ``size`` bytes. Raises LineGone once everything has been read."""
        count = len(self._arrived) if size is None else size
        data = bytes(self._arrived[:count])
        del self._arrived[:count]
        if not data:
            self._check_present()
        return data

    def waiting(self) -> int:
        """How many bytes have arrived and were not read."""
        return len(self._arrived)

    def purge(self) -> None:
        """Throw away what has arrived and was not read."""
        self._arrived.clear()

    def next_event(self) -> float | None:
        """When something will happen next: bytes arriving, or the device waking up."""
        wake = self.device.next_wake()
        arrival = self._in_flight[0][0] if self._in_flight else None
        if wake is None or arrival is None:
            return wake if arrival is None else arrival
        return min(wake, arrival)

    def run_until(self, moment: float) -> None:
        """Let everything happen that happens up to ``moment``, in order; clock and device are then at that moment."""
        self._run_events(moment)
        self.clock.advance_to(moment)
        self._send_replies(self.device.wake(self.clock.now))
        self._run_events(moment)

    def _run_events(self, moment: float) -> None:
        idle_wakes = 0
        while True:
            arrival = self._in_flight[0][0] if self._in_flight else None
            wake = self.device.next_wake()
            if wake is not None and wake <= moment and (arrival is None or wake < arrival):
                idle_wakes = idle_wakes + 1 if wake <= self.clock.now else 0
                if idle_wakes > _MOST_IDLE_WAKES:
                    msg = f"the device wants to be woken at {wake} s again and again, and nothing comes of it"
                    raise RuntimeError(msg)
                self.clock.advance_to(wake)
                self._send_replies(self.device.wake(self.clock.now))
                continue
            if arrival is None or arrival > moment:
                return
            _, _, direction, data = heapq.heappop(self._in_flight)
            self.clock.advance_to(arrival)
            self._arrive(direction, data)

    def _arrive(self, direction: str, data: bytes) -> None:
        if direction == TO_PUMP:
            self._send_replies(self.device.receive(data, self.clock.now))
        elif not self.is_gone:
            self._arrived += data

    def _send_replies(self, replies: list[bytes]) -> None:
        for reply in replies:
            self._transmit(TO_HOST, reply)

    def _check_present(self) -> None:
        if self.is_gone:
            msg = "the port has disappeared"
            raise LineGone(msg)

    def _transmit(self, direction: str, data: bytes) -> None:
        if self.is_gone:
            return
        held, self._held[direction] = self._held[direction], _Held()
        data = held.in_front + data
        faults = self._triggers.strike(Moment.TRANSMISSION, self.clock.now, direction=direction)
        if faults:
            self._faulty(direction, data, faults)
        else:
            self._first.setdefault(direction, data)
            self._put(direction, data, 0.0)
        for late in held.behind:
            self._put(direction, late, 0.0)

    def _put(self, direction: str, data: bytes, delay: float) -> None:
        """Send ``data`` off; it arrives when its last byte does."""
        if not data:
            return
        now = self.clock.now
        self.recent.append(Seen(now, direction, data))
        arrival = now
        if self._seconds_per_byte:
            arrival = max(now, self._busy_until[direction]) + len(data) * self._seconds_per_byte
            self._busy_until[direction] = arrival
        heapq.heappush(self._in_flight, (arrival + delay * self._wire_scale, next(self._order), direction, data))

    def _faulty(self, direction: str, data: bytes, faults: list[Fault]) -> None:
        """Send ``data`` off under ``faults``; those that need to know more than these bytes are handled here."""
        kinds = {fault.what: fault for fault in faults}
        if "port-vanishes" in kinds:
            self._gone_until = self.clock.now + kinds["port-vanishes"].number("seconds")
            self._in_flight = [flight for flight in self._in_flight if flight[2] == TO_PUMP]
            heapq.heapify(self._in_flight)
            return
        if "echo" in kinds and direction == TO_PUMP:
            self._put(TO_HOST, data, 0.0)
        if "replay" in kinds:
            data = self._first.get(direction, data)
        self._first.setdefault(direction, data)
        for delay, piece in disturb(faults, data, self._triggers.random):
            if "reorder" in kinds:
                self._held[direction].behind.append(piece)
            elif "merge" in kinds:
                self._held[direction].in_front += piece
            else:
                self._put(direction, piece, delay)
