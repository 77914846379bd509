"""Random cases in numbers: how many of which kind were compared, and which did not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Final

from rule_equality import Outcome, floxuridine_case, grade_case
from systemic_equality import cycle_case

KINDS: Final[dict[str, Callable[[Random], Outcome]]] = {
    "floxuridine": floxuridine_case,
    "systemic": cycle_case,
    "grade": grade_case,
}
SHOWN: Final = 20


@dataclass
class Tally:
    """What was compared. ``cases``: by rules, kind and what the engine decided."""

    cases: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    mismatches: int = 0
    shown: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.cases[outcome.rules, outcome.kind, outcome.decision] += 1
        if not outcome.agrees:
            self.mismatches += 1
            if len(self.shown) < SHOWN:
                self.shown.append(
                    f"{outcome.rules}, {outcome.kind}: engine {outcome.engine}, kernel {outcome.kernel}; {outcome.case}"
                )

    def merge(self, other: Tally) -> None:
        self.cases += other.cases
        self.mismatches += other.mismatches
        self.shown = (self.shown + other.shown)[:SHOWN]

    def decisions(self) -> frozenset[str]:
        return frozenset(decision for _, _, decision in self.cases)

    def rules(self) -> frozenset[str]:
        return frozenset(rules for rules, _, _ in self.cases)


def compare(kind: str, seed: int, cases: int) -> Tally:
    """So many random cases of a kind. The same seed draws the same cases."""
    chance = Random(f"{kind} {seed}")
    tally = Tally()
    for _ in range(cases):
        tally.add(KINDS[kind](chance))
    return tally
