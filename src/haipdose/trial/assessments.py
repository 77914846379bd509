"""The assessments of a participant as of a day: when each is due, and whether it was done. Pure.

The rules are those of the protocol's section ``assessments`` (``docs/assessments.md``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from haipdose.derivation import Notice, Step
from haipdose.errors import InputError
from haipdose.protocol.approval import Approvals, ProtocolStamp, Release, release, stamp
from haipdose.protocol.assessment_rules import AssessmentKind, Timing, UsedRule, timing_of
from haipdose.protocol.rule_values import value_text
from haipdose.protocol.schema import Protocol
from haipdose.schedule.calendar import ClinicCalendar, calendar_for
from haipdose.schedule.windows import Availability, place
from haipdose.trial.assessments_answers import (
    REASONS,
    AssessmentAnswer,
    AssessmentStatus,
    ExtraAssessment,
    ScheduledAssessment,
)
from haipdose.trial.assessments_matching import match
from haipdose.trial.assessments_plan import Missing, Planned, plan_of
from haipdose.trial.assessments_record import Done, Record, record_of
from haipdose.trial.endpoint_rules import EndpointRules
from haipdose.trial.participant import Participant
from haipdose.trial.participant_checks import participant_faults

_OPEN: Final = frozenset({AssessmentStatus.NOT_YET_DUE, AssessmentStatus.DUE})


@dataclass(frozen=True, slots=True)
class Asked:
    """One assessment of the protocol with its timing looked up."""

    name: str
    kind: AssessmentKind
    timing: Timing


@dataclass(frozen=True, slots=True)
class Assessing:
    """A protocol made ready for many participants: looked up once, and released or not once."""

    protocol: ProtocolStamp
    asked: tuple[Asked, ...]
    horizon_months: int
    arms: frozenset[str]
    endpoints: EndpointRules
    steps: tuple[Step, ...]
    release: Release


def assessing(protocol: Protocol, approvals: Approvals, endpoints: EndpointRules) -> Assessing:
    """Make a protocol ready.

    Args:
        protocol: with a section ``assessments``.
        approvals: what the site has approved and confirmed.
        endpoints: which operations are surgery of the liver, and what contradicts itself.

    Raises:
        InputError: the protocol has no assessments.
    """
    rules = protocol.assessments
    if rules is None:
        raise InputError(
            f"The protocol {protocol.id} asks for no assessments.",
            code="assessments.none",
            field="protocol",
            found=protocol.id,
            remedy="Use the protocol of a trial, or add the section assessments to yours.",
        )
    asked = tuple(Asked(name, kind, timing_of(name, rules, protocol)) for name, kind in rules.kinds.items())
    used = {rule.path: rule for each in asked for rule in each.timing.rules}
    steps = tuple(_step(rule) for rule in used.values())
    return Assessing(
        protocol=stamp(protocol, approvals),
        asked=asked,
        horizon_months=rules.horizon_months.value,
        arms=frozenset(protocol.arms),
        endpoints=endpoints,
        steps=steps,
        release=release(protocol, approvals, steps),
    )


def _step(rule: UsedRule) -> Step:
    name = rule.path.rpartition(".")[2].replace("_", " ").replace("-", " ")
    kind = rule.path.split(".")[2] if rule.path.startswith("assessments.kinds.") else ""
    return Step(
        label=f"{kind}: {name}" if kind else name,
        value=value_text(rule.sourced.value),
        rule=rule.path,
        source=rule.sourced.source,
        evidence=rule.sourced.evidence,
        note=rule.sourced.note,
    )


def assessments_of(
    participant: Participant,
    ready: Assessing,
    as_of: date,
    calendar: ClinicCalendar | None = None,
    *,
    course_only: bool = False,
) -> AssessmentAnswer:
    """Every assessment of one participant as of a day.

    Facts that contradict each other don't stop the answer: each is a critical notice, and nothing of it is released.

    Args:
        participant: with all facts; those after ``as_of`` are not looked at.
        ready: the protocol, from :func:`assessing`.
        as_of: the day on which the question is asked.
        calendar: to suggest open days; that of the participant's course when left out, none without either.
        course_only: the participant is a course of a clinic's records: what those cannot hold, such as questionnaires,
            cannot be told.

    Raises:
        InputError: a correction in the course corrects nothing, or its clinic is not usable.
    """
    record = record_of(participant, as_of, ready.endpoints.surgery.of_the_liver.value, course_only=course_only)
    if calendar is None and participant.course is not None:
        calendar = calendar_for(participant.course.clinic)
    found: list[ScheduledAssessment] = []
    served: set[tuple[str, ...]] = set()
    for asked in ready.asked:
        for row in _occurrences(asked, record, ready, as_of, calendar):
            found.append(row)
            if row.facts:
                served.add(row.facts)
    notices = tuple(_contradictions(participant, ready.endpoints))
    return AssessmentAnswer(
        participant=participant.participant,
        site=participant.site,
        arm=record.arm,
        as_of=as_of,
        protocol=ready.protocol,
        assessments=tuple(found),
        extra=tuple(_extra(record.done, served, ready.asked, found)),
        not_yet_known=record.later,
        notices=notices,
        reasons={name: REASONS[name] for name in sorted({row.reason for row in found if row.reason is not None})},
        derivation=ready.steps,
        release=_blocked(ready.release, notices),
    )


def _contradictions(participant: Participant, rules: EndpointRules) -> Iterator[Notice]:
    for fault in participant_faults(participant, rules):
        yield Notice(
            level="critical",
            code=fault.code,
            message=f"{fault.field}: {fault.message}.",
            action=fault.remedy or "Correct the fact.",
        )


def _blocked(given: Release, notices: Sequence[Notice]) -> Release:
    if not notices:
        return given
    reasons = (*given.reasons, *dict.fromkeys(notice.message for notice in notices))
    return given.model_copy(update={"releasable": False, "reasons": reasons})


def _occurrences(
    asked: Asked, record: Record, ready: Assessing, as_of: date, calendar: ClinicCalendar | None
) -> Iterator[ScheduledAssessment]:
    missing = _not_asked(asked, record, ready.arms)
    planned = missing or plan_of(asked.name, asked.kind, asked.timing, record, ready.horizon_months)
    if isinstance(planned, Missing):
        yield _undated(asked, planned)
        return
    proofs = frozenset(asked.kind.done_by)
    done = [each for each in record.done if proofs & each.proofs]
    served = match([each.slot for each in planned], done)
    for which, each in enumerate(planned):
        if which in served:
            yield _done(asked, each, done[served[which]])
        else:
            yield _open(asked, each, record, as_of, calendar)


def _not_asked(asked: Asked, record: Record, arms: frozenset[str]) -> Missing | None:
    wanted = asked.kind.arms.value
    if record.arm is None and frozenset(wanted) != arms:
        return Missing("not-randomised", cannot_tell=True)
    if record.arm is not None and record.arm.value not in wanted:
        return Missing("other-arm", cannot_tell=False)
    if record.kept.isdisjoint(asked.kind.done_by):
        return Missing("not-kept" if record.has_course else "no-course", cannot_tell=True)
    return None


def _undated(asked: Asked, missing: Missing) -> ScheduledAssessment:
    return ScheduledAssessment(
        id=asked.name,
        assessment=asked.name,
        title=asked.kind.title,
        purpose=asked.kind.purpose,
        anchor=asked.kind.anchor,
        status=AssessmentStatus.CANNOT_TELL if missing.cannot_tell else AssessmentStatus.NOT_APPLICABLE,
        reason=missing.reason,
        why=REASONS[missing.reason],
    )


def _done(asked: Asked, planned: Planned, done: Done) -> ScheduledAssessment:
    slot = planned.slot
    if done.on < slot.earliest:
        status, outside = AssessmentStatus.DONE_EARLY, (done.on - slot.earliest).days
    elif done.on > slot.latest:
        status, outside = AssessmentStatus.DONE_LATE, (done.on - slot.latest).days
    else:
        status, outside = AssessmentStatus.DONE_ON_TIME, 0
    away = (done.on - slot.target).days
    where = f"{_days(outside)} {'before' if outside < 0 else 'after'} its window" if outside else "in its window"
    return _dated(
        asked,
        planned,
        status,
        why=f"{' and '.join(done.facts)}, {where}: the nearest to its target that is free ({away:+d} days)",
        facts=done.facts,
        done_on=done.on,
        days_from_target=away,
        days_outside=outside,
    )


def _open(
    asked: Asked, planned: Planned, record: Record, as_of: date, calendar: ClinicCalendar | None
) -> ScheduledAssessment:
    slot, ended = planned.slot, record.ended
    if planned.reason is not None:
        return _dated(asked, planned, AssessmentStatus.NOT_APPLICABLE, planned.reason, why=REASONS[planned.reason])
    if ended is not None and ended.on <= slot.latest:
        return _dated(asked, planned, AssessmentStatus.NOT_APPLICABLE, ended.reason, why=REASONS[ended.reason])
    if as_of > slot.closes or (ended is not None and as_of > slot.latest):
        return _dated(
            asked, planned, AssessmentStatus.MISSED, why=f"nothing by {slot.closes}; its window ended on {slot.latest}"
        )
    if as_of > slot.latest:
        late = (as_of - slot.latest).days
        return _dated(
            asked,
            planned,
            AssessmentStatus.OVERDUE,
            why=f"{_days(late)} after its window; still counts until {slot.closes}",
        )
    due = as_of >= slot.earliest
    return _dated(
        asked,
        planned,
        AssessmentStatus.DUE if due else AssessmentStatus.NOT_YET_DUE,
        why=f"its window {'is open until' if due else 'opens on'} {slot.latest if due else slot.earliest}",
        suggested=_suggested(asked, planned, as_of, calendar),
    )


def _dated(
    asked: Asked,
    planned: Planned,
    status: AssessmentStatus,
    reason: str | None = None,
    *,
    why: str,
    facts: tuple[str, ...] = (),
    done_on: date | None = None,
    days_from_target: int | None = None,
    days_outside: int | None = None,
    suggested: date | None = None,
) -> ScheduledAssessment:
    slot = planned.slot
    return ScheduledAssessment(
        id=planned.id,
        assessment=asked.name,
        title=asked.kind.title,
        purpose=asked.kind.purpose,
        anchor=asked.kind.anchor,
        anchor_on=planned.anchor.on,
        anchor_facts=planned.anchor.facts,
        target=slot.target,
        earliest=slot.earliest,
        latest=slot.latest,
        closes=slot.closes,
        status=status,
        reason=reason,
        done_on=done_on,
        facts=facts,
        days_from_target=days_from_target,
        days_outside=days_outside,
        suggested=suggested,
        why=why,
    )


def _days(number: int) -> str:
    return "1 day" if abs(number) == 1 else f"{abs(number)} days"


def _suggested(asked: Asked, planned: Planned, as_of: date, calendar: ClinicCalendar | None) -> date | None:
    """The open day from today on that the protocol's rule for closed days picks; None when there is none."""
    slot = planned.slot
    if calendar is None:
        return None
    first = max(slot.earliest, as_of)
    target = max(slot.target, first)
    return place(target, first, slot.latest, asked.timing.window, Availability(calendar, ())).day


def _extra(
    done: Iterable[Done], served: set[tuple[str, ...]], asked: Sequence[Asked], rows: Sequence[ScheduledAssessment]
) -> Iterator[ExtraAssessment]:
    """What serves nothing, with the occurrence that it lies nearest to."""
    by_proof: dict[str, set[str]] = {}
    for each in asked:
        for proof in each.kind.done_by:
            by_proof.setdefault(proof, set()).add(each.name)
    for fact in done:
        if fact.facts in served:
            continue
        names = {name for proof in fact.proofs for name in by_proof.get(proof, ())}
        near = [row for row in rows if row.assessment in names and row.target is not None]
        nearest = min(near, key=lambda row: (_distance(row, fact.on), row.id), default=None)
        yield ExtraAssessment(
            facts=fact.facts,
            on=fact.on,
            proofs=tuple(sorted(fact.proofs)),
            nearest=None if nearest is None else nearest.id,
            why=_why_extra(fact, nearest),
        )


def _distance(row: ScheduledAssessment, day: date) -> int:
    return 0 if row.target is None else abs((day - row.target).days)


def _why_extra(fact: Done, nearest: ScheduledAssessment | None) -> str:
    if nearest is None:
        return "nothing of the kind is asked for, or nothing of it can be dated"
    if fact.about_surgery and fact.surgery is None:
        return "it names no surgery"
    if nearest.facts:
        return f"{nearest.id} is already served by {' and '.join(nearest.facts)}"
    return f"too far from {nearest.id}, which is asked for from {nearest.earliest} to {nearest.latest}"
