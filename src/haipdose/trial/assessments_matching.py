"""Which fact serves which occurrence of an assessment: the same for the same facts, and explained by one order.

Within an assessment a fact serves at most one occurrence, and an occurrence is served by at most one fact. The pairs
that are possible are taken in this order, each if both are still free: a fact inside the window before one outside;
the fewer days from the target; the earlier target; the earlier fact; the lower id of the fact. A further fact thus
never leaves an occurrence unserved that was served without it (``docs/decisions/0106``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from haipdose.trial.assessments_record import Done


@dataclass(frozen=True, slots=True)
class Slot:
    """One occurrence as the matching sees it.

    A fact from ``earliest`` to ``latest`` is on time; from ``opens`` on it is early, until ``closes`` late. ``last``
    (None: no such limit) is the last day on which it was still asked for. ``surgery``: the operation that it is about.
    """

    target: date
    opens: date
    earliest: date
    latest: date
    closes: date
    last: date | None
    surgery: str | None

    def accepts(self, done: Done) -> bool:
        """Whether the fact can serve this occurrence at all."""
        if done.about_surgery and done.surgery != self.surgery:
            return False
        return self.opens <= done.on <= self.closes and (self.last is None or done.on <= self.last)

    def inside(self, day: date) -> bool:
        """Whether the day lies in the window."""
        return self.earliest <= day <= self.latest


def match(slots: Sequence[Slot], done: Sequence[Done]) -> dict[int, int]:
    """The index of the fact that serves each occurrence, by the index of the occurrence.

    Args:
        slots: the occurrences of one assessment.
        done: what can prove that assessment.
    """
    pairs = [
        (not slot.inside(each.on), abs((each.on - slot.target).days), slot.target, each.on, each.facts, which, fact)
        for which, slot in enumerate(slots)
        for fact, each in enumerate(done)
        if slot.accepts(each)
    ]
    served: dict[int, int] = {}
    used: set[int] = set()
    for *_, which, fact in sorted(pairs):
        if which not in served and fact not in used:
            served[which] = fact
            used.add(fact)
    return served
