"""The decisions that a course is waiting for: the next floxuridine dose and the next systemic cycle.

A missing or stale result, or facts that contradict each other, never mean "100 %": the decision is then
``undetermined`` and says what is missing. ``provisional_percent`` is only for preparing: the last dose carried on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from haipdose.course.laboratory import reference_reports, reports_between, results_of, tests_in
from haipdose.course.state import CourseState
from haipdose.derivation import Notice, Step
from haipdose.patient.body import Patient
from haipdose.protocol.approval import Approvals
from haipdose.protocol.schema import Protocol
from haipdose.systemic.combinations import ChosenRegimen
from haipdose.systemic.constraints import PatientFacts
from haipdose.systemic.decision import decide_systemic
from haipdose.systemic.requests import CycleEvent, CycleSituation, Operation, PreviousDose, SystemicDecision
from haipdose.toxicity.answer import answer_modify
from haipdose.toxicity.requests import ModifyAnswer, ModifyRequest

FULL = Decimal(100)

FloxuridineAction = Literal["give", "reduce", "hold", "discontinue", "undetermined"]


@dataclass(frozen=True, slots=True)
class FloxuridineDecision:
    """What is decided about the next fill: ``give``, ``reduce``, ``hold``, ``discontinue`` or ``undetermined``."""

    action: FloxuridineAction
    dose_percent: Decimal | None
    provisional_percent: Decimal
    reasons: tuple[str, ...]
    missing: tuple[str, ...] = ()
    derivation: tuple[Step, ...] = ()
    warnings: tuple[Notice, ...] = ()


def next_floxuridine(
    state: CourseState, protocol: Protocol, approvals: Approvals, day: date, today: date
) -> FloxuridineDecision:
    """The decision about the fill planned on ``day``, as far as it can be known now.

    Current results are those since the pump was emptied (after a hold: since the hold); the worst counts. Enough of
    them must be at most so old on ``day`` as the protocol allows, or nothing more than a hold can be said.

    Args:
        state: the course.
        protocol: its rules.
        approvals: what the site has approved.
        day: of the fill.
        today: the clinic's day of the question.
    """
    last = state.last_floxuridine
    carried = last.dose_percent if last is not None and last.dose_percent is not None else FULL
    if state.conflicts:
        return FloxuridineDecision(
            "undetermined", None, carried, ("facts contradict each other; a correction is needed",), ("correction",)
        )
    override = state.override
    if override is not None:
        words = (f"decided by {override.by}: {override.reason}",)
        notice = Notice(
            level="warning",
            code="course.dose-override",
            message=f"The rules were overridden by {override.by}: {override.reason}.",
            action="Check that this is still meant.",
        )
        action: FloxuridineAction = "hold" if override.dose_percent is None else "give"
        return FloxuridineDecision(action, override.dose_percent, carried, words, warnings=(notice,))
    rules = protocol.schedule.laboratory
    longest = timedelta(days=rules.longest_days.value)
    wanted = frozenset(rules.floxuridine_tests.value)
    fresh = tests_in(reports_between(state, None, day - longest, today))
    missing = tuple(f"{test} from {day - longest} on" for test in rules.floxuridine_tests.value if test not in fresh)
    if last is None:
        if missing:
            return FloxuridineDecision(
                "undetermined", None, FULL, ("results before the first fill are missing",), missing
            )
        return FloxuridineDecision("give", FULL, FULL, ("first fill at the planned dose",))
    holds = [hold.at for hold in state.floxuridine_holds if hold.at > last.at]
    since = holds[-1] if holds else last.at
    first = (last.emptied_at or last.at).date() - longest
    current = results_of(reports_between(state, since, first, today), wanted)
    answer = answer_modify(
        ModifyRequest(
            protocol=protocol.id,
            reference=results_of(reference_reports(state, last.at, rules.longest_days.value), wanted),
            current=current,
            baseline=results_of(
                reference_reports(state, state.floxuridine_fills[0].at, rules.longest_days.value), wanted
            ),
            # how old they may be on the day of the fill is judged here, by days: see ``fresh``
            as_of=max((result.at for result in current), default=None),
            last_dose_percent=carried,
            held=bool(holds),
            events=_events(state, protocol, since),
        ),
        protocol,
        approvals,
    )
    return _decided(answer, missing, carried)


def _decided(answer: ModifyAnswer, missing: tuple[str, ...], carried: Decimal) -> FloxuridineDecision:
    action: FloxuridineAction = answer.action
    reasons = tuple(f"{row.test}: {row.band}" for row in answer.by_test if row.percent is None or row.percent < FULL)
    if action in {"hold", "discontinue"}:
        return FloxuridineDecision(
            action, None, carried, reasons or (action,), derivation=answer.derivation, warnings=answer.warnings
        )
    expected = answer.dose_percent if answer.dose_percent is not None else carried
    lacking = (*missing, *answer.missing)
    if lacking or action == "undetermined":
        return FloxuridineDecision(
            "undetermined",
            None,
            min(expected, carried),
            ("results are missing or too old",),
            tuple(dict.fromkeys(lacking)),
            answer.derivation,
            answer.warnings,
        )
    return FloxuridineDecision(action, answer.dose_percent, expected, reasons, (), answer.derivation, answer.warnings)


def _events(state: CourseState, protocol: Protocol, since: datetime) -> tuple[str, ...]:
    """Events since the last decision that have not settled and are not only known to the systemic rules."""
    latest: dict[str, int | None] = {}
    for event in state.events:
        if event.at > since:
            latest[event.name] = event.grade
    systemic_only = set(protocol.systemic.events) - set(protocol.toxicity.event_names)
    return tuple(name for name, grade in latest.items() if grade != 0 and name not in systemic_only)


def next_systemic(
    protocol: Protocol, chosen: ChosenRegimen, patient: Patient, situation: CycleSituation
) -> SystemicDecision:
    """The decision about the next systemic cycle; see :func:`systemic_situation`."""
    facts = PatientFacts(sex=patient.sex, weight_kg=patient.weight_kg, age_years=patient.age_on(situation.as_of.date()))
    return decide_systemic(protocol.systemic, chosen, facts, situation)


def systemic_situation(
    state: CourseState,
    protocol: Protocol,
    chosen: ChosenRegimen,
    dpyd: str | None,
    *,
    day: date,
    moment: Callable[[date], datetime],
) -> CycleSituation:
    """What is known about the systemic cycle planned on ``day``.

    Its delay counts from the day on which it was first held, so that holding it again and again uses the longest delay
    up.

    Args:
        state: the course.
        protocol: its rules.
        chosen: the regimen.
        dpyd: the DPYD result.
        day: planned day 1.
        moment: the start of a day at the clinic.
    """
    last = state.systemic[-1] if state.systemic else None
    since = last.at if last is not None else None
    valid = int(protocol.systemic.day_1.results_valid_days.value)
    # The age of a result counts from the start of the day, or a draw on Friday morning would be too old on Monday noon.
    today = [report.at for report in state.laboratory if report.at >= moment(day)]
    at = max([moment(day), *today])
    current = reports_between(state, since, at.date() - timedelta(days=valid), at.date())
    earlier = tuple(
        report for report in state.laboratory if (since is None or report.at > since) and report not in current
    )
    reviewed = any(since is None or review.at > since for review in state.toxicity_reviews)
    put_off = [hold.at.date() for hold in state.systemic_holds if since is None or hold.at > since]
    planned = state.conversion_planned
    operations = [Operation(date=state.implanted.at.date())] if state.implanted is not None else []
    if state.conversion_done_at is not None:
        operations.append(Operation(date=state.conversion_done_at.date()))
    if planned is not None:
        operations.append(Operation(date=planned.date))
    return CycleSituation(
        cycle=len(state.systemic) + 1,
        current=results_of(current),
        since_last=results_of(earlier) if last is not None else (),
        events=_systemic_events(state, protocol, since),
        events_complete=reviewed,
        previous=_previous(state, chosen),
        dpyd=dpyd,
        operations=tuple(operations),
        due=put_off[0] if put_off else day,
        as_of=at,
    )


def _systemic_events(state: CourseState, protocol: Protocol, since: datetime | None) -> tuple[CycleEvent, ...]:
    """Each event that the systemic rules know, with its worst grade since the last cycle and the grade now."""
    grades: dict[str, list[int | None]] = {}
    occurrences: dict[str, int] = {}
    for event in state.events:
        if event.name not in protocol.systemic.events:
            continue
        if event.grade:
            occurrences[event.name] = occurrences.get(event.name, 0) + 1
        if since is None or event.at > since:
            grades.setdefault(event.name, []).append(event.grade)
    return tuple(
        CycleEvent(
            name=name,
            grade=max((min(grade, 4) for grade in found if grade is not None), default=None),
            now=None if found[-1] is None else min(found[-1], 4),
            occurrence=max(1, occurrences.get(name, 1)),
        )
        for name, found in grades.items()
    )


def _previous(state: CourseState, chosen: ChosenRegimen) -> tuple[PreviousDose, ...]:
    if not state.systemic:
        return ()
    last = state.systemic[-1]
    return tuple(
        PreviousDose(component=name, percent=percent, reductions=last.reductions.get(name, 0), stopped=percent == 0)
        for name, percent in last.percent_of_full.items()
        if name in chosen.components
    )
