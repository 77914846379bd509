"""The trial's start page: what the pages can do for a trial."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from haipdose_api.web.page import Somebody
from haipdose_api.web.pages.assessments import sites_of

router = APIRouter(include_in_schema=False)


@router.get("/trial")
async def show_trial(page: Somebody) -> Response:
    """The pages of the trial."""
    page.need("calculate")
    mine = sites_of(page)
    return page.render("trial.html", clinics=mine)
