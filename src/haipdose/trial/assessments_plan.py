"""The occurrences of an assessment for one participant: what it counts from, its days, and what ended it early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from haipdose.protocol.assessment_rules import AssessmentKind, Moment, Timing
from haipdose.trial.assessments_matching import Slot
from haipdose.trial.assessments_record import Operation, Record
from haipdose.trial.treatment_period import Seen


@dataclass(frozen=True, slots=True)
class Missing:
    """Why nothing can be dated. ``cannot_tell``: something is not recorded; otherwise there is nothing to ask for."""

    reason: str
    cannot_tell: bool


@dataclass(frozen=True, slots=True)
class Anchored:
    """What occurrences count from. ``ref`` tells several anchors of one kind apart in the ids of the occurrences."""

    on: date
    facts: tuple[str, ...]
    ref: str = ""
    surgery: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """An occurrence with its days. ``reason``: why it is not asked for, if it is not."""

    id: str
    anchor: Anchored
    slot: Slot
    reason: str | None


def plan_of(
    name: str, kind: AssessmentKind, timing: Timing, record: Record, horizon_months: int
) -> tuple[Planned, ...] | Missing:
    """The occurrences of one assessment, those after the horizon left out.

    Args:
        name: of the assessment.
        kind: its rules.
        timing: its days, looked up.
        record: the participant.
        horizon_months: nothing is asked for later than this after randomisation.
    """
    anchors = _anchors(kind, timing, record)
    if isinstance(anchors, Missing):
        return anchors
    horizon = None if record.randomised_on is None else months_later(record.randomised_on, horizon_months)
    return tuple(planned for anchor in anchors for planned in _from_anchor(name, kind, timing, record, anchor, horizon))


@lru_cache(maxsize=65536)
def months_later(day: date, months: int) -> date:
    """The same day so many calendar months later; the last of the month where that month has no such day."""
    return day + relativedelta(months=months)


def _anchors(kind: AssessmentKind, timing: Timing, record: Record) -> tuple[Anchored, ...] | Missing:
    if kind.anchor == "registration":
        return _given(record.registered_on, "not-registered")
    if kind.anchor == "randomisation":
        return _given(record.randomised_on, "not-randomised")
    found = _in_treatment(kind, timing, record)
    if isinstance(found, Missing) and record.ended is not None:
        return Missing(record.ended.reason, cannot_tell=False)
    return found


def _given(day: date | None, reason: str) -> tuple[Anchored, ...] | Missing:
    return Missing(reason, cannot_tell=True) if day is None else (Anchored(day, ()),)


def _in_treatment(kind: AssessmentKind, timing: Timing, record: Record) -> tuple[Anchored, ...] | Missing:
    if kind.anchor == "treatment-start":
        return _seen(record.started, "treatment-not-started")
    if kind.anchor == "treatment-end":
        return _seen(record.stopped, "treatment-not-ended")
    if kind.anchor == "treatment-day":
        days = _apart(record.treatment_days, timing.window.latest_days - timing.window.earliest_days)
        return days or Missing("treatment-not-started" if record.has_course else "no-course", cannot_tell=True)
    return _operations(kind, record)


def _seen(seen: Seen | None, reason: str) -> tuple[Anchored, ...] | Missing:
    return Missing(reason, cannot_tell=True) if seen is None else (Anchored(seen.on, (seen.fact,)),)


def _apart(days: Sequence[Seen], width: int) -> tuple[Anchored, ...]:
    """The days of treatment; one that lies within the window of an earlier one belongs to that one."""
    groups: list[tuple[date, list[str]]] = []
    for seen in days:
        if groups and (seen.on - groups[-1][0]).days <= width:
            groups[-1][1].append(seen.fact)
        else:
            groups.append((seen.on, [seen.fact]))
    return tuple(Anchored(on, tuple(facts), ref=on.isoformat()) for on, facts in groups)


def _operations(kind: AssessmentKind, record: Record) -> tuple[Anchored, ...] | Missing:
    if kind.anchor == "pump-implantation":
        return _those([each for each in record.operations if each.implants]) or Missing(
            "no-implantation", cannot_tell=True
        )
    if kind.anchor == "conversion-surgery":
        found = _those([each for each in record.operations if each.conversion])
        unclear = any(each.conversion is None for each in record.operations)
        return found or Missing("intent-unknown" if unclear else "no-surgery", cannot_tell=unclear)
    kinds = () if kind.surgeries is None else kind.surgeries.value
    return _those([each for each in record.operations if each.kind in kinds]) or Missing(
        "no-surgery", cannot_tell=False
    )


def _those(operations: Sequence[Operation]) -> tuple[Anchored, ...]:
    return tuple(Anchored(each.on, (each.fact,), ref=each.fact, surgery=each.fact) for each in operations)


def _from_anchor(
    name: str, kind: AssessmentKind, timing: Timing, record: Record, anchor: Anchored, horizon: date | None
) -> list[Planned]:
    late = None if kind.after_treatment_end is None else kind.after_treatment_end.value
    end = record.stopped.on if record.stopped is not None and late is not None else None
    planned: list[Planned] = []
    moved = False
    for moment in timing.moments:
        target = _day(anchor.on, moment)
        if horizon is not None and target > horizon:
            continue
        reason, last = None, None
        if end is not None and target > end >= anchor.on:
            if late == "brought-forward" and not moved:
                target, moved = end, True
            elif late == "brought-forward":
                reason, last = "brought-forward", date.min
            else:
                reason, last = "treatment-ended", end
        for stop, day in _stops(kind, record):
            if target > day and (last is None or day < last):
                reason, last = stop, day
        identity = ".".join(part for part in (name, anchor.ref, moment.name) if part)
        planned.append(Planned(identity, anchor, _slot(kind, timing, target, last, anchor.surgery), reason))
    return planned


def _day(anchor: date, moment: Moment) -> date:
    day = months_later(anchor, moment.months) if moment.months else anchor
    return day + timedelta(days=moment.days)


def _stops(kind: AssessmentKind, record: Record) -> list[tuple[str, date]]:
    stops: list[tuple[str, date]] = []
    for stop in () if kind.stops_at is None else kind.stops_at.value:
        if stop == "progression":
            if record.progression is not None:
                stops.append((stop, record.progression.on))
        else:
            stops += [(stop, operation.on) for operation in record.operations if operation.conversion][:1]
    return stops


def _slot(kind: AssessmentKind, timing: Timing, target: date, last: date | None, surgery: str | None) -> Slot:
    earliest = target + timedelta(days=timing.window.earliest_days)
    latest = target + timedelta(days=timing.window.latest_days)
    outside = kind.outside.value
    return Slot(
        target=target,
        opens=earliest - timedelta(days=outside.early_days),
        earliest=earliest,
        latest=latest,
        closes=latest + timedelta(days=outside.late_days),
        last=last,
        surgery=surgery,
    )
