"""Response imaging, the liver panel, the end of induction and conversion surgery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from haipdose.schedule.context import Planning
from haipdose.schedule.model import Status, Stream, Visit


def plan_monitoring(plan: Planning, started: date | None, ends: date | None) -> list[Visit]:
    """The visits that judge the treatment.

    Args:
        plan: the plan in the making.
        started: the first day of treatment that intervals count from, done or planned; None before there is one.
        ends: the end of induction.
    """
    visits = _surgery(plan)
    if started is None or ends is None:
        return visits
    rules = plan.rules.monitoring
    interval = rules.imaging_interval_days.value
    targets = [started + timedelta(days=days) for days in range(interval, (ends - started).days + 1, interval)]
    imaged = [image.at for image in plan.state.imaging if plan.calendar.day_of(image.at) >= started]
    visits += _series(plan, "imaging", targets, imaged, "schedule.monitoring.imaging_interval_days")
    # A panel that falls after an early end of induction judges at its end, once.
    panels = sorted({min(started + timedelta(days=days), ends) for days in rules.liver_panel_days.value})
    judged = [panel.at for panel in plan.state.panels if plan.calendar.day_of(panel.at) >= started]
    visits += _series(plan, "liver-panel", panels, judged, "schedule.monitoring.liver_panel_days")
    if ends >= plan.today:
        visits.append(_at(plan, "end-of-induction", 1, ends, "schedule.monitoring.induction_days"))
    return visits


def _series(plan: Planning, kind: str, targets: Sequence[date], done: Sequence[datetime], rule: str) -> list[Visit]:
    visits = []
    for number, target in enumerate(targets, 1):
        if number <= len(done):
            at = done[number - 1]
            visits.append(
                Visit(
                    f"{kind}-{number}",
                    Stream.MONITORING,
                    kind,
                    number,
                    Status.DONE,
                    target=target,
                    day=plan.calendar.day_of(at),
                    at=at,
                    rule=rule,
                )
            )
        else:
            visits.append(_at(plan, kind, number, target, rule))
    return visits


def _at(plan: Planning, kind: str, number: int, target: date, rule: str) -> Visit:
    name = kind if kind == "end-of-induction" else f"{kind}-{number}"
    window = plan.rules.window(kind)
    start = target
    reasons: tuple[str, ...] = ()
    while True:
        earliest, latest = start + timedelta(days=window.earliest_days), start + timedelta(days=window.latest_days)
        if plan.today > latest:
            start, reasons = plan.open_from(plan.today), (*reasons, f"the window ended on {latest}")
            continue
        day, moved = plan.settle_day(name, kind, start, earliest, latest)
        absent = plan.after_absence(earliest, latest) if day is None else None
        if absent is None:
            break
        start, reasons = plan.open_from(absent[0]), (*reasons, absent[1])
    if day is None:
        plan.no_open_day(name, kind, earliest, latest, (rule,))
    return Visit(
        name,
        Stream.MONITORING,
        kind,
        number,
        Status.PLANNED if day else Status.NOT_PLACED,
        target=start,
        earliest=earliest,
        latest=latest,
        day=day,
        reasons=reasons + moved,
        rule=rule,
    )


def _surgery(plan: Planning) -> list[Visit]:
    state = plan.state
    visits = []
    if state.conversion_done_at is not None:
        day = plan.calendar.day_of(state.conversion_done_at)
        visits.append(
            Visit(
                "conversion-surgery",
                Stream.SURGERY,
                "surgery",
                1,
                Status.DONE,
                target=day,
                day=day,
                at=state.conversion_done_at,
            )
        )
    if state.conversion_planned is not None:
        day = state.conversion_planned.date
        name = "conversion-surgery" if state.conversion_done_at is None else "conversion-surgery-2"
        visits.append(
            Visit(name, Stream.SURGERY, "surgery", 1, Status.PLANNED, target=day, earliest=day, latest=day, day=day)
        )
    return visits
