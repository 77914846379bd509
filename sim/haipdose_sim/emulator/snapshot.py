"""What a bystander sees of an emulated pump at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class Snapshot:
    """A pump at one moment; volumes in mL, rates in mL/h.

    ``level_ml`` and ``capacity_ml`` are None for a pump without a reservoir (a bench pump).
    """

    title: str
    state: str
    rate_ml_per_hour: float
    delivered_ml: float
    level_ml: float | None = None
    capacity_ml: float | None = None
    alarms: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()


@runtime_checkable
class Watchable(Protocol):
    """A device that can be looked at."""

    def snapshot(self) -> Snapshot:
        """How it is now."""
