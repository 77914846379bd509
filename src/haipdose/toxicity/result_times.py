"""When results were taken: what cannot be is refused, what is too old does not count as knowing the patient now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from haipdose.derivation import Step, Term
from haipdose.errors import InputError, raise_all
from haipdose.patient.laboratory import LabResult
from haipdose.protocol.toxicity_rules import ToxicityRules
from haipdose.toxicity.findings import Decision
from haipdose.toxicity.requests import ModifyRequest


@dataclass(frozen=True, slots=True)
class CurrentResults:
    """All current results, and the tests of which even the newest one is too old.

    An old result still counts as a bad one (the value at emptying, two weeks before the fill, may be the worst), but a
    test is only known when one of its results is new enough.
    """

    results: tuple[LabResult, ...]
    stale: frozenset[str]


def check_times(request: ModifyRequest) -> None:
    """Refuse results of the future, current ones before the reference and baselines after it, all at once.

    Raises:
        InputErrors: every result whose time cannot be right.
    """
    raise_all([*_future(request), *_out_of_order(request)])


def current_results(rules: ToxicityRules, request: ModifyRequest, decision: Decision) -> CurrentResults:
    """The current results with those tests that are not known any more; remarks on times go to ``decision``."""
    if not request.current:
        return CurrentResults((), frozenset())
    newest = _newest(request.current)
    moment = request.as_of or max(newest.values())
    days = rules.current_valid_days
    decision.steps.append(
        Step(
            label="age of the newest result of each test",
            formula="moment − time of the result, not above the limit",
            terms=(
                Term(name="moment", value=moment.isoformat()),
                Term(name="limit", value=str(days.value), unit="d"),
            ),
            rule="toxicity.current_valid_days",
            source=days.source,
            evidence=days.evidence,
        )
    )
    if request.as_of is None:
        decision.warn(
            "warning",
            "modify.age-not-checked",
            "It was not said for which day this is asked, so the results were only compared with the newest of them.",
            "Give as_of, the time of the planned fill.",
        )
    _remark_on_same_draw(request, decision)
    stale = {test for test, at in newest.items() if moment - at > timedelta(days=days.value)}
    return CurrentResults(request.current, frozenset(stale))


def _newest(results: tuple[LabResult, ...]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for result in results:
        found[result.test] = max(result.at, found.get(result.test, result.at))
    return found


def _future(request: ModifyRequest) -> Iterator[InputError]:
    if request.as_of is None:
        return
    for place in ("reference", "current", "baseline"):
        for index, result in enumerate(getattr(request, place)):
            if result.at > request.as_of:
                yield InputError(
                    f"A result of {result.test} lies after the moment of the question.",
                    code="modify.future-result",
                    field=f"{place}.{index}.at",
                    found=result.at.isoformat(),
                    allowed=f"up to {request.as_of.isoformat()}",
                    remedy="Correct its date, or ask for a later moment.",
                )


def _out_of_order(request: ModifyRequest) -> Iterator[InputError]:
    references = _newest(request.reference)
    for index, result in enumerate(request.current):
        reference = references.get(result.test, result.at)
        if result.at < reference:
            yield InputError(
                f"A current result of {result.test} was taken before its reference.",
                code="modify.current-before-reference",
                field=f"current.{index}.at",
                found=result.at.isoformat(),
                allowed=f"from {reference.isoformat()} on",
                remedy="The reference is of the day of the last floxuridine dose; current results come after it.",
            )
    for index, result in enumerate(request.baseline):
        reference = references.get(result.test, result.at)
        if result.at > reference:
            yield InputError(
                f"A baseline result of {result.test} was taken after its reference.",
                code="modify.baseline-after-reference",
                field=f"baseline.{index}.at",
                found=result.at.isoformat(),
                allowed=f"up to {reference.isoformat()}",
                remedy="The baseline is from before the treatment.",
            )


def _remark_on_same_draw(request: ModifyRequest, decision: Decision) -> None:
    references = {(result.test, result.at) for result in request.reference}
    same = {result.test for result in request.current if (result.test, result.at) in references}
    if same:
        decision.warn(
            "warning",
            "modify.same-draw",
            f"Reference and current result were taken at the same moment: {', '.join(sorted(same))}.",
            "Check that the current results are new ones and not a copy of the reference.",
        )
