"""Pages against the API call beneath them, and the board of a clinic with a thousand patients."""

from __future__ import annotations

import statistics
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from api_support import ApiUnderTest, api_on
from clinic_setup import setup
from measuring import Row, in_turn
from order_ward import REQUEST
from pictures import routes
from records_support import NURSE, PUMP, a_course
from sqlalchemy import insert

from haipdose.records import courses, people, tables
from haipdose.records.database import WRITES, open_engine
from haipdose.records.migrations import upgrade
from haipdose.records.registries import PATIENTS, PRODUCTS
from haipdose.records.shapes import PatientRecord
from haipdose_api import projection
from haipdose_api.clinic_calendar import wait_for_runs
from haipdose_api.demonstration.shelf import stock
from haipdose_api.logs import configure_logs
from haipdose_api.permissions import Role
from haipdose_api.security.passwords import hash_password

PATIENTS_OF_THE_CLINIC = 1000
PAIRS = 21
PASSWORD = "seven green herons"
BOARD_MS = 300
_CLINIC, _COURSE = "/clinics/{clinic}", "/clinics/{clinic}/courses/{course}"
BENEATH = {
    "/account": "/v1/session",
    f"{_CLINIC}/board": f"/v1{_CLINIC}/board?limit=100",
    f"{_CLINIC}/patients": f"/v1{_CLINIC}/patients?limit=100",
    f"{_CLINIC}/patients/new": f"/v1{_CLINIC}",
    f"{_CLINIC}/patients/{{patient}}/course": f"/v1{_CLINIC}/patients/{{patient}}",
    f"{_CLINIC}/orders": f"/v1{_CLINIC}/orders?limit=100",
    f"{_CLINIC}/orders/{{order}}": f"/v1{_CLINIC}/orders/{{order}}",
    _COURSE: f"/v1{_COURSE}/plan",
    f"{_COURSE}/laboratory": f"/v1{_COURSE}/laboratory",
    f"{_COURSE}/plan": f"/v1{_COURSE}/plan",
    f"{_COURSE}/record": f"/v1{_COURSE}/facts",
    f"{_COURSE}/orders/new": f"/v1{_COURSE}/plan",
    f"{_COURSE}/papers": f"/v1{_CLINIC}/orders?course={{course}}",
    f"{_COURSE}/programmer": f"/v1{_CLINIC}/programmers",
    f"{_CLINIC}/protocols": "/v1/protocols",
    f"{_CLINIC}/protocols/{{protocol}}": "/v1/protocols/{protocol}/rules",
    f"{_CLINIC}/stock": f"/v1{_CLINIC}/products?limit=200",
    f"{_CLINIC}/stock/{{product}}": f"/v1{_CLINIC}/products/{{product}}",
    f"{_CLINIC}/audit": f"/v1{_CLINIC}/audit?limit=100",
    f"{_CLINIC}/administration": f"/v1{_CLINIC}/people?limit=200",
    f"{_CLINIC}/administration/people/{{person}}": f"/v1{_CLINIC}/people/{{person}}",
    f"{_CLINIC}/schedules": f"/v1{_CLINIC}/schedules",
    f"{_CLINIC}/schedules/setup": f"/v1{_CLINIC}",
    f"{_CLINIC}/schedules/{{schedule}}": f"/v1{_CLINIC}/schedules/{{schedule}}",
    "/trial": "/v1/clinics",
    "/trial/eligibility": "/v1/laboratory-tests",
    f"{_CLINIC}/assessments": f"/v1{_CLINIC}/assessments?limit=50",
}
"""Each page, and the call of the API that it mainly rests on."""
NOT_MEASURED = {
    "", "/", "/alive", "/login", f"{_CLINIC}/schedules/{{schedule}}/calendar.csv",
    f"{_COURSE}/calendar.pdf", f"{_COURSE}/summary.pdf",
    *(f"{_CLINIC}/orders/{{order}}/{name}.pdf" for name in ("worksheet", "label", "checklist")),
}  # fmt: skip
"""They lead elsewhere, or are no pages."""


def measure() -> list[Row]:
    configure_logs("error")
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/pages.db")
        upgrade(engine)
        api = api_on(engine)
        clinic, course = a_course(api.records)
        schedule = _a_calendar(api, clinic)
        _many(api, clinic, course)
        with api.records.writing(NURSE) as work:
            every = {clinic: frozenset(role.value for role in Role)}
            person = people.create(work, "everybody", "Everybody", hash_password(PASSWORD, "everybody"), every).id
            product = PRODUCTS.create(work, clinic, stock(work.now.date())[0]).id
        projection.project(api.site, clinic, course)
        token = api.client.post("/v1/session", json={"login": "everybody", "password": PASSWORD}).json()["token"]
        api.client.cookies.clear()
        headers = {"Authorization": f"Bearer {token}"}
        made = api.client.post(
            f"/v1/clinics/{clinic}/orders", json={"course_id": course, "request": REQUEST}, headers=headers
        )
        patient = api.client.get(f"/v1/clinics/{clinic}/courses/{course}", headers=headers).json()["header"][
            "patient_id"
        ]
        ids = {"clinic": clinic, "course": course, "order": made.json()["id"], "patient": patient, "person": person,
               "product": product, "protocol": "pump-it", "schedule": schedule}  # fmt: skip
        missing = sorted(routes() - set(BENEATH) - NOT_MEASURED)
        if missing:
            raise SystemExit(f"pages without a measurement: {missing}")
        rows = [
            _pair(api, token, route.removeprefix("/clinics/{clinic}/"), f"/ui{route}".format(**ids), call, ids)
            for route, call in BENEATH.items()
        ]
        engine.dispose()
    return rows


def _a_calendar(api: ApiUnderTest, clinic: str) -> str:
    """A calendar of the clinic's course, four weeks from today."""
    desk, path = api.callers.person("desk", **{clinic: Role.SCHEDULER}), f"/v1/clinics/{clinic}"
    api.client.put(f"{path}/setup", json=setup(), headers=desk)
    run = api.client.post(f"{path}/schedule-runs", json={"weeks": 4, "seconds": 2}, headers=desk).json()["id"]
    wait_for_runs()
    return str(api.client.get(f"{path}/schedule-runs/{run}", headers=desk).json()["schedule_id"])


def _many(api: ApiUnderTest, clinic: str, course: str) -> None:
    """A thousand patients with a row on the board each."""
    with api.records.reading() as connection:
        header = courses.get(connection, clinic, course).header
    now = api.site.clock()
    patients = []
    with api.records.writing(NURSE) as work:
        for number in range(PATIENTS_OF_THE_CLINIC):
            record = PatientRecord(identifier=f"P{number:05d}", sex="male", family_name=f"Family {number}")
            patients.append(PATIENTS.create(work, clinic, record).id)
    with api.records.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        ids = [f"crs-{number:026d}" for number in range(PATIENTS_OF_THE_CLINIC)]
        connection.execute(
            insert(tables.courses),
            [
                {
                    "id": one, "clinic_id": clinic, "patient_id": patient, "protocol": "pump-it",
                    "header": header.model_dump(mode="json"), "version": 1, "facts": 0, "created_at": now,
                    "updated_at": now,
                }
                for one, patient in zip(ids, patients, strict=True)
            ],
        )  # fmt: skip
        connection.execute(
            insert(tables.board),
            [
                {
                    "course_id": one, "clinic_id": clinic, "patient_id": patient, "course_version": 1,
                    "computed_for": now.date(), "refill_date": now.date() + timedelta(days=number % 40 - 5),
                    "run_dry_fast": now + timedelta(days=number % 50), "waits_for_laboratory": number % 7 == 0,
                    "next_action": "visit", "text": "Visit.", "critical_alerts": 0,
                }
                for number, (one, patient) in enumerate(zip(ids, patients, strict=True))
            ],
        )  # fmt: skip
    assert PUMP


def _pair(api: ApiUnderTest, token: str, name: str, page: str, template: str, ids: dict[str, str]) -> Row:
    beneath = template.format(**ids)

    def whole() -> None:
        answer = api.client.get(page, headers={"Cookie": f"__Host-haipdose={token}"})
        if answer.status_code != 200:
            raise SystemExit(f"{page}: {answer.status_code}")

    def call() -> None:
        answer = api.client.get(beneath, headers={"Authorization": f"Bearer {token}"})
        if answer.status_code != 200:
            raise SystemExit(f"{beneath}: {answer.status_code}")

    paired = in_turn(whole, call, pairs=PAIRS, warm_up=3)
    if name == "board":
        middle = statistics.median(paired.ours) * 1000
        return Row(
            f"page {name}, {PATIENTS_OF_THE_CLINIC} patients", f"{middle:.1f} ms", f"{BOARD_MS} ms",
            round(middle / BOARD_MS, 3), 1.0, f"{paired.ratio:.1f} x the API call beneath it",
        )  # fmt: skip
    call_shown = template.removeprefix("/v1/clinics/{clinic}").partition("?")[0] or "(the clinic)"
    return paired.row(f"page {name}", f"GET {call_shown}", 20.0)
