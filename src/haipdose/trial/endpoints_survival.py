"""Overall, progression-free and hepatic progression-free survival: which day, which event, by which rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from haipdose.trial.endpoint_rules import FollowUpRules
from haipdose.trial.facts import Imaging, LastContact, Progression
from haipdose.trial.history import History, silent_because
from haipdose.trial.recist import UNKNOWN_SITE, Response
from haipdose.trial.survival_times import TimeToEvent

_HEPATIC, _OUTSIDE, _DIED, _SITE_UNKNOWN = 1, 2, 3, 4
_LIVER = "liver"


@dataclass(frozen=True, slots=True)
class _Progressed:
    """The first progression: where (organs or sites in words), by which rule, and the facts."""

    on: date
    organs: frozenset[str]
    reason: str
    facts: tuple[str, ...]


def overall_survival(history: History) -> TimeToEvent:
    """Time to death from any cause.

    Returns:
        Event 1 on the day of death; otherwise censored on the last day known to be alive, at the latest on the cut-off
        or at the end of the five years.
    """
    death = history.death
    if death is not None:
        return _time(history, "os", death.on, 1, "death", (death.id,))
    last = history.last_alive()
    facts = (last.fact,) if last.fact else ()
    if any(not contact.alive for contact in history.of(LastContact)):
        return _time(history, "os", last.on, 0, "censored.death-date-unknown", facts)
    if last.on == history.end:
        reason = "censored.cut-off" if history.end == history.cut_off else "censored.horizon"
        return _time(history, "os", last.on, 0, reason, facts)
    return _time(history, "os", last.on, 0, silent_because(history) or "censored.last-contact", facts)


def progression_free_survival(history: History, rules: FollowUpRules) -> TimeToEvent:
    """Time to progression or death, whichever is first."""
    return _progression_time(history, rules, "pfs")


def hepatic_progression_free_survival(history: History, rules: FollowUpRules) -> TimeToEvent:
    """Time to a first progression in the liver alone.

    Returns:
        Event 1; competing: 2 progression outside the liver or in both, 3 death, 4 progression at an unknown site.
    """
    return _progression_time(history, rules, "hepatic_pfs")


def _progression_time(history: History, rules: FollowUpRules, endpoint: str) -> TimeToEvent:
    progressed = first_progression(history, rules)
    death = history.death
    if progressed is not None and (death is None or progressed.on <= death.on):
        found = (progressed.on, _code(progressed.organs), progressed.reason, progressed.facts)
    elif death is not None:
        found = (death.on, _DIED, "death", (death.id,))
    else:
        return _censored(history, rules, endpoint)
    on, code, reason, facts = found
    therapy = history.first_new_therapy
    if rules.new_therapy.value == "censor" and therapy is not None and therapy.on < on:
        return _at_last_adequate(history, endpoint, therapy.on, "censored.new-therapy", (therapy.id,))
    last, _ = last_adequate(history, on)
    gap = rules.longest_gap_days((last - history.origin).days)
    if gap is not None and (on - last).days > gap:
        return _at_last_adequate(history, endpoint, on, "censored.missed-assessments", facts)
    return _time(history, endpoint, on, code if endpoint == "hepatic_pfs" else 1, reason, facts)


def first_progression(history: History, rules: FollowUpRules) -> _Progressed | None:
    """The first day with progression; all that says so on that day is taken together."""
    by = rules.progression_by.value
    found: list[_Progressed] = []
    if by != "stated":
        found += [
            _Progressed(
                point.on,
                frozenset(point.progressed_in),
                "progression.recist",
                (*history.tumour.baseline, *point.facts),
            )
            for point in history.tumour.points
            if point.overall is Response.PD
        ]
    if by != "recist":
        found += [
            _Progressed(fact.on, _organs_of(fact), "progression.stated", (fact.id,)) for fact in history.of(Progression)
        ]
    after = [each for each in found if each.on > history.origin]
    if not after:
        return None
    day = min(each.on for each in after)
    same = [each for each in after if each.on == day]
    return _Progressed(
        on=day,
        organs=frozenset().union(*(each.organs for each in same)),
        reason=same[0].reason,
        facts=tuple(sorted(fact for each in same for fact in each.facts)),
    )


def _organs_of(fact: Progression) -> frozenset[str]:
    return {
        "hepatic": frozenset({_LIVER}),
        "extrahepatic": frozenset({"elsewhere"}),
        "both": frozenset({_LIVER, "elsewhere"}),
    }[fact.site]


def _code(organs: Iterable[str]) -> int:
    known = set(organs) - {UNKNOWN_SITE}
    if known - {_LIVER}:
        return _OUTSIDE
    if UNKNOWN_SITE in organs:
        return _SITE_UNKNOWN
    return _HEPATIC


def last_adequate(history: History, until: date) -> tuple[date, tuple[str, ...]]:
    """The last time point up to ``until`` that could be evaluated, with its scans; else randomisation, without any.

    A scan that shows the progression of that very day is no assessment before it.
    """
    adequate = [
        (point.on, point.facts)
        for point in history.tumour.points
        if point.overall is not Response.NE
        and (point.on < until or (point.on == until and point.overall is not Response.PD))
    ]
    return adequate[-1] if adequate else (history.origin, ())


def _censored(history: History, rules: FollowUpRules, endpoint: str) -> TimeToEvent:
    therapy = history.first_new_therapy
    if rules.new_therapy.value == "censor" and therapy is not None:
        return _at_last_adequate(history, endpoint, therapy.on, "censored.new-therapy", (therapy.id,))
    if history.tumour.baseline_on is None:
        return _time(history, endpoint, history.origin, 0, "censored.no-baseline", ())
    on, facts = last_adequate(history, history.end)
    if not facts:
        return _time(history, endpoint, on, 0, "censored.no-assessment", _scans(history))
    return _time(history, endpoint, on, 0, silent_because(history) or "censored.last-assessment", facts)


def _scans(history: History) -> tuple[str, ...]:
    return tuple(scan.id for scan in history.of(Imaging) if scan.purpose == "response" and scan.on > history.origin)


def _at_last_adequate(
    history: History, endpoint: str, until: date, reason: str, because: tuple[str, ...]
) -> TimeToEvent:
    on, facts = last_adequate(history, until)
    return _time(history, endpoint, on, 0, reason, (*facts, *because))


def _time(history: History, endpoint: str, on: date, event: int, reason: str, facts: tuple[str, ...]) -> TimeToEvent:
    return TimeToEvent(
        participant=history.participant,
        endpoint=endpoint,
        origin=history.origin,
        on=on,
        days=(on - history.origin).days,
        event=event,
        reason=reason,
        traced_to=tuple(dict.fromkeys(facts)),
    )
