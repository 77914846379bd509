"""Liver tests over time, each in its own unit, with the upper limit of normal that came with the results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from haipdose_api.web.charts.svg import Days, Drawing
from haipdose_api.web.words import Words

LIVER_TESTS: Final = (("ast", "AST"), ("alt", "ALT"), ("alp", "ALP"), ("bilirubin-total", "Total bilirubin"))
PANEL: Final = 120
AROUND: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Point:
    """One result."""

    at: datetime
    value: str
    unit: str
    upper_limit: str | None


def liver_tests(facts: Sequence[Mapping[str, Any]], words: Words, zone: ZoneInfo) -> Markup | None:
    """One panel a test; None without results. Results in another unit than the last one's are left to the table."""
    series = {test: points_of(facts, test, zone) for test, _ in LIVER_TESTS}
    shown = [(test, label) for test, label in LIVER_TESTS if series[test]]
    if not shown:
        return None
    moments = [point.at for test, _ in shown for point in series[test]]
    axis = Days((min(moments) - AROUND).date(), (max(moments) + AROUND).date(), left=130.0)
    description = "; ".join(
        f"{label} {words.number(series[test][-1].value, series[test][-1].unit)}" for test, label in shown
    )
    drawing = Drawing("liver", words.text("Liver tests"), description, PANEL * len(shown) + 20)
    for tick in axis.ticks():
        drawing.add("line", x1=axis.at(tick), x2=axis.at(tick), y1=6, y2=PANEL * len(shown), class_="grid")
        drawing.add("text", words.short_day(tick), x=axis.at(tick) + 3, y=PANEL * len(shown) + 14, class_="small")
    for place, (test, label) in enumerate(shown):
        _panel(drawing, words.text(label), series[test], axis, PANEL * place, words)
    return drawing.markup()


def points_of(facts: Sequence[Mapping[str, Any]], test: str, zone: ZoneInfo) -> list[Point]:
    """The results of a test in time, in the unit of the last one."""
    found = [
        Point(
            datetime.fromisoformat(entry["fact"]["at"]).astimezone(zone), row["value"], row["unit"], row["upper_limit"]
        )
        for entry in facts
        if entry["fact"]["type"] == "laboratory"
        for row in entry["fact"]["results"]
        if row["test"] == test
    ]
    found.sort(key=lambda point: point.at)
    return [point for point in found if point.unit == found[-1].unit]


def _panel(drawing: Drawing, label: str, points: Sequence[Point], axis: Days, top: float, words: Words) -> None:
    bottom, upper = top + PANEL - 14, top + 16
    limits = [float(point.upper_limit) for point in points if point.upper_limit]
    most = max([*(float(point.value) for point in points), *limits]) * 1.1 or 1.0

    def height(value: float) -> float:
        return bottom - (bottom - upper) * value / most

    drawing.add("text", label, x=4, y=upper + 8)
    drawing.add("text", points[-1].unit, x=4, y=upper + 24, class_="small")
    drawing.add("line", x1=axis.left, x2=axis.right, y1=bottom, y2=bottom, class_="grid")
    if limits:
        y = height(limits[-1])
        drawing.add("line", x1=axis.left, x2=axis.right, y1=y, y2=y, class_="limit")
        drawing.add(
            "text",
            words.text("upper limit {value}", value=words.number(points[-1].upper_limit)),
            x=axis.left + 2,
            y=y - 3,
            class_="small",
        )
    places = [(axis.at(point.at), height(float(point.value))) for point in points]
    drawing.add("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places), class_="level")
    for point, (x, y) in zip(points, places, strict=True):
        drawing.open("g")
        drawing.add("title", f"{words.day(point.at.date())}: {words.number(point.value, point.unit)}")
        drawing.add("circle", cx=x, cy=y, r=4, class_="dot")
        drawing.close("g")
    drawing.add("text", words.number(points[-1].value), x=min(places[-1][0] + 7, axis.right - 30), y=places[-1][1] - 6)
