"""The course in time: a row for each stream, a mark for each visit, a bar for each window, a line for today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from markupsafe import Markup

from haipdose_api.web.charts.svg import Days, Drawing
from haipdose_api.web.words import Words

STREAMS: Final = (
    ("surgery", "Surgery"),
    ("pump", "Pump"),
    ("systemic", "Systemic"),
    ("laboratory", "Laboratory"),
    ("monitoring", "Monitoring"),
)
MARKS: Final = {"done": "■", "planned": "○", "held": "✕", "missed": "!", "cancelled": "–", "not-placed": "?"}
STATUS_WORDS: Final = {
    "done": "done",
    "planned": "planned",
    "held": "held",
    "missed": "missed",
    "cancelled": "cancelled",
    "not-placed": "no day fits",
}
ROW: Final = 34
TOP: Final = 26
AROUND: Final = timedelta(days=4)


def timeline(plan: Mapping[str, Any], today: date, words: Words) -> Markup | None:
    """The timeline of a plan; None when nothing in it has a day."""
    placed = [visit for visit in plan["visits"] if visit["date"] or visit["window"]]
    if not placed:
        return None
    days = [date.fromisoformat(visit["date"] or visit["window"]["target"]) for visit in placed]
    axis = Days(min([*days, today]) - AROUND, max([*days, today]) + AROUND)
    rows = [(stream, label) for stream, label in STREAMS if any(visit["stream"] == stream for visit in placed)]
    drawing = Drawing(
        "timeline",
        words.text("Timeline"),
        words.text("Every visit of this picture stands in the tables below with its day and window."),
        TOP + ROW * len(rows) + 8,
    )
    bottom = TOP + ROW * len(rows)
    for tick in axis.ticks():
        x = axis.at(tick)
        drawing.add("line", x1=x, x2=x, y1=TOP - 6, y2=bottom, class_="grid")
        drawing.add("text", words.short_day(tick), x=x + 3, y=TOP - 10, class_="small")
    for place, (stream, label) in enumerate(rows):
        y = TOP + ROW * place + ROW / 2
        drawing.add("text", words.text(label), x=4, y=y + 4)
        drawing.add("line", x1=axis.left, x2=axis.right, y1=y, y2=y, class_="grid")
        for visit in placed:
            if visit["stream"] == stream:
                _visit(drawing, visit, axis, y, words)
    now = axis.at(today)
    drawing.add("line", x1=now, x2=now, y1=2, y2=bottom, class_="today")
    drawing.add("text", words.text("Today"), x=now + 3, y=bottom + 5, class_="small")
    return drawing.markup()


def _visit(drawing: Drawing, visit: Mapping[str, Any], axis: Days, y: float, words: Words) -> None:
    window = visit["window"]
    status = visit["status"]
    if window and status in {"planned", "not-placed"}:
        left, right = (date.fromisoformat(window[name]) for name in ("earliest", "latest"))
        x = axis.at(left)
        width = max(axis.at(right + timedelta(days=1)) - x, 3.0)
        drawing.add("rect", x=x, y=y - 7, width=width, height=14, rx=3, class_="window")
    day = date.fromisoformat(visit["date"] or window["target"])
    shown = f"{words.visit(visit['id'])}: {words.day(day)}, {words.text(STATUS_WORDS[status])}"
    drawing.open("g")
    drawing.add("title", shown)
    drawing.add("text", MARKS[status], x=axis.at(day), y=y + 5, class_=f"mark {status}")
    drawing.close("g")
