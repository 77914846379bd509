"""The documents that are recorded beside the facts: clinic, patient, pump, and the head of a course."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from haipdose.evidence import Document
from haipdose.patient.body import Patient
from haipdose.pump.in_use import PumpInUse
from haipdose.schedule.clinic import Clinic

ShortText = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]
RecordId = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z]{3}-[0-9a-z]{26}$")]


class ClinicRecord(Document):
    """A clinic: its name and its calendar."""

    name: ShortText
    calendar: Clinic


class PatientRecord(Document):
    """Who a patient is. The identifier is the hospital's; names and birth date are for people, never for logs."""

    identifier_system: ShortText = "urn:haipdose:local"
    identifier: Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^\S(.*\S)?$")]
    family_name: Annotated[str, StringConstraints(max_length=120)] | None = None
    given_name: Annotated[str, StringConstraints(max_length=120)] | None = None
    birth_date: date | None = None
    sex: Literal["male", "female"]


class PumpRecord(Document):
    """A pump of the clinic, as it stands on its card, and whether it may be used."""

    pump: PumpInUse
    status: Literal["in-stock", "implanted", "explanted", "withdrawn"] = "in-stock"
    note: Annotated[str, StringConstraints(max_length=400)] | None = None


class CourseHeader(Document):
    """What a course starts from: everything of the engine's course but the clinic, the moment and the facts.

    ``patient`` and ``pump`` are as they were at the start; weight, flow and a new pump come as facts.
    """

    patient_id: RecordId
    pump_id: RecordId | None = None
    patient: Patient
    pump: PumpInUse | None = None
    protocol: Name
    arm: Name
    regimen: Name | None = None
    additions: tuple[Name, ...] = ()
    dpyd: Literal["normal", "partial", "complete"] | None = None
    pump_cycles: Annotated[int, Field(ge=1, le=24)] | None = None
