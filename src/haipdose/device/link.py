"""One request outstanding, a deadline for each, and repetition by the class of the command.

READ may be repeated. IDEMPOTENT may be repeated with the same effect id. EFFECT is transmitted once: whoever sends one
must read the pump when no valid reply comes (docs/reference-protocol.md, section 3).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from haipdose.device.codec.reference import ANY_PUMP, INTER_BYTE_S, Frame, FrameType, Operation, Receiver
from haipdose.device.codec.reference_contents import KNOWN_ALARMS, Alarm, Identity, read_identity, read_refusal
from haipdose.device.errors import DeviceRefused, NoAnswer, PortLost, StaleSession, UnreadableAnswer, WrongPump
from haipdose.device.port import Port

Trace = Callable[[str, bytes], None]
"""Called with ``>`` or ``<`` and the bytes that went or came."""

_BITS_PER_BYTE: Final = 10
_LONGEST_FRAME: Final = 531
_MOST_ALARMS_KEPT: Final = 256


class CommandClass(StrEnum):
    """How a command may be repeated."""

    READ = "read"
    IDEMPOTENT = "idempotent"
    EFFECT = "effect"


COMMAND_CLASS: Final = {
    Operation.HELLO: CommandClass.READ,
    Operation.INTERROGATE: CommandClass.READ,
    Operation.STAGE: CommandClass.IDEMPOTENT,
    Operation.READ_STAGED: CommandClass.READ,
    Operation.COMMIT: CommandClass.EFFECT,
    Operation.STAGE_BOLUS: CommandClass.IDEMPOTENT,
    Operation.START_BOLUS: CommandClass.EFFECT,
    Operation.STOP: CommandClass.IDEMPOTENT,
    Operation.LOG: CommandClass.READ,
    Operation.SET_CLOCK: CommandClass.EFFECT,
    Operation.CANCEL: CommandClass.IDEMPOTENT,
    Operation.ACKNOWLEDGE: CommandClass.IDEMPOTENT,
}


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds and tries. The pump replies within 0.5 s; noise in front of a reply costs up to 0.5 s more."""

    reply_s: float = 1.3
    tries: int = 4
    busy_pause_s: float = 0.2
    baud: int = 19_200


class Link:
    """Requests and replies with one pump.

    Args:
        port: the line.
        serial: of the pump that is meant.
        first_sequence: where the numbers of transmissions start; random, so that a late reply to another program's
            request is not taken for an answer.
        timing: deadlines and tries.
        trace: told every byte.
    """

    def __init__(
        self, port: Port, serial: int, *, first_sequence: int, timing: Timing | None = None, trace: Trace | None = None
    ) -> None:
        self.serial = serial
        self.identity: Identity | None = None
        self.alarms: deque[Alarm] = deque(maxlen=_MOST_ALARMS_KEPT)
        self._port = port
        self._timing = timing or Timing()
        self._trace = trace
        self._sequence = first_sequence & 0xFFFF
        self._receiver = Receiver()

    def hello(self) -> Identity:
        """Start a new session: whatever an earlier session still has under way is refused from now on.

        Raises:
            WrongPump: another pump answers. NoAnswer, PortLost, UnreadableAnswer.
        """
        self.identity = None
        try:
            reply = self._ask(self.serial, 0, Operation.HELLO, b"")
        except NoAnswer:
            other = self._who_is_there()
            if other is not None and other != self.serial:
                raise WrongPump(
                    f"The pump under the head is {other}, not {self.serial}.",
                    code="device.wrong-pump",
                    found=str(other),
                    allowed=str(self.serial),
                    remedy="Place the head over the right pump, or open the course of this pump.",
                ) from None
            raise
        identity = read_identity(reply.serial, reply.payload)
        if identity is None or identity.session != reply.session:
            raise _unreadable(Operation.HELLO)
        self.identity = identity
        return identity

    def _who_is_there(self) -> int | None:
        once = replace(self._timing, tries=1)
        timing, self._timing = self._timing, once
        try:
            return self._ask(ANY_PUMP, 0, Operation.HELLO, b"").serial
        except NoAnswer:
            return None
        finally:
            self._timing = timing

    def request(self, operation: Operation, payload: bytes = b"", *, any_session: bool = False) -> bytes:
        """Send a request and wait for its reply.

        Args:
            operation: what is asked; its class decides about repetition.
            payload: an IDEMPOTENT or EFFECT one begins with its effect id.
            any_session: for STOP, which the pump takes in every session.

        Returns:
            The payload of the reply.

        Raises:
            DeviceRefused: the pump refuses. StaleSession: it does not know the session. NoAnswer: nothing valid came.
            PortLost: the line is gone. After an EFFECT each of them except a refusal leaves the outcome open.
        """
        session = self.identity.session if self.identity is not None else 0
        if session == 0 and not any_session:
            raise StaleSession("There is no session.", code="device.no-session", remedy="Say HELLO first.")
        reply = self._ask(self.serial, session, operation, payload)
        if reply.kind == FrameType.REFUSAL:
            word, sentence, field = read_refusal(reply.payload)
            if word == "stale-session":
                self.identity = None
                raise StaleSession(
                    "The pump has started another session or lost power.",
                    code="device.stale-session",
                    remedy="Interrogate the pump and start again.",
                )
            raise DeviceRefused(
                f"The pump refuses: {sentence}.",
                reason=word,
                detail=field,
                remedy="Interrogate the pump and compare it with the course.",
            )
        return reply.payload

    def _ask(self, serial: int, session: int, operation: Operation, payload: bytes) -> Frame:
        tries = 1 if COMMAND_CLASS[operation] is CommandClass.EFFECT else self._timing.tries
        for attempt in range(tries):
            reply = self._exchange(serial, session, operation, payload)
            last = attempt == tries - 1
            if reply is not None and (last or not _is_busy(reply)):
                return reply
            if not last:
                self._port.wait(self._timing.busy_pause_s)
        raise NoAnswer(
            f"The pump {self.serial} does not answer ({operation.name.replace('_', '-')}).",
            code="device.no-answer",
            remedy="Check that the head is over the pump, the cable, and the speed of the line (19200 baud, 8N1); "
            "then interrogate the pump.",
        )

    def _exchange(self, serial: int, session: int, operation: Operation, payload: bytes) -> Frame | None:
        """One transmission; its reply or refusal, None when none came in time."""
        self._sequence = self._sequence % 0xFFFF + 1
        request = Frame(serial, session, self._sequence, FrameType.REQUEST, operation, payload)
        data = request.encode()
        try:
            self._port.purge()
            self._receiver.clear()
            if self._trace is not None:
                self._trace(">", data)
            self._port.write(data)
            line_time = (len(data) + _LONGEST_FRAME) * _BITS_PER_BYTE / self._timing.baud
            return self._await(request, self._port.now() + self._timing.reply_s + line_time)
        except OSError as error:
            raise PortLost(
                "The line to the pump is gone.",
                code="device.port-lost",
                found=str(error),
                remedy="Plug the programmer in again, then interrogate the pump before anything else.",
            ) from error

    def _await(self, request: Frame, deadline: float) -> Frame | None:
        port, receiver = self._port, self._receiver
        quiet_since = port.now()
        while True:
            limit = min(deadline, quiet_since + INTER_BYTE_S) if receiver.is_waiting else deadline
            data = port.read(limit)
            now = port.now()
            if data:
                quiet_since = now
                if self._trace is not None:
                    self._trace("<", data)
                events = receiver.receive(data)
            elif receiver.is_waiting and now >= quiet_since + INTER_BYTE_S:
                events = receiver.silence()
            else:
                events = []
            for event in events:
                if isinstance(event, Frame) and self._answers(event, request):
                    return event
            if now >= deadline:
                return None

    def _answers(self, frame: Frame, request: Frame) -> bool:
        if frame.kind == FrameType.ALARM:
            if frame.serial == self.serial and len(frame.payload) == 2:
                self.alarms.append(Alarm(int.from_bytes(frame.payload, "big") & KNOWN_ALARMS))
            return False
        if frame.kind not in (FrameType.REPLY, FrameType.REFUSAL):
            return False
        if (frame.sequence, frame.operation) != (request.sequence, request.operation):
            return False
        if request.operation == Operation.HELLO:
            return frame.kind == FrameType.REPLY and request.serial in (ANY_PUMP, frame.serial)
        if frame.serial != request.serial:
            return False
        # A refusal of a stale session, and the reply to STOP, carry the session that the pump has now.
        any_session = request.operation == Operation.STOP or _is_stale_session(frame)
        return any_session or frame.session == request.session


def _is_busy(frame: Frame) -> bool:
    return frame.kind == FrameType.REFUSAL and frame.payload[:1] == b"\x01"


def _is_stale_session(frame: Frame) -> bool:
    return frame.kind == FrameType.REFUSAL and frame.payload[:1] == b"\x02"


def _unreadable(operation: Operation) -> UnreadableAnswer:
    return UnreadableAnswer(
        f"The pump's answer to {operation.name.replace('_', '-')} makes no sense.",
        code="device.unreadable-answer",
        remedy="Interrogate the pump again; if it stays so, do not use it and call its maker.",
    )
