"""Every page: for whom, in both languages, without an accessibility fault, and against what people and attackers do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import new_person
from page_addresses import HOSTILE, RULES, a_course, addresses
from playwright.sync_api import Page, expect
from ward import PASSWORD, PROBE, Ward

from haipdose.records.registries import CLINICS
from haipdose.records.shapes import ClinicRecord


@pytest.fixture
def course(ward: Ward) -> str:
    """A patient with a hostile name, a pump, results, and an order that waits for its second person."""
    return a_course(ward.api, ward.clinic)


LETTERS = {"prescriber": "P", "pharmacist": "R", "nurse": "N", "scheduler": "S", "auditor": "U", "administrator": "A"}


def cookies(ward: Ward, login: str) -> dict[str, str]:
    answer = ward.api.client.post("/ui/login", data={"login": login, "password": PASSWORD, "back_to": ""},
                                  follow_redirects=False)  # fmt: skip
    assert answer.status_code == 303, answer.text
    ward.api.client.cookies.clear()
    return {"__Host-haipdose": answer.cookies["__Host-haipdose"]}


def get(ward: Ward, path: str, who: dict[str, str] | None = None, **headers: str) -> Any:
    ward.api.client.cookies.clear()
    sent = headers | ({"Cookie": f"__Host-haipdose={who['__Host-haipdose']}"} if who else {})
    return ward.api.client.get(path, headers=sent, follow_redirects=False)


@pytest.mark.parametrize("login", sorted(LETTERS))
def test_who_sees_which_page(ward: Ward, course: str, login: str) -> None:
    who = cookies(ward, login)
    for path, allowed in addresses(ward, course).items():
        answer = get(ward, path, who)
        expected = {200} if LETTERS[login] in allowed else {403}
        assert answer.status_code in expected, (login, path, answer.status_code)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert answer.headers["Cache-Control"] == "no-store"
        assert HOSTILE not in answer.text


def test_nobody_sees_anything_without_logging_in(ward: Ward, course: str) -> None:
    for path in addresses(ward, course):
        answer = get(ward, path)
        assert answer.status_code == 200
        assert "Log in" in answer.text
        assert "0001" not in answer.text


def test_another_clinic_is_not_there(ward: Ward, course: str) -> None:
    with ward.api.records.writing(PROBE) as work:
        calendar = CLINICS.get(work.connection, None, ward.clinic).document.calendar
        elsewhere = CLINICS.create(work, None, ClinicRecord(name="Elsewhere", calendar=calendar)).id
    who = cookies(ward, "nurse")
    for path in addresses(ward, course):
        if ward.clinic in path:
            assert get(ward, path.replace(ward.clinic, elsewhere), who).status_code in {403, 404}


@pytest.mark.parametrize("language", ["en-GB", "nl-NL"])
def test_no_page_has_an_accessibility_fault_or_scrolls_sideways(ward: Ward, course: str, language: str) -> None:
    faults = []
    for login in ("prescriber", "administrator"):
        page = ward.page(login, language, width=820 if language == "nl-NL" else 1280)
        for path, allowed in addresses(ward, course).items():
            if LETTERS[login] not in allowed:
                continue
            page.goto(path)
            found = Axe().run(page, options=RULES).response["violations"]
            faults += [(login, path, one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            faults += [(login, path, "sideways", wide)] if wide > 1 else []
    assert faults == []


def test_the_login_has_no_accessibility_fault(ward: Ward) -> None:
    page = ward.page("nurse")
    page.context.clear_cookies()
    page.goto("/ui/login")
    assert Axe().run(page, options=RULES).response["violations"] == []


def test_a_form_from_elsewhere_is_refused(ward: Ward, course: str) -> None:
    who = cookies(ward, "nurse")
    header = {"Cookie": f"__Host-haipdose={who['__Host-haipdose']}"}
    path = f"/ui/clinics/{ward.clinic}/patients/new"
    for forged in ({}, {"_csrf": "0" * 64}):
        answer = ward.api.client.post(path, data={"identifier": "9", "sex": "male"} | forged, headers=header)
        assert answer.status_code == 403
        assert "own page" in answer.text
    assert get(ward, f"/ui/clinics/{ward.clinic}/patients?identifier=9", who).text.count("No patient") == 1


def test_twice_the_same_form_is_done_once(ward: Ward) -> None:
    page = ward.page("nurse")
    page.goto(f"/ui/clinics/{ward.clinic}/patients/new")
    form = {one: page.input_value(f'input[name="{one}"]') for one in ("_csrf", "_key")}
    form |= {"identifier": "7", "sex": "male", "family_name": "Vink"}
    answers = [page.request.post(page.url, form=form) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    page.goto(f"/ui/clinics/{ward.clinic}/patients?identifier=7")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_what_was_typed_outlives_the_session(ward: Ward, course: str) -> None:
    page = ward.page("nurse")
    page.goto(f"/ui/clinics/{ward.clinic}/courses/{course}/record?type=weight-measured")
    page.fill("#weight_kg", "96,5")
    clock = ward.api.site.clock
    clock.now += timedelta(days=2)  # type: ignore[attr-defined]
    page.get_by_role("button", name="Show what follows").click()
    expect(page.get_by_text("Your session has ended")).to_be_visible()
    page.fill("#login", "nurse")
    page.fill("#password", PASSWORD)
    page.click("button.main")
    expect(page.get_by_role("heading", name="Go on where you were")).to_be_visible()
    expect(page.locator("dl.pairs")).to_contain_text("96,5")
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_role("heading", name="What this would change")).to_be_visible()
    assert page.input_value("#weight_kg") == "96,5"


def test_a_login_leads_nowhere_else(ward: Ward) -> None:
    for strange in ("https://elsewhere.example/", "//elsewhere.example", "/ui//elsewhere", "/ui/\\elsewhere", "/v1/"):
        answer = ward.api.client.post(
            "/ui/login", data={"login": "nurse", "password": PASSWORD, "back_to": strange}, follow_redirects=False
        )
        assert answer.headers["Location"] == "/ui/"


def test_the_language_is_chosen_and_kept(ward: Ward, course: str) -> None:
    page = ward.page("nurse", "nl-NL")
    page.goto(f"/ui/clinics/{ward.clinic}/board")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Overzicht van")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Board of")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_language_goes_along_with_the_person(ward: Ward) -> None:
    page = ward.page("nurse", "en-GB")
    page.get_by_role("button", name="Nederlands").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    elsewhere = ward.page("nurse", "en-GB")  # another browser, which asks for English
    elsewhere.goto(f"/ui/clinics/{ward.clinic}/board")
    expect(elsewhere.get_by_role("heading", level=1)).to_contain_text("Overzicht van")
    somebody_else = ward.page("scheduler", "en-GB")
    expect(somebody_else.locator("html")).to_have_attribute("lang", "en")


def test_a_first_password_is_changed_before_anything_else(ward: Ward) -> None:
    boss = ward.page("administrator")
    boss.goto(f"/ui/clinics/{ward.clinic}/administration")
    boss.get_by_text("Add a person").click()
    boss.fill("#display_name", "N. Ieuw")
    boss.fill("#login", "nieuw")
    boss.fill("#password", "handed over in person")
    boss.get_by_role("checkbox", name="nurse").check()
    boss.get_by_role("button", name="Add", exact=True).click()
    expect(boss.get_by_role("status")).to_contain_text("Saved")
    page = new_person(ward.browser, ward.base, "nieuw", "handed over in person")
    ward.windows.append(page)
    page.goto(f"/ui/clinics/{ward.clinic}/board")
    expect(page.get_by_text("Change it before anything else")).to_be_visible()
    page.fill("#password", "handed over in person")
    page.fill("#new_password", PASSWORD)
    page.fill("#new_password_again", PASSWORD)
    page.get_by_role("button", name="Change the password").click()
    page.fill("#login", "nieuw")
    page.fill("#password", PASSWORD)
    page.click("button.main")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Board of")


def test_days_are_written_in_the_pages_own_form_whatever_the_browser_wants(ward: Ward, course: str) -> None:
    new = f"/ui/clinics/{ward.clinic}/patients/new"
    for language, form, typed, again in (
        ("en-GB", "YYYY-MM-DD", "1961-4-3", "1961-04-03"),
        ("nl-NL", "dd-mm-jjjj", "3/4/1961", "3-4-1961"),
    ):
        page = ward.page("nurse", language)
        page.goto(new)
        field = page.locator("#birth_date")
        expect(field).to_have_attribute("placeholder", form)
        page.fill("#identifier", f"born {language}")
        page.get_by_role("radio").first.check()
        field.fill(typed)  # in another form: refused, and kept
        page.locator("button.main").click()
        expect(page.locator("#faults")).to_be_visible()
        expect(field).to_have_value(typed)
        field.fill(again)
        page.locator("button.main").click()
        expect(page.get_by_role("status")).to_be_visible()
    page = ward.page("nurse", "nl-NL")
    page.goto(f"/ui/clinics/{ward.clinic}/courses/{course}/record?type=weight-measured")
    expect(page.locator("#at_date")).to_have_value("05-01-2026")
    expect(page.get_by_role("button", name="Kies een dag")).to_be_visible()
    page.locator("input.native").evaluate(
        "one => { one.value = '2026-01-02'; one.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    expect(page.locator("#at_date")).to_have_value("02-01-2026")
    page.goto(f"/ui/clinics/{ward.clinic}/patients")
    expect(page.locator("tbody tr", has_text="born").nth(0)).to_contain_text("3 apr 1961")
    expect(page.locator("tbody tr", has_text="born").nth(1)).to_contain_text("3 apr 1961")


def test_addresses_that_are_none(ward: Ward) -> None:
    who = cookies(ward, "nurse")
    for path in ("/ui/nothing", "/ui/clinics/x/board", "/ui/static/../settings.py", "/ui/static/%2e%2e/app.py",
                 f"/ui/clinics/{ward.clinic}/orders/ord-{'0' * 26}",
                 f"/ui/clinics/{ward.clinic}/courses/x"):  # fmt: skip
        answer = get(ward, path, who)
        assert answer.status_code in {404, 422}, path
        assert "settings" not in answer.text or "Session" not in answer.text


def test_the_keyboard_is_enough(ward: Ward, course: str) -> None:
    """From the login to a recorded weight with Tab, arrows and Enter only."""
    page = ward.page("nurse")
    page.goto(f"/ui/clinics/{ward.clinic}/courses/{course}/record?type=weight-measured")
    tab_to(page, "weight_kg")
    page.keyboard.type("95")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What this would change")).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "_save":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("It is recorded")


def tab_to(page: Page, identity: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == identity:
            return
    raise AssertionError(identity)
