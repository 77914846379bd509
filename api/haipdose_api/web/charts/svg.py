"""What the charts are drawn with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

WIDTH: Final = 960


@dataclass
class Drawing:
    """An SVG that grows. ``name`` makes the ids on a page different."""

    name: str
    title: str
    description: str
    height: int
    _parts: list[str] = field(default_factory=list)

    def add(self, tag: str, text: str | None = None, **attributes: object) -> None:
        """An element; underscores in names stand for hyphens, a final one for nothing."""
        self._parts.append(element(tag, text, attributes))

    def open(self, tag: str, **attributes: object) -> None:
        """Begin a group or link."""
        self._parts.append(element(tag, None, attributes)[:-2] + ">")

    def close(self, tag: str) -> None:
        """End it."""
        self._parts.append(f"</{tag}>")

    def markup(self) -> Markup:
        """The whole, ready for a template."""
        ids = f"{self.name}-title", f"{self.name}-words"
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height}" width="{WIDTH}" '
            f'height="{self.height}" role="img" aria-labelledby="{ids[0]} {ids[1]}">'
            f"<title id={quoteattr(ids[0])}>{escape(self.title)}</title>"
            f"<desc id={quoteattr(ids[1])}>{escape(self.description)}</desc>"
        )
        return Markup(head + "".join(self._parts) + "</svg>")  # noqa: S704 - every text above is escaped


def element(tag: str, text: str | None, attributes: Mapping[str, object]) -> str:
    """One element as text."""
    named = "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(_spelt(value))}"
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{named}/>" if text is None else f"<{tag}{named}>{escape(text)}</{tag}>"


def _spelt(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class Days:
    """The axis of time: from a day to a day, between two places on the drawing."""

    first: date
    last: date
    left: float = 110.0
    right: float = WIDTH - 12.0

    def at(self, moment: date | datetime) -> float:
        """The place of a moment."""
        day = moment.date() if isinstance(moment, datetime) else moment
        part = 0.0
        if isinstance(moment, datetime):
            part = (moment.hour + moment.minute / 60) / 24
        whole = max((self.last - self.first).days, 1)
        return self.left + ((day - self.first).days + part) / whole * (self.right - self.left)

    def ticks(self) -> Iterable[date]:
        """Mondays, so few that their dates can be read."""
        weeks = max((self.last - self.first).days // 7, 1)
        every = next(step for step in (1, 2, 4, 8, 13, 26, 52, 520) if weeks / step <= 11)
        day = self.first + timedelta(days=-self.first.weekday() % 7)
        while day <= self.last:
            yield day
            day += timedelta(weeks=every)
