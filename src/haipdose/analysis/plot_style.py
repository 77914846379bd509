"""How every plot is drawn: the same bytes for the same numbers, and readable in black and white."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure as Canvas

from haipdose.analysis.report import Plot, Table
from haipdose.trial.participant import Arm

LINES: Final = {Arm.A: "-", Arm.B: "--"}
SHADES: Final = {Arm.A: "#4d4d4d", Arm.B: "#000000"}
BANDS: Final = {Arm.A: {"facecolor": "#c8c8c8"}, Arm.B: {"facecolor": "none", "hatch": "////", "edgecolor": "#909090"}}

_SETTINGS: Final[Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "haipdose",
    "hatch.linewidth": 0.4,
    "lines.linewidth": 1.4,
}


def drawn(name: str, alt: str, table: Table, size: tuple[float, float], draw: Callable[[Canvas], None]) -> Plot:
    """Draw a plot as SVG and PNG.

    Args:
        name: of the plot, for its file and its place.
        alt: what there is to see, in words.
        table: the numbers that the plot shows.
        size: width and height, inches.
        draw: fills the canvas.
    """
    with mpl.rc_context(_SETTINGS):
        canvas = Canvas(figsize=size, layout="constrained")
        draw(canvas)
        svg, png = io.BytesIO(), io.BytesIO()
        canvas.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        canvas.savefig(png, format="png", dpi=150, metadata={"Software": None})
    return Plot(name=name, alt=alt, svg=svg.getvalue(), png=png.getvalue(), table=table)
