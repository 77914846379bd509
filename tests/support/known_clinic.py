"""A clinic that is small enough to know by heart: two chairs, four nurses, a scanner, from nine to one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from clinics import WORKDAYS, hours

from haipdose.capacity.requests import ClinicRequest

MONDAY = dt.date(2026, 4, 20)
"""King's Day is the Monday after it."""


def day(number: int) -> str:
    return str(MONDAY + dt.timedelta(days=number))


def visit(course: str, name: str, first: int, last: int, kind: str = "pump", **rest: Any) -> dict[str, Any]:
    return {
        "course": course,
        "visit": name,
        "kind": kind,
        "earliest": day(first),
        "target": day(first),
        "latest": day(last),
        **rest,
    }


def kind(name: str, minutes: int, *resources: str) -> dict[str, Any]:
    return {
        "kind": name,
        "minutes": minutes,
        "needs": [{"resource": resource, "minutes": minutes} for resource in resources],
        "cost_a_day_early": 1,
        "cost_a_day_late": 1,
        "cost_not_placed": 1000,
    }


def clinic(visits: list[dict[str, Any]], *, until: str = "13:00", **rest: Any) -> ClinicRequest:
    """Two chairs, four nurses and a scanner from nine to one; a pump visit takes a chair all that time."""
    resources = [
        {"id": "chair", "hours": [hours("09:00", until, units=2)]},
        {"id": "nurse", "hours": [hours("09:00", until, units=4)]},
        {"id": "scanner", "hours": [hours("09:00", until, units=1)]},
    ]
    for resource in resources:
        resource.update(rest.pop(resource["id"], {}))
    return ClinicRequest.model_validate(
        {
            "as_of": f"{day(-3)}T08:00:00+02:00",
            "horizon": {"from": day(0), "to": day(18)},
            "clinic": {
                "calendar": {"time_zone": "Europe/Amsterdam", "country": "NL", **rest.pop("calendar", {})},
                "slot_minutes": 60,
                "patient_hours": [{"days": WORKDAYS, "from": "09:00", "to": until}],
                "resources": resources,
            },
            "appointment_types": [
                kind("pump", 240, "chair", "nurse"),
                kind("scan", 60, "scanner"),
                kind("blood", 60),
            ],
            "weights": {
                "not_a_wished_weekday": 1,
                "not_the_wished_part_of_day": 1,
                "published_day_moved": 5,
                "published_time_moved": 2,
                "short_notice_days": 3,
                "short_notice_factor": 2,
                "noon": "12:00",
            },
            "visits": visits,
            **rest,
        }
    )
