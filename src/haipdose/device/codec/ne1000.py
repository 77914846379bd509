"""The New Era NE-1000 wire, basic and safe mode. Bytes in, replies out; no input raises.

Source: NE-1000 user manual, publication 1200-01, pages 33 and 34: basic replies are ``STX data ETX``; safe packets
``STX length data CRC ETX`` with the length counting itself, data, CRC and ETX, and CRC-16/XMODEM over the data.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from typing import Final

from haipdose.device.codec.events import Bad, Garbage

INTER_BYTE_S: Final = 0.5
_STX: Final = 0x02
_ETX: Final = 0x03
_CR: Final = b"\r"
_SAFE_OVERHEAD: Final = 4
_MOST_DATA: Final = 255 - _SAFE_OVERHEAD
_BASIC_LIMIT: Final = 80
_REPLY: Final = re.compile(rb"(\d\d)(?:([IWSPTUX])|A\?([RSTEO]))(.*)\Z", re.DOTALL)
_ERRORS: Final = {
    "?": "the pump does not know the command",
    "?NA": "the command does not apply now",
    "?OOR": "the value is outside the pump's limits",
    "?COM": "the pump received a damaged packet",
    "?IGN": "the pump ignored the command",
}
ALARMS: Final = {
    "R": "the pump was reset: power was interrupted",
    "S": "the motor is stalled",
    "T": "the line was silent for too long in safe mode",
    "E": "the pumping program is faulty",
    "O": "the phase of the program is out of range",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply: ``status`` is one of I W S P T U X, or empty when ``alarm`` is one of R S T E O."""

    address: int
    status: str
    alarm: str
    data: str

    @property
    def error(self) -> str | None:
        """The pump's refusal in words, None when it did not refuse."""
        return _ERRORS.get(self.data)


Event = Reply | Garbage | Bad


def encode_basic(command: str) -> bytes:
    """A command as basic mode sends it."""
    return command.encode("ascii") + _CR


def encode_safe(command: str) -> bytes:
    """A command as a safe packet. Raises ValueError when it is too long for one."""
    data = command.encode("ascii")
    if len(data) > _MOST_DATA:
        msg = f"a safe packet carries at most {_MOST_DATA} bytes"
        raise ValueError(msg)
    crc = binascii.crc_hqx(data, 0)
    return bytes((_STX, len(data) + _SAFE_OVERHEAD)) + data + crc.to_bytes(2, "big") + bytes((_ETX,))


class Receiver:
    """Finds replies in whatever comes, in the mode that was asked for."""

    def __init__(self, *, safe: bool) -> None:
        self.safe = safe
        self._buffer = bytearray()

    @property
    def is_waiting(self) -> bool:
        """The beginning of a reply has come and not yet its end."""
        return bool(self._buffer)

    def receive(self, data: bytes) -> list[Event]:
        """Take ``data`` in; what it completes."""
        self._buffer += data
        events: list[Event] = []
        while self._buffer:
            start = self._buffer.find(_STX)
            if start != 0:
                end = len(self._buffer) if start < 0 else start
                events.append(Garbage(bytes(self._buffer[:end])))
                del self._buffer[:end]
                continue
            verdict = self._safe() if self.safe else self._basic()
            if verdict is None:
                break
            if isinstance(verdict, Bad):
                del self._buffer[0]
            events.append(verdict)
        return events

    def silence(self) -> list[Event]:
        """What is unfinished will not be finished."""
        events: list[Event] = []
        while self._buffer:
            del self._buffer[0]
            events.append(Bad("silence"))
            events += self.receive(b"")
        return events

    def clear(self) -> None:
        """Forget what is unfinished."""
        self._buffer.clear()

    def _safe(self) -> Event | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        length = buffer[1]
        if length <= _SAFE_OVERHEAD:
            return Bad("length")
        if len(buffer) < length + 1:
            return None
        data = bytes(buffer[2 : length - 2])
        if buffer[length] != _ETX:
            return Bad("end")
        if binascii.crc_hqx(data, 0) != int.from_bytes(buffer[length - 2 : length], "big"):
            return Bad("crc")
        return self._take(data, length + 1)

    def _basic(self) -> Event | None:
        buffer = self._buffer
        end = buffer.find(_ETX)
        again = buffer.find(_STX, 1)
        if again > 0 and (end < 0 or again < end):
            return Bad("end")
        if end < 0:
            return Bad("length") if len(buffer) > _BASIC_LIMIT else None
        return self._take(bytes(buffer[1:end]), end + 1)

    def _take(self, data: bytes, size: int) -> Event:
        match = _REPLY.match(data)
        if match is None or not data.isascii():
            return Bad("content")
        del self._buffer[:size]
        address, status, alarm, rest = (part or b"" for part in match.groups())
        return Reply(int(address), status.decode(), alarm.decode(), rest.decode())
