"""What the reference pump keeps without power."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum

from haipdose_sim.emulator.reference.flash import Flash
from haipdose_sim.emulator.reference.log import Kind, Log

REMEMBERED_EFFECTS = 16


class Fate(IntEnum):
    """What became of a bolus."""

    NONE = 0
    RUNNING = 1
    COMPLETE = 2
    CANCELLED = 3
    INTERRUPTED = 4


@dataclass
class BolusRecord:
    """The last bolus; ``delivered_nl`` is what the motor was told to move for it."""

    number: int = 0
    fate: Fate = Fate.NONE
    delivered_nl: float = 0.0


@dataclass(frozen=True)
class Effect:
    """An effect that was applied: its id, what asked for it and what was answered."""

    effect_id: int
    operation: int
    request: bytes
    reply: bytes


@dataclass(frozen=True)
class Draft:
    """A log entry that has been decided on, in the same step as what it tells, and not been written yet."""

    kind: Kind
    effect_id: int = 0
    detail: bytes = b""


@dataclass
class Memory:
    """Non-volatile memory. Counters are in nL."""

    flash: Flash
    log: Log = field(default_factory=Log)
    sequence: int = 0
    boot: int = 0
    stopped: bool = False
    alarms: int = 0
    bolus: BolusRecord = field(default_factory=BolusRecord)
    reservoir_nl: float = 0.0
    delivered_nl: float = 0.0
    effects: deque[Effect] = field(default_factory=lambda: deque(maxlen=REMEMBERED_EFFECTS))
    drafts: list[Draft] = field(default_factory=list)
