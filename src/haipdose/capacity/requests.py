"""The document that ``haipdose schedule`` reads: a clinic, what is to be placed, wishes and published appointments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints, model_validator

from haipdose.capacity.resources import AppointmentType, ClinicCapacity, Identifier, Weights
from haipdose.evidence import Document
from haipdose.quantities import PositiveExact
from haipdose.schedule.clinic import Closure, WeekdayField

MOST_VISITS: Final = 60_000
LONGEST_HORIZON_DAYS: Final = 730


class Horizon(Document):
    """The first and the last day of what is planned."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    first: date = Field(alias="from")
    last: date = Field(alias="to")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.last < self.first:
            msg = "the horizon cannot end before it starts"
            raise ValueError(msg)
        if (self.last - self.first).days >= LONGEST_HORIZON_DAYS:
            msg = f"a horizon of at most {LONGEST_HORIZON_DAYS} days"
            raise ValueError(msg)
        return self


class ClinicVisit(Document):
    """One visit to be placed. ``course`` is a pseudonym; ``visit`` is unique within it and stays over re-planning.

    ``earliest`` to ``latest`` is hard. ``done_by`` is the moment by which it must have ended, whatever its window says
    (a pump that may be dry at the fast limit). ``dry_after_hours``: what is filled here lasts so long at the fast
    limit, less the margin; the next pump access of the course, named by a link, must have ended by then.
    """

    course: Identifier
    visit: Identifier
    kind: Identifier
    earliest: date
    target: date
    latest: date
    done_by: AwareDatetime | None = None
    dry_after_hours: PositiveExact | None = None
    priority: Annotated[int, Field(ge=1, le=100)] = 1
    note: Annotated[str, StringConstraints(max_length=300)] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.earliest <= self.target <= self.latest:
            msg = "earliest, target and latest must be in this order"
            raise ValueError(msg)
        return self


class VisitLink(Document):
    """A rule between two visits of a course: ``second`` is ``least_days`` to ``most_days`` after ``first``.

    With ``joined`` they are one stay: the same day, one directly after the other, in the order of their types. On one
    day, ``second`` starts at least ``gap_minutes`` after the end of ``first`` if ``least_days`` is not negative.
    ``before_dry``: ``second`` must have ended before what ``first`` filled may be dry. A rule holds when both are
    placed.
    """

    course: Identifier
    first: Identifier
    second: Identifier
    least_days: Annotated[int, Field(ge=-400, le=400)] | None = None
    most_days: Annotated[int, Field(ge=-400, le=400)] | None = None
    joined: bool = False
    before_dry: bool = False
    gap_minutes: Annotated[int, Field(ge=0, le=24 * 60)] = 0
    reason: Annotated[str, StringConstraints(min_length=1, max_length=200)]

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if self.first == self.second:
            msg = "a link needs two different visits"
            raise ValueError(msg)
        if self.least_days is not None and self.most_days is not None and self.most_days < self.least_days:
            msg = "most_days cannot be less than least_days"
            raise ValueError(msg)
        if self.joined and (self.least_days or self.most_days):
            msg = "joined visits are on one day: leave least_days and most_days out"
            raise ValueError(msg)
        if not self.joined and not self.before_dry and self.least_days is None and self.most_days is None:
            msg = "a link needs least_days, most_days, joined or before_dry"
            raise ValueError(msg)
        return self


class CourseWishes(Document):
    """What a patient prefers (costs when it is not met) and when they cannot come (``away``: hard)."""

    course: Identifier
    weekdays: tuple[WeekdayField, ...] = ()
    part_of_day: Literal["morning", "afternoon"] | None = None
    away: tuple[Closure, ...] = ()


class PublishedAppointment(Document):
    """An appointment that the patient has been told. ``frozen``: it may not move."""

    course: Identifier
    visit: Identifier
    at: AwareDatetime
    frozen: bool = False


class ClinicRequest(Document):
    """What ``haipdose schedule`` is asked.

    ``appointment_types`` and ``weights`` left out are the package's, which are placeholders (evidence ``local``), and
    the answer says so. Visits whose target lies after the horizon are named and left out; nothing is placed before
    ``as_of``.
    """

    as_of: AwareDatetime
    horizon: Horizon
    clinic: ClinicCapacity
    appointment_types: tuple[AppointmentType, ...] | None = None
    weights: Weights | None = None
    visits: tuple[ClinicVisit, ...] = Field(default=(), max_length=MOST_VISITS)
    links: tuple[VisitLink, ...] = ()
    wishes: tuple[CourseWishes, ...] = ()
    published: tuple[PublishedAppointment, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        faults = list(_faults(self))
        if faults:
            msg = "; ".join(faults[:20]) + (f"; and {len(faults) - 20} more" if len(faults) > 20 else "")
            raise ValueError(msg)
        return self


def _twice(names: Iterator[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def _faults(request: ClinicRequest) -> Iterator[str]:
    """Everything that does not fit together, in words."""
    known = {(visit.course, visit.visit) for visit in request.visits}
    for name in _twice(f"{visit.course} {visit.visit}" for visit in request.visits):
        yield f"the visit {name} is named twice"
    for name in _twice(wish.course for wish in request.wishes):
        yield f"the wishes of {name} are given twice"
    for name in _twice(f"{entry.course} {entry.visit}" for entry in request.published):
        yield f"the published appointment {name} is named twice"
    for link in request.links:
        for visit in (link.first, link.second):
            if (link.course, visit) not in known:
                yield f"a link of {link.course} names the visit {visit}, which is not to be placed"
    if request.appointment_types is not None:
        yield from _type_faults(request, request.appointment_types)


def _type_faults(request: ClinicRequest, types: tuple[AppointmentType, ...]) -> Iterator[str]:
    for name in _twice(kind.kind for kind in types):
        yield f"the appointment type {name} is given twice"
    resources = {resource.id for resource in request.clinic.resources}
    for kind in types:
        for need in kind.needs:
            if need.resource not in resources:
                yield f"the appointment type {kind.kind} needs {need.resource}, which is no resource of the clinic"
    named = {kind.kind for kind in types}
    for missing in sorted({visit.kind for visit in request.visits} - named):
        yield f"there is no appointment type for visits of kind {missing}"
