"""What the reference pump does to the patient: delivery, counters, alarms. Time goes from event to event."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable
from enum import IntEnum, IntFlag

from haipdose_sim.emulator.physics.motor_pump import SECONDS_PER_HOUR, MotorPump
from haipdose_sim.emulator.physics.reservoir import Reservoir
from haipdose_sim.emulator.reference.clock import PumpClock
from haipdose_sim.emulator.reference.flash import Flash, Record
from haipdose_sim.emulator.reference.log import Kind
from haipdose_sim.emulator.reference.memory import BolusRecord, Draft, Effect, Fate, Memory
from haipdose_sim.emulator.reference.programs import REFILLED, Bolus, Limits, Program, read_program

NL_PER_ML = 1e6
_BATTERY_LIFE_S = 6.5 * 365.25 * 86_400
_TINY_NL = 1e-3


class Alarm(IntFlag):
    """Alarm bits."""

    RESET = 1
    STALL = 2
    LOW_RESERVOIR = 4
    EMPTY_RESERVOIR = 8
    BATTERY = 16
    PROGRAM_LOST = 32
    SELF_RESET = 64


class State(IntEnum):
    """Delivery states."""

    RUNNING = 1
    BOLUS = 2
    STOPPED = 3


class Therapy:
    """Delivery of the active program on a motor.

    The pump's counters count what the motor was told to move. What really left it is in ``motor.reservoir``, which only
    the back door sees.

    Attributes:
        applied: how often each effect id was applied, by pump serial number: the proof that none was applied twice.
    """

    def __init__(
        self, serial: int, limits: Limits, clock: PumpClock, before_step: Callable[[str], None], reservoir: Reservoir
    ) -> None:
        self.serial = serial
        self.limits = limits
        self.clock = clock
        self.motor = MotorPump(reservoir)
        self.memory = Memory(Flash(before_step, Record(self.factory_program().canonical, 0, 0)))
        self.applied: Counter[tuple[int, int]] = Counter()
        self.risen: list[Alarm] = []
        self.battery_near_end = False
        self._before_step = before_step
        self._now = 0.0
        self.program = self.factory_program()
        self._obey()

    def factory_program(self) -> Program:
        """The lowest rate and nothing else."""
        return Program(self.serial, self.limits.rate_minimum)

    @property
    def state(self) -> State:
        """The delivery state."""
        if self.memory.stopped:
            return State.STOPPED
        return State.BOLUS if self.memory.bolus.fate is Fate.RUNNING else State.RUNNING

    @property
    def battery_percent(self) -> int:
        """What is left of the battery."""
        return 3 if self.battery_near_end else max(0, 100 - int(100 * self._now / _BATTERY_LIFE_S))

    # Time

    def advance(self, now: float) -> None:
        """Let time pass up to ``now``."""
        while True:
            event = self.next_event()
            until = now if event is None or event > now else event
            self._deliver(max(0.0, until - self._now))
            self._now = max(self._now, until)
            if event is None or event > now:
                return

    def next_event(self) -> float | None:
        """When a bolus ends or a level is crossed; None: never, as things are."""
        memory = self.memory
        events = []
        if self.motor.bolus is not None:
            events.append(self.motor.bolus.remaining_s)
        rate = self.motor.commanded_ml_per_hour * NL_PER_ML / SECONDS_PER_HOUR
        if rate > 0:
            levels = [0.0, float(self.program.alarm_level)]
            events += [
                (memory.reservoir_nl - level) / rate for level in levels if memory.reservoir_nl > level + _TINY_NL
            ]
        return self._now + min(events) if events else None

    def off(self, now: float) -> None:
        """Time without power: nothing is delivered."""
        self._now = now

    def _deliver(self, seconds: float) -> None:
        memory, motor = self.memory, self.motor
        before = motor.commanded_ml
        running = motor.bolus
        ended = motor.advance(seconds)
        moved = (motor.commanded_ml - before) * NL_PER_ML
        memory.delivered_nl += moved
        level = memory.reservoir_nl
        memory.reservoir_nl = max(0.0, level - moved)
        if running is not None:
            memory.bolus.delivered_nl = running.commanded_ml * NL_PER_ML
        if ended is not None:
            self.bolus_over(Fate.COMPLETE)
        if level > 0:
            self._watch_level(level)

    def _watch_level(self, before: float) -> None:
        level = self.memory.reservoir_nl
        alarm_level = self.program.alarm_level
        if level <= alarm_level + _TINY_NL < before + _TINY_NL:
            self.raise_alarm(Alarm.LOW_RESERVOIR)
        if level <= _TINY_NL:
            self.memory.reservoir_nl = 0.0
            self.raise_alarm(Alarm.EMPTY_RESERVOIR)

    # Effects. Each is one step of the memory; its log entry is decided on in the same step.

    def activate(self, program: Program, effect: Effect) -> None:
        """Make ``program`` the active one. Raises PowerLost; then the old or the new one is."""
        memory = self.memory
        record = Record(program.canonical, memory.sequence + 1, effect.effect_id)

        def same_step() -> None:
            memory.sequence += 1
            memory.stopped = False
            memory.alarms &= ~(Alarm.PROGRAM_LOST | Alarm.SELF_RESET)
            if program.flags & REFILLED:
                memory.reservoir_nl = float(program.reservoir)
                memory.alarms &= ~(Alarm.LOW_RESERVOIR | Alarm.EMPTY_RESERVOIR)
            self._remember(effect)
            self._draft_bolus_over(Fate.CANCELLED)
            memory.drafts.append(Draft(Kind.PROGRAM_ACTIVE, effect.effect_id, effect.reply[4:14]))

        memory.flash.activate(record, same_step)
        self.program = program
        self._obey()
        self.write_drafts(power_may_go=True)
        if 0 < memory.reservoir_nl <= program.alarm_level:
            self.raise_alarm(Alarm.LOW_RESERVOIR)

    def start_bolus(self, bolus: Bolus, effect: Effect) -> None:
        """Start a bolus. Raises PowerLost; then it has not begun, or it was interrupted at once."""
        memory = self.memory
        self._before_step("effect")
        number = memory.bolus.number + 1
        memory.bolus = BolusRecord(number, Fate.RUNNING)
        self._remember(effect)
        detail = struct.pack(">II", number, bolus.volume)
        memory.drafts.append(Draft(Kind.BOLUS_STARTED, effect.effect_id, detail))
        self.motor.start_bolus(bolus.volume / NL_PER_ML, bolus.duration)
        self.write_drafts(power_may_go=True)

    def stop(self, effect_id: int) -> None:
        """Stop delivery."""
        memory = self.memory
        self._before_step("effect")
        if not memory.stopped:
            memory.stopped = True
            self._draft_bolus_over(Fate.CANCELLED)
            memory.drafts.append(Draft(Kind.STOPPED, effect_id))
        self._obey()
        self.write_drafts(power_may_go=True)

    def set_clock(self, seconds: int, effect: Effect) -> None:
        """Set the clock."""
        self._before_step("effect")
        self.memory.drafts.append(Draft(Kind.CLOCK_SET, effect.effect_id, effect.reply[:4]))
        self.clock.set(seconds, self._now)
        self._remember(effect)
        self.write_drafts(power_may_go=True)

    def acknowledge(self, alarms: int, effect_id: int) -> int:
        """Take alarms down whose cause is over; those that still stand."""
        memory = self.memory
        standing = Alarm.PROGRAM_LOST | Alarm.SELF_RESET
        if self.motor.stalled:
            standing |= Alarm.STALL
        if self.battery_near_end:
            standing |= Alarm.BATTERY
        if memory.reservoir_nl <= 0:
            standing |= Alarm.EMPTY_RESERVOIR
        if memory.reservoir_nl <= self.program.alarm_level:
            standing |= Alarm.LOW_RESERVOIR
        down = memory.alarms & alarms & ~standing
        if down:
            memory.alarms &= ~down
            self.note(Draft(Kind.ALARM_ACKNOWLEDGED, effect_id, struct.pack(">H", down)))
        return memory.alarms

    # What happens by itself

    def raise_alarm(self, alarm: Alarm) -> None:
        """Raise an alarm that is not standing yet."""
        if not self.memory.alarms & alarm:
            self.memory.alarms |= alarm
            self.risen.append(alarm)
            self.note(Draft(Kind.ALARM_RAISED, 0, struct.pack(">H", alarm)))

    def bolus_over(self, fate: Fate) -> None:
        """End a running bolus for good."""
        self._draft_bolus_over(fate)
        self.write_drafts(power_may_go=False)

    def power_on(self) -> None:
        """What the electronics do first."""
        memory = self.memory
        memory.boot += 1
        self.note(Draft(Kind.POWER_ON))
        if memory.bolus.fate is Fate.RUNNING:
            self.bolus_over(Fate.INTERRUPTED)
        self.check_program()
        self._obey()
        if memory.boot > 1:
            self.raise_alarm(Alarm.RESET)

    def check_program(self) -> None:
        """Fall back to the factory program when the stored one is not what was written."""
        record = self.memory.flash.active()
        if record is None:
            self._fall_back(Kind.PROGRAM_LOST, Alarm.PROGRAM_LOST)
        else:
            self.program = read_program(record.content)

    def reset_itself(self) -> None:
        """A self-reset: the lowest rate."""
        self._fall_back(Kind.SELF_RESET, Alarm.SELF_RESET)

    def note(self, draft: Draft) -> None:
        """Write a log entry."""
        self.memory.drafts.append(draft)
        self.write_drafts(power_may_go=False)

    def write_drafts(self, *, power_may_go: bool) -> None:
        """Write the log entries that have been decided on."""
        memory = self.memory
        while memory.drafts:
            if power_may_go:
                self._before_step("log")
            draft = memory.drafts[0]
            memory.log.append(
                draft.kind,
                clock=self.clock.read(self._now),
                boot=memory.boot,
                effect_id=draft.effect_id,
                detail=draft.detail,
            )
            del memory.drafts[0]

    def _fall_back(self, kind: Kind, alarm: Alarm) -> None:
        memory = self.memory
        if memory.bolus.fate is Fate.RUNNING:
            self.bolus_over(Fate.CANCELLED)
        memory.sequence += 1
        self.program = self.factory_program()
        memory.flash.start_over(Record(self.program.canonical, memory.sequence, 0))
        self.note(Draft(kind))
        self.raise_alarm(alarm)
        self._obey()

    def _draft_bolus_over(self, fate: Fate) -> None:
        bolus = self.memory.bolus
        if bolus.fate is not Fate.RUNNING:
            return
        bolus.fate = fate
        self.motor.cancel_bolus()
        detail = struct.pack(">IIB", bolus.number, int(bolus.delivered_nl + _TINY_NL), fate)
        self.memory.drafts.append(Draft(Kind.BOLUS_OVER, 0, detail))

    def _remember(self, effect: Effect) -> None:
        self.memory.effects.append(effect)
        self.applied[self.serial, effect.effect_id] += 1

    def _obey(self) -> None:
        """Turn the motor as the active program says."""
        self.motor.rate_ml_per_hour = 0.0 if self.memory.stopped else self.program.rate / NL_PER_ML
