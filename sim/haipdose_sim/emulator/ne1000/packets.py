"""Packets of the NE-1000 in both modes; bytes in, packets out, nothing else.

Basic: ``text CR`` to the pump, ``STX text ETX`` from it. Safe, both ways: ``STX length text CRC16 ETX``, where length
counts itself and everything behind it; the CRC is CRC-16/XMODEM of the text, high byte first. ETX and CR may occur
inside the CRC, so a safe packet is cut by its length only.
"""

from __future__ import annotations

import binascii
from dataclasses import dataclass

STX, ETX, CR = 0x02, 0x03, 0x0D
INTER_BYTE_TIMEOUT_S = 0.5
_FRAME_OVERHEAD = 4  # length, two CRC bytes, ETX
_LONGEST_LINE = 128


@dataclass(frozen=True)
class Packet:
    """A packet to the pump: its text, or none when it was damaged."""

    text: str | None
    framed: bool


def basic_reply(text: str) -> bytes:
    """``STX text ETX``."""
    return bytes([STX]) + text.encode("ascii") + bytes([ETX])


def safe_packet(text: str) -> bytes:
    """``STX length text CRC ETX``."""
    data = text.encode("ascii")
    return (
        bytes([STX, len(data) + _FRAME_OVERHEAD]) + data + binascii.crc_hqx(data, 0).to_bytes(2, "big") + bytes([ETX])
    )


class PacketReader:
    """Cuts packets out of the byte stream to the pump.

    A packet that starts with STX is a safe packet in either mode (that is how safe mode is left and entered). In safe
    mode everything else between packets is skipped.
    """

    def __init__(self, inter_byte_timeout_s: float = INTER_BYTE_TIMEOUT_S) -> None:
        self._timeout_s = inter_byte_timeout_s
        self._buffer = bytearray()
        self._last_byte_at = 0.0

    def clear(self) -> None:
        """Forget a packet that has not been received whole (power was cut)."""
        self._buffer.clear()

    def receive(self, data: bytes, now: float, *, safe_mode: bool) -> list[Packet]:
        """Take ``data`` that arrived at ``now``; the packets that became whole."""
        buffer = self._buffer
        if buffer and now - self._last_byte_at > self._timeout_s and (safe_mode or buffer[0] == STX):
            buffer.clear()
        self._last_byte_at = now
        packets = []
        for byte in data:
            if not buffer and byte != STX and safe_mode:
                continue
            buffer.append(byte)
            packet = self._framed() if buffer[0] == STX else self._line(byte)
            if packet is not None:
                buffer.clear()
                packets.append(packet)
        return packets

    def _line(self, byte: int) -> Packet | None:
        if byte == CR:
            text = "".join(chr(b) for b in self._buffer if 0x20 < b < 0x7F).upper()
            return Packet(text, framed=False)
        if len(self._buffer) > _LONGEST_LINE:
            return Packet(None, framed=False)
        return None

    def _framed(self) -> Packet | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        length = buffer[1]
        if length < _FRAME_OVERHEAD:
            return Packet(None, framed=True)
        if len(buffer) < length + 1:
            return None
        data, crc = bytes(buffer[2:-3]), bytes(buffer[-3:-1])
        if buffer[-1] != ETX or binascii.crc_hqx(data, 0).to_bytes(2, "big") != crc:
            return Packet(None, framed=True)
        return Packet("".join(chr(b) for b in data if 0x20 < b < 0x7F).upper(), framed=True)
