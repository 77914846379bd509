"""The floxuridine decision for people: what to do first, then why, what is missing and how it was worked out."""

from __future__ import annotations

from collections.abc import Iterator

from haipdose.derivation import Step
from haipdose.quantities import to_display, to_text
from haipdose.toxicity.requests import ModifyAnswer, TestFinding

_WORDS = {
    "give": "GIVE floxuridine, the same dose as last time",
    "reduce": "REDUCE floxuridine",
    "hold": "HOLD: no floxuridine now",
    "discontinue": "DISCONTINUE: no floxuridine any more",
    "undetermined": "UNDETERMINED: no floxuridine until what is missing is there",
}
_NAMES = {
    "ast": "AST",
    "alt": "ALT",
    "alp": "Alkaline phosphatase",
    "bilirubin-total": "Bilirubin, total",
}


def modify_text(answer: ModifyAnswer) -> str:
    """The decision as lines for the terminal."""
    dose = f", {to_display(answer.dose_percent)} % of the full dose" if answer.dose_percent is not None else ""
    lines = [f"{_WORDS[answer.action]}{dose}"]
    lines += _section("What each test or event says (the worst decides)", map(_finding, answer.by_test))
    lines += _section("Missing", answer.missing)
    lines += _section("Take note", (f"{one.level}: {one.message} {one.action}" for one in answer.warnings))
    lines += _section("Worked out", map(_step, answer.derivation))
    stamp = answer.protocol
    lines += ["", f"Protocol {stamp.id} {stamp.version} ({stamp.approval}), digest {stamp.digest[:12]}"]
    lines += ["May be released." if answer.release.releasable else "NOT RELEASABLE:"]
    lines += [f"  - {reason}" for reason in answer.release.reasons]
    lines.append("Decision support, not a certified medical device.")
    return "\n".join(lines)


def _section(title: str, entries: Iterator[str] | tuple[str, ...] | map[str]) -> list[str]:
    shown = [f"  - {entry}" for entry in entries]
    return ["", f"{title}:", *shown] if shown else []


def _finding(row: TestFinding) -> str:
    name = _NAMES.get(row.test, row.test)
    says = f"{to_text(row.percent)} %" if row.percent is not None else row.outcome.upper()
    because = "" if row.band == row.outcome else f" because {row.band}"
    return f"{name}: {says}{because}  [{row.rule}; {row.source}, {row.evidence.value}]"


def _step(step: Step) -> str:
    numbers = ", ".join(f"{term.name} {term.value} {term.unit}".rstrip() for term in step.terms)
    given = f": {step.formula}" if step.formula else ""
    with_numbers = f" ({numbers})" if numbers else ""
    sign = "≈" if step.approximate else "="
    result = f" {sign} {step.value} {step.unit}".rstrip() if step.value is not None else ""
    note = f" -> {step.note}" if step.note else ""
    return f"{step.label}{given}{with_numbers}{result}{note}"
