"""The pharmacist keeps the stock, and a preparation is released with a lot of it, in a real browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_addresses import PATIENT, PUMP, RULES
from playwright.sync_api import Page, expect
from ward import PROBE, Ward

from haipdose.fill.requests import FillRequest
from haipdose.library import profile_values
from haipdose.orders.workflow import DoubleChecked, Ordered, StepDone, Verified
from haipdose.protocol.approving import approve
from haipdose.records import approvals, courses, orders, people
from haipdose.records.audit import Actor
from haipdose.records.registries import PATIENTS
from haipdose.records.shapes import CourseHeader, PatientRecord
from haipdose_api.order_steps import calculate


@pytest.fixture
def order(ward: Ward) -> str:
    """An order of 100 mg/mL floxuridine that waits for its release, of a protocol that the clinic has approved."""
    with ward.api.records.writing(PROBE) as work:
        found = {login: people.by_login(work.connection, login) for login in ("prescriber", "pharmacist", "second")}
        protocol = ward.api.site.library.protocol("pump-it")
        entry = approve(
            protocol, digest=protocol.digest, approved_by="t", role="pharmacist", at=work.now, statement="test",
            confirm=(), confirm_all_unverified=True, profile_values=profile_values(()),
        )  # fmt: skip
        approvals.append(work, ward.clinic, entry)
        patient = PATIENTS.create(work, ward.clinic, PatientRecord(identifier="0001", sex="male"))
        header = {"patient_id": patient.id, "patient": PATIENT, "pump": PUMP, "protocol": "pump-it", "arm": "B",
                  "regimen": "mfolfox6", "dpyd": "normal"}  # fmt: skip
        course = courses.create(work, ward.clinic, CourseHeader.model_validate(header)).id
        request = FillRequest.model_validate(
            {"patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"}, "pump": PUMP, "protocol": "pump-it",
             "contents": "floxuridine", "dose_percent": "100", "infusion_days": "14"}
        )  # fmt: skip
        answer = calculate(ward.api.site, work.connection, ward.clinic, request)
    steps: tuple[tuple[str, StepDone], ...] = (
        ("pharmacist", Verified()),
        ("second", DoubleChecked(entered=request, ordered_mg=answer.floxuridine_mg, discrepancies=())),
    )
    with ward.api.records.writing(_actor(found["prescriber"])) as work:
        made = orders.create(
            work, ward.clinic, course, visit=None, due=None, first=Ordered(request=request, answer=answer)
        )
    for login, done in steps:
        with ward.api.records.writing(_actor(found[login])) as work:
            made = orders.add_step(work, orders.get(work.connection, ward.clinic, made.id), done)
    return made.id


def _actor(person: people.Person | None) -> Actor:
    assert person is not None
    return Actor("person", person.id, "192.0.2.1", "req-test-0006")


def add(page: Page, name: str, strength: str, lot: str, until: str) -> None:
    page.get_by_text("Add a product").click()
    page.fill("#name", name)
    page.fill("#code", f"number of {name}")
    page.select_option("#substance", "floxuridine")
    page.fill("#strength", strength)
    page.select_option("#strength_unit", "mg/mL")
    page.select_option("#container", "vial")
    page.fill("#container_ml", "5")
    page.fill("#source", "label")
    page.fill("#lot_number", lot)
    page.fill("#expires_on", until)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved")


def count(page: Page, kind: str, containers: str, why: str) -> None:
    page.check(f'input[name="kind"][value="{kind}"]')
    page.fill("#containers", containers)
    page.fill("#reason", why)
    page.get_by_role("button", name="Record", exact=True).click()


def test_from_the_shelf_to_the_release(ward: Ward, order: str) -> None:
    page = ward.page("pharmacist")
    stock = f"/ui/clinics/{ward.clinic}/stock"
    today = ward.api.site.clock().date()
    for name, strength, lot, until in (
        ("Floxuridine right", "100", "FX1", today + timedelta(days=300)),
        ("Floxuridine weak", "50", "FX5", today + timedelta(days=300)),
        ("Floxuridine old", "100", "FX9", today - timedelta(days=1)),
    ):
        page.goto(stock)
        add(page, name, strength, lot, until.isoformat())
    page.goto(stock)
    expect(page.locator("tbody tr").filter(has_text="Floxuridine old")).to_contain_text("expired")
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.locator("tbody tr").filter(has_text="Floxuridine right").get_by_role("link").click()
    count(page, "wasted", "1", "broken")
    expect(page.locator("#faults")).to_contain_text("More would be wasted")
    count(page, "counted", "0", "the shelf was looked through")
    expect(page.get_by_role("status")).to_contain_text("Saved")
    expect(page.locator("main table tbody tr")).to_contain_text(["Pharmacist"])
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.goto(f"/ui/clinics/{ward.clinic}/board")
    expect(page.locator("section.warning")).to_contain_text("Floxuridine right: none is left")
    page.goto(f"/ui/clinics/{ward.clinic}/orders/{order}")
    choices = page.get_by_role("group", name="Lot taken from stock: floxuridine 100 mg/mL")
    expect(choices.get_by_role("checkbox")).to_have_count(1)
    expect(choices).to_contain_text("another strength than the fill was worked out with (50 mg/mL)")
    expect(choices).to_contain_text("past its expiry date")
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.get_by_role("button", name="Release", exact=True).click()
    expect(page.locator("#faults")).to_contain_text("choose the lot that was used")
    expect(choices).to_contain_text("by the count none is left")
    choices.get_by_role("checkbox").check()
    page.get_by_role("button", name="Release", exact=True).click()
    expect(page.locator("#faults")).to_contain_text("too few are left of lot FX1")
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.get_by_label("I have looked").check()
    page.get_by_role("button", name="Release", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("The preparation is released")
    expect(page.get_by_text("more than the count knew of")).to_be_visible()
    expect(page.get_by_text("1 × Floxuridine right, lot FX1")).to_be_visible()


def test_a_lot_that_was_blocked_in_between_is_refused_on_the_page(ward: Ward, order: str) -> None:
    page, other = ward.page("pharmacist"), ward.page("administrator")
    stock = f"/ui/clinics/{ward.clinic}/stock"
    page.goto(stock)
    add(page, "Floxuridine", "100", "FX1", "2027-03-31")
    other.goto(page.url.partition("?")[0])
    page.goto(f"/ui/clinics/{ward.clinic}/orders/{order}")
    page.get_by_role("checkbox").check()
    other.get_by_role("radio", name="blocked").check()
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("status")).to_contain_text("Saved")
    page.get_by_role("button", name="Release", exact=True).click()
    expect(page.locator("#faults")).to_contain_text("This lot may not be used")
    expect(page.get_by_role("group", name="Lot taken from stock")).to_contain_text("blocked")


def test_two_who_change_a_product_at_once(ward: Ward) -> None:
    first = ward.page("pharmacist")
    first.goto(f"/ui/clinics/{ward.clinic}/stock")
    add(first, "Floxuridine", "100", "FX1", "2027-03-31")
    second = ward.page("administrator")
    second.goto(first.url.partition("?")[0])
    first.get_by_role("radio", name="used up").check()
    first.get_by_role("button", name="Save").click()
    expect(first.get_by_role("status")).to_contain_text("Saved")
    second.get_by_role("radio", name="blocked").check()
    second.get_by_role("button", name="Save").click()
    expect(second.locator("#faults")).to_contain_text("changed by somebody else")


def test_who_only_reads_has_no_form(ward: Ward) -> None:
    page = ward.page("pharmacist")
    page.goto(f"/ui/clinics/{ward.clinic}/stock")
    add(page, "Floxuridine", "100", "FX1", "2027-03-31")
    page.check('input[name="kind"][value="received"]')
    page.fill("#containers", "1,5")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("#containers-fault")).to_contain_text("whole number")
    page.fill("#containers", "12")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    nurse = ward.page("nurse", "nl-NL", 820)
    nurse.goto(page.url.partition("?")[0])
    expect(nurse.get_by_text("FX1, tot en met wo 31 mrt 2027")).to_be_visible()
    expect(nurse.locator("main li").filter(has_text="FX1")).to_contain_text("12 over")
    expect(nurse.locator("main form")).to_have_count(0)
    assert Axe().run(nurse, options=RULES).response["violations"] == []
