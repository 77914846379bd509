"""Protocols: every rule with source and evidence, what differs between two, and the clinic's approval."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.fills import people_of

router = APIRouter(include_in_schema=False)

UNSURE: Final = ("recalled", "uncertain", "local")


@router.get("/clinics/{clinic}/protocols")
async def list_protocols(page: Somebody) -> Response:
    """The protocols, and which the clinic has approved."""
    protocols = (await page.api.get("/v1/protocols")).body["protocols"]
    entries = (await page.api.get(f"{page.v1}/approvals")).body["entries"]
    return page.render("protocols.html", protocols=protocols, approved=_standing(entries))


def _standing(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The last word on each content, by digest."""
    return {entry["digest"]: entry for entry in entries}


@router.get("/clinics/{clinic}/protocols/{protocol}")
async def show_protocol(request: Request, page: Somebody, protocol: str) -> Response:
    """One protocol, rule by rule."""
    return await _protocol(page, protocol, Form(dict(request.query_params)))


async def _protocol(page: Page, protocol: str, form: Form, status: int = 200) -> Response:
    shown = (await page.api.get(f"/v1/protocols/{protocol}/rules")).body
    protocols = (await page.api.get("/v1/protocols")).body["protocols"]
    entries = [
        entry
        for entry in (await page.api.get(f"{page.v1}/approvals")).body["entries"]
        if entry["protocol_id"] == shown["protocol"]
    ]
    other = form.choice("to", [one["id"] for one in protocols], required=False)
    difference = (await page.api.get(f"/v1/protocols/{protocol}/changes", to=other)).body if other else None
    sections = [
        (name, list(rules)) for name, rules in groupby(shown["rules"], key=lambda rule: rule["path"].split(".")[0])
    ]
    standing = _standing(entries).get(shown["digest"])
    return page.render(
        "protocol.html",
        status,
        form=form,
        shown=shown,
        sections=sections,
        unsure=[rule for rule in shown["rules"] if rule["evidence"] in UNSURE],
        entries=entries,
        standing=standing,
        others=[one for one in protocols if one["id"] != protocol],
        difference=difference,
        people=await people_of(page),
    )


@router.post("/clinics/{clinic}/protocols/{protocol}/approval")
async def approve(request: Request, page: Somebody, protocol: str) -> Response:
    """Approve exactly the content that was shown, or withdraw that."""
    form = await read_form(request, page)
    body: dict[str, Any] = {"protocol": protocol, "digest": form.text("digest"), "statement": form.text("statement")}
    if form.value("act") == "withdraw":
        body["withdraw"] = True
    else:
        body["confirm"] = [
            name.removeprefix("confirm.")
            for name, value in form.typed.items()
            if name.startswith("confirm.") and value == "yes"
        ]
    if form.is_good():
        try:
            await page.api.post(f"{page.v1}/approvals", body, key=form.key)
        except Problem as problem:
            form.take(problem)
        else:
            return page.go(f"/clinics/{page.clinic_id}/protocols/{protocol}", "saved")
    return await _protocol(page, protocol, form, 422)
