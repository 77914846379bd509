"""A reference pump on an in-memory line, and a small host written by hand from docs/reference-protocol.md.

Frames are put together with ``struct`` and checked with crccheck: neither the emulator's nor the driver's code helps.
"""

from __future__ import annotations

import hashlib
import itertools
import struct
from typing import Any

from crccheck.crc import Crc32

from haipdose_sim.emulator.clock import VirtualClock
from haipdose_sim.emulator.emulator import Emulator
from haipdose_sim.emulator.faults.plan import parse_fault_plan
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.reference.device import ReferencePump

SERIAL = 1_000_001
UTC = 1_767_225_600
OPERATIONS = {
    "hello": 1,
    "interrogate": 2,
    "stage": 3,
    "read-staged": 4,
    "commit": 5,
    "stage-bolus": 6,
    "start-bolus": 7,
    "stop": 8,
    "log": 9,
    "set-clock": 10,
    "cancel": 11,
    "acknowledge": 12,
}
REASONS = {
    1: "busy",
    2: "stale-session",
    3: "malformed",
    4: "unknown-operation",
    5: "out-of-range",
    6: "stale-base",
    7: "no-such-token",
    8: "digest",
    9: "wrong-state",
    10: "id-reused",
}
STATUS = (
    ("program", "58s"),
    ("digest", "16s"),
    ("sequence", "I"),
    ("state", "B"),
    ("motor", "B"),
    ("alarms", "H"),
    ("battery", "B"),
    ("reservoir", "Q"),
    ("delivered", "Q"),
    ("clock", "I"),
    ("boot", "I"),
    ("last_effect", "Q"),
    ("last_operation", "B"),
    ("bolus", "I"),
    ("bolus_fate", "B"),
    ("bolus_delivered", "I"),
    ("log_next", "I"),
    ("token", "I"),
)


def program(
    *,
    serial: int = SERIAL,
    drug: bytes = b"floxuridine",
    concentration: int = 5_000_000,
    rate: int = 54_200,
    refilled: bool = True,
    reservoir: int = 18_000_000,
    alarm: int = 2_000_000,
    due: int = UTC + 14 * 86_400,
    flags: int | None = None,
    magic: bytes = b"HPRG",
    form: int = 1,
) -> bytes:
    flag = int(refilled) if flags is None else flags
    volume = reservoir if refilled else 0
    return struct.pack(">4sBBI16sQIQQI", magic, form, flag, serial, drug, concentration, rate, volume, alarm, due)


def bolus(volume: int = 100_000, seconds: int = 600, serial: int = SERIAL, magic: bytes = b"HBOL") -> bytes:
    return struct.pack(">4sIII", magic, serial, volume, seconds)


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:16]


def frame(serial: int, session: int, sequence: int, kind: int, operation: int, payload: bytes) -> bytes:
    body = struct.pack(">BHIHHBB", 1, 13 + len(payload), serial, session, sequence, kind, operation) + payload
    return b"\x02" + body + Crc32.calc(body).to_bytes(4, "big") + b"\x03"


def unframe(data: bytes) -> tuple[int, int, int, int, int, bytes, bytes]:
    """The first frame in ``data`` (serial, session, sequence, kind, operation, payload) and what follows it."""
    assert data[0] == 2, data
    length = int.from_bytes(data[2:4], "big")
    body, rest = data[1 : 1 + length], data[length + 6 :]
    assert data[length + 5] == 3
    assert Crc32.calc(body).to_bytes(4, "big") == data[1 + length : 5 + length]
    version, _, serial, session, sequence, kind, operation = struct.unpack(">BHIHHBB", body[:13])
    assert version == 1
    return serial, session, sequence, kind, operation, body[13:], rest


class Refused(Exception):
    pass


class Bench:
    """A pump and a host that says what it is told to say."""

    def __init__(self, *faults: dict[str, Any], seed: int = 1, **device: Any) -> None:
        triggers = Triggers(parse_fault_plan({"faults": list(faults)}), seed)
        self.pump = ReferencePump(triggers, **device)
        self.emulator = Emulator(self.pump, VirtualClock(), triggers)
        self.line = self.emulator.line
        self.session = 0
        self.boot = 0
        self.serial = SERIAL
        self._sequence = itertools.count(1)
        self._ids = itertools.count(0x1000)
        self.alarms: list[int] = []

    def new_id(self) -> int:
        return next(self._ids)

    def transmit(self, operation: str | int, payload: bytes = b"", *, session: int | None = None) -> bytes:
        code = OPERATIONS[operation] if isinstance(operation, str) else operation
        serial = 0xFFFFFFFF if operation == "hello" else self.serial
        session = self.session if session is None else session
        self.line.host_writes(frame(serial, session, next(self._sequence), 1, code, payload))
        return self.line.host_reads()

    def ask(self, operation: str | int, payload: bytes = b"", **options: Any) -> bytes | None:
        """The reply payload; None when there is no reply. Raises Refused. Alarms are put aside."""
        data = self.transmit(operation, payload, **options)
        reply: bytes | None = None
        while data:
            _, _, _, kind, _, content, data = unframe(data)
            if kind == 4:
                self.alarms.append(int.from_bytes(content, "big"))
            elif kind == 3:
                raise Refused(REASONS[content[0]] + (f" {content[1]}" if content[1] else ""))
            else:
                reply = content
        return reply

    def must(self, operation: str | int, payload: bytes = b"", **options: Any) -> bytes:
        reply = self.ask(operation, payload, **options)
        assert reply is not None
        return reply

    def hello(self) -> None:
        self.session, self.boot, firmware, _ = struct.unpack(">HIH16s", self.must("hello"))
        assert firmware == 0x0100

    def status(self) -> dict[str, Any]:
        values = struct.unpack(">" + "".join(form for _, form in STATUS), self.must("interrogate"))
        return dict(zip((name for name, _ in STATUS), values, strict=True))

    def stage(self, content: bytes, *, base: bytes | None = None, effect_id: int | None = None) -> int:
        operation = "stage" if len(content) == 58 else "stage-bolus"
        base = self.status()["digest"] if base is None else base
        reply = self.must(operation, (effect_id or self.new_id()).to_bytes(8, "big") + base + content)
        token, seconds = struct.unpack(">IH", reply)
        assert seconds == 120
        return int(token)

    def commit_payload(self, content: bytes, token: int, effect_id: int | None = None) -> bytes:
        bound = sha(content + struct.pack(">III", self.serial, self.boot, token))
        return (effect_id or self.new_id()).to_bytes(8, "big") + token.to_bytes(4, "big") + bound

    def run_program(self, content: bytes | None = None) -> bytes:
        content = content or program()
        return self.must("commit", self.commit_payload(content, self.stage(content)))

    def run_bolus(self, content: bytes | None = None) -> bytes:
        content = content or bolus()
        return self.must("start-bolus", self.commit_payload(content, self.stage(content)))

    def log(self) -> list[tuple[Any, ...]]:
        """All entries: (number, clock, boot, kind, effect id, detail), with the chain checked."""
        entries: list[tuple[Any, ...]] = []
        first, chain = 1, b""
        while True:
            reply = self.must("log", struct.pack(">IB", first, 8))
            oldest, following, count = struct.unpack(">IIB", reply[:9])
            for position in range(count):
                entry = reply[9 + 47 * position : 56 + 47 * position]
                number = int.from_bytes(entry[:4], "big")
                previous = bytes(16) if number == 1 else chain
                if previous:
                    assert sha(previous + entry[:31]) == entry[31:]
                chain = entry[31:]
                entries.append(struct.unpack(">IIIBQ10s", entry[:31]))
            first = max(first, oldest) + count
            if first >= following:
                return entries

    def wait(self, seconds: float) -> None:
        self.line.run_until(self.emulator.clock.now + seconds)
        data = self.line.host_reads()
        while data:
            _, _, sequence, kind, operation, content, data = unframe(data)
            assert (sequence, kind, operation) == (0, 4, 0)
            self.alarms.append(int.from_bytes(content, "big"))


def ready(*faults: dict[str, Any], **device: Any) -> Bench:
    """A bench whose host has said hello."""
    bench = Bench(*faults, **device)
    bench.hello()
    return bench
