"""The fill worksheet as text, for a terminal or a plain printer."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from haipdose.documents.words import ENGLISH, DocumentWords
from haipdose.documents.worksheet import (
    COMPONENT_HEADINGS,
    ROUTE,
    SIGNATURES,
    STATEMENT,
    Printed,
    Worksheet,
    worksheet,
)
from haipdose.fill.requests import FillAnswer

_WIDTH: Final = 100
_RULE: Final = "-" * _WIDTH


def worksheet_text(answer: FillAnswer, words: DocumentWords = ENGLISH, printed: Printed | None = None) -> str:
    """The worksheet of a fill, at most 100 columns wide."""
    return "\n".join(_lines(worksheet(answer, words, printed)))


def _lines(sheet: Worksheet) -> Iterator[str]:
    say = sheet.words.text
    if sheet.mark is not None:
        yield sheet.mark
    yield f"{sheet.title.upper()}"
    yield sheet.product
    yield say(ROUTE)
    if sheet.banner is not None:
        yield "*" * _WIDTH
        yield from _wrapped(sheet.banner)
        yield "*" * _WIDTH
    yield from _pairs(sheet.identity)
    yield from _block(say("Prepare").upper(), _components(sheet))
    yield from _block(say("Expect").upper(), _pairs(sheet.results))
    if sheet.alerts:
        yield from _block(
            say("Look at").upper(),
            (line for alert in sheet.alerts for line in _wrapped(f"{alert.level}: {alert.text}")),
        )
    yield from _block(say("Calculation").upper(), (line for step in sheet.calculation for line in _wrapped(step)))
    yield from _block(say("Values used [evidence, source]"), _wrapped("; ".join(sheet.values)))
    if sheet.unverified:
        yield from _block(say("The site has to confirm").upper(), _wrapped("; ".join(sheet.unverified)))
    yield _RULE
    yield from (f"    {step}" for step in sheet.steps)
    name, signature, when = say("Name").lower(), say("Signature").lower(), say("Date and time").lower()
    for who in SIGNATURES:
        yield f"{say(who):<12}  {name} ____________________  {signature} __________________  {when} ____________"
    yield f"{say('Use before')} {sheet.use_by or '____________________'}  {say('Storage').lower()} ____________________"
    yield from _wrapped(say(STATEMENT))
    yield from _wrapped(sheet.footer)


def _block(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield _RULE
    yield heading
    yield from lines


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for label, text in pairs:
        yield from textwrap.wrap(
            f"{label:<24}{text}", _WIDTH, subsequent_indent=" " * 24, drop_whitespace=True, break_long_words=False
        )


def _wrapped(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _components(sheet: Worksheet) -> Iterator[str]:
    _, _, product, exact, draw, containers, lot, expiry = (sheet.words.text(heading) for heading in COMPONENT_HEADINGS)
    for row in sheet.components:
        yield f"{row[0]}: {row[1]}"
        yield from (f"    {line}" for line in textwrap.wrap(f"{product}: {row[2]}", _WIDTH - 4))
        yield f"    {exact}: {row[3]}   {draw}: {row[4]}"
        yield f"    {containers}: {row[5] or '-'}   {lot} {row[6] or '__________'}  {expiry} __________"
