"""The reservoir: what goes in comes out, stays in, or is drawn back out with a needle."""

from __future__ import annotations

_TINY_ML = 1e-12


class Reservoir:
    """Volumes in mL. The residual volume never comes out, neither by flow nor by needle.

    At all times ``filled = delivered + drawn + level`` (with the level that it started with counted as filled).

    Args:
        capacity_ml: > 0.
        residual_ml: 0 ≤ residual < capacity.
        level_ml: what is in it at the start.
    """

    def __init__(self, capacity_ml: float, residual_ml: float = 0.0, level_ml: float = 0.0) -> None:
        if not 0 <= residual_ml < capacity_ml:
            msg = f"a residual of {residual_ml} mL does not fit a reservoir of {capacity_ml} mL"
            raise ValueError(msg)
        if not 0 <= level_ml <= capacity_ml:
            msg = f"a level of {level_ml} mL does not fit a reservoir of {capacity_ml} mL"
            raise ValueError(msg)
        self.capacity_ml = capacity_ml
        self.residual_ml = residual_ml
        self.level_ml = level_ml
        self.filled_ml = level_ml
        self.delivered_ml = 0.0
        self.drawn_ml = 0.0

    @property
    def deliverable_ml(self) -> float:
        """What can still come out."""
        return max(0.0, self.level_ml - self.residual_ml)

    @property
    def is_empty(self) -> bool:
        """Nothing more comes out."""
        return self.deliverable_ml <= _TINY_ML

    def fill(self, volume_ml: float) -> None:
        """Inject ``volume_ml`` ≥ 0. Raises ValueError when it does not fit."""
        if volume_ml < 0 or self.level_ml + volume_ml > self.capacity_ml + 1e-9:
            msg = f"{volume_ml} mL does not fit: {self.level_ml:.3f} of {self.capacity_ml} mL are in"
            raise ValueError(msg)
        self.level_ml = min(self.capacity_ml, self.level_ml + volume_ml)
        self.filled_ml += volume_ml

    def draw(self) -> float:
        """Empty it with a needle; the volume drawn (the returned volume) in mL."""
        drawn = self.deliverable_ml
        self.level_ml -= drawn
        self.drawn_ml += drawn
        return drawn

    def deliver(self, volume_ml: float) -> float:
        """Let up to ``volume_ml`` ≥ 0 flow out; the volume that really did."""
        delivered = min(max(0.0, volume_ml), self.deliverable_ml)
        self.level_ml -= delivered
        self.delivered_ml += delivered
        return delivered

    @property
    def imbalance_ml(self) -> float:
        """How far the volume balance is off; zero but for float noise."""
        return self.filled_ml - self.delivered_ml - self.drawn_ml - self.level_ml
