"""Frames of the reference protocol (docs/reference-protocol.md, section 1)."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from haipdose.device.codec.events import Bad, Garbage

VERSION: Final = 1
ANY_PUMP: Final = 0xFFFFFFFF
MAX_PAYLOAD: Final = 512
INTER_BYTE_S: Final = 0.5

_STX: Final = 0x02
_ETX: Final = 0x03
_HEADER: Final = struct.Struct(">BHIHHBB")
_CRC: Final = struct.Struct(">I")
_AROUND: Final = 1 + _CRC.size + 1
_LENGTH_AT: Final = 2
_LENGTH_END: Final = 4


class FrameType(IntEnum):
    """What a frame is."""

    REQUEST = 1
    REPLY = 2
    REFUSAL = 3
    ALARM = 4


class Operation(IntEnum):
    """What is asked."""

    HELLO = 0x01
    INTERROGATE = 0x02
    STAGE = 0x03
    READ_STAGED = 0x04
    COMMIT = 0x05
    STAGE_BOLUS = 0x06
    START_BOLUS = 0x07
    STOP = 0x08
    LOG = 0x09
    SET_CLOCK = 0x0A
    CANCEL = 0x0B
    ACKNOWLEDGE = 0x0C


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. ``operation`` and ``kind`` stay plain numbers: a receiver also meets ones that it does not know."""

    serial: int
    session: int
    sequence: int
    kind: int
    operation: int
    payload: bytes = b""

    def encode(self) -> bytes:
        """Its bytes on the line.

        Raises:
            ValueError: the payload is longer than a frame can carry.
        """
        if len(self.payload) > MAX_PAYLOAD:
            msg = f"a frame carries at most {MAX_PAYLOAD} bytes, not {len(self.payload)}"
            raise ValueError(msg)
        length = _HEADER.size + len(self.payload)
        body = (
            _HEADER.pack(VERSION, length, self.serial, self.session, self.sequence, self.kind, self.operation)
            + self.payload
        )
        return bytes((_STX,)) + body + _CRC.pack(zlib.crc32(body)) + bytes((_ETX,))


Event = Frame | Garbage | Bad


class Receiver:
    """Finds frames in whatever comes.

    A byte that is no start of a frame is garbage. When something begins like a frame and is none, only its first byte
    is dropped: the search goes on in what follows, so that a frame behind or inside garbage is always found.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def is_waiting(self) -> bool:
        """The beginning of a frame has come and not yet its end."""
        return bool(self._buffer)

    def receive(self, data: bytes) -> list[Event]:
        """Take ``data`` in; what it completes."""
        self._buffer += data
        return self._take()

    def silence(self) -> list[Event]:
        """More than :data:`INTER_BYTE_S` passed since the last byte: what is unfinished will not be finished."""
        events: list[Event] = []
        while self._buffer:
            del self._buffer[0]
            events.append(Bad("silence"))
            events += self._take()
        return events

    def clear(self) -> None:
        """Forget what is unfinished."""
        self._buffer.clear()

    def _take(self) -> list[Event]:
        events: list[Event] = []
        while self._buffer:
            start = self._buffer.find(_STX)
            if start != 0:
                end = len(self._buffer) if start < 0 else start
                events.append(Garbage(bytes(self._buffer[:end])))
                del self._buffer[:end]
                continue
            verdict = self._judge()
            if verdict is None:
                break
            if isinstance(verdict, Bad):
                del self._buffer[0]
            events.append(verdict)
        return events

    def _judge(self) -> Frame | Bad | None:
        """What stands at the start of the buffer; None: not all of it is there."""
        buffer = self._buffer
        if len(buffer) > 1 and buffer[1] != VERSION:
            return Bad("version")
        if len(buffer) < _LENGTH_END:
            return None
        length = int.from_bytes(buffer[_LENGTH_AT:_LENGTH_END], "big")
        if not _HEADER.size <= length <= _HEADER.size + MAX_PAYLOAD:
            return Bad("length")
        total = length + _AROUND
        if len(buffer) < total:
            return None
        if buffer[total - 1] != _ETX:
            return Bad("end")
        body = bytes(buffer[1 : 1 + length])
        if _CRC.unpack(buffer[1 + length : total - 1])[0] != zlib.crc32(body):
            return Bad("crc")
        del buffer[:total]
        _, _, serial, session, sequence, kind, operation = _HEADER.unpack(body[: _HEADER.size])
        return Frame(serial, session, sequence, kind, operation, body[_HEADER.size :])
