"""The text of a calendar feed: one course for its patient, or many for the clinic.

Source: RFC 5545 (iCalendar), RFC 7986 (NAME, REFRESH-INTERVAL).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone
from icalendar.prop import vDuration, vText

from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose.interop.calendar.published import PublishedCalendar, PublishedVisit
from haipdose.interop.visit_words import WITHOUT_THE_PATIENT, plain_words
from haipdose.schedule.calendar import calendar_for
from haipdose.schedule.clinic import Clinic
from haipdose.version import __version__

Wording = Literal["kind", "opaque"]
"""``kind``: "Pump visit", "Blood test". ``opaque``: every entry reads "Hospital visit"."""

_STATUS: Final = {"confirmed": "CONFIRMED", "tentative": "TENTATIVE", "cancelled": "CANCELLED"}
_REFRESH: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_YEAR: Final = timedelta(days=366)
_UTC_NAMES: Final = frozenset({"UTC", "Etc/UTC"})


class FeedEntry(Document):
    """One course in a clinic's feed. ``label`` is what the clinic decided to show: a pseudonym, or initials."""

    calendar: PublishedCalendar
    label: str | None = None


def patient_feed(calendar: PublishedCalendar, clinic: Clinic, *, wording: Wording = "kind") -> bytes:
    """The feed of one course for its patient: no name, drug, dose or reason.

    Args:
        calendar: what is published of the course.
        clinic: gives the time zone.
        wording: how much an entry says.

    Raises:
        InputError: the clinic's time zone is not known.
    """
    rows = [
        (entry, _summary(entry, None, wording)) for entry in calendar.visits if entry.kind not in WITHOUT_THE_PATIENT
    ]
    return _text(rows, clinic, name="Hospital visits")


def clinic_feed(entries: Sequence[FeedEntry], clinic: Clinic, *, wording: Wording = "kind") -> bytes:
    """The feed of a clinic: many courses, each visit with its course's label, the course id when there is none.

    Raises:
        InputError: the time zone is not known, or two entries are of one course.
    """
    ids = [entry.calendar.course for entry in entries]
    if len(set(ids)) != len(ids):
        raise InputError("A course stands twice in the clinic's feed.", code="calendar.course-twice", field="entries")
    rows = [
        (visit, _summary(visit, entry.label or entry.calendar.course, wording))
        for entry in entries
        for visit in entry.calendar.visits
    ]
    rows.sort(key=lambda row: (row[0].day, row[1], row[0].uid))
    return _text(rows, clinic, name="Pump clinic")


def initials(given: str | None, family: str | None) -> str | None:
    """Initials such as ``J.v.d.B.`` for a clinic that decided to show them; None without any name."""
    words = f"{given or ''} {family or ''}".replace("-", " ").split()
    return "".join(f"{word[0]}." for word in words) or None


def _summary(entry: PublishedVisit, label: str | None, wording: Wording) -> str:
    words = plain_words(entry.kind) if wording == "kind" else "Hospital visit"
    return words if label is None else f"{words} – {label}"


def _text(rows: Sequence[tuple[PublishedVisit, str]], clinic: Clinic, *, name: str) -> bytes:
    calendar_for(clinic)  # a time zone that doesn't exist is refused in the same words as everywhere
    feed = Calendar()
    feed.add("prodid", f"-//haipdose//haipdose {__version__}//EN")
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    feed.add("name", name)
    feed.add("x-wr-calname", name)
    feed.add("x-wr-timezone", clinic.time_zone)
    feed.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", vDuration(_REFRESH))
    if rows and clinic.time_zone not in _UTC_NAMES:
        feed.add_component(_time_zone(clinic.time_zone, (entry.day for entry, _ in rows)))
    for entry, summary in rows:
        feed.add_component(_event(entry, summary, clinic))
    return bytes(feed.to_ical())


def _time_zone(name: str, days: Iterable[date]) -> Timezone:
    """The rules of the zone for the years of the feed."""
    every = sorted(days)
    return Timezone.from_tzid(
        name, first_date=date(every[0].year, 1, 1) - _YEAR, last_date=date(every[-1].year, 12, 31) + _YEAR
    )


def _event(entry: PublishedVisit, summary: str, clinic: Clinic) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", _utc(entry.changed_at))
    event.add("created", _utc(entry.created_at))
    event.add("last-modified", _utc(entry.changed_at))
    event.add("sequence", entry.sequence)
    event.add("status", _STATUS[entry.state])
    event.add("summary", vText(summary))
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if entry.at is not None and entry.state != "cancelled" else "TRANSPARENT")
    if entry.at is None:
        # The plan knows a day, not an hour; an hour that nobody agreed on would be kept as an appointment.
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + _DAY)
    else:
        event.add("dtstart", entry.at.astimezone(ZoneInfo(clinic.time_zone)).replace(microsecond=0))
    return event


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
