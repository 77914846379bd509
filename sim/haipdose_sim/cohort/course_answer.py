"""The documents of ``haipdose simulate course``: what the courses came to, each number with its uncertainty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from haipdose.evidence import NEEDS_SITE, Document
from haipdose.protocol.rule_values import rule_values
from haipdose.protocol.schema import Protocol
from haipdose_sim.cohort.course_columns import BY_RULE, HELD_TOO_LONG, PUMP_LOST, TIME_RAN_OUT, Outcome
from haipdose_sim.cohort.course_comparison import Comparison, compare_rules
from haipdose_sim.cohort.course_measures import AMOUNTS, SHARES
from haipdose_sim.cohort.course_parameters import CourseParameters
from haipdose_sim.cohort.course_records import PumpCycle
from haipdose_sim.cohort.course_rules import is_followed
from haipdose_sim.cohort.course_runs import CourseRun, RuleCourses
from haipdose_sim.cohort.course_statistics import Amount, amount
from haipdose_sim.cohort.proportions import Proportion, proportion
from haipdose_sim.cohort.systemic_tables import arm_of

CAUTION: Final = (
    "A simulation under assumptions, most of them not measured: it is not evidence. It helps to see what a rule does "
    "and what it costs; it says nothing about any patient, and no dose and no date rests on it."
)
ENDINGS: Final = {
    BY_RULE: "by-rule",
    PUMP_LOST: "pump-lost",
    HELD_TOO_LONG: "held-too-long",
    TIME_RAN_OUT: "time-ran-out",
}
_STEP: Final = 0.1


class MeasuredAmount(Document):
    """An amount by its name, what it is and its unit."""

    name: str
    label: str
    unit: str
    over: Amount


class MeasuredShare(Document):
    """A share of patients by its name, with its Wilson interval (95 %) of the simulation."""

    name: str
    label: str
    of: Proportion


class Level(Document):
    """The share of all patients who got a cycle at a dose, in percent of the full protocol dose."""

    percent: float
    of: Proportion


class CycleAnswer(Document):
    """One planned floxuridine cycle, over all virtual patients.

    ``due``: patients who came to a visit for its fill; ``held``: of them those held at least once at it; ``given``: of
    them those who got it. ``levels``: at which dose, and ``not_given``: by how floxuridine ended, both of all
    patients. ``hold_free``: of all patients, those not held at this cycle or before; who ended floxuridine without a
    hold stays among them.
    """

    cycle: int
    due: int
    held: Proportion | None
    given: Proportion | None
    levels: tuple[Level, ...]
    not_given: dict[str, Proportion]
    hold_free: Proportion


class RuleAnswer(Document):
    """The courses under one set of rules. ``to_confirm``: values of these rules that no opened source confirms."""

    label: str
    protocol: str
    version: str
    digest: str
    arm: str
    cycles_planned: int
    full_dose_mg_per_kg_per_day: str | None = Field(description="what 100 % is; for people, nothing is computed of it")
    amounts: tuple[MeasuredAmount, ...]
    shares: tuple[MeasuredShare, ...]
    cycles: tuple[CycleAnswer, ...]
    to_confirm: tuple[str, ...]


class CourseAnswer(Document):
    """The answer of ``haipdose simulate course`` with everything that it takes to get it again."""

    seed: int
    patients: int
    with_pump: bool
    regimen: str | None = Field(description="that every virtual patient has; None: the mix of the parameters")
    parameters: dict[str, str]
    rules: tuple[RuleAnswer, ...]
    comparisons: tuple[Comparison, ...]
    to_confirm: tuple[str, ...] = Field(description="parameters of the virtual patients that nobody has measured")
    method: str = (
        "Shares: Wilson's 95 % interval. Amounts: mean ± 1.96 standard errors, not below 0. Differences: of the same "
        "patients, for shares by Agresti and Min. All of them say how sure the simulation is, none how true its "
        "assumptions are. Standard deviation and 5 to 95 %: how patients differ."
    )
    caution: str = CAUTION


def course_answer(run: CourseRun, parameters: CourseParameters, regimen: str | None = None) -> CourseAnswer:
    """Everything that is said of the courses."""
    return CourseAnswer(
        seed=run.seed,
        patients=run.patients,
        with_pump=run.with_pump,
        regimen=regimen,
        parameters={name: str(sourced.value) for name, sourced in parameters.values.items()},
        rules=tuple(_rule(each, with_pump=run.with_pump) for each in run.courses),
        comparisons=compare_rules(run),
        to_confirm=parameters.to_confirm(),
    )


def _rule(courses: RuleCourses, *, with_pump: bool) -> RuleAnswer:
    protocol, rows = courses.rules.protocol, courses.outcomes
    amounts, shares = [], []
    for measure in AMOUNTS:
        values = measure.values(rows)
        values = values[~np.isnan(values)]
        if len(values) and measure.there(rows):
            amounts.append(
                MeasuredAmount(name=measure.name, label=measure.label, unit=measure.unit, over=amount(values))
            )
    for measure in SHARES:
        if measure.there(rows):
            count = int(measure.values(rows).sum())
            shares.append(MeasuredShare(name=measure.name, label=measure.label, of=proportion(count, len(rows))))
    full = protocol.fill.dose_rate_mg_per_kg_per_day.value if with_pump and protocol.fill else None
    return RuleAnswer(
        label=courses.rules.label,
        protocol=protocol.id,
        version=protocol.version,
        digest=protocol.digest,
        arm=arm_of(protocol, with_pump=with_pump),
        cycles_planned=courses.pump_cycles.shape[1] or int(rows[:, Outcome.SYSTEMIC_CYCLES_PLANNED].max()),
        full_dose_mg_per_kg_per_day=None if full is None else str(full),
        amounts=tuple(amounts),
        shares=tuple(shares),
        cycles=tuple(_cycles(courses)),
        to_confirm=tuple(_unsure(protocol, with_pump=with_pump)),
    )


def _cycles(courses: RuleCourses) -> Iterator[CycleAnswer]:
    patients = len(courses.outcomes)
    reason = courses.outcomes[:, Outcome.FLOXURIDINE_DISCONTINUED_REASON]
    free = np.ones(patients, dtype=np.bool_)
    for number in range(courses.pump_cycles.shape[1]):
        cycle = courses.pump_cycles[:, number]
        due = ~np.isnan(cycle[:, PumpCycle.DUE_DAY])
        held = due & (cycle[:, PumpCycle.HOLDS] > 0)
        given = ~np.isnan(cycle[:, PumpCycle.GIVEN_DAY])
        free &= ~held
        came = int(due.sum())
        yield CycleAnswer(
            cycle=number + 1,
            due=came,
            held=proportion(int(held.sum()), came) if came else None,
            given=proportion(int(given.sum()), came) if came else None,
            levels=tuple(
                Level(percent=percent, of=proportion(count, patients)) for percent, count in levels(cycle[given])
            ),
            not_given={
                name: proportion(count, patients)
                for code, name in ENDINGS.items()
                if (count := int((~given & (reason == code)).sum()))
            },
            hold_free=proportion(int(free.sum()), patients),
        )


def levels(cycle: NDArray[np.float32]) -> Iterator[tuple[float, int]]:
    """The doses of the fills given, in tenths of a percent, highest first, each with how many patients got it."""
    found = np.round(cycle[:, PumpCycle.PERCENT].astype(np.float64) / _STEP).astype(np.int64)
    values, counts = np.unique(found, return_counts=True)
    for value, count in zip(values[::-1], counts[::-1], strict=True):
        yield int(value) / 10, int(count)


def _unsure(protocol: Protocol, *, with_pump: bool) -> Iterator[str]:
    for path, rule in rule_values(protocol).items():
        if is_followed(protocol, path, with_pump=with_pump) and rule.evidence in NEEDS_SITE:
            yield f"{path} = {rule.value} ({rule.evidence.value})"
