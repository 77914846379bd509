"""An emulated pump with its line, its clock and its faults, ready to be served or driven in memory."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

from haipdose_sim.emulator.clock import VirtualClock
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.line import Line
from haipdose_sim.emulator.wire_device import WireDevice

D_co = TypeVar("D_co", bound=WireDevice, covariant=True)


class Emulator(Generic[D_co]):
    """One pump on one line.

    Attributes:
        device: the pump itself: the back door. Tests look at it and act on it here, never through the line.
        lock: held by whoever runs or looks at the emulator while a server is running.
    """

    def __init__(
        self,
        device: D_co,
        clock: VirtualClock,
        triggers: Triggers,
        *,
        baud: int | None = None,
        wire_scale: float = 1.0,
    ) -> None:
        self.device = device
        self.clock = clock
        self.triggers = triggers
        self.line = Line(device, clock, triggers, baud=baud, wire_scale=wire_scale)
        self.lock = threading.RLock()
