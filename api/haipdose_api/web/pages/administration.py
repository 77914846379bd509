"""Administration: the people of the clinic, and its calendar."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.permissions import Role
from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody

router = APIRouter(include_in_schema=False)

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@router.get("/clinics/{clinic}/administration")
async def show_administration(page: Somebody) -> Response:
    """The people and the calendar."""
    page.need("people.manage")
    return await _administration(page, Form())


async def _administration(page: Page, form: Form, status: int = 200) -> Response:
    people = (await page.api.get(f"{page.v1}/people", limit=200)).body
    record = await page.api.get(page.v1)
    return page.render(
        "administration.html",
        status,
        form=form,
        people=people["items"],
        more=people["next_after"],
        record=record.body["document"],
        etag=record.version,
        roles=[role.value for role in Role],
        weekdays=WEEKDAYS,
    )


@router.post("/clinics/{clinic}/administration/people")
async def add_person(request: Request, page: Somebody) -> Response:
    """Add a person with a first password, handed over in person."""
    form = await read_form(request, page)
    body = {
        "login": form.text("login"),
        "display_name": form.text("display_name"),
        "password": form.typed.pop("password", ""),
        "roles": _ticked(form, [role.value for role in Role]),
    }
    return await _done(page, form, "POST", f"{page.v1}/people", body)


@router.get("/clinics/{clinic}/administration/people/{person}")
async def show_person(page: Somebody, person: str) -> Response:
    """One person."""
    return await _person(page, person, Form())


async def _person(page: Page, person: str, form: Form, status: int = 200, password: str | None = None) -> Response:
    found = await page.api.get(f"{page.v1}/people/{person}")
    return page.render(
        "person.html",
        status,
        form=form,
        person=found.body,
        password=password,
        etag=found.version,
        roles=[role.value for role in Role],
    )


@router.post("/clinics/{clinic}/administration/people/{person}")
async def change_person(request: Request, page: Somebody, person: str) -> Response:
    """Change a person's name, roles, or whether they may log in."""
    form = await read_form(request, page)
    body = {
        "display_name": form.text("display_name"),
        "active": form.flag("active"),
        "roles": _ticked(form, [role.value for role in Role]),
    }
    if form.is_good():
        try:
            await page.api.put(f"{page.v1}/people/{person}", body, version=form.version, key=form.key)
        except Problem as problem:
            form.take(problem)
        else:
            return page.go(f"/clinics/{page.clinic_id}/administration", "saved")
    return await _person(page, person, form, 422)


@router.post("/clinics/{clinic}/administration/people/{person}/{what}")
async def help_person(request: Request, page: Somebody, person: str, what: str) -> Response:
    """A new password, or a lost second factor or a lock taken away."""
    if what not in {"password", "second-factor", "lock"}:
        raise Problem(404, {"code": "page.what", "detail": "There is no such step."})
    form = await read_form(request, page)
    path = f"{page.v1}/people/{person}/{what}"
    try:
        if what == "password":
            made = await page.api.post(path, {}, version=form.version, key=form.key)
            return await _person(page, person, Form(), password=made.body["password"])
        await page.api.delete(path, version=form.version, key=form.key)
    except Problem as problem:
        form.take(problem)
        return await _person(page, person, form, problem.status)
    return page.go(f"/clinics/{page.clinic_id}/administration/people/{person}", "saved")


@router.post("/clinics/{clinic}/administration/calendar")
async def change_calendar(request: Request, page: Somebody) -> Response:
    """Change the clinic's name, working days and closures. Every plan is made anew with it."""
    form = await read_form(request, page)
    record = dict((await page.api.get(page.v1)).body["document"])
    calendar: dict[str, Any] = dict(record["calendar"])
    calendar["working_days"] = _ticked(form, WEEKDAYS)
    closures = [closure for closure in calendar.get("closures", ()) if not form.flag(f"drop.{closure['from']}")]
    first = form.day("closed_from", required=False)
    if first is not None:
        last = form.day("closed_to", required=False)
        closure = {"from": first.isoformat(), "reason": form.text("closed_reason")}
        closures.append(closure | ({"to": last.isoformat()} if last is not None else {}))
    calendar["closures"] = closures
    body = record | {"name": form.text("name"), "calendar": calendar}
    return await _done(page, form, "PUT", page.v1, body)


async def _done(page: Page, form: Form, method: str, path: str, body: dict[str, Any]) -> Response:
    if form.is_good():
        try:
            if method == "PUT":
                await page.api.put(path, body, version=form.version, key=form.key)
            else:
                await page.api.post(path, body, key=form.key)
        except Problem as problem:
            form.take(problem)
        else:
            return page.go(f"/clinics/{page.clinic_id}/administration", "saved")
    return await _administration(page, form, 422)


def _ticked(form: Form, names: Any) -> list[str]:
    return [name for name in names if form.flag(f"on.{name}")]
