"""A constant-flow pump: no electronics, a propellant and a capillary."""

from __future__ import annotations

from haipdose_sim.emulator.physics.environment import Environment
from haipdose_sim.emulator.physics.reservoir import Reservoir
from haipdose_sim.emulator.physics.vapour_pressure import flow_ratio

SECONDS_PER_DAY = 86_400.0


class GasDrivenPump:
    """Flow follows temperature, altitude and outlet pressure; it stops at the residual volume.

    Args:
        reservoir: what it empties.
        calibrated_ml_per_day: the flow on the pump's card.
        calibration: the conditions under which that flow was measured.
        flow_error_percent: how far this pump is from its card.
        fluid_viscosity_ratio: viscosity of the fill relative to water at the same temperature (glycerol: far above 1).
    """

    def __init__(
        self,
        reservoir: Reservoir,
        calibrated_ml_per_day: float,
        *,
        calibration: Environment | None = None,
        flow_error_percent: float = 0.0,
        fluid_viscosity_ratio: float = 1.0,
    ) -> None:
        self.reservoir = reservoir
        self.calibrated_ml_per_day = calibrated_ml_per_day
        self.calibration = calibration or Environment()
        self.environment = self.calibration
        self.flow_error_percent = flow_error_percent
        self.fluid_viscosity_ratio = fluid_viscosity_ratio

    @property
    def flow_ml_per_day(self) -> float:
        """The flow right now; 0 once only the residual volume is left."""
        if self.reservoir.is_empty:
            return 0.0
        ratio = flow_ratio(self.environment, self.calibration)
        return self.calibrated_ml_per_day * ratio * (1 + self.flow_error_percent / 100) / self.fluid_viscosity_ratio

    def advance(self, seconds: float) -> float:
        """Let ``seconds`` ≥ 0 pass under the present conditions; the volume delivered in mL (exact, no time steps)."""
        return self.reservoir.deliver(self.flow_ml_per_day * seconds / SECONDS_PER_DAY)

    def seconds_until_empty(self) -> float | None:
        """Seconds until it runs dry under the present conditions; None when it does not flow."""
        flow = self.flow_ml_per_day
        return self.reservoir.deliverable_ml / flow * SECONDS_PER_DAY if flow > 0 else None
