"""What line faults do to the bytes of one transmission. Pure: bytes and a random generator in, pieces out."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from haipdose_sim.emulator.faults.plan import Fault

Piece = tuple[float, bytes]
"""A part of a transmission: how much later than it should it arrives (s), and its bytes."""


def _bit_flip(fault: Fault, data: bytes, chance: random.Random) -> list[Piece]:
    flipped = bytearray(data)
    for _ in range(int(fault.number("bits"))):
        position = chance.randrange(len(data) * 8)
        flipped[position // 8] ^= 1 << position % 8
    return [(0.0, bytes(flipped))]


def _burst(fault: Fault, data: bytes, chance: random.Random) -> list[Piece]:
    length = min(int(fault.number("length")), len(data))
    start = chance.randrange(len(data) - length + 1)
    return [(0.0, data[:start] + chance.randbytes(length) + data[start + length :])]


def _insert(fault: Fault, data: bytes, chance: random.Random) -> list[Piece]:
    position = chance.randrange(len(data) + 1)
    return [(0.0, data[:position] + chance.randbytes(int(fault.number("bytes"))) + data[position:])]


def _garbage(fault: Fault, data: bytes, chance: random.Random) -> list[Piece]:
    return [(0.0, chance.randbytes(int(fault.number("bytes"))) + data)]


def _drop_bytes(fault: Fault, data: bytes, chance: random.Random) -> list[Piece]:
    count = min(int(fault.number("bytes")), len(data))
    lost = set(chance.sample(range(len(data)), count))
    return [(0.0, bytes(byte for position, byte in enumerate(data) if position not in lost))]


def _drop_frame(fault: Fault, data: bytes, chance: random.Random) -> list[Piece]:  # noqa: ARG001 - one shape for all
    return []


def _duplicate(fault: Fault, data: bytes, chance: random.Random) -> list[Piece]:  # noqa: ARG001
    return [(0.0, data), (fault.number("pause_s"), data)]


def _delay(fault: Fault, data: bytes, chance: random.Random) -> list[Piece]:  # noqa: ARG001
    return [(fault.number("seconds"), data)]


def _truncate(fault: Fault, data: bytes, chance: random.Random) -> list[Piece]:  # noqa: ARG001
    return [(0.0, data[: int(len(data) * fault.number("keep_percent") / 100)])]


def _split(fault: Fault, data: bytes, chance: random.Random) -> list[Piece]:
    cut = chance.randrange(len(data) + 1)
    return [(0.0, data[:cut]), (fault.number("pause_s"), data[cut:])]


_EFFECTS: Final[dict[str, Callable[[Fault, bytes, random.Random], list[Piece]]]] = {
    "bit-flip": _bit_flip,
    "burst": _burst,
    "insert": _insert,
    "garbage": _garbage,
    "drop-bytes": _drop_bytes,
    "drop-frame": _drop_frame,
    "duplicate": _duplicate,
    "delay": _delay,
    "truncate": _truncate,
    "split": _split,
}


def disturb(faults: list[Fault], data: bytes, chance: random.Random) -> list[Piece]:
    """The pieces that ``data`` arrives in after ``faults``, one after the other; kinds of the line itself pass."""
    pieces: list[Piece] = [(0.0, data)]
    for fault in faults:
        effect = _EFFECTS.get(fault.what)
        if effect is not None:
            pieces = [
                (delay + more, part) for delay, whole in pieces if whole for more, part in effect(fault, whole, chance)
            ]
    return pieces
