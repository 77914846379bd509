"""What is known of a randomised participant at the cut-off, worked out once for every endpoint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar

from dateutil.relativedelta import relativedelta

from haipdose.course.fact import FactBase
from haipdose.course.facts import (
    FillGiven,
    Laboratory,
    PumpEmptied,
    SystemicGiven,
    ToxicityReviewed,
    WeightMeasured,
)
from haipdose.errors import InputError
from haipdose.trial.endpoint_rules import EndpointRules
from haipdose.trial.facts import (
    AdverseEvent,
    Complication,
    Death,
    Imaging,
    LastContact,
    LostToFollowUp,
    NewTherapy,
    Progression,
    ProtocolTreatment,
    Questionnaire,
    TrialFact,
    TrialSurgery,
    Withdrawal,
)
from haipdose.trial.local_treatment import completions
from haipdose.trial.participant import Arm, Participant
from haipdose.trial.recist import TumourCourse, assess
from haipdose.trial.treatment_period import Seen, course_facts, is_dose, treatment_ended, treatment_started

F = TypeVar("F")

_SEEN_IN_THE_COURSE: Final = (FillGiven, Laboratory, PumpEmptied, SystemicGiven, ToxicityReviewed, WeightMeasured)
"""Facts of a course that prove that the participant was there on that day."""
_SEEN_IN_THE_TRIAL: Final = (
    AdverseEvent, Complication, Imaging, Progression, Questionnaire, TrialSurgery, Withdrawal, NewTherapy,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class History:
    """Facts until ``end``, the cut-off or the end of the five years, whichever is first.

    ``given``: the doses of the course, ``laboratory`` its reports, with their ids. ``alive``: the days on which the
    participant was known to be alive, later ones than ``end`` included: who lives after the cut-off lived on it.
    """

    participant: str
    arm: Arm
    origin: date
    cut_off: date
    horizon: date
    end: date
    facts: tuple[TrialFact, ...]
    alive: tuple[Seen, ...]
    given: tuple[Seen, ...]
    laboratory: tuple[tuple[str, Laboratory], ...]
    cleared_on: date | None
    tumour: TumourCourse

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """The facts of one kind, in order of time."""
        return tuple(fact for fact in self.facts if isinstance(fact, kind))

    @property
    def death(self) -> Death | None:
        """The death until ``end``."""
        return next(iter(self.of(Death)), None)

    @property
    def first_new_therapy(self) -> NewTherapy | None:
        """The first therapy outside the protocol since randomisation."""
        return next((fact for fact in self.of(NewTherapy) if fact.on >= self.origin), None)

    @property
    def treatment_start(self) -> Seen | None:
        """When the protocol treatment began: as stated, or the first dose of the course."""
        return treatment_started(self.of(ProtocolTreatment), self.given, self.origin)

    @property
    def treatment_end(self) -> Seen | None:
        """When the protocol treatment ended: as stated, or by withdrawal; None while it goes on or nobody said so."""
        return treatment_ended(self.of(ProtocolTreatment), self.of(Withdrawal))

    def followed_until(self) -> date:
        """The last day until ``end`` on which the participant was known to be alive, or died."""
        death = self.death
        return death.on if death is not None else self.last_alive().on

    def last_alive(self) -> Seen:
        """The last day known to be alive, at most ``end``; randomisation when nothing later is known."""
        best = Seen(self.origin, "")
        for seen in self.alive:
            on = min(seen.on, self.end)
            if on > best.on:
                best = Seen(on, seen.fact)
        return best


def history_of(participant: Participant, cut_off: date, rules: EndpointRules) -> History:
    """The history until ``cut_off``.

    A fact counts by its own day. After consent was withdrawn nothing counts.

    Raises:
        InputError: not randomised, or not until the cut-off.
    """
    origin = participant.randomised_on
    if origin is None or participant.arm is None:
        raise InputError(
            f"The participant {participant.participant} is not randomised: there is no day to count from.",
            code="endpoints.not-randomised",
            field="randomised_on",
            remedy="Leave it out, or give the day and the arm.",
        )
    if cut_off < origin:
        raise InputError(
            f"The cut-off lies before the randomisation of {participant.participant}.",
            code="endpoints.cut-off",
            field="cut_off",
            found=cut_off.isoformat(),
            allowed=f"{origin.isoformat()} or later",
        )
    horizon = origin + relativedelta(years=rules.follow_up.horizon_years.value)
    end = min(cut_off, horizon)
    facts = _with_consent(participant.facts, cut_off)
    course = course_facts(participant, _consent_until(participant.facts, cut_off))
    until = tuple(fact for fact in facts if fact.on <= end)
    cleared = next((on for on, _, _ in completions(until, rules.surgery)), None)
    return History(
        participant=participant.participant,
        arm=participant.arm,
        origin=origin,
        cut_off=cut_off,
        horizon=horizon,
        end=end,
        facts=until,
        alive=_alive(facts, course),
        given=tuple(Seen(fact.at.date(), key) for key, fact in course if is_dose(fact) and fact.at.date() <= end),
        laboratory=tuple((key, fact) for key, fact in course if isinstance(fact, Laboratory) and fact.at.date() <= end),
        cleared_on=cleared,
        tumour=assess((fact for fact in until if isinstance(fact, Imaging)), origin, rules.recist, cleared),
    )


def _consent_until(facts: Iterable[TrialFact], cut_off: date) -> date | None:
    """The day on which consent was withdrawn, if that is known at the cut-off."""
    days = (fact.on for fact in facts if isinstance(fact, Withdrawal) and fact.scope == "consent")
    return next((day for day in days if day <= cut_off), None)


def _with_consent(facts: tuple[TrialFact, ...], cut_off: date) -> tuple[TrialFact, ...]:
    last = _consent_until(facts, cut_off)
    return facts if last is None else tuple(fact for fact in facts if fact.on <= last)


def _alive(facts: Iterable[TrialFact], course: Iterable[tuple[str, FactBase]]) -> tuple[Seen, ...]:
    """The days that prove life. The day of death does too: until it the participant lived."""
    days = [
        Seen(fact.on, fact.id)
        for fact in facts
        if isinstance(fact, (*_SEEN_IN_THE_TRIAL, Death)) or (isinstance(fact, LastContact) and fact.alive)
    ]
    days += [Seen(fact.at.date(), key) for key, fact in course if isinstance(fact, _SEEN_IN_THE_COURSE)]
    return tuple(sorted(days, key=lambda seen: (seen.on, seen.fact)))


def silent_because(history: History) -> str:
    """Why nothing is known after the last contact: the reason of the endpoint data."""
    for withdrawal in history.of(Withdrawal):
        if withdrawal.scope == "consent":
            return "censored.consent-withdrawn"
    if any(withdrawal.scope == "follow-up" for withdrawal in history.of(Withdrawal)):
        return "censored.withdrawal"
    if history.of(LostToFollowUp):
        return "censored.lost-to-follow-up"
    return ""


def response_window_end(history: History, rules: EndpointRules) -> date:
    """The last day on which a scan judges the induction treatment.

    Six months after the start of treatment (after randomisation when that is unknown) or the end of treatment, each
    with the grace for the scan; the first surgery of the liver or complete local treatment; the first other therapy.
    """
    start = history.treatment_start
    begun = history.origin if start is None else start.on
    grace = timedelta(days=rules.response.scan_grace_days.value)
    ends = [history.end, begun + relativedelta(months=rules.response.induction_months.value) + grace]
    if history.treatment_end is not None:
        ends.append(history.treatment_end.on + grace)
    ends += [fact.on for fact in history.of(TrialSurgery) if fact.kind in rules.surgery.of_the_liver.value]
    if history.cleared_on is not None:
        ends.append(history.cleared_on)
    if history.first_new_therapy is not None:
        ends.append(history.first_new_therapy.on)
    return min(ends)
