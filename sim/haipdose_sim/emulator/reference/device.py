"""The reference pump on its line: frames, sessions, power, and the faults of the device."""

from __future__ import annotations

from dataclasses import replace

from haipdose_sim.emulator.faults.catalogue import Moment
from haipdose_sim.emulator.faults.plan import Fault
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.physics.reservoir import Reservoir
from haipdose_sim.emulator.reference.clock import PumpClock
from haipdose_sim.emulator.reference.flash import PowerLost
from haipdose_sim.emulator.reference.frame import (
    ALARM,
    ANY_PUMP,
    INTER_BYTE_TIMEOUT_S,
    REFUSAL,
    REPLY,
    REQUEST,
    Frame,
    FrameReader,
    encode,
)
from haipdose_sim.emulator.reference.memory import Fate
from haipdose_sim.emulator.reference.operations import Operation, Operations
from haipdose_sim.emulator.reference.programs import Limits
from haipdose_sim.emulator.reference.refusals import Reason, Refusal
from haipdose_sim.emulator.reference.therapy import NL_PER_ML, Alarm, Therapy
from haipdose_sim.emulator.snapshot import Snapshot

DEFAULT_SERIAL = 1_000_001


class ReferencePump:
    """A pump that speaks the reference protocol.

    Args:
        triggers: the faults.
        serial: its serial number.
        limits: its limits and increments.
        reservoir: what is really in it; the pump knows only what programs tell it.
        utc_s: what its clock shows at virtual time 0.
        wire_scale: virtual seconds that a second on the wire lasts.
    """

    def __init__(
        self,
        triggers: Triggers,
        *,
        serial: int = DEFAULT_SERIAL,
        limits: Limits | None = None,
        reservoir: Reservoir | None = None,
        utc_s: int = 1_767_225_600,
        wire_scale: float = 1.0,
    ) -> None:
        self._triggers = triggers
        self._now = 0.0
        self._step = 0
        self._operation = ""
        self._power_cut_s = 0.0
        self._off_until: float | None = None
        self._first_replies: dict[Operation, bytes] = {}
        self._reader = FrameReader(INTER_BYTE_TIMEOUT_S * wire_scale)
        self.clock = PumpClock(utc_s)
        self.therapy = Therapy(
            serial, limits or Limits(), self.clock, self._before_step, reservoir or Reservoir(20.0, 1.0, 20.0)
        )
        self.operations = Operations(self.therapy, triggers.random, self._lies, wire_scale=wire_scale)
        self.therapy.power_on()

    @property
    def serial(self) -> int:
        """Its serial number."""
        return self.therapy.serial

    @property
    def is_on(self) -> bool:
        """It has power."""
        return self._off_until is None

    # The line

    def receive(self, data: bytes, now: float) -> list[bytes]:
        """Take bytes; replies and alarms."""
        out = self.wake(now)
        if self._off_until is not None:
            return out
        for frame in self._reader.receive(data, now):
            out += self._handle(frame)
        return out

    def wake(self, now: float) -> list[bytes]:
        """Let time pass; alarms that are sent unasked."""
        if self.is_on:
            self._strike_timed()  # what was due already acts on the time that passes now
        if self._off_until is not None:
            if now < self._off_until:
                self._now = now
                self.therapy.off(now)
                return []
            self._power_on(self._off_until)
        self._advance(now)
        self._strike_timed()
        out = self._alarm_frames()
        if self._off_until is None:
            for frame in self._reader.give_up(now):
                out += self._handle(frame)
        return out

    def next_wake(self) -> float | None:
        """Power coming back, an event of delivery, a timed fault, or an unfinished frame running out of time."""
        if self._off_until is not None:
            return self._off_until
        give_up = self._reader.give_up_at()
        if give_up is not None:
            give_up = max(give_up, self._now) + 1e-6  # just past it: it is given up when more time has passed
        candidates = (self.therapy.next_event(), self._triggers.next_time(self._now), give_up)
        return min((moment for moment in candidates if moment is not None), default=None)

    def _strike_timed(self) -> None:
        for fault in self._triggers.strike(Moment.TIME, self._now):
            self._strike(fault)

    def _advance(self, now: float) -> None:
        self.therapy.advance(now)
        self._now = now

    def _handle(self, frame: Frame) -> list[bytes]:
        """Answer one frame."""
        if self._off_until is not None or frame.kind != REQUEST:
            return []
        hello_to_any = frame.serial == ANY_PUMP and frame.operation == Operation.HELLO
        if frame.serial != self.serial and not hello_to_any:
            return []
        try:
            operation = Operation(frame.operation)
        except ValueError:
            return [self._reply(frame, REFUSAL, bytes([Reason.UNKNOWN_OPERATION, 0]))]
        try:
            answer = self._answer(frame, operation)
        except PowerLost:
            self.cut_power(self._power_cut_s)
            return []
        return self._alarm_frames() + answer if self.is_on else []

    def _answer(self, frame: Frame, operation: Operation) -> list[bytes]:
        word = operation.word
        faults = {fault.what: fault for fault in self._triggers.strike(Moment.REQUEST, self._now, operation=word)}
        if "power-cut-before" in faults:
            self.cut_power(faults["power-cut-before"].number("seconds"))
            return []
        if "silent" in faults:
            return []
        if "foreign-pump" in faults:
            self.become_another(int(faults["foreign-pump"].number("serial")))
            return []
        kind = REPLY
        try:
            self._admit(frame, operation, busy="busy" in faults)
            self._operation, self._step = word, 0
            payload = self.operations.carry_out(operation, frame.payload, self._now)
        except Refusal as refusal:
            kind, payload = REFUSAL, bytes([refusal.reason, refusal.detail])
        return self._reply_under_faults(frame, operation, kind, payload)

    def _admit(self, frame: Frame, operation: Operation, *, busy: bool) -> None:
        """Raises Refusal for a request outside the session, or when the pump is busy; STOP is always admitted."""
        if operation is Operation.STOP:
            return
        if operation is not Operation.HELLO and (
            not self.operations.session or frame.session != self.operations.session
        ):
            raise Refusal(Reason.STALE_SESSION)
        if busy:
            raise Refusal(Reason.BUSY)

    def _reply_under_faults(self, frame: Frame, operation: Operation, kind: int, payload: bytes) -> list[bytes]:
        strike = self._triggers.strike(Moment.REPLY, self._now, operation=operation.word)
        faults = {fault.what: fault for fault in strike}
        first = self._first_replies.setdefault(operation, payload) if kind == REPLY else payload
        if "power-cut-after" in faults:
            self.cut_power(faults["power-cut-after"].number("seconds"))
            return []
        if "mute" in faults:
            return []
        if "stuck-reply" in faults and kind == REPLY:
            payload = first
        session = self.operations.session ^ (0x5555 if "wrong-session" in faults else 0)
        serial = self.serial + (1 if "wrong-address" in faults else 0)
        return [encode(Frame(serial, session, frame.sequence, kind, frame.operation, payload))]

    def _reply(self, request: Frame, kind: int, payload: bytes) -> bytes:
        answer = replace(request, serial=self.serial, session=self.operations.session, kind=kind, payload=payload)
        return encode(answer)

    def _alarm_frames(self) -> list[bytes]:
        risen, self.therapy.risen = self.therapy.risen, []
        if not risen:
            return []
        payload = int(self.therapy.memory.alarms).to_bytes(2, "big")
        return [encode(Frame(self.serial, self.operations.session, 0, ALARM, 0, payload))] if self.is_on else []

    # Power and faults

    def cut_power(self, seconds: float) -> None:
        """Take the power away for ``seconds``; what is in the middle of being done stays half done."""
        self._off_until = self._now + seconds
        self._reader.clear()

    def _power_on(self, moment: float) -> None:
        self._off_until = None
        self._now = moment
        self.therapy.off(moment)
        self.operations.power_on()
        self.therapy.power_on()

    def become_another(self, serial: int = 0) -> None:
        """Another pump is under the head: another serial number (0: the next one), another session."""
        self.therapy.serial = serial or self.serial + 1
        self.operations.power_on()

    def _before_step(self, name: str) -> None:
        self._step += 1
        strike = self._triggers.strike(Moment.FLASH, self._now, operation=self._operation, step=self._step)
        if strike:
            self._power_cut_s = strike[0].number("seconds")
            raise PowerLost(name)

    def _lies(self, operation: str) -> list[Fault]:
        return self._triggers.strike(Moment.STORE, self._now, operation=operation)

    def _strike(self, fault: Fault) -> None:
        """A fault that comes with time."""
        therapy, now = self.therapy, self._now
        motor = therapy.motor
        match fault.what:
            case "power-cycle":
                self.cut_power(fault.number("seconds"))
            case "reset-to-minimum-rate":
                therapy.reset_itself()
            case "battery-eri":
                therapy.battery_near_end = True
                therapy.raise_alarm(Alarm.BATTERY)
            case "clock-skew":
                self.clock.run_fast(fault.number("percent"), now)
            case "clock-jump":
                self.clock.jump(fault.number("seconds"), now)
            case "motor-stall":
                motor.stalled = True
                therapy.raise_alarm(Alarm.STALL)
            case "motor-restart":
                motor.stalled = False
            case "flow-error":
                motor.flow_error_percent = fault.number("percent")
            case "temperature":
                motor.environment = motor.environment.at_temperature(fault.number("celsius"))
            case "altitude":
                motor.environment = motor.environment.at_altitude(fault.number("metres"))
            case "outlet-pressure":
                motor.environment = motor.environment.with_outlet(fault.number("bar"))
            case "log-wrap":
                therapy.memory.log.forget_all_but(int(fault.number("keep")))
            case "flash-corrupt":
                therapy.memory.flash.corrupt(active=fault.text("slot") == "active")
                therapy.check_program()

    def snapshot(self) -> Snapshot:
        """How it is now."""
        therapy, memory = self.therapy, self.therapy.memory
        program = therapy.program
        bolus = memory.bolus
        details = [
            ("drug", program.drug.decode("ascii", "replace") or "none (factory program)"),
            ("program", f"number {memory.sequence}, {program.rate / 1000 * 24 / 1000:.4f} mL/d programmed"),
            ("counter", f"{memory.reservoir_nl / NL_PER_ML:.3f} mL in the reservoir by the pump's own count"),
            ("battery", f"{therapy.battery_percent} %"),
            ("power-ons", str(memory.boot)),
        ]
        if bolus.fate is not Fate.NONE:
            details.append(("bolus", f"number {bolus.number}: {bolus.fate.name.lower()}, {bolus.delivered_nl:.0f} nL"))
        return Snapshot(
            title=f"reference pump, serial number {self.serial}",
            state=therapy.state.name.lower() if self.is_on else "no power",
            rate_ml_per_hour=therapy.motor.flow_ml_per_hour if self.is_on else 0.0,
            delivered_ml=therapy.motor.reservoir.delivered_ml,
            level_ml=therapy.motor.reservoir.level_ml,
            capacity_ml=therapy.motor.reservoir.capacity_ml,
            alarms=tuple((a.name or "").lower().replace("_", " ") for a in Alarm if memory.alarms & a),
            details=tuple(details),
        )
