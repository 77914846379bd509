"""The scan that shows where the drug would go: when it is due and from when on floxuridine may follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from haipdose.schedule.context import Planning
from haipdose.schedule.model import Status, Stream, Visit
from haipdose.schedule.windows import DAY


@dataclass(frozen=True, slots=True)
class ScanOutcome:
    """The scan visits, and the first day on which floxuridine may follow (None: no scan stands in the way).

    ``blocked_by`` is a scan that is needed and has no day.
    """

    visits: tuple[Visit, ...]
    ready: date | None = None
    reason: str | None = None
    blocked_by: str | None = None


def plan_scan(plan: Planning, implanted: date, operated: date | None) -> ScanOutcome:
    """Plan the next perfusion scan if one is needed.

    Args:
        plan: the plan in the making.
        implanted: the day of the implantation.
        operated: the day of conversion surgery, done or planned, after which a scan may be needed again.
    """
    rules, state = plan.rules.perfusion_scan, plan.state
    done = tuple(
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
        for number, scan in enumerate(state.scans, 1)
    )
    if not rules.required.value:
        return ScanOutcome(done)
    since, target = implanted, implanted + timedelta(days=rules.target_days.value)
    if operated is not None and rules.again_after_conversion_surgery.value:
        since = operated
        recovery = plan.rules.surgery.recovery_days.value
        target = operated + timedelta(days=recovery + rules.target_days.value)
    last = state.scans[-1] if state.scans else None
    if last is not None and plan.calendar.day_of(last.at) < since:
        last = None
    if last is None and operated is None and state.cycles_given:
        plan.findings.alert(
            "warning",
            "no-perfusion-scan",
            "Floxuridine was given and no perfusion scan is recorded.",
            "Record the scan that was made before the first fill.",
        )
        return ScanOutcome(done)
    reasons: tuple[str, ...] = ()
    if last is not None:
        if last.result == "normal":
            return ScanOutcome(done, plan.calendar.day_of(last.at), "perfusion scan")
        target = plan.calendar.day_of(last.at) + timedelta(days=rules.rescan_after_days.value)
        reasons = (f"the last scan showed: {last.result}",)
        plan.findings.alert(
            "critical",
            "perfusion-not-normal",
            f"The last perfusion scan was not normal ({last.result}): no floxuridine.",
            "Treat the cause and repeat the scan.",
        )
    visit = _place(plan, f"scan-{len(state.scans) + 1}", target, reasons)
    if visit.day is None:
        return ScanOutcome((*done, visit), blocked_by=visit.id)
    return ScanOutcome((*done, visit), visit.day + DAY, f"after the perfusion scan {visit.id}")


def _place(plan: Planning, name: str, target: date, reasons: tuple[str, ...]) -> Visit:
    window = plan.rules.window("perfusion-scan")
    start = max(target, plan.today)
    if start > target:
        reasons += (f"{target} has passed",)
    for _ in range(12):
        earliest, latest = start + timedelta(days=window.earliest_days), start + timedelta(days=window.latest_days)
        day, moved = plan.settle_day(name, "perfusion-scan", start, earliest, latest)
        absent = plan.after_absence(earliest, latest) if day is None else None
        if absent is None:
            break
        start, why = absent
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
