"""The best overall response of RECIST 1.1, with and without confirmation, from the responses at the time points.

Source: Eisenhauer 2009, table 3; how many scans may lie between a response and its confirmation as in
pharmaverse/admiralonco, whose published examples the tests run.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from haipdose.evidence import Document
from haipdose.trial.endpoint_rules import ResponseRules
from haipdose.trial.recist import Response

_STABLE: Final = frozenset({Response.CR, Response.PR, Response.SD})


class Seen(Document):
    """One response at one time point, with the scans it was read from."""

    on: date
    response: Response
    facts: tuple[str, ...] = ()


class BestResponse(Document):
    """The best overall response.

    ``response`` is None when nothing was assessed; ``on`` is the first day on which it was seen. ``confirmed_by`` names
    the scans that confirmed it, where confirmation is asked for. ``reason`` is a reason of the endpoint data.
    """

    response: Response | None
    on: date | None
    reason: str
    traced_to: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()


def best_response(seen: Sequence[Seen], reference: date, rules: ResponseRules) -> BestResponse:
    """The best overall response.

    Args:
        seen: in order of time, only those that count (the window, other therapies); the first progression ends them.
        reference: the day from which the least duration of stable disease runs.
        rules: confirmation and the least duration.
    """
    until = _until_progression(seen)
    if not until:
        return BestResponse(response=None, on=None, reason="response.no-assessment")
    if rules.confirmation_required.value:
        for wanted in (Response.CR, Response.PR):
            found = _confirmed(until, wanted, rules)
            if found is not None:
                return found
    else:
        for wanted in (Response.CR, Response.PR):
            for each in until:
                if each.response is wanted:
                    return _best(each, wanted)
    lasting = [each for each in until if (each.on - reference).days >= rules.least_stable_days.value]
    for each in lasting:
        if each.response in _STABLE:
            return _best(each, Response.SD)
    for each in lasting:
        if each.response is Response.NON_CR_NON_PD:
            return _best(each, Response.NON_CR_NON_PD)
    if until[-1].response is Response.PD:
        return _best(until[-1], Response.PD)
    return BestResponse(response=Response.NE, on=until[0].on, reason="response.not-evaluable", traced_to=until[0].facts)


def _until_progression(seen: Sequence[Seen]) -> Sequence[Seen]:
    for index, each in enumerate(seen):
        if each.response is Response.PD:
            return seen[: index + 1]
    return seen


def _best(each: Seen, response: Response) -> BestResponse:
    return BestResponse(response=response, on=each.on, reason="response.best", traced_to=each.facts)


def _confirmed(seen: Sequence[Seen], wanted: Response, rules: ResponseRules) -> BestResponse | None:
    """The first response ``wanted`` that a later scan confirmed; None when there is none."""
    for index, first in enumerate(seen):
        if first.response is not wanted:
            continue
        for later in range(index + 1, len(seen)):
            if (seen[later].on - first.on).days < rules.confirmation_days.value:
                continue
            if _confirms(seen[index : later + 1], wanted, rules):
                return BestResponse(
                    response=wanted,
                    on=first.on,
                    reason="response.confirmed",
                    traced_to=first.facts,
                    confirmed_by=seen[later].facts,
                )
    return None


def _confirms(run: Sequence[Seen], wanted: Response, rules: ResponseRules) -> bool:
    """Whether the last of ``run`` confirms the first: as good, and nothing between them that speaks against it."""
    good = {Response.CR} if wanted is Response.CR else {Response.CR, Response.PR}
    between = [each.response for each in run[1:-1]]
    stable = rules.stable_between.value if wanted is Response.PR else 0
    allowed = good | {Response.NE, Response.SD}
    return (
        run[-1].response in good
        and all(response in allowed for response in between)
        and between.count(Response.NE) <= rules.not_evaluable_between.value
        and between.count(Response.SD) <= stable
        and not _partial_after_complete(run)
    )


def _partial_after_complete(run: Sequence[Seen]) -> bool:
    """Disease seen again after a complete response is progression, whatever it is called: it confirms nothing."""
    complete = False
    for each in run:
        if complete and each.response is Response.PR:
            return True
        complete = complete or each.response is Response.CR
    return False
