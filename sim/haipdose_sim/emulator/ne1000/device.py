"""The NE-1000 as a whole: packets, alarms, the safe-mode watchdog, power."""

from __future__ import annotations

import re

from haipdose_sim.emulator.faults.catalogue import Moment
from haipdose_sim.emulator.faults.plan import Fault
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.ne1000.commands import Commands
from haipdose_sim.emulator.ne1000.errors import BAD_PACKET, NOT_APPLICABLE, CommandError
from haipdose_sim.emulator.ne1000.packets import INTER_BYTE_TIMEOUT_S, Packet, PacketReader, basic_reply, safe_packet
from haipdose_sim.emulator.ne1000.program import Alarm, Program, Settings
from haipdose_sim.emulator.physics.syringe_pump import SyringePumpMechanics
from haipdose_sim.emulator.snapshot import Snapshot

_ADDRESSED = re.compile(r"(?P<address>[0-9]{1,2})?(?P<command>.*)\Z", re.DOTALL)
_OPERATION = re.compile(r"[A-Z]{2,3}")


class Ne1000:
    """A pump on its line.

    An alarm is answered to the next valid command instead of carrying that out, which acknowledges it. In safe mode it
    is also sent unasked; that does not acknowledge it. Power comes on with a reset alarm. What was counted as dispensed
    is lost with the power (assumed: the manual does not say). ``SAF`` is carried out even while an alarm is pending,
    because the alarm is answered in the framing that it asks for (assumed: nesp-lib reads it so).

    Args:
        triggers: the faults; none when omitted.
        mechanics: the plunger; a faultless one when omitted.
        settings: what the non-volatile memory holds at first.
        wire_scale: virtual seconds that a second on the wire lasts.
    """

    def __init__(
        self,
        triggers: Triggers,
        *,
        mechanics: SyringePumpMechanics | None = None,
        settings: Settings | None = None,
        wire_scale: float = 1.0,
    ) -> None:
        self.settings = settings or Settings()
        self.mechanics = mechanics or SyringePumpMechanics()
        self.applied: dict[str, int] = {}
        self._triggers = triggers
        self._wire_scale = wire_scale
        self._reader = PacketReader(INTER_BYTE_TIMEOUT_S * wire_scale)
        self._now = 0.0
        self._off_until: float | None = None
        self._watchdog_at: float | None = None
        self._first_replies: dict[str, bytes] = {}
        self.pushed: list[bytes] = []
        self._power_on()

    def _power_on(self) -> None:
        self.program = Program(self.settings, self.mechanics)
        self.program.now = self._now
        self.commands = Commands(self.settings, self.program, self._raise_alarm)
        self.alarm: Alarm | None = None
        self._reader.clear()
        self._watchdog_at = None
        self._raise_alarm(Alarm.RESET)

    @property
    def is_on(self) -> bool:
        """It has power."""
        return self._off_until is None

    @property
    def safe_mode(self) -> bool:
        """Safe mode is on."""
        return self.settings.safe_timeout_s > 0

    def cut_power(self, seconds: float) -> None:
        """Take the power away for ``seconds``."""
        self._off_until = self._now + seconds

    def snapshot(self) -> Snapshot:
        """How it is now."""
        program = self.program
        return Snapshot(
            title=f"NE-1000, address {self.settings.address:02d}",
            state=program.prompt.name.lower().replace("_", " ") if self.is_on else "no power",
            rate_ml_per_hour=program.rate_ml_per_minute * 60 if program.moving and self.is_on else 0.0,
            delivered_ml=self.mechanics.collected_ml,
            alarms=() if self.alarm is None else (self.alarm.name.lower().replace("_", " "),),
            details=(
                ("phase", str(program.phase_number)),
                ("syringe", f"{self.settings.diameter_mm:g} mm"),
                ("counted", f"infused {program.infused_ml:.4f} mL, withdrawn {program.withdrawn_ml:.4f} mL"),
                ("line", f"safe mode, {self.settings.safe_timeout_s} s" if self.safe_mode else "basic mode"),
            ),
        )

    def next_wake(self) -> float | None:
        """Power coming back, the watchdog, or the program's next event."""
        if self._off_until is not None:
            return self._off_until
        candidates = (self._watchdog_at, self.program.next_event(), self._triggers.next_time(self._now))
        return min((moment for moment in candidates if moment is not None), default=None)

    def wake(self, now: float) -> list[bytes]:
        """Let time pass; alarms that are sent unasked."""
        if self.is_on:
            self._strike_timed()  # what was due already acts on the time that passes now
        if self._off_until is not None:
            if now < self._off_until:
                self._now = now
                return []
            self._now = self._off_until
            self._off_until = None
            self._power_on()
        self._advance(now)
        self._strike_timed()
        if self._watchdog_at is not None and now >= self._watchdog_at:
            self._watchdog_at = None
            self.program.end()
            self._raise_alarm(Alarm.TIMEOUT)
        pushed, self.pushed = self.pushed, []
        return pushed

    def receive(self, data: bytes, now: float) -> list[bytes]:
        """Take bytes; the replies."""
        replies = self.wake(now)
        if self._off_until is not None:
            return replies
        for packet in self._reader.receive(data, now, safe_mode=self.safe_mode):
            if self._off_until is None:
                reply = self._answer(packet)
                replies += self.pushed
                self.pushed = []
                if reply is not None:
                    replies.append(reply)
        return replies

    def _strike_timed(self) -> None:
        for fault in self._triggers.strike(Moment.TIME, self._now):
            self._strike(fault)

    def _advance(self, now: float) -> None:
        alarm = self.program.advance(now)
        self._now = now
        if alarm is not None:
            self._raise_alarm(alarm)

    def _raise_alarm(self, alarm: str) -> None:
        self.alarm = Alarm(alarm)
        if self.safe_mode:
            self.pushed.append(safe_packet(self._text(f"A?{self.alarm}")))

    def _text(self, status_and_data: str) -> str:
        return f"{self.settings.address:02d}{status_and_data}"

    def _framed(self, text: str) -> bytes:
        return safe_packet(text) if self.safe_mode else basic_reply(text)

    def _answer(self, packet: Packet) -> bytes | None:
        if packet.text is None:
            return self._framed(self._text(f"{self.program.prompt}{BAD_PACKET}"))
        if self.safe_mode and not packet.framed:
            return None
        text = packet.text.removeprefix("*")
        match = _ADDRESSED.match(text)
        if match is None or (not packet.text.startswith("*") and int(match["address"] or 0) != self.settings.address):
            return None
        command = match["command"]
        found = _OPERATION.match(command)
        operation = found.group() if found else "STATUS"
        return self._carry_out(operation, command)

    def _carry_out(self, operation: str, command: str) -> bytes | None:
        faults = {fault.what: fault for fault in self._triggers.strike(Moment.REQUEST, self._now, operation=operation)}
        if "silent" in faults:
            return None
        if "foreign-pump" in faults:
            self.settings.address = int(faults["foreign-pump"].number("serial")) % 100
        if "power-cut-before" in faults:
            self.cut_power(faults["power-cut-before"].number("seconds"))
            return None
        if self.alarm is not None:
            if operation == "SAF":  # the mode decides the framing of the answer, so it is set before the alarm is told
                self._execute(operation, command)
            text, self.alarm = f"A?{self.alarm}", None
            changed = False
        elif "busy" in faults:
            text, changed = f"{self.program.prompt}{NOT_APPLICABLE}", False
        else:
            text, changed = self._execute(operation, command)
        if self.safe_mode:
            self._watchdog_at = self._now + self.settings.safe_timeout_s * self._wire_scale
        else:
            self._watchdog_at = None
        if changed:
            self.applied[operation] = self.applied.get(operation, 0) + 1
        return self._reply(operation, text)

    def _execute(self, operation: str, command: str) -> tuple[str, bool]:
        lies = self._triggers.strike(Moment.STORE, self._now, operation=operation) if len(command) > 3 else []
        try:
            data = self.commands.carry_out(command)
        except CommandError as error:
            return f"{self.program.prompt}{error.code}", False
        for lie in lies:
            phase = self.settings.phase(self.commands.selected)
            field = lie.text("field")
            if field not in {"rate", "volume"}:
                continue
            setattr(phase, field, getattr(phase, field) * (1 + lie.number("percent") / 100))
        changed = operation in {"RUN", "PUR", "STP", "CLD"} or (len(command) > len(operation) and not data)
        return f"{self.program.prompt}{data}", changed

    def _reply(self, operation: str, status_and_data: str) -> bytes | None:
        faults = {fault.what: fault for fault in self._triggers.strike(Moment.REPLY, self._now, operation=operation)}
        text = self._text(status_and_data)
        if "wrong-address" in faults:
            text = f"{(self.settings.address + 1) % 100:02d}{status_and_data}"
        reply = self._framed(text)
        first = self._first_replies.setdefault(operation, reply)
        if "power-cut-after" in faults:
            self.cut_power(faults["power-cut-after"].number("seconds"))
            return None
        if "mute" in faults:
            return None
        return first if "stuck-reply" in faults else reply

    def _strike(self, fault: Fault) -> None:
        """Faults that come with time. Those of implanted pumps (battery, clock, log) have nothing to act on here."""
        if fault.what == "power-cycle":
            self.cut_power(fault.number("seconds"))
        elif fault.what == "motor-stall":
            self.mechanics.blocked = True
            if self.program.moving:
                self.program.end()
                self._raise_alarm(Alarm.STALLED)
        elif fault.what == "motor-restart":
            self.mechanics.blocked = False
        elif fault.what == "flow-error":
            self.mechanics.accuracy_error_percent = fault.number("percent")
