"""From the plans of courses to the visits that a clinic has to place, with the rules between them.

A plan's windows hold for the days that the plan chose. Other days move what counts from them, so each rule here is
written between the visits themselves and is never wider than the engine's: a day that keeps them, told to the engine as
a confirmed appointment, gives no conflict. What the rules cannot follow exactly keeps the day of its plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from haipdose.capacity.requests import ClinicVisit, CourseWishes, VisitLink
from haipdose.course.corrections import facts_in_force
from haipdose.course.facts import Unavailable
from haipdose.protocol.contents import Contents
from haipdose.protocol.schedule_rules import ScheduleRules
from haipdose.schedule.calendar import ClinicCalendar
from haipdose.schedule.clinic import Closure
from haipdose.schedule.model import Status
from haipdose.schedule.requests import Course, PlanAnswer, PlanVisit

PUMP_KINDS: Final = frozenset({"floxuridine-fill", "floxuridine-emptying", "maintenance-refill"})
_NEEDS_RESULTS: Final = frozenset({"floxuridine-fill", "floxuridine-emptying", "systemic"})
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """One course: its pseudonym, its plan, the rules that the plan was made with, and when the patient is away."""

    course: str
    plan: PlanAnswer
    rules: ScheduleRules
    away: tuple[Closure, ...] = ()


@dataclass(slots=True)
class ClinicWork:
    """What is to be placed. ``left_out`` names visits that have no day in their own plan: a conflict of the course."""

    visits: list[ClinicVisit] = field(default_factory=list)
    links: list[VisitLink] = field(default_factory=list)
    wishes: list[CourseWishes] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def within(self, last: date) -> ClinicWork:
        """Without visits whose window ends after a calendar's last day: the next calendar has their whole window."""
        kept = [visit for visit in self.visits if visit.latest <= last]
        names = {(visit.course, visit.visit) for visit in kept}
        links = [link for link in self.links if {(link.course, link.first), (link.course, link.second)} <= names]
        return ClinicWork(kept, links, self.wishes, self.left_out)


def absences_of(course: Course) -> tuple[Closure, ...]:
    """When a patient cannot come, by the facts of the course that are known as of its moment.

    Raises:
        InputError: a correction of a fact that is not there.
    """
    return tuple(
        Closure(first=fact.first, last=fact.last, reason=fact.reason[:200])
        for _, fact in facts_in_force(course.facts, course.as_of).facts
        if isinstance(fact, Unavailable)
    )


def work_of(courses: Iterable[PlannedCourse], calendar: ClinicCalendar) -> ClinicWork:
    """The visits of many courses that are to be placed.

    Args:
        courses: each with its plan as of now.
        calendar: of the clinic.
    """
    work = ClinicWork()
    for course in courses:
        _Builder(course, calendar, work).build()
    return work


@dataclass(slots=True)
class _Draft:
    """A visit in the making: its window as the rules leave it."""

    plan: PlanVisit
    day: date
    earliest: date
    target: date
    latest: date
    done_by: datetime | None = None
    dry_after_hours: Decimal | None = None
    note: str | None = None

    @property
    def name(self) -> str:
        return self.plan.id

    def narrow(self, *, earliest: date | None = None, latest: date | None = None) -> None:
        """Not before, not after; the day of the plan always stays possible."""
        if earliest is not None:
            self.earliest = max(self.earliest, min(earliest, self.day))
        if latest is not None:
            self.latest = min(self.latest, max(latest, self.day))

    def pin(self) -> None:
        """Only the day of the plan."""
        self.earliest = self.latest = self.day


class _Builder:
    def __init__(self, course: PlannedCourse, calendar: ClinicCalendar, work: ClinicWork) -> None:
        self.course = course
        self.plan = course.plan
        self.rules = course.rules
        self.calendar = calendar
        self.work = work
        self.today = calendar.day_of(course.plan.as_of)
        self.drafts: dict[str, _Draft] = {}
        self.moving: _Draft | None = None
        """The first floxuridine fill, if it is still ahead: everything after it counts from it and moves with it."""

    def build(self) -> None:
        """Add the course's visits, links and absences to the work."""
        for visit in self.plan.visits:
            if visit.kind == "surgery":
                continue
            if visit.status is Status.NOT_PLACED:
                self.work.left_out.append(f"{self.course.course} {visit.id}")
            elif visit.status is Status.PLANNED and visit.date is not None and visit.window is not None:
                self.drafts[visit.id] = self._draft(visit, visit.date)
        self._pump()
        self._around_surgery()
        self._systemic()
        self._monitoring()
        self._laboratory()
        for draft in self.drafts.values():
            self.work.visits.append(self._finished(draft))
        away = (*self.course.away, *self._recovery())
        if away:
            self.work.wishes.append(CourseWishes(course=self.course.course, away=away))

    def _draft(self, visit: PlanVisit, day: date) -> _Draft:
        window = visit.window
        assert window is not None  # noqa: S101 - the caller looked
        draft = _Draft(visit, day, max(window.earliest, self.today), window.target, window.latest)
        if visit.moved_because:
            draft.note = "; ".join(visit.moved_because)[:300]
        if not draft.earliest <= day <= draft.latest:
            # Overdue or outside by somebody's decision: from the plan's day on, at once.
            draft.earliest, draft.target, draft.latest = day, day, day
            dry = self.plan.run_dry
            if visit.kind in PUMP_KINDS and dry is not None:
                draft.latest = max(day, dry.last_refill_date)
        draft.target = min(max(draft.target, draft.earliest), draft.latest)
        return draft

    def _finished(self, draft: _Draft) -> ClinicVisit:
        earliest, latest = min(draft.earliest, draft.day), max(draft.latest, draft.day)
        return ClinicVisit(
            course=self.course.course,
            visit=draft.name,
            kind=draft.plan.kind,
            earliest=earliest,
            target=min(max(draft.target, earliest), latest),
            latest=latest,
            done_by=draft.done_by,
            dry_after_hours=draft.dry_after_hours,
            note=draft.note,
        )

    def _link(
        self,
        first: _Draft,
        second: _Draft,
        reason: str,
        *,
        least: int | None = None,
        most: int | None = None,
        before_dry: bool = False,
        joined: bool = False,
    ) -> None:
        self.work.links.append(
            VisitLink(
                course=self.course.course,
                first=first.name,
                second=second.name,
                least_days=least,
                most_days=most,
                before_dry=before_dry,
                joined=joined,
                reason=reason,
            )
        )

    def _relative(self, first: _Draft, second: _Draft, reason: str, *, before_dry: bool = False) -> None:
        """The window of ``second`` as days after ``first``: it moves with it."""
        self._link(
            first,
            second,
            reason,
            least=(second.earliest - first.day).days,
            most=(second.latest - first.day).days,
            before_dry=before_dry,
        )

    # -- the pump ----------------------------------------------------------------------------------------------------

    def _pump(self) -> None:
        accesses = sorted(
            (draft for draft in self.drafts.values() if draft.plan.kind in PUMP_KINDS), key=lambda draft: draft.day
        )
        if not accesses:
            return
        self._first_access(accesses[0])
        hours = self._lasts_hours()
        for before, draft in pairwise(accesses):
            before.dry_after_hours = hours
            self._after(before, draft, accesses)
        fills = [draft for draft in accesses if draft.plan.kind == "floxuridine-fill"]
        self._grid(fills)

    def _first_access(self, draft: _Draft) -> None:
        """What is in the pump now limits the first access, by the moment and by the engine's last day."""
        dry = self.plan.run_dry
        if dry is None:
            return
        if dry.fast_limit is not None:
            draft.done_by = dry.fast_limit - timedelta(hours=self.rules.pump.run_dry_margin_hours.value)
        draft.narrow(latest=dry.last_refill_date)
        if draft.plan.kind == "floxuridine-fill":
            draft.narrow(latest=self._reach(self.calendar.day_of(dry.filled_at), dry.contents, dry.last_refill_date))
        elif (fill := self._next_fill()) is not None and draft.plan.kind == "maintenance-refill":
            reach = self._reach(self.calendar.day_of(dry.filled_at), dry.contents, dry.last_refill_date)
            fill.narrow(earliest=reach + _DAY)

    def _next_fill(self) -> _Draft | None:
        fills = [draft for draft in self.drafts.values() if draft.plan.kind == "floxuridine-fill"]
        return min(fills, key=lambda draft: draft.day, default=None)

    def _reach(self, filled: date, contents: Contents, last: date) -> date:
        """The last day of a floxuridine fill for which a pump without drug waits, with no refill between."""
        rules = self.rules.pump
        glycerol = contents is Contents.GLYCEROL
        interval = rules.glycerol_interval_days if glycerol else rules.maintenance_interval_days
        late = self.rules.window("maintenance-refill").latest_days
        return min(filled + timedelta(days=interval.value + late), last)

    def _lasts_hours(self) -> Decimal | None:
        """How long a fill lasts at the fast limit of the fastest flow known, less the margin; None when not known."""
        dry = self.plan.run_dry
        if dry is None or dry.fast_limit is None:
            return None
        lasts = dry.fast_limit - dry.filled_at - timedelta(hours=self.rules.pump.run_dry_margin_hours.value)
        hours = Decimal(int(lasts.total_seconds())) / 3600
        return hours.quantize(Decimal("0.01"), rounding="ROUND_FLOOR") if hours > 0 else None

    def _whole_days(self, hours: Decimal | None) -> int | None:
        """Days from a fill to the last day of the next access, as the engine counts them for a planned fill."""
        if hours is None:
            return None
        dry = self.plan.run_dry
        assert dry is not None  # noqa: S101 - hours come from it
        at = dry.filled_at.astimezone(self.calendar.zone)
        # An hour less: a change of the clock may lie between.
        minutes = at.hour * 60 + at.minute + int(hours * 60) - 60
        return minutes // (24 * 60) - 1

    def _after(self, before: _Draft, draft: _Draft, accesses: Sequence[_Draft]) -> None:
        lasts = self._whole_days(before.dry_after_hours)
        if draft.plan.kind == "floxuridine-fill":
            reach = self._reach(before.day, Contents.HEPARIN_SALINE, date.max - timedelta(days=400))
            days = (reach - before.day).days
            most = min(days, lasts) if lasts is not None else (draft.day - before.day).days
            self._link(
                before,
                draft,
                "the pump waits so long without a refill",
                least=1,
                most=max(most, (draft.day - before.day).days),
                before_dry=True,
            )
            return
        if before.plan.kind == "floxuridine-fill":
            self._relative(before, draft, "emptying counts from the fill", before_dry=True)
            return
        self._relative(before, draft, "counts from the refill before", before_dry=True)
        fill = next(
            (other for other in accesses if other.plan.kind == "floxuridine-fill" and other.day > draft.day), None
        )
        if fill is not None and lasts is not None:
            interval = self.rules.pump.maintenance_interval_days.value
            reach_days = min(interval + self.rules.window("maintenance-refill").latest_days, lasts)
            gap = (fill.day - before.day).days
            self._link(before, fill, "a refill lies between", least=min(reach_days + 1, gap))

    def _grid(self, fills: list[_Draft]) -> None:
        """Floxuridine keeps its grid of cycles: no fill so late that the cycles after it would start anew."""
        slack = timedelta(days=-self.rules.window("floxuridine-fill").earliest_days)
        for draft, following in pairwise(fills):
            if draft.plan.cycle == 1:
                continue
            if draft.day - draft.target > slack:
                draft.pin()
            else:
                draft.narrow(latest=draft.target + slack)
            assert following.day > draft.day  # noqa: S101 - sorted
        if fills and fills[0].plan.cycle == 1:
            self._first_fill(fills)

    def _first_fill(self, fills: list[_Draft]) -> None:
        """A first fill carries its whole grid along: the others keep their distance from it."""
        first = fills[0]
        window = self.rules.window("floxuridine-fill")
        first.narrow(
            earliest=first.day + timedelta(days=window.earliest_days),
            latest=first.day + timedelta(days=window.latest_days),
        )
        first.target = min(max(first.day, first.earliest), first.latest)
        for draft in fills[1:]:
            self._relative(first, draft, "the cycles count from the first fill")
        early, late = first.day - first.earliest, first.latest - first.day
        if early or late:
            self.moving = first
            for draft in self.drafts.values():
                if draft is not first and draft.day > first.day:
                    draft.earliest = max(draft.earliest - early, self.today)
                    draft.latest += late

    # -- the rest ----------------------------------------------------------------------------------------------------

    def _surgery_days(self) -> list[date]:
        return [
            visit.date
            for visit in self.plan.visits
            if visit.kind == "surgery" and visit.status is Status.PLANNED and visit.date is not None
        ]

    def _recovery(self) -> Iterable[Closure]:
        recovery = timedelta(days=self.rules.surgery.recovery_days.value)
        return [Closure(first=day, last=day + recovery, reason="conversion surgery") for day in self._surgery_days()]

    def _around_surgery(self) -> None:
        """What must not come closer to an operation does not."""
        gaps, drug = self.rules.surgery, self.rules.pump.floxuridine_days.value
        for operation in self._surgery_days():
            for draft in self.drafts.values():
                if draft.day >= operation:
                    continue
                if draft.plan.kind == "floxuridine-fill":
                    draft.narrow(latest=operation - timedelta(days=gaps.floxuridine_free_days.value + drug))
                elif draft.plan.kind == "systemic" or self._joined(draft):
                    late = self.rules.window("systemic").latest_days
                    draft.narrow(latest=operation - timedelta(days=gaps.systemic_free_days.value + late + 1))

    def _joined(self, draft: _Draft) -> bool:
        return any(
            other.plan.kind == "systemic" and other.plan.follows == draft.name and other.day == draft.day
            for other in self.drafts.values()
        )

    def _systemic(self) -> None:
        gifts = sorted((d for d in self.drafts.values() if d.plan.kind == "systemic"), key=lambda draft: draft.day)
        for before, draft in zip([None, *gifts], gifts, strict=False):
            follows = self.drafts.get(draft.plan.follows or "")
            if draft.plan.rule == "schedule.systemic.interval_days":
                if follows is not None:
                    self._relative(follows, draft, "counts from the gift before")
            elif draft.plan.rule == "schedule.systemic.pump_cycle_days":
                if follows is not None and follows.plan.kind in PUMP_KINDS and follows.day == draft.day:
                    self._link(follows, draft, "systemic therapy on the day of the pump", joined=True)
                elif self.moving is not None and draft.day > self.moving.day:
                    apart = (draft.day - self.moving.day).days
                    self._link(self.moving, draft, "counts from the first fill", least=apart, most=apart)
                else:
                    draft.pin()
            window = draft.plan.window
            if before is not None and window is not None:
                least = min((window.earliest - before.day).days, (draft.day - before.day).days)
                self._link(before, draft, "between two gifts", least=max(1, least))

    def _monitoring(self) -> None:
        kinds = {"imaging", "liver-panel", "end-of-induction"}
        watched = [draft for draft in self.drafts.values() if draft.plan.kind in kinds]
        fills = sorted(
            (draft for draft in self.drafts.values() if draft.plan.kind == "floxuridine-fill"), key=lambda d: d.day
        )
        ends = next((draft.target for draft in watched if draft.plan.kind == "end-of-induction"), None)
        self._imaging_before_the_end(watched, fills)
        for draft in watched:
            if self.moving is not None:
                self._link(
                    self.moving,
                    draft,
                    "counts from the first fill",
                    least=(self._window_of(draft)[0] - self.moving.day).days,
                    most=(self._window_of(draft)[1] - self.moving.day).days,
                )
            if fills and ends is not None and draft.target >= ends and fills[-1] is not self.moving:
                last = fills[-1]
                self._link(
                    last,
                    draft,
                    "the end of induction counts from the last fill",
                    least=(self._window_of(draft)[0] - last.day).days,
                    most=(self._window_of(draft)[1] - last.day).days,
                )

    def _imaging_before_the_end(self, watched: Sequence[_Draft], fills: Sequence[_Draft]) -> None:
        """Imaging that lies just before the end of induction stays in it: the last fill does not come sooner."""
        images = [draft.target for draft in watched if draft.plan.kind == "imaging"]
        if not images or not fills or fills[-1] is self.moving:
            return
        last, soonest = fills[-1], max(images) - timedelta(days=self.rules.pump.cycle_days.value)
        if self.moving is not None:
            least = (min(soonest, last.day) - self.moving.day).days
            self._link(self.moving, last, "imaging before the end of induction", least=least)
        else:
            last.narrow(earliest=soonest)

    def _window_of(self, draft: _Draft) -> tuple[date, date]:
        window = draft.plan.window
        assert window is not None  # noqa: S101 - drafts have one
        return min(max(window.earliest, self.today), draft.day), max(window.latest, draft.day)

    def _laboratory(self) -> None:
        """A draw stays within days of what it serves, and serves the same visits."""
        longest = self.rules.laboratory.longest_days.value
        needing = sorted(
            (draft for draft in self.drafts.values() if draft.plan.kind in _NEEDS_RESULTS), key=lambda draft: draft.day
        )
        draws = {draft.plan.follows: draft for draft in self.drafts.values() if draft.plan.kind == "laboratory"}
        done = [
            visit.date
            for visit in self.plan.visits
            if visit.kind == "laboratory" and visit.status is Status.DONE and visit.date is not None
        ]
        last: _Draft | None = None
        for draft in needing:
            own = draws.get(draft.name)
            if own is not None:
                window = self._window_of(own)
                self._link(
                    own,
                    draft,
                    "drawn before the visit that needs it",
                    least=max(0, (draft.day - window[1]).days),
                    most=(draft.day - window[0]).days,
                )
                # The draw goes where its visit goes: its own days are as wide as the visit's.
                own.earliest = max(window[0] - (draft.day - draft.earliest), self.today)
                own.latest = max(own.latest, window[1] + (draft.latest - draft.day))
                if last is not None and (draft.earliest - last.latest).days <= longest:
                    self._link(last, draft, "an earlier draw would be used", least=longest + 1)
                last = own
            elif last is not None and last.day >= draft.day - timedelta(days=longest):
                self._link(last, draft, "served by the same draw", least=0, most=longest)
                served = self.drafts[last.plan.follows or ""]
                if served.day < draft.day:
                    self._link(served, draft, "served by the same draw, after it", least=1)
            else:
                reports = [day for day in done if draft.day - timedelta(days=longest) <= day <= draft.day]
                if reports:
                    draft.narrow(latest=max(reports) + timedelta(days=longest))
