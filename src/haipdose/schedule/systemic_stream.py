"""The systemic stream: planned by its own intervals, then laid onto the pump visits that the protocol foresees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from haipdose.schedule.context import Decide, Outlook, Planning
from haipdose.schedule.model import Status, Stream, Visit
from haipdose.schedule.pump_stream import PumpStream
from haipdose.schedule.windows import DAY

_KIND = "systemic"
_MOST_VISITS = 60
_SURGERY = "conversion surgery is planned"


@dataclass(frozen=True, slots=True)
class _Slot:
    """A day that the protocol foresees for systemic therapy; ``day`` is where the pump visit of that day is."""

    target: date
    day: date
    visit: str | None


@dataclass(slots=True)
class SystemicStream:
    """The systemic visits, and the decision about the next one."""

    visits: list[Visit] = field(default_factory=list)
    outlook: Outlook | None = None
    withheld_on: date | None = None


def plan_systemic(
    plan: Planning, pump: PumpStream | None, decide: Decide, *, interval_days: int, delay_days: int, ends: date | None
) -> SystemicStream:
    """Plan the systemic stream.

    Args:
        plan: the plan in the making.
        pump: the pump stream to align with; None in an arm without a pump.
        decide: the decision about the next gift.
        interval_days: from one gift to the next.
        delay_days: how long a gift that is not given is put off.
        ends: the end of induction; None when nothing has started that it counts from.
    """
    stream = SystemicStream(_history(plan))
    if plan.state.systemic_discontinued is not None:
        return stream
    _Ahead(plan, pump, decide, stream, interval_days=interval_days, delay_days=delay_days, ends=ends).walk()
    return stream


def _history(plan: Planning) -> list[Visit]:
    visits = []
    for number, gift in enumerate(plan.state.systemic, 1):
        day = plan.calendar.day_of(gift.at)
        visits.append(
            Visit(f"sys-{number}", Stream.SYSTEMIC, _KIND, number, Status.DONE, target=day, day=day, at=gift.at)
        )
    for count, hold in enumerate(plan.state.systemic_holds, 1):
        day = plan.calendar.day_of(hold.at)
        number = 1 + sum(gift.at < hold.at for gift in plan.state.systemic)
        visits.append(
            Visit(
                f"sys-{number}-held-{count}",
                Stream.SYSTEMIC,
                _KIND,
                number,
                Status.HELD,
                target=day,
                day=day,
                at=hold.at,
                reasons=(hold.reason,),
            )
        )
    return visits


class _Ahead:
    """One walk along the days foreseen, from the last gift on."""

    def __init__(
        self,
        plan: Planning,
        pump: PumpStream | None,
        decide: Decide,
        stream: SystemicStream,
        *,
        interval_days: int,
        delay_days: int,
        ends: date | None,
    ) -> None:
        self.plan = plan
        self.pump = pump
        self.decide = decide
        self.stream = stream
        self.interval = timedelta(days=interval_days)
        self.delay = timedelta(days=delay_days)
        self.ends = ends
        self.window = plan.rules.window(_KIND)
        self.number = len(plan.state.systemic) + 1
        gifts = plan.state.systemic
        self.last = plan.calendar.day_of(gifts[-1].at) if gifts else None
        holds = [hold for hold in plan.state.systemic_holds if not gifts or hold.at > gifts[-1].at]
        self.put_off: tuple[date, str] | None = None
        if holds:
            day = plan.calendar.day_of(holds[-1].at)
            self.put_off = (day + self.delay, f"held on {day}: {holds[-1].reason}")

    def walk(self) -> None:
        slots = self._slots(self.pump) if self.pump is not None else iter(())
        slot = next(slots, None)
        for _ in range(_MOST_VISITS):
            if self.put_off is not None:
                visit = self._put_off(*self.put_off)
                self.put_off = None
            elif self.pump is None or (
                self.last is not None and self.plan.rules.systemic.realign.value == "own-interval"
            ):
                visit = self._by_interval()
            else:
                skipped: tuple[str, ...] = ()
                while slot is not None and not self._possible(slot):
                    skipped = skipped or self._skipped(slot)
                    slot = next(slots, None)
                if slot is not None:
                    visit = self._at_slot(slot, skipped)
                    slot = next(slots, None)
                elif self.plan.state.explanted is not None:
                    visit = self._by_interval()
                else:
                    return
            if visit is None:
                return
            self.stream.visits.append(visit)
            if visit.day is None:
                return
            self.last = visit.day
            self.number += 1

    def _lower(self) -> date:
        """The first day on which the next gift is allowed by the interval, the operation and today."""
        bounds = [self.plan.today]
        if self.last is not None:
            bounds.append(self.last + self.interval + timedelta(days=self.window.earliest_days))
        implanted = self.plan.state.implanted
        if implanted is not None:
            healed = timedelta(days=self.plan.rules.systemic.first_after_surgery_days.value)
            bounds.append(self.plan.calendar.day_of(implanted.at) + healed)
        done = self.plan.state.conversion_done_at
        if done is not None:
            restart = timedelta(days=self.plan.rules.surgery.systemic_restart_days.value)
            bounds.append(self.plan.calendar.day_of(done) + restart)
        return max(bounds)

    def _possible(self, slot: _Slot) -> bool:
        """Whether the gift can be in the slot's window; planned surgery counts as it will once it is done."""
        last = slot.target + timedelta(days=self.window.latest_days)
        restart = self._around_surgery(slot.target)
        return last >= self._lower() and (restart is None or last >= restart)

    def _skipped(self, slot: _Slot) -> tuple[str, ...]:
        return () if self._around_surgery(slot.target) is None else (_SURGERY,)

    def _slots(self, pump: PumpStream) -> Iterator[_Slot]:
        """The days foreseen: of each cycle, and with no drug in the pump each refill after the cycle's end."""
        rules = self.plan.rules
        # as early as its fill may be, the refill in place of a fill that was held belongs to the next cycle
        cycle_days = timedelta(days=rules.pump.cycle_days.value + rules.window("floxuridine-fill").earliest_days)
        pump_visits = {
            visit.day: visit.id for visit in pump.visits if visit.day is not None and visit.status is not Status.HELD
        }
        anchors = sorted(pump.anchors.values())
        slots: list[_Slot] = []
        for index, anchor in enumerate(anchors):
            following = anchors[index + 1] if index + 1 < len(anchors) else None
            for number in rules.systemic.pump_cycle_days.value:
                target = anchor + timedelta(days=number - 1)
                if following is not None and target >= following:
                    continue
                day = _nearest(target, pump_visits, self.window.latest_days)
                slots.append(_Slot(target, day or target, pump_visits.get(day) if day else None))
            resting = (
                (visit.day, visit.id)
                for visit in pump.visits
                if visit.kind == "maintenance-refill" and visit.day is not None
            )
            for day, name in resting:
                if day >= anchor + cycle_days and (following is None or day < following):
                    slots.append(_Slot(day, day, name))
        yield from sorted(slots, key=lambda slot: (slot.target, slot.day))

    def _at_slot(self, slot: _Slot, reasons: tuple[str, ...]) -> Visit | None:
        """The gift on the day foreseen, or on a day of its own when the pump's day comes too soon."""
        lower = self._lower()
        target = slot.day if slot.day >= lower else max(lower, slot.target)
        return self._visit(target, slot.visit, "schedule.systemic.pump_cycle_days", reasons, fixed_earliest=lower)

    def _by_interval(self) -> Visit | None:
        if self.pump is None and self.number > self.plan.rules.systemic.cycles_without_pump.value:
            return None
        if self.last is not None:
            target, follows = self.last + self.interval, f"sys-{self.number - 1}"
        elif self.plan.state.start is not None:
            target, follows = self.plan.state.start, None
        else:
            return None
        return self._visit(target, follows, "schedule.systemic.interval_days", (), fixed_earliest=self._lower())

    def _put_off(self, day: date, reason: str) -> Visit | None:
        day = self.plan.open_from(day)
        return self._visit(day, None, "systemic.day_1.delay_days", (reason,), fixed_earliest=max(day, self._lower()))

    def _visit(
        self, target: date, follows: str | None, rule: str, reasons: tuple[str, ...], *, fixed_earliest: date
    ) -> Visit | None:
        plan = self.plan
        name = f"sys-{self.number}"
        late = timedelta(days=self.window.latest_days)
        if plan.today > target + late:
            reasons += (f"{target} has passed",)
            target = plan.open_from(plan.today)
        earliest = max(target + timedelta(days=self.window.earliest_days), fixed_earliest)
        target = max(target, earliest) if target < earliest else target
        first_one = self.number == len(plan.state.systemic) + 1
        while True:
            latest = target + late
            around = self._around_surgery(target)
            if around is not None:
                target = earliest = plan.open_from(around)
                reasons += (_SURGERY,)
                continue
            if self.ends is not None and target >= self.ends:
                return None
            day, moved = plan.settle_day(name, _KIND, target, earliest, latest)
            if day is None:
                absent = plan.after_absence(earliest, latest)
                if absent is None:
                    plan.no_open_day(name, _KIND, earliest, latest, ("schedule.systemic.interval_days",))
                    break
                target = earliest = plan.open_from(absent[0])
                reasons += (absent[1],)
                continue
            if first_one and self.stream.outlook is None:
                self.stream.outlook = self.decide(day)
                if self.stream.outlook.action == "discontinue":
                    return None
                if self.stream.outlook.action == "hold":
                    self.stream.withheld_on = day
                    wait = timedelta(days=self.stream.outlook.delay_days or self.delay.days)
                    target = earliest = plan.open_from(day + wait)
                    reasons += (f"to be held on {day}: {'; '.join(self.stream.outlook.reasons)}",)
                    continue
            break
        return Visit(
            id=name,
            stream=Stream.SYSTEMIC,
            kind=_KIND,
            cycle=self.number,
            status=Status.PLANNED if day else Status.NOT_PLACED,
            target=target,
            earliest=earliest,
            latest=latest,
            day=day,
            reasons=reasons + moved,
            follows=follows,
            rule=rule,
        )

    def _around_surgery(self, day: date) -> date | None:
        planned = self.plan.state.conversion_planned
        if planned is None:
            return None
        gaps = self.plan.rules.surgery
        free_from = planned.date - timedelta(days=gaps.systemic_free_days.value)
        restart = planned.date + timedelta(days=gaps.systemic_restart_days.value)
        return restart if free_from <= day + timedelta(days=self.window.latest_days) and day < restart else None


def _nearest(target: date, days: dict[date, str], within: int) -> date | None:
    """The pump visit that belongs to a day of the cycle: the nearest, at most so many days away."""
    for distance in range(within + 1):
        for day in (target + DAY * distance, target - DAY * distance):
            if day in days:
                return day
    return None
