"""Contents of the reference protocol: programs and their digests, the pump's state, the log (sections 2, 5 and 6)."""

from __future__ import annotations

import hashlib
import re
import struct
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Final

DIGEST_BYTES: Final = 16
PROGRAM_BYTES: Final = 58
BOLUS_BYTES: Final = 16

_PROGRAM: Final = struct.Struct(">4sBBI16sQIQQI")
_BOLUS: Final = struct.Struct(">4sIII")
_BOUND: Final = struct.Struct(">III")
_IDENTITY: Final = struct.Struct(">HIH16s")
_STATUS: Final = struct.Struct(">58s16sIBBHBQQIIQBIBIII")
_LOG_HEAD: Final = struct.Struct(">IIB")
_LOG_ENTRY: Final = struct.Struct(">IIIBQ10s16s")
_PROGRAM_MAGIC: Final = b"HPRG"
_BOLUS_MAGIC: Final = b"HBOL"
_PROGRAM_FORMAT: Final = 1
_DRUG: Final = re.compile(rb"[a-z0-9-]{0,16}\x00*\Z")


def digest(canonical: bytes) -> bytes:
    """The digest of canonical bytes: the first 16 bytes of SHA-256."""
    return hashlib.sha256(canonical).digest()[:DIGEST_BYTES]


def commit_digest(canonical: bytes, serial: int, boot_count: int, token: int) -> bytes:
    """What binds a commit to its content, its pump, this power-on and this staging."""
    return digest(canonical + _BOUND.pack(serial, boot_count, token))


@dataclass(frozen=True, slots=True)
class FlowProgram:
    """A flow program as it goes onto the wire: nL/h, nL, ng/mL, seconds since 1970 UTC.

    ``refilled``: the reservoir was filled, its counter becomes ``reservoir_nl``; otherwise that is 0.
    """

    serial: int
    drug: str
    concentration_ng_per_ml: int
    rate_nl_per_h: int
    refilled: bool
    reservoir_nl: int
    low_reservoir_alarm_nl: int
    refill_due_s: int

    @property
    def canonical(self) -> bytes:
        """Its 58 bytes."""
        return _PROGRAM.pack(
            _PROGRAM_MAGIC,
            _PROGRAM_FORMAT,
            int(self.refilled),
            self.serial,
            self.drug.encode("ascii"),
            self.concentration_ng_per_ml,
            self.rate_nl_per_h,
            self.reservoir_nl,
            self.low_reservoir_alarm_nl,
            self.refill_due_s,
        )


@dataclass(frozen=True, slots=True)
class BolusProgram:
    """A bolus as it goes onto the wire: nL and seconds."""

    serial: int
    volume_nl: int
    duration_s: int

    @property
    def canonical(self) -> bytes:
        """Its 16 bytes."""
        return _BOLUS.pack(_BOLUS_MAGIC, self.serial, self.volume_nl, self.duration_s)


def read_program(canonical: bytes) -> FlowProgram | None:
    """The program in canonical bytes; None when they are none."""
    if len(canonical) != PROGRAM_BYTES:
        return None
    magic, form, flags, serial, drug, concentration, rate, reservoir, alarm, due = _PROGRAM.unpack(canonical)
    if magic != _PROGRAM_MAGIC or form != _PROGRAM_FORMAT or flags > 1 or not _DRUG.match(drug):
        return None
    name = drug.rstrip(b"\x00").decode("ascii")
    return FlowProgram(serial, name, concentration, rate, bool(flags), reservoir, alarm, due)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who answers HELLO."""

    serial: int
    session: int
    boot_count: int
    firmware: int
    model: str


def read_identity(serial: int, payload: bytes) -> Identity | None:
    """The reply to HELLO; None when it is none."""
    if len(payload) != _IDENTITY.size:
        return None
    session, boot, firmware, model = _IDENTITY.unpack(payload)
    if session == 0:
        return None
    return Identity(serial, session, boot, firmware, model.rstrip(b"\x00").decode("ascii", "replace"))


class PumpState(IntEnum):
    """What the pump does."""

    RUNNING = 1
    BOLUS = 2
    STOPPED = 3


class BolusFate(IntEnum):
    """What became of the last bolus."""

    NONE = 0
    RUNNING = 1
    COMPLETE = 2
    CANCELLED = 3
    INTERRUPTED = 4


class Alarm(IntFlag):
    """What the pump wants to be looked at."""

    RESET = 1
    MOTOR_STALL = 2
    LOW_RESERVOIR = 4
    EMPTY_RESERVOIR = 8
    BATTERY = 16
    PROGRAM_LOST = 32
    MINIMUM_RATE = 64


KNOWN_ALARMS: Final = 127


@dataclass(frozen=True, slots=True)
class PumpStatus:
    """What INTERROGATE tells. ``program_digest`` was checked against ``program_bytes``."""

    serial: int
    program_bytes: bytes
    program: FlowProgram
    program_digest: bytes
    program_sequence: int
    state: PumpState
    motor_stalled: bool
    alarms: Alarm
    battery_percent: int
    reservoir_nl: int
    delivered_nl: int
    clock_s: int
    boot_count: int
    last_effect_id: int
    last_effect_operation: int
    bolus_number: int
    bolus_fate: BolusFate
    bolus_delivered_nl: int
    log_next: int
    staged_token: int


def read_status(serial: int, payload: bytes) -> PumpStatus | None:
    """The reply to INTERROGATE; None when it makes no sense, also when the digest is not that of the program."""
    if len(payload) != _STATUS.size:
        return None
    content, stated, sequence, state, motor, alarms, *rest = _STATUS.unpack(payload)
    program = read_program(content)
    if program is None or stated != digest(content) or program.serial != serial:
        return None
    battery, reservoir, delivered, clock, boot, effect, operation, bolus, fate, given, log_next, token = rest
    try:
        return PumpStatus(
            serial=serial,
            program_bytes=content,
            program=program,
            program_digest=stated,
            program_sequence=sequence,
            state=PumpState(state),
            motor_stalled=motor != 0,
            alarms=Alarm(alarms & KNOWN_ALARMS),
            battery_percent=battery,
            reservoir_nl=reservoir,
            delivered_nl=delivered,
            clock_s=clock,
            boot_count=boot,
            last_effect_id=effect,
            last_effect_operation=operation,
            bolus_number=bolus,
            bolus_fate=BolusFate(fate),
            bolus_delivered_nl=given,
            log_next=log_next,
            staged_token=token,
        )
    except ValueError:
        return None


class LogKind(IntEnum):
    """What a log entry tells."""

    POWER_ON = 1
    PROGRAM_ACTIVE = 2
    BOLUS_STARTED = 3
    BOLUS_OVER = 4
    STOPPED = 5
    CLOCK_SET = 6
    ALARM_RAISED = 7
    ALARM_ACKNOWLEDGED = 8
    PROGRAM_LOST = 9
    SELF_RESET = 10


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry; ``chain`` binds it to all before it."""

    number: int
    clock_s: int
    boot_count: int
    kind: int
    effect_id: int
    detail: bytes
    chain: bytes

    def chain_after(self, previous: bytes) -> bytes:
        """What ``chain`` must be when ``previous`` is the chain of the entry before."""
        fields = _LOG_ENTRY.pack(
            self.number, self.clock_s, self.boot_count, self.kind, self.effect_id, self.detail, bytes(DIGEST_BYTES)
        )
        return digest(previous + fields[:-DIGEST_BYTES])


@dataclass(frozen=True, slots=True)
class LogPage:
    """A reply to LOG: entries from ``oldest`` to before ``next_number`` exist."""

    oldest: int
    next_number: int
    entries: tuple[LogEntry, ...]


def read_log(payload: bytes) -> LogPage | None:
    """The reply to LOG; None when it makes no sense."""
    if len(payload) < _LOG_HEAD.size:
        return None
    oldest, following, count = _LOG_HEAD.unpack_from(payload)
    if len(payload) != _LOG_HEAD.size + count * _LOG_ENTRY.size:
        return None
    entries = tuple(LogEntry(*parts) for parts in _LOG_ENTRY.iter_unpack(payload[_LOG_HEAD.size :]))
    return LogPage(oldest, following, entries)


REFUSALS: Final = {
    1: ("busy", "the pump is busy"),
    2: ("stale-session", "the pump does not know this session any more"),
    3: ("malformed", "the pump cannot read the request"),
    4: ("unknown-operation", "the pump does not know the request"),
    5: ("out-of-range", "a value is outside the pump's limits or steps"),
    6: ("stale-base", "the pump's active program is not the one that was read before"),
    7: ("no-such-token", "what was staged has expired, was used or was cancelled"),
    8: ("digest", "what the pump holds is not what is to be committed"),
    9: ("wrong-state", "the pump cannot do that in its present state"),
    10: ("id-reused", "the number of this request was used for another one"),
}
_FIELDS: Final = {
    1: "serial number",
    2: "flags",
    3: "drug",
    4: "concentration",
    5: "rate",
    6: "reservoir",
    7: "low-reservoir alarm",
    8: "refill date",
    9: "bolus volume",
    10: "bolus duration",
    11: "bolus rate",
    12: "form",
}


def read_refusal(payload: bytes) -> tuple[str, str, str | None]:
    """A refusal's code word, sentence and offending field, whatever the bytes are."""
    code = payload[0] if payload else 0
    word, sentence = REFUSALS.get(code, (f"unknown-{code}", "the reason is not known to this driver"))
    return word, sentence, _FIELDS.get(payload[1]) if len(payload) > 1 else None
