"""When the next floxuridine fill may be: healing, scan, grid, holds, absences, surgery, the end of induction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from haipdose.protocol.contents import Contents
from haipdose.schedule.context import Decide, Outlook, Planning
from haipdose.schedule.model import Conflict, Option, Status, Stream, Visit
from haipdose.schedule.perfusion import ScanOutcome

_KIND = "floxuridine-fill"


@dataclass(slots=True)
class _Aim:
    """A target that the rules push later and later, with its window and the reasons."""

    target: date
    earliest: date
    latest: date
    reasons: tuple[str, ...]
    slack: int

    def push(self, day: date, reason: str) -> None:
        self.target = self.earliest = day
        self.latest = max(self.latest, day + timedelta(days=self.slack))
        self.reasons = (*self.reasons, reason)


class FloxuridineDates:
    """Finds the day of each floxuridine fill to come.

    Args:
        plan: the plan in the making.
        decide: the decision about the dose of the next fill, if it is on the day asked about.
        scan: the first day that the perfusion scan allows, or what is missing for it.
        implanted: the day of the implantation, from which the first fill counts.
    """

    def __init__(self, plan: Planning, decide: Decide, scan: ScanOutcome, implanted: date) -> None:
        self._plan = plan
        self._decide = decide
        self._scan = scan
        self._implanted = implanted
        self.outlook: Outlook | None = None
        self.withheld_on: date | None = None

    def why_none(self, cycle: int) -> str | None:
        """Why there will be no such cycle any more; None when there may be one."""
        state = self._plan.state
        if state.discontinued is not None:
            return f"floxuridine discontinued: {state.discontinued.reason}"
        if self.outlook is not None and self.outlook.action == "discontinue":
            return f"floxuridine to be discontinued: {'; '.join(self.outlook.reasons)}"
        if cycle > self._plan.cycles:
            return f"the {self._plan.cycles} planned cycles are complete"
        return None

    def find(
        self, cycle: int, target: date | None, anchors: dict[int, date], follows: str | None, reasons: tuple[str, ...]
    ) -> Visit:
        """The visit of a cycle's fill: planned, cancelled or without a day that fits.

        Args:
            cycle: its number, from 1.
            target: on the grid of cycles; None for the first fill, which counts from the implantation.
            anchors: the days of the fills before it.
            follows: the visit that the target is counted from.
            reasons: why the target is where it is.
        """
        plan = self._plan
        aim = self._first(reasons) if target is None else self._on_grid(target, reasons)
        visit = Visit(
            id=f"pump-{cycle}-refill",
            stream=Stream.PUMP,
            kind=_KIND,
            cycle=cycle,
            status=Status.PLANNED,
            contents=Contents.FLOXURIDINE,
            empties=True,
            follows=follows,
            rule="schedule.pump.first_fill_target_days" if target is None else "schedule.pump.cycle_days",
        )
        if self._scan.blocked_by is not None:
            return self._waits(visit, aim, self._scan.blocked_by)
        self._lower_bounds(aim)
        start = aim.target
        if plan.today > aim.latest:
            self._push(aim, plan.today, f"the window ended on {aim.latest}")
            plan.findings.alert(
                "warning",
                "fill-overdue",
                f"{visit.id} was due on {start} and is not recorded as done or held.",
                "Record what happened; otherwise it is planned as soon as it can be.",
            )
        ends = self._induction_ends(anchors)
        next_one = cycle == plan.state.cycles_given + 1
        while True:
            day, moved = plan.settle_day(visit.id, _KIND, aim.target, aim.earliest, aim.latest)
            if day is None:
                absent = plan.after_absence(aim.earliest, aim.latest)
                if absent is None:
                    plan.no_open_day(visit.id, _KIND, aim.earliest, aim.latest, ())
                    visit.status = Status.NOT_PLACED
                    break
                self._push(aim, *absent)
                continue
            restart = self._around_surgery(day)
            if restart is not None:
                if self._scan.after_blocked_by is not None:
                    return self._waits(visit, aim, self._scan.after_blocked_by)
                self._push(aim, restart, "conversion surgery is planned")
                start = restart
                continue
            if ends is not None and day + timedelta(days=plan.rules.pump.floxuridine_days.value) > ends:
                visit.status = Status.CANCELLED
                visit.reasons = (f"it would not be finished at the end of induction on {ends}",)
                return visit
            if next_one and self.outlook is None:
                self.outlook = self._decide(day)
                if self.outlook.action == "hold":
                    self.withheld_on = day
                    recheck = day + timedelta(days=plan.rules.pump.hold_recheck_days.value)
                    self._push(aim, recheck, f"floxuridine to be held on {day}: {'; '.join(self.outlook.reasons)}")
                    continue
                if self.outlook.action == "discontinue":
                    visit.status = Status.CANCELLED
                    visit.reasons = (self.why_none(cycle) or "",)
                    return visit
            break
        visit.target, visit.earliest, visit.latest = aim.target, aim.earliest, aim.latest
        visit.day, visit.reasons = day, aim.reasons + moved
        late = (aim.target - start).days
        if target is not None and late > plan.rules.pump.maximum_delay_days.value:
            self._too_late(visit, late)
        return visit

    def _push(self, aim: _Aim, day: date, reason: str) -> None:
        aim.push(self._plan.open_from(day), reason)

    def _first(self, reasons: tuple[str, ...]) -> _Aim:
        plan, rules = self._plan, self._plan.rules.pump
        implanted = self._implanted
        window = plan.rules.window(_KIND)
        return _Aim(
            implanted + timedelta(days=rules.first_fill_target_days.value),
            implanted + timedelta(days=rules.first_fill_earliest_days.value),
            implanted + timedelta(days=rules.first_fill_latest_days.value),
            reasons,
            window.latest_days,
        )

    def _on_grid(self, target: date, reasons: tuple[str, ...]) -> _Aim:
        window = self._plan.rules.window(_KIND)
        return _Aim(
            target,
            target + timedelta(days=window.earliest_days),
            target + timedelta(days=window.latest_days),
            reasons,
            window.latest_days,
        )

    def _lower_bounds(self, aim: _Aim) -> None:
        plan, state = self._plan, self._plan.state
        bounds: list[tuple[date, str]] = []
        if self._scan.ready is not None:
            bounds.append((self._scan.ready, self._scan.reason))
        if state.conversion_done_at is not None:
            operated = plan.calendar.day_of(state.conversion_done_at)
            restart = operated + timedelta(days=plan.rules.surgery.floxuridine_restart_days.value)
            bounds.append((restart, f"healing after conversion surgery on {operated}"))
        if state.break_ended_at is not None:
            ended = plan.calendar.day_of(state.break_ended_at)
            bounds.append((ended, f"long break until {ended}"))
        for day, reason in sorted(bounds):
            if day > aim.target:
                self._push(aim, day, f"not before {day}: {reason}")
            else:
                aim.earliest = max(aim.earliest, day)

    def _around_surgery(self, day: date) -> date | None:
        """From when on floxuridine may be given again if a fill on ``day`` would reach into the drug-free time."""
        planned = self._plan.state.conversion_planned
        if planned is None:
            return None
        gaps = self._plan.rules.surgery
        drug = timedelta(days=self._plan.rules.pump.floxuridine_days.value)
        restart = planned.date + timedelta(days=gaps.floxuridine_restart_days.value)
        if self._scan.after_surgery is not None:
            restart = max(restart, self._scan.after_surgery)
        free_from = planned.date - timedelta(days=gaps.floxuridine_free_days.value)
        return restart if day + drug > free_from and day < restart else None

    def _induction_ends(self, anchors: dict[int, date]) -> date | None:
        if 1 not in anchors:
            return None
        return anchors[1] + timedelta(days=self._plan.rules.monitoring.induction_days.value)

    def _waits(self, visit: Visit, aim: _Aim, scan: str) -> Visit:
        visit.status = Status.NOT_PLACED
        visit.target, visit.earliest, visit.latest = aim.target, aim.earliest, aim.latest
        visit.reasons = (f"waits for {scan}, which has no day",)
        self._plan.findings.conflicts.append(
            Conflict(
                code="schedule.waits-for-scan",
                message=f"{visit.id} has no day, because the scan before it has none.",
                rules=("schedule.perfusion_scan.required",),
                visits=(visit.id, scan),
                options=(Option("Find a day for the scan first.", None, (), "none"),),
                impossible=True,
            )
        )
        return visit

    def _too_late(self, visit: Visit, late: int) -> None:
        limit = self._plan.rules.pump.maximum_delay_days.value
        self._plan.findings.conflicts.append(
            Conflict(
                code="schedule.delay-too-long",
                message=f"{visit.id} would be {late} days later than its cycle; at most {limit} are foreseen.",
                rules=("schedule.pump.maximum_delay_days",),
                visits=(visit.id,),
                options=(
                    Option("Go on with the later date.", visit.day, ("schedule.pump.maximum_delay_days",), f"{late} d"),
                    Option("End floxuridine and keep the pump open.", None, (), "no further floxuridine"),
                ),
            )
        )
