"""What is found out about one criterion, and how findings are joined: one against decides, one unknown leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from haipdose.derivation import Notice, Step, Term
from haipdose.evidence import Sourced
from haipdose.trial.eligibility_requests import MissingFact


@dataclass
class Finding:
    """One part of a criterion. ``in_favour``: of taking part; None when it cannot be told, and ``missing`` says why."""

    in_favour: bool | None
    because: list[str] = field(default_factory=list)
    missing: list[MissingFact] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)


def unknown(place: str, message: str, *because: str) -> Finding:
    """A finding that waits for what is missing at ``place`` of the request."""
    return Finding(None, list(because), [MissingFact(field=place, message=message)])


def all_in_favour(values: Iterable[bool | None]) -> bool | None:
    """True when every value is; False when one is False, whatever else is not known."""
    known = list(values)
    if False in known:
        return False
    return None if None in known else True


def any_in_favour(values: Iterable[bool | None]) -> bool | None:
    """True when one value is, whatever else is not known; False when every one is False."""
    known = list(values)
    if True in known:
        return True
    return None if None in known else False


def joined(parts: Iterable[Finding]) -> Finding:
    """The findings of one criterion as one: all have to be in favour."""
    found = list(parts)
    whole = Finding(all_in_favour(part.in_favour for part in found))
    for part in found:
        whole.because += part.because
        whole.missing += part.missing
        whole.steps += part.steps
        whole.warnings += part.warnings
    return whole


def step(
    path: str, rule: Sourced[Any], label: str, formula: str, terms: Iterable[tuple[str, str, str]], value: str
) -> Step:
    """A step that applies the protocol's value at ``path`` below ``eligibility``."""
    return Step(
        label=label,
        formula=formula,
        terms=tuple(Term(name=name, value=text, unit=unit) for name, text, unit in terms),
        value=value,
        rule=f"eligibility.{path}",
        source=rule.source,
        evidence=rule.evidence,
        note=rule.note,
    )


def word(in_favour: bool | None) -> str:  # noqa: FBT001 - the one thing it is about
    """What a comparison came to."""
    return {True: "in favour", False: "against", None: "cannot tell"}[in_favour]
