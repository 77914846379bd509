"""Every number of the report with the facts it came from.

A *basis* is a named set of facts: participant by participant the ids of the trial's and the course's facts. What comes
from the participant's own record and has no fact, such as the arm, is named with ``@``: ``@arm``, ``@baseline.sex``.
A *figure* is one number of the report; it rests on one or more bases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from haipdose.errors import InputError, NotFound
from haipdose.evidence import Document

ARM: Final = "@arm"
RANDOMISED: Final = "@randomised_on"


class Figure(Document):
    """One number: as shown, exact or as close as the statistics come, and what it rests on."""

    id: str
    label: str
    shown: str
    value: str | None
    rests_on: tuple[str, ...]


class Figures(Document):
    """The document ``figures.json``."""

    cut_off: str
    version: str
    rules: str
    figures: dict[str, Figure]
    bases: dict[str, dict[str, tuple[str, ...]]]


class Ledger:
    """Collects the figures of a report. An id or a basis is used once."""

    def __init__(self) -> None:
        self._figures: dict[str, Figure] = {}
        self._bases: dict[str, dict[str, tuple[str, ...]]] = {}

    def basis(self, name: str, facts: Mapping[str, Iterable[str]]) -> str:
        """Name a set of facts; the same set may be named again."""
        content = {who: tuple(dict.fromkeys(facts[who])) for who in sorted(facts)}
        if self._bases.setdefault(name, content) != content:
            raise InputError("names two sets of facts", code="analysis.basis-twice", field=name)
        return name

    def figure(self, name: str, label: str, shown: str, value: object, *rests_on: str) -> Figure:
        """Enter a number of the report."""
        if name in self._figures:
            raise InputError("is used by two numbers", code="analysis.figure-twice", field=name)
        exact = None if value is None else repr(value) if isinstance(value, float) else str(value)
        self._figures[name] = Figure(id=name, label=label, shown=shown, value=exact, rests_on=rests_on)
        return self._figures[name]

    def document(self, cut_off: str, version: str, rules: str) -> Figures:
        """Everything that was entered, in the order of ids."""
        return Figures(
            cut_off=cut_off,
            version=version,
            rules=rules,
            figures=dict(sorted(self._figures.items())),
            bases=dict(sorted(self._bases.items())),
        )


def trace(figures: Figures, name: str) -> dict[str, tuple[str, ...]]:
    """The facts of a figure, participant by participant.

    Raises:
        NotFound: there is no such figure.
    """
    figure = figures.figures.get(name)
    if figure is None:
        near = [each for each in figures.figures if name.split(".", maxsplit=1)[0] == each.split(".")[0]]
        raise NotFound(
            "There is no such figure.", code="analysis.no-figure", field="figure", found=name[:60],
            allowed=", ".join(near[:8]) or f"one of {len(figures.figures)} in figures.json",
        )  # fmt: skip
    facts: dict[str, list[str]] = {}
    for basis in figure.rests_on:
        for who, ids in figures.bases[basis].items():
            facts.setdefault(who, []).extend(ids)
    return {who: tuple(dict.fromkeys(facts[who])) for who in sorted(facts)}
