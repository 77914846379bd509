"""A plan as text for people: the next action first, then a table by date with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from haipdose.quantities import to_text
from haipdose.schedule.model import Status
from haipdose.schedule.requests import PlanAnswer, PlanChange, PlanChanges, PlanVisit, RunDryTimes

_MARK = {
    Status.DONE: "done",
    Status.PLANNED: "",
    Status.HELD: "HELD",
    Status.MISSED: "MISSED",
    Status.CANCELLED: "cancelled",
    Status.NOT_PLACED: "NO DAY FITS",
}


def plan_text(answer: PlanAnswer) -> str:
    """The whole plan as plain text, without colour."""
    return "\n".join(_lines(answer))


def _lines(answer: PlanAnswer) -> Iterator[str]:
    yield f"NEXT: {answer.next_action.text}"
    for reason in answer.next_action.reasons:
        yield f"      - {reason}"
    yield ""
    stamp, moment = answer.protocol, f"{answer.as_of:%Y-%m-%d %H:%M}"
    yield f"Protocol {stamp.id} {stamp.version}, arm {answer.arm} ({stamp.approval}); as of {moment}"
    course = answer.course
    yield (
        f"Floxuridine cycles {course.floxuridine_cycles_given} of {course.floxuridine_cycles_planned}, "
        f"systemic gifts {course.systemic_cycles_given}, weight {to_text(course.weight_kg)} kg"
    )
    if answer.run_dry is not None:
        yield _supply(answer.run_dry)
    yield ""
    yield from _table(answer.visits)
    yield from _findings(answer)
    if answer.changes is not None:
        yield from _changes(answer.changes)
    yield ""
    if answer.release.releasable:
        yield "Release: may be released."
    else:
        yield "NOT RELEASABLE:"
        yield from (f"  - {reason}" for reason in answer.release.reasons)
    yield "Decision support, not a certified medical device."


def _supply(dry: RunDryTimes) -> str:
    if dry.nominal is None or dry.fast_limit is None:
        return f"In the pump: glycerol; its flow is not known. Refill by {dry.last_refill_date}."
    return (
        f"In the pump: {dry.contents.value} {to_text(dry.volume_ml)} mL since {dry.filled_at:%Y-%m-%d %H:%M}; "
        f"dry on {dry.nominal:%Y-%m-%d}, at the fast limit ({to_text(dry.fast_flow_ml_per_day)} mL/d) from "
        f"{dry.fast_limit:%Y-%m-%d %H:%M} UTC. Refill by {dry.last_refill_date}."
    )


def _table(visits: Iterable[PlanVisit]) -> Iterator[str]:
    day = None
    for visit in visits:
        shown = (
            ""
            if visit.date is not None and visit.date == day
            else f"{visit.date:%a %Y-%m-%d}"
            if visit.date
            else "no date"
        )
        day = visit.date
        mark = _MARK[visit.status]
        yield f"{shown:<15} {visit.id:<24} {mark}".rstrip()
        for item in visit.items:
            yield f"{'':<18}{item.text}"
            if item.missing:
                yield f"{'':<20}missing: {', '.join(item.missing)}"
        for reason in visit.moved_because:
            yield f"{'':<18}because {reason}"


def _findings(answer: PlanAnswer) -> Iterator[str]:
    if answer.fact_conflicts:
        yield ""
        yield "CONTRADICTIONS (a correction fact is needed):"
        for contradiction in answer.fact_conflicts:
            yield f"  - {contradiction.message} Facts: {', '.join(contradiction.facts)}. {contradiction.remedy}"
    if answer.conflicts:
        yield ""
        yield "CONFLICTS:"
        for conflict in answer.conflicts:
            yield f"  - {conflict.message} Rules: {', '.join(conflict.rules)}."
            for option in conflict.options:
                when = f" ({option.date:%a %Y-%m-%d})" if option.date else ""
                breaks = f"; breaks {', '.join(option.breaks)}" if option.breaks else ""
                yield f"      option: {option.what}{when}: {option.cost}{breaks}"
    if answer.alerts:
        yield ""
        yield "ALERTS:"
        for alert in answer.alerts:
            yield f"  - {alert.level}: {alert.message} {alert.action}".rstrip()


def _changes(changes: PlanChanges) -> Iterator[str]:
    yield ""
    yield "CHANGES since the earlier plan:"
    rows: tuple[tuple[str, tuple[PlanChange, ...]], ...] = (
        ("added", changes.added),
        ("moved", changes.moved),
        ("cancelled", changes.cancelled),
        ("completed", changes.completed),
        ("changed", changes.changed),
    )
    for name, entries in rows:
        for change in entries:
            dates = f"{change.before or '-'} -> {change.after or '-'}"
            yield f"  {name:<10} {change.id:<24} {dates}  {'; '.join(change.why)}".rstrip()
    yield f"  unchanged: {len(changes.unchanged)} visits"
