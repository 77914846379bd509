"""What a change would do, shown before it is accepted: the plan as it would be, and what it would move and why."""

from __future__ import annotations

from typing import Any

from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form
from haipdose_api.web.page import Page


async def previewed(page: Page, course: str, facts: list[dict[str, Any]], form: Form) -> dict[str, Any] | None:
    """The plan with these facts; None, with the faults noted in the form, when they cannot be."""
    try:
        answer = await page.api.post(f"{page.v1}/courses/{course}/plan/preview", {"facts": facts})
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        form.take(problem)
        return None
    plan: dict[str, Any] = answer.body
    return plan


def next_floxuridine(plan: dict[str, Any] | None) -> dict[str, Any] | None:
    """The next visit ahead with floxuridine in it, and the item."""
    if plan is None:
        return None
    ahead = [visit for visit in plan["visits"] if visit["status"] in {"planned", "not-placed", "held"}]
    for visit in sorted(ahead, key=lambda visit: (visit["date"] is None, visit["date"] or "")):
        for item in visit["items"]:
            if item["drug"] == "floxuridine" or item["contents"] == "floxuridine":
                return {"visit": visit, "item": item}
    return None


async def stated_risk(page: Page, course: str) -> tuple[dict[str, Any] | None, str | None]:
    """The stated risk of the plan; without one, the sentence that says why."""
    try:
        return (await page.api.get(f"{page.v1}/courses/{course}/plan/risk")).body, None
    except Problem as problem:
        if problem.status not in {404, 422}:
            raise
        return None, str(problem.document.get("detail", "")) if problem.code != "simulate.no-pump" else None
