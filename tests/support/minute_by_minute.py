"""What the independent check of a clinic's calendar has to find, counted for each minute: slow, and plain."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from haipdose.capacity.answers import ClinicAnswer
from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.resources import Resource

MINUTE = dt.timedelta(minutes=1)


def faults_by_the_minute(request: ClinicRequest, answer: ClinicAnswer) -> Iterator[str]:
    """Where a patient is outside the hours, and where more is in use than there is; the first minute of each."""
    zone = ZoneInfo(request.clinic.calendar.time_zone)
    kinds = {kind.kind: kind for kind in request.appointment_types or ()}
    used: dict[str, Counter[dt.datetime]] = defaultdict(Counter)
    for entry in answer.appointments:
        at = entry.start.astimezone(dt.UTC)
        while at < entry.end:
            local = at.astimezone(zone)
            if not any(
                local.weekday() in hours.days and hours.start <= local.time() < hours.end
                for hours in request.clinic.patient_hours
            ):
                yield f"{entry.course} {entry.visit} is outside the hours for patients at {local:%Y-%m-%d %H:%M}"
                break
            at += MINUTE
        for need in kinds[entry.kind].needs:
            start = entry.start.astimezone(dt.UTC) + need.from_minutes * MINUTE
            for number in range(need.minutes):
                used[need.resource][start + number * MINUTE] += need.units
    for resource in request.clinic.resources:
        for moment, units in sorted(used[resource.id].items()):
            local = moment.astimezone(zone)
            if units > (have := there(resource, local)):
                yield f"{resource.id}: {units} in use and {have} there at {local:%Y-%m-%d %H:%M}"
                break


def there(resource: Resource, local: dt.datetime) -> int:
    clock = local.time()
    for exception in reversed(resource.exceptions):
        if exception.first <= local.date() <= (exception.last or exception.first) and (
            exception.start is None or exception.start <= clock < exception.end
        ):
            return exception.units
    return sum(h.units for h in resource.hours if local.weekday() in h.days and h.start <= clock < h.end)
