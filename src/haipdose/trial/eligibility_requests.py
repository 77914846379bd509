"""What is asked and answered about a candidate of a trial: the shapes of ``haipdose eligibility``.

A request holds no name, number or address. What it does not state is not known: nothing is taken as normal or absent.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StringConstraints, field_validator, model_validator

from haipdose.derivation import Notice, Step
from haipdose.evidence import Document
from haipdose.patient.laboratory import TestName, known_unit, refuse_implausible
from haipdose.patient.renal import Sex
from haipdose.protocol.approval import ProtocolStamp, Release
from haipdose.protocol.eligibility_rules import Judge, MarkerResult, Name, Replacement, Route
from haipdose.quantities import NonNegativeExact, PositiveExact

MAX_ENTRIES = 200
"""Results, lesions, drugs and malignancies of one candidate: more is a mistake."""

Drug = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True, to_lower=True)]
Verdict = Literal["met", "not-met", "cannot-tell"]
Outcome = Literal["eligible", "not-eligible", "cannot-tell"]


class StatedAnswer(Document):
    """A person's yes or no to a statement of the protocol. ``by``: in which role, never a name; ``on``: the day."""

    answer: StrictBool
    by: Judge | None = None
    on: date | None = None


class StatedMarker(Document):
    """The result of a molecular test; ``not-determined``: it is known that there is none yet."""

    result: MarkerResult | Literal["not-determined"]
    on: date | None = None


class CandidateResult(Document):
    """One laboratory result: ``value`` and upper limit of normal in ``unit``, drawn on that day at the site.

    An unknown test or unit, a unit of another test and a value that cannot be one are refused.
    """

    test: TestName
    value: NonNegativeExact
    unit: str
    drawn_on: date
    upper_limit: PositiveExact | None = None

    @field_validator("unit")
    @classmethod
    def _known_spelling(cls, unit: str) -> str:
        return known_unit(unit)

    @model_validator(mode="after")
    def _plausible(self) -> Self:
        refuse_implausible(self.test, self.value, self.unit)
        return self


class ExtrahepaticLesion(Document):
    """A lesion outside the liver: what it looks like, and its longest diameter in mm.

    ``not-metastasis``: another diagnosis has been made, such as a cyst.
    """

    appearance: Literal["metastasis", "clearly-suspicious", "not-clearly-suspicious", "not-metastasis"] | None = None
    largest_mm: PositiveExact | None = None


class Corticosteroid(Document):
    """A corticosteroid that is used now, with its whole amount a day."""

    drug: Drug
    route: Route | None = None
    chronic: StrictBool | None = None
    mg_per_day: NonNegativeExact | None = None


class PriorMalignancy(Document):
    """Another malignancy than the one of the trial.

    ``free_of_disease_since``: the first day without active disease. ``adequately_treated``: treated, or controlled.
    """

    kind: Literal["non-melanoma-skin", "in-situ", "other"] | None = None
    curative_intent: StrictBool | None = None
    free_of_disease_since: date | None = None
    current_evidence_of_disease: StrictBool | None = None
    adequately_treated: StrictBool | None = None
    low_risk_by_treating_physician: StrictBool | None = None
    low_risk_by_multidisciplinary_team: StrictBool | None = None


class EligibilityRequest(Document):
    """What is known about a candidate on the day of registration. Dates are the site's.

    ``statements``: answers to the protocol's statements, by their names. ``markers``: results of molecular tests.
    ``lesions``, ``steroids`` and ``malignancies`` describe what the statement beside them says there is.
    ``coumarin_replaced_by``: what is planned instead; ``none``: it is known that nothing is.
    """

    protocol: str
    registration_on: date
    birth_date: date | None = None
    sex: Sex | None = None
    ecog: Annotated[int, Field(ge=0, le=5)] | None = None
    statements: Annotated[dict[Name, StatedAnswer], Field(max_length=MAX_ENTRIES)] = Field(default_factory=dict)
    markers: Annotated[dict[Name, StatedMarker], Field(max_length=MAX_ENTRIES)] = Field(default_factory=dict)
    ct_on: date | None = None
    gastroduodenal_branches: Annotated[int, Field(ge=0, le=20)] | None = None
    lesions: Annotated[tuple[ExtrahepaticLesion, ...], Field(max_length=MAX_ENTRIES)] = ()
    laboratory: Annotated[tuple[CandidateResult, ...], Field(max_length=MAX_ENTRIES)] = ()
    coumarin_replaced_by: Replacement | Literal["none"] | None = None
    steroids: Annotated[tuple[Corticosteroid, ...], Field(max_length=MAX_ENTRIES)] = ()
    malignancies: Annotated[tuple[PriorMalignancy, ...], Field(max_length=MAX_ENTRIES)] = ()
    consent_signed_on: date | None = None


class MissingFact(Document):
    """What is not known and would have to be: where it belongs in the request, and in words."""

    field: str
    message: str


class CriterionAnswer(Document):
    """One criterion.

    ``verdict`` is about the criterion as it is worded: an exclusion criterion that is met excludes. ``in_favour``: what
    that means for taking part; None when it cannot be told. ``because``: in words.
    """

    id: str
    kind: Literal["inclusion", "exclusion"]
    item: str
    wording: str
    verdict: Verdict
    in_favour: bool | None
    because: tuple[str, ...]
    missing: tuple[MissingFact, ...]
    derivation: tuple[Step, ...]


class EligibilityAnswer(Document):
    """Whether a candidate may take part: eligible only when every criterion is decided in favour."""

    outcome: Outcome
    registration_on: date
    against: tuple[str, ...]
    undecided: tuple[str, ...]
    criteria: tuple[CriterionAnswer, ...]
    warnings: tuple[Notice, ...]
    protocol: ProtocolStamp
    release: Release
