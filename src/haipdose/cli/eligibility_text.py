"""Eligibility for people: the outcome first, then every criterion in the registry's order and words."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from haipdose.trial.eligibility_requests import CriterionAnswer, EligibilityAnswer

_WIDTH = 100
_OUTCOMES = {
    "eligible": "ELIGIBLE: every criterion is decided in favour",
    "not-eligible": "NOT ELIGIBLE",
    "cannot-tell": "CANNOT TELL: not eligible until what is missing is known",
}
_VERDICTS = {"met": "met", "not-met": "not met", "cannot-tell": "cannot tell"}
_SIGNS = {True: "+", False: "-", None: "?"}


def eligibility_text(answer: EligibilityAnswer) -> str:
    """The answer as lines for the terminal."""
    lines = [f"{_OUTCOMES[answer.outcome]} (registration on {answer.registration_on})"]
    if answer.against:
        lines.append(f"Against: {', '.join(answer.against)}")
    if answer.undecided:
        lines.append(f"Undecided: {', '.join(answer.undecided)}")
    lines += ["", "+ in favour, - against, ? cannot tell. An exclusion criterion that is met excludes."]
    for criterion in answer.criteria:
        lines += _criterion(criterion)
    if answer.warnings:
        lines += ["", "Take note:"]
        lines += [f"  - {one.level}: {one.message} {one.action}" for one in answer.warnings]
    stamp = answer.protocol
    lines += ["", f"Protocol {stamp.id} {stamp.version} ({stamp.approval}), digest {stamp.digest[:12]}"]
    lines += ["May be released." if answer.release.releasable else "NOT RELEASABLE:"]
    lines += [f"  - {reason}" for reason in answer.release.reasons]
    lines.append("Decision support, not a certified medical device.")
    return "\n".join(lines)


def _criterion(criterion: CriterionAnswer) -> Iterator[str]:
    yield ""
    yield f"{_SIGNS[criterion.in_favour]} {criterion.item}, {criterion.id}: {_VERDICTS[criterion.verdict]}"
    yield from wrap(f'"{criterion.wording}"', _WIDTH, initial_indent="    ", subsequent_indent="     ")
    yield from (f"    {line}" for line in criterion.because)
    yield from (f"    missing: {one.message} [{one.field}]" for one in criterion.missing)
