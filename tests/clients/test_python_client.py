"""The Python client: written from this very API, and working against a server."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import scheduling_desk
import write_python_client
from api_support import ApiUnderTest
from desk_key import DESK_KEY
from fastapi import FastAPI
from haipdose_client import AuthenticatedClient, Client, models
from haipdose_client.api.access import change_password, log_in
from haipdose_client.api.approvals import record_approval
from haipdose_client.api.board import read_board
from haipdose_client.api.calculators import calculate_fill
from haipdose_client.api.courses import create_course, read_course
from haipdose_client.api.facts import append_facts, list_facts
from haipdose_client.api.fill_orders import (
    create_order,
    double_check_order,
    give_order,
    release_order,
    verify_order,
)
from haipdose_client.api.laboratory import record_report
from haipdose_client.api.patients import create_patient
from haipdose_client.api.people import create_person
from haipdose_client.api.plan import read_plan
from haipdose_client.api.pumps import create_pump
from haipdose_client.api.systems import create_system
from scheduling_desk import agree_on, etag_of, need, next_visit
from serving_here import ADMINISTRATOR_PASSWORD, Served, served

from haipdose_api.examples import REQUESTS

CLIENT = Path(__file__).parents[2] / "clients" / "python"
FRIDAY = datetime(2026, 3, 13, 8, tzinfo=UTC)
MONDAY = datetime(2026, 3, 16, 9, tzinfo=UTC)
FIRST_PASSWORD = "handed over in person"
PASSWORD = "four words of my own"


def test_the_client_is_of_this_api(api: ApiUnderTest) -> None:
    app = api.client.app
    assert isinstance(app, FastAPI)
    stored = write_python_client.DIGEST.read_text(encoding="ascii").strip()
    told = write_python_client.digest(app.openapi())
    assert told == stored, "The API has changed since the client was written: run `make guide client`."


def test_every_operation_is_a_function_of_the_client(api: ApiUnderTest) -> None:
    app = api.client.app
    assert isinstance(app, FastAPI)
    operations = [
        (operation["tags"][0].replace(" ", "_"), operation["operationId"])
        for path in app.openapi()["paths"].values()
        for operation in path.values()
    ]
    assert len(operations) >= 80
    for tag, name in operations:
        function = importlib.import_module(f"haipdose_client.api.{tag}.{name}")
        assert callable(function.sync_detailed)


def test_the_examples_of_the_client_are_typed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "examples"], cwd=CLIENT, capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stdout


@dataclass
class Ward:
    """A served clinic with its people, each with a client of their own."""

    server: Served
    clinic: str
    people: dict[str, AuthenticatedClient]
    opened: ExitStack

    def body(self, kind: type[Any], operation: str, **changed: Any) -> Any:
        """The example of an operation as the client's own type."""
        return kind.from_dict(REQUESTS[operation]["value"] | changed)

    def person(self, login: str, password: str) -> AuthenticatedClient:
        base = self.server.base
        body = models.LogIn(login=login, password=password)
        with Client(base_url=base) as door:
            session = need(models.LoggedIn, log_in.sync(client=door, body=body))
        return self.opened.enter_context(AuthenticatedClient(base_url=base, token=session.token))


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with served(tmp_path, FRIDAY) as server, ExitStack() as opened:
        made = Ward(server, server.administrator.clinic, {}, opened)
        made.people["administrator"] = made.person(server.administrator.login, ADMINISTRATOR_PASSWORD)
        for login, role in (
            ("doctor", models.Role.PRESCRIBER),
            ("pharmacist", models.Role.PHARMACIST),
            ("second", models.Role.PHARMACIST),
            ("nurse", models.Role.NURSE),
        ):
            body = models.NewPerson(login=login, display_name=login, password=FIRST_PASSWORD, roles=[role])
            need(models.PersonShown, create_person.sync(made.clinic, client=made.people["administrator"], body=body))
            own = models.NewPassword(password=FIRST_PASSWORD, new_password=PASSWORD)
            assert change_password.sync_detailed(client=made.person(login, FIRST_PASSWORD), body=own).status_code == 204
            made.people[login] = made.person(login, PASSWORD)
        yield made


def a_course(ward: Ward) -> models.CourseShown:
    """A patient with a pump and a course, and what happened until the first floxuridine."""
    clinic, doctor, nurse = ward.clinic, ward.people["doctor"], ward.people["nurse"]
    patient = need(
        models.RecordedPatient,
        create_patient.sync(clinic, client=nurse, body=ward.body(models.PatientRecord, "create_patient")),
    )
    pump = need(
        models.RecordedPump,
        create_pump.sync(clinic, client=nurse, body=ward.body(models.PumpRecordInput, "create_pump")),
    )
    header = ward.body(models.CourseHeaderInput, "create_course", patient_id=patient.id, pump_id=pump.id)
    course = need(models.CourseShown, create_course.sync(clinic, client=doctor, body=header))
    facts = ward.body(models.NewFacts, "append_facts")
    told = append_facts.sync_detailed(clinic, course.id, client=nurse, body=facts, if_match='"1"')
    assert need(models.FactsAppended, told.parsed).version == 7
    assert etag_of(told) == '"7"'
    report = ward.body(models.NewLaboratoryReport, "record_report")
    need(models.FactsAppended, record_report.sync(clinic, course.id, client=nurse, body=report))
    return course


def test_a_system_with_its_own_key_follows_a_course(ward: Ward) -> None:
    course = a_course(ward)
    body = ward.body(models.NewSystem, "create_system")
    system = need(models.SystemShown, create_system.sync(ward.clinic, client=ward.people["administrator"], body=body))
    desk = ward.opened.enter_context(scheduling_desk.log_in(ward.server.base, system.id, DESK_KEY, ward.server.clock()))
    visit = next_visit(desk, ward.clinic, course.id)
    assert (visit.id, visit.date) == ("pump-1-refill", date(2026, 3, 16))
    assert visit.window is not None
    amounts = [item.dose for item in visit.items if item.drug == "floxuridine"]
    assert [Decimal(amount) for amount in amounts if amount is not None] == [Decimal(225)]

    told = agree_on(desk, ward.clinic, course.id, visit.id, date(2026, 3, 17), ward.server.clock)
    assert [entry.fact.id for entry in told.appended] == ["pump-1-refill-agreed"]
    # The blood test belongs before the fill, and the one of Friday is too early for Tuesday.
    following = next_visit(desk, ward.clinic, course.id)
    assert (following.id, following.date) == ("lab-pump-1-refill", date(2026, 3, 16))
    assert agree_on(desk, ward.clinic, course.id, visit.id, date(2026, 3, 17), ward.server.clock).appended == []

    listed = need(models.FactPage, list_facts.sync(ward.clinic, course.id, client=desk))
    kinds = [type(entry.fact).__name__ for entry in listed.items]
    assert kinds == [
        "Registered",
        "PumpImplanted",
        "FillGiven",
        "PerfusionScan",
        "PumpEmptied",
        "FillGiven",
        "Laboratory",
        "AppointmentConfirmed",
    ]
    board = need(models.Board, read_board.sync(ward.clinic, client=desk))
    assert [(row.course_id, row.refill_date) for row in board.rows] == [(course.id, date(2026, 3, 17))]


def test_what_is_refused_comes_back_typed(ward: Ward) -> None:
    course = a_course(ward)
    desk = ward.people["nurse"]
    weight = models.WeightMeasuredInput(at=ward.server.clock(), type_="weight-measured", weight_kg="80.5")
    stale = append_facts.sync_detailed(
        ward.clinic, course.id, client=desk, body=models.NewFacts(facts=[weight]), if_match='"1"'
    )
    assert stale.status_code == 412
    assert isinstance(stale.parsed, models.Problem)
    request = ward.body(models.FillRequestInput, "calculate_fill", dose_percent="250", infusion_days="-1")
    refused = calculate_fill.sync_detailed(client=desk, body=request)
    assert refused.status_code == 422
    assert isinstance(refused.parsed, models.Problem)
    assert isinstance(refused.parsed.errors, list)
    assert {fault.field for fault in refused.parsed.errors} == {"dose_percent", "infusion_days"}
    stranger = ward.opened.enter_context(AuthenticatedClient(base_url=ward.server.base, token="nobody"))
    assert read_course.sync_detailed(ward.clinic, course.id, client=stranger).status_code == 401


def test_a_fill_from_the_plan_to_the_pump(ward: Ward) -> None:
    course = a_course(ward)
    clinic, people = ward.clinic, ward.people
    body = models.NewOrder(course_id=course.id, visit_id="pump-1-refill")
    order = need(models.OrderShown, create_order.sync(clinic, client=people["doctor"], body=body))
    ordered = need(models.Ordered, order.steps[0].done)
    assert ordered.answer.floxuridine_mg == "225"

    confirm = [value.path for value in ordered.answer.release.unverified]
    approval = models.NewApproval(protocol="pump-it", digest=ordered.answer.protocol.digest, confirm=confirm)
    need(models.ApprovalRecorded, record_approval.sync(clinic, client=people["pharmacist"], body=approval))

    entered = models.FillRequestInput.from_dict(ordered.request.to_dict())
    steps: list[tuple[Any, str, Any]] = [
        (verify_order, "pharmacist", models.Remarked()),
        (double_check_order, "second", models.SecondEntry(entered=entered, ordered_mg="225")),
        (release_order, "pharmacist", ward.body(models.PreparationRelease, "release_order", lots={})),
        (give_order, "nurse", ward.body(models.Give, "give_order")),
    ]
    ward.server.clock.now = MONDAY
    for login in people:
        password = ADMINISTRATOR_PASSWORD if login == "administrator" else PASSWORD
        people[login] = ward.person(login, password)
    for step, who, said in steps:
        ward.server.clock.now += timedelta(seconds=1)
        told = step.sync_detailed(clinic, order.id, client=people[who], body=said, if_match=f'"{order.version}"')
        order = need(models.OrderShown, told.parsed)
    assert order.state == models.State.GIVEN
    plan = need(models.PlanAnswer, read_plan.sync(clinic, course.id, client=people["nurse"]))
    assert plan.course.floxuridine_cycles_given == 1
    assert Decimal(plan.course.floxuridine_filled_mg) == Decimal(225)
