"""The audit trail, for auditors."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.web.forms import Form
from haipdose_api.web.page import Somebody
from haipdose_api.web.pages.fills import people_of

router = APIRouter(include_in_schema=False)


@router.get("/clinics/{clinic}/audit")
async def show_audit(request: Request, page: Somebody) -> Response:
    """Who did what, when, from where and why; filtered by course or person."""
    page.need("audit.read")
    form = Form(dict(request.query_params))
    after = form.text("after", required=False)
    answer = await page.api.get(
        f"{page.v1}/audit",
        course=form.text("course", required=False),
        actor=form.text("actor", required=False),
        after=int(after) if after and after.isdigit() else 0,
        limit=100,
    )
    return page.render(
        "audit.html",
        entries=answer.body["items"],
        next_after=answer.body["next_after"],
        form=form,
        people=await people_of(page),
    )
