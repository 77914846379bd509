"""Laboratory draws before each visit that needs a decision; one draw serves visits close together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from haipdose.schedule.context import Planning
from haipdose.schedule.model import Status, Stream, Visit

_NEEDS_RESULTS = frozenset({"floxuridine-fill", "floxuridine-emptying", "systemic"})


def plan_laboratory(plan: Planning, visits: Sequence[Visit]) -> list[Visit]:
    """The draws for ``visits``: done ones with their reports, missed ones, and those to come.

    Args:
        plan: the plan in the making.
        visits: of the pump and the systemic stream.
    """
    rules = plan.rules.laboratory
    longest = timedelta(days=rules.longest_days.value)
    drawn = sorted(plan.calendar.day_of(report.at) for report in plan.state.laboratory)
    needing: dict[date, list[Visit]] = {}
    for visit in visits:
        if visit.kind in _NEEDS_RESULTS and visit.day is not None and visit.status in {Status.DONE, Status.PLANNED}:
            needing.setdefault(visit.day, []).append(visit)
    draws: list[Visit] = []
    for day, served in sorted(needing.items()):
        names = tuple(visit.id for visit in served)
        last = draws[-1] if draws else None
        if last is not None and last.is_open and last.day is not None and last.day >= day - longest:
            last.serves += names
            continue
        report = next((taken for taken in reversed(drawn) if day - longest <= taken <= day), None)
        name = f"lab-{names[0]}"
        if report is not None or served[0].status is Status.DONE:
            status = Status.MISSED if report is None else Status.DONE
            reasons = ("no result was recorded in the days before the visit",) if report is None else ()
            draws.append(_draw(name, served[0], status, target=day, drawn=report, names=names, reasons=reasons))
            continue
        draws.append(_planned(plan, name, served[0], day, names))
    return draws


def _draw(
    name: str,
    served: Visit,
    status: Status,
    *,
    target: date,
    drawn: date | None,
    names: tuple[str, ...],
    reasons: tuple[str, ...],
) -> Visit:
    return Visit(
        id=name,
        stream=Stream.LABORATORY,
        kind="laboratory",
        cycle=served.cycle,
        status=status,
        target=target,
        day=drawn,
        serves=names,
        reasons=reasons,
        follows=served.id,
        rule="schedule.laboratory.days_before",
    )


def _planned(plan: Planning, name: str, served: Visit, day: date, names: tuple[str, ...]) -> Visit:
    rules = plan.rules.laboratory
    window = plan.rules.window("laboratory")
    target = day - timedelta(days=rules.days_before.value)
    earliest = max(
        target + timedelta(days=window.earliest_days), day - timedelta(days=rules.longest_days.value), plan.today
    )
    latest = min(target + timedelta(days=window.latest_days), day)
    found, reasons = plan.settle_day(name, "laboratory", target, earliest, latest)
    if found is None:
        plan.no_open_day(name, "laboratory", earliest, latest, ("schedule.laboratory.longest_days",))
    status = Status.PLANNED if found else Status.NOT_PLACED
    visit = _draw(name, served, status, target=target, drawn=found, names=names, reasons=reasons)
    visit.earliest, visit.latest = earliest, latest
    return visit
