"""A driver and an emulated pump joined by a line in memory, on virtual time."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

from haipdose.device.codec.reference_contents import BolusProgram, FlowProgram
from haipdose.device.journal import Journal
from haipdose.device.link import Link
from haipdose.device.programmer import Programmer
from haipdose_sim.emulator.clock import VirtualClock
from haipdose_sim.emulator.emulator import Emulator
from haipdose_sim.emulator.faults.plan import parse_fault_plan
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.reference.device import ReferencePump
from haipdose_sim.emulator.serving.memory import MemoryPort

SERIAL = 1_000_001
UTC = 1_767_225_600
TWO = ("pharmacist-1", "physician-2")


def flow_program(
    rate: int = 54_200, *, serial: int = SERIAL, refilled: bool = True, drug: str = "floxuridine"
) -> FlowProgram:
    return FlowProgram(
        serial=serial,
        drug=drug,
        concentration_ng_per_ml=5_000_000,
        rate_nl_per_h=rate,
        refilled=refilled,
        reservoir_nl=18_000_000 if refilled else 0,
        low_reservoir_alarm_nl=2_000_000,
        refill_due_s=UTC + 14 * 86_400,
    )


def bolus_program(volume: int = 100_000, seconds: int = 600) -> BolusProgram:
    return BolusProgram(SERIAL, volume, seconds)


class Recorder:
    """A port that remembers what was written through it."""

    def __init__(self, port: MemoryPort) -> None:
        self._port = port
        self.written: list[bytes] = []

    def now(self) -> float:
        return self._port.now()

    def write(self, data: bytes) -> None:
        self.written.append(data)
        self._port.write(data)

    def read(self, deadline: float) -> bytes:
        return self._port.read(deadline)

    def wait(self, seconds: float) -> None:
        self._port.wait(seconds)

    def purge(self) -> None:
        self._port.purge()

    def count(self, operation: int) -> int:
        """How often a request of that operation was transmitted."""
        return sum(data[13] == operation for data in self.written)


class DriverBench:
    """One pump, one line, one driver; ``restart`` is a new driver process with the same journal."""

    def __init__(self, folder: Path, *faults: dict[str, Any], seed: int = 1, serial: int = SERIAL) -> None:
        self.folder = folder
        self.triggers = Triggers(parse_fault_plan({"faults": list(faults)}), seed)
        self.pump = ReferencePump(self.triggers)
        self.emulator = Emulator(self.pump, VirtualClock(UTC), self.triggers)
        self.port = Recorder(MemoryPort(self.emulator))
        self.serial = serial
        self._ids = itertools.count(0x1000)
        self._starts = itertools.count(0, 5_000)
        self.journal = Journal(folder, serial)
        self.driver = self.restart()

    def restart(self) -> Programmer:
        self.journal.close()
        self.journal = Journal(self.folder, self.serial)
        link = Link(self.port, self.serial, first_sequence=next(self._starts))
        self.driver = Programmer(link, self.journal, new_id=lambda: next(self._ids))
        return self.driver

    def close(self) -> None:
        self.journal.close()

    def active_bytes(self) -> bytes:
        """What the pump really runs: through the back door."""
        return self.pump.therapy.program.canonical

    def last_intent(self) -> dict[str, Any] | None:
        """The last intent in the journal's file, resolved or not."""
        lines = [json.loads(line) for line in self.journal.path.read_text().splitlines()]
        return next((line["intent"] for line in reversed(lines) if "intent" in line), None)

    def has_reset_since(self, sequence: int) -> bool:
        """Whether the pump has fallen back to its factory program by itself after that program sequence."""
        therapy = self.pump.therapy
        return therapy.memory.sequence > sequence and self.active_bytes() == therapy.factory_program().canonical

    def calm(self) -> None:
        """No more faults; whatever was under way has arrived."""
        self.triggers.disarm()
        self.port.wait(30)
