"""The pump stream ahead: floxuridine, emptying, refills without drug. The pump never runs dry, whatever is held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from haipdose.protocol.contents import Contents
from haipdose.schedule.context import Decide, Outlook, Planning
from haipdose.schedule.floxuridine_dates import FloxuridineDates
from haipdose.schedule.model import Conflict, Option, Status, Stream, Visit
from haipdose.schedule.perfusion import ScanOutcome
from haipdose.schedule.pump_history import PumpHistory, next_target, pump_history
from haipdose.schedule.supply import Contained, Supply
from haipdose.schedule.windows import DAY


@dataclass(slots=True)
class PumpStream:
    """The pump's visits. ``anchors``: the day of each floxuridine fill, done or planned. ``now``: what is in the pump.

    ``withheld_on``: the day on which the decision is to hold the next fill.
    """

    visits: list[Visit] = field(default_factory=list)
    anchors: dict[int, date] = field(default_factory=dict)
    now: Contained | None = None
    outlook: Outlook | None = None
    withheld_on: date | None = None


def plan_pump(plan: Planning, supply: Supply, decide: Decide, scan: ScanOutcome, implanted: date) -> PumpStream:
    """Plan the pump stream of a course with an implanted pump.

    Args:
        plan: the plan in the making.
        supply: how long a fill lasts.
        decide: the decision about the next floxuridine dose.
        scan: what the perfusion scan allows.
        implanted: the day of the implantation.
    """
    history = pump_history(plan.state, plan.rules, plan.calendar)
    for visit in history.visits:
        _say_why_moved(plan, visit)
    stream = PumpStream(visits=history.visits, anchors=history.anchors)
    inside = plan.state.in_reservoir
    if inside is not None:
        stream.now = supply.contained(inside.contents, inside.cycle, inside.at, inside.volume_ml)
    if plan.state.explanted is None:
        _Ahead(plan, supply, stream, history, FloxuridineDates(plan, decide, scan, implanted)).walk()
    return stream


def _say_why_moved(plan: Planning, visit: Visit) -> None:
    """A visit that was done on another day than its target: why that day was not free, if it was not."""
    if visit.status is not Status.DONE or visit.target is None or visit.day == visit.target:
        return
    why = plan.availability.why_not(visit.target)
    if why is not None:
        visit.reasons = (*visit.reasons, f"{visit.target}: {why}")


class _Span(NamedTuple):
    """A target with the first and the last day allowed."""

    target: date
    earliest: date
    latest: date


class _Ahead:
    """One walk from what is in the pump now to the end of the plan."""

    def __init__(
        self, plan: Planning, supply: Supply, stream: PumpStream, history: PumpHistory, dates: FloxuridineDates
    ) -> None:
        self.plan = plan
        self.supply = supply
        self.stream = stream
        self.history = history
        self.dates = dates
        self.cycle = plan.state.cycles_given
        self.maintenance = history.maintenance
        self.target = history.target
        self.follows = history.target_follows
        self.reasons = history.target_reason

    def walk(self) -> None:
        level = self.stream.now
        fill = self._next_fill()
        while True:
            if level is not None and level.contents is Contents.FLOXURIDINE:
                visit: Visit | None = self._emptying(level)
            elif fill is not None and fill.day is not None and self._reaches(level, fill.day):
                visit = fill
                self.cycle, self.maintenance = fill.cycle, 0
            else:
                visit = self._maintenance(level, waiting=fill is not None and fill.day is not None)
            if visit is None:
                break
            self.stream.visits.append(visit)
            if visit.day is None:
                break
            if visit is fill:
                self._advance(visit, visit.day)
                fill = self._next_fill()
            contents = visit.contents or Contents.HEPARIN_SALINE
            at = self._moment(visit.day, level)
            level = self.supply.contained(contents, self.cycle, at, self.supply.pump.reservoir_ml)
        self.stream.outlook = self.dates.outlook
        self.stream.withheld_on = self.dates.withheld_on

    def _moment(self, day: date, level: Contained | None) -> datetime:
        """A planned visit is at the clock time of the one before it, so that whole days pass between them."""
        if level is None:
            return self.plan.calendar.at(day)
        clock = level.filled_at.astimezone(self.plan.calendar.zone).time()
        return self.plan.calendar.at(day, clock)

    def _next_fill(self) -> Visit | None:
        """The next floxuridine fill; cancelled ones and one without a day go to the list at once."""
        cycle = self.cycle + 1
        if self.plan.state.long_break is not None and self.plan.state.discontinued is None:
            return None
        reason = self.dates.why_none(cycle)
        if reason is None:
            visit = self.dates.find(cycle, self.target, self.stream.anchors, self.follows, self.reasons)
            if visit.status is Status.PLANNED:
                return visit
            self.stream.visits.append(visit)
            if visit.status is Status.NOT_PLACED:
                return None
            reason, cycle = visit.reasons[0], cycle + 1
        for number in range(cycle, self.plan.cycles + 1):
            self.stream.visits.append(
                Visit(
                    id=f"pump-{number}-refill",
                    stream=Stream.PUMP,
                    kind="floxuridine-fill",
                    cycle=number,
                    status=Status.CANCELLED,
                    reasons=(reason,),
                )
            )
        return None

    def _advance(self, fill: Visit, day: date) -> None:
        self.stream.anchors[fill.cycle] = day
        # A first fill has no grid behind it: its own day starts one.
        grid = day if self.target is None or fill.target is None else fill.target
        self.target = next_target(day, grid, self.plan.rules)
        self.follows, self.reasons = fill.id, ()

    def _reaches(self, level: Contained | None, day: date) -> bool:
        """Whether the pump can wait for ``day`` without a refill between."""
        if level is None:
            return False
        late = self.plan.rules.window("maintenance-refill").latest_days
        return day <= min(self._due(level) + timedelta(days=late), level.last_day)

    def _due(self, level: Contained) -> date:
        rules = self.plan.rules.pump
        glycerol = level.contents is Contents.GLYCEROL
        interval = rules.glycerol_interval_days if glycerol else rules.maintenance_interval_days
        return level.filled_day + timedelta(days=interval.value)

    def _emptying(self, level: Contained) -> Visit:
        target = level.filled_day + timedelta(days=self.plan.rules.pump.floxuridine_days.value)
        return self._access(
            f"pump-{level.cycle}-emptying",
            "floxuridine-emptying",
            target,
            level,
            follows=f"pump-{level.cycle}-refill",
            rule="schedule.pump.floxuridine_days",
        )

    def _maintenance(self, level: Contained | None, *, waiting: bool) -> Visit | None:
        self.maintenance += 1
        name = f"pump-{self.cycle}-maintenance-{self.maintenance}"
        if level is None:
            return self._empty_pump(name)
        target = min(self._due(level), level.last_day)
        if not waiting and target > self._horizon():
            return None
        glycerol = level.contents is Contents.GLYCEROL
        rule = f"schedule.pump.{'glycerol' if glycerol else 'maintenance'}_interval_days"
        return self._access(name, "maintenance-refill", target, level, follows=None, rule=rule)

    def _resting_contents(self) -> Contents:
        resting = self.plan.state.long_break
        return Contents.HEPARIN_SALINE if resting is None else Contents(resting.contents)

    def _horizon(self) -> date:
        last = max(self.stream.anchors.values(), default=self.plan.today)
        end = last + timedelta(days=self.plan.rules.pump.cycle_days.value)
        return max(end, self.plan.today) + timedelta(days=self.plan.rules.pump.horizon_days.value)

    def _empty_pump(self, name: str) -> Visit:
        today = self.plan.today
        self.plan.findings.alert(
            "critical",
            "pump-empty-or-unknown",
            "No fill is in the pump according to the facts: it is empty, or a fill was not recorded.",
            "Record the fill, or refill the pump at once.",
        )
        day = self.plan.availability.first_free(today, today + timedelta(days=7))
        visit = Visit(
            id=name,
            stream=Stream.PUMP,
            kind="maintenance-refill",
            cycle=self.cycle,
            status=Status.PLANNED if day else Status.NOT_PLACED,
            target=today,
            earliest=today,
            latest=today + timedelta(days=7),
            day=day,
            contents=self._resting_contents(),
            reasons=("the pump is empty or its contents are not recorded",),
        )
        if day is None:
            self.plan.no_open_day(name, "maintenance-refill", today, today + timedelta(days=7), ())
        return visit

    def _access(self, name: str, kind: str, target: date, level: Contained, *, follows: str | None, rule: str) -> Visit:
        """A pump access that must not be missed: what is in the pump ends at ``level.last_day``."""
        plan, window = self.plan, self.plan.rules.window(kind)
        earliest = max(target + timedelta(days=window.earliest_days), level.filled_day + DAY)
        latest = min(target + timedelta(days=window.latest_days), level.last_day)
        visit = Visit(
            id=name,
            stream=Stream.PUMP,
            kind=kind,
            cycle=self.cycle,
            status=Status.PLANNED,
            target=target,
            earliest=earliest,
            latest=latest,
            contents=self._resting_contents(),
            empties=True,
            follows=follows,
            rule=rule,
        )
        visit.day, visit.reasons = plan.settle_day(name, kind, target, earliest, latest)
        if visit.day is not None:
            return visit
        span = _Span(target, earliest, latest)
        late = plan.availability.first_free(plan.today, level.last_day) if plan.today > latest else None
        if late is not None:
            visit.day, visit.reasons = late, (f"the window ended on {latest}",)
            self._window_passed(visit, span, late, level)
        else:
            visit.status = Status.NOT_PLACED
            self._nothing_fits(visit, span, level)
        return visit

    def _window_passed(self, visit: Visit, span: _Span, day: date, level: Contained) -> None:
        self.plan.findings.conflicts.append(
            Conflict(
                code="schedule.window-passed",
                message=f"The window of {visit.id} ended on {span.latest} and no such visit is recorded.",
                rules=(f"schedule.windows.{visit.kind}",),
                visits=(visit.id,),
                options=(
                    Option("Record it, if it was done.", None, (), "none"),
                    Option(
                        "Do it on the first day that works.",
                        day,
                        (f"schedule.windows.{visit.kind}",),
                        self._cost(span, day, level),
                    ),
                ),
            )
        )

    def _nothing_fits(self, visit: Visit, span: _Span, level: Contained) -> None:
        plan = self.plan
        window = f"schedule.windows.{visit.kind}"
        options = []
        absent = plan.after_absence(span.earliest, max(span.latest, plan.today))
        rules = [window, "schedule.pump.run_dry_margin_hours"]
        if absent is not None:
            rules.append("patient availability")
            days = _days(max(span.earliest, plan.today), max(span.latest, plan.today))
            day = next((day for day in days if plan.calendar.is_open(day)), None)
            if day is not None:
                options.append(Option("See the patient all the same.", day, ("patient availability",), absent[1]))
        before = plan.availability.first_free(max(plan.today, level.filled_day + DAY), span.earliest - DAY)
        if before is not None:
            options.append(Option("Earlier than the window.", before, (window,), self._cost(span, before, level)))
        start = max(span.latest + DAY, plan.today)
        after = plan.availability.first_free(start, start + timedelta(days=30))
        if after is not None:
            words = "Later than the window."
            if plan.today > level.last_day:
                soon = "At once" if after == plan.today else "On the first day that both can"
                words = f"{soon}: the last safe day has passed."
            options.append(Option(words, after, tuple(rules[:2]), self._cost(span, after, level)))
        options.append(Option("Open the clinic for this visit.", max(span.latest, plan.today), (), "staff on that day"))
        plan.findings.conflicts.append(
            Conflict(
                code="schedule.pump-access-not-possible",
                message=_no_day(span.latest, visit.id, level.dry_fast),
                rules=tuple(rules),
                visits=(visit.id,),
                options=tuple(options),
                impossible=True,
            )
        )

    def _cost(self, span: _Span, day: date, level: Contained) -> str:
        days = (day - span.target).days
        off = abs(days)
        words = f"{off} days late" if days > 0 else f"{off} days early"
        if level.contents is Contents.FLOXURIDINE:
            planned = self.plan.rules.pump.floxuridine_days.value
            more = "more" if days > 0 else "less"
            words = f"{words}: {off}/{planned} of the floxuridine dose {more}"
        if day > level.last_day:
            return f"{words}; beyond the last safe day, the pump may run dry"
        return words


def _no_day(latest: date, visit: str, dry: datetime | None) -> str:
    if dry is None:
        return f"No day up to {latest} fits {visit}."
    return f"No day up to {latest} fits {visit}; the pump may be dry from {dry:%Y-%m-%d %H:%M} UTC."


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
