"""Rules compared on the same virtual patients: paired differences, and what the pairing is worth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from haipdose.evidence import Document
from haipdose.protocol.rule_values import rule_values
from haipdose.protocol.schema import Protocol
from haipdose_sim.cohort.course_measures import AMOUNTS, SHARES
from haipdose_sim.cohort.course_rules import is_followed
from haipdose_sim.cohort.course_runs import CourseRun, RuleCourses
from haipdose_sim.cohort.course_statistics import Difference, difference
from haipdose_sim.cohort.proportions import Proportion, proportion


class DifferingAmount(Document):
    """The difference of an amount."""

    name: str
    label: str
    unit: str
    by: Difference


class DifferingShare(Document):
    """The difference of a share of patients; 0.01 is one patient in a hundred."""

    name: str
    label: str
    by: Difference


class Comparison(Document):
    """A set of rules against the first one, on the same patients with the same luck.

    ``changes``: the rules that are not the same, each with both values. ``differ``: patients in whose course anything
    is different. ``warnings``: what makes the two hard to compare.
    """

    first: str
    other: str
    changes: tuple[str, ...]
    differ: Proportion
    amounts: tuple[DifferingAmount, ...]
    shares: tuple[DifferingShare, ...]
    warnings: tuple[str, ...]


def compare_rules(run: CourseRun) -> tuple[Comparison, ...]:
    """Every set of rules against the first one."""
    first = run.courses[0]
    return tuple(_compared(first, other, with_pump=run.with_pump) for other in run.courses[1:])


def _compared(first: RuleCourses, other: RuleCourses, *, with_pump: bool) -> Comparison:
    amounts, shares = [], []
    for measures, share in ((AMOUNTS, False), (SHARES, True)):
        for measure in measures:
            if not (measure.there(first.outcomes) and measure.there(other.outcomes)):
                continue
            one, two = measure.values(first.outcomes), measure.values(other.outcomes)
            both = ~np.isnan(one) & ~np.isnan(two)
            if not both.any():
                continue
            by = difference(one[both], two[both], share=share)
            if share:
                shares.append(DifferingShare(name=measure.name, label=measure.label, by=by))
            else:
                amounts.append(DifferingAmount(name=measure.name, label=measure.label, unit=measure.unit, by=by))
    return Comparison(
        first=first.rules.label,
        other=other.rules.label,
        changes=tuple(_changes(first.rules.protocol, other.rules.protocol, with_pump=with_pump)),
        differ=proportion(int(_differing(first, other).sum()), len(first.outcomes)),
        amounts=tuple(amounts),
        shares=tuple(shares),
        warnings=tuple(_warnings(first, other)),
    )


def _differing(first: RuleCourses, other: RuleCourses) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which patients have anything different, in outcome or cycle."""
    found = np.zeros(len(first.outcomes), dtype=np.bool_)
    for one, two in (
        (first.outcomes, other.outcomes),
        (first.pump_cycles, other.pump_cycles),
        (first.systemic_cycles, other.systemic_cycles),
    ):
        common = min(one.shape[1], two.shape[1])
        same = (one[:, :common] == two[:, :common]) | (np.isnan(one[:, :common]) & np.isnan(two[:, :common]))
        found |= ~same.reshape(len(same), -1).all(axis=1)
        for more in (one[:, common:], two[:, common:]):
            found |= ~np.isnan(more).reshape(len(more), -1).all(axis=1)
    return found


def _changes(first: Protocol, other: Protocol, *, with_pump: bool) -> Iterator[str]:
    """The simulated rules that differ, by path; the dose rules first."""
    before, after = (
        {path: rule.value for path, rule in rule_values(each).items() if is_followed(each, path, with_pump=with_pump)}
        for each in (first, other)
    )
    for path in sorted(before.keys() | after.keys(), key=lambda path: (not path.startswith("toxicity"), path)):
        one, two = before.get(path, "none"), after.get(path, "none")
        if one != two:
            yield f"{path}: {one} -> {two}"


def _warnings(first: RuleCourses, other: RuleCourses) -> Iterator[str]:
    full = [
        each.rules.protocol.fill.dose_rate_mg_per_kg_per_day.value if each.rules.protocol.fill else None
        for each in (first, other)
    ]
    if full[0] != full[1]:
        yield (
            f"A full dose is {full[0]} mg/kg/day under the first rules and {full[1]} under the others. Virtual "
            "patients react to shares of a full dose, so the two are as if they were the same."
        )
    planned = [each.pump_cycles.shape[1] for each in (first, other)]
    if planned[0] != planned[1]:
        yield f"{planned[0]} cycles are planned under the first rules and {planned[1]} under the others."
