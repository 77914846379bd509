"""A rule's value as the reason of a decision and as a step of its derivation."""

from __future__ import annotations

from typing import TypeVar

from haipdose.derivation import Step
from haipdose.evidence import Sourced
from haipdose.systemic.requests import Reason

T = TypeVar("T")


def reason_of(rule: Sourced[T], path: str, text: str) -> Reason:
    """``text`` as a reason that rests on ``rule``; a judgement made in the rule's data is said with it."""
    said = f"{text} ({rule.assumption})" if rule.assumption else text
    return Reason(text=said, rule=path, source=rule.source, evidence=rule.evidence)


def step_of(reason: Reason, label: str, value: str, note: str | None = None) -> Step:
    """A reason as a step of the derivation."""
    return Step(
        label=label,
        formula=reason.text,
        value=value,
        rule=reason.rule,
        source=reason.source,
        evidence=reason.evidence,
        note=note,
    )
