"""The report as PDF on A4; the same report gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Image, LongTable, Paragraph, SimpleDocTemplate, Spacer

from haipdose.analysis.report import Plot, Report, Section, Table, shown

_FONT: Final = "Analysis"
_BOLD: Final = "Analysis-Bold"
_MARGIN: Final = 15 * mm
_WIDTH: Final = A4[0] - 2 * _MARGIN
_HEIGHT: Final = A4[1] - 2 * _MARGIN


def pdf(report: Report) -> bytes:
    """The report as the bytes of a PDF file."""
    _register_fonts()
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
        title=report.title, author="haipdose", subject=report.subtitle, lang="en", invariant=1,
    )  # fmt: skip
    parts = [Paragraph(_plain(report.title), _style(15, bold=True)), Spacer(1, 3 * mm)]
    parts += [Paragraph(_plain(report.subtitle), _style(9)), Spacer(1, 4 * mm)]
    for section in report.sections:
        parts += _section(section)
    document.build(parts, onFirstPage=_footer(report), onLaterPages=_footer(report))
    return out.getvalue()


def _register_fonts() -> None:
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    pdfmetrics.registerFont(TTFont(_FONT, folder / "DejaVuSans.ttf"))
    pdfmetrics.registerFont(TTFont(_BOLD, folder / "DejaVuSans-Bold.ttf"))


def _style(size: float, *, bold: bool = False, heads: bool = False) -> ParagraphStyle:
    """A style; ``heads``: it stands above something and stays with it."""
    name = f"{size}{bold}{heads}"
    font = _BOLD if bold else _FONT
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=size * 1.35, keepWithNext=int(heads), spaceBefore=2
    )


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _section(section: Section) -> Iterator[Any]:
    yield Spacer(1, 5 * mm)
    yield Paragraph(_plain(section.title), _style(12, bold=True, heads=True))
    for part in section.parts:
        if isinstance(part, Table):
            yield from _table(part)
        elif isinstance(part, Plot):
            yield _picture(part)
            yield Paragraph(_plain(part.alt), _style(7))
            yield Spacer(1, 2 * mm)
            yield from _table(part.table)
        elif part:
            yield Paragraph(_plain(part), _style(8.5))
            yield Spacer(1, 2 * mm)


def _picture(plot: Plot) -> Image:
    wide, high = ImageReader(io.BytesIO(plot.png)).getSize()
    scale = min(_WIDTH / wide, (_HEIGHT - 20 * mm) / high)
    return Image(io.BytesIO(plot.png), width=wide * scale, height=high * scale)


def _table(table: Table) -> Iterator[Any]:
    size = 6.5 if len(table.columns) > 5 or len(table.rows) > 40 else 7.5
    body, head = _style(size), _style(size, bold=True)
    yield Paragraph(_plain(table.caption), _style(9, bold=True, heads=True))
    rows = [[Paragraph(_plain(name), head) for name in table.columns]]
    rows += [[Paragraph(_plain(shown(cell)), body) for cell in row] for row in table.rows]
    widths = _widths(table)
    grid = [("GRID", (0, 0), (-1, -1), 0.4, colors.black), ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#eeeeee"))]
    padding = [(f"{side}PADDING", (0, 0), (-1, -1), 1.5) for side in ("TOP", "BOTTOM")]
    grid += [("VALIGN", (0, 0), (-1, -1), "TOP")]
    yield LongTable(rows, colWidths=widths, repeatRows=1, style=[*grid, *padding])
    if table.note:
        yield Spacer(1, 1 * mm)
        yield Paragraph(_plain(table.note), _style(7))
    yield Spacer(1, 3 * mm)


def _widths(table: Table) -> list[float]:
    """The page's width shared out by the longest words of each column, none below a share that can be read."""
    longest = [
        max([len(name), *(len(shown(row[place])) for row in table.rows)]) for place, name in enumerate(table.columns)
    ]
    wanted = [min(max(each, 12), 60) for each in longest]
    return [_WIDTH * each / sum(wanted) for each in wanted]


def _footer(report: Report) -> Any:
    def draw(canvas: Canvas, document: Any) -> None:
        canvas.saveState()
        canvas.setFont(_FONT, 7)
        canvas.drawString(_MARGIN, 8 * mm, report.footer)
        canvas.drawRightString(A4[0] - _MARGIN, 8 * mm, str(document.page))
        canvas.restoreState()

    return draw
