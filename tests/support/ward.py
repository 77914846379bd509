"""A small clinic behind a real port, whose clock a test sets, and the windows of the people who work there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api_support import ApiUnderTest, api_on
from browser import free_port, new_person, served
from playwright.sync_api import Browser, Page
from quick_passwords import quick_hash
from records_support import SteppingClock
from sqlalchemy import update
from stores import migrated_sqlite

from haipdose.records import people, tables
from haipdose.records.audit import Actor
from haipdose.records.registries import CLINICS
from haipdose.records.shapes import ClinicRecord
from haipdose.schedule.clinic import Clinic
from haipdose_api.permissions import Role

PASSWORD = "seven green herons"
PROBE = Actor("service", "test", "192.0.2.1", "req-test-0004")
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
PEOPLE = {
    "prescriber": Role.PRESCRIBER,
    "pharmacist": Role.PHARMACIST,
    "second": Role.PHARMACIST,
    "third": Role.PHARMACIST,
    "nurse": Role.NURSE,
    "scheduler": Role.SCHEDULER,
    "auditor": Role.AUDITOR,
    "administrator": Role.ADMINISTRATOR,
}


@dataclass
class Ward:
    """A served clinic whose clock the tests set."""

    api: ApiUnderTest
    clinic: str
    base: str
    browser: Browser

    def __post_init__(self) -> None:
        self.windows: list[Page] = []

    def page(self, login: str, language: str = "en-GB", width: int = 1280) -> Page:
        """A window of its own of a person who has logged in."""
        page = new_person(self.browser, self.base, login, PASSWORD, language, width)
        self.windows.append(page)
        return page

    def at(self, moment: datetime) -> None:
        """Set the clock of the clinic; who is logged in stays so, as if they had logged in again."""
        clock = self.api.site.clock
        assert isinstance(clock, SteppingClock)
        clock.now = moment
        alive = {"last_seen_at": moment, "expires_at": moment + timedelta(hours=20)}
        with self.api.records.writing(PROBE) as work:
            work.connection.execute(update(tables.sessions).values(alive))

    def close(self) -> None:
        """Close every window; none of them may have complained."""
        complaints = [said for page in self.windows for said in page.complaints]  # type: ignore[attr-defined]
        for page in self.windows:
            page.context.close()
        self.windows.clear()
        assert complaints == []


@contextmanager
def a_served_ward(tmp_path: Path, browser: Browser) -> Iterator[Ward]:
    """The clinic, with a person for each role."""
    engine = migrated_sqlite(tmp_path / "records.db")
    port = free_port()
    api = api_on(engine, session_idle_minutes=720, session_hours=24)
    clock = api.site.clock
    assert isinstance(clock, SteppingClock)
    clock.now, clock.step = START, timedelta(milliseconds=1)
    with api.records.writing(PROBE) as work:
        calendar = Clinic(time_zone="Europe/Amsterdam", country="NL", closed_holidays="all")
        clinic = CLINICS.create(work, None, ClinicRecord(name="Pump clinic", calendar=calendar)).id
        for login, role in PEOPLE.items():
            people.create(work, login, login.title(), quick_hash(PASSWORD), {clinic: frozenset({role.value})})
    with served(api.client.app, port) as base:
        made = Ward(api, clinic, base, browser)
        try:
            yield made
        finally:
            made.close()
            engine.dispose()
