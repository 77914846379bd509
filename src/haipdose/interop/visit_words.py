"""What a visit is called outside the hospital's walls: no drug, no dose, no disease, no reason."""

from __future__ import annotations

from typing import Final

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
