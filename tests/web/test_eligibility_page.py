"""The page of a candidate: nothing chosen beforehand, the API's answer beside the wording, in both languages."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from ward import Ward

from haipdose.protocol.loader import load_protocol
from haipdose_api.web.pages import eligibility_form
from haipdose_api.web.words import catalogue

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
ADDRESS = "/ui/trial/eligibility"
EXAMPLE: dict[str, Any] = json.loads(
    files("haipdose.trial").joinpath("demo/eligibility-candidate.json").read_text(encoding="utf-8")
)
CRITERIA = load_protocol("pump-it").eligibility
assert CRITERIA is not None


def written(day: str, language: str) -> str:
    """A day as it is typed in a language."""
    return "-".join(reversed(day.split("-"))) if language == "nl-NL" else day


def fill_in(page: Page, candidate: dict[str, Any], language: str) -> None:
    """Everything of the worked example, as a nurse would enter it: decimals with a comma, days in the page's form."""
    for name in ("registration_on", "birth_date", "consent_signed_on", "ct_on"):
        page.fill(f"#{name}", written(candidate[name], language))
    page.fill("#gastroduodenal_branches", str(candidate["gastroduodenal_branches"]))
    page.select_option("#ecog", str(candidate["ecog"]))
    page.fill("#drawn_on", written("2026-03-10", language))
    for name, given in candidate["statements"].items():
        page.check(f'input[name="statements.{name}.answer"][value="{"yes" if given["answer"] else "no"}"]')
        by = page.locator(f'[id="statements.{name}.by"]')
        if by.count():
            by.select_option(given["by"])
            page.fill(f'[id="statements.{name}.on"]', written(given["on"], language))
    for name, marker in candidate["markers"].items():
        page.select_option(f'[id="markers.{name}"]', marker["result"])
    for result in candidate["laboratory"]:
        page.fill(f'[id="value.{result["test"]}"]', result["value"].replace(".", ","))
        if "upper_limit" in result:
            page.fill(f'[id="upper_limit.{result["test"]}"]', result["upper_limit"])
    page.select_option("#coumarin_replaced_by", candidate["coumarin_replaced_by"])
    for described in eligibility_form.DESCRIBED.values():
        for number, row in enumerate(candidate[described.field]):
            for column in described.columns:
                if column.name in row:
                    value = written(row[column.name], language) if column.kind == "day" else row[column.name]
                    enter(page, f"{described.field}.{number}.{column.name}", column.kind, value)


def enter(page: Page, name: str, kind: str, value: Any) -> None:
    if kind in {"choice", "flag"}:
        page.select_option(f'[id="{name}"]', {True: "yes", False: "no"}.get(value, value))
    else:
        page.fill(f'[id="{name}"]', str(value))


def judge(page: Page) -> None:
    page.locator("main form button.main").click()
    page.wait_for_load_state()


def test_every_word_of_the_form_and_every_question_has_its_dutch() -> None:
    assert CRITERIA is not None
    asked = [statement.asks for statement in CRITERIA.statements.values()]
    named = [*eligibility_form.texts(), *asked]
    assert [text for text in named if text not in catalogue("nl")] == []


def test_every_question_stands_in_a_group_and_every_marker_has_a_name() -> None:
    assert CRITERIA is not None
    grouped = [name for _, _, names in eligibility_form.GROUPS for name in names]
    assert sorted(grouped) == sorted(CRITERIA.statements)
    assert set(eligibility_form.MARKERS) == set(CRITERIA.markers)
    results = {result for criterion in CRITERIA.markers.values() for result in criterion.results}
    assert results | {"not-determined"} == set(eligibility_form.RESULTS)


@pytest.mark.parametrize("language", ["en-GB", "nl-NL"])
def test_from_an_empty_form_to_eligible_and_back(ward: Ward, language: str) -> None:
    page = ward.page("nurse", language, width=820 if language == "nl-NL" else 1280)
    page.goto("/ui/trial")
    page.locator('main a[href$="/trial/eligibility"]').click()
    assert page.locator('input[type="radio"]:checked').evaluate_all("all => all.map(one => one.value)") == [""] * 32
    page.fill("#registration_on", "2026-03-16")
    judge(page)
    expect(page.locator("#outcome")).to_contain_text("Niet te zeggen" if language == "nl-NL" else "Cannot tell")
    assert page.locator(".criteria tbody tr").count() == 37
    for place in page.locator(".lacking + ul a").evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        assert page.locator(f'[id="{place[1:]}"]').count() == 1, place
    assert page.locator('input[type="date"]:not(.native)').count() == 0
    fill_in(page, EXAMPLE, language)
    judge(page)
    expect(page.locator("#outcome")).to_contain_text("Geschikt" if language == "nl-NL" else "Eligible")
    expect(page.locator("#criterion-haemoglobin")).to_contain_text("7.1 mmol/L, needed ≥ 5.5 mmol/L")
    expect(page.locator("main section[role=status]")).to_contain_text("should be ligated")
    assert Axe().run(page, options=RULES).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1
    page.select_option("#ecog", "2")
    judge(page)
    expect(page.locator("#outcome")).to_contain_text("Niet geschikt" if language == "nl-NL" else "Not eligible")
    page.emulate_media(media="print")
    expect(page.locator("main form")).not_to_be_visible()
    expect(page.locator(".criteria")).to_be_visible()
    expect(page.locator(".paper-only")).to_be_visible()


def test_what_cannot_be_used_is_said_at_its_field(ward: Ward) -> None:
    page = ward.page("nurse")
    page.goto(ADDRESS)
    page.fill("#registration_on", "2026-03-16")
    page.fill('[id="value.platelets"]', "1.300")
    page.fill('[id="value.ast"]', "40")
    page.select_option('[id="statements.eligible-for-surgery.by"]', "surgeon")
    judge(page)
    expect(page.locator('[id="value.platelets-fault"]')).to_contain_text("two ways")
    expect(page.locator('[id="drawn_on.ast-fault"]')).to_contain_text("drawn is missing")
    expect(page.locator('[id="statements.eligible-for-surgery-fault"]')).to_contain_text("not the answer")
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.fill('[id="value.platelets"]', "130")
    page.fill("#drawn_on", "2026-03-17")
    page.select_option('[id="unit.ast"]', "ukat/L")
    page.fill('[id="value.ast"]', "4000")
    page.check('input[name="statements.eligible-for-surgery.answer"][value="yes"]')
    page.fill('[id="lesions.2.largest_mm"]', "0")
    judge(page)
    expect(page.locator('[id="value.ast-fault"]')).to_contain_text("not plausible")
    expect(page.locator('[id="lesions.2.largest_mm-fault"]')).to_contain_text("greater than zero")
    page.fill('[id="lesions.2.largest_mm"]', "")
    page.fill('[id="value.ast"]', "1")
    judge(page)
    expect(page.locator('[id="drawn_on.platelets-fault"]')).to_contain_text("after the day of registration")
    assert page.input_value('[id="value.platelets"]') == "130"


def test_a_form_of_the_trial_that_is_not_ours_is_refused(ward: Ward) -> None:
    page = ward.page("nurse")
    answer = page.request.post(ward.base + ADDRESS, form={"registration_on": "2026-03-16"})
    assert answer.status == 403
