"""Clinics at random with everything that a request can say, of any size: for what must hold of every calendar."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from typing import Any, Final
from zoneinfo import ZoneInfo

from clinics import WORKDAYS

from haipdose.capacity.answers import ClinicAnswer
from haipdose.capacity.defaults import clinic_defaults
from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.verify import faults_of

ZONE: Final = ZoneInfo("Europe/Amsterdam")
STARTS: Final = (dt.date(2026, 3, 23), dt.date(2026, 10, 19), dt.date(2026, 12, 21), dt.date(2026, 6, 1))
"""Weeks with the change to summer time, the change from it, the holidays at the end of a year, and plain ones."""
DAYS: Final = [*WORKDAYS, "sunday"]
"""The clock changes on a Sunday, and this clinic works then."""


def random_document(seed: int, patients: int, days: int = 12) -> dict[str, Any]:
    """A clinic of so many patients over so many days; about as much of everything as they need, or too little."""
    chance = random.Random(f"{seed} any clinic")
    first = STARTS[seed % len(STARTS)]
    span = [first + dt.timedelta(days=number) for number in range(days)]
    document: dict[str, Any] = {
        "as_of": dt.datetime.combine(first, dt.time(10, 30), ZONE).isoformat(),
        "horizon": {"from": str(first), "to": str(span[-1])},
        "clinic": _clinic(chance, span, patients),
        "appointment_types": [
            _kind("fill", 60, 10, [("pharmacy", -60, 30), ("chair", 0, 60), ("nurse", 0, 60)], 500),
            _kind("drug", 120, 20, [("chair", 0, 120), ("nurse", 0, 30)], 300),
            _kind("blood", 30, 1, [("nurse", 0, 30)], 200),
            _kind("scan", 60, 30, [("scanner", 0, 60)], 100),
        ],
        "weights": {"not_a_wished_weekday": 3, "not_the_wished_part_of_day": 2, "published_day_moved": 20,
                    "published_time_moved": 6, "short_notice_days": 4, "short_notice_factor": 3, "noon": "12:00"},
        "visits": [], "links": [], "wishes": [], "published": [],
    }  # fmt: skip
    for number in range(patients):
        _patient(document, chance, span, f"p{number}")
    return document


def _clinic(chance: random.Random, span: list[dt.date], patients: int) -> dict[str, Any]:
    def some(share: int) -> int:
        return chance.choice((0, 1)) if chance.random() < 0.1 else max(1, patients // share)

    def open_at(units: int, start: str = "08:00", end: str = "17:00") -> list[dict[str, Any]]:
        return [{"days": DAYS, "from": start, "to": end, "units": units}]

    gone = [
        {"first": str(chance.choice(span)), "units": chance.choice((0, 1)), "reason": "ill", **part}
        for part in ({}, {"from": "09:10", "to": "10:50"})
        if chance.random() < 0.6
    ]
    return {
        "calendar": {
            "time_zone": "Europe/Amsterdam",
            "country": "NL",
            "working_days": DAYS,
            "closures": [{"from": str(chance.choice(span)), "reason": "move"}] if chance.random() < 0.5 else [],
        },
        "slot_minutes": chance.choice((15, 30, 60)),
        "patient_hours": [
            {"days": DAYS, "from": "01:00", "to": "05:00"},
            {"days": WORKDAYS, "from": "08:00", "to": "17:00"},
        ],
        "resources": [
            {"id": "chair", "hours": [*open_at(some(8)), *open_at(1, "01:00", "05:00")]},
            {"id": "nurse", "hours": [*open_at(some(6)), *open_at(1, "01:00", "05:00")], "exceptions": gone},
            {"id": "pharmacy", "hours": open_at(some(6), "00:00", "16:00"), "most_a_day": max(2, patients // 3),
             "most_an_hour": chance.choice((None, max(1, patients // 8)))},
            {"id": "scanner", "hours": open_at(1, "13:00", "17:00"), "most_a_day": max(1, patients // 10)},
        ],
    }  # fmt: skip


def _kind(name: str, minutes: int, order: int, needs: list[tuple[str, int, int]], without: int) -> dict[str, Any]:
    return {
        "kind": name,
        "minutes": minutes,
        "order": order,
        "needs": [{"resource": what, "from_minutes": start, "minutes": lasts} for what, start, lasts in needs],
        "cost_a_day_early": 3,
        "cost_a_day_late": 2,
        "cost_not_placed": without,
    }


def _patient(document: dict[str, Any], chance: random.Random, span: list[dt.date], course: str) -> None:
    def visit(name: str, kind: str, first: int, last: int, **rest: Any) -> None:
        at = [span[0] + dt.timedelta(days=number) for number in (first, chance.randint(first, last), last)]
        window = dict(zip(("earliest", "target", "latest"), map(str, at), strict=True))
        document["visits"].append({"course": course, "visit": name, "kind": kind, **window, **rest})

    start = chance.randint(-3, len(span) - 3)  # some windows have passed, some go beyond the horizon
    end = start + chance.randint(0, 4)
    extra: dict[str, Any] = {}
    if chance.random() < 0.2:
        by = dt.datetime.combine(span[0] + dt.timedelta(days=end), dt.time(chance.choice((4, 11, 16))), ZONE)
        extra["done_by"] = by.isoformat()
    visit("fill", "fill", start, end, dry_after_hours="100", priority=chance.choice((1, 1, 3)), **extra)
    if chance.random() < 0.4:
        visit("drug", "drug", start, end)
        document["links"].append(
            {"course": course, "first": "fill", "second": "drug", "joined": True, "reason": "one stay"}
        )
    if chance.random() < 0.5:
        visit("blood", "blood", start - 2, end)
        document["links"].append({"course": course, "first": "blood", "second": "fill", "least_days": 0, "most_days": 3,
                                  "gap_minutes": chance.choice((0, 60)), "reason": "results"})  # fmt: skip
    if chance.random() < 0.3:
        visit("next", "fill", start + 2, end + 4)
        document["links"].append({"course": course, "first": "fill", "second": "next", "least_days": 2,
                                  "before_dry": True, "reason": "the pump"})  # fmt: skip
    if chance.random() < 0.3:
        visit("scan", "scan", start, end + 2)
    if chance.random() < 0.3:
        away = span[0] + dt.timedelta(days=chance.randint(0, len(span) - 1))
        document["wishes"].append({"course": course, "away": [{"from": str(away), "reason": "sea"}],
                                   "weekdays": [chance.choice(WORKDAYS)],
                                   "part_of_day": chance.choice(("morning", "afternoon", None))})  # fmt: skip
    if chance.random() < 0.4:
        at = dt.datetime.combine(
            span[0] + dt.timedelta(days=chance.randint(start, end)), dt.time(chance.randint(8, 16))
        )
        document["published"].append({"course": course, "visit": "fill", "frozen": chance.random() < 0.4,
                                      "at": at.replace(tzinfo=ZONE).isoformat()})  # fmt: skip


def holds(request: ClinicRequest, answer: ClinicAnswer) -> None:
    """The invariants of one answer, read from its document alone."""
    assert faults_of(request, answer, clinic_defaults().types) == ()
    answered = Counter((entry.course, entry.visit) for entry in answer.appointments)
    answered.update((entry.course, entry.visit) for entry in answer.not_placed)
    answered.update(tuple(name.split(" ")) for name in answer.beyond_horizon)
    assert answered == Counter((visit.course, visit.visit) for visit in request.visits)
    kinds = {kind.kind: kind for kind in request.appointment_types or clinic_defaults().types}
    priority = {(visit.course, visit.visit): visit.priority for visit in request.visits}
    cost = sum(part.points for entry in answer.appointments for part in entry.costs)
    cost += sum(kinds[one.kind].cost_not_placed * priority[one.course, one.visit] for one in answer.not_placed)
    assert cost == answer.objective
    assert answer.bound is None or answer.bound <= answer.objective
    moved = [entry for entry in answer.appointments if entry.published_at not in (None, entry.start)]
    assert all(entry.why_moved for entry in moved)
    assert all(entry.reasons for entry in answer.not_placed)
