"""The page of the pump programmer in a browser, with an emulated pump: two people, and an outcome that nobody knows."""

from __future__ import annotations

from pathlib import Path

from bedside import PASSWORD, Bedside, at_the_bedside
from browser import free_port, new_person, served
from playwright.sync_api import Browser, Page, expect


def opened(browser: Browser, bedside: Bedside, base: str) -> Page:
    page = new_person(browser, base, "nurse", PASSWORD)
    page.goto(f"/ui/clinics/{bedside.clinic}/courses/{bedside.course}/programmer")
    page.select_option("#order_id", bedside.order)
    page.get_by_role("button", name="Read the pump").click()
    expect(page.get_by_role("heading", name="Old beside new")).to_be_visible()
    return page


def program(page: Page, login: str) -> None:
    page.fill("#second_login", login)
    page.fill("#second_password", PASSWORD)
    page.get_by_role("button", name="Program the pump").click()
    page.wait_for_load_state()


def test_two_people_program_the_pump(tmp_path: Path, browser: Browser) -> None:
    with at_the_bedside(tmp_path) as bedside, served(bedside.api.client.app, free_port()) as base:
        page = opened(browser, bedside, base)
        expect(page.locator("tbody tr", has_text="rate")).to_contain_text("1.3008")
        program(page, "nurse")  # the same person twice
        expect(page.locator("#faults")).to_contain_text("somebody else")
        page = opened(browser, bedside, base)
        program(page, "pharmacist")
        expect(page.get_by_role("heading", name="Confirmed")).to_be_visible()
        page = opened(browser, bedside, base)
        expect(page.locator("tbody tr", has_text="➜")).to_have_count(0)
        assert page.complaints == []  # type: ignore[attr-defined]
        page.context.close()


def test_an_outcome_that_nobody_knows_is_found_out_by_reading(tmp_path: Path, browser: Browser) -> None:
    with (
        at_the_bedside(tmp_path, "commit-without-answer") as bedside,
        served(bedside.api.client.app, free_port()) as base,
    ):
        page = opened(browser, bedside, base)
        program(page, "pharmacist")
        outcome = page.locator("#outcome-title")
        expect(outcome).to_be_visible(timeout=60_000)
        if "NOT KNOWN" in outcome.inner_text():
            page.get_by_role("button", name="Read the pump and find out").click()
            expect(page.get_by_role("heading", name="Confirmed")).to_be_visible(timeout=60_000)
        else:
            expect(outcome).to_contain_text("Confirmed")
        expect(page.get_by_text("confirmed").first).to_be_visible()
        page.context.close()


def test_a_pump_that_does_not_come_back_stays_in_doubt_until_it_does(tmp_path: Path, browser: Browser) -> None:
    """Its power goes in the middle of the commit, for longer than anybody waits at the screen."""
    plan = tmp_path / "power.toml"
    plan.write_text(
        '[[faults]]\nwhat = "power-cut"\nwhen = { operation = "commit", step = 7 }\nargs = { seconds = 14.0 }\n',
        encoding="utf-8",
    )
    with at_the_bedside(tmp_path, str(plan)) as bedside, served(bedside.api.client.app, free_port()) as base:
        page = opened(browser, bedside, base)
        program(page, "pharmacist")
        outcome = page.locator("#outcome-title")
        expect(outcome).to_contain_text("NOT KNOWN", timeout=60_000)
        uncertain = [fact for fact in bedside.facts() if fact["type"] == "pump-programmed"]
        assert [fact["result"] for fact in uncertain] == ["uncertain"]
        for _ in range(8):
            page.get_by_role("button", name="Read the pump and find out").click()
            page.wait_for_load_state()
            if "NOT KNOWN" not in outcome.inner_text():
                break
        expect(outcome).to_contain_text("Confirmed")
        assert bedside.facts()[-1]["result"] == "confirmed"
        page.context.close()
