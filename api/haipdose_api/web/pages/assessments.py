"""The trial's assessments in a clinic: what is due, overdue, missed or done outside its window, and by whom."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.permissions import RIGHTS
from haipdose_api.web.forms import Form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.patients import course_names

router = APIRouter(include_in_schema=False)

PAGE_SIZE: Final = 50
STATUSES: Final = (
    ("overdue", "critical", "Overdue: a late one still counts"),
    ("missed", "critical", "Missed"),
    ("done-late", "warning", "Done too late"),
    ("done-early", "warning", "Done too early"),
    ("due", "due", "Due now"),
)
"""What somebody has to look at, in the order of the report: status, sign, words."""
COUNTED: Final = (
    ("done_on_time", "On time"),
    ("done_early", "Too early"),
    ("done_late", "Too late"),
    ("due", "Due now"),
    ("overdue", "Overdue"),
    ("missed", "Missed"),
    ("not_yet_due", "Later"),
    ("cannot_tell", "Cannot tell"),
)


def texts() -> list[str]:
    """Every word of this page that is not in its template."""
    return [*(label for _, _, label in STATUSES), *(label for _, label in COUNTED)]


@router.get("/clinics/{clinic}/assessments")
async def show_assessments(request: Request, page: Somebody) -> Response:
    """The assessments of the clinic's courses as of a day."""
    form = Form(dict(request.query_params))
    day = form.day("day", required=False)
    answer = (
        await page.api.get(
            f"{page.v1}/assessments",
            as_of=day.isoformat() if day else None,
            limit=PAGE_SIZE,
            after=form.text("after", required=False),
        )
    ).body
    report = answer["report"]
    names = await course_names(page)
    say = page.words.text
    kinds = [(one["name"], say(one["title"])) for one in report["by_kind"]]
    people = sorted(
        ((one["name"], names.get(one["name"], one["name"])) for one in report["by_participant"]), key=lambda one: one[1]
    )
    chosen = {
        "status": form.choice("status", [status for status, _, _ in STATUSES], required=False),
        "assessment": form.choice("assessment", [name for name, _ in kinds], required=False),
        "participant": form.choice("participant", [name for name, _ in people], required=False),
    }
    return page.render(
        "assessments.html",
        200 if form.is_good() else 422,
        form=form,
        answer=answer,
        report=report,
        rows=_rows(report["rows"], chosen),
        chosen=chosen,
        day_chosen=day,
        names=names,
        labels=[(status, say(label)) for status, _, label in STATUSES],
        signs={status: (sign, label) for status, sign, label in STATUSES},
        kinds_said=kinds,
        people=people,
        by_kind=[(say(one["title"]), one) for one in report["by_kind"]],
        by_participant=sorted(
            ((names.get(one["name"], one["name"]), one) for one in report["by_participant"]), key=lambda one: one[0]
        ),
        sites=sites_of(page),
        counted=COUNTED,
    )


def _rows(rows: list[dict[str, Any]], chosen: dict[str, str | None]) -> list[dict[str, Any]]:
    """The rows that were asked for."""
    return [row for row in rows if all(value is None or row[name] == value for name, value in chosen.items())]


def sites_of(page: Page) -> list[dict[str, Any]]:
    """The clinics whose courses this person may read: the sites of the trial, as far as they are the person's."""
    roles = (page.who or {}).get("roles", {})
    return [one for one in page.clinics if set(roles.get(one["id"], ())) & RIGHTS["course.read"]]
