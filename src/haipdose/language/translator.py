"""One text of the engine in another language (docs/decisions/0135).

A text is translated when it is a text of the catalogue, or when a template fits it in full. Of several templates the
one with the most literal letters wins; when two are alike and say different things, none does. Values are carried over:
numbers and days in the look of the language, texts that are known translated, everything else as it is. A translation
in which a number is gone or changed is not used. What is not understood stays English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from haipdose.language.catalogue import Language, catalogue
from haipdose.language.numbers import NUMBER, figures, in_dutch
from haipdose.language.templates import Template, Templates
from haipdose.language.visits import visit_in_dutch

_DEEPEST: Final = 8
_SENTENCE: Final = re.compile(r"(?<=[.!?;]) (?=\S)")
_PATH: Final = re.compile(r"\w+(?:[._-]\w+)+|\w+\[\w+\]")
_FIELD: Final = re.compile(
    r"[A-Z]|[a-z]+_[a-z_]+|(?!current|reference|events|baseline|previous)[a-z_]+\.[a-z0-9_.]+|[a-z]\w*(?:\.\w+)*\.\d+(?:\.\w+)*"
)
"""A letter that names an arm, or the name of a field: the same in every language."""
_BRACKET: Final = re.compile(r"(.+) \((.+)\)", re.DOTALL)
_AMOUNT: Final = re.compile(rf"([A-Za-z -]+) ({NUMBER} \S+)")
_LISTS: Final = (
    ("; ", "; "),
    (", ", ", "),
    (" or ", " of "),
    (" and ", " en "),
    (" + ", " + "),
    (" − ", " − "),
    (" → ", " → "),
)


class Piece(NamedTuple):
    """A part of a text, and the language that it is in."""

    text: str
    language: Language


class _Value(NamedTuple):
    """What became of a text. ``loose`` counts the values inside it that were carried over without being understood."""

    text: str
    known: bool
    loose: int = 0


class Translator:
    """Puts the engine's texts into one language. The same text is worked out once."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._texts = catalogue(language)
        self._templates = Templates(self._texts)
        self.pieces = lru_cache(maxsize=16_384)(self._pieces)
        self._value = lru_cache(maxsize=16_384)(self._value_of)

    def text(self, english: str) -> str:
        """A text as far as it is known; the rest of it in English."""
        return "".join(piece.text for piece in self.pieces(english))

    def known(self, english: str) -> bool:
        """Whether the whole text is known."""
        return all(piece.language == self.language for piece in self.pieces(english))

    def visit(self, visit: str) -> str:
        """The id of a visit as words; as it is in English, and when it is not known."""
        return visit if self.language == "en" else visit_in_dutch(visit) or visit

    def _pieces(self, english: str) -> tuple[Piece, ...]:
        """The text in its parts, each with its language: as a whole or by sentences, whichever is understood."""
        if self.language == "en" or not english.strip():
            return (Piece(english, self.language),)
        whole = self._value(english, 0)
        if whole.known and not whole.loose:
            return (Piece(whole.text, self.language),)
        ends = (0, *(found.end() for found in _SENTENCE.finditer(english)), len(english))
        best: list[tuple[int, tuple[Piece, ...]]] = [(0, ())]
        for stop in range(1, len(ends)):
            best.append(min((self._until(english, ends, start, stop, best[start]) for start in range(stop)), key=_cost))
        return best[-1][1]

    def _until(
        self, english: str, ends: tuple[int, ...], start: int, stop: int, before: tuple[int, tuple[Piece, ...]]
    ) -> tuple[int, tuple[Piece, ...]]:
        """The text up to one sentence's end, when its last part begins at another."""
        part = english[ends[start] : ends[stop]]
        bare = part.rstrip(" ")
        if stop < len(ends) - 1 and bare.endswith(";"):
            bare = bare[:-1]
        found = self._value(bare, 0)
        cost, pieces = before
        if found.known:
            piece = Piece(found.text + part[len(bare) :], self.language)
            cost += 1 + found.loose * 8
        else:
            piece = Piece(part, "en")
            cost += 1000 + len(part)
        if pieces and pieces[-1].language == piece.language:
            return cost, (*pieces[:-1], Piece(pieces[-1].text + piece.text, piece.language))
        return cost, (*pieces, piece)

    def _value_of(self, text: str, depth: int) -> _Value:
        """A text or a value inside one; as it is when it is not known."""
        if not text:
            return _Value(text, known=True)
        if _FIELD.fullmatch(text):
            return _Value(text, known=True)
        written = in_dutch(text) or self._texts.get(text) or visit_in_dutch(text) or self._small(text)
        if written is not None:
            return _Value(written, known=True)
        if depth < _DEEPEST:
            wanted = figures(text)
            made = [found for found in self._ways(text, depth) if figures(found.text, dutch=True) == wanted]
            if made:
                return min(made, key=lambda found: found.loose)
        return _Value(text, known=False)

    def _ways(self, text: str, depth: int) -> Iterator[_Value]:
        """Each way to understand a text that is not one of the catalogue, the most telling first."""
        told, few = self._by_template(text, depth)
        if told is not None and not few:
            yield told
        for parted in (self._parted(text, depth), self._listed(text, depth)):
            if parted is not None:
                yield parted
        if told is not None and few:
            yield told

    def _parted(self, text: str, depth: int) -> _Value | None:
        """What a text is about, a colon and a known text; a known text and one in brackets; a drug and its amount."""
        about, colon, rest = text.partition(": ")
        if colon:
            first, second = self._value(about, depth + 1), self._value(rest, depth + 1)
            if second.known and (first.known or _PATH.fullmatch(about)):
                return _Value(f"{first.text}: {second.text}", known=True, loose=first.loose + second.loose)
        amount = _AMOUNT.fullmatch(text)
        if amount is not None:
            drug, dose = self._value(amount[1], depth + 1), in_dutch(amount[2])
            if drug.known and dose is not None:
                return _Value(f"{drug.text} {dose}", known=True, loose=drug.loose)
        bracket = _BRACKET.fullmatch(text)
        if bracket is not None:
            first, second = self._value(bracket[1], depth + 1), self._value(bracket[2], depth + 1)
            if first.known and second.known:
                return _Value(f"{first.text} ({second.text})", known=True, loose=first.loose + second.loose)
        return None

    def _small(self, text: str) -> str | None:
        """A word at the beginning of a sentence is the same word."""
        small = self._texts.get(text[:1].lower() + text[1:]) if text[:1].isupper() else None
        return None if small is None else small[:1].upper() + small[1:]

    def _by_template(self, text: str, depth: int) -> tuple[_Value | None, bool]:
        """By the template with the most literal letters, and whether it has few; None when two say different things."""
        matches = self._templates.matches(text)
        made: list[_Value] = []
        heaviest: Template | None = None
        for match in matches:
            template = match.template
            if heaviest is not None and template.weight < heaviest.weight:
                break
            ways = [self._rendered(template, values, depth) for values in match.ways]
            if all(value.loose == 0 for value in ways):
                ways = ways[:1]  # both cuts are understood: the one with the shorter first values
            ways = [value for value in ways if value.loose == 0 or template.tells]
            if ways:
                made += ways
                heaviest = template
        fewest = min((value.loose for value in made), default=0)
        alike = {value for value in made if value.loose == fewest}
        return (alike.pop() if len(alike) == 1 else None), heaviest is not None and not heaviest.tells

    def _rendered(self, template: Template, found: Mapping[str, str], depth: int) -> _Value:
        values = {name: self._value(value, depth + 1) for name, value in found.items()}
        loose = sum(value.loose if value.known else 1 + _breaks(value.text) for value in values.values())
        said = template.rendered({name: value.text for name, value in values.items()})
        return _Value(said, known=True, loose=loose)

    def _listed(self, text: str, depth: int) -> _Value | None:
        """Several known texts one after the other."""
        for between, becomes in _LISTS:
            if between in text:
                parts = [self._value(part, depth + 1) for part in text.split(between)]
                if all(part.known for part in parts):
                    loose = sum(part.loose for part in parts)
                    return _Value(becomes.join(part.text for part in parts), known=True, loose=loose)
        return None


def _cost(found: tuple[int, tuple[Piece, ...]]) -> int:
    return found[0]


def _breaks(text: str) -> int:
    """How many sentences end inside a value: a value that holds some has swallowed what came after it."""
    return 4 * len(_SENTENCE.findall(text))


@lru_cache(maxsize=4)
def translator(language: Language) -> Translator:
    """The translator of a language; made once."""
    return Translator(language)
