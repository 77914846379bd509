"""Today's board: who is due, overdue, near running dry, waiting for results or for a second check."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from haipdose_api.web.forms import Form
from haipdose_api.web.page import ROOT, Somebody
from haipdose_api.web.pages.stock import ATTENTION, attention, levels_of

router = APIRouter(include_in_schema=False)

FILTERS: Final = (
    ("due", "Due today"),
    ("overdue", "Overdue"),
    ("run-dry-risk", "May run dry within a week"),
    ("waiting-for-laboratory", "Waiting for laboratory results"),
    ("waiting-for-double-check", "Waiting for a double check"),
    ("problem", "Needs attention"),
)
PAGE_SIZE: Final = 100


@router.get("/")
async def start(page: Somebody) -> Response:
    """To the board of the person's first clinic; who has no board goes to what they do have."""
    if (page.who or {}).get("must_change_password"):
        return RedirectResponse(f"{ROOT}/account", 303)
    for clinic in page.clinics:
        roles = set((page.who or {}).get("roles", {}).get(clinic["id"], ()))
        if roles & {"prescriber", "pharmacist", "nurse", "scheduler"}:
            return RedirectResponse(f"{ROOT}/clinics/{clinic['id']}/board", 303)
    return page.render("start.html")


@router.get("/clinics/{clinic}/board")
async def show_board(request: Request, page: Somebody, clinic: str) -> Response:
    """The board of a clinic on a day."""
    form = Form(dict(request.query_params))
    chosen = form.choice("only", [name for name, _ in FILTERS], required=False)
    day = form.day("day", required=False)
    answer = await page.api.get(
        f"/v1/clinics/{clinic}/board",
        only=chosen,
        day=day.isoformat() if day else None,
        limit=PAGE_SIZE,
        after=form.text("after", required=False),
    )
    board = answer.body
    rows_alone = request.headers.get("HX-Target") == "board"
    shelf = []
    if page.may("order.release") and not rows_alone:  # the shelf stands above the rows: it need not be counted for them
        shelf = attention((await levels_of(page)).values())
    return page.render(
        "board_rows.html" if rows_alone else "board.html",
        board=board,
        rows=board["rows"],
        chosen=chosen,
        day_chosen=day,
        filters=FILTERS,
        form=form,
        shelf=shelf,
        shelf_words=ATTENTION,
    )
