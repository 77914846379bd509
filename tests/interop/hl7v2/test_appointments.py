"""Appointments out: written with hl7apy, read back with python-hl7 and the package's own reader."""

from __future__ import annotations

import datetime as dt

import hl7
import pytest
from feeds import demo_plan, plan_of, visit
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message

from haipdose.interop.hl7v2.appointments import SiuSettings, appointment_messages
from haipdose.interop.hl7v2.text import read_message
from haipdose.interop.identity import Identifier, PatientIdentity
from haipdose.schedule.plan_diff import compare_plans

PATIENT = PatientIdentity(
    id="pat-1",
    identifier=Identifier(system="urn:oid:1.2.3", value="12|3^4"),
    family="O'Neill & Söhne",
    given="Jo",
    birth_date=dt.date(1960, 2, 29),
    sex="female",
)
EARLY, LATE = "2026-03-02T09:00:00+01:00", "2026-03-03T09:00:00+01:00"


@pytest.fixture(scope="module")
def base():
    return demo_plan()


def changed(base, before, after):
    plan = plan_of(*after, as_of=LATE, base=base)
    return plan.model_copy(update={"changes": compare_plans(before, after)})


def sent(base, before, after, settings=None):
    plan = changed(base, before, after)
    return appointment_messages("crs-1", plan, PATIENT, settings or SiuSettings())


def test_each_change_has_its_message(base):
    before = (
        visit("moves", "2026-03-16"),
        visit("stays", "2026-03-17"),
        visit("goes", "2026-03-18"),
        visit("cancelled", "2026-03-19"),
        visit("unplaced", "2026-03-20"),
        visit("done", "2026-03-02"),
        visit("missed", "2026-03-02"),
        visit("held", "2026-03-02"),
        visit("placed", None, status="not-placed"),
        visit("never", None, status="not-placed"),
        visit("decided", "2026-03-23", undecided=True),
        visit("done-at-once", None, status="not-placed"),
        visit("gone-unplaced", None, status="not-placed"),
    )
    after = (
        visit("new", "2026-03-30"),
        visit("new-unplaced", None, status="not-placed"),
        visit("moves", "2026-03-17"),
        visit("stays", "2026-03-17"),
        visit("cancelled", None, status="cancelled"),
        visit("unplaced", None, status="not-placed"),
        visit("done", "2026-03-02", status="done", at=dt.datetime.fromisoformat("2026-03-02T10:00:00+01:00")),
        visit("missed", "2026-03-02", status="missed"),
        visit("held", "2026-03-02", status="held"),
        visit("placed", "2026-03-20"),
        visit("never", None, status="not-placed", undecided=True),
        visit("decided", "2026-03-23"),
        visit("done-at-once", "2026-03-02", status="done"),
    )
    messages = sent(base, before, after)
    rows = {}
    for message in messages:
        body = read_message(message.body)
        schedule = next(body.all("SCH"))
        assert body.header.text(9, 2) == message.trigger
        assert body.control_id == message.control_id
        rows[message.visit] = (message.trigger, schedule.text(25), next(body.all("TQ1")).text(7))
    assert rows == {
        "new": ("S12", "Booked", "20260330"),
        "moves": ("S13", "Booked", "20260317"),
        "placed": ("S12", "Booked", "20260320"),
        "decided": ("S14", "Booked", "20260323"),
        "unplaced": ("S15", "Cancelled", "20260320"),
        "done": ("S14", "Complete", "20260302100000+0100"),
        "missed": ("S15", "Noshow", "20260302"),
        "held": ("S15", "Cancelled", "20260302"),
        "cancelled": ("S15", "Cancelled", "20260319"),
        "goes": ("S15", "Cancelled", "20260318"),
    }
    assert len({message.control_id for message in messages}) == len(messages)


def test_the_first_plan_books_what_is_planned(base):
    messages = appointment_messages("crs-1", base, PATIENT, SiuSettings())
    planned = [visit.id for visit in base.visits if visit.status == "planned"]
    assert [message.visit for message in messages] == planned
    assert {message.trigger for message in messages} == {"S12"}
    kinds = {next(read_message(message.body).all("SCH")).text(8) for message in messages}
    assert kinds == {"Normal", "Tentative"}


def test_every_message_is_strictly_valid_and_another_parser_reads_it(base):
    settings = SiuSettings(
        sending_facility="Ward | 3", receiving_application="PLAN", location="Day & night", with_name=True
    )
    for message in appointment_messages("crs-1", base, PATIENT, settings):
        text = message.body.decode("utf-8")
        assert parse_message(text, validation_level=VALIDATION_LEVEL.STRICT).validate()
        other = hl7.parse(text)
        pid = other.segment("PID")
        assert other.unescape(str(pid[3][0][0])) == "12|3^4"
        assert other.unescape(str(pid[5][0][0])) == "O'Neill & Söhne"
        assert other.unescape(str(other.segment("AIL")[3][0][3])) == "Day & night"
        assert other.unescape(str(other.segment("MSH")[4])) == "Ward | 3"
        assert str(pid[7]) == "19600229"
        assert str(pid[8]) == "F"


def test_a_name_leaves_the_house_only_where_the_site_says_so(base):
    (message,) = sent(base, (), (visit("v", "2026-03-16"),))
    text = message.body.decode()
    for word in ("Neill", "Jo^", "1960", "|F|"):
        assert word not in text
    pid = next(read_message(message.body).all("PID"))
    assert (pid.text(5), pid.text(5, 7)) == ("pat-1", "S")


def test_a_name_without_the_rest(base):
    plan = changed(base, (), (visit("v", "2026-03-16"),))
    bare = PATIENT.model_copy(update={"birth_date": None, "sex": None, "given": None})
    (message,) = appointment_messages("crs-1", plan, bare, SiuSettings(with_name=True))
    pid = next(read_message(message.body).all("PID"))
    assert (pid.text(5, 2), pid.text(7), pid.text(8)) == ("", "", "")
    nameless = bare.model_copy(update={"family": None})
    (message,) = appointment_messages("crs-1", plan, nameless, SiuSettings(with_name=True))
    assert next(read_message(message.body).all("PID")).text(5, 7) == "S"


@pytest.mark.parametrize(
    ("system", "parts"),
    [
        ("urn:oid:1.2.3", ("", "1.2.3", "ISO")),
        ("https://hospital.example/mrn", ("", "https://hospital.example/mrn", "URI")),
        ("HOSP", ("HOSP", "", "")),
    ],
)
def test_who_gave_the_identifier(base, system, parts):
    plan = changed(base, (), (visit("v", "2026-03-16"),))
    patient = PATIENT.model_copy(update={"identifier": Identifier(system=system, value="1")})
    (message,) = appointment_messages("crs-1", plan, patient, SiuSettings())
    pid = next(read_message(message.body).all("PID"))
    assert tuple(pid.text(3, 4, part) for part in (1, 2, 3)) == parts


def test_the_same_change_is_the_same_message(base):
    first, again = (sent(base, (), (visit("v", "2026-03-16"),)) for _ in range(2))
    assert first == again


def test_reasons_that_people_wrote_stay_in_the_house(base):
    before = (visit("v", "2026-03-16"),)
    after = (visit("v", "2026-03-17", moved_because=("2026-03-16: patient not available: influenza",)),)
    (message,) = sent(base, before, after)
    assert message.trigger == "S13"
    assert b"influenza" not in message.body
