"""The pump programmer: read, old beside new, two people, and what to do when nobody knows how it ended."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.patients import course_of, patient_of

router = APIRouter(include_in_schema=False)

SECOND_FIELDS = {
    "second.login": "second_login",
    "second.password": "second_password",
    "second.code": "second_code",
    "programmer": "programmer",
    "order_id": "order_id",
}


@router.get("/clinics/{clinic}/courses/{course}/programmer")
async def show_programmer(page: Somebody, course: str) -> Response:
    """Choose a programmer."""
    page.need("device.read")
    return await _programmer(page, course, Form())


async def _programmer(
    page: Page,
    course: str,
    form: Form,
    status: int = 200,
    read: dict[str, Any] | None = None,
    outcome: dict[str, Any] | None = None,
) -> Response:
    whole = await course_of(page, course)
    programmers = (await page.api.get(f"{page.v1}/programmers")).body["items"]
    given = (await page.api.get(f"{page.v1}/orders", course=course, state="given", limit=20)).body["items"]
    sessions = (await page.api.get(f"{page.v1}/courses/{course}/device-sessions", limit=50)).body["items"]
    return page.render(
        "programmer.html",
        status,
        form=form,
        course=whole,
        patient=patient_of(whole),
        programmers=programmers,
        orders=given,
        sessions=sessions,
        read=read,
        outcome=outcome,
    )


@router.post("/clinics/{clinic}/courses/{course}/programmer/{act}")
async def use_programmer(request: Request, page: Somebody, course: str, act: str) -> Response:
    """Read the pump, program it, or find out how a command ended."""
    if act not in {"read", "program", "resolve"}:
        raise Problem(404, {"code": "page.act", "detail": "There is no such step."})
    form = await read_form(request, page)
    body: dict[str, Any] = {"programmer": form.text("programmer")}
    order = form.text("order_id", required=act == "program")
    if order is not None and act != "resolve":
        body["order_id"] = order
    if act == "program":
        body |= {"digest": form.text("digest"), "second": _second(form)}
    if not form.is_good():
        return await _programmer(page, course, form, 422)
    try:
        answer = await page.api.post(f"{page.v1}/courses/{course}/programmer/{act}", body)
    except Problem as problem:
        form.take(problem, SECOND_FIELDS)
        return await _programmer(page, course, form, problem.status)
    if act == "read":
        return await _programmer(page, course, form, read=answer.body)
    return await _programmer(page, course, form, outcome=answer.body)


def _second(form: Form) -> dict[str, Any]:
    password = form.typed.pop("second_password", "")
    if not password:
        form.faults.append(
            {"code": "entry.missing", "message": "This has to be filled in.", "field": "second_password"}
        )
    second: dict[str, Any] = {"login": form.text("second_login"), "password": password}
    code = form.typed.pop("second_code", "").replace(" ", "")
    return second | ({"code": code} if code else {})
