"""The pump stream so far: which visits were done, and where the grid of cycles stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from haipdose.course.facts import FloxuridineHeld
from haipdose.course.state import CourseState, FillRecord
from haipdose.protocol.schedule_rules import ScheduleRules
from haipdose.schedule.calendar import ClinicCalendar
from haipdose.schedule.model import Status, Stream, Visit


def next_target(given: date, target: date, rules: ScheduleRules) -> date:
    """The target of the next floxuridine fill after one that was given.

    A fill at most as late as the window allows a fill to be early leaves the grid where it was: a holiday moves one
    visit and nothing else. A later one starts the grid anew, or the next cycle would be too short.
    """
    cycle = timedelta(days=rules.pump.cycle_days.value)
    slack = timedelta(days=-rules.window("floxuridine-fill").earliest_days)
    return target + cycle if given - target <= slack else given + cycle


@dataclass(slots=True)
class PumpHistory:
    """Done and held visits. ``anchors``: the day of each floxuridine fill. ``target``: of the next one, if any yet.

    ``maintenance``: refills without drug since the last floxuridine was emptied, beyond the one at the emptying.
    """

    visits: list[Visit] = field(default_factory=list)
    anchors: dict[int, date] = field(default_factory=dict)
    target: date | None = None
    target_follows: str | None = None
    target_reason: tuple[str, ...] = ()
    maintenance: int = 0
    held: int = 0


def pump_history(state: CourseState, rules: ScheduleRules, calendar: ClinicCalendar) -> PumpHistory:
    """Read the fills and holds of a course in their order."""
    history = PumpHistory()
    events: list[tuple[datetime, int, FillRecord | FloxuridineHeld]] = [(fill.at, 0, fill) for fill in state.fills]
    events += [(hold.at, 1, hold) for hold in state.floxuridine_holds]
    events.sort(key=lambda event: event[:2])
    before: FillRecord | None = None
    for _, _, event in events:
        if isinstance(event, FloxuridineHeld):
            _held(history, event, rules, calendar.day_of(event.at), before)
            continue
        if event.is_floxuridine:
            _floxuridine(history, event, rules, calendar)
        else:
            _without_drug(history, event, before, rules, calendar)
        before = event
    return history


def _held(
    history: PumpHistory, hold: FloxuridineHeld, rules: ScheduleRules, day: date, before: FillRecord | None
) -> None:
    history.held += 1
    cycle = before.cycle if before else 0
    visit = f"pump-{cycle + 1}-refill-held-{history.held}"
    history.visits.append(
        Visit(
            id=visit,
            stream=Stream.PUMP,
            kind="floxuridine-fill",
            cycle=cycle + 1,
            status=Status.HELD,
            target=history.target or day,
            day=day,
            at=hold.at,
            reasons=(hold.reason,),
        )
    )
    history.target = day + timedelta(days=rules.pump.hold_recheck_days.value)
    history.target_follows = visit
    history.target_reason = (f"floxuridine held on {day}: {hold.reason}",)


def _floxuridine(history: PumpHistory, fill: FillRecord, rules: ScheduleRules, calendar: ClinicCalendar) -> None:
    day = calendar.day_of(fill.at)
    target = history.target or day
    refill = f"pump-{fill.cycle}-refill"
    window = rules.window("floxuridine-fill")
    history.visits.append(
        Visit(
            id=refill,
            stream=Stream.PUMP,
            kind="floxuridine-fill",
            cycle=fill.cycle,
            status=Status.DONE,
            target=target,
            earliest=target + timedelta(days=window.earliest_days),
            latest=target + timedelta(days=window.latest_days),
            day=day,
            at=fill.at,
            contents=fill.contents,
            empties=True,
            follows=history.target_follows,
            reasons=history.target_reason,
        )
    )
    history.anchors[fill.cycle] = day
    history.target = next_target(day, target, rules)
    history.target_follows = refill
    history.target_reason = ()
    history.maintenance = history.held = 0
    if fill.emptied_at is None:
        return
    due = day + timedelta(days=rules.pump.floxuridine_days.value)
    emptied = calendar.day_of(fill.emptied_at)
    window = rules.window("floxuridine-emptying")
    history.visits.append(
        Visit(
            id=f"pump-{fill.cycle}-emptying",
            stream=Stream.PUMP,
            kind="floxuridine-emptying",
            cycle=fill.cycle,
            status=Status.DONE,
            target=due,
            earliest=due + timedelta(days=window.earliest_days),
            latest=due + timedelta(days=window.latest_days),
            day=emptied,
            at=fill.emptied_at,
            empties=True,
            notes=_off((emptied - due).days, rules.pump.floxuridine_days.value),
            follows=refill,
            rule="schedule.pump.floxuridine_days",
        )
    )


def _off(days: int, planned: int) -> tuple[str, ...]:
    """What an emptying on another day than planned did to the dose; floxuridine flows until it is taken out."""
    if not days:
        return ()
    late, more = ("late", "more") if days > 0 else ("early", "less")
    return (f"{abs(days)} d {late}: {abs(days)}/{planned} of the floxuridine dose {more}",)


def _without_drug(
    history: PumpHistory, fill: FillRecord, before: FillRecord | None, rules: ScheduleRules, calendar: ClinicCalendar
) -> None:
    day = calendar.day_of(fill.at)
    last = history.visits[-1] if history.visits else None
    if last is not None and last.kind == "floxuridine-emptying" and last.day == day:
        last.contents = fill.contents
        return
    if before is None:
        visit, target, rule = "pump-0-fill", day, None
    else:
        history.maintenance += 1
        visit = f"pump-{fill.cycle}-maintenance-{history.maintenance}"
        glycerol = before.contents == "glycerol"
        interval = rules.pump.glycerol_interval_days if glycerol else rules.pump.maintenance_interval_days
        target = calendar.day_of(before.at) + timedelta(days=interval.value)
        rule = f"schedule.pump.{'glycerol' if glycerol else 'maintenance'}_interval_days"
    window = rules.window("maintenance-refill")
    history.visits.append(
        Visit(
            id=visit,
            stream=Stream.PUMP,
            kind="maintenance-refill",
            cycle=fill.cycle,
            status=Status.DONE,
            target=target,
            earliest=target + timedelta(days=window.earliest_days),
            latest=target + timedelta(days=window.latest_days),
            day=day,
            at=fill.at,
            contents=fill.contents,
            empties=before is not None,
            rule=rule,
        )
    )
