"""Participants with their outcomes, as every section of the report takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from haipdose.course.corrections import facts_in_force
from haipdose.course.fact import FactBase
from haipdose.errors import InputError, InputErrors, raise_all
from haipdose.trial.endpoint_answers import Outcomes, YesNo
from haipdose.trial.endpoint_rules import EndpointRules
from haipdose.trial.endpoints import outcomes
from haipdose.trial.facts import TrialFact
from haipdose.trial.participant import Arm, Participant

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, of how many."""


@dataclass(frozen=True)
class Subject:
    """A randomised participant with every endpoint at the cut-off."""

    participant: Participant
    outcomes: Outcomes

    @property
    def id(self) -> str:
        """The pseudonym."""
        return self.participant.participant

    @property
    def arm(self) -> Arm:
        """The arm as randomised: everybody is analysed there."""
        return self.outcomes.arm

    @cached_property
    def facts(self) -> tuple[TrialFact, ...]:
        """The trial's facts until the cut-off."""
        return tuple(fact for fact in self.participant.facts if fact.on <= self.outcomes.cut_off)

    @cached_property
    def course_facts(self) -> tuple[tuple[str, FactBase], ...]:
        """The facts of the course until the cut-off with their ids, corrections applied, in order of time."""
        course = self.participant.course
        if course is None:
            return ()
        known = facts_in_force(course.facts, course.as_of).facts
        until = ((key, fact) for key, fact in known if fact.at.date() <= self.outcomes.cut_off)
        return tuple(sorted(until, key=lambda row: (row[1].at, row[0])))


@dataclass(frozen=True)
class Trial:
    """The data set at the cut-off. ``everybody`` holds those who are not randomised too."""

    everybody: tuple[Participant, ...]
    subjects: tuple[Subject, ...]
    cut_off: date
    rules: EndpointRules

    def of(self, arm: Arm) -> tuple[Subject, ...]:
        """The subjects of an arm."""
        return tuple(subject for subject in self.subjects if subject.arm is arm)

    def stratum_factors(self) -> tuple[str, ...]:
        """The factors of randomisation that every subject has a level of."""
        names = [set(subject.participant.strata) for subject in self.subjects]
        return tuple(sorted(set.intersection(*names))) if names else ()


def trial_data(
    everybody: Sequence[Participant], cut_off: date, rules: EndpointRules, progress: Progress = lambda *_: None
) -> Trial:
    """Work out every endpoint of everybody who is randomised by the cut-off.

    Raises:
        InputError: facts that contradict each other, of all participants at once; or nobody is randomised.
    """
    subjects: list[Subject] = []
    faults: list[InputError] = []
    for number, participant in enumerate(everybody, start=1):
        progress("endpoints", number, len(everybody))
        if participant.randomised_on is None or participant.randomised_on > cut_off:
            continue
        try:
            subjects.append(Subject(participant, outcomes(participant, cut_off, rules)))
        except InputErrors as error:
            faults += error.errors
        except InputError as error:
            faults.append(error)
    raise_all(faults)
    if not subjects:
        raise InputError(
            "Nobody is randomised by the cut-off: there is nothing to analyse.", code="analysis.nobody",
            field="cut_off", found=cut_off.isoformat(), remedy="Give a later cut-off.",
        )  # fmt: skip
    ordered = tuple(sorted(subjects, key=lambda subject: subject.id))
    return Trial(tuple(everybody), ordered, cut_off, rules)


def answers(subject: Subject) -> Mapping[str, YesNo]:
    """The endpoints of a subject that are reached or not, by name."""
    found = subject.outcomes
    each: Iterable[YesNo] = (
        found.objective_response,
        found.disease_control,
        found.conversion,
        found.complete_local_treatment,
        found.pathological_response,
        *found.complications,
        found.adverse_events,
    )
    return {answer.endpoint: answer for answer in each}
