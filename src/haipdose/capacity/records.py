"""What a site keeps of its clinic's calendar: what the clinic has, and each calendar that was made for it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from haipdose.capacity.answers import ClinicAnswer
from haipdose.capacity.requests import Horizon
from haipdose.capacity.resources import AppointmentType, ClinicCapacity, Hours, Resource, Weights
from haipdose.evidence import Document
from haipdose.schedule.clinic import Clinic

ScheduleState = Literal["proposed", "published"]


class ClinicSetup(Document):
    """What a clinic has: hours, resources, and what an appointment takes. One for each clinic.

    ``appointment_types`` and ``weights`` left out are the package's placeholders, and every calendar says so.
    """

    code: Literal["clinic"] = "clinic"
    patient_hours: Annotated[tuple[Hours, ...], Field(min_length=1)]
    resources: tuple[Resource, ...] = ()
    slot_minutes: Annotated[int, Field(ge=5, le=240)] = 30
    appointment_types: tuple[AppointmentType, ...] | None = None
    weights: Weights | None = None

    def capacity(self, calendar: Clinic) -> ClinicCapacity:
        """With the clinic's calendar of working days, as the planner reads it. Raises pydantic's ValidationError."""
        return ClinicCapacity(
            calendar=calendar,
            patient_hours=self.patient_hours,
            resources=self.resources,
            slot_minutes=self.slot_minutes,
        )


class NotConfirmed(Document):
    """A course whose appointments were not confirmed when a calendar was published, and why."""

    course: str
    reasons: tuple[Annotated[str, StringConstraints(max_length=500)], ...]


class ClinicSchedule(Document):
    """A calendar that was made. ``course_versions``: of the courses as they were planned.

    ``published_until``: appointments up to that day are the patients' now; the others are a proposal.
    ``published_versions``: of the courses once they had their appointments.
    """

    state: ScheduleState = "proposed"
    horizon: Horizon
    answer: ClinicAnswer
    course_versions: dict[str, int]
    left_out: tuple[str, ...] = ()
    published_until: date | None = None
    published_at: AwareDatetime | None = None
    published_versions: dict[str, int] = Field(default_factory=dict)
    not_confirmed: tuple[NotConfirmed, ...] = ()
