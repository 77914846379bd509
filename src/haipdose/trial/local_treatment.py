"""When every visible liver metastasis was resected or ablated: an endpoint, and a new start for reading scans."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from haipdose.trial.endpoint_rules import SurgeryRules
from haipdose.trial.facts import LocalTreatmentComplete, TrialFact, TrialSurgery

_ENOUGH: Final = frozenset({"R0", "R1"})


def completions(facts: Iterable[TrialFact], rules: SurgeryRules) -> tuple[tuple[date, str, str], ...]:
    """Every day on which local treatment was complete, with the id of the fact and the reason; earliest first."""
    found: list[tuple[date, str, str]] = []
    for fact in facts:
        if isinstance(fact, LocalTreatmentComplete):
            found.append((fact.on, fact.id, "local-treatment.stated"))
        elif isinstance(fact, TrialSurgery) and fact.kind in rules.of_the_liver.value and treated_all(fact):
            found.append((fact.on, fact.id, "surgery.done"))
    return tuple(sorted(found))


def treated_all(surgery: TrialSurgery) -> bool | None:
    """Whether this surgery of the liver alone treated everything; None when what decides it is not stated."""
    margin_known = surgery.kind == "ablation" or surgery.r_status is not None
    margin_good = surgery.kind == "ablation" or surgery.r_status in _ENOUGH
    if surgery.all_treated is False or (margin_known and not margin_good):
        return False
    return True if surgery.all_treated and margin_known else None
