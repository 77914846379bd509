"""What a receiver makes of bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Garbage:
    """Bytes in front of or between frames."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Bad:
    """Something that began like a frame and is none.

    ``reason`` is ``version``, ``length``, ``crc``, ``end``, ``content`` or ``silence``.
    """

    reason: str
