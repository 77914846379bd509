"""The command set: each command's reading and setting, with the pump's own refusals."""

from __future__ import annotations

import re
from collections.abc import Callable

from haipdose_sim.emulator.ne1000.errors import NOT_APPLICABLE, NOT_RECOGNISED, OUT_OF_RANGE, CommandError
from haipdose_sim.emulator.ne1000.numbers import read_number, write_number
from haipdose_sim.emulator.ne1000.program import (
    LARGEST_DIAMETER_IN_MICROLITRES_MM,
    ML,
    ML_PER_MINUTE,
    PHASES,
    PUMPING_FUNCTIONS,
    Phase,
    Program,
    Prompt,
    Settings,
)
from haipdose_sim.emulator.physics.syringe_pump import Direction, rate_limits_ml_per_minute

VERSION = "NE1000V3.923"
_DIAMETERS_MM = (0.1, 50.0)
_LONGEST_SAFE_TIMEOUT_S = 255
_PLAIN_FUNCTIONS = ("RAT", "INC", "DEC", "STP", "LPS", "CLD", "BEP")
_NUMBERED_FUNCTIONS = {"PAS": (0, 99), "JMP": (1, PHASES), "LOP": (1, 99)}
_RATE = re.compile(r"(?P<number>[0-9.]+)(?P<units>UM|MM|UH|MH)?\Z")
_STICKY = "STK"
_REVERSE = "REV"


class Commands:
    """Commands on ``settings`` and ``program``; each answers with the data of its reply."""

    def __init__(self, settings: Settings, program: Program, raise_alarm: Callable[[str], None]) -> None:
        self._settings = settings
        self._program = program
        self._raise_alarm = raise_alarm
        self.selected = 1
        self._table: dict[str, Callable[[str], str]] = {
            "DIA": self._diameter,
            "PHN": self._phase_number,
            "FUN": self._function,
            "RAT": self._rate,
            "VOL": self._volume,
            "DIR": self._direction,
            "RUN": self._run,
            "PUR": self._purge,
            "STP": self._stop,
            "DIS": self._dispensed,
            "CLD": self._clear_dispensed,
            "SAF": self._safe_mode,
            "ADR": self._address,
            "AL": self._alarm_sound,
            "VER": self._version,
        }

    def carry_out(self, text: str) -> str:
        """The reply data of a command without its address; empty text is a status query. Raises CommandError."""
        if not text:
            return ""
        for length in (3, 2):
            command = self._table.get(text[:length])
            if command is not None:
                return command(text[length:])
        raise CommandError(NOT_RECOGNISED)

    def _not_while_operating(self) -> None:
        if self._program.operating:
            raise CommandError(NOT_APPLICABLE)

    def _current(self) -> Phase:
        number = self._program.phase_number if self._program.operating else self.selected
        return self._settings.phase(number)

    def _diameter(self, text: str) -> str:
        if not text:
            return write_number(self._settings.diameter_mm)
        self._not_while_operating()
        diameter = read_number(text)
        if not _DIAMETERS_MM[0] <= diameter <= _DIAMETERS_MM[1]:
            raise CommandError(OUT_OF_RANGE)
        self._settings.diameter_mm = diameter
        self._settings.volume_units = "UL" if diameter <= LARGEST_DIAMETER_IN_MICROLITRES_MM else "ML"
        self._program.infused_ml = self._program.withdrawn_ml = 0.0
        return ""

    def _phase_number(self, text: str) -> str:
        if not text:
            return f"{self.selected:02d}"
        self._not_while_operating()
        self.selected = _whole_number(text, 1, PHASES)
        return ""

    def _function(self, text: str) -> str:
        phase = self._settings.phase(self.selected)
        if not text:
            numbered = phase.function in _NUMBERED_FUNCTIONS
            return phase.function + (f"{phase.number:02d}" if numbered else "")
        self._not_while_operating()
        name, argument = text[:3], text[3:]
        if name in _NUMBERED_FUNCTIONS:
            phase.number = _whole_number(argument, *_NUMBERED_FUNCTIONS[name])
        elif name not in _PLAIN_FUNCTIONS or argument:
            raise CommandError(NOT_RECOGNISED)
        phase.function = name
        return ""

    def _rate(self, text: str) -> str:
        phase = self._current()
        if phase.function not in PUMPING_FUNCTIONS:
            raise CommandError(NOT_APPLICABLE)
        moving = self._program.moving
        if not text:
            rate = self._program.rate_ml_per_minute / ML_PER_MINUTE[phase.units] if moving else phase.rate
            return write_number(rate) + phase.units
        match = _RATE.match(text)
        if match is None:
            raise CommandError(NOT_RECOGNISED)
        units = match["units"] or phase.units
        if moving and units != phase.units:
            raise CommandError(NOT_APPLICABLE)
        value = read_number(match["number"])
        slowest, fastest = rate_limits_ml_per_minute(self._settings.diameter_mm)
        if not slowest <= value * ML_PER_MINUTE[units] <= fastest:
            raise CommandError(OUT_OF_RANGE)
        if moving:  # takes effect at once and is not stored
            self._program.rate_ml_per_minute = value * ML_PER_MINUTE[units]
        else:
            phase.rate, phase.units = value, units
        return ""

    def _volume(self, text: str) -> str:
        phase = self._current()
        if not text:
            return write_number(phase.volume) + self._settings.volume_units
        self._not_while_operating()
        if text in ML:
            self._settings.volume_units = text
            return ""
        phase.volume = read_number(text)
        return ""

    def _direction(self, text: str) -> str:
        phase = self._current()
        if not text:
            return phase.direction
        known = {direction.value for direction in Direction} | {_STICKY, _REVERSE}
        if text not in known:
            raise CommandError(NOT_RECOGNISED)
        if self._program.operating and (phase.volume > 0 or text == _STICKY or not self._program.moving):
            raise CommandError(NOT_APPLICABLE)
        if text == _REVERSE:
            now = self._program.direction if phase.direction == _STICKY else Direction(phase.direction)
            text = now.opposite.value
        phase.direction = text
        if self._program.moving and self._program.prompt is not Prompt.PURGING:
            self._program.direction = Direction(text)
            self._program.prompt = Prompt(text[0])
        return ""

    def _run(self, text: str) -> str:
        if self._program.operating and self._program.prompt is not Prompt.WAITING:
            raise CommandError(NOT_APPLICABLE)
        alarm = self._program.start(_whole_number(text, 1, PHASES) if text else None)
        if alarm is not None:
            self._raise_alarm(alarm)
        return ""

    def _purge(self, text: str) -> str:
        if text:
            raise CommandError(NOT_RECOGNISED)
        self._not_while_operating()
        self._program.purge()
        return ""

    def _stop(self, text: str) -> str:
        if text:
            raise CommandError(NOT_RECOGNISED)
        self._program.stop()
        return ""

    def _dispensed(self, text: str) -> str:
        if text:
            raise CommandError(NOT_RECOGNISED)
        units = self._settings.volume_units
        infused = write_number(self._program.infused_ml / ML[units])
        return f"I{infused}W{write_number(self._program.withdrawn_ml / ML[units])}{units}"

    def _clear_dispensed(self, text: str) -> str:
        if text not in {"INF", "WDR"}:
            raise CommandError(NOT_RECOGNISED)
        self._not_while_operating()
        if text == "INF":
            self._program.infused_ml = 0.0
        else:
            self._program.withdrawn_ml = 0.0
        return ""

    def _safe_mode(self, text: str) -> str:
        if not text:
            return str(self._settings.safe_timeout_s)
        self._settings.safe_timeout_s = _whole_number(text, 0, _LONGEST_SAFE_TIMEOUT_S)
        return ""

    def _address(self, text: str) -> str:
        if not text:
            return f"{self._settings.address:02d}"
        self._settings.address = _whole_number(text, 0, 99)
        return ""

    def _alarm_sound(self, text: str) -> str:
        if not text:
            return str(int(self._settings.alarm_sound))
        self._settings.alarm_sound = bool(_whole_number(text, 0, 1))
        return ""

    def _version(self, text: str) -> str:
        if text:
            raise CommandError(NOT_RECOGNISED)
        return VERSION


def _whole_number(text: str, lowest: int, highest: int) -> int:
    if not text.isdecimal():
        raise CommandError(NOT_RECOGNISED)
    number = int(text)
    if len(text) > 3 or not lowest <= number <= highest:
        raise CommandError(OUT_OF_RANGE)
    return number
