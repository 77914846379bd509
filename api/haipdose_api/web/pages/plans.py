"""The plan, and moving one of its visits: only with what would move along, and why, in sight."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.patients import course_of, patient_of
from haipdose_api.web.pages.previews import blinded, previewed, stated_risk

router = APIRouter(include_in_schema=False)

KINDS: Final = ("visit-moved", "appointment-confirmed", "unavailable")
MOST_DAYS: Final = 60


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
    await blinded(page, course, plan)
    risk, no_risk = await stated_risk(page, course)
    today = page.site.clock().astimezone(ZoneInfo(page.zone)).date()
    ahead = [visit for visit in plan["visits"] if visit["status"] in {"planned", "not-placed", "held"}]
    ahead.sort(key=lambda visit: (visit["date"] is None, visit["date"] or "", visit["id"]))
    chosen = next((visit for visit in ahead if visit["id"] == form.value("visit")), None)
    return page.render(
        "plan.html",
        status,
        form=form,
        course=whole,
        patient=patient_of(whole),
        plan=plan,
        ahead=ahead,
        chosen=chosen,
        days=_days(chosen, today) if chosen else [],
        preview=preview,
        etag=answer.version,
        today=today,
        risk=risk,
        no_risk=no_risk,
    )


def _days(visit: dict[str, Any], today: date) -> list[date]:
    """The days of the visit's window that are still to come."""
    window = visit["window"]
    if window is None:
        return []
    first = max(date.fromisoformat(window["earliest"]), today)
    last = date.fromisoformat(window["latest"])
    return [first + timedelta(days=number) for number in range(min((last - first).days + 1, MOST_DAYS))]


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
