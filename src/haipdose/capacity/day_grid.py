"""The clinic's days and slots as numbers, and how many units of each resource there are in each slot."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.resources import Hours, Resource
from haipdose.schedule.calendar import calendar_for

if TYPE_CHECKING:
    from haipdose.capacity.problem import Use

DAY_MINUTES: Final = 24 * 60


def minute_of(clock: time) -> int:
    """Minutes since midnight."""
    return clock.hour * 60 + clock.minute


class DayGrid:
    """Open days of the horizon from today on, each cut into slots of the wall clock.

    ``capacity[resource][day][slot]``: units that are there during the whole slot. ``open_slots[day]``: whether patients
    may be there. Slots that a change of the clock skips or repeats are not used.

    Raises:
        InputError: the time zone or the holidays of the clinic's calendar are not known.
    """

    def __init__(self, request: ClinicRequest) -> None:
        clinic = request.clinic
        self.calendar = calendar_for(clinic.calendar)
        self.as_of = request.as_of
        self.today = self.calendar.day_of(request.as_of)
        self.slot_minutes = clinic.slot_minutes
        self.slots = DAY_MINUTES // clinic.slot_minutes
        first = max(request.horizon.first, self.today)
        self.days: tuple[date, ...] = (
            self.calendar.open_days(first, request.horizon.last) if first <= request.horizon.last else ()
        )
        self.day_number = {day: number for number, day in enumerate(self.days)}
        self.ordinals = tuple(day.toordinal() for day in self.days)
        self.resources = clinic.resources
        self.resource_number = {resource.id: number for number, resource in enumerate(clinic.resources)}
        self.open_slots = tuple(self._open(day, clinic.patient_hours) for day in self.days)
        self.capacity = tuple(tuple(self._capacity(resource, day) for day in self.days) for resource in self.resources)
        self._first_minute = min(minute_of(hours.start) for hours in clinic.patient_hours)

    def slot_down(self, minutes: int) -> int:
        """Whole slots, towards the past."""
        return minutes // self.slot_minutes

    def slot_up(self, minutes: int) -> int:
        """Whole slots, towards the future."""
        return -(-minutes // self.slot_minutes)

    def minute(self, slot: int) -> int:
        """Minutes since midnight at which a slot starts."""
        return slot * self.slot_minutes

    def between(self, first: date, last: date) -> range:
        """Numbers of the open days from ``first`` to ``last``."""
        return range(bisect_left(self.days, first), bisect_right(self.days, last))

    def moment(self, day: int, slot: int) -> datetime:
        """The moment at which a slot of a day starts; the slot after the last one is the next midnight."""
        minute = self.minute(slot)
        at = self.days[day] + timedelta(days=minute // DAY_MINUTES)
        return self.calendar.at(at, time(minute % DAY_MINUTES // 60, minute % 60))

    def day_of(self, moment: datetime) -> date:
        """The clinic's calendar day of a moment."""
        return self.calendar.day_of(moment)

    def place_of(self, moment: datetime) -> tuple[int, int] | None:
        """Number of the day and slot that begin at a moment; None when no slot of an open day begins then."""
        local = moment.astimezone(self.calendar.zone)
        day = self.day_number.get(local.date())
        minute = local.hour * 60 + local.minute
        if day is None or local.second or local.microsecond or minute % self.slot_minutes:
            return None
        return day, minute // self.slot_minutes

    def whole_days_before_dry(self, hours: Decimal) -> int:
        """Days between a fill and a refill whose whole day ends before ``hours`` have passed, however early it was.

        An hour is taken off for a change of the clock between them.
        """
        minutes = self._first_minute + int(hours * 60) - 60
        return minutes // DAY_MINUTES - 1

    def starts(self, day: int, length: int, before: int, after: int, uses: Sequence[Use]) -> Iterator[int]:
        """Slots at which a stay of ``length`` slots can start with the clinic otherwise empty.

        ``before`` (not positive) and ``after``: the first and the last slot that anything of it touches.
        """
        open_slots = self.open_slots[day]
        for start in range(max(0, -before), self.slots - after + 1):
            if not all(open_slots[start : start + length]):
                continue
            if any(
                min(self.capacity[use.resource][day][start + use.first : start + use.end], default=0) < use.units
                for use in uses
            ):
                continue
            if self.days[day] == self.today and self.moment(day, start + before) < self.as_of:
                continue
            yield start

    def _open(self, day: date, hours: Sequence[Hours]) -> tuple[bool, ...]:
        inside = [False] * self.slots
        for stretch in hours:
            if day.weekday() in stretch.days:
                for slot in range(self.slot_up(minute_of(stretch.start)), minute_of(stretch.end) // self.slot_minutes):
                    inside[slot] = True
        for slot in self._disturbed(day):
            inside[slot] = False
        return tuple(inside)

    def _disturbed(self, day: date) -> Iterator[int]:
        """Slots up to the change of the clock on its day, so that nothing is planned across it."""
        start, end = self.calendar.at(day, time(0, 0)), self.calendar.at(day + timedelta(days=1), time(0, 0))
        if start.utcoffset() == end.utcoffset():
            return
        for slot in range(self.slots):
            minute = self.minute(slot)
            wall = time(minute // 60, minute % 60)
            at = self.calendar.at(day, wall)
            if at.utcoffset() != end.utcoffset() or at.time() != wall:
                yield slot

    def _capacity(self, resource: Resource, day: date) -> tuple[int, ...]:
        """Units in each slot: the fewest of its minutes; none before a change of the clock on its day."""
        minutes = [0] * DAY_MINUTES
        for stretch in resource.hours:
            if day.weekday() in stretch.days and stretch.units:
                for minute in range(minute_of(stretch.start), minute_of(stretch.end)):
                    minutes[minute] += stretch.units
        for exception in resource.exceptions:
            if exception.first <= day <= exception.end_day:
                start = 0 if exception.start is None else minute_of(exception.start)
                end = DAY_MINUTES if exception.end is None else minute_of(exception.end)
                minutes[start:end] = [exception.units] * (end - start)
        for slot in self._disturbed(day):
            minutes[self.minute(slot)] = 0
        return tuple(
            min(minutes[slot * self.slot_minutes : (slot + 1) * self.slot_minutes]) for slot in range(self.slots)
        )
