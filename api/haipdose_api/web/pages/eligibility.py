"""Eligibility of a candidate: one form, one answer beside the registry's wording; nothing is recorded."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages import eligibility_form as parts

router = APIRouter(include_in_schema=False)

TRIAL: Final = "pump-it"


@router.get("/trial/eligibility")
async def show_eligibility(page: Somebody) -> Response:
    """An empty form."""
    page.need("calculate")
    return await _eligibility(page, Form())


@router.post("/trial/eligibility")
async def take_eligibility(request: Request, page: Somebody) -> Response:
    """Judge what was typed, and show it again with the answer above."""
    page.need("calculate")
    form = await read_form(request, page)
    criteria = await _criteria(page)
    typed = parts.request_of(form, TRIAL, _statements(criteria), _markers(criteria))
    if not form.is_good():
        return await _eligibility(page, form, 422)
    try:
        answer = (await page.api.post("/v1/calculate/eligibility", typed.body)).body
    except Problem as problem:
        form.take(problem, typed.fields)
        return await _eligibility(page, form, 422)
    return await _eligibility(page, form, answer=answer, fields=dict(typed.fields))


async def _eligibility(
    page: Page,
    form: Form,
    status: int = 200,
    *,
    answer: dict[str, Any] | None = None,
    fields: dict[str, str] | None = None,
) -> Response:
    criteria = await _criteria(page)
    statements = _statements(criteria)
    tests = {test["test"]: test for test in (await page.api.get("/v1/laboratory-tests")).body["tests"]}
    grouped = {name for _, _, names in parts.GROUPS for name in names}
    groups = [(key, title, [name for name in names if name in statements]) for key, title, names in parts.GROUPS]
    return page.render(
        "eligibility.html",
        status,
        form=form,
        answer=answer,
        by_id={one["id"]: one for one in answer["criteria"]} if answer else {},
        missing_at=lambda place: parts.field_of_missing(place, fields or {}),
        statements=statements,
        groups=groups,
        others=[name for name in statements if name not in grouped],
        markers=_markers(criteria),
        tests=[tests[name] for name in parts.TESTS],
        parts_of=parts,
    )


async def _criteria(page: Page) -> dict[str, Any]:
    """The criteria of the trial's protocol."""
    content = (await page.api.get(f"/v1/protocols/{TRIAL}")).body["content"]
    found: dict[str, Any] = content["eligibility"]["criteria"]
    return found


def _statements(criteria: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every statement with the place of its criterion in the registry's list."""
    return {
        name: {**statement, "kind": criterion["kind"], "item": criterion["item"].split()[-1]}
        for criterion in criteria.values()
        for name, statement in criterion.get("statements", {}).items()
    }


def _markers(criteria: dict[str, Any]) -> dict[str, list[str]]:
    """The results that each molecular test can have."""
    found: dict[str, list[str]] = {}
    for criterion in criteria.values():
        for test in criterion.get("tests", ()):
            named = [value for rule in ("met_by", "not_met_by") for value in criterion.get(rule, {}).get("value", ())]
            found[test] = [*named, "not-determined"]
    return found
