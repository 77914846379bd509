"""Where a visit goes: the best open day of its window, with the reason when that isn't the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from haipdose.protocol.schedule_rules import VisitWindow
from haipdose.schedule.calendar import ClinicCalendar

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which the patient cannot come, both ends included."""

    first: date
    last: date
    reason: str


class Availability:
    """Whether clinic and patient can meet on a day."""

    def __init__(self, calendar: ClinicCalendar, absences: Sequence[Absence]) -> None:
        self.calendar = calendar
        self.absences = tuple(absences)

    def absence(self, day: date) -> Absence | None:
        """The absence that covers ``day`` and lasts longest."""
        covering = [absence for absence in self.absences if absence.first <= day <= absence.last]
        return max(covering, key=lambda absence: absence.last) if covering else None

    def is_free(self, day: date) -> bool:
        """Whether the clinic works and the patient can come."""
        return self.calendar.is_open(day) and (not self.absences or self.absence(day) is None)

    def why_not(self, day: date) -> str | None:
        """Why a visit cannot be on ``day``; None when it can."""
        closed = self.calendar.why_closed(day)
        if closed is not None:
            return closed
        absence = self.absence(day)
        return None if absence is None else f"patient not available: {absence.reason}"

    def first_free(self, day: date, last: date) -> date | None:
        """The first day from ``day`` to ``last`` on which both can."""
        while day <= last:
            if self.is_free(day):
                return day
            day += DAY
        return None


@dataclass(frozen=True, slots=True)
class Placement:
    """The day that was found, and why it isn't the target; ``day`` is None when nothing fits."""

    day: date | None
    reason: str | None = None


def place(target: date, earliest: date, latest: date, window: VisitWindow, availability: Availability) -> Placement:
    """The best free day from ``earliest`` to ``latest``.

    Args:
        target: where the visit belongs; taken if it is free and inside.
        earliest: first day allowed.
        latest: last day allowed.
        window: which side is taken when the target's day is closed.
        availability: of clinic and patient.
    """
    if earliest <= target <= latest and availability.is_free(target):
        return Placement(target)
    for offset in _order(window.closed_day, (earliest - target).days, (latest - target).days):
        day = target + timedelta(days=offset)
        if availability.is_free(day):
            why = availability.why_not(target) or "outside the days allowed"
            return Placement(day, f"{target}: {why}")
    return Placement(None, availability.why_not(target))


@lru_cache(maxsize=4096)
def _order(closed_day: str, first: int, last: int) -> tuple[int, ...]:
    return tuple(sorted(_offsets(first, last), key=_PREFERENCE[closed_day]))


def _offsets(first: int, last: int) -> Iterator[int]:
    return iter(range(first, last + 1))


_PREFERENCE = {
    "nearest-earlier": lambda offset: (abs(offset), offset),
    "nearest-later": lambda offset: (abs(offset), -offset),
    "earlier": lambda offset: (offset > 0, abs(offset)),
    "later": lambda offset: (offset < 0, abs(offset)),
}
