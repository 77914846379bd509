"""The board on a day on which nobody is due: it says why, and leads to the next day with visits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_addresses import RULES
from playwright.sync_api import expect
from records_support import demo_course
from ward import Ward

from haipdose_api import projection

SUNDAY = datetime(2026, 5, 10, 9, tzinfo=UTC)
"""The refill of cycle 3 is planned for Friday 15 May."""


@pytest.mark.parametrize(
    ("language", "closed", "friday"),
    [("en-GB", "The clinic is closed: no working day (sunday)", "Fri 15 May 2026, 1 course"),
     ("nl-NL", "De kliniek is gesloten: geen werkdag (zondag)", "vr 15 mei 2026, 1 behandeling")],
)  # fmt: skip
def test_a_sunday_leads_to_the_next_day_with_visits(ward: Ward, language: str, closed: str, friday: str) -> None:
    ward.at(SUNDAY)
    demo_course(ward.api.records, ward.clinic)
    projection.catch_up(ward.api.site)
    page = ward.page("nurse", language)
    page.goto(f"/ui/clinics/{ward.clinic}/board")
    expect(page.locator("#next-day")).to_contain_text(closed)
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.get_by_role("link", name=friday).click()
    expect(page.locator("#next-day")).to_have_count(0)
    expect(page.locator("#board tbody tr")).to_have_count(1)
