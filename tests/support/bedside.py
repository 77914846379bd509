"""A bedside: a course whose fill was given, a nurse, a pharmacist beside her, and an emulated pump on a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from api_support import ApiUnderTest, api_on
from fastapi.testclient import TestClient
from quick_passwords import quick_hash
from records_support import CLINIC
from sqlalchemy import Engine
from stores import migrated_sqlite

from haipdose.fill.requests import FillRequest
from haipdose.orders.workflow import DoubleChecked, Given, Ordered, Released, Verified
from haipdose.pump.loader import load_profile
from haipdose.records import courses, orders, people
from haipdose.records.audit import Actor
from haipdose.records.registries import CLINICS, PATIENTS
from haipdose.records.shapes import CourseHeader, PatientRecord
from haipdose_api.order_steps import calculate
from haipdose_api.permissions import Role
from haipdose_sim.emulator.building import build
from haipdose_sim.emulator.faults.plan import find_fault_plan
from haipdose_sim.emulator.serving.loop import Server
from haipdose_sim.emulator.serving.ports import TcpPort

SERIAL = "1000001"
PASSWORD = "seven green herons"
PUMP = {
    "profile": "reference-programmable-20",
    "serial_number": SERIAL,
    "flow_ml_per_day": "1.3008",
    "reservoir_ml": "20",
    "residual_ml": "1",
}
FILL = {
    "patient": {"sex": "male", "height_cm": "180", "weight_kg": "80"},
    "pump": PUMP,
    "protocol": "pump-it",
    "contents": "floxuridine",
    "dose_percent": "100",
    "infusion_days": "13",
}
PROBE = Actor("service", "test", "192.0.2.1", "req-test-0003")


@dataclass
class Bedside:
    """A course whose fill was given, a nurse at the screen, and a pharmacist beside her."""

    api: ApiUnderTest
    clinic: str
    course: str
    order: str
    nurse: dict[str, str]

    @property
    def base(self) -> str:
        return f"/v1/clinics/{self.clinic}/courses/{self.course}"

    @property
    def client(self) -> TestClient:
        return self.api.client

    def read(self, **more: Any) -> Any:
        body = {"programmer": "ward", "order_id": self.order} | more
        return self.client.post(f"{self.base}/programmer/read", json=body, headers=self.nurse)

    def program(self, digest: str, login: str = "pharmacist", password: str = PASSWORD, **more: Any) -> Any:
        body = {
            "programmer": "ward",
            "order_id": self.order,
            "digest": digest,
            "second": {"login": login, "password": password},
        } | more
        return self.client.post(f"{self.base}/programmer/program", json=body, headers=self.nurse)

    def resolve(self) -> Any:
        return self.client.post(f"{self.base}/programmer/resolve", json={"programmer": "ward"}, headers=self.nurse)

    def facts(self) -> list[dict[str, Any]]:
        found = self.client.get(f"{self.base}/facts", headers=self.nurse).json()["items"]
        return [entry["fact"] for entry in found]


@contextmanager
def at_the_bedside(tmp_path: Path, faults: str | None = None) -> Iterator[Bedside]:
    engine: Engine = migrated_sqlite(tmp_path / "records.db")
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    pump = build(
        load_profile("reference-programmable-20"),
        epoch_s=int(now.timestamp()),
        plan=None if faults is None else find_fault_plan(faults),
    )
    with Server(pump, TcpPort()) as server:
        api = api_on(engine, programmers={"ward": server.url}, device_journal=tmp_path / "journal")
        yield bedside_of(api)
    engine.dispose()


def bedside_of(api: ApiUnderTest) -> Bedside:
    site = api.site
    with site.records.writing(PROBE) as work:
        clinic = CLINICS.create(work, None, CLINIC).id
        patient = PATIENTS.create(work, clinic, PatientRecord(identifier="0001", sex="male"))
        header = {
            "patient_id": patient.id, "patient": FILL["patient"], "pump": PUMP, "protocol": "pump-it", "arm": "B",
            "regimen": "folfox",
        }  # fmt: skip
        course = courses.create(work, clinic, CourseHeader.model_validate(header)).id
        for login, role in (("nurse", Role.NURSE), ("pharmacist", Role.PHARMACIST), ("scheduler", Role.SCHEDULER)):
            people.create(work, login, login, quick_hash(PASSWORD), {clinic: frozenset({role.value})})
        request = FillRequest.model_validate(FILL)
        ordered = Ordered(request=request, answer=calculate(site, work.connection, clinic, request))
        order = orders.create(work, clinic, course, visit=None, due=None, first=ordered)
        for done in (
            Verified(),
            DoubleChecked(entered=request, ordered_mg=None, discrepancies=()),
            Released(use_by=work.now + timedelta(days=1)),
            Given(at=work.now, volume_ml=ordered.answer.total_volume_ml, serial_number=SERIAL, fact_id="x"),
        ):
            order = orders.add_step(work, order, done)
    token = api.client.post("/v1/session", json={"login": "nurse", "password": PASSWORD}).json()["token"]
    return Bedside(api, clinic, course, order.id, {"Authorization": f"Bearer {token}"})
