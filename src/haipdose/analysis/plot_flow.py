"""The flow of participants as boxes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.figure import Figure as Canvas

from haipdose.analysis.ledger import Figure
from haipdose.analysis.plot_style import drawn
from haipdose.analysis.report import Plot, Table
from haipdose.analysis.words import ARM_NAMES
from haipdose.trial.participant import Arm

Counted = Mapping[str, Mapping[Arm, Figure]]


def flow_plot(registered: Figure, outside: Figure, randomised: Figure, counted: Counted, table: Table) -> Plot:
    """Registered, randomised, and what became of each arm."""

    def draw(canvas: Canvas) -> None:
        axes = canvas.add_subplot()
        axes.set_axis_off()
        axes.set_xlim(0, 10)
        axes.set_ylim(0, 10)
        _box(axes, 5, 9.3, f"Registered: {registered.shown}")
        _box(axes, 8.3, 8.2, f"Not randomised: {outside.shown}")
        _box(axes, 5, 7.1, f"Randomised: {randomised.shown}")
        _arrow(axes, (5, 8.95), (5, 7.45))
        _arrow(axes, (5, 8.2), (7.0, 8.2))
        for arm, x in ((Arm.A, 2.5), (Arm.B, 7.5)):
            _arrow(axes, (5, 6.75), (x, 6.1))
            figures = {label: found[arm].shown for label, found in counted.items()}
            first = [f"{label}: {figures[label]}" for label in ("allocated", "started treatment")]
            _box(axes, x, 5.4, "\n".join([ARM_NAMES[arm], *first]))
            _arrow(axes, (x, 4.7), (x, 4.35))
            left = [label for label in figures if label not in {"allocated", "started treatment", _ANALYSED}]
            _box(axes, x, 3.2, "\n".join(f"{label}: {figures[label]}" for label in left))
            _arrow(axes, (x, 2.05), (x, 1.35))
            _box(axes, x, 1.0, f"{_ANALYSED}: {figures[_ANALYSED]}")

    each = "; ".join(
        f"arm {ARM_NAMES[arm]}: " + ", ".join(f"{label} {found[arm].shown}" for label, found in counted.items())
        for arm in Arm
    )
    alt = f"Flow of participants. {registered.shown} registered, {randomised.shown} randomised; {each}."
    return drawn("flow", alt, table, (7.2, 5.6), draw)


_ANALYSED = "analysed, as randomised"


def _box(axes: Any, x: float, y: float, text: str) -> None:
    frame = {"boxstyle": "round,pad=0.45", "facecolor": "white", "edgecolor": "black"}
    axes.text(x, y, text, ha="center", va="center", bbox=frame)


def _arrow(axes: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.annotate("", xy=end, xytext=start, arrowprops={"arrowstyle": "->", "color": "black"})
