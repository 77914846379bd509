"""A participant of the trial: who, in which arm, from when, and what happened. One line of a trial data set."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from haipdose.evidence import Document
from haipdose.schedule.requests import Course
from haipdose.trial.facts import TrialFact

ParticipantId = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
ShortWords = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class Arm(StrEnum):
    """``A``: systemic therapy. ``B``: hepatic arterial infusion pump with systemic therapy."""

    A = "A"
    B = "B"


class Baseline(Document):
    """What is known of the participant at registration; None is unknown."""

    age_years: Annotated[int, Field(ge=0, le=130)] | None = None
    sex: Literal["female", "male"] | None = None
    ecog: Annotated[int, Field(ge=0, le=5)] | None = None
    ras: Literal["wild-type", "mutant"] | None = None
    braf: Literal["wild-type", "mutant"] | None = None
    number_of_liver_metastases: Annotated[int, Field(ge=1, le=999)] | None = None
    primary_site: Literal["right-colon", "left-colon", "rectum"] | None = None


def _in_time_order(facts: tuple[TrialFact, ...]) -> tuple[TrialFact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.on, fact.id)))


class Participant(Document):
    """One participant. ``participant`` is a pseudonym. ``arm`` is None as long as nobody was randomised.

    ``facts`` are put in order of time, those of one day in order of their ids: the order in a file means nothing.
    """

    participant: ParticipantId
    site: ShortWords
    arm: Arm | None = None
    registered_on: date | None = None
    randomised_on: date | None = None
    strata: dict[ShortWords, ShortWords] = Field(default_factory=dict)
    baseline: Baseline | None = None
    facts: Annotated[tuple[TrialFact, ...], AfterValidator(_in_time_order)] = ()
    course: Course | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if (self.arm is None) != (self.randomised_on is None):
            msg = "an arm and the day of randomisation belong together: give both or neither"
            raise ValueError(msg)
        if self.registered_on and self.randomised_on and self.randomised_on < self.registered_on:
            msg = f"randomised on {self.randomised_on}, before the registration on {self.registered_on}"
            raise ValueError(msg)
        ids = [fact.id for fact in self.facts]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            msg = f"two facts have the same id: {', '.join(twice[:5])}"
            raise ValueError(msg)
        return self
