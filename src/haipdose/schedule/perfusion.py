"""The scan that shows where the drug would go: when it is due and from when on floxuridine may follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from haipdose.schedule.context import Planning
from haipdose.schedule.model import Status, Stream, Visit
from haipdose.schedule.windows import DAY


@dataclass(frozen=True, slots=True)
class ScanOutcome:
    """The scan visits, and the first day on which floxuridine may follow (None: no scan stands in the way).

    That is the day after the scan, whether it is planned or done: what was done as planned moves nothing.
    ``blocked_by`` is a scan that is needed and has no day. ``after_surgery`` and ``after_blocked_by`` are the same for
    fills after a conversion surgery that is planned.
    """

    visits: tuple[Visit, ...]
    ready: date | None = None
    reason: str = ""
    blocked_by: str | None = None
    after_surgery: date | None = None
    after_blocked_by: str | None = None


def plan_scan(plan: Planning, implanted: date) -> ScanOutcome:
    """Plan the perfusion scans that are needed before floxuridine.

    Args:
        plan: the plan in the making.
        implanted: the day of the implantation.
    """
    rules, state = plan.rules.perfusion_scan, plan.state
    outcome = ScanOutcome(_done(plan))
    if not rules.required.value:
        return outcome
    again = rules.again_after_conversion_surgery.value
    if state.conversion_done_at is not None and again:
        operated = plan.calendar.day_of(state.conversion_done_at)
        outcome = _needed(plan, outcome, since=operated, target=_after_surgery(plan, operated))
    else:
        target = implanted + timedelta(days=rules.target_days.value)
        outcome = _needed(plan, outcome, since=implanted, target=target)
    if state.conversion_planned is None or not again:
        return outcome
    number = len(outcome.visits) + 1
    planned = _place(plan, f"scan-{number}", _after_surgery(plan, state.conversion_planned.date), ())
    visits = (*outcome.visits, planned)
    if planned.day is None:
        return replace(outcome, visits=visits, after_blocked_by=planned.id)
    return replace(outcome, visits=visits, after_surgery=planned.day + DAY)


def _done(plan: Planning) -> tuple[Visit, ...]:
    return tuple(
        Visit(
            id=f"scan-{number}",
            stream=Stream.SURGERY,
            kind="perfusion-scan",
            cycle=0,
            status=Status.DONE,
            day=plan.calendar.day_of(scan.at),
            at=scan.at,
            notes=(f"result: {scan.result}",),
        )
        for number, scan in enumerate(plan.state.scans, 1)
    )


def _after_surgery(plan: Planning, operated: date) -> date:
    days = plan.rules.surgery.recovery_days.value + plan.rules.perfusion_scan.target_days.value
    return operated + timedelta(days=days)


def _needed(plan: Planning, outcome: ScanOutcome, *, since: date, target: date) -> ScanOutcome:
    """A normal scan since ``since``; without one, one is planned."""
    state = plan.state
    last = state.scans[-1] if state.scans else None
    if last is not None and plan.calendar.day_of(last.at) < since:
        last = None
    if last is None and state.cycles_given and state.conversion_done_at is None:
        plan.findings.alert(
            "warning",
            "no-perfusion-scan",
            "Floxuridine was given and no perfusion scan is recorded.",
            "Record the scan that was made before the first fill.",
        )
        return outcome
    reasons: tuple[str, ...] = ()
    if last is not None:
        if last.result == "normal":
            return replace(outcome, ready=plan.calendar.day_of(last.at) + DAY, reason="perfusion scan")
        target = plan.calendar.day_of(last.at) + timedelta(days=plan.rules.perfusion_scan.rescan_after_days.value)
        reasons = (f"the last scan showed: {last.result}",)
        plan.findings.alert(
            "critical",
            "perfusion-not-normal",
            f"The last perfusion scan was not normal ({last.result}): no floxuridine.",
            "Treat the cause and repeat the scan.",
        )
    visit = _place(plan, f"scan-{len(outcome.visits) + 1}", target, reasons)
    visits = (*outcome.visits, visit)
    if visit.day is None:
        return replace(outcome, visits=visits, blocked_by=visit.id)
    return replace(outcome, visits=visits, ready=visit.day + DAY, reason=f"after the perfusion scan {visit.id}")


def _place(plan: Planning, name: str, target: date, reasons: tuple[str, ...]) -> Visit:
    window = plan.rules.window("perfusion-scan")
    start = target if target >= plan.today else plan.open_from(plan.today)
    if start > target:
        reasons += (f"{target} has passed",)
    while True:
        earliest, latest = start + timedelta(days=window.earliest_days), start + timedelta(days=window.latest_days)
        day, moved = plan.settle_day(name, "perfusion-scan", start, earliest, latest)
        absent = plan.after_absence(earliest, latest) if day is None else None
        if absent is None:
            break
        start, why = plan.open_from(absent[0]), absent[1]
        reasons += (why,)
    if day is None:
        plan.no_open_day(name, "perfusion-scan", earliest, latest, ())
    return Visit(
        id=name,
        stream=Stream.SURGERY,
        kind="perfusion-scan",
        cycle=0,
        status=Status.PLANNED if day else Status.NOT_PLACED,
        target=start,
        earliest=earliest,
        latest=latest,
        day=day,
        reasons=reasons + moved,
        rule="schedule.perfusion_scan.target_days",
    )
