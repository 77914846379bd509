"""Quality-adjusted life years of one participant: the area under the utilities. Undiscounted.

Straight lines between questionnaires; death is 0. After the last questionnaire of a living participant nothing is
assumed: the area ends there, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from haipdose.evidence import Document
from haipdose.quantities import Computed, exactly, settle
from haipdose.trial.endpoint_rules import QalyRules
from haipdose.trial.eq5d import Utility


class Qaly(Document):
    """``qalys`` from randomisation to ``until``; None without a utility near randomisation. ``reason`` says why."""

    qalys: Computed | None
    until: date | None
    days: int | None
    reason: str
    traced_to: tuple[str, ...] = ()


def qalys(
    utilities: Iterable[Utility], origin: date, end: date, death: tuple[date, str] | None, rules: QalyRules
) -> Qaly:
    """The area under the utilities from ``origin`` to death or ``end``.

    Args:
        utilities: of the participant; those that could not be worked out are left out.
        origin: the day of randomisation.
        end: the cut-off or the end of the five years; later utilities are not used.
        death: its day and the id of its fact, if it lies before or on ``end``.
        rules: how near to randomisation the first utility must be, and how the line goes to 0.
    """
    usable = sorted((each.on, each.fact, each.utility) for each in utilities if each.utility is not None)
    usable = [each for each in usable if each[0] <= end]
    near = [each for each in usable if abs((each[0] - origin).days) <= rules.baseline_days.value]
    if not near:
        return Qaly(qalys=None, until=None, days=None, reason="qaly.no-baseline")
    before = [each for each in near if each[0] <= origin]
    first = before[-1] if before else near[0]
    counted = [first, *(each for each in usable if each[0] > max(origin, first[0]))]
    line = [(0, first[2]), *(((on - origin).days, value) for on, _, value in counted if on > origin)]
    facts = tuple(fact for _, fact, _ in counted)
    until = max(origin, counted[-1][0])
    if death is not None:
        until = death[0]
        if rules.towards_death.value == "last-value":
            line.append(((until - origin).days, line[-1][1]))
        line.append(((until - origin).days, Decimal(0)))
        facts = (*facts, death[1])
    with exactly():
        area = settle(_area(line) / rules.days_per_year.value)
    return Qaly(
        qalys=area,
        until=until,
        days=(until - origin).days,
        reason="qaly.complete" if death is not None or until == end else "qaly.until-last-questionnaire",
        traced_to=facts,
    )


def _area(line: Sequence[tuple[int, Decimal]]) -> Decimal:
    """The area under straight lines between points (day, utility), in days."""
    area = Decimal(0)
    for (day, value), (later, next_value) in pairwise(line):
        area += (value + next_value) * (later - day) / 2
    return area
