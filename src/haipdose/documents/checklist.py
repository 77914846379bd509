"""The refill checklist for the nurse: what is read, emptied, injected and signed at the bedside.

Values are the order's. Steps that no source gives are marked ``local``: a site makes them its own before use.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from haipdose.documents.about import OrderOnPaper, PatientOnPaper
from haipdose.documents.paper import WIDTH, a4_pdf, inverse, paragraph, table
from haipdose.documents.words import DEMONSTRATION, ENGLISH, DocumentWords
from haipdose.documents.worksheet import ROUTE, product_text
from haipdose.fill.requests import FillAnswer

_BOX: Final = "☐"
_BLANK: Final = "____________"
_LOCAL_NOTE: Final = "Steps marked local come from no source: the site adapts them to its own procedure before use."
_OUTSIDE: Final = (
    "If it is outside that range, or emptied on another day: do NOT fill yet; enter the volume in haipdose and call "
    "the prescriber"
)
_UNKNOWN_RETURN: Final = "Expected back: not known here; look in haipdose before the visit ____________ mL"


class Refill(NamedTuple):
    """The refill. ``before`` is the fill that is in the pump now; None when no order of it is known."""

    answer: FillAnswer
    patient: PatientOnPaper
    order: OrderOnPaper
    before: FillAnswer | None = None


def checklist_pdf(refill: Refill, words: DocumentWords = ENGLISH, *, demonstration: bool = False) -> bytes:
    """The checklist on A4."""
    say = words.text
    title = say("Refill checklist")
    body: list[Any] = [inverse(say(DEMONSTRATION), 10, WIDTH)] if demonstration else []
    body.append(paragraph(f"{title}, {say('at the bedside')}", 16, bold=True))
    if refill.order.use_by is None:
        body.append(inverse(say("NOT RELEASED – do not give"), 11, WIDTH))
    body += [
        Spacer(1, 2 * mm),
        paragraph(product_text(refill.answer, words), 13, bold=True),
        paragraph(say(ROUTE), 10, bold=True),
        Spacer(1, 2 * mm),
        _about(refill, words),
        Spacer(1, 3 * mm),
        _steps(refill, words),
        Spacer(1, 3 * mm),
        _signatures(words),
        Spacer(1, 2 * mm),
        paragraph(say(_LOCAL_NOTE), 8),
    ]
    return a4_pdf(body, title=f"{title} {refill.order.id}", foot=f"{title} · {refill.order.id}", words=words)


def _about(refill: Refill, words: DocumentWords) -> Any:
    say, patient, order = words.text, refill.patient, refill.order
    born = words.day(patient.birth_date) if patient.birth_date else _BLANK
    needed = words.day(order.needed_on) if order.needed_on else _BLANK
    rows = [
        (say("Patient"), f"{patient.identifier} · {patient.name or _BLANK * 2} · {say('born')} {born}"),
        (say("Order"), f"{order.id}, {say('needed on')} {needed}"),
    ]
    cells = [[paragraph(left, 10), paragraph(right, 10, bold=True)] for left, right in rows]
    return table(cells, [0.16 * WIDTH, 0.84 * WIDTH])


def _steps(refill: Refill, words: DocumentWords) -> Any:
    say = words.text
    rows = [[paragraph(say(head) if head else "", 9, bold=True) for head in ("", "Step", "From", "Done")]]
    rows += [
        [paragraph(_BOX, 14), paragraph(text, 10.5), paragraph(say(origin), 8), ""]
        for origin, text in _texts(refill, words)
    ]
    return table(rows, [share * WIDTH for share in (0.06, 0.7, 0.09, 0.15)], head=1, padding=3)


def _texts(refill: Refill, words: DocumentWords) -> Iterator[tuple[str, str]]:
    """Each step and where it comes from."""
    say, answer, order = words.text, refill.answer, refill.order
    use_by = words.moment(order.use_by) if order.use_by else _BLANK
    yield (
        "order",
        say("Patient says name and date of birth; wristband read: {value}", value=refill.patient.identifier),
    )
    serial = answer.request.pump.serial_number
    yield "order", say("Pump's serial number read from the pump card: {value}", value=f"{answer.profile}, {serial}")
    yield "order", say("Label of the syringe compared with this sheet: {value}", value=product_text(answer, words))
    yield "order", say("Use before: {value}; time now ____________", value=use_by)
    yield "local", say("Second person looked at patient, pump and syringe")
    yield "order", _expected(refill.before, words)
    yield "local", say("Reservoir emptied until nothing more comes; volume that came back ____________ mL")
    yield "local", say(_OUTSIDE)
    yield "local", say("Needle seen to be in the reservoir before injecting, and checked again halfway")
    volume = words.quantity(answer.total_volume_ml, "mL")
    yield "order", say("Volume injected: {value}; time ____________", value=volume)
    yield "local", say("Swelling, pain or resistance: stop and call")
    yield "local", say("Next visit told to the patient ____________")


def _expected(before: FillAnswer | None, words: DocumentWords) -> str:
    """What the fill before this one gives back, on the day that its order was made for."""
    if before is None or before.expected_return_ml is None or before.return_range_ml is None:
        return words.text(_UNKNOWN_RETURN)
    value = words.text(
        "{expected} ({lowest} to {highest}), when emptied on day {day} after the fill before this one",
        expected=words.quantity(before.expected_return_ml, "mL", 2),
        lowest=words.quantity(before.return_range_ml.lowest, "mL", 2),
        highest=words.quantity(before.return_range_ml.highest, "mL", 2),
        day=words.quantity(before.infusion_days, ""),
    )
    return words.text("Expected back: {value}", value=value)


def _signatures(words: DocumentWords) -> Any:
    say = words.text
    rows: list[list[Any]] = [
        [paragraph(say(head) if head else "", 9, bold=True) for head in ("", "Name", "Signature", "Date and time")]
    ]
    rows += [[paragraph(say(who), 9, bold=True), paragraph(" ", 22), "", ""] for who in ("Filled by", "Seen by")]
    rows.append([paragraph(say("Remarks"), 9, bold=True), paragraph(" ", 22), "", ""])
    return table(rows, [share * WIDTH for share in (0.16, 0.32, 0.3, 0.22)], head=1)
