"""The trial's assessments of a clinic's courses: who needs a look, by filter, in both languages, on paper."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_addresses import RULES, a_course
from playwright.sync_api import expect
from ward import PROBE, Ward

from haipdose.exact_json import parse_document
from haipdose.records import courses
from haipdose.records.courses import FACT
from haipdose.records.registries import PATIENTS
from haipdose.records.shapes import CourseHeader, PatientRecord

JUNE = datetime(2026, 6, 16, 9, tzinfo=UTC)


@pytest.fixture
def treated(ward: Ward) -> str:
    """A course of three cycles, of which the registration needs every assessment at baseline, and a fresh one."""
    document: Any = parse_document(files("haipdose.course").joinpath("demo/arm-b-three-cycles.json").read_bytes(), "x")
    a_course(ward.api, ward.clinic)
    ward.at(JUNE)
    with ward.api.records.writing(PROBE) as work:
        record = PatientRecord(identifier="0002", sex="male", family_name="Vink", given_name="Anaïs")
        patient = PATIENTS.create(work, ward.clinic, record)
        names = ("patient", "pump", "protocol", "arm", "regimen", "dpyd", "pump_cycles")
        header = {"patient_id": patient.id} | {name: document[name] for name in names}
        made = courses.create(work, ward.clinic, CourseHeader.model_validate(header)).id
        courses.append(work, ward.clinic, made, None, [FACT.validate_python(fact) for fact in document["facts"]])
        adjuvant = header | {"protocol": "msk-unresectable"}
        courses.create(work, ward.clinic, CourseHeader.model_validate(adjuvant))
    return made


@pytest.mark.parametrize("language", ["en-GB", "nl-NL"])
def test_what_needs_a_look_by_filter_and_on_paper(ward: Ward, treated: str, language: str) -> None:
    dutch = language == "nl-NL"
    page = ward.page("nurse", language, width=820 if dutch else 1280)
    page.goto("/ui/trial")
    page.locator('main a[href$="/assessments"]').focus()
    page.keyboard.press("Enter")
    rows = page.locator("main table").first.locator("tbody tr")
    expect(page.locator("main > p").first).to_contain_text("2 deelnemers" if dutch else "2 participants")
    expect(page.locator("main > p").first).to_contain_text("1")  # of another protocol
    assert Axe().run(page, options=RULES).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1
    # By hand: treatment began on 16 March; 91 days on is 15 June, the panel's window is open until 29 June.
    page.select_option("#participant", treated)
    page.select_option("#status", "due")
    page.get_by_role("button", name="Toon" if dutch else "Show").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Landelijk leverpanel tijdens inductie" if dutch else "National Liver Panel during")
    expect(rows).to_contain_text("29 jun" if dutch else "29 Jun")
    expect(rows).to_contain_text("Vink, Anaïs (0002)")
    page.fill("#day", "30-06-2026" if dutch else "2026-06-30")
    page.select_option("#status", "overdue")
    page.get_by_role("button", name="Toon" if dutch else "Show").click()
    expect(rows.filter(has_text="leverpanel" if dutch else "Liver Panel during")).to_have_count(1)
    page.select_option("#assessment", "baseline-imaging")
    page.select_option("#status", "missed")
    page.get_by_role("button", name="Toon" if dutch else "Show").click()
    expect(rows).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator("form.filters")).not_to_be_visible()
    expect(rows.first).to_be_visible()


def test_a_filter_that_there_is_not_is_refused(ward: Ward, treated: str) -> None:
    del treated
    page = ward.page("nurse")
    answer = page.goto(f"/ui/clinics/{ward.clinic}/assessments?status=nothing")
    assert answer is not None
    assert answer.status == 422
