"""Templates: an English text with ``{name}`` for its values, and how a text is found to be one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

_HOLE: Final = re.compile(r"\{(\w+)\}")
_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]+")
_FEW: Final = 1
"""A template of so few words, without a colon or bracket, fits what people type: it counts only when all its values are
understood."""


class Match(NamedTuple):
    """A text that a template fits in full: what stands in each hole, cut in one way or in two."""

    template: Template
    ways: tuple[Mapping[str, str], ...]


class Template:
    """One text with values in it, in English and in the other language."""

    def __init__(self, english: str, translated: str) -> None:
        self.english = english
        parts = _HOLE.split(english)
        self.names = tuple(parts[1::2])
        self.literals = tuple(parts[::2])
        self.weight = sum(map(len, self.literals))
        said = " ".join(self.literals)
        self.tells = len(_WORD.findall(said)) > _FEW or "(" in said or ": " in said
        self._lazy = re.compile(self._pattern(".*?"), re.DOTALL)
        self._greedy = re.compile(self._pattern(".*"), re.DOTALL)
        self._translated = tuple(_HOLE.split(translated))

    def _pattern(self, hole: str) -> str:
        pieces = [re.escape(self.literals[0])]
        seen: set[str] = set()
        for name, literal in zip(self.names, self.literals[1:], strict=True):
            pieces += [f"(?P={name})" if name in seen else f"(?P<{name}>{hole})", re.escape(literal)]
            seen.add(name)
        return "".join(pieces)

    def words(self) -> frozenset[str]:
        """Words that every text of this template has, whole: no value can touch them."""
        return frozenset(
            found.group()
            for number, literal in enumerate(self.literals)
            for found in _WORD.finditer(literal)
            if (found.start() > 0 or number == 0) and (found.end() < len(literal) or number == len(self.literals) - 1)
        )

    def match(self, text: str) -> Match | None:
        """The values of a text that fits in full: cut with the shortest first values, and with the longest."""
        shortest, longest = self._lazy.fullmatch(text), self._greedy.fullmatch(text)
        if shortest is None or longest is None:
            return None
        ways = (shortest.groupdict(), longest.groupdict())
        return Match(self, ways[:1] if ways[0] == ways[1] else ways)

    def rendered(self, values: Mapping[str, str]) -> str:
        """The text in the other language."""
        return "".join(values[part] if number % 2 else part for number, part in enumerate(self._translated))


class Templates:
    """All templates, found by a word that few of them have."""

    def __init__(self, pairs: Mapping[str, str]) -> None:
        made = [Template(english, other) for english, other in pairs.items() if _HOLE.search(english)]
        counts: dict[str, int] = {}
        words = [template.words() for template in made]
        for some in words:
            for word in some:
                counts[word] = counts.get(word, 0) + 1
        self._by_word: dict[str, list[Template]] = {}
        self._without_word: list[Template] = []
        for template, some in zip(made, words, strict=True):
            if some:
                rarest = min(some, key=lambda word: (counts[word], word))
                self._by_word.setdefault(rarest, []).append(template)
            else:
                self._without_word.append(template)

    def matches(self, text: str) -> list[Match]:
        """Every template that fits the text in full; the most literal letters first."""
        tried = list(self._without_word)
        for word in dict.fromkeys(_WORD.findall(text)):
            tried += self._by_word.get(word, ())
        found = [match for template in tried if (match := template.match(text)) is not None]
        found.sort(key=lambda match: -match.template.weight)
        return found
