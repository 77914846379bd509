"""What a test clinic has for its calendar."""

from __future__ import annotations

from typing import Any

WORKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]


def setup(**units: int) -> dict[str, Any]:
    """Enough for a small ward; ``chair=0`` and the like change how much there is."""
    have = {"chair": 4, "nurse": 3, "preparation": 4, "phlebotomy": 2, "imaging": 1} | units
    hours = {"days": WORKDAYS, "from": "08:00", "to": "17:00"}
    return {
        "patient_hours": [hours],
        "slot_minutes": 30,
        "resources": [{"id": name, "hours": [hours | {"units": count}]} for name, count in have.items()],
    }
