"""The plan, and moving one of its visits: only with what would move along, and why, in sight."""

from __future__ import annotations

from calendar import Calendar
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.administration import WEEKDAYS
from haipdose_api.web.pages.patients import course_of, patient_of
from haipdose_api.web.pages.previews import previewed, stated_risk

router = APIRouter(include_in_schema=False)

KINDS: Final = ("visit-moved", "appointment-confirmed", "unavailable")


@router.get("/clinics/{clinic}/courses/{course}/plan")
async def show_plan(request: Request, page: Somebody, course: str) -> Response:
    """The visits ahead, and the one that was chosen with the days on which it may be."""
    page.need("appointment.write")
    return await _plan(page, course, Form(dict(request.query_params)))


async def _plan(
    page: Page, course: str, form: Form, status: int = 200, preview: dict[str, Any] | None = None
) -> Response:
    whole = await course_of(page, course)
    answer = await page.api.get(f"{page.v1}/courses/{course}/plan")
    plan = answer.body
    risk, no_risk = await stated_risk(page, course)
    today = page.site.clock().astimezone(ZoneInfo(page.zone)).date()
    ahead = [visit for visit in plan["visits"] if visit["status"] in {"planned", "not-placed", "held"}]
    ahead.sort(key=lambda visit: (visit["date"] is None, visit["date"] or "", visit["id"]))
    chosen = next((visit for visit in ahead if visit["id"] == form.value("visit")), None)
    choices = await _choices(page, course, chosen)
    return page.render(
        "plan.html",
        status,
        form=form,
        course=whole,
        patient=patient_of(whole),
        plan=plan,
        ahead=ahead,
        chosen=chosen,
        choices=choices,
        months=_months(choices),
        weekdays=WEEKDAYS,
        preview=preview,
        etag=answer.version,
        today=today,
        risk=risk,
        no_risk=no_risk,
    )


async def _choices(page: Page, course: str, visit: dict[str, Any] | None) -> list[dict[str, Any]]:
    """What the API says about each day of the visit's window; nothing when it has none, or the plan cannot be made."""
    if visit is None or visit["window"] is None:
        return []
    try:
        answer = await page.api.get(f"{page.v1}/courses/{course}/plan/days", visit=visit["id"])
    except Problem as problem:
        if problem.status in {409, 422}:
            return []
        raise
    return [choice | {"day": date.fromisoformat(choice["date"])} for choice in answer.body["days"]]


def _months(choices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The weeks of the window by month, Monday first; days outside it have no choice."""
    known = {choice["day"]: choice for choice in choices}
    months: list[dict[str, Any]] = []
    for year, month in sorted({(day.year, day.month) for day in known}):
        weeks = [
            [{"day": day, "choice": known.get(day)} if day.month == month else None for day in week]
            for week in Calendar().monthdatescalendar(year, month)
        ]
        shown = [week for week in weeks if any(cell and cell["choice"] for cell in week)]
        months.append({"first": date(year, month, 1), "weeks": shown})
    return months


@router.post("/clinics/{clinic}/courses/{course}/plan")
async def change_plan(request: Request, page: Somebody, course: str) -> Response:
    """Look at what a change does, or accept it."""
    form = await read_form(request, page)
    kind = form.choice("kind", KINDS)
    fact: dict[str, Any] = {"type": kind, "at": page.site.clock().isoformat()}
    if kind == "unavailable":
        first, last = form.day("from"), form.day("to")
        fact |= {"from": first and first.isoformat(), "to": last and last.isoformat(), "reason": form.text("reason")}
    else:
        day = form.day("date")
        fact |= {"visit": form.text("visit"), "date": day and day.isoformat()}
        if kind == "visit-moved":
            fact["reason"] = form.text("reason")
    if not form.is_good():
        return await _plan(page, course, form, 422)
    if not form.flag("_save"):
        preview = await previewed(page, course, [fact], form)
        return await _plan(page, course, form, 200 if form.is_good() else 422, preview)
    try:
        await page.api.post(f"{page.v1}/courses/{course}/facts", {"facts": [fact]}, version=form.version, key=form.key)
    except Problem as problem:
        form.take(problem)
        return await _plan(page, course, form, problem.status)
    return page.go(f"/clinics/{page.clinic_id}/courses/{course}", "moved")
