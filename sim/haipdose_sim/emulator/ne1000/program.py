"""The pumping program: up to 41 phases, and the state of running through them.

Time passes only in :meth:`Program.advance`, which goes from event to event; no time steps, no drift.
Phase functions that need the pump's logic inputs (IF, EVN, EVS, EVR, TRG, OUT, FIL, PRI, PRL) are not emulated.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum

from haipdose_sim.emulator.physics.syringe_pump import Direction, SyringePumpMechanics, rate_limits_ml_per_minute

PHASES = 41
ML_PER_MINUTE = {"MM": 1.0, "MH": 1 / 60, "UM": 1e-3, "UH": 1e-3 / 60}
ML = {"ML": 1.0, "UL": 1e-3}
PUMPING_FUNCTIONS = ("RAT", "INC", "DEC")
LARGEST_DIAMETER_IN_MICROLITRES_MM = 14.0
_TINY_ML = 1e-9
_TINY_S = 1e-6  # shorter than a float can tell apart after years of virtual time
_INSTANT_PHASES_LIMIT = 1_000


class Prompt(StrEnum):
    """The operating state as it goes onto the wire."""

    INFUSING = "I"
    WITHDRAWING = "W"
    STOPPED = "S"
    PAUSED = "P"
    TIMED_PAUSE = "T"
    WAITING = "U"
    PURGING = "X"


class Alarm(StrEnum):
    """Alarm types."""

    RESET = "R"
    STALLED = "S"
    TIMEOUT = "T"
    PROGRAM = "E"
    PHASE_RANGE = "O"


@dataclass
class Phase:
    """One step of the program; ``number`` is the argument of PAS, JMP and LOP. ``volume`` is in the volume units."""

    function: str = "STP"
    number: int = 0
    rate: float = 1.0
    units: str = "MM"
    volume: float = 0.0
    direction: str = "INF"


@dataclass
class Settings:
    """What the non-volatile memory holds."""

    address: int = 0
    diameter_mm: float = 14.43
    volume_units: str = "ML"
    safe_timeout_s: int = 0
    alarm_sound: bool = True
    phases: dict[int, Phase] = field(default_factory=lambda: {1: Phase(function="RAT")})

    def phase(self, number: int) -> Phase:
        """The phase with this number; phases never set stop the program."""
        return self.phases.setdefault(number, Phase())


class Program:
    """Running the program of ``settings`` on ``mechanics``.

    Attributes:
        prompt: the operating state.
        infused_ml: counted since the last clearing; ``withdrawn_ml`` likewise.
        phase_number: the phase that runs, or that runs next.
    """

    def __init__(self, settings: Settings, mechanics: SyringePumpMechanics) -> None:
        self._settings = settings
        self._mechanics = mechanics
        self.now = 0.0
        self.prompt = Prompt.STOPPED
        self.infused_ml = 0.0
        self.withdrawn_ml = 0.0
        self.phase_number = 1
        self.phase_done_ml = 0.0
        self.direction = Direction.INFUSE
        self.rate_ml_per_minute = 0.0
        self._pause_until = 0.0
        self._loops_left: dict[int, int] = {}
        self._loop_start = 1

    @property
    def moving(self) -> bool:
        """The plunger moves."""
        return self.prompt in {Prompt.INFUSING, Prompt.WITHDRAWING, Prompt.PURGING}

    @property
    def operating(self) -> bool:
        """A program runs or purges: most settings cannot be changed."""
        return self.moving or self.prompt in {Prompt.TIMED_PAUSE, Prompt.WAITING}

    def start(self, phase_number: int | None = None) -> Alarm | None:
        """Start at a phase (default 1), resume when paused, go on when waiting for the user."""
        if self.prompt is Prompt.PAUSED and phase_number is None:
            self.prompt = Prompt(self.direction[0])
            return None
        if self.prompt is Prompt.WAITING:
            return self._enter(self.phase_number + 1)
        self._loops_left.clear()
        self._loop_start = 1
        return self._enter(phase_number or 1)

    def purge(self) -> None:
        """Run at the fastest rate in the direction of the current phase until stopped."""
        self.direction = self._direction_of(self._settings.phase(self.phase_number))
        self.rate_ml_per_minute = rate_limits_ml_per_minute(self._settings.diameter_mm)[1]
        self.prompt = Prompt.PURGING

    def stop(self) -> None:
        """Pause when running; a second stop, or one in any other state, ends the program."""
        if self.prompt in {Prompt.INFUSING, Prompt.WITHDRAWING}:
            self.prompt = Prompt.PAUSED
        else:
            self.end()

    def end(self) -> None:
        """Stopped, and the next run starts at phase 1."""
        self.prompt = Prompt.STOPPED
        self.phase_number = 1
        self.phase_done_ml = 0.0

    def advance(self, now: float) -> Alarm | None:
        """Let time pass up to ``now``; the alarm that stopped the program, if one did."""
        while True:
            until = max(self.now, min(now, self._next_event()))
            self._move(until - self.now)
            self.now = until
            alarm = self._settle()
            if alarm is not None:
                self.now = now
                return alarm
            if until >= now:
                return None

    def next_event(self) -> float | None:
        """When a phase ends or the plunger is blocked; None: never, as things are."""
        moment = self._next_event()
        return None if math.isinf(moment) else moment

    def _next_event(self) -> float:
        if self.prompt is Prompt.TIMED_PAUSE:
            return self._pause_until
        if not self.moving:
            return math.inf
        per_second = self.rate_ml_per_minute / 60
        room = min(self._left_in_phase(), self._mechanics.travel_left_ml(self.direction))
        return self.now + room / per_second if per_second > 0 else math.inf

    def _left_in_phase(self) -> float:
        target = self._settings.phase(self.phase_number).volume * ML[self._settings.volume_units]
        if self.prompt is Prompt.PURGING or target == 0:
            return math.inf
        return max(0.0, target - self.phase_done_ml)

    def _move(self, seconds: float) -> None:
        if not self.moving:
            return
        wanted = min(self.rate_ml_per_minute / 60 * seconds, self._left_in_phase())
        moved = self._mechanics.move(wanted, self.direction)
        if self.prompt is Prompt.PURGING:
            return
        self.phase_done_ml += moved
        if self.direction is Direction.INFUSE:
            self.infused_ml += moved
        else:
            self.withdrawn_ml += moved

    def _settle(self) -> Alarm | None:
        """What follows from where the plunger or the pause has come to."""
        if self.prompt is Prompt.TIMED_PAUSE:
            return self._enter(self.phase_number + 1) if self.now >= self._pause_until else None
        if not self.moving:
            return None
        tiny = max(_TINY_ML, self.rate_ml_per_minute / 60 * _TINY_S)
        if self._left_in_phase() <= tiny:
            return self._enter(self.phase_number + 1)
        if self._mechanics.travel_left_ml(self.direction) <= tiny:
            self.end()
            return Alarm.STALLED
        return None

    def _enter(self, number: int) -> Alarm | None:
        """Go to a phase and through the ones that take no time. A program that never comes to rest is an error."""
        for _ in range(_INSTANT_PHASES_LIMIT):
            if number > PHASES:
                self.end()
                return Alarm.PHASE_RANGE
            phase = self._settings.phase(number)
            self.phase_number = number
            self.phase_done_ml = 0.0
            if phase.function == "STP":
                self.end()
                return None
            if phase.function in PUMPING_FUNCTIONS:
                self._pump(phase)
                return None
            if phase.function == "PAS":
                self.prompt = Prompt.TIMED_PAUSE if phase.number else Prompt.WAITING
                self._pause_until = self.now + phase.number
                return None
            number = self._after_instant(phase)
        self.end()
        return Alarm.PROGRAM

    def _pump(self, phase: Phase) -> None:
        rate = phase.rate * ML_PER_MINUTE[phase.units]
        signs = {"RAT": 0.0, "INC": 1.0, "DEC": -1.0}
        sign = signs[phase.function]
        self.rate_ml_per_minute = max(0.0, self.rate_ml_per_minute + sign * rate) if sign else rate
        self.direction = self._direction_of(phase)
        self.prompt = Prompt(self.direction[0])

    def _direction_of(self, phase: Phase) -> Direction:
        return self.direction if phase.direction == "STK" else Direction(phase.direction)

    def _after_instant(self, phase: Phase) -> int:
        """Carry out a phase that takes no time; the number of the next one."""
        number = self.phase_number
        if phase.function == "JMP":
            return phase.number
        if phase.function == "LPS":
            self._loop_start = number + 1
        elif phase.function == "CLD":
            self.infused_ml = self.withdrawn_ml = 0.0
        elif phase.function == "LOP":
            left = self._loops_left.get(number, phase.number) - 1
            self._loops_left[number] = left
            if left > 0:
                return self._loop_start
            del self._loops_left[number]
        return number + 1  # BEP sounds, and nothing else
