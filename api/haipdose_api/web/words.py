"""The languages of the pages: English as written in the templates, Dutch from the catalogues beside this file.

Texts of the engine have catalogues and rules of their own (haipdose.language, docs/decisions/0135).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel.core import parse_locale
from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po

from haipdose.language.translator import Piece, translator
from haipdose.quantities import to_display, to_text

Language = Literal["en", "nl"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "nl")
LANGUAGE_NAMES: Final = {"en": "English", "nl": "Nederlands"}
LOCALES: Final = {"en": "en_GB", "nl": "nl_NL"}


@cache
def catalogue(language: Language) -> dict[str, str]:
    """What each English text is in a language; empty for English. Every catalogue of the folder counts."""
    if language == "en":
        return {}
    found: dict[str, str] = {}
    for file in sorted(resources.files(__package__).joinpath("locale", language).iterdir(), key=lambda path: path.name):
        if file.name.endswith(".po"):
            with file.open("rb") as opened:
                found |= {
                    str(message.id): str(message.string)
                    for message in read_po(opened, locale=language)
                    if message.id and message.string and not message.fuzzy
                }
    return found


_DIVIDED: Final = 6


class Words:
    """Texts, numbers and dates in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._texts = catalogue(language)
        self._engine = translator(language)

    def text(self, english: str, **values: object) -> str:
        """A text; ``{name}`` in it stands for a value. One that is not the pages' own is the engine's."""
        known = self._texts.get(english)
        if values:
            return (known or english).format(**values)
        return self._engine.text(english) if known is None else known

    def pieces(self, english: str) -> tuple[Piece, ...]:
        """A text of the engine in its parts, each with the language that it is in."""
        known = self._texts.get(english)
        return self._engine.pieces(english) if known is None else (Piece(known, self.language),)

    def visit(self, visit: str) -> str:
        """The id of a visit; in Dutch as words."""
        return self._engine.visit(visit)

    def plural(self, one: str, many: str, number: int) -> str:
        """The text for one, or for another number; ``{number}`` in it is the number."""
        return self.text(one if number == 1 else many, number=number)

    def number(self, value: Decimal | int | str | None, unit: str = "", places: int | None = None) -> str:
        """A quantity with its unit: no zeros at the end, a zero before the mark, no separator of thousands (ISMP).

        Without ``places`` it is exact; what has more than six decimals was divided, and is shown as nearly so.
        """
        if value is None or value == "":
            return "–"
        exact = Decimal(value)
        if places is None and -int(exact.as_tuple().exponent) > _DIVIDED:
            shown = f"≈ {to_display(exact, 4)}"
        else:
            shown = to_text(exact) if places is None else to_display(exact, places)
        if self.language == "nl":
            shown = shown.replace(".", ",")
        return f"{shown} {self.text(unit)}" if unit else shown

    def share(self, percent: float | Decimal, highest: float | Decimal) -> str:
        """A simulated probability, percent: two digits; what never came about as the highest that it may still be."""
        known = self.text("below {share}") if not percent else "{share}"
        shown = f"{float(percent or highest):.2g}"
        return known.format(share=self.number(to_text(Decimal(shown)), "%"))

    def day(self, value: date | str | None) -> str:
        """A day with its weekday: Mon 2 Mar 2026."""
        if value is None or value == "":
            return "–"
        day = date.fromisoformat(value[:10]) if isinstance(value, str) else value
        return format_date(day, "EEE d MMM y", locale=LOCALES[self.language])

    def written_day(self, value: date | str | None) -> str:
        """A day as it is typed in this language: 2026-03-02, in Dutch 02-03-2026. What is no day stays as it is."""
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            return str(value)
        return "" if day is None else day.strftime("%d-%m-%Y" if self.language == "nl" else "%Y-%m-%d")

    def month(self, value: date) -> str:
        """A month above its days: March 2026."""
        return format_date(value, "MMMM y", locale=LOCALES[self.language])

    def short_day(self, value: date) -> str:
        """A day on an axis: 2 Mar."""
        return format_date(value, "d MMM", locale=LOCALES[self.language])

    def moment(self, value: datetime | str | None, zone: str) -> str:
        """A moment on the clinic's clock, 24 hours: Mon 2 Mar 2026 09:30."""
        if value is None or value == "":
            return "–"
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return format_datetime(moment, "EEE d MMM y HH:mm", tzinfo=_zone(zone), locale=LOCALES[self.language])

    def clock(self, value: str, zone: str) -> str:
        """The time of day on the clinic's clock, 24 hours: 09:30."""
        return f"{datetime.fromisoformat(value).astimezone(_zone(zone)):%H:%M}"


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def best_language(wished: Iterable[str]) -> Language:
    """The first wish that there is; English when there is none. A wish is a tag such as ``nl-BE``."""
    for tag in wished:
        try:
            language = parse_locale(tag.strip(), sep="-")[0]
        except ValueError:
            continue
        for known in LANGUAGES:
            if known == language:
                return known
    return "en"
