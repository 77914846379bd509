"""The papers over the pages: for whom, in whose language, and never for who may still be the second person."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from pypdf import PdfReader
from ward import PASSWORD, PROBE, Ward

from haipdose.fill.requests import FillRequest
from haipdose.orders.workflow import Ordered, Verified
from haipdose.protocol.approving import approve
from haipdose.protocol.loader import load_protocol
from haipdose.records import approvals, courses, orders, people
from haipdose.records.audit import Actor
from haipdose.records.courses import FACT
from haipdose.records.registries import PATIENTS
from haipdose.records.shapes import CourseHeader, PatientRecord
from haipdose_api.order_steps import calculate

PUMP = {"profile": "intera-3000", "serial_number": "123456", "flow_ml_per_day": "1.3", "reservoir_ml": "30"}
BODY = {"sex": "male", "height_cm": "180", "weight_kg": "97"}
OF_ORDER = ("worksheet.pdf", "label.pdf", "label.pdf?size=70x36", "checklist.pdf")


@pytest.fixture
def printed(ward: Ward) -> Mapping[str, str]:
    """Addresses of papers of a course whose order ``pharmacist`` verified and which waits for its second person."""
    with ward.api.records.writing(PROBE) as work:
        verifier = people.by_login(work.connection, "pharmacist")
        assert verifier is not None
        record = PatientRecord(identifier="0001", sex="male", family_name="<b>Vink & Zn", given_name="Anaïs")
        patient = PATIENTS.create(work, ward.clinic, record)
        header = {"patient_id": patient.id, "patient": BODY | {"birth_date": "1961-04-03"}, "pump": PUMP,
                  "protocol": "pump-it", "arm": "B", "regimen": "mfolfox6", "dpyd": "normal"}  # fmt: skip
        course = courses.create(work, ward.clinic, CourseHeader.model_validate(header)).id
        facts = [{"type": "registered", "at": "2025-12-01T09:00:00Z"}]
        courses.append(work, ward.clinic, course, None, [FACT.validate_python(fact) for fact in facts])
        request = FillRequest.model_validate(
            {"patient": BODY, "pump": PUMP, "protocol": "pump-it", "contents": "floxuridine", "dose_percent": "100"}
        )
        protocol = load_protocol("pump-it")
        entry = approve(protocol, digest=protocol.digest, approved_by=verifier.id, role="pharmacist", at=work.now,
                        statement="test", confirm_all_unverified=True)  # fmt: skip
        approvals.append(work, ward.clinic, entry)
        answer = calculate(ward.api.site, work.connection, ward.clinic, request)
        first = Ordered(request=request, answer=answer)
        order = orders.create(work, ward.clinic, course, visit=None, due=None, first=first)
    with ward.api.records.writing(Actor("person", verifier.id, "192.0.2.1", "req-test-0005")) as work:
        orders.add_step(work, order, Verified())
    home = f"/ui/clinics/{ward.clinic}"
    found = {name: f"{home}/orders/{order.id}/{name}" for name in OF_ORDER}
    return found | {name: f"{home}/courses/{course}/{name}" for name in ("calendar.pdf", "summary.pdf", "papers")}


def get(ward: Ward, login: str, path: str, language: str = "en") -> Any:
    client = ward.api.client
    client.cookies.clear()
    answer = client.post(
        "/ui/login", data={"login": login, "password": PASSWORD, "back_to": ""}, follow_redirects=False
    )
    client.cookies.clear()
    cookie = f"__Host-haipdose={answer.cookies['__Host-haipdose']}"
    return client.get(path, headers={"Cookie": cookie, "Accept-Language": language}, follow_redirects=False)


def test_who_may_still_be_the_second_person_gets_no_paper_of_the_order(ward: Ward, printed: Mapping[str, str]) -> None:
    for name in (*OF_ORDER, "summary.pdf"):
        assert get(ward, "nurse", printed[name]).status_code == 403, name
        assert get(ward, "pharmacist", printed[name]).status_code == 200, name
    assert get(ward, "nurse", printed["calendar.pdf"]).status_code == 200
    page = get(ward, "nurse", printed["papers"]).text
    assert "kept from you until the double check is done" in page
    assert "worksheet.pdf" not in page
    assert "summary.pdf" not in page


def test_the_scheduler_prints_only_the_calendar(ward: Ward, printed: Mapping[str, str]) -> None:
    for name in (*OF_ORDER, "summary.pdf"):
        assert get(ward, "scheduler", printed[name]).status_code == 403, name
    assert get(ward, "scheduler", printed["calendar.pdf"]).status_code == 200
    page = get(ward, "scheduler", printed["papers"]).text
    assert "calendar.pdf" in page
    assert "summary.pdf" not in page


@pytest.mark.parametrize(("language", "words"), [("en", "Pump fill worksheet"), ("nl", "Bereidingsblad pompvulling")])
def test_papers_in_the_pages_language_and_never_kept(
    ward: Ward, printed: Mapping[str, str], language: str, words: str
) -> None:
    answer = get(ward, "pharmacist", printed["worksheet.pdf"], language)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert words in text
    role = {"en": "pharmacist", "nl": "apotheker"}[language]
    assert f"Pharmacist ({role})" in " ".join(text.split())
    assert "per-" not in text
    assert "<b>Vink & Zn, Anaïs" in text
    for name in (*OF_ORDER, "calendar.pdf", "summary.pdf"):
        assert get(ward, "pharmacist", printed[name], language).content.startswith(b"%PDF"), name
    assert get(ward, "pharmacist", printed["label.pdf"] + "?size=1x1").status_code == 404
