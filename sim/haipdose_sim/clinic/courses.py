"""Invented courses: each at another point of its treatment, lived as planned until now."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from haipdose.schedule.calendar import ClinicCalendar, calendar_for
from haipdose.schedule.clinic import Clinic
from haipdose.schedule.requests import Course

CLINIC: Final = Clinic(
    time_zone="Europe/Amsterdam",
    country="NL",
    closed_holidays=(
        "New Year's Day",
        "Easter Monday",
        "King's Day",
        "Ascension Day",
        "Pentecost Monday",
        "Christmas Day",
        "Second Day of Christmas",
    ),
)
AS_OF: Final = datetime(2026, 3, 2, 7, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""A Monday, before the clinic opens."""
_TESTS: Final = (("ast", "30"), ("alt", "30"), ("alp", "90"))


def synthetic_courses(patients: int, seed: int, *, clinic: Clinic = CLINIC, as_of: datetime = AS_OF) -> list[Course]:
    """``patients`` courses, implanted over the weeks before ``as_of``, each followed as a protocol wants it.

    Args:
        patients: how many.
        seed: of the chance; equal seeds give equal courses.
        clinic: where.
        as_of: now; its clock time is when the facts end.
    """
    chance = random.Random(f"{seed} clinic")  # noqa: S311 - invented patients, no secrets
    return [_course(number, chance, clinic, as_of) for number in range(patients)]


def _course(number: int, chance: random.Random, clinic: Clinic, as_of: datetime) -> Course:
    calendar = calendar_for(clinic)
    today = calendar.day_of(as_of)
    week, weekday = chance.randint(1, 22), chance.randint(0, 4)
    monday = today - timedelta(days=today.weekday() + 7 * week)
    implanted = calendar.next_open(monday + timedelta(days=weekday)) or today
    clock = time(chance.choice((9, 10, 11, 13)), 0)
    facts = list(_lived(calendar, implanted, today, clock))
    return Course.model_validate(
        {
            "id": f"P{number:04d}",
            "patient": {
                "sex": chance.choice(("male", "female")),
                "height_cm": str(chance.randint(155, 195)),
                "weight_kg": str(chance.randint(55, 105)),
                "age_years": chance.randint(35, 78),
            },
            "pump": {
                "profile": "intera-3000",
                "serial_number": f"S-{number:04d}",
                "flow_ml_per_day": "1.3",
                "reservoir_ml": "30",
            },
            "protocol": "pump-it",
            "arm": "B",
            "regimen": "mfolfox6",
            "dpyd": "normal",
            "clinic": clinic,
            "as_of": as_of,
            "facts": facts,
        }
    )


def _lived(calendar: ClinicCalendar, implanted: date, today: date, clock: time) -> Iterator[dict[str, Any]]:
    """Everything up to yesterday: saline, then floxuridine and saline in turn, with gifts and blood on their days."""
    day, visit = implanted, 0
    while day < today:
        at = calendar.at(day, clock).isoformat()
        returned = {"type": "pump-emptied", "at": at, "returned_ml": "11.8"}
        saline = {"type": "fill-given", "at": at, "contents": "heparin-saline", "volume_ml": "30"}
        if visit == 0:
            yield {"type": "pump-implanted", "at": calendar.at(day, time(8, 0)).isoformat()}
            yield saline
        elif visit == 1:
            yield returned
            yield saline
        else:
            results = [{"test": test, "value": value, "unit": "U/L"} for test, value in _TESTS]
            results.append({"test": "bilirubin-total", "value": "9", "unit": "umol/L"})
            yield {"type": "laboratory", "at": calendar.at(day, time(8, 0)).isoformat(), "results": results}
            yield returned
            drug = {"contents": "floxuridine", "floxuridine_mg": "195", "dose_percent": "100"}
            yield {**saline, **drug} if visit % 2 == 0 else saline
            yield {"type": "systemic-given", "at": at, "regimen": "mfolfox6"}
            if visit > 2 and (visit - 2) % 4 == 0:
                yield {"type": "imaging-done", "at": calendar.at(day, time(14, 0)).isoformat(), "kind": "ct"}
        if visit == 0:
            scan = calendar.next_open(day + timedelta(days=3)) or day
            if scan < today:
                yield {"type": "perfusion-scan", "at": calendar.at(scan, clock).isoformat(), "result": "normal"}
        visit += 1
        due = implanted + timedelta(days=14 * visit)
        day = calendar.next_open(due) or due
