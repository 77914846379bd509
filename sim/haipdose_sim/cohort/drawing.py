"""Tables and plots of a simulation as bytes: the same bytes for the same numbers, readable in black and white."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Final

import matplotlib as mpl
import pyarrow as pa
import pyarrow.parquet as pq
from matplotlib.figure import Figure

_STYLE: Final[Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "haipdose",
}


def parquet(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file."""
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def drawn(size: tuple[float, float], draw: Callable[[Figure], None]) -> tuple[bytes, bytes]:
    """What ``draw`` puts on a canvas of ``size`` (inches), as SVG and PNG."""
    with mpl.rc_context(_STYLE):
        canvas = Figure(figsize=size, layout="constrained")
        draw(canvas)
        svg, png = io.BytesIO(), io.BytesIO()
        canvas.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        canvas.savefig(png, format="png", dpi=150, metadata={"Software": None})
    return svg.getvalue(), png.getvalue()
