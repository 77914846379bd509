"""Programs and boluses: canonical bytes, digests, limits (sections 2 and 7)."""

from __future__ import annotations

import hashlib
import re
import struct
from dataclasses import dataclass, replace
from typing import Final

from haipdose_sim.emulator.reference.refusals import Field, Reason, Refusal

PROGRAM_BYTES, BOLUS_BYTES = 58, 16
REFILLED: Final = 0x01
_PROGRAM: Final = struct.Struct(">4sBBI16sQIQQI")
_BOLUS: Final = struct.Struct(">4sIII")
_DRUG: Final = re.compile(rb"[a-z0-9-]{1,16}\x00{0,15}\Z")
SECONDS_PER_HOUR: Final = 3_600


@dataclass(frozen=True)
class Program:
    """A program: rate in nL/h, volumes in nL, concentration in ng/mL, refill date in seconds since 1970."""

    serial: int
    rate: int
    flags: int = 0
    drug: bytes = b""
    concentration: int = 0
    reservoir: int = 0
    alarm_level: int = 0
    refill_due: int = 0

    @property
    def canonical(self) -> bytes:
        """Its 58 bytes."""
        return _PROGRAM.pack(
            b"HPRG",
            1,
            self.flags,
            self.serial,
            self.drug,
            self.concentration,
            self.rate,
            self.reservoir,
            self.alarm_level,
            self.refill_due,
        )

    def altered(self, field: str, percent: float) -> Program:
        """The same with one number changed, for a firmware that lies."""
        changes = {field: round(getattr(self, field) * (1 + percent / 100))}
        return replace(self, **changes)


@dataclass(frozen=True)
class Bolus:
    """A bolus: volume in nL, duration in s."""

    serial: int
    volume: int
    duration: int

    @property
    def canonical(self) -> bytes:
        """Its 16 bytes."""
        return _BOLUS.pack(b"HBOL", self.serial, self.volume, self.duration)


def digest(content: bytes) -> bytes:
    """The first 16 bytes of SHA-256."""
    return hashlib.sha256(content).digest()[:16]


def commit_digest(content: bytes, serial: int, boot: int, token: int) -> bytes:
    """What a commit must carry: bound to this pump, this power-on and this staging."""
    return digest(content + struct.pack(">III", serial, boot, token))


def read_program(content: bytes) -> Program:
    """The program in 58 bytes. Raises Refusal when they are none."""
    magic, form, flags, serial, drug, concentration, rate, reservoir, alarm_level, refill_due = _PROGRAM.unpack(content)
    if magic != b"HPRG" or form != 1:
        raise Refusal(Reason.OUT_OF_RANGE, Field.FORM)
    return Program(serial, rate, flags, drug.rstrip(b"\x00"), concentration, reservoir, alarm_level, refill_due)


def read_bolus(content: bytes) -> Bolus:
    """The bolus in 16 bytes. Raises Refusal when they are none."""
    magic, serial, volume, duration = _BOLUS.unpack(content)
    if magic != b"HBOL":
        raise Refusal(Reason.OUT_OF_RANGE, Field.FORM)
    return Bolus(serial, volume, duration)


@dataclass(frozen=True)
class Limits:
    """Limits and increments of a pump: rates in nL/h, volumes in nL, durations in s."""

    rate_minimum: int = 2_000
    rate_maximum: int = 1_000_000
    rate_step: int = 100
    volume_step: int = 1_000
    reservoir_maximum: int = 20_000_000
    alarm_minimum: int = 1_000_000
    alarm_maximum: int = 5_000_000
    bolus_minimum: int = 10_000
    bolus_maximum: int = 1_000_000
    bolus_shortest: int = 60
    bolus_longest: int = 86_400
    bolus_rate_maximum: int = 1_000_000

    def check_program(self, program: Program, serial: int) -> None:
        """Raises Refusal with the first field that is out of range."""
        volume_step = self.volume_step
        refilled = bool(program.flags & REFILLED)
        reservoir_fits = (
            0 < program.reservoir <= self.reservoir_maximum and program.reservoir % volume_step == 0
            if refilled
            else program.reservoir == 0
        )
        self._refuse_first(
            (Field.SERIAL, program.serial == serial),
            (Field.FLAGS, program.flags & ~REFILLED == 0),
            (Field.DRUG, _DRUG.match(program.drug) is not None),
            (Field.CONCENTRATION, program.concentration >= 1),
            (Field.RATE, _fits(program.rate, self.rate_minimum, self.rate_maximum, self.rate_step)),
            (Field.RESERVOIR, reservoir_fits),
            (Field.ALARM_LEVEL, _fits(program.alarm_level, self.alarm_minimum, self.alarm_maximum, volume_step)),
            (Field.REFILL_DATE, program.refill_due > 0),
        )

    def check_bolus(self, bolus: Bolus, serial: int) -> None:
        """Raises Refusal with the first field that is out of range."""
        fastest = self.bolus_rate_maximum * bolus.duration
        self._refuse_first(
            (Field.SERIAL, bolus.serial == serial),
            (Field.BOLUS_VOLUME, _fits(bolus.volume, self.bolus_minimum, self.bolus_maximum, self.volume_step)),
            (Field.BOLUS_DURATION, self.bolus_shortest <= bolus.duration <= self.bolus_longest),
            (Field.BOLUS_RATE, bolus.volume * SECONDS_PER_HOUR <= fastest),
        )

    @staticmethod
    def _refuse_first(*checks: tuple[Field, bool]) -> None:
        for field, fits in checks:
            if not fits:
                raise Refusal(Reason.OUT_OF_RANGE, field)


def _fits(value: int, lowest: int, highest: int, step: int) -> bool:
    return lowest <= value <= highest and value % step == 0
