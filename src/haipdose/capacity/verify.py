"""Checks an answer against its request at every moment, by code that shares nothing with what made the answer.

Nothing of the solver's tables, slots or rules is used here: times are moments in UTC, what is in use is counted from
one beginning or end to the next, what is there is read from the clock on the wall, and rules are read from the request.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo

from haipdose.capacity.answers import Appointment, ClinicAnswer
from haipdose.capacity.requests import ClinicRequest, ClinicVisit
from haipdose.capacity.resources import AppointmentType, Resource
from haipdose.schedule.calendar import calendar_for

_MINUTE = timedelta(minutes=1)


def faults_of(
    request: ClinicRequest, answer: ClinicAnswer, types: Sequence[AppointmentType] | None = None
) -> tuple[str, ...]:
    """Every rule of the request that an answer breaks, in words; empty when it holds.

    Args:
        request: what was asked.
        answer: what is to be checked.
        types: the appointment types, when the request leaves them out.
    """
    known = request.appointment_types if request.appointment_types is not None else types
    if known is None:
        return ("the appointment types are not known",)
    check = _Check(request, answer, {kind.kind: kind for kind in known})
    return tuple(check.all())


class _Check:
    def __init__(self, request: ClinicRequest, answer: ClinicAnswer, kinds: dict[str, AppointmentType]) -> None:
        self.request = request
        self.kinds = kinds
        self.zone = ZoneInfo(request.clinic.calendar.time_zone)
        self.asked = {(visit.course, visit.visit): visit for visit in request.visits}
        self.answer = answer
        self.placed = {(entry.course, entry.visit): entry for entry in answer.appointments}
        self.calendar = calendar_for(request.clinic.calendar)
        self.away = {wish.course: wish.away for wish in request.wishes}
        self.of_course: dict[str, list[Appointment]] = defaultdict(list)
        for entry in answer.appointments:
            self.of_course[entry.course].append(entry)
        self.open = _Clock(self.zone, self._inside, _edges(request.clinic.patient_hours))

    def all(self) -> Iterator[str]:
        yield from self._each_visit_once()
        for entry in self.answer.appointments:
            visit = self.asked.get((entry.course, entry.visit))
            if visit is None:
                continue
            yield from self._times(entry, visit)
            yield from self._hours(entry)
        yield from self._one_place_at_a_time()
        yield from self._links()
        yield from self._frozen()
        yield from self._resources()

    def _each_visit_once(self) -> Iterator[str]:
        counted = Counter((entry.course, entry.visit) for entry in self.answer.appointments)
        counted.update((entry.course, entry.visit) for entry in self.answer.not_placed)
        beyond = set(self.answer.beyond_horizon)
        for key, times in counted.items():
            if key not in self.asked:
                yield f"{key[0]} {key[1]} was not asked for"
            if times > 1:
                yield f"{key[0]} {key[1]} is answered {times} times"
        for key, visit in self.asked.items():
            named = f"{visit.course} {visit.visit}"
            if key not in counted and named not in beyond:
                yield f"{named} is neither placed nor named as not placed"
            if named in beyond and visit.target <= self.request.horizon.last:
                yield f"{named} is not beyond the horizon"
        if len(beyond) != len(self.answer.beyond_horizon):
            yield "a visit beyond the horizon is named twice"

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def _times(self, entry: Appointment, visit: ClinicVisit) -> Iterator[str]:
        named = f"{entry.course} {entry.visit}"
        start, end = self._local(entry.start), self._local(entry.end)
        kind = self.kinds[visit.kind]
        if entry.kind != visit.kind:
            yield f"{named} is of another kind"
        if start.date() != entry.day:
            yield f"{named} starts on {start.date()}, not on {entry.day}"
        if entry.end.astimezone(UTC) - entry.start.astimezone(UTC) != timedelta(minutes=kind.minutes):
            yield f"{named} lasts other than {kind.minutes} minutes"
        if not visit.earliest <= start.date() <= visit.latest:
            yield f"{named} on {start.date()} is outside its window"
        if not self.request.horizon.first <= start.date() <= self.request.horizon.last:
            yield f"{named} is outside the horizon"
        if entry.start < self.request.as_of:
            yield f"{named} starts in the past"
        if visit.done_by is not None and entry.end > visit.done_by:
            yield f"{named} ends after it must be done (run-dry)"
        if (start.hour * 60 + start.minute) % self.request.clinic.slot_minutes or start.second or start.microsecond:
            yield f"{named} does not start on a slot"
        why = self.calendar.why_closed(start.date())
        if why is not None:
            yield f"{named} on {start.date()}: {why}"
        for away in self.away.get(entry.course, ()):
            if away.first <= start.date() <= (away.last or away.first):
                yield f"{named} on {start.date()}: the patient is away"
        if end.date() != start.date() and end.hour * 60 + end.minute:
            yield f"{named} goes on after midnight"

    def _hours(self, entry: Appointment) -> Iterator[str]:
        """Every moment of the patient's stay lies in the hours for patients."""
        for moment, there in self.open.during(entry.start.astimezone(UTC), entry.end.astimezone(UTC)):
            if not there:
                shown = f"{self._local(moment):%Y-%m-%d %H:%M}"
                yield f"{entry.course} {entry.visit} is outside the hours for patients at {shown}"
                return

    def _inside(self, day: date, clock: time) -> int:
        return any(
            day.weekday() in hours.days and hours.start <= clock < hours.end
            for hours in self.request.clinic.patient_hours
        )

    def _one_place_at_a_time(self) -> Iterator[str]:
        for course, entries in self.of_course.items():
            for before, after in pairwise(sorted(entries, key=lambda entry: entry.start)):
                if after.start < before.end:
                    yield f"{course} has {before.visit} and {after.visit} at the same time"

    def _links(self) -> Iterator[str]:
        for link in self.request.links:
            first = self.placed.get((link.course, link.first))
            second = self.placed.get((link.course, link.second))
            if first is None or second is None:
                continue
            named = f"{link.course} {link.first} -> {link.second}"
            apart = (second.day - first.day).days
            if link.joined:
                slot = timedelta(minutes=self.request.clinic.slot_minutes)
                gap = max(first.start, second.start) - min(first.end, second.end)
                if apart:
                    yield f"{named}: joined, and on two days"
                elif not timedelta(0) <= gap < slot and not self._between(first, second):
                    yield f"{named}: joined, and not one directly after the other"
                order = self.kinds[first.kind].order - self.kinds[second.kind].order
                if order and (order < 0) != (first.start < second.start):
                    yield f"{named}: joined, in the wrong order"
                continue
            if link.least_days is not None and apart < link.least_days:
                yield f"{named}: {apart} days apart, at least {link.least_days} ({link.reason})"
            if link.most_days is not None and apart > link.most_days:
                yield f"{named}: {apart} days apart, at most {link.most_days} ({link.reason})"
            ordered = link.before_dry or (link.least_days is not None and link.least_days >= 0)
            if ordered and apart == 0 and second.start < first.end + timedelta(minutes=link.gap_minutes):
                yield f"{named}: on one day, less than {link.gap_minutes} minutes apart"
            lasts = self.asked[link.course, link.first].dry_after_hours
            if link.before_dry and lasts is not None:
                dry = first.start.astimezone(UTC) + timedelta(seconds=int(lasts * 3600))
                if second.end.astimezone(UTC) > dry:
                    yield f"{named}: the pump may run dry before {link.second} has ended"

    def _between(self, first: Appointment, second: Appointment) -> bool:
        """Whether the patient has something else between the two: then that is what joins them."""
        end, start = min(first.end, second.end), max(first.start, second.start)
        return any(end <= other.start < start for other in self.of_course[first.course])

    def _frozen(self) -> Iterator[str]:
        told = [notice.message for notice in self.answer.notices if notice.code == "capacity.frozen-not-kept"]
        for published in self.request.published:
            entry = self.placed.get((published.course, published.visit))
            named = f"{published.course} {published.visit}"
            moved = published.frozen and entry is not None and entry.start != published.at
            if moved and not any(named in message for message in told):
                yield f"{named} is frozen and was moved"

    def _resources(self) -> Iterator[str]:
        """Each resource at every moment: units in use against units there, and uses begun by day and hour."""
        resources = {resource.id: resource for resource in self.request.clinic.resources}
        begins: dict[str, Counter[datetime]] = defaultdict(Counter)
        begun_day: Counter[tuple[str, date]] = Counter()
        begun_hour: Counter[tuple[str, datetime]] = Counter()
        for entry in self.answer.appointments:
            kind = self.kinds.get(entry.kind)
            for need in () if kind is None else kind.needs:
                start = entry.start.astimezone(UTC) + timedelta(minutes=need.from_minutes)
                begins[need.resource][start] += need.units
                begins[need.resource][start + timedelta(minutes=need.minutes)] -= need.units
                local = self._local(start)
                begun_day[need.resource, local.date()] += 1
                begun_hour[need.resource, local.replace(minute=0)] += 1
        for name, changes in begins.items():
            yield from self._in_use(resources[name], sorted(changes.items()))
        for (name, day), count in begun_day.items():
            most = resources[name].most_a_day
            if most is not None and count > most:
                yield f"{name}: {count} uses on {day}, at most {most}"
        for (name, hour), count in begun_hour.items():
            most = resources[name].most_an_hour
            if most is not None and count > most:
                yield f"{name}: {count} uses from {hour:%Y-%m-%d %H:%M}, at most {most} an hour"

    def _in_use(self, resource: Resource, changes: Sequence[tuple[datetime, int]]) -> Iterator[str]:
        """From one beginning or end to the next so many units are in use; that many must be there all the time."""
        there_at = _Clock(
            self.zone,
            lambda day, clock: _there(resource, day, clock),
            _edges(resource.hours) | _edges(resource.exceptions),
        )
        units = 0
        for (start, change), (end, _) in pairwise(changes):
            units += change
            for moment, there in there_at.during(start, end) if units else ():
                if units > there:
                    yield f"{resource.id}: {units} in use and {there} there at {self._local(moment):%Y-%m-%d %H:%M}"
                    return


class _Stretch(Protocol):
    """Hours or an exception: what has a beginning and an end on the clock."""

    @property
    def start(self) -> time | None: ...

    @property
    def end(self) -> time | None: ...


def _edges(stretches: Iterable[_Stretch]) -> set[int]:
    """The minutes of a day at which one of these begins or ends."""
    clocks = [clock for stretch in stretches for clock in (stretch.start, stretch.end) if clock is not None]
    return {clock.hour * 60 + clock.minute for clock in clocks}


class _Clock:
    """A number that goes by the clock on the wall and changes at known minutes of it, as stretches of UTC."""

    def __init__(self, zone: ZoneInfo, value: Callable[[date, time], int], edges: set[int]) -> None:
        self.zone = zone
        self.value = value
        self.edges = sorted({0, *edges})
        self.days: dict[date, list[tuple[datetime, datetime, int]]] = {}

    def during(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, int]]:
        """Each value from ``start`` up to and without ``end``, with the first moment at which it holds."""
        day = start.astimezone(self.zone).date()
        while True:
            for first, last, value in self._of(day):
                if last > start and first < end:
                    yield max(first, start), value
            if last >= end:
                return
            day += timedelta(days=1)

    def _of(self, day: date) -> list[tuple[datetime, datetime, int]]:
        known = self.days.get(day)
        if known is None:
            known = self.days[day] = list(self._stretches(day))
        return known

    def _stretches(self, day: date) -> Iterator[tuple[datetime, datetime, int]]:
        midnight = datetime.combine(day, time(), self.zone)
        begin, end = midnight.astimezone(UTC), (midnight + timedelta(days=1)).astimezone(UTC)
        if end - begin == timedelta(days=1):
            edges = [begin + edge * _MINUTE for edge in self.edges]
        else:  # the clock is changed: minute by minute, as the clock on the wall goes
            edges = [begin + number * _MINUTE for number in range(int((end - begin) / _MINUTE))]
        for first, last in pairwise([*edges, end]):
            yield first, last, self.value(day, first.astimezone(self.zone).time())


def _there(resource: Resource, day: date, clock: time) -> int:
    """Units of a resource that are there at a time of a day."""
    for exception in reversed(resource.exceptions):
        covers = exception.first <= day <= (exception.last or exception.first)
        if covers and (exception.start is None or exception.end is None or exception.start <= clock < exception.end):
            return exception.units
    return sum(
        hours.units for hours in resource.hours if day.weekday() in hours.days and hours.start <= clock < hours.end
    )
