"""Participants of a trial for tests, in few words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from haipdose.trial.participant import Participant

RANDOMISED = date(2025, 1, 1)


def day(number: int) -> str:
    """The day so many days after randomisation."""
    return (RANDOMISED + timedelta(days=number)).isoformat()


def scan(number: int, *lengths: Any, **rest: Any) -> dict[str, Any]:
    """A CT with targets L1, L2 … in the liver; no non-targets and no new lesions unless stated."""
    name = rest.pop("id", f"ct{number}")
    targets = [
        each if isinstance(each, dict) else {"id": f"L{index}", "organ": "liver", "diameter_mm": each}
        for index, each in enumerate(lengths, start=1)
    ]
    fact = {"type": "imaging", "id": name, "on": day(number), "modality": "ct", "targets": targets}
    return {**fact, "non_target": "none", "new_lesions": [], **rest}


def node(name: str, length: Any) -> dict[str, Any]:
    """A lymph node among the targets."""
    return {"id": name, "organ": "nodes-hilar", "node": True, "diameter_mm": length}


def fact(kind: str, number: int, /, **rest: Any) -> dict[str, Any]:
    """Any other fact; its id is its kind and day."""
    return {"type": kind, "id": f"{kind}{number}", "on": day(number), **rest}


def participant(*facts: dict[str, Any], **rest: Any) -> Participant:
    """A randomised participant of arm B."""
    document = {"participant": "P1", "site": "AVL", "arm": "B", "randomised_on": RANDOMISED.isoformat(), **rest}
    return Participant.model_validate({**document, "facts": facts})
