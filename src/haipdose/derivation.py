"""How an answer explains itself: the steps that led to it, for the terminal, JSON, paper and the web page alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from haipdose.evidence import NEEDS_SITE, Document, Evidence


class Term(Document):
    """One named input of a step, as text with its unit (``""`` when it has none)."""

    name: str
    value: str
    unit: str = ""


class Step(Document):
    """One line of a derivation that a person can redo on paper.

    ``formula`` uses the names of ``terms``. ``value`` is text: exact where it fits, otherwise rounded for display with
    ``approximate`` set. ``rule`` is the dotted path of the protocol or profile value that was applied, if any.
    """

    label: str
    formula: str = ""
    terms: tuple[Term, ...] = ()
    value: str | None = None
    unit: str = ""
    approximate: bool = False
    rule: str | None = None
    source: str = ""
    evidence: Evidence = Evidence.DERIVED
    note: str | None = None


class Notice(Document):
    """A warning or information that travels with an answer.

    ``level`` is ``info``, ``warning`` or ``critical``; ``code`` is stable; ``message`` says what, value against limit;
    ``action`` says what to do.
    """

    level: Literal["info", "warning", "critical"]
    code: str
    message: str
    action: str = ""
    rule: str | None = None
    source: str = ""


def steps_needing_site(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps that rest on a value which no opened source confirms."""
    return tuple(step for step in steps if step.evidence in NEEDS_SITE)
