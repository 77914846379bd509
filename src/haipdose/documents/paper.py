"""What all papers share: fonts in the file, black on white, A4 pages with a foot, equal content equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from haipdose.documents.words import DocumentWords

FONT, BOLD = "HaipdoseSans", "HaipdoseSans-Bold"
MARGIN: Final = 14 * mm
_FRAME: Final = 6
"""Points that reportlab's frame keeps inside the margin."""
WIDTH: Final = A4[0] - 2 * MARGIN
GRID: Final = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
_NOT_IN_THE_FONT: Final = "\ufffd"


@cache
def register_fonts() -> frozenset[int]:
    """DejaVu Sans, whole in this package and embedded in part in each paper; answers which characters it has."""
    folder = resources.files(__package__).joinpath("fonts")
    known: list[frozenset[int]] = []
    for name, file in ((FONT, "DejaVuSans.ttf"), (BOLD, "DejaVuSans-Bold.ttf")):
        font = TTFont(name, BytesIO(folder.joinpath(file).read_bytes()))
        pdfmetrics.registerFont(font)
        known.append(frozenset(font.face.charToGlyph))
    return known[0] & known[1]


def printable(text: str) -> str:
    """The text with a sign of its own for each character that the font lacks: seen as unreadable, never left out."""
    known = register_fonts()
    return "".join(one if ord(one) in known or one.isspace() else _NOT_IN_THE_FONT for one in text)


def marked_up(text: str) -> str:
    """A text that is safe in a paragraph."""
    return escape(printable(text))


def style(size: float, *, bold: bool = False, align: int = 0) -> ParagraphStyle:
    """A paragraph style; words that are longer than a line are broken, not cut."""
    register_fonts()
    return ParagraphStyle(
        f"s{size}{bold}{align}",
        fontName=BOLD if bold else FONT,
        fontSize=size,
        leading=size * 1.25,
        alignment=align,
        splitLongWords=1,
    )


def paragraph(text: str, size: float, *, bold: bool = False, align: int = 0) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph(marked_up(text), style(size, bold=bold, align=align))


def inverse(text: str, size: float, width: float) -> Table:
    """A black bar with white text: what must not be overlooked."""
    white = ParagraphStyle("white", parent=style(size, bold=True, align=1), textColor=colors.white)
    looks = [
        ("BACKGROUND", (0, 0), (-1, -1), colors.black),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return Table([[Paragraph(marked_up(text), white)]], colWidths=[width], style=looks)


def table(rows: Sequence[Sequence[Any]], widths: Sequence[float], *, head: int = 0, padding: float = 2) -> Table:
    """A table with lines; ``head`` rows are repeated on each page, and rows may break over pages."""
    whole = ((0, 0), (-1, -1))
    looks: list[Any] = [
        GRID,
        ("TOPPADDING", *whole, padding),
        ("BOTTOMPADDING", *whole, padding + 1),
        ("LEFTPADDING", *whole, 3),
        ("RIGHTPADDING", *whole, 3),
        ("VALIGN", *whole, "TOP"),
    ]
    if head:
        looks.append(("BACKGROUND", (0, 0), (-1, head - 1), colors.Color(0.88, 0.88, 0.88)))
    return Table([list(row) for row in rows], colWidths=list(widths), repeatRows=head, splitInRow=1, style=looks)


class _NumberedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that knows how many pages there are before it writes the foot of the first."""

    def __init__(self, *arguments: Any, foot: str, words: DocumentWords, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._foot, self._words, self._pages = foot, words, list[dict[str, Any]]()

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = self._pages
        for number, page in enumerate(pages, 1):
            self.__dict__.update(page)
            self.setFont(FONT, 7.5)
            where = self._words.text("page {number} of {pages}", number=number, pages=len(pages))
            self.drawString(MARGIN, 8 * mm, printable(self._foot))
            self.drawRightString(A4[0] - MARGIN, 8 * mm, where)
            Canvas.showPage(self)
        Canvas.save(self)


def a4_pdf(flowables: Sequence[Any], *, title: str, foot: str, words: DocumentWords) -> bytes:
    """Flowables on as many A4 pages as they need, each with its number and what it belongs to."""
    register_fonts()
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=MARGIN - _FRAME,
        rightMargin=MARGIN - _FRAME,
        topMargin=12 * mm,
        bottomMargin=14 * mm,
        title=printable(title),
        author="haipdose",
        lang=words.language,
        invariant=1,
        pageCompression=1,
    )

    def canvas(*arguments: Any, **named: Any) -> Canvas:
        return _NumberedCanvas(*arguments, foot=foot, words=words, **named)

    document.build(list(flowables), canvasmaker=canvas)
    return buffer.getvalue()
