"""The label of a filled syringe or of the pump's fill: what is in it, for whom, until when, and the same as a code.

The code's content is described in docs/labels.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from haipdose.documents.about import OrderOnPaper, PatientOnPaper
from haipdose.documents.paper import inverse, paragraph, printable, register_fonts
from haipdose.documents.words import DEMONSTRATION, ENGLISH, DocumentWords
from haipdose.errors import InputError
from haipdose.fill.requests import FillAnswer
from haipdose.protocol.contents import Contents
from haipdose.quantities import to_display, to_text

CODE_VERSION: Final = "haipdose-label-1"
ROUTE_ON_LABEL: Final = "For intra-arterial pump reservoir ONLY – not for intravenous use"
_SIZES: Final = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
_PAD: Final = 1.5 * mm


class LabelSize(StrEnum):
    """Width and height of the label's stock, mm."""

    LARGE = "100x50"
    SMALL = "70x36"

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        width, height = (float(side) * mm for side in self.value.split("x"))
        return width, height


_CODE_SIDES: Final = {LabelSize.LARGE: 30 * mm, LabelSize.SMALL: 20 * mm}
"""With its quiet zone. The modules stay 0.3 mm and more: three dots of a label printer of 203 dpi make one."""


class Label(NamedTuple):
    """What a label says. Nothing of it is worked out here that the answer or the order does not hold."""

    answer: FillAnswer
    patient: PatientOnPaper
    order: OrderOnPaper
    words: DocumentWords = ENGLISH
    demonstration: bool = False

    @property
    def released(self) -> bool:
        """Whether a pharmacist released the preparation."""
        return self.order.use_by is not None


def label_code(label: Label) -> str:
    """The content of the code: ``key=value`` parted by ``;``, numbers with a point, moments in UTC (docs/labels.md)."""
    answer, order = label.answer, label.order
    fields = {
        "v": CODE_VERSION,
        "order": order.id,
        "patient": label.patient.identifier,
        "born": label.patient.birth_date.isoformat() if label.patient.birth_date else "",
        "drug": _drug(answer),
        "dose": _dose(answer),
        "conc": _concentration(answer),
        "vol": f"{to_text(answer.total_volume_ml)} mL",
        "made": _utc(order.prepared_at),
        "exp": _utc(order.use_by),
        "released": "yes" if label.released and not label.demonstration else "no",
    }
    return ";".join(f"{key}={quote(value, safe=_PLAIN)}" for key, value in fields.items() if value)


_PLAIN: Final = " .:/-_+()"
"""Signs that stand in the code as they are; every other but letters and digits is percent-encoded UTF-8."""


def label_pdf(label: Label, size: LabelSize = LabelSize.LARGE) -> bytes:
    """The label as a PDF page of its own size.

    Raises:
        InputError: what has to stand on it does not fit in a size that can be read.
    """
    register_fonts()
    width, height = size.points
    code_side = _CODE_SIDES[size]
    for font in _SIZES:
        flowables = list(_lines(label, font, width, code_side))
        if _fits(flowables, width, height, code_side):
            return _drawn(label, flowables, width, height, code_side)
    raise InputError(
        "The label does not hold all that has to stand on it.",
        code="document.label-too-long",
        field="size",
        found=size.value,
        remedy="Use the large label; on it, a shorter name.",
    )


class _Line(NamedTuple):
    flowable: Flowable
    width: float


def _lines(label: Label, font: float, width: float, code_side: float) -> Iterator[_Line]:
    """The label's lines from the top, each with its width: beside the code, then over the whole label."""
    say, words, answer = label.words.text, label.words, label.answer
    whole, beside = width - 2 * _PAD, width - 3 * _PAD - code_side
    if label.demonstration or not label.released:
        yield _Line(inverse(_mark(label), font * 0.8, whole), whole)
    patient = label.patient
    born = words.day(patient.birth_date) if patient.birth_date else "______________"
    in_all = say("total volume {volume}", volume=words.quantity(answer.total_volume_ml, "mL"))
    concentration = words.numbers(_concentration(answer))
    texts: list[tuple[str, float, bool]] = [
        (_product(label), 1.3, True),
        (f"{concentration}, {in_all}" if concentration else in_all, 1, False),
        (f"{patient.identifier}{'  ' + patient.name if patient.name else ''}", 1.1, True),
        (f"{say('born')} {born}", 1, True),
        (f"{say('Prepared')} {_or_blank(label.order.prepared_at, words)}", 0.9, False),
        (f"{say('Expires')} {_or_blank(label.order.use_by, words)}", 1, True),
    ]
    for text, scale, bold in texts:
        yield _Line(paragraph(text, font * scale, bold=bold), beside)
    others = _others(label)
    if others:
        yield _Line(paragraph(others, font * 0.85), whole)
    yield _Line(paragraph(f"{say('Order')} {label.order.id}", font * 0.85), whole)
    yield _Line(inverse(say(ROUTE_ON_LABEL), font * 0.85, whole), whole)


def _mark(label: Label) -> str:
    """Why the preparation is not to be given, in one bar: a small label has no room for two."""
    say = label.words.text
    if not label.demonstration:
        return say("NOT RELEASED – do not give")
    return say(DEMONSTRATION) if label.released else say("DEMONSTRATION – NOT RELEASED – do not give")


def _fits(lines: list[_Line], width: float, height: float, code_side: float) -> bool:
    whole = width - 2 * _PAD
    heights = [line.flowable.wrap(line.width, height)[1] for line in lines]
    beside = sum(high for line, high in zip(lines, heights, strict=True) if line.width != whole)
    below = sum(high for line, high in zip(lines, heights, strict=True) if line.width == whole)
    return bool(max(beside, code_side) + below <= height - 2 * _PAD)


def _drawn(label: Label, lines: list[_Line], width: float, height: float, code_side: float) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1, pageCompression=1, lang=label.words.language)
    canvas.setTitle(printable(f"{label.words.text('Label')} {label.order.id}"))
    canvas.setAuthor("haipdose")
    top, code_top = height - _PAD, 0.0
    for line in lines:
        beside = line.width != width - 2 * _PAD
        if beside and not code_top:
            code_top = top
        if not beside and code_top:
            top = min(top, code_top - code_side)
        high = line.flowable.wrap(line.width, height)[1]
        top -= high
        line.flowable.drawOn(canvas, _PAD, top)
    _draw_code(canvas, label_code(label), width - _PAD - code_side, code_top - code_side, code_side)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_code(canvas: Canvas, text: str, left: float, bottom: float, side: float) -> None:
    """A QR code of error correction level M with its quiet zone of four modules."""
    code: Any = QrCodeWidget(text, barLevel="M", barBorder=4, barWidth=side, barHeight=side)
    drawing = Drawing(side, side)
    drawing.add(code)
    renderPDF.draw(drawing, canvas, left, bottom)


def _product(label: Label) -> str:
    return label.words.numbers(f"{label.words.text(_drug(label.answer))} {_translated(_dose(label.answer), label)}")


def _translated(amount: str, label: Label) -> str:
    number, _, unit = amount.partition(" ")
    return f"{number} {label.words.text(unit)}"


def _drug(answer: FillAnswer) -> str:
    return answer.components[0].name


def _dose(answer: FillAnswer) -> str:
    if answer.contents is Contents.FLOXURIDINE and answer.floxuridine_mg is not None:
        return f"{to_text(answer.floxuridine_mg)} mg"
    first = answer.components[0]
    return f"{to_display(first.amount)} {first.unit}"


def _concentration(answer: FillAnswer) -> str:
    known = answer.concentration_mg_per_ml
    return "" if known is None else f"{to_display(known)} mg/mL"


def _others(label: Label) -> str:
    """What is in it beside the first: every other component with its amount."""
    say = label.words.text
    hold = "\u00a0"
    parts = [
        f"{say(part.name).replace(' ', hold)}{hold}{label.words.quantity(part.amount, part.unit)}"
        for part in label.answer.components[1:]
    ]
    return f"{say('with')} {', '.join(parts)}" if parts else ""


def _or_blank(moment: datetime | None, words: DocumentWords) -> str:
    return "______________" if moment is None else words.moment(moment)


def _utc(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
