"""An NE-1000 on an in-memory line, and packets written by hand."""

from __future__ import annotations

from typing import Any

from crccheck.crc import CrcXmodem

from haipdose_sim.emulator.clock import VirtualClock
from haipdose_sim.emulator.emulator import Emulator
from haipdose_sim.emulator.faults.plan import parse_fault_plan
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.ne1000.device import Ne1000


def bench(*faults: dict[str, Any], seed: int = 1, **device: Any) -> Emulator[Ne1000]:
    triggers = Triggers(parse_fault_plan({"faults": list(faults)}), seed)
    line = {name: device.pop(name) for name in ("baud",) if name in device}
    return Emulator(Ne1000(triggers, **device), VirtualClock(), triggers, **line)


def awake(*faults: dict[str, Any], **device: Any) -> Emulator[Ne1000]:
    """One whose reset alarm has been acknowledged."""
    emulator = bench(*faults, **device)
    emulator.device.alarm = None
    emulator.device.pushed.clear()
    return emulator


def ask(emulator: Emulator[Any], command: str) -> str:
    """A basic-mode command; the text of the reply."""
    emulator.line.host_writes(command.encode() + b"\r")
    reply = emulator.line.host_reads()
    assert (reply[:1], reply[-1:]) == (b"\x02", b"\x03"), reply
    return reply[1:-1].decode()


def safe(text: str) -> bytes:
    data = text.encode()
    return bytes([2, len(data) + 4]) + data + CrcXmodem.calc(data).to_bytes(2, "big") + b"\x03"


def ask_safe(emulator: Emulator[Any], command: str) -> str:
    emulator.line.host_writes(safe(command))
    return unwrap(emulator.line.host_reads())


def unwrap(packet: bytes) -> str:
    assert packet[0] == 2
    assert packet[1] == len(packet) - 1
    data = packet[2:-3]
    assert packet == safe(data.decode())
    return data.decode()
