"""A bench syringe pump's mechanics: a screw moves a plunger; a balance at the outlet sees what really came.

What it moved is what the pump counts and reports; what was collected is what a balance would weigh. They differ by the
accuracy error and by the ripple of the lead screw, which a trumpet curve shows at short observation windows.
"""

from __future__ import annotations

import math
from enum import StrEnum

MAXIMUM_SPEED_CM_PER_MINUTE = 5.1005
MINIMUM_SPEED_CM_PER_HOUR = 0.004205
"""Plunger speeds of the NE-1000 (user manual, section 12.5)."""


class Direction(StrEnum):
    """Which way the plunger goes, in the pump's own words."""

    INFUSE = "INF"
    WITHDRAW = "WDR"

    @property
    def opposite(self) -> Direction:
        """The other way."""
        return Direction.WITHDRAW if self is Direction.INFUSE else Direction.INFUSE


def area_cm2(diameter_mm: float) -> float:
    """Cross-section of a barrel with this inner diameter."""
    return math.pi * (diameter_mm / 20.0) ** 2


def rate_limits_ml_per_minute(diameter_mm: float) -> tuple[float, float]:
    """Slowest and fastest rate with a syringe of this inner diameter."""
    area = area_cm2(diameter_mm)
    return area * MINIMUM_SPEED_CM_PER_HOUR / 60.0, area * MAXIMUM_SPEED_CM_PER_MINUTE


class SyringePumpMechanics:
    """Plunger travel in mL.

    Args:
        accuracy_error_percent: constant error of the delivered volume.
        ripple_percent: amplitude of the flow error over a turn of the screw.
        screw_turn_ml: volume of a turn of the screw.
        travel_ml: infusion from the starting position until the plunger is blocked; None: never.
    """

    def __init__(
        self,
        *,
        accuracy_error_percent: float = 0.0,
        ripple_percent: float = 0.0,
        screw_turn_ml: float = 0.5,
        travel_ml: float | None = None,
    ) -> None:
        self.accuracy_error_percent = accuracy_error_percent
        self.ripple_percent = ripple_percent
        self.screw_turn_ml = screw_turn_ml
        self.travel_ml = travel_ml
        self.position_ml = 0.0
        self.blocked = False

    def travel_left_ml(self, direction: Direction) -> float:
        """How far the plunger can still go; 0 when blocked, infinite when nothing limits it."""
        if self.blocked:
            return 0.0
        if direction is Direction.WITHDRAW or self.travel_ml is None:
            return math.inf
        return max(0.0, self.travel_ml - self.position_ml)

    def move(self, volume_ml: float, direction: Direction) -> float:
        """Move the plunger by up to ``volume_ml``; how far it went."""
        moved = min(volume_ml, self.travel_left_ml(direction))
        self.position_ml += moved if direction is Direction.INFUSE else -moved
        return moved

    @property
    def collected_ml(self) -> float:
        """What a balance at the outlet has collected since the start: the true flow, integrated."""
        turn = 2 * math.pi / self.screw_turn_ml
        ripple = self.ripple_percent / 100 * (1 - math.cos(turn * self.position_ml)) / turn
        return self.position_ml * (1 + self.accuracy_error_percent / 100) + ripple
