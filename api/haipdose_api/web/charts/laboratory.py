"""Liver tests over time, each in its own unit, with the upper limit of normal that came with the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Bands:
    """What the rules compare a test with: the reference value and the edges above it, in the unit of the reference."""

    reference: str
    unit: str
    edges: tuple[tuple[float, str], ...]


def bands_of(derivation: Sequence[Mapping[str, Any]], protocol: Mapping[str, Any], words: Words) -> dict[str, Bands]:
    """The bands that the last decision used, by test.

    Args:
        derivation: of the decision: it names the reference value and the column of the table that were used.
        protocol: its content, with the table.
        words: the language.
    """
    by_label = {step["label"]: step for step in derivation}
    found: dict[str, Bands] = {}
    for test, _ in LIVER_TESTS:
        ratio = by_label.get(f"{test}: current ÷ reference")
        parts = str(ratio["rule"] or "").split(".") if ratio else []
        if ratio is None or parts[:2] != ["toxicity", "tables"]:
            continue
        # A reference that was converted stands in its own unit in the step that converted it.
        converted = next((step for label, step in by_label.items() if label.startswith(f"{test}: reference in ")), None)
        source, name = (ratio, "reference") if converted is None else (converted, "value")
        reference = next(term for term in source["terms"] if term["name"] == name)
        bands = protocol["toxicity"]["tables"][test][parts[3]]["value"]["bands"]
        found[test] = Bands(
            reference["value"],
            reference["unit"],
            tuple((float(band["from_ratio"]) * float(reference["value"]), _named(band, words)) for band in bands[1:]),
        )
    return found


def _named(band: Mapping[str, Any], words: Words) -> str:
    return words.text("hold") if band["action"] == "hold" else words.number(band["percent"], "%")


def liver_tests(
    facts: Sequence[Mapping[str, Any]], words: Words, zone: ZoneInfo, bands: Mapping[str, Bands] | None = None
) -> Markup | None:
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
        used = (bands or {}).get(test)
        same = used if used is not None and used.unit == series[test][-1].unit else None
        _panel(drawing, words.text(label), series[test], axis, PANEL * place, words, same)
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


def _panel(
    drawing: Drawing,
    label: str,
    points: Sequence[Point],
    axis: Days,
    top: float,
    words: Words,
    bands: Bands | None,
) -> None:
    bottom, upper = top + PANEL - 14, top + 16
    limits = [float(point.upper_limit) for point in points if point.upper_limit]
    most = max([*(float(point.value) for point in points), *limits]) * 1.1 or 1.0
    if bands is not None:  # at least the first edge is in sight, so that it shows how far away it is
        most = max(most, float(bands.reference) * 1.1, *(edge * 1.1 for edge, _ in bands.edges[:1]))

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
    if bands is not None:
        _bands(drawing, bands, axis, height, most, words)
    places = [(axis.at(point.at), height(float(point.value))) for point in points]
    drawing.add("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places), class_="level")
    for point, (x, y) in zip(points, places, strict=True):
        drawing.open("g")
        drawing.add("title", f"{words.day(point.at.date())}: {words.number(point.value, point.unit)}")
        drawing.add("circle", cx=x, cy=y, r=4, class_="dot")
        drawing.close("g")
    drawing.add("text", words.number(points[-1].value), x=min(places[-1][0] + 7, axis.right - 30), y=places[-1][1] - 6)


def _bands(
    drawing: Drawing, bands: Bands, axis: Days, height: Callable[[float], float], most: float, words: Words
) -> None:
    """The reference value as a thin line, and each edge from which the dose is another one."""
    y = height(float(bands.reference))
    drawing.add("line", x1=axis.left, x2=axis.right, y1=y, y2=y, class_="reference")
    drawing.add("text", words.text("reference {value}", value=words.number(bands.reference)), x=axis.right, y=y - 3,
                class_="small end")  # fmt: skip
    for edge, name in bands.edges:
        if edge <= most:
            drawing.add("line", x1=axis.left, x2=axis.right, y1=height(edge), y2=height(edge), class_="bound")
            drawing.add("text", words.text("from here {name}", name=name), x=axis.right, y=height(edge) - 3,
                        class_="small end")  # fmt: skip
