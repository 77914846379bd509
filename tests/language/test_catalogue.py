"""Every text of the engine has its Dutch, with the same values and the same numbers; none is of a text that is gone."""

from __future__ import annotations

import re
from importlib import resources

import pytest
from babel.messages.pofile import read_po
from engine_texts import LATER, shape, texts

from haipdose.language.catalogue import catalogue
from haipdose.language.numbers import figures

BY_HAND = "terms.po"
"""Words that stand inside the engine's texts: tests, drugs, events, states, names of rules."""
HOLE = re.compile(r"\{(\w+)\}")


def files() -> dict[str, dict[str, str]]:
    """What each file of Dutch holds."""
    found: dict[str, dict[str, str]] = {}
    for path in resources.files("haipdose.language").joinpath("nl").iterdir():
        if path.name.endswith(".po"):
            with path.open("rb") as opened:
                found[path.name] = {str(entry.id): str(entry.string) for entry in read_po(opened) if entry.id}
    return found


def test_every_text_of_the_engine_has_its_dutch() -> None:
    known = {shape(english) for english in catalogue("nl")}
    missing = [
        f"{text.room}, {text.place}: {text.msgid!r}"
        for text in texts()
        if text.room not in LATER and shape(text.msgid) not in known
    ]
    assert missing == [], "write the Dutch in src/haipdose/language/nl, in the file of the room"


def test_no_translation_is_of_a_text_that_is_gone() -> None:
    said = {shape(text.msgid) for text in texts()}
    gone = [
        f"{name}: {english!r}"
        for name, entries in files().items()
        if name != BY_HAND
        for english in entries
        if shape(english) not in said
    ]
    assert gone == []


def test_each_translation_has_the_values_and_the_numbers_of_its_text() -> None:
    wrong = []
    for name, entries in files().items():
        for english, dutch in entries.items():
            bare, other = (HOLE.sub("", text) for text in (english, dutch))
            holes_kept = sorted(HOLE.findall(english)) == sorted(HOLE.findall(dutch))
            if not dutch or not holes_kept or figures(bare) != figures(other, dutch=True):
                wrong.append(f"{name}: {english!r} → {dutch!r}")
    assert wrong == []


def test_one_text_has_one_translation() -> None:
    seen: dict[str, str] = {}
    for name, entries in files().items():
        for english, dutch in entries.items():
            assert seen.setdefault(english, dutch) == dutch, f"{name}: {english!r} is translated in two ways"


@pytest.mark.parametrize(
    "dangerous",
    [
        r"\bIE\b",
        r"\bIU\b",
        r"\d ?[Uu]\b(?!/)",
        r"\bQD\b",
        r"\bMTX\b",
        r"\b5-FU\b",
        r"\d,0+(?!\d)",
        r"(?<!\d),\d",
        r"\bµg\b",
        r"\bcc\b",
    ],
)
def test_no_dangerous_abbreviation_and_no_zero_at_the_end(dangerous: str) -> None:
    """ISMP: units in full, full drug names, no trailing zeros, no naked decimals. Quotations of a source are exempt."""
    exempt = {"the choices that a public calculator offers; individual factory values of about 1.0 to 1.5 are recalled"}
    found = [
        dutch
        for entries in files().values()
        for english, dutch in entries.items()
        if english not in exempt and re.search(dangerous, HOLE.sub("x", dutch))
    ]
    assert found == []
