"""Flash memory of the reference pump: two program slots, one pointer, and writes during which power can go.

A write is a series of steps; each step is whole or not begun. The program becomes active in one step, the pointer's, so
a power cut anywhere leaves the old program or the new one.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass


class PowerLost(Exception):
    """Power went while the pump was at work; what follows in the program never happens."""


@dataclass(frozen=True)
class Record:
    """A program as stored: its bytes, its sequence number and the effect that brought it."""

    content: bytes
    sequence: int
    effect_id: int


@dataclass
class _Slot:
    content: bytes = b""
    sequence: int = 0
    effect_id: int = 0
    seal: int | None = None

    def sum(self) -> int:
        """CRC-32 over everything that the seal protects."""
        return zlib.crc32(self.content + self.sequence.to_bytes(8, "big") + self.effect_id.to_bytes(16, "big"))

    @property
    def is_sound(self) -> bool:
        """It was written to the end and still holds what was written."""
        return self.seal is not None and self.seal == self.sum()


class Flash:
    """Two slots and a pointer.

    Args:
        before_step: called with the name of each write step before it is done; may raise :class:`PowerLost`.
    """

    def __init__(self, before_step: Callable[[str], None], first: Record) -> None:
        self._before_step = before_step
        self._slots = [_sealed(first), _Slot()]
        self._pointer = 0

    def active(self) -> Record | None:
        """The active program; None when its slot no longer holds what was written."""
        slot = self._slots[self._pointer]
        return Record(slot.content, slot.sequence, slot.effect_id) if slot.is_sound else None

    def activate(self, record: Record, in_the_same_step: Callable[[], None]) -> None:
        """Make ``record`` the active program, and do the other thing in the step that does it.

        Raises:
            PowerLost: the old program or the new one is active.
        """
        other = 1 - self._pointer
        self._before_step("erase")
        self._slots[other] = _Slot()
        half = len(record.content) // 2
        self._before_step("write-first-half")
        self._slots[other].content = record.content[:half]
        self._before_step("write-second-half")
        self._slots[other].content = record.content
        self._before_step("write-number")
        self._slots[other].sequence = record.sequence
        self._slots[other].effect_id = record.effect_id
        self._before_step("seal")
        self._slots[other].seal = self._slots[other].sum()
        self._before_step("point")
        self._pointer = other
        in_the_same_step()

    def start_over(self, record: Record) -> None:
        """Forget both slots and hold ``record`` only."""
        self._slots = [_sealed(record), _Slot()]
        self._pointer = 0

    def corrupt(self, *, active: bool) -> None:
        """Let one bit of a slot go wrong."""
        slot = self._slots[self._pointer if active else 1 - self._pointer]
        if slot.content:
            slot.content = bytes([slot.content[0] ^ 1]) + slot.content[1:]


def _sealed(record: Record) -> _Slot:
    slot = _Slot(record.content, record.sequence, record.effect_id)
    slot.seal = slot.sum()
    return slot
