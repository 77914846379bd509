"""A New Era NE-1000 syringe pump on a bench, to verify the flow of a fill outside the body. Never for a patient.

The protocol has no sequence number, so a late reply could be taken for the answer to another command. Three measures:
what has come is thrown away before each command; after a missing reply the line must fall silent first; and every value
that was set is read back before it counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from haipdose.device.codec.ne1000 import ALARMS, INTER_BYTE_S, Receiver, Reply, encode_basic, encode_safe
from haipdose.device.errors import (
    DeviceAlarm,
    DeviceRefused,
    NoAnswer,
    PortLost,
    UnreadableAnswer,
    VerificationError,
)
from haipdose.device.link import Trace
from haipdose.device.port import Port
from haipdose.errors import InputError
from haipdose.quantities import to_text

_REPLY_S: Final = 1.0
_SETTLE_S: Final = 1.2
_MOST_DIGITS: Final = 4
_MOST_DECIMALS: Final = 3
_LARGEST_TIMEOUT_S: Final = 255
_DISPENSED: Final = re.compile(r"I([0-9.]+)W([0-9.]+)(UL|ML)\Z")
_RATE: Final = re.compile(r"([0-9.]+)(UM|MM|UH|MH)\Z")
_VOLUME: Final = re.compile(r"([0-9.]+)(UL|ML)\Z")
_NUMBER: Final = re.compile(r"[0-9]*\.?[0-9]*\Z")
_ML: Final = {"UL": Decimal("0.001"), "ML": Decimal(1)}
PUMPING: Final = frozenset("IW")
_AT_REST: Final = "S"


@dataclass(frozen=True, slots=True)
class Dispensed:
    """What the pump counts as infused and withdrawn, mL."""

    infused_ml: Decimal
    withdrawn_ml: Decimal


def pump_number(value: Decimal) -> str:
    """A value as the pump writes it: at most four digits and a point, at most three decimals.

    Raises:
        InputError: the pump cannot hold it exactly; it is never rounded here.

    Source: NE-1000 manual (see :mod:`haipdose.device.codec.ne1000`).
    """
    text = to_text(value)
    whole, _, decimals = text.partition(".")
    fits = value > 0 and len(decimals) <= _MOST_DECIMALS and len(whole.lstrip("0") + decimals) <= _MOST_DIGITS
    if not fits:
        raise InputError(
            "The pump holds at most four digits and three decimals.",
            code="device.ne1000-number",
            found=text,
            remedy="Choose a value with fewer digits, or another unit.",
        )
    return text


class Ne1000Pump:
    """A session with one NE-1000.

    Args:
        port: the line (19200 baud, 8N1).
        address: 0 to 99.
        safe_timeout_s: 0: basic mode. Otherwise safe mode: checked packets, and the pump stops by itself when it hears
            nothing valid for so many seconds.
        trace: told every byte.
    """

    def __init__(self, port: Port, *, address: int = 0, safe_timeout_s: int = 0, trace: Trace | None = None) -> None:
        if not 0 <= address <= 99 or not 0 <= safe_timeout_s <= _LARGEST_TIMEOUT_S:
            raise InputError("The address is 0 to 99, the safe timeout 0 to 255 s.", code="device.ne1000-settings")
        self._port = port
        self._address = address
        self._safe_timeout_s = safe_timeout_s
        self._trace = trace
        self._receiver = Receiver(safe=False)
        self._in_doubt = False

    def connect(self) -> str:
        """Wake the pump up, set the mode, take a reset alarm of its power-on, and read its version.

        Raises:
            DeviceAlarm: another alarm than the one of the power-on. NoAnswer, PortLost.
        """
        wanted = self._safe_timeout_s > 0
        # A pump that comes up in safe mode, and one in basic mode, both understand the safe packet of SAF.
        self._receiver = Receiver(safe=wanted)
        try:
            reply = self._ask(f"SAF{self._safe_timeout_s}", framed=True)
        except NoAnswer:
            self._receiver = Receiver(safe=wanted)
            reply = self._ask(f"SAF{self._safe_timeout_s}", framed=False) if wanted else self._ask("", framed=False)
        if reply.alarm and reply.alarm != "R":
            raise _alarm(reply.alarm)
        for _ in range(2):
            reply = self._ask("VER")
            if not reply.alarm and not reply.error:
                return reply.data
            if reply.alarm != "R":
                break
        if reply.alarm:
            raise _alarm(reply.alarm)
        raise _refused("VER", reply)

    def status(self) -> str:
        """The pump's status letter. Raises DeviceAlarm."""
        return self._command("").status

    def set_diameter(self, millimetres: Decimal) -> None:
        """The syringe's inner diameter. Raises as :meth:`set_rate`."""
        self._command("DIA" + pump_number(millimetres))
        self._must_hold("DIA", millimetres, self._number("DIA", self._command("DIA").data))

    def set_rate(self, value: Decimal, unit: str = "UH") -> None:
        """The rate in UM or MM (per minute), UH or MH (per hour; microlitres, millilitres), read back.

        Raises:
            InputError: not a number of the pump. DeviceRefused: out of its limits. VerificationError: it holds another.
        """
        self._command(f"RAT{pump_number(value)}{unit}")
        match = _RATE.match(self._command("RAT").data)
        if match is None or match.group(2) != unit:
            raise _not_held("RAT")
        self._must_hold("RAT", value, self._number("RAT", match.group(1)))

    def set_volume(self, value: Decimal) -> None:
        """The volume to be dispensed, in the unit that goes with the diameter; 0 is no limit. Raises as set_rate."""
        self._command("VOL" + ("0.0" if value == 0 else pump_number(value)))
        match = _VOLUME.match(self._command("VOL").data)
        if match is None:
            raise _not_held("VOL")
        self._must_hold("VOL", value, self._number("VOL", match.group(1)))

    def set_infusing(self) -> None:
        """The direction of infusion, read back."""
        self._command("DIRINF")
        if self._command("DIR").data != "INF":
            raise _not_held("DIR")

    def run(self) -> None:
        """Start. Sent once: without a reply the status is read instead. Raises VerificationError when it stands."""
        self._once("RUN")
        if self.status() not in PUMPING:
            raise _not_held("RUN")

    def stop(self) -> None:
        """Stop. Raises VerificationError when it goes on."""
        self._once("STP")
        if self.status() in PUMPING:
            raise _not_held("STP")

    def bring_to_rest(self) -> None:
        """Stop a pump that was found running or paused: it refuses settings until its program is over."""
        for _ in range(2):  # the first STP pauses, the second one ends the program
            if self.status() == _AT_REST:
                return
            self._once("STP")
        if self.status() != _AT_REST:
            raise _not_held("STP")

    def clear_dispensed(self) -> None:
        """Set both counters to zero, read back."""
        for direction in ("INF", "WDR"):
            self._command(f"CLD{direction}")
        counted = self.dispensed()
        if counted.infused_ml or counted.withdrawn_ml:
            raise _not_held("CLD")

    def dispensed(self) -> Dispensed:
        """What the pump counts."""
        match = _DISPENSED.match(self._command("DIS").data)
        if match is None:
            raise _unreadable("DIS")
        factor = _ML[match.group(3)]
        infused, withdrawn = (self._number("DIS", text) * factor for text in match.group(1, 2))
        return Dispensed(infused, withdrawn)

    # The line

    def _once(self, command: str) -> None:
        """An effect: transmitted once; a missing reply is no error here, because the status is read afterwards."""
        try:
            reply = self._ask(command)
        except NoAnswer:
            return
        if reply.alarm:
            raise _alarm(reply.alarm)
        if reply.error is not None:
            raise _refused(command, reply)

    def _command(self, command: str) -> Reply:
        """A setting or reading: setting the same value again changes nothing, so it may be repeated once."""
        try:
            reply = self._ask(command)
        except NoAnswer:
            reply = self._ask(command)
        if reply.alarm:
            raise _alarm(reply.alarm)
        if reply.error is not None:
            raise _refused(command, reply)
        return reply

    def _ask(self, command: str, *, framed: bool | None = None) -> Reply:
        text = (f"{self._address:02d}" if self._address else "") + command
        safe = self._receiver.safe if framed is None else framed
        data = encode_safe(text) if safe else encode_basic(text)
        port, receiver = self._port, self._receiver
        try:
            if self._in_doubt:
                port.wait(_SETTLE_S)
            port.purge()
            receiver.clear()
            self._in_doubt = True
            self._note(">", data)
            port.write(data)
            reply = self._await(port.now() + _REPLY_S)
        except OSError as error:
            raise PortLost(
                "The line to the pump is gone.",
                code="device.port-lost",
                found=str(error),
                remedy="Plug it in again; the pump may still be running: look at it.",
            ) from error
        if reply is None:
            raise NoAnswer(
                f"The pump at address {self._address} does not answer.",
                code="device.no-answer",
                remedy="Check the cable, the address, and the speed of the line (19200 baud, 8N1).",
            )
        self._in_doubt = False
        return reply

    def _await(self, deadline: float) -> Reply | None:
        port, receiver = self._port, self._receiver
        quiet_since = port.now()
        while True:
            limit = min(deadline, quiet_since + INTER_BYTE_S) if receiver.is_waiting else deadline
            data = port.read(limit)
            now = port.now()
            if data:
                quiet_since = now
                self._note("<", data)
                events = receiver.receive(data)
            elif receiver.is_waiting and now >= quiet_since + INTER_BYTE_S:
                events = receiver.silence()
            else:
                events = []
            for event in events:
                if isinstance(event, Reply) and event.address == self._address:
                    return event
            if now >= deadline:
                return None

    def _note(self, direction: str, data: bytes) -> None:
        if self._trace is not None:
            self._trace(direction, data)

    def _number(self, command: str, text: str) -> Decimal:
        if not _NUMBER.match(text) or not any(character.isdigit() for character in text):
            raise _unreadable(command)
        return Decimal(text)

    def _must_hold(self, command: str, wanted: Decimal, held: Decimal) -> None:
        if held != wanted:
            raise _not_held(command, f"{to_text(held)} instead of {to_text(wanted)}")


def _alarm(letter: str) -> DeviceAlarm:
    return DeviceAlarm(
        f"The pump has an alarm: {ALARMS[letter]}.",
        code="device.ne1000-alarm",
        found=letter,
        remedy="Look at the pump; set everything again before it runs.",
    )


def _refused(command: str, reply: Reply) -> DeviceRefused:
    return DeviceRefused(
        f"The pump refuses {command or 'a status query'}: {reply.error or 'no usable answer'}.",
        reason="ne1000",
        detail=reply.data,
        remedy="Check syringe diameter, rate and volume against the pump's manual.",
    )


def _unreadable(command: str) -> UnreadableAnswer:
    return UnreadableAnswer(
        f"The pump's answer to {command} makes no sense.",
        code="device.unreadable-answer",
        remedy="Try again; check the cable.",
    )


def _not_held(command: str, found: str | None = None) -> VerificationError:
    return VerificationError(
        f"The pump was read back and does not hold what was sent ({command}).",
        code="device.read-back-mismatch",
        found=found,
        remedy="Set it again; do not run the pump with it.",
    )
