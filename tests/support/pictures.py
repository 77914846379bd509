"""``make pictures``: every page and every paper of a fresh demonstration clinic, in both languages, to be looked at.

They go below ``out/pictures`` and are not committed. A page that has no picture here ends the run with its name.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from browser import a_browser, free_port, new_person, served
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from haipdose.records import tables
from haipdose_api.demonstration.building import build
from haipdose_api.logs import configure_logs
from haipdose_api.server import application, open_site
from haipdose_api.settings import Settings
from haipdose_api.site import Site
from haipdose_api.web.routes import ROUTERS

OUT = Path(__file__).parents[2] / "out" / "pictures"
PASSWORD = "seven green herons"
WIDTHS = (1280, 820)
LANGUAGES = ("en-GB", "nl-NL")
UNSEEN = {
    "", "/", "/alive", "/login", "/clinics/{clinic}/schedules/{schedule}/calendar.csv",
}  # fmt: skip
"""They lead elsewhere, show nothing, are no page, or are seen by everybody before."""
CLINIC, COURSE, ORDER = "/clinics/{clinic}", "/clinics/{clinic}/courses/{course}", "/clinics/{clinic}/orders/{order}"


def wanted(ids: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Name, login, the route, and the address of each picture."""
    home = f"/clinics/{ids['clinic']}"
    here = f"{home}/courses/{ids['course']}"
    rows = [
        ("account", "nurse", "/account", "/account"),
        ("trial", "nurse", "/trial", "/trial"),
        ("trial-eligibility", "nurse", "/trial/eligibility", "/trial/eligibility"),
        ("board", "nurse", f"{CLINIC}/board", f"{home}/board"),
        ("patients", "nurse", f"{CLINIC}/patients", f"{home}/patients"),
        ("patient-new", "nurse", f"{CLINIC}/patients/new", f"{home}/patients/new"),
        ("course-new", "prescriber", f"{CLINIC}/patients/{{patient}}/course",
         f"{home}/patients/{ids['patient']}/course"),
        ("course", "prescriber", COURSE, here),
        ("laboratory", "prescriber", f"{COURSE}/laboratory", f"{here}/laboratory"),
        ("plan", "scheduler", f"{COURSE}/plan", f"{here}/plan?visit={ids['visit']}"),
        ("record", "nurse", f"{COURSE}/record", f"{here}/record?type=pump-emptied"),
        ("order-new", "prescriber", f"{COURSE}/orders/new", f"{here}/orders/new"),
        ("papers", "prescriber", f"{COURSE}/papers", f"{here}/papers"),
        ("programmer", "prescriber", f"{COURSE}/programmer", f"{here}/programmer"),
        ("orders", "pharmacist", f"{CLINIC}/orders", f"{home}/orders"),
        *((f"order-{state}", login, ORDER, f"{home}/orders/{ids[state]}") for state, login in (
            ("ordered", "pharmacist"), ("verified", "pharmacist3"), ("discrepant", "pharmacist"),
            ("double-checked", "pharmacist"), ("released", "nurse"))),
        ("protocols", "prescriber", f"{CLINIC}/protocols", f"{home}/protocols"),
        ("protocol", "prescriber", f"{CLINIC}/protocols/{{protocol}}",
         f"{home}/protocols/pump-it?to=msk-unresectable"),
        ("schedule", "scheduler", f"{CLINIC}/schedules/{{schedule}}", f"{home}/schedules/{ids['schedule']}"),
        ("stock", "pharmacist", f"{CLINIC}/stock", f"{home}/stock"),
        ("stock-product", "pharmacist", f"{CLINIC}/stock/{{product}}", f"{home}/stock/{ids['product']}"),
        ("audit", "auditor", f"{CLINIC}/audit", f"{home}/audit"),
        ("administration", "administrator", f"{CLINIC}/administration", f"{home}/administration"),
        ("person", "administrator", f"{CLINIC}/administration/people/{{person}}",
         f"{home}/administration/people/{ids['person']}"),
    ]  # fmt: skip
    named = {route for _, _, route, _ in rows}
    for route in sorted(routes() - named):
        rest = route.removeprefix(CLINIC)
        if route.startswith(f"{CLINIC}/") and "{" not in rest and not rest.endswith(".pdf"):
            rows.append((rest.strip("/").replace("/", "-"), "scheduler", route, f"{home}{rest}"))
    return rows


def routes() -> set[str]:
    """Every address of the pages that can be read."""
    return {
        route.path
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in route.methods
    }


def papers(ids: dict[str, str]) -> list[tuple[str, str]]:
    """Name and address of each paper."""
    home = f"/clinics/{ids['clinic']}"
    here, order, early = (
        f"{home}/courses/{ids['course']}",
        f"{home}/orders/{ids['released']}",
        f"{home}/orders/{ids['double-checked']}",
    )
    return [
        ("calendar", f"{here}/calendar.pdf"),
        ("summary", f"{here}/summary.pdf"),
        ("worksheet", f"{order}/worksheet.pdf"),
        ("checklist", f"{order}/checklist.pdf"),
        ("label-100x50", f"{order}/label.pdf?size=100x50"),
        ("label-70x36", f"{order}/label.pdf?size=70x36"),
        ("worksheet-not-released", f"{early}/worksheet.pdf"),
        ("label-not-released", f"{early}/label.pdf?size=70x36"),
    ]


def main() -> None:
    """Take them all."""
    configure_logs("error")
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite:///{folder}/demo.db",
            base_url=base,
            demonstration=True,
            logins_per_minute=1000,
        )
        site = open_site(settings)
        begun = time.monotonic()
        clinic = build(site, say=lambda said: print(said, file=sys.stderr), password=PASSWORD).clinic
        print(f"demonstration made in {time.monotonic() - begun:.0f} s", file=sys.stderr)
        ids = found(site) | {"clinic": clinic}
        with served(application(site), port), a_browser() as browser:
            ids["schedule"] = a_calendar(browser, base, clinic)
            faults = [fault for language in LANGUAGES for fault in pictures(browser, base, ids, language)]
    named = {route for _, _, route, _ in wanted(ids)} | UNSEEN
    faults += [f"no picture of {path}" for path in sorted(routes() - named) if not path.endswith(".pdf")]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        raise SystemExit(1)


def found(site: Site) -> dict[str, str]:
    """One of everything in the clinic, by what it is."""
    orders, courses, people = tables.fill_orders, tables.courses, tables.people
    with site.records.reading() as connection:
        states = {row.state: row for row in connection.execute(select(orders))}
        ids = {str(state): str(row.id) for state, row in states.items()}
        ids |= {"course": str(states["released"].course_id), "visit": str(states["released"].visit_id)}
        for name, query in (
            ("patient", select(courses.c.patient_id).where(courses.c.id == ids["course"])),
            ("person", select(people.c.id).where(people.c.login == "nurse")),
            ("product", select(tables.stock_products.c.id).limit(1)),
        ):
            ids[name] = str(connection.execute(query).scalar_one())
    return ids


def a_calendar(browser: Browser, base: str, clinic: str) -> str:
    """The id of a calendar that the scheduler lets run, as a person would."""
    page = new_person(browser, base, "scheduler", PASSWORD, "en-GB", WIDTHS[0])
    page.goto(f"/ui/clinics/{clinic}/schedules")
    page.select_option("#weeks", "4")
    page.select_option("#seconds", "10")
    page.get_by_role("button", name="Make it").click()
    link = page.locator(f'main a[href*="/clinics/{clinic}/schedules/sch"]').first
    link.wait_for(timeout=120_000)
    made = str(link.get_attribute("href")).rsplit("/", 1)[1]
    page.context.close()
    return made


def pictures(browser: Browser, base: str, ids: dict[str, str], language: str) -> Iterator[str]:
    """All pictures in a language; gives what is wrong on the way."""
    windows: dict[tuple[str, int], Page] = {}
    short = language[:2]
    for width in WIDTHS:
        for name, login, _, address in wanted(ids):
            if (login, width) not in windows:
                windows[login, width] = new_person(browser, base, login, PASSWORD, language, width)
            page = windows[login, width]
            answer: Any = page.goto(f"/ui{address}")
            if answer.status != 200 or page.locator("form[action$='/logout']").count() == 0:
                yield f"{name} {language}: {answer.status}, or the login"
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 1:
                yield f"{name} {language} {width}: {over} px too wide"
            page.screenshot(path=str(OUT / f"{name}-{short}-{width}.png"), full_page=True)
    for (login, _), page in windows.items():
        yield from (f"{login}: {said}" for said in page.complaints)  # type: ignore[attr-defined]
    reader = windows["prescriber", WIDTHS[0]]
    for name, address in papers(ids):
        answer = reader.request.get(f"{base}/ui{address}", headers={"Accept-Language": language})
        if answer.status != 200:
            yield f"{name} {language}: {answer.status}"
            continue
        for number, sheet in enumerate(pypdfium2.PdfDocument(answer.body()), start=1):
            scale = 5 if "label" in name else 1.6
            sheet.render(scale=scale, grayscale=True).to_pil().save(OUT / f"paper-{name}-{short}-{number}.png")
    for window in windows.values():
        window.context.close()


if __name__ == "__main__":
    main()
