"""A clinic request with one thing changed: more of a resource, a wider window, a rule or an absence less."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, time, timedelta
from itertools import groupby
from typing import Final

from haipdose.capacity.day_grid import DAY_MINUTES, minute_of
from haipdose.capacity.requests import ClinicRequest, ClinicVisit, Horizon, VisitLink
from haipdose.capacity.resources import CapacityException, Resource
from haipdose.schedule.clinic import Closure, ExtraOpenDay

ENOUGH: Final = 1000
"""Units of a resource that is not scarce: the most that a request can name."""
_WHY: Final = "what-if"
Key = tuple[str, str]


def only(request: ClinicRequest, keys: Collection[Key], first: date, last: date) -> ClinicRequest:
    """Only these visits with what is said about them, in a horizon cut to these days."""
    courses = {course for course, _ in keys}
    begins = min(max(first, request.horizon.first), request.horizon.last)
    return request.model_copy(
        update={
            "horizon": Horizon(first=begins, last=max(begins, min(last, request.horizon.last))),
            "visits": tuple(visit for visit in request.visits if (visit.course, visit.visit) in keys),
            "links": tuple(
                link for link in request.links if {(link.course, link.first), (link.course, link.second)} <= set(keys)
            ),
            "wishes": tuple(wish for wish in request.wishes if wish.course in courses),
            "published": tuple(entry for entry in request.published if (entry.course, entry.visit) in keys),
        }
    )


def with_resource(request: ClinicRequest, changed: Resource) -> ClinicRequest:
    """The request in which a resource of the same id is this one."""
    resources = tuple(changed if one.id == changed.id else one for one in request.clinic.resources)
    return request.model_copy(update={"clinic": request.clinic.model_copy(update={"resources": resources})})


def with_enough(request: ClinicRequest, names: Collection[str]) -> ClinicRequest:
    """The request in which these resources are never scarce, at any hour."""
    always = CapacityException(first=date.min, last=date.max, units=ENOUGH, reason=_WHY)
    for resource in request.clinic.resources:
        if resource.id in names:
            plenty = {"exceptions": (always,), "most_a_day": None, "most_an_hour": None}
            request = with_resource(request, resource.model_copy(update=plenty))
    return request


def with_more(request: ClinicRequest, resource: Resource, day: date, more: int) -> ClinicRequest:
    """The request with so many more units of a resource on a day, at the hours at which it is there on such days.

    Where it never is there on that weekday: at the hours for patients.
    """
    usual = _units(resource, day, exceptions=False)
    if not any(usual):
        usual = [0] * DAY_MINUTES
        for hours in request.clinic.patient_hours:
            if day.weekday() in hours.days:
                start, end = minute_of(hours.start), minute_of(hours.end)
                usual[start:end] = [1] * (end - start)
    there = _units(resource, day, exceptions=True)
    then = [have + more if often or have else 0 for often, have in zip(usual, there, strict=True)]
    added = tuple(
        CapacityException(first=day, start=start, end=end, units=min(units, ENOUGH), reason=_WHY)
        for start, end, units in _stretches(then)
    )
    return with_resource(request, resource.model_copy(update={"exceptions": (*resource.exceptions, *added)}))


def _units(resource: Resource, day: date, *, exceptions: bool) -> list[int]:
    """Units of a resource in each minute of a day."""
    minutes = [0] * DAY_MINUTES
    for hours in resource.hours:
        if day.weekday() in hours.days:
            for minute in range(minute_of(hours.start), minute_of(hours.end)):
                minutes[minute] += hours.units
    for exception in resource.exceptions if exceptions else ():
        if exception.first <= day <= exception.end_day:
            start = 0 if exception.start is None else minute_of(exception.start)
            end = DAY_MINUTES if exception.end is None else minute_of(exception.end)
            minutes[start:end] = [exception.units] * (end - start)
    return minutes


def _stretches(minutes: list[int]) -> Iterator[tuple[time | None, time | None, int]]:
    """Stretches of equal units other than none. One up to midnight ends a minute before: no clock time says more."""
    at = 0
    for units, group in groupby(minutes):
        end = at + len(list(group))
        if units:
            last = min(end, DAY_MINUTES - 1)
            whole = (at, end) == (0, DAY_MINUTES)
            yield (None, None, units) if whole else (time(at // 60, at % 60), time(last // 60, last % 60), units)
        at = end


def with_window(
    request: ClinicRequest, key: Key, *, earliest: date | None = None, latest: date | None = None
) -> ClinicRequest:
    """The request in which a visit's window begins or ends on another day."""

    def changed(visit: ClinicVisit) -> ClinicVisit:
        if (visit.course, visit.visit) != key:
            return visit
        return visit.model_copy(update={"earliest": earliest or visit.earliest, "latest": latest or visit.latest})

    return request.model_copy(update={"visits": tuple(changed(visit) for visit in request.visits)})


def without_done_by(request: ClinicRequest) -> ClinicRequest:
    """The request in which no pump runs dry."""
    visits = tuple(visit.model_copy(update={"done_by": None}) for visit in request.visits)
    return request.model_copy(update={"visits": visits})


def without_link(request: ClinicRequest, dropped: VisitLink) -> ClinicRequest:
    """The request without one of its rules between visits."""
    return request.model_copy(update={"links": tuple(link for link in request.links if link != dropped)})


def without_absences(request: ClinicRequest, course: str | None = None) -> ClinicRequest:
    """The request in which patients (or the one of a course) are never away."""
    wishes = tuple(
        wish.model_copy(update={"away": ()}) if course in (None, wish.course) else wish for wish in request.wishes
    )
    return request.model_copy(update={"wishes": wishes})


def without_frozen(request: ClinicRequest, key: Key | None = None) -> ClinicRequest:
    """The request in which appointments (or the one of a visit) may move."""
    published = tuple(
        entry.model_copy(update={"frozen": False}) if key in (None, (entry.course, entry.visit)) else entry
        for entry in request.published
    )
    return request.model_copy(update={"published": published})


def with_open_days(request: ClinicRequest, days: Collection[date]) -> ClinicRequest:
    """The request in which the clinic works on these days."""
    calendar = request.clinic.calendar
    open_already = {extra.day for extra in calendar.extra_open_days}
    extra = tuple(ExtraOpenDay(day=day, reason=_WHY) for day in sorted(days) if day not in open_already)
    closures = tuple(
        left
        for closure in calendar.closures
        for left in (
            (
                Closure(first=day, reason=closure.reason)
                for day in every_day(closure.first, closure.end)
                if day not in days
            )
            if any(closure.covers(day) for day in days)
            else (closure,)
        )
    )
    changed = calendar.model_copy(update={"extra_open_days": (*calendar.extra_open_days, *extra), "closures": closures})
    return request.model_copy(update={"clinic": request.clinic.model_copy(update={"calendar": changed})})


def every_day(first: date, last: date) -> Iterator[date]:
    """The days from first to last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
