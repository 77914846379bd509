"""What is in the pump over time: what went in and came out, and the band in which it runs dry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from haipdose_api.web.charts.svg import Days, Drawing
from haipdose_api.web.words import Words

TOP: Final = 20
BOTTOM: Final = 190
AROUND: Final = timedelta(days=3)


def reservoir_level(
    facts: Sequence[Mapping[str, Any]], plan: Mapping[str, Any], now: datetime, words: Words, zone: ZoneInfo
) -> Markup | None:
    """The level in mL; None before the first fill.

    Between a fill and its emptying the line joins what was measured; after the last fill it is the plan's own flow,
    with the band between the fast limit of the flow's tolerance and the nominal flow.
    """
    parts = _intervals(facts, zone)
    if not parts:
        return None
    dry = plan["run_dry"]
    ends = [moment for part in parts for moment in (part[0], part[2]) if moment is not None]
    if dry and dry["nominal"]:
        ends.append(datetime.fromisoformat(dry["nominal"]).astimezone(zone))
    axis = Days((min(ends) - AROUND).date(), (max([*ends, now]) + AROUND).date(), left=60.0)
    most = max(float(part[1]) for part in parts)

    def height(volume: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * volume / most

    drawing = Drawing("reservoir", words.text("Volume in the pump"), _words(plan, words, zone), BOTTOM + 26)
    for tick in axis.ticks():
        drawing.add("line", x1=axis.at(tick), x2=axis.at(tick), y1=TOP, y2=BOTTOM, class_="grid")
        drawing.add("text", words.short_day(tick), x=axis.at(tick) + 3, y=BOTTOM + 14, class_="small")
    for mark in (0.0, most / 2, most):
        drawing.add("line", x1=axis.left, x2=axis.right, y1=height(mark), y2=height(mark), class_="grid")
        drawing.add("text", f"{mark:g} mL", x=4, y=height(mark) + 4, class_="small")
    for filled, volume, emptied, returned in parts:
        if emptied is not None:
            drawing.add(
                "polyline",
                points=f"{axis.at(filled):.1f},{height(float(volume)):.1f} "
                f"{axis.at(emptied):.1f},{height(float(returned or 0)):.1f}",
                class_="level",
            )
            drawing.add(
                "line",
                x1=axis.at(emptied),
                x2=axis.at(emptied),
                y1=height(float(returned or 0)),
                y2=BOTTOM,
                class_="emptied",
            )
    if dry and dry["nominal"] and dry["fast_limit"]:
        _band(drawing, dry, axis, height, zone, words)
    x = axis.at(now)
    drawing.add("line", x1=x, x2=x, y1=TOP - 14, y2=BOTTOM, class_="today")
    drawing.add("text", words.text("Today"), x=x + 3, y=TOP - 6, class_="small")
    return drawing.markup()


def _band(drawing: Drawing, dry: Mapping[str, Any], axis: Days, height: Any, zone: ZoneInfo, words: Words) -> None:
    filled, fast, nominal = (
        datetime.fromisoformat(dry[name]).astimezone(zone) for name in ("filled_at", "fast_limit", "nominal")
    )
    start = f"{axis.at(filled):.1f},{height(float(dry['volume_ml'])):.1f}"
    fast_end, slow_end = (f"{axis.at(moment):.1f},{height(0.0):.1f}" for moment in (fast, nominal))
    drawing.add("polygon", points=f"{start} {fast_end} {slow_end}", class_="band")
    drawing.add("polyline", points=f"{start} {slow_end}", class_="level")
    drawing.add("polyline", points=f"{start} {fast_end}", class_="fast")
    drawing.add("text", words.text("empty at the earliest"), x=axis.at(fast), y=BOTTOM - 6, class_="small end")


def _intervals(
    facts: Sequence[Mapping[str, Any]], zone: ZoneInfo
) -> list[tuple[datetime, str, datetime | None, str | None]]:
    """Each fill with its emptying: when, what went in, when, what came out."""
    found: list[tuple[datetime, str, datetime | None, str | None]] = []
    told = sorted(
        (entry["fact"] for entry in facts), key=lambda fact: str(datetime.fromisoformat(fact["at"]).timestamp())
    )
    for fact in told:
        at = datetime.fromisoformat(fact["at"]).astimezone(zone)
        if fact["type"] == "fill-given":
            found.append((at, fact["volume_ml"], None, None))
        elif fact["type"] == "pump-emptied" and found and found[-1][2] is None:
            found[-1] = (found[-1][0], found[-1][1], at, fact["returned_ml"])
    return found


def _words(plan: Mapping[str, Any], words: Words, zone: ZoneInfo) -> str:
    dry = plan["run_dry"]
    if not dry or not dry["fast_limit"]:
        return words.text("Nothing in the pump has a flow that is known.")
    return words.text(
        "{volume} of {contents} since {filled}. Empty at the earliest {fast}, at the nominal flow {nominal}.",
        volume=words.number(dry["volume_ml"], "mL"),
        contents=words.text(dry["contents"]),
        filled=words.moment(dry["filled_at"], str(zone)),
        fast=words.moment(dry["fast_limit"], str(zone)),
        nominal=words.moment(dry["nominal"], str(zone)),
    )
