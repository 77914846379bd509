"""The whole story in a real browser: from registration to the third cycle, with what goes wrong on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect
from ward import PASSWORD, Ward

HELD = "hold"


def go(page: Page, ward: Ward, path: str) -> None:
    page.goto(f"/ui/clinics/{ward.clinic}{path}")


def fill(page: Page, **typed: str) -> None:
    for name, value in typed.items():
        page.fill(f'[id="{name}"]', value)


def record(page: Page, ward: Ward, course: str, kind: str, at: datetime, **typed: str) -> None:
    """Record something that happened, with the preview before it."""
    go(page, ward, f"/courses/{course}/record?type={kind}")
    fill(page, at_date=at.date().isoformat(), at_time=at.strftime("%H:%M"))
    for name, value in typed.items():
        field = page.locator(f'[id="{name}"]')
        field.select_option(value) if field.evaluate("one => one.tagName") == "SELECT" else field.fill(value)
    page.get_by_role("button", name="Show what follows").click()
    expect(page.get_by_role("heading", name="What this would change")).to_be_visible()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("status")).to_contain_text("It is recorded")


def results(page: Page, ward: Ward, course: str, at: datetime, ast: str = "32", save: bool = True) -> None:
    go(page, ward, f"/courses/{course}/laboratory")
    fill(page, at_date=at.date().isoformat(), at_time=at.strftime("%H:%M"))
    values = {"ast": ast, "alt": "30", "alp": "80", "bilirubin-total": "9", "neutrophils": "3,8", "platelets": "240",
              "haemoglobin": "7,6", "creatinine": "78"}  # fmt: skip
    for test, value in values.items():
        page.fill(f'[id="value.{test}"]', value)
    page.get_by_role("button", name="Show what follows").click()
    if save:
        page.get_by_role("button", name="Save these results").click()
        expect(page.get_by_role("status")).to_contain_text("The results are saved")


def plan(ward: Ward, course: str) -> dict[str, Any]:
    token = ward.api.client.post("/v1/session", json={"login": "prescriber", "password": PASSWORD}).json()["token"]
    ward.api.client.cookies.clear()
    answer = ward.api.client.get(
        f"/v1/clinics/{ward.clinic}/courses/{course}/plan", headers={"Authorization": f"Bearer {token}"}
    )
    found: dict[str, Any] = answer.json()
    return found


def visit(ward: Ward, course: str, identity: str) -> dict[str, Any]:
    return next(one for one in plan(ward, course)["visits"] if one["id"] == identity)


def morning_of(ward: Ward, course: str, identity: str) -> datetime:
    """Move the clock to the morning of a visit."""
    day = datetime.fromisoformat(visit(ward, course, identity)["date"]).replace(hour=9, tzinfo=UTC)
    ward.at(day)
    return day


def test_from_registration_to_the_third_cycle(ward: Ward) -> None:
    doctor, nurse = ward.page("prescriber"), ward.page("nurse")
    pharmacist, second, third = ward.page("pharmacist"), ward.page("second", "nl-NL"), ward.page("third")

    # The site approves the protocol with every value that waits for it: otherwise nothing is releasable.
    go(pharmacist, ward, "/protocols/pump-it")
    pharmacist.evaluate("document.querySelectorAll('input[name^=\"confirm.\"]').forEach(one => one.checked = true)")
    fill(pharmacist, statement="For this test only.")
    pharmacist.get_by_role("button", name="Approve this content").click()
    expect(pharmacist.locator(".tag.good").first).to_contain_text("approved")

    # Registration, by the nurse; the course, by the prescriber.
    go(nurse, ward, "/patients/new")
    fill(nurse, identifier="0001", family_name="<b>Vink</b>", given_name="Jan", birth_date="1961-04-03")
    nurse.get_by_label("Male", exact=True).check()
    nurse.get_by_role("button", name="Register").click()
    expect(nurse.get_by_role("status")).to_contain_text("Saved")  # a nurse may not start a course
    expect(nurse.get_by_role("link", name="Start a course")).to_have_count(0)
    go(doctor, ward, "/patients")
    expect(doctor.get_by_text("<b>Vink</b>")).to_be_visible()
    doctor.get_by_role("link", name="Start a course").click()
    fill(doctor, height_cm="180", weight_kg="97", serial_number="123456", flow_ml_per_day="1,3", reservoir_ml="30",
         residual_ml="0", regimen="mfolfox6")  # fmt: skip
    doctor.select_option("#profile", "intera-3000")
    doctor.select_option("#dpyd", "normal")
    doctor.get_by_role("button", name="Start the course").click()
    expect(doctor.get_by_role("status")).to_contain_text("The course is started")
    course = doctor.url.partition("?")[0].rpartition("/")[2]

    # The pump is placed.
    now = datetime(2026, 1, 5, 9, tzinfo=UTC)
    record(nurse, ward, course, "registered", now - timedelta(hours=1))
    ward.at(datetime(2026, 1, 12, 12, tzinfo=UTC))
    operation = datetime(2026, 1, 12, 11, 30, tzinfo=UTC)
    record(nurse, ward, course, "pump-implanted", operation, serial_number="123456")
    record(nurse, ward, course, "fill-given", operation, contents="heparin-saline", volume_ml="30")
    ward.at(datetime(2026, 1, 15, 15, tzinfo=UTC))
    record(nurse, ward, course, "perfusion-scan", datetime(2026, 1, 15, 14, tzinfo=UTC), result="normal")
    day = morning_of(ward, course, "pump-0-maintenance-1")
    record(nurse, ward, course, "pump-emptied", day, returned_ml="11,9")
    record(nurse, ward, course, "fill-given", day, contents="heparin-saline", volume_ml="30")

    # Laboratory results: an ambiguous number is refused at its field; then the decision is shown before saving.
    day = morning_of(ward, course, "pump-1-refill")
    results(nurse, ward, course, day - timedelta(hours=1), ast="1.300", save=False)
    expect(nurse.locator('[id="value.ast-fault"]')).to_contain_text("two ways")
    assert nurse.input_value('[id="value.alt"]') == "30"
    results(nurse, ward, course, day - timedelta(hours=1))
    record(nurse, ward, course, "toxicity-reviewed", day)

    # Ordered, verified; the second person finds another weight, blind; somebody looks; the third agrees.
    order = give_first_fill(ward, course, doctor, pharmacist, second, third, nurse, day)
    assert order

    # Emptied after two weeks: what came back is judged at once.
    day = morning_of(ward, course, "pump-1-emptying")
    go(nurse, ward, f"/orders/{order}")
    fill(nurse, at_date=day.date().isoformat(), at_time="09:30", returned_ml="11,8")
    nurse.get_by_role("button", name="Record and check the flow").click()
    expect(nurse.get_by_role("heading", name="What the returned volume says about the flow")).to_be_visible()
    expect(nurse.locator(".tag.good").first).to_contain_text("within")
    record(nurse, ward, course, "fill-given", day + timedelta(minutes=40), contents="heparin-saline", volume_ml="30")

    # The second cycle with a reduction: AST has risen. The decision is seen before it is saved.
    day = morning_of(ward, course, "pump-2-refill")
    results(nurse, ward, course, day - timedelta(hours=1), ast="110", save=False)
    expect(nurse.get_by_role("heading", name="Floxuridine with these results")).to_be_visible()
    nurse.get_by_role("button", name="Save these results").click()
    record(nurse, ward, course, "toxicity-reviewed", day)
    item = next(one for one in visit(ward, course, "pump-2-refill")["items"] if one["drug"] == "floxuridine")
    assert item["decision"] in {"give", "reduce"}, plan(ward, course)["fact_conflicts"]
    assert item["dose_percent"] != "100"

    # The refill is moved inside its window: what moves along is seen first.
    go(nurse, ward, f"/courses/{course}/plan?visit=pump-2-refill")
    days = nurse.locator('input[name="date"]:enabled:not(:checked)')
    assert days.count() >= 1
    days.first.check()
    fill(nurse, reason="the pharmacy asks for a day")
    nurse.get_by_role("button", name="Show what moves").first.click()
    expect(nurse.get_by_role("heading", name="What this would change")).to_be_visible()
    nurse.get_by_role("button", name="Accept this").click()
    expect(nurse.get_by_role("status")).to_contain_text("moved")

    # A hold: AST is far too high. The patient's page and the board say so in words.
    day = morning_of(ward, course, "pump-2-refill")
    results(nurse, ward, course, day - timedelta(hours=1), ast="260")
    expect(nurse.get_by_text("Do not give floxuridine").first).to_be_visible()
    go(nurse, ward, "/board")
    expect(nurse.locator("tbody tr").first).to_contain_text("Do not give floxuridine")
    held = next(one for one in plan(ward, course)["visits"] if any(i["decision"] == HELD for i in one["items"]))
    record(nurse, ward, course, "pump-emptied", day, returned_ml="12")
    record(nurse, ward, course, "fill-given", day, contents="heparin-saline", volume_ml="30")
    assert held["id"]
    record(nurse, ward, course, "floxuridine-held", day, reason="AST 260 U/L")

    # Two weeks later the values are back: the course goes on, with a lower dose than before.
    later = next(
        one for one in plan(ward, course)["visits"] if one["kind"] == "floxuridine-fill" and one["status"] == "planned"
    )
    day = morning_of(ward, course, later["id"])
    results(nurse, ward, course, day - timedelta(hours=1), ast="36")
    record(nurse, ward, course, "toxicity-reviewed", day)
    item = next(one for one in visit(ward, course, later["id"])["items"] if one["drug"] == "floxuridine")
    assert item["decision"] in {"give", "reduce"}
    assert float(item["dose_percent"]) < 100
    go(doctor, ward, f"/courses/{course}/orders/new?visit_id={later['id']}")
    doctor.get_by_role("button", name="Order this fill").click()
    expect(doctor.get_by_role("status")).to_contain_text("The fill is ordered")
    go(doctor, ward, f"/courses/{course}")
    expect(doctor.locator("#timeline-title")).to_have_count(1)
    expect(doctor.locator("#reservoir-title")).to_have_count(1)
    expect(doctor.locator("#liver-title")).to_have_count(1)


def give_first_fill(
    ward: Ward, course: str, doctor: Page, pharmacist: Page, second: Page, third: Page, nurse: Page, day: datetime
) -> str:
    go(doctor, ward, f"/courses/{course}/orders/new")
    doctor.get_by_role("button", name="Order this fill").dblclick()  # pressed twice: ordered once
    expect(doctor.get_by_role("status")).to_contain_text("The fill is ordered")
    order = doctor.url.partition("?")[0].rpartition("/")[2]
    dose = doctor.locator(".dose").first.inner_text()
    ordered_mg = dose.split()[1]
    assert ward.api.records is not None
    # Nobody verifies their own order: the prescriber is not offered it, and a pharmacist is.
    expect(doctor.get_by_role("button", name="I agree: verified")).to_have_count(0)
    go(pharmacist, ward, f"/orders/{order}")
    pharmacist.get_by_role("button", name="I agree: verified").click()
    expect(pharmacist.get_by_role("status")).to_contain_text("verified")
    # The second person sees nothing of it, and types another weight.
    go(second, ward, f"/orders/{order}")
    expect(second.locator("body")).not_to_contain_text(f"{ordered_mg} mg")
    double_check(second, ordered_mg, weight="96")
    expect(second.locator(".alert table")).to_contain_text("96")
    expect(second.locator(".alert table")).to_contain_text("97")
    go(pharmacist, ward, f"/orders/{order}")
    fill(pharmacist, remark="97 kg is the weight of today; 96 was last week's.")
    pharmacist.get_by_role("button", name="The order is right").click()
    expect(pharmacist.get_by_role("status")).to_contain_text("The order stands")
    go(third, ward, f"/orders/{order}")
    double_check(third, ordered_mg, weight="97,0")
    expect(third.get_by_role("status")).to_contain_text("agrees")
    # Two browsers race for the release: the second one is told, and nothing is done twice.
    racer = ward.page("pharmacist")
    go(pharmacist, ward, f"/orders/{order}")
    go(racer, ward, f"/orders/{order}")
    pharmacist.get_by_role("button", name="Release").click()
    expect(pharmacist.get_by_role("status")).to_contain_text("released")
    racer.get_by_role("button", name="Release").click()
    expect(racer.locator("#faults")).to_be_visible()
    # At the bedside: the page says that the pump is not empty yet; and the wrong pump stops everything.
    go(nurse, ward, f"/orders/{order}")
    expect(nurse.get_by_text("By the records the pump still holds")).to_be_visible()
    record(nurse, ward, course, "pump-emptied", day - timedelta(minutes=30), returned_ml="11,5")
    go(nurse, ward, f"/orders/{order}")
    expect(nurse.get_by_text("By the records the pump still holds")).to_have_count(0)
    fill(nurse, patient_identifier="0001", serial_number="654321", volume_ml="30",
         at_date=day.date().isoformat(), at_time=day.strftime("%H:%M"))  # fmt: skip
    nurse.get_by_role("button", name="It is given").click()
    expect(nurse.locator("#faults")).to_contain_text("STOP")
    fill(nurse, serial_number="123456")
    nurse.get_by_role("button", name="It is given").click()
    expect(nurse.get_by_role("status")).to_contain_text("recorded as given")
    go(nurse, ward, "/board")
    nurse.go_back()  # the page that comes back is the order as it stands now, not as it was
    expect(nurse.get_by_role("button", name="It is given")).to_have_count(0)
    return order


def double_check(page: Page, ordered_mg: str, weight: str) -> None:
    page.check('input[name="contents"][value="floxuridine"]')
    page.check('input[name="sex"][value="male"]')
    page.select_option("#profile", "intera-3000")
    fill(page, height_cm="180", weight_kg=weight, serial_number="123456", flow_ml_per_day="1,3", reservoir_ml="30",
         residual_ml="0", protocol="pump-it", dose_percent="100", infusion_days="14",
         ordered_mg=ordered_mg)  # fmt: skip
    page.locator("button.main").click()
    page.wait_for_load_state()
