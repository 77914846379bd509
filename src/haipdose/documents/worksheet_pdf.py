"""The fill worksheet as PDF: one A4 page, black on white, the same bytes for the same answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Spacer, Table

from haipdose.documents.paper import BOLD as _BOLD
from haipdose.documents.paper import FONT as _FONT
from haipdose.documents.paper import marked_up, printable, register_fonts
from haipdose.documents.words import ENGLISH, DocumentWords
from haipdose.documents.worksheet import (
    COMPONENT_HEADINGS,
    ROUTE,
    SIGNATURE_HEADINGS,
    SIGNATURES,
    STATEMENT,
    Printed,
    Worksheet,
    worksheet,
)
from haipdose.errors import InputError
from haipdose.fill.requests import FillAnswer

_PAGE_WIDTH, _PAGE_HEIGHT = A4
_MARGIN: Final = 11 * mm
_WIDTH: Final = _PAGE_WIDTH - 2 * _MARGIN
_HEIGHT: Final = _PAGE_HEIGHT - 2 * _MARGIN
_SIZES: Final = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
"""Font sizes that are tried from large to small; smaller than the last nobody reads on paper."""
_GRID: Final = ("GRID", (0, 0), (-1, -1), 0.4, colors.black)


def worksheet_pdf(answer: FillAnswer, words: DocumentWords = ENGLISH, printed: Printed | None = None) -> bytes:
    """The worksheet as the bytes of a PDF file; equal content gives equal bytes.

    Raises:
        InputError: the content does not fit on one page in a size that can be read.
    """
    register_fonts()
    sheet = worksheet(answer, words, printed)
    for size in _SIZES:
        flowables = list(_flowables(sheet, size))
        heights = [flowable.wrap(_WIDTH, _HEIGHT)[1] for flowable in flowables]
        if sum(heights) <= _HEIGHT:
            return _draw(flowables, heights, sheet)
    raise InputError(
        "The worksheet does not fit on one page.",
        code="document.worksheet-too-long",
        remedy="Use the text worksheet, or fewer overrides.",
    )


def _draw(flowables: Sequence[Any], heights: Sequence[float], sheet: Worksheet) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1, lang=sheet.words.language)
    canvas.setTitle(printable(f"{sheet.title}: {sheet.product}"))
    canvas.setAuthor("haipdose")
    canvas.setSubject(sheet.words.text(ROUTE))
    top = _PAGE_HEIGHT - _MARGIN
    for flowable, height in zip(flowables, heights, strict=True):
        top -= height
        flowable.drawOn(canvas, _MARGIN, top)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _flowables(sheet: Worksheet, size: float) -> Iterator[Any]:
    """The page from top to bottom at one font size (points)."""
    body = ParagraphStyle("body", fontName=_FONT, fontSize=size, leading=size * 1.22)
    small = ParagraphStyle("small", parent=body, fontSize=size * 0.85, leading=size * 1.02)
    bold = ParagraphStyle("bold", parent=body, fontName=_BOLD)
    heading = ParagraphStyle("heading", parent=bold, fontSize=size * 1.1, leading=size * 1.45)
    gap = Spacer(1, size * 0.45)

    say = sheet.words.text
    white = ParagraphStyle("banner", parent=bold, textColor=colors.white)

    if sheet.mark is not None:
        yield _boxed(sheet.mark, ParagraphStyle("mark", parent=white, alignment=1), 1.2, colors.black)
    yield Paragraph(
        marked_up(sheet.title), ParagraphStyle("title", parent=bold, fontSize=size * 1.3, leading=size * 1.7)
    )
    yield Paragraph(
        marked_up(sheet.product), ParagraphStyle("product", parent=bold, fontSize=size * 1.75, leading=size * 2.3)
    )
    yield _boxed(
        say(ROUTE), ParagraphStyle("route", parent=bold, fontSize=size * 1.25, leading=size * 1.6, alignment=1), 1.2
    )
    yield gap
    if sheet.banner is not None:
        yield _boxed(sheet.banner, white, 1.2, colors.black)
        yield gap
    yield _pairs(sheet.identity, bold, body)
    yield gap
    yield Paragraph(say("Prepare"), heading)
    yield _components(sheet, small, ParagraphStyle("head", parent=small, fontName=_BOLD))
    yield gap
    yield Paragraph(say("Expect"), heading)
    yield _pairs(sheet.results, bold, body)
    if sheet.alerts:
        yield gap
        yield Paragraph(say("Look at"), heading)
        for alert in sheet.alerts:
            yield Paragraph(f'<font name="{_BOLD}">! {alert.level}:</font> {marked_up(alert.text)}', body)
    yield gap
    yield Paragraph(say("Calculation"), heading)
    for line in sheet.calculation:
        yield Paragraph(marked_up(line), small)
    yield gap
    values, to_confirm = say("Values used [evidence, source]"), say("The site has to confirm")
    yield Paragraph(f'<font name="{_BOLD}">{values}:</font> {marked_up("; ".join(sheet.values))}', small)
    if sheet.unverified:
        confirm = marked_up("; ".join(sheet.unverified))
        yield Paragraph(f'<font name="{_BOLD}">{to_confirm}:</font> {confirm}', small)
    yield gap
    if sheet.steps:
        yield Paragraph(
            f'<font name="{_BOLD}">{marked_up(say("Steps"))}:</font> {marked_up("; ".join(sheet.steps))}', body
        )
        yield gap
    yield _signatures(sheet, body, bold, size)
    yield gap
    yield Paragraph(marked_up(say(STATEMENT)), small)
    yield Paragraph(marked_up(sheet.footer), small)


def _boxed(text: str, style: ParagraphStyle, line: float, background: colors.Color | None = None) -> Table:
    box = [("BOX", (0, 0), (-1, -1), line, colors.black), ("TOPPADDING", (0, 0), (-1, -1), 2)]
    if background is not None:
        box.append(("BACKGROUND", (0, 0), (-1, -1), background))
    return Table([[Paragraph(marked_up(text), style)]], colWidths=[_WIDTH], style=box)


def _pairs(pairs: Sequence[tuple[str, str]], label: ParagraphStyle, text: ParagraphStyle) -> Table:
    rows = [[Paragraph(marked_up(left), label), Paragraph(marked_up(right), text)] for left, right in pairs]
    return Table(rows, colWidths=[0.24 * _WIDTH, 0.76 * _WIDTH], style=[_GRID, *_tight()])


def _components(sheet: Worksheet, cell: ParagraphStyle, head: ParagraphStyle) -> Table:
    rows = [[Paragraph(marked_up(sheet.words.text(name)), head) for name in COMPONENT_HEADINGS]]
    rows += [[Paragraph(marked_up(text), cell) for text in row] for row in sheet.components]
    shares = (0.125, 0.105, 0.25, 0.08, 0.15, 0.13, 0.085, 0.075)
    return Table(rows, colWidths=[share * _WIDTH for share in shares], style=[_GRID, *_tight()])


def _signatures(sheet: Worksheet, cell: ParagraphStyle, head: ParagraphStyle, size: float) -> Table:
    say = sheet.words.text
    rows: list[list[Any]] = [[Paragraph(say(name) if name else "", head) for name in SIGNATURE_HEADINGS]]
    rows += [[Paragraph(say(who), head), "", "", ""] for who in SIGNATURES]
    use_by = Paragraph(marked_up(sheet.use_by), head)
    rows.append([Paragraph(say("Use before"), head), use_by, Paragraph(say("Storage"), cell), ""])
    return Table(
        rows,
        colWidths=[share * _WIDTH for share in (0.21, 0.27, 0.3, 0.22)],
        rowHeights=[size * 1.8, *(2 * [size * 2.6]), size * 2.2],
        style=[_GRID, *_tight()],
    )


def _tight() -> list[Any]:
    whole = ((0, 0), (-1, -1))
    return [
        ("TOPPADDING", *whole, 0.8),
        ("BOTTOMPADDING", *whole, 1.4),
        ("LEFTPADDING", *whole, 3),
        ("RIGHTPADDING", *whole, 3),
        ("VALIGN", *whole, "TOP"),
    ]
