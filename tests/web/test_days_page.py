"""A day inside the window is chosen with the keyboard, the mouse and by dragging, and never outside it."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_addresses import RULES
from playwright.sync_api import Locator, Page, expect
from ward import PROBE, Ward

from haipdose.exact_json import parse_document
from haipdose.records import courses
from haipdose.records.courses import FACT
from haipdose.records.registries import PATIENTS
from haipdose.records.shapes import CourseHeader, PatientRecord

WEDNESDAY = datetime(2026, 5, 13, 13, tzinfo=UTC)
"""The day before Ascension: the refill of cycle 3 is planned for Friday 15 May, in a window from 13 to 17 May."""


@pytest.fixture
def address(ward: Ward) -> str:
    document: Any = parse_document(files("haipdose.course").joinpath("demo/arm-b-three-cycles.json").read_bytes(), "x")
    ward.at(WEDNESDAY)
    with ward.api.records.writing(PROBE) as work:
        patient = PATIENTS.create(work, ward.clinic, PatientRecord(identifier="0001", sex="male"))
        names = ("patient", "pump", "protocol", "arm", "regimen", "dpyd", "pump_cycles")
        header = {"patient_id": patient.id} | {name: document[name] for name in names}
        made = courses.create(work, ward.clinic, CourseHeader.model_validate(header)).id
        courses.append(work, ward.clinic, made, None, [FACT.validate_python(fact) for fact in document["facts"]])
    return f"/ui/clinics/{ward.clinic}/courses/{made}/plan?visit=pump-3-refill"


def radio(page: Page, day: int) -> Locator:
    return page.locator(f'input[name="date"][value="2026-05-{day}"]')


def cell(page: Page, day: int) -> Locator:
    return page.locator("label.day").filter(has=radio(page, day))


def drag(page: Page, start: int, end: int) -> None:
    cell(page, start).scroll_into_view_if_needed()
    boxes = [cell(page, day).bounding_box() for day in (start, end)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    (x, y), (to_x, to_y) = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to_x) / 2, (y + to_y) / 2, steps=4)
    page.mouse.move(to_x, to_y, steps=4)
    page.mouse.up()


def test_days_are_chosen_by_mouse_by_dragging_and_by_keyboard_inside_the_window_only(ward: Ward, address: str) -> None:
    page = ward.page("scheduler")
    page.goto(address)
    assert Axe().run(page, options=RULES).response["violations"] == []
    expect(radio(page, 15)).to_be_checked()
    expect(radio(page, 13)).to_be_enabled()
    for closed in (14, 16, 17):
        expect(radio(page, closed)).to_be_disabled()
    expect(page.locator('input[name="date"]')).to_have_count(5)  # no other day can be sent
    expect(page.locator("#day-2026-05-14")).to_contain_text("public holiday: Ascension Day")
    expect(page.locator("#day-2026-05-13")).to_contain_text("other visits move along")
    expect(page.get_by_role("radio", name="Wed 13 May 2026")).to_be_visible()

    drag(page, 15, 13)
    expect(radio(page, 13)).to_be_checked()
    expect(page.locator("[data-said]")).to_contain_text("Wed 13 May 2026: can be taken")
    for closed in (14, 16):  # dropped on a closed day, nothing happens
        drag(page, 13, closed)
        expect(radio(page, 13)).to_be_checked()
    cell(page, 15).click()
    expect(radio(page, 15)).to_be_checked()
    cell(page, 16).click(force=True)
    expect(radio(page, 15)).to_be_checked()

    radio(page, 15).focus()
    page.keyboard.press("ArrowLeft")  # passes over the holiday
    expect(radio(page, 13)).to_be_checked()
    page.keyboard.press("ArrowDown")  # a week on lies outside
    expect(radio(page, 13)).to_be_checked()
    page.fill("#reason", "asked by the patient")
    page.get_by_role("button", name="Show what moves").first.click()
    expect(page.get_by_role("heading", name="What this would change")).to_be_visible()
    expect(radio(page, 13)).to_be_checked()
    page.get_by_role("button", name="Accept this").click()
    expect(page.get_by_role("status")).to_contain_text("moved")


def test_a_tablet_in_dutch_and_a_patient_who_is_away(ward: Ward, address: str) -> None:
    page = ward.page("scheduler", "nl-NL", 820)
    page.goto(address)
    page.locator("#from").fill("2026-05-15")
    page.locator("#to").fill("2026-05-15")
    page.fill("#away-reason", "bruiloft")
    page.get_by_role("button", name="Toon wat verschuift").nth(1).click()
    page.get_by_role("button", name="Dit aanvaarden").click()
    page.goto(address)
    expect(radio(page, 15)).to_be_disabled()
    expect(page.locator("#day-2026-05-15")).to_contain_text("kan niet")
    expect(page.locator("#day-2026-05-15")).to_contain_text("bruiloft")
    assert Axe().run(page, options=RULES).response["violations"] == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1
