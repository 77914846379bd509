"""Checks an answer against its request, minute by minute, by code that shares nothing with what made the answer.

Nothing of the solver's tables, slots or rules is used here: times are moments, resources are counted for each minute,
rules are read from the request.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
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
        beyond = {tuple(name.split(" ", 1)) for name in self.answer.beyond_horizon}
        for key, times in counted.items():
            if key not in self.asked:
                yield f"{key[0]} {key[1]} was not asked for"
            if times > 1:
                yield f"{key[0]} {key[1]} is answered {times} times"
        for key, visit in self.asked.items():
            named = f"{visit.course} {visit.visit}"
            if key not in counted and named not in self.answer.beyond_horizon:
                yield f"{named} is neither placed nor named as not placed"
            if named in self.answer.beyond_horizon and visit.target <= self.request.horizon.last:
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
        why = calendar_for(self.request.clinic.calendar).why_closed(start.date())
        if why is not None:
            yield f"{named} on {start.date()}: {why}"
        for wish in self.request.wishes:
            if wish.course == entry.course:
                for away in wish.away:
                    if away.first <= start.date() <= (away.last or away.first):
                        yield f"{named} on {start.date()}: the patient is away"
        if end.date() != start.date() and end.hour * 60 + end.minute:
            yield f"{named} goes on after midnight"

    def _hours(self, entry: Appointment) -> Iterator[str]:
        """Every minute of the patient's stay lies in the hours for patients."""
        at = entry.start
        while at < entry.end:
            local = self._local(at)
            clock = local.time().replace(tzinfo=None)
            if not any(
                local.weekday() in hours.days and hours.start <= clock < hours.end
                for hours in self.request.clinic.patient_hours
            ):
                yield f"{entry.course} {entry.visit} is outside the hours for patients at {local:%Y-%m-%d %H:%M}"
                return
            at += _MINUTE

    def _one_place_at_a_time(self) -> Iterator[str]:
        by_course: dict[str, list[Appointment]] = defaultdict(list)
        for entry in self.answer.appointments:
            by_course[entry.course].append(entry)
        for course, entries in by_course.items():
            entries.sort(key=lambda entry: entry.start)
            for before, after in pairwise(entries):
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
                others = [entry for entry in self.answer.appointments if entry.course == link.course]
                between = [
                    other
                    for other in others
                    if min(first.end, second.end) <= other.start < max(first.start, second.start)
                ]
                if apart:
                    yield f"{named}: joined, and on two days"
                elif not between and not timedelta(0) <= gap < slot:
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

    def _frozen(self) -> Iterator[str]:
        told = [notice.message for notice in self.answer.notices if notice.code == "capacity.frozen-not-kept"]
        for published in self.request.published:
            entry = self.placed.get((published.course, published.visit))
            named = f"{published.course} {published.visit}"
            moved = published.frozen and entry is not None and entry.start != published.at
            if moved and not any(named in message for message in told):
                yield f"{named} is frozen and was moved"

    def _resources(self) -> Iterator[str]:
        """Every minute of every resource: units in use against units there, and uses begun by day and hour."""
        resources = {resource.id: resource for resource in self.request.clinic.resources}
        used: dict[str, Counter[datetime]] = defaultdict(Counter)
        begun_day: Counter[tuple[str, date]] = Counter()
        begun_hour: Counter[tuple[str, datetime]] = Counter()
        for entry in self.answer.appointments:
            kind = self.kinds.get(entry.kind)
            for need in () if kind is None else kind.needs:
                start = entry.start.astimezone(UTC) + timedelta(minutes=need.from_minutes)
                for minute in range(need.minutes):
                    used[need.resource][start + minute * _MINUTE] += need.units
                local = self._local(start)
                begun_day[need.resource, local.date()] += 1
                begun_hour[need.resource, local.replace(minute=0)] += 1
        for name, minutes in used.items():
            for moment, units in sorted(minutes.items()):
                there = self._there(resources[name], self._local(moment))
                if units > there:
                    yield f"{name}: {units} in use and {there} there at {self._local(moment):%Y-%m-%d %H:%M}"
                    break
        for (name, day), count in begun_day.items():
            most = resources[name].most_a_day
            if most is not None and count > most:
                yield f"{name}: {count} uses on {day}, at most {most}"
        for (name, hour), count in begun_hour.items():
            most = resources[name].most_an_hour
            if most is not None and count > most:
                yield f"{name}: {count} uses from {hour:%Y-%m-%d %H:%M}, at most {most} an hour"

    def _there(self, resource: Resource, local: datetime) -> int:
        clock = local.time().replace(tzinfo=None)
        for exception in reversed(resource.exceptions):
            covers = exception.first <= local.date() <= (exception.last or exception.first)
            if covers and (
                exception.start is None or exception.end is None or exception.start <= clock < exception.end
            ):
                return exception.units
        return sum(
            hours.units
            for hours in resource.hours
            if local.weekday() in hours.days and hours.start <= clock < hours.end
        )
