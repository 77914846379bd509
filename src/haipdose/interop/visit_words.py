"""What a visit is called outside the hospital's walls: no drug, no dose, no disease, no reason."""

from __future__ import annotations

from datetime import date
from typing import Final

from haipdose.schedule.model import Status
from haipdose.schedule.requests import PlanAnswer

_WORDS: Final = {
    "floxuridine-fill": "Pump visit",
    "floxuridine-emptying": "Pump visit",
    "maintenance-refill": "Pump visit",
    "systemic": "Infusion visit",
    "laboratory": "Blood test",
    "perfusion-scan": "Scan",
    "imaging": "Scan",
    "surgery": "Operation",
    "end-of-induction": "Review",
    "liver-panel": "Team meeting",
}

WITHOUT_THE_PATIENT: Final = frozenset({"liver-panel"})
"""Kinds of visit to which the patient doesn't come."""


def plain_words(kind: str) -> str:
    """The name of a kind of visit in a calendar; ``Hospital visit`` for one that has no name of its own."""
    return _WORDS.get(kind, "Hospital visit")


def visits_of_patient(plan: PlanAnswer, today: date) -> list[tuple[date, str]]:
    """The days ahead on which the patient comes, with what for in plain words."""
    return [
        (visit.date, plain_words(visit.kind))
        for visit in plan.visits
        if visit.status is Status.PLANNED
        and visit.date is not None
        and visit.date >= today
        and visit.kind not in WITHOUT_THE_PATIENT
    ]
