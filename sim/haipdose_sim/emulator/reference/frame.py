"""Frames of the reference protocol (section 1): bytes in, frames out. Never raises on input."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Final

STX, ETX, VERSION = 0x02, 0x03, 0x01
REQUEST, REPLY, REFUSAL, ALARM = 1, 2, 3, 4
ANY_PUMP: Final = 0xFFFFFFFF
INTER_BYTE_TIMEOUT_S: Final = 0.5
_HEADER: Final = struct.Struct(">BHIHHBB")  # version, length, serial, session, sequence, type, operation
_SHORTEST, _LONGEST = 13, 525
_AROUND: Final = 6  # STX, CRC, ETX


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame that passed every check of the receiver."""

    serial: int
    session: int
    sequence: int
    kind: int
    operation: int
    payload: bytes


def encode(frame: Frame) -> bytes:
    """The bytes of ``frame``."""
    length = _HEADER.size + len(frame.payload)
    header = (VERSION, length, frame.serial, frame.session, frame.sequence, frame.kind, frame.operation)
    body = _HEADER.pack(*header) + frame.payload
    return b"\x02" + body + zlib.crc32(body).to_bytes(4, "big") + b"\x03"


class FrameReader:
    """Finds frames in a stream of bytes with noise in it.

    Args:
        timeout_s: how long two bytes of a frame may be apart.
    """

    def __init__(self, timeout_s: float = INTER_BYTE_TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._buffer = bytearray()
        self._last_byte_at = 0.0

    def clear(self) -> None:
        """Forget everything received so far."""
        self._buffer.clear()

    def give_up_at(self) -> float | None:
        """When an unfinished frame will be given up; None: there is none."""
        return self._last_byte_at + self._timeout_s if self._buffer else None

    def receive(self, data: bytes, now: float) -> list[Frame]:
        """Take bytes that arrived at ``now``; the frames that became whole."""
        frames = self.give_up(now)
        if data:
            self._last_byte_at = now
            self._buffer += data
            frames += self._scan()
        return frames

    def give_up(self, now: float) -> list[Frame]:
        """Drop an unfinished frame whose time is over; frames found behind its start."""
        frames: list[Frame] = []
        while self._buffer and now - self._last_byte_at > self._timeout_s:
            del self._buffer[0]
            frames += self._scan()
        return frames

    def _scan(self) -> list[Frame]:
        buffer = self._buffer
        frames = []
        while buffer:
            start = buffer.find(STX)
            if start < 0:
                buffer.clear()
                break
            del buffer[:start]
            size = self._size()
            if size is None:
                break
            frame = _decode(bytes(buffer[:size])) if size else None
            if frame is None:
                del buffer[0]
            else:
                del buffer[:size]
                frames.append(frame)
        return frames

    def _size(self) -> int | None:
        """Bytes of the frame at the front; 0 when there cannot be one, None when more bytes are needed to tell."""
        buffer = self._buffer
        if len(buffer) >= 2 and buffer[1] != VERSION:
            return 0
        if len(buffer) < 4:
            return None
        length = buffer[2] << 8 | buffer[3]
        if not _SHORTEST <= length <= _LONGEST:
            return 0
        return length + _AROUND if len(buffer) >= length + _AROUND else None


def _decode(data: bytes) -> Frame | None:
    body = data[1:-5]
    if data[-1] != ETX or zlib.crc32(body) != int.from_bytes(data[-5:-1], "big"):
        return None
    _, _, serial, session, sequence, kind, operation = _HEADER.unpack_from(body)
    return Frame(serial, session, sequence, kind, operation, body[_HEADER.size :])
