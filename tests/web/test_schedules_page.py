"""The clinic's calendar in a real browser: what the clinic has, a calendar made, looked at and published."""

from __future__ import annotations

from datetime import UTC, datetime

from axe_playwright_python.sync_playwright import Axe
from clinic_setup import setup
from page_addresses import RULES
from playwright.sync_api import Page, expect
from records_support import NURSE, demo_course
from ward import Ward

from haipdose.records import courses
from haipdose_api.clinic_calendar import wait_for_runs
from haipdose_api.permissions import Role


def enter_what_the_clinic_has(page: Page) -> None:
    names = {"chair": "4", "nurse": "2", "preparation": "2", "phlebotomy": "1", "imaging": "1"}
    for prefix, count in [("hours.0", ""), *((f"res.{number}", count) for number, count in enumerate(names.values()))]:
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday"):
            page.check(f'[name="{prefix}.{day}"]')
        page.fill(f'[name="{prefix}.from"]', "08:00")
        page.fill(f'[name="{prefix}.to"]', "17:00")
        if count:
            page.fill(f'[name="{prefix}.units"]', count)


def test_from_nothing_to_a_published_calendar(ward: Ward) -> None:
    ward.at(datetime(2026, 5, 6, 7, tzinfo=UTC))
    _, course = demo_course(ward.api.records, ward.clinic)
    page = ward.page("scheduler", "nl-NL")
    page.goto(f"/ui/clinics/{ward.clinic}/schedules")
    expect(page.get_by_text("Niemand heeft nog opgegeven")).to_be_visible()
    page.get_by_role("link", name="Wat de kliniek heeft").click()
    enter_what_the_clinic_has(page)
    page.fill('[name="res.0.to"]', "7")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.locator("#faults")).to_be_visible()
    assert page.input_value('[name="res.0.units"]') == "4"
    page.fill('[name="res.0.to"]', "17:00")
    page.get_by_role("button", name="Opslaan").click()
    page.select_option("#weeks", "4")
    page.select_option("#seconds", "10")
    page.get_by_role("button", name="Maken", exact=True).click()
    expect(page.locator("tbody th a")).to_have_count(1, timeout=60_000)  # the list and the form are back by themselves
    expect(page.get_by_role("button", name="Maken", exact=True)).to_be_visible()
    page.get_by_role("link", name="bekijken").click()
    expect(page.get_by_text("voorstel")).to_be_visible()
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_role("status")).to_contain_text("gepubliceerd")
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.get_by_role("link", name="De week erna").click()
    expect(page.get_by_role("link", name="De week ervoor")).to_be_visible()
    page.goto(f"/ui/clinics/{ward.clinic}/schedules")
    expect(page.get_by_text("geldt nu")).to_be_visible()
    expect(page.get_by_text("veranderd sinds")).to_have_count(0)
    away = {
        "type": "unavailable",
        "at": "2026-05-06T07:00:00Z",
        "from": "2026-07-01",
        "to": "2026-07-02",
        "reason": "-",
    }
    with ward.api.records.writing(NURSE) as work:
        courses.append(work, ward.clinic, course, None, [courses.FACT.validate_python(away)])
    page.reload()
    expect(page.get_by_role("heading", name="1 behandeling is veranderd sinds")).to_be_visible()
    expect(page.get_by_label("Alleen verplaatsen wat iemand een plaats geeft")).to_be_checked()
    assert Axe().run(page, options=RULES).response["violations"] == []
    with page.expect_download() as told:
        page.locator("tbody th a").first.click()
        page.get_by_role("link", name="als tabel (CSV)").click()
    assert told.value.path().read_text(encoding="utf-8").startswith("course,visit,kind,day,start,end")


def test_an_exception_is_entered_and_taken_away_again(ward: Ward) -> None:
    page = ward.page("administrator")
    setup = f"/ui/clinics/{ward.clinic}/schedules/setup"
    page.goto(setup)
    enter_what_the_clinic_has(page)
    for name, value in (("resource", "chair"), ("units", "1"), ("first", "2026-06-01"), ("reason", "building work")):
        page.fill(f'[name="ex.{name}"]', value)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.goto(setup)
    page.get_by_role("checkbox", name="building work").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.goto(setup)
    expect(page.get_by_text("building work")).to_have_count(0)


def test_what_excludes_each_other_is_shown_in_the_readers_language(ward: Ward) -> None:
    ward.at(datetime(2026, 5, 6, 7, tzinfo=UTC))
    demo_course(ward.api.records, ward.clinic)
    desk = ward.api.callers.person("excluder", **{ward.clinic: Role.SCHEDULER})
    there, client = f"/v1/clinics/{ward.clinic}", ward.api.client
    assert client.put(f"{there}/setup", json=setup(chair=0), headers=desk).status_code == 200
    started = client.post(f"{there}/schedule-runs", json={"weeks": 4, "seconds": 2}, headers=desk)
    wait_for_runs()
    made = client.get(f"{there}/schedule-runs/{started.json()['id']}", headers=desk).json()["schedule_id"]
    page = ward.page("scheduler", "nl-NL")
    page.goto(f"/ui/clinics/{ward.clinic}/schedules/{made}")
    expect(page.get_by_role("heading", name="Wat elkaar uitsluit")).to_be_visible()
    expect(page.get_by_text("ook niet als er niets anders is: te weinig chair").first).to_be_visible()
    expect(page.get_by_text("1 chair meer op").first).to_be_visible()
    assert Axe().run(page, options=RULES).response["violations"] == []
    english = ward.page("scheduler", "en-GB")
    english.goto(f"/ui/clinics/{ward.clinic}/schedules/{made}")
    expect(english.get_by_role("heading", name="What excludes each other")).to_be_visible()
    expect(english.get_by_text("even alone: not enough of chair").first).to_be_visible()
