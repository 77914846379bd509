"""Plans made small, for what is derived from them: calendar feeds and messages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import haipdose.course
from haipdose.exact_json import parse_document, validate
from haipdose.library import PackagedLibrary
from haipdose.protocol.approval import Approvals
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.requests import Course, PlanAnswer, PlanItem, PlanVisit

DEMO = Path(haipdose.course.__file__).parent / "demo" / "arm-b-three-cycles.json"


def demo_course(**changes: Any) -> Course:
    return validate(Course, parse_document(DEMO.read_bytes(), "demo") | changes)


def demo_plan(previous: PlanAnswer | None = None, **changes: Any) -> PlanAnswer:
    return answer_plan(demo_course(**changes), PackagedLibrary(), Approvals(entries=()), previous)


def visit(name: str, day: str | None, *, status: str = "planned", **rest: Any) -> PlanVisit:
    """A visit of a plan; ``undecided=True`` leaves its dose to later."""
    items = (PlanItem(kind="x", text="x", provisional=True),) if rest.pop("undecided", False) else ()
    fields: dict[str, Any] = {
        "stream": "pump",
        "kind": "floxuridine-fill",
        "cycle": 1,
        "at": None,
        "window": None,
        "items": items,
        "moved_because": (),
        "together_with": (),
        "follows": None,
        "rule": None,
    }
    when = None if day is None else dt.date.fromisoformat(day)
    return PlanVisit(id=name, status=status, date=when, **(fields | rest))


def plan_of(*visits: PlanVisit, as_of: str, base: PlanAnswer) -> PlanAnswer:
    """``base`` with other visits and another moment."""
    moment = dt.datetime.fromisoformat(as_of)
    return base.model_copy(update={"visits": visits, "as_of": moment, "changes": None})
