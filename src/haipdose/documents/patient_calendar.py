"""The patient's own calendar: plain words, large type, a month at a time; no drug, no dose, no disease."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Spacer

from haipdose.documents.about import PatientOnPaper
from haipdose.documents.paper import WIDTH, a4_pdf, inverse, paragraph, table
from haipdose.documents.words import DEMONSTRATION, ENGLISH, DocumentWords

_SIZE = 14.0


class VisitOnPaper(NamedTuple):
    """A day in the hospital and what for, in plain English words that the catalogue knows."""

    day: date
    what: str


def calendar_pdf(
    visits: Sequence[VisitOnPaper],
    patient: PatientOnPaper,
    printed_on: date,
    words: DocumentWords = ENGLISH,
    *,
    demonstration: bool = False,
) -> bytes:
    """The calendar on as many A4 pages as it takes. What is on one day stands in one line; the time is written in."""
    say = words.text
    title = say("My hospital visits")
    body: list[Any] = [inverse(say(DEMONSTRATION), 10, WIDTH)] if demonstration else []
    body += [
        paragraph(title, 22, bold=True),
        paragraph(" · ".join(part for part in (patient.name, patient.identifier) if part), _SIZE),
        Spacer(1, 4 * mm),
    ]
    days = {visit.day: [one for one in visits if one.day == visit.day] for visit in visits}
    for _, month in groupby(sorted(days), key=lambda day: (day.year, day.month)):
        body.append(_month([(day, days[day]) for day in month], words))
    if not days:
        body.append(paragraph(say("No visit is planned now."), _SIZE))
    body.append(KeepTogether(_to_call(words)))
    foot = f"{title} · {say('Printed {day}', day=words.day(printed_on))}"
    return a4_pdf(body, title=title, foot=foot, words=words)


def _month(days: Sequence[tuple[date, Sequence[VisitOnPaper]]], words: DocumentWords) -> Any:
    say = words.text
    rows: list[list[Any]] = [[paragraph(say(head), 11, bold=True) for head in ("Day", "What", "Time")]]
    for day, visits in days:
        named = ", ".join(dict.fromkeys(say(visit.what) for visit in visits))
        rows.append([paragraph(words.long_day(day), _SIZE, bold=True), paragraph(named, _SIZE), ""])
    month = table(rows, [share * WIDTH for share in (0.42, 0.4, 0.18)], head=1, padding=5)
    return KeepTogether(
        [paragraph(words.month(days[0][0]), 18, bold=True), Spacer(1, 2 * mm), month, Spacer(1, 6 * mm)]
    )


def _to_call(words: DocumentWords) -> list[Any]:
    say = words.text
    lines = "_" * 50
    return [
        paragraph(say("Come to every pump visit: the pump must not run empty."), _SIZE, bold=True),
        Spacer(1, 2 * mm),
        paragraph(say("Days can change. The hospital tells you when a day changes."), _SIZE),
        Spacer(1, 4 * mm),
        paragraph(say("Call the hospital: ____________________________"), _SIZE, bold=True),
        Spacer(1, 3 * mm),
        paragraph(say("At night and at weekends: ______________________"), _SIZE, bold=True),
        Spacer(1, 4 * mm),
        paragraph(say("When to call (your hospital writes this)"), _SIZE, bold=True),
        *(paragraph(lines, _SIZE + 4) for _ in range(3)),
    ]
