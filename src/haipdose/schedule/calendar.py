"""On which days a clinic works, why not on the others, and what an hour is when the clock changes.

A visit is an appointment on the wall clock; drug flows by elapsed time. Between 10:00 and 10:00 a fortnight later lie
336 hours, but 337 when summer time ends in between: :meth:`ClinicCalendar.at` gives wall times,
:func:`elapsed_hours` counts hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from haipdose.errors import InputError, raise_all
from haipdose.quantities import exactly, settle
from haipdose.schedule.clinic import Clinic, Closure, ExtraOpenDay, Weekday, YearlyClosure
from haipdose.schedule.public_holidays import check_names, known_names, public_holidays

__all__ = [
    "Clinic",
    "ClinicCalendar",
    "Closure",
    "ExtraOpenDay",
    "Weekday",
    "YearlyClosure",
    "calendar_for",
    "elapsed_days",
    "elapsed_hours",
]

SEARCH_DAYS: Final = 366
"""How far an open day is looked for: a clinic closed longer has no answer, and the planner must say so."""

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2200


def elapsed_hours(start: datetime, end: datetime) -> Decimal:
    """Hours that really pass between two moments, exact; negative when ``end`` is earlier.

    Subtracting two datetimes of one time zone counts wall time in Python, so both go to UTC first.

    Raises:
        InputError: a moment has no time zone.

    Source: derived.
    """
    for moment in (start, end):
        if moment.utcoffset() is None:
            raise InputError("A moment needs its offset from UTC.", code="schedule.no-offset", found=moment.isoformat())
    span = end.astimezone(UTC) - start.astimezone(UTC)
    microseconds = (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds
    with exactly():
        return settle(Decimal(microseconds) / Decimal(3_600_000_000))


def elapsed_days(start: datetime, end: datetime) -> Decimal:
    """Days of 24 hours between two moments; see :func:`elapsed_hours`.

    Source: derived.
    """
    with exactly():
        return settle(elapsed_hours(start, end) / 24)


class ClinicCalendar:
    """The calendar of one clinic. Asking whether a day is open costs one look-up; a year is worked out once.

    Args:
        clinic: what the clinic says about itself.

    Raises:
        InputError: the time zone, country, subdivision or a holiday's name is not known (several at once as
            :class:`~haipdose.errors.InputErrors`).
    """

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self._years: dict[int, dict[date, str]] = {}
        self._holidays = clinic.closed_holidays
        raise_all(self._faults())
        self.zone = ZoneInfo(clinic.time_zone)

    def _faults(self) -> Iterator[InputError]:
        try:
            ZoneInfo(self.clinic.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield InputError(
                f"{self.clinic.time_zone!r} is not a time zone.",
                code="schedule.time-zone-unknown",
                field="clinic.time_zone",
                found=self.clinic.time_zone,
                allowed="a name of the IANA time zone database, such as Europe/Amsterdam",
            )
        if self.clinic.country is None or self._holidays == "none":
            return
        try:
            if isinstance(self._holidays, tuple):
                check_names(self.clinic.country, self.clinic.subdivision, self._holidays)
            else:
                known_names(self.clinic.country, self.clinic.subdivision)
        except InputError as fault:
            yield fault

    @property
    def holidays_assumed(self) -> bool:
        """True when the clinic gave a country and didn't say which holidays close it: all of them were taken."""
        return self.clinic.country is not None and self.clinic.closed_holidays is None

    def is_open(self, day: date) -> bool:
        """Whether the clinic works on ``day``.

        Raises:
            InputError: the day lies in a year of which the public holidays are not known.
        """
        return day not in self._closed(day.year)

    def why_closed(self, day: date) -> str | None:
        """Why the clinic doesn't work on ``day``, in words; None when it does."""
        return self._closed(day.year).get(day)

    def next_open(self, day: date, *, within_days: int = SEARCH_DAYS) -> date | None:
        """The first open day on or after ``day``, or None when there is none within ``within_days``."""
        return self._search(day, timedelta(days=1), within_days)

    def previous_open(self, day: date, *, within_days: int = SEARCH_DAYS) -> date | None:
        """The last open day on or before ``day``, or None when there is none within ``within_days``."""
        return self._search(day, timedelta(days=-1), within_days)

    def open_days(self, first: date, last: date) -> tuple[date, ...]:
        """The open days from ``first`` to ``last``, both included; empty when ``last`` is earlier."""
        days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
        return tuple(day for day in days if self.is_open(day))

    def at(self, day: date, clock: time | None = None) -> datetime:
        """A wall-clock time of the clinic as an aware datetime; without ``clock``, the opening time.

        A time that the change to summer time skips moves forward by the skipped hour; one that exists twice is its
        first occurrence, as in iCalendar (RFC 5545, 3.3.5).
        """
        wall = datetime.combine(day, self.clinic.opening if clock is None else clock, tzinfo=self.zone)
        return wall.astimezone(UTC).astimezone(self.zone)

    def day_of(self, moment: datetime) -> date:
        """The clinic's calendar day of a moment.

        Raises:
            InputError: the moment has no time zone.
        """
        if moment.utcoffset() is None:
            raise InputError("A moment needs its offset from UTC.", code="schedule.no-offset", found=moment.isoformat())
        return moment.astimezone(self.zone).date()

    def _search(self, day: date, step: timedelta, within_days: int) -> date | None:
        for _ in range(within_days + 1):
            if self.is_open(day):
                return day
            day += step
        return None

    def _closed(self, year: int) -> dict[date, str]:
        closed = self._years.get(year)
        if closed is None:
            closed = self._work_out(year)
            self._years[year] = closed
        return closed

    def _work_out(self, year: int) -> dict[date, str]:
        """The closed days of a year with the reason that tells most: a closure, then a holiday, then the weekday."""
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise InputError(
                f"The year {year} is outside what a calendar is worked out for.",
                code="schedule.year-out-of-range",
                found=str(year),
                allowed=f"{_FIRST_YEAR} to {_LAST_YEAR}",
            )
        reasons = dict(self._off_days(year))
        reasons.update(self._public_holidays(year))
        for yearly in self.clinic.yearly_closures:
            day = yearly.in_year(year)
            if day is not None:
                reasons[day] = yearly.reason
        for extra in self.clinic.extra_open_days:
            reasons.pop(extra.day, None)
        for closure in self.clinic.closures:
            first, last = max(closure.first, date(year, 1, 1)), min(closure.end, date(year, 12, 31))
            for offset in range((last - first).days + 1):
                reasons[first + timedelta(days=offset)] = closure.reason
        return reasons

    def _off_days(self, year: int) -> Iterator[tuple[date, str]]:
        working = set(self.clinic.working_days)
        start = date(year, 1, 1)
        for offset in range((date(year, 12, 31) - start).days + 1):
            day = start + timedelta(days=offset)
            weekday = Weekday(day.weekday())
            if weekday not in working:
                yield day, f"no working day ({weekday.name.lower()})"

    def _public_holidays(self, year: int) -> dict[date, str]:
        if self.clinic.country is None or self._holidays == "none":
            return {}
        only = self._holidays if isinstance(self._holidays, tuple) else None
        reasons: dict[date, str] = {}
        for day, name in public_holidays(self.clinic.country, self.clinic.subdivision, year, only):
            reasons[day] = f"{reasons[day]}, {name}" if day in reasons else f"public holiday: {name}"
        return reasons


@lru_cache(maxsize=256)
def calendar_for(clinic: Clinic) -> ClinicCalendar:
    """The calendar of a clinic, worked out once for equal clinics: a thousand courses of one clinic share it.

    Raises:
        InputError: as :class:`ClinicCalendar`.
    """
    return ClinicCalendar(clinic)
