"""What a clinic has and when: resources by weekday and hour, exceptions by date, what an appointment uses of them."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from haipdose.evidence import Document
from haipdose.schedule.clinic import Clinic, ClockTime, WeekdayField

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^\S(.*\S)?$")]
Units = Annotated[int, Field(ge=0, le=1000)]
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]
Weight = Annotated[int, Field(ge=0, le=1_000_000)]


def _in_order(start: time, end: time, what: str) -> None:
    if end <= start:
        msg = f"{what} must end after it starts, on the same day"
        raise ValueError(msg)


class Hours(Document):
    """A stretch of the clinic's wall clock on some weekdays."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    days: tuple[WeekdayField, ...] = Field(min_length=1)
    start: ClockTime = Field(alias="from")
    end: ClockTime = Field(alias="to")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        _in_order(self.start, self.end, "a stretch of hours")
        return self


class CapacityHours(Hours):
    """So many units of a resource at any moment of these hours. Stretches that overlap add up: two shifts of nurses."""

    units: Units


class CapacityException(Document):
    """Another number of units on some dates (both included), for the whole day or from ``from`` to ``to``.

    It replaces what the weekday gives. Of several exceptions for one moment, the last one counts.
    """

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    first: date
    last: date | None = None
    start: ClockTime | None = Field(default=None, alias="from")
    end: ClockTime | None = Field(default=None, alias="to")
    units: Units
    reason: Annotated[str, StringConstraints(min_length=1, max_length=200)]

    @property
    def end_day(self) -> date:
        """The last day that it covers."""
        return self.last or self.first

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end_day < self.first:
            msg = "an exception cannot end before it starts"
            raise ValueError(msg)
        if (self.start is None) != (self.end is None):
            msg = "an exception for part of the day needs both from and to"
            raise ValueError(msg)
        if self.start is not None and self.end is not None:
            _in_order(self.start, self.end, "an exception")
        return self


class Resource(Document):
    """Something that there is only so much of: chairs, nurses, preparations, a pump programmer, imaging slots.

    ``hours`` limits how many units are in use at any moment. ``most_a_day`` and ``most_an_hour`` limit how many uses
    begin in a day and in a clock hour, for a pharmacy that prepares so many.
    """

    id: Identifier
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = None
    hours: tuple[CapacityHours, ...] = ()
    exceptions: tuple[CapacityException, ...] = ()
    most_a_day: Units | None = None
    most_an_hour: Units | None = None

    @property
    def shown(self) -> str:
        """Its name for people."""
        return self.name or self.id


class Need(Document):
    """What an appointment uses of one resource, from ``from_minutes`` after its start (before it: negative)."""

    resource: Identifier
    units: Annotated[int, Field(ge=1, le=1000)] = 1
    from_minutes: Annotated[int, Field(ge=-24 * 60, le=24 * 60)] = 0
    minutes: Annotated[int, Field(ge=1, le=24 * 60)]


class AppointmentType(Document):
    """What one kind of visit takes, and what it costs to place it badly.

    ``minutes``: how long the patient is there. ``order``: of visits joined on one day, the lower comes first.
    ``cost_a_day_early`` and ``cost_a_day_late`` count from the target day, ``cost_not_placed`` when no place is found;
    the visit's own priority multiplies them.
    """

    kind: Identifier
    minutes: Annotated[int, Field(ge=1, le=24 * 60)]
    needs: tuple[Need, ...] = ()
    order: Annotated[int, Field(ge=0, le=99)] = 50
    cost_a_day_early: Weight
    cost_a_day_late: Weight
    cost_not_placed: Annotated[int, Field(ge=1, le=1_000_000)]


class Weights(Document):
    """What the rest costs, in the same points as the costs of an appointment type.

    A published appointment that moves costs ``published_day_moved`` or, on the same day, ``published_time_moved``;
    times ``short_notice_factor`` when its day is at most ``short_notice_days`` ahead.
    """

    not_a_wished_weekday: Weight
    not_the_wished_part_of_day: Weight
    published_day_moved: Weight
    published_time_moved: Weight
    short_notice_days: Annotated[int, Field(ge=0, le=60)]
    short_notice_factor: Annotated[int, Field(ge=1, le=100)]
    noon: ClockTime = Field(json_schema_extra={"examples": ["12:00"]})


class ClinicCapacity(Document):
    """The clinic: its calendar, the hours in which patients are there, what there is, and its slots.

    Every appointment starts on a multiple of ``slot_minutes`` after midnight.
    """

    calendar: Clinic
    patient_hours: tuple[Hours, ...] = Field(min_length=1)
    resources: tuple[Resource, ...] = ()
    slot_minutes: Annotated[int, Field(ge=5, le=240)] = 30

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [resource.id for resource in self.resources]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            msg = f"resources named twice: {', '.join(twice)}"
            raise ValueError(msg)
        if (24 * 60) % self.slot_minutes:
            msg = "slot_minutes must divide a day, such as 10, 15, 20 or 30"
            raise ValueError(msg)
        return self
