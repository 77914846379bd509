"""The clinic's whole calendar: made, looked at by week, published; and what the clinic has for it."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.administration import WEEKDAYS
from haipdose_api.web.pages.patients import course_names

router = APIRouter(include_in_schema=False)

WEEKS: Final = ("1", "2", "4", "8", "13", "26")
SECONDS: Final = ("10", "30", "60", "300")
_FIELDS: Final = {"until": "until", "weeks": "weeks", "seconds": "seconds"}


@router.get("/clinics/{clinic}/schedules")
async def show_schedules(request: Request, page: Somebody) -> Response:
    """The last calendars, the one that is being made, and the form to make another."""
    return await _schedules(page, Form(), fragment=request.headers.get("HX-Target") == "run")


async def _schedules(page: Page, form: Form, status: int = 200, *, fragment: bool = False) -> Response:
    found = (await page.api.get(f"{page.v1}/schedules")).body
    setup = await page.maybe(f"{page.v1}/setup")
    shown = page.render(
        "schedule_run.html" if fragment else "schedules.html",
        status,
        form=form,
        schedules=found["items"],
        published=found["published"],
        run=found["run"],
        changed=found["changed"],
        names=await course_names(page) if found["changed"] and not fragment else {},
        reach=_reach(found, page.site.clock().astimezone(ZoneInfo(page.zone)).date()),
        setup=None if setup is None else setup.body["document"],
        weeks=WEEKS,
        seconds=SECONDS,
    )
    if fragment and (found["run"] is None or found["run"]["state"] != "running"):
        shown.headers["HX-Refresh"] = "true"  # it has ended: the list and the form of the page are old now
    return shown


def _reach(found: dict[str, Any], today: date) -> str:
    """Weeks of the next calendar: as far as the one that patients were told, if that is still ahead."""
    told = next((one["published_until"] for one in found["items"] if one["id"] == found["published"]), None)
    days = 0 if told is None else (date.fromisoformat(told) - today).days + 1
    return next((weeks for weeks in WEEKS if 0 < days <= 7 * int(weeks)), "8")


@router.post("/clinics/{clinic}/schedules")
async def make_schedule(request: Request, page: Somebody) -> Response:
    """Start to make a calendar, or stop the one that is being made."""
    form = await read_form(request, page)
    stop = form.text("stop", required=False)
    weeks, seconds = form.choice("weeks", WEEKS, required=not stop), form.choice("seconds", SECONDS, required=not stop)
    if form.is_good():
        try:
            if stop:
                await page.api.delete(f"{page.v1}/schedule-runs/{stop}", key=form.key)
            else:
                body = {"weeks": int(weeks or 0), "seconds": int(seconds or 0), "least_moves": form.flag("least_moves")}
                await page.api.post(f"{page.v1}/schedule-runs", body, key=form.key)
        except Problem as problem:
            form.take(problem, _FIELDS)
        else:
            return page.go(f"/clinics/{page.clinic_id}/schedules")
    return await _schedules(page, form, 422)


@router.get("/clinics/{clinic}/schedules/{schedule}")
async def show_schedule(request: Request, page: Somebody, schedule: str) -> Response:
    """A calendar: what has no place first, what changes, and one week of it."""
    if schedule == "setup":
        return await _setup_page(page, Form())
    return await _schedule(page, schedule, Form(dict(request.query_params)))


async def _schedule(page: Page, schedule: str, form: Form, status: int = 200) -> Response:
    answer = await page.api.get(f"{page.v1}/schedules/{schedule}")
    document = answer.body["document"]
    names = await course_names(page)
    first, last = date.fromisoformat(document["horizon"]["from"]), date.fromisoformat(document["horizon"]["to"])
    begins = min((date.fromisoformat(one["day"]) for one in document["answer"]["appointments"]), default=first)
    wanted = form.day("week", required=False) or begins
    monday = max(min(wanted, last), first)
    monday -= timedelta(days=monday.weekday())
    uses: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for use in document["answer"]["use"]:
        uses[use["day"]].append(use)
    return page.render(
        "schedule.html",
        status,
        form=form,
        schedule=answer.body,
        document=document,
        answer=document["answer"],
        etag=answer.version,
        names=names,
        days=_week(document["answer"]["appointments"], monday),
        uses=uses,
        before=monday - timedelta(days=7) if monday > first else None,
        after=monday + timedelta(days=7) if monday + timedelta(days=7) <= last else None,
    )


def _week(appointments: list[dict[str, Any]], monday: date) -> list[tuple[date, list[dict[str, Any]]]]:
    """The days of a week that have appointments, each in the order of their hours."""
    days = [monday + timedelta(days=number) for number in range(7)]
    by_day: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in appointments:
        by_day[entry["day"]].append(entry)
    return [
        (day, sorted(by_day[str(day)], key=lambda one: (one["start"], one["course"])))
        for day in days
        if by_day.get(str(day))
    ]


@router.get("/clinics/{clinic}/schedules/{schedule}/calendar.csv")
async def schedule_csv(page: Somebody, schedule: str) -> Response:
    """A row for each visit, for a spreadsheet; with pseudonyms of courses and without names."""
    answer = (await page.api.get(f"{page.v1}/schedules/{schedule}")).body["document"]["answer"]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        ("course", "visit", "kind", "day", "start", "end", "target", "earliest", "latest", "not_placed_because")
    )
    for one in answer["not_placed"]:
        reasons = "; ".join(one["reasons"])
        writer.writerow(
            (one["course"], one["visit"], one["kind"], "", "", "", "", one["earliest"], one["latest"], reasons)
        )
    for one in answer["appointments"]:
        columns = ("course", "visit", "kind", "day", "start", "end", "target", "earliest", "latest")
        writer.writerow((*(one[name] for name in columns), ""))
    headers = {"Content-Disposition": f'attachment; filename="calendar-{schedule}.csv"', "Cache-Control": "no-store"}
    return Response(text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/clinics/{clinic}/schedules/{schedule}")
async def publish_schedule(request: Request, page: Somebody, schedule: str) -> Response:
    """Tell the patients, up to a day; or save what the clinic has."""
    form = await read_form(request, page)
    if schedule == "setup":
        return await _save_setup(page, form)
    until = form.day("until")
    if form.is_good() and until is not None:
        try:
            await page.api.post(
                f"{page.v1}/schedules/{schedule}/publish",
                {"until": until.isoformat()},
                version=form.version,
                key=form.key,
            )
        except Problem as problem:
            form.take(problem, _FIELDS)
        else:
            return page.go(f"/clinics/{page.clinic_id}/schedules/{schedule}", "schedule-published")
    return await _schedule(page, schedule, form, 422)


# -- what the clinic has -----------------------------------------------------------------------------------------------

SUGGESTED: Final = ("chair", "nurse", "preparation", "phlebotomy", "imaging", "programmer")
"""Names that the package's own appointment types use, and the programmer; how many there are, only the site knows."""
SLOTS: Final = ("10", "15", "20", "30", "60")
_BLANK_ROWS: Final = 2


async def _setup_page(page: Page, form: Form, status: int = 200) -> Response:
    page.need("setup.write")
    answer = await page.maybe(f"{page.v1}/setup")
    known = None if answer is None else answer.body["document"]
    return page.render(
        "schedule_setup.html",
        status,
        form=form,
        known=known,
        etag="" if answer is None else answer.version,
        hours=_hour_rows(known, form),
        resources=_resource_rows(known, form),
        exceptions=_exceptions(known),
        weekdays=WEEKDAYS,
        slots=SLOTS,
    )


def _hour_rows(known: dict[str, Any] | None, form: Form) -> list[dict[str, Any]]:
    rows = [dict(stretch) for stretch in known["patient_hours"]] if known else []
    blank = [{"days": [], "from": "", "to": ""} for _ in range(1 if rows else _BLANK_ROWS)]
    return _as_typed([*rows, *blank], "hours", form)


def _resource_rows(known: dict[str, Any] | None, form: Form) -> list[dict[str, Any]]:
    """A row for each stretch of hours of each resource, and blank ones for more."""
    rows = []
    for resource in known["resources"] if known else []:
        stretches = resource["hours"] or [{"days": [], "from": "", "to": "", "units": ""}]
        for number, stretch in enumerate(stretches):
            most = resource.get("most_a_day") if number == 0 else None
            rows.append(dict(stretch) | {"id": resource["id"], "most_a_day": "" if most is None else most})
    named = SUGGESTED if not rows else ()
    blank = [{"id": name, "days": [], "from": "", "to": "", "units": "", "most_a_day": ""} for name in named]
    blank += [{"id": "", "days": [], "from": "", "to": "", "units": "", "most_a_day": ""}] * _BLANK_ROWS
    return _as_typed([*rows, *blank], "res", form)


def _as_typed(rows: list[dict[str, Any]], prefix: str, form: Form) -> list[dict[str, Any]]:
    """The rows as somebody typed them, when a form is shown again."""
    if not form.typed:
        return rows
    shown = []
    for number, row in enumerate(rows):
        names = [name for name in row if name != "days"]
        typed = {name: form.value(f"{prefix}.{number}.{name}", row[name]) for name in names}
        shown.append(typed | {"days": [day for day in WEEKDAYS if form.flag(f"{prefix}.{number}.{day}")]})
    return shown


def _exceptions(known: dict[str, Any] | None) -> list[dict[str, Any]]:
    return [
        {"resource": resource["id"], **exception}
        for resource in (known["resources"] if known else [])
        for exception in resource["exceptions"]
    ]


async def _save_setup(page: Page, form: Form) -> Response:
    answer = await page.maybe(f"{page.v1}/setup")
    known = None if answer is None else answer.body["document"]
    body = {name: known[name] for name in ("appointment_types", "weights") if known and known.get(name) is not None}
    body |= {
        "slot_minutes": int(form.choice("slot_minutes", SLOTS) or 0),
        "patient_hours": _typed_hours(form, "hours", len(_hour_rows(known, Form()))),
        "resources": _typed_resources(form, known),
    }
    if not body["patient_hours"] and form.is_good():
        form.text("hours.0.from")
    if form.is_good():
        try:
            await page.api.put(f"{page.v1}/setup", body, version=form.version, key=form.key)
        except Problem as problem:
            form.take(problem)
        else:
            return page.go(f"/clinics/{page.clinic_id}/schedules", "saved")
    return await _setup_page(page, form, 422)


def _typed_hours(form: Form, prefix: str, rows: int) -> list[dict[str, Any]]:
    found = []
    for number in range(rows):
        row = f"{prefix}.{number}"
        days = [day for day in WEEKDAYS if form.flag(f"{row}.{day}")]
        if days or form.value(f"{row}.from") or form.value(f"{row}.to"):
            found.append({"days": days, "from": form.text(f"{row}.from"), "to": form.text(f"{row}.to")})
    return found


def _typed_resources(form: Form, known: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Rows of one name are one resource; what the page does not show of it is kept."""
    before = {resource["id"]: resource for resource in (known["resources"] if known else [])}
    found: dict[str, dict[str, Any]] = {}
    for number in range(len(_resource_rows(known, Form()))):
        row = f"res.{number}"
        name, units = form.text(f"{row}.id", required=False), form.text(f"{row}.units", required=False)
        days = [day for day in WEEKDAYS if form.flag(f"{row}.{day}")]
        most = form.text(f"{row}.most_a_day", required=False)
        if name is None or not (units or days or most):
            continue
        old = before.get(name, {})
        kept = {key: old[key] for key in ("name", "most_an_hour") if old.get(key) is not None}
        resource = found.setdefault(name, {"id": name, "hours": [], "exceptions": _kept_exceptions(form, old), **kept})
        if units or days:
            stretch = {"days": days, "from": form.text(f"{row}.from"), "to": form.text(f"{row}.to")}
            resource["hours"].append(stretch | {"units": _whole(form, f"{row}.units")})
        if most:
            resource["most_a_day"] = _whole(form, f"{row}.most_a_day")
    _new_exception(form, found)
    return list(found.values())


def _kept_exceptions(form: Form, old: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in old.get("exceptions", []) if not form.flag(f"drop.{old['id']}.{one['first']}")]


def _new_exception(form: Form, found: dict[str, dict[str, Any]]) -> None:
    first = form.day("ex.first", required=False)
    if first is None:
        return
    name = form.choice("ex.resource", list(found))
    last = form.day("ex.last", required=False)
    exception = {
        "first": first.isoformat(),
        "last": last.isoformat() if last else None,
        "units": _whole(form, "ex.units"),
        "reason": form.text("ex.reason"),
    }
    if name is not None:
        found[name]["exceptions"].append(exception)


def _whole(form: Form, name: str) -> int | None:
    number = form.number(name)
    if number is not None and number != int(number):
        number = form.number("no such field")
    return None if number is None else int(number)
