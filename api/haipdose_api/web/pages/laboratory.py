"""Laboratory results: typed with their units, looked at with the decision that follows, then saved."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.patients import course_of, patient_of
from haipdose_api.web.pages.previews import next_floxuridine, previewed

router = APIRouter(include_in_schema=False)

USUAL: Final = ("ast", "alt", "alp", "bilirubin-total", "neutrophils", "platelets", "haemoglobin", "creatinine")
USUAL_UNITS: Final = {"haemoglobin": "mmol/L"}
"""Units that the Netherlands report in, where they are not the catalogue's first: offered, never assumed."""


@router.get("/clinics/{clinic}/courses/{course}/laboratory")
async def show_laboratory(page: Somebody, course: str) -> Response:
    """An empty report."""
    page.need("laboratory.write")
    return await _laboratory(page, course, Form())


async def _laboratory(
    page: Page, course: str, form: Form, status: int = 200, preview: dict[str, Any] | None = None
) -> Response:
    whole = await course_of(page, course)
    tests = (await page.api.get("/v1/laboratory-tests")).body["tests"]
    first = [test for name in USUAL for test in tests if test["test"] == name]
    earlier = (await page.api.get(f"{page.v1}/courses/{course}/laboratory")).body["items"]
    return page.render(
        "laboratory.html",
        status,
        form=form,
        course=whole,
        patient=patient_of(whole),
        tests=first,
        other_tests=[test for test in tests if test not in first],
        usual_units=USUAL_UNITS,
        earlier=earlier,
        preview=preview,
        decision=next_floxuridine(preview),
        now=page.site.clock().astimezone(ZoneInfo(page.zone)),
    )


@router.post("/clinics/{clinic}/courses/{course}/laboratory")
async def take_laboratory(request: Request, page: Somebody, course: str) -> Response:
    """Look at what follows, or save."""
    form = await read_form(request, page)
    tests = [test["test"] for test in (await page.api.get("/v1/laboratory-tests")).body["tests"]]
    at = form.moment("at", page.zone)
    rows = [row for test in tests if (row := _row(form, test)) is not None]
    if not rows and form.is_good():
        form.faults.append({"code": "entry.missing", "message": "Give at least one result.", "field": "value.ast"})
    if not form.is_good() or at is None:
        return await _laboratory(page, course, form, 422)
    fact = {"type": "laboratory", "at": at.isoformat(), "results": rows}
    if not form.flag("_save"):
        preview = await previewed(page, course, [fact], form)
        _place(form, rows)
        return await _laboratory(page, course, form, 200 if form.is_good() else 422, preview)
    try:
        await page.api.post(f"{page.v1}/courses/{course}/laboratory", {"at": fact["at"], "results": rows}, key=form.key)
    except Problem as problem:
        form.take(problem)
        _place(form, rows)
        return await _laboratory(page, course, form, problem.status)
    return page.go(f"/clinics/{page.clinic_id}/courses/{course}", "laboratory-saved")


def _row(form: Form, test: str) -> dict[str, Any] | None:
    """One result; None when nothing was typed for the test."""
    if not form.value(f"value.{test}").strip():
        return None
    value, unit = form.number(f"value.{test}"), form.text(f"unit.{test}")
    row: dict[str, Any] = {"test": test, "value": value, "unit": unit}
    for name in ("upper_limit", "lower_limit"):
        limit = form.number(f"{name}.{test}", required=False)
        if limit is not None:
            row[name] = limit
    return row


def _place(form: Form, rows: list[dict[str, Any]]) -> None:
    """Put the API's faults, which count results, at the fields of the page, which are named by test."""
    for fault in form.faults:
        parts = str(fault.get("field") or "").split(".")
        numbers = [int(part) for part in parts if part.isdigit()]
        if "results" in parts and numbers and numbers[-1] < len(rows):
            last = parts[-1] if parts[-1] in {"unit", "upper_limit", "lower_limit"} else "value"
            fault["field"] = f"{last}.{rows[numbers[-1]]['test']}"
