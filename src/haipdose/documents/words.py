"""Texts, numbers, days and clock times of a paper in its language.

Papers are made at the command line too, where the pages' catalogues are not: English stands in the code, and Dutch
beside this file as data (docs/decisions/0092). Texts of the engine: haipdose.language (docs/decisions/0135).
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Final, Literal

from haipdose.quantities import to_display, to_text

Language = Literal["en", "nl"]
DEMONSTRATION: Final = "DEMONSTRATION – invented patient, not for use"
LANGUAGES: Final[tuple[Language, ...]] = ("en", "nl")

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHORT_MONTHS: Final = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
}
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEADING_DIGITS: Final = re.compile(r"(?<![0-9.,])([0-9]{4,})(?=\.|[^0-9]|$)")
_DECIMAL: Final = re.compile(r"(?<![0-9.])([0-9]+)\.([0-9]+)(?![0-9.])")
_ENGLISH_GROUPS: Final = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")
_PLAIN_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_THOUSANDS: Final = {"en": ",", "nl": "\u00a0"}
"""Between groups of three digits (ISMP asks for a comma). In Dutch a comma is the decimal mark: a space that holds."""


@cache
def _catalogue(language: Language) -> dict[str, str]:
    if language == "en":
        return {}
    text = resources.files(__package__).joinpath("locale", f"{language}.toml").read_text(encoding="utf-8")
    return {str(english): str(translated) for english, translated in tomllib.loads(text).items()}


class DocumentWords:
    """The words of one language, on the clock of ``zone`` (None: as a moment was written)."""

    def __init__(self, language: Language = "en", zone: tzinfo | None = None) -> None:
        self.language: Language = language
        self._zone = zone
        self._texts = _catalogue(language)

    def text(self, english: str, **values: object) -> str:
        """A text; ``{name}`` in it stands for a value."""
        known = self._texts.get(english, english)
        return known.format(**values) if values else known

    def said(self, english: str) -> str:
        """A text of the engine; what is not known of it stays English, with this language's numbers."""
        if self.language == "en":
            return english
        from haipdose.language.translator import translator

        pieces = translator(self.language).pieces(english)
        return "".join(piece.text if piece.language == self.language else self.decimals(piece.text) for piece in pieces)

    def visit(self, visit: str) -> str:
        """The id of a visit; in Dutch as words."""
        if self.language == "en":
            return visit
        from haipdose.language.translator import translator

        return translator(self.language).visit(visit)

    def amount(self, value: str, unit: str = "") -> str:
        """A value of a derivation with its unit: a number written out, or the engine's words."""
        if _PLAIN_NUMBER.fullmatch(value):
            return f"{self.numbers(value)} {self.said(unit)}".rstrip()
        return (
            self.numbers(f"{value} {unit}".rstrip()) if self.language == "en" else self.said(f"{value} {unit}".rstrip())
        )

    def calendar_day(self, day: date) -> str:
        """A day as the worksheet has it: ``2026-03-02``, and in Dutch ``2 mrt 2026``."""
        return day.isoformat() if self.language == "en" else self.day(day)

    def decimals(self, text: str) -> str:
        """A text that nobody translates with this language's decimal mark; versions such as 0.1.0 stay as they are."""
        if self.language == "en":
            return text
        # first 5,000 as English writes it: left as it is, it would be read as five
        between = _THOUSANDS[self.language]
        return _DECIMAL.sub(r"\1,\2", _ENGLISH_GROUPS.sub(lambda found: found.group().replace(",", between), text))

    def numbers(self, text: str) -> str:
        """A text without years in it, its numbers written out: 30,000 and 0.5, or 30 000 and 0,5."""
        between = _THOUSANDS[self.language]
        return self.decimals(_LEADING_DIGITS.sub(lambda match: f"{int(match.group(1)):,}".replace(",", between), text))

    def quantity(self, value: Decimal | None, unit: str, places: int | None = 4) -> str:
        """A number with its unit: no zeros at the end, a zero before the mark (ISMP). ``places`` None: exact."""
        if value is None:
            return "–"
        shown = to_text(value) if places is None else to_display(value, places)
        return f"{self.numbers(shown)}\u00a0{self.text(unit).replace('umol', 'µmol')}".rstrip("\u00a0")

    def day(self, day: date) -> str:
        """``2 Mar 2026``."""
        return f"{day.day} {_SHORT_MONTHS[self.language][day.month - 1]} {day.year}"

    def long_day(self, day: date) -> str:
        """``Monday 2 March``."""
        return f"{self.weekday(day.weekday())} {day.day} {self.text(_MONTHS[day.month - 1])}"

    def month(self, day: date) -> str:
        """``March 2026``."""
        return f"{self.text(_MONTHS[day.month - 1])} {day.year}"

    def weekday(self, number: int) -> str:
        """The name of a day of the week; Monday is 0."""
        return self.text(_WEEKDAYS[number])

    def moment(self, moment: datetime) -> str:
        """``2 Mar 2026 09:30``, 24 hours."""
        there = self.local(moment)
        return f"{self.day(there.date())} {there:%H:%M}"

    def local(self, moment: datetime) -> datetime:
        """The moment on the paper's clock."""
        return moment if self._zone is None else moment.astimezone(self._zone)


ENGLISH: Final = DocumentWords()
