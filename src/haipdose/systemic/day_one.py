"""Whether a cycle may start: laboratory limits and toxicities that must have settled, and how long may be waited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from haipdose.derivation import Step, Term
from haipdose.errors import InputError, raise_all
from haipdose.evidence import Sourced
from haipdose.patient.laboratory import LabResult, result_in_unit
from haipdose.protocol.systemic_rules import DayOne, GradeLimit, LabLimit, SystemicRules
from haipdose.quantities import exactly, settle, to_display, to_text
from haipdose.systemic.combinations import ChosenRegimen
from haipdose.systemic.reasons import reason_of
from haipdose.systemic.requests import CycleSituation, Reason

_HOURS_A_DAY = 24


@dataclass
class DayOneFinding:
    """What day 1 says: reasons to wait, components to leave out, what is missing."""

    delay: list[Reason] = field(default_factory=list)
    omit: dict[str, list[Reason]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def check_day_one(rules: SystemicRules, chosen: ChosenRegimen, situation: CycleSituation) -> DayOneFinding:
    """Compare day-1 results and grades with the protocol's limits.

    Raises:
        InputError: a result that was taken after ``as_of``.
    """
    _refuse_future(situation)
    finding = DayOneFinding()
    for name, limit in sorted(rules.day_1.labs.items()):
        if _concerns(limit.components, chosen):
            path = f"systemic.day_1.labs.{name}.limit"
            _check_lab(path, limit, rules=rules.day_1, chosen=chosen, situation=situation, finding=finding)
    for name, grade_limit in sorted(rules.day_1.grades.items()):
        if _concerns(grade_limit.components, chosen):
            _check_grade(f"systemic.day_1.grades.{name}.at_most", grade_limit, situation, finding)
    return finding


def _concerns(components: tuple[str, ...], chosen: ChosenRegimen) -> bool:
    return not components or not set(components).isdisjoint(chosen.components)


def _refuse_future(situation: CycleSituation) -> None:
    late = [
        InputError(
            "A result was taken after the moment of the decision.",
            code="systemic.result-after-as-of",
            field=f"{place}.{index}.at",
            found=result.at.isoformat(),
            allowed=f"up to {situation.as_of.isoformat()}",
        )
        for place, results in (("current", situation.current), ("since_last", situation.since_last))
        for index, result in enumerate(results)
        if result.at > situation.as_of
    ]
    raise_all(late)


def valid_results(rules: DayOne, situation: CycleSituation, test: str) -> tuple[list[LabResult], bool]:
    """The day-1 results of a test that are recent enough, and whether older ones exist."""
    of_test = [result for result in situation.current if result.test == test]
    with exactly():
        longest = timedelta(hours=int(rules.results_valid_days.value * _HOURS_A_DAY))
    fresh = [result for result in of_test if situation.as_of - result.at <= longest]
    return fresh, len(fresh) < len(of_test)


def _check_lab(
    path: str,
    limit: LabLimit,
    *,
    rules: DayOne,
    chosen: ChosenRegimen,
    situation: CycleSituation,
    finding: DayOneFinding,
) -> None:
    fresh, some_stale = valid_results(rules, situation, limit.test)
    values = list(_values(limit, fresh, finding))
    if not values:
        if not fresh:
            lacking = f"current.{limit.test}"
            days = to_text(rules.results_valid_days.value)
            finding.missing.append(f"{lacking} (older than {days} days)" if some_stale else lacking)
        return
    worst = min(values) if limit.sense == "at-least" else max(values)
    met = worst >= limit.limit.value if limit.sense == "at-least" else worst <= limit.limit.value
    unit = "times the upper limit" if limit.times_upper_limit else limit.unit
    sign = "≥" if limit.sense == "at-least" else "≤"
    finding.steps.append(_step(path, limit.limit, name=limit.test, worst=worst, unit=unit, sign=sign, met=met))
    if met:
        return
    text = f"{limit.test} {to_display(worst)} {unit}, needed {sign} {to_text(limit.limit.value)}"
    reason = reason_of(limit.limit, path, text)
    if limit.otherwise == "delay":
        finding.delay.append(reason)
    else:
        for component in limit.components:
            if component in chosen.components:
                finding.omit.setdefault(component, []).append(reason)


def _values(limit: LabLimit, results: list[LabResult], finding: DayOneFinding) -> Iterator[Decimal]:
    for result in results:
        if not limit.times_upper_limit:
            yield result_in_unit(result, limit.unit)
        elif result.upper_limit is None:
            finding.missing.append(f"current.{limit.test}.upper_limit")
        else:
            with exactly():
                yield settle(result.value / result.upper_limit)


def _check_grade(path: str, limit: GradeLimit, situation: CycleSituation, finding: DayOneFinding) -> None:
    listed = [event for event in situation.events if event.name == limit.event]
    if not listed and not situation.events_complete:
        finding.missing.append(f"events.{limit.event}")
        return
    grades = [event.on_day_1 for event in listed] or [0]
    known = [grade for grade in grades if grade is not None]
    if not known:
        return  # an ungraded event is reported as missing where events are read
    worst = max(known)
    met = worst <= limit.at_most.value
    finding.steps.append(
        _step(path, limit.at_most, name=limit.event, worst=Decimal(worst), unit="grade", sign="≤", met=met)
    )
    if not met:
        text = f"{limit.event} grade {worst} on day 1, needed ≤ {limit.at_most.value}"
        finding.delay.append(reason_of(limit.at_most, path, text))


def _step(
    path: str,
    limit: Sourced[Decimal] | Sourced[int],
    *,
    name: str,
    worst: Decimal,
    unit: str,
    sign: str,
    met: bool,
) -> Step:
    return Step(
        label=f"day 1: {name}",
        formula=f"{name} {sign} limit",
        terms=(
            Term(name=name, value=to_display(worst), unit=unit),
            Term(name="limit", value=to_text(Decimal(limit.value)), unit=unit),
        ),
        value="met" if met else "not met",
        rule=path,
        source=limit.source,
        evidence=limit.evidence,
        note=limit.note,
    )


@dataclass(frozen=True)
class Waiting:
    """How long may be waited: the next look, the last possible start, and whether that has passed."""

    until: date
    latest_start: date
    over: bool
    steps: tuple[Step, ...]


def waiting(rules: DayOne, situation: CycleSituation) -> Waiting:
    """When to look again after a delay, and whether the longest delay has been used up.

    The delay counts from ``due``; on its last day the cycle may still start.
    """
    today = situation.as_of.date()
    due = situation.due or today
    latest = due + timedelta(days=rules.longest_delay_days.value)
    until = min(max(today, due) + timedelta(days=rules.delay_days.value), latest)
    steps = (
        Step(
            label="next look",
            formula="day + delay",
            terms=(
                Term(name="day", value=max(today, due).isoformat()),
                Term(name="delay", value=str(rules.delay_days.value), unit="d"),
            ),
            value=until.isoformat(),
            rule="systemic.day_1.delay_days",
            source=rules.delay_days.source,
            evidence=rules.delay_days.evidence,
            note=rules.delay_days.note,
        ),
        Step(
            label="latest start",
            formula="due + longest delay",
            terms=(
                Term(name="due", value=due.isoformat()),
                Term(name="longest delay", value=str(rules.longest_delay_days.value), unit="d"),
            ),
            value=latest.isoformat(),
            rule="systemic.day_1.longest_delay_days",
            source=rules.longest_delay_days.source,
            evidence=rules.longest_delay_days.evidence,
            note=rules.longest_delay_days.note,
        ),
    )
    return Waiting(until=until, latest_start=latest, over=today > latest, steps=steps)
