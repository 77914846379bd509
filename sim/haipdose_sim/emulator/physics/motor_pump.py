"""A programmable pump's motor: a basal rate, one bolus at a time, a stall, an accuracy error.

What it delivers is kept apart from what it was told: a stalled motor delivers nothing and its electronics don't know.
"""

from __future__ import annotations

from dataclasses import dataclass

from haipdose_sim.emulator.physics.environment import Environment
from haipdose_sim.emulator.physics.reservoir import Reservoir

SECONDS_PER_HOUR = 3_600.0
_TINY_S = 1e-6  # shorter than a float can tell apart after years of virtual time


@dataclass
class Bolus:
    """A bolus on its way: volumes in mL, time in seconds; ``commanded_ml`` counts what the motor was told to move."""

    volume_ml: float
    remaining_s: float
    rate_ml_per_s: float
    commanded_ml: float = 0.0
    delivered_ml: float = 0.0

    @property
    def is_over(self) -> bool:
        """All of it has been commanded."""
        return self.remaining_s <= _TINY_S


class MotorPump:
    """Commanded rate × (1 + error), slowed by back-pressure, until stall or empty reservoir.

    Args:
        reservoir: what it empties.
        flow_error_percent: over- (+) or under-infusion (−) of this pump.
        slip_percent_per_bar: loss of flow per bar at the outlet above the arterial reference. No source gives a value:
            0 means a stiff pump.
    """

    def __init__(
        self, reservoir: Reservoir, *, flow_error_percent: float = 0.0, slip_percent_per_bar: float = 0.0
    ) -> None:
        self.reservoir = reservoir
        self.flow_error_percent = flow_error_percent
        self.slip_percent_per_bar = slip_percent_per_bar
        self.environment = Environment()
        self.stalled = False
        self.rate_ml_per_hour = 0.0
        self.bolus: Bolus | None = None
        self.commanded_ml = 0.0

    @property
    def delivered_per_commanded(self) -> float:
        """How much of a commanded mL leaves the pump right now."""
        if self.stalled:
            return 0.0
        slip = 1 - self.slip_percent_per_bar / 100 * (self.environment.outlet_bar - Environment().outlet_bar)
        return max(0.0, (1 + self.flow_error_percent / 100) * slip)

    @property
    def commanded_ml_per_hour(self) -> float:
        """Basal rate plus a running bolus."""
        bolus = self.bolus.rate_ml_per_s * SECONDS_PER_HOUR if self.bolus else 0.0
        return self.rate_ml_per_hour + bolus

    @property
    def flow_ml_per_hour(self) -> float:
        """What leaves the pump right now."""
        return 0.0 if self.reservoir.is_empty else self.commanded_ml_per_hour * self.delivered_per_commanded

    def start_bolus(self, volume_ml: float, duration_s: float) -> None:
        """Start a bolus; the caller makes sure that none is running."""
        self.bolus = Bolus(volume_ml, duration_s, volume_ml / duration_s)

    def cancel_bolus(self) -> Bolus | None:
        """End a running bolus; what it had delivered by then. It cannot be resumed."""
        bolus, self.bolus = self.bolus, None
        return bolus

    def advance(self, seconds: float) -> Bolus | None:
        """Let ``seconds`` pass; the bolus that ended meanwhile, if one did."""
        bolus = self.bolus
        if bolus is None:
            self._move(self.rate_ml_per_hour / SECONDS_PER_HOUR * seconds)
            return None
        during = min(seconds, bolus.remaining_s)
        told = bolus.rate_ml_per_s * during
        basal = self.rate_ml_per_hour / SECONDS_PER_HOUR * during
        moved = self._move(told + basal)
        bolus.commanded_ml += told
        bolus.delivered_ml += moved * (told / (told + basal)) if told + basal > 0 else 0.0
        bolus.remaining_s -= during
        if not bolus.is_over:
            return None
        self.bolus = None
        self._move(self.rate_ml_per_hour / SECONDS_PER_HOUR * (seconds - during))
        return bolus

    def _move(self, commanded_ml: float) -> float:
        self.commanded_ml += commanded_ml
        return self.reservoir.deliver(commanded_ml * self.delivered_per_commanded)
