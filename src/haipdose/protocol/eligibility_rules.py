"""The eligibility section of a protocol: every criterion of a trial, its wording beside what a machine can judge.

The words and the numbers are data; how a criterion of each kind is judged is code (:mod:`haipdose.trial.eligibility`).
A statement is a question to which a person answers yes or no; yes means that what it says is so. All statements of an
inclusion criterion have to be so, unless its kind says otherwise; of an exclusion criterion none may be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, StrictBool, StringConstraints, model_validator

from haipdose.evidence import Document, Sourced
from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.quantities import PositiveExact

Judge = Literal[
    "national-liver-panel",
    "multidisciplinary-team",
    "treating-physician",
    "investigator",
    "surgeon",
    "medical-oncologist",
    "radiologist",
    "pathologist",
    "research-nurse",
]
"""In which role somebody answers; never a name."""

MarkerResult = Literal["wild-type", "mutant", "deficient", "proficient", "normal", "partial", "complete"]
"""Results of molecular tests. That a test has no result yet is told from it as ``not-determined``."""

Replacement = Literal["lmwh", "doac"]
Route = Literal["systemic", "local", "inhaled"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Days = Annotated[int, Field(ge=1, le=366)]
Years = Annotated[int, Field(ge=1, le=120)]

REFERENCE_STEROID: Final = "methylprednisolone"
EXCEPTIONS: Final = ("curative-intent", "low-risk", "skin", "in-situ")
"""The exceptions for an earlier malignancy, (a) to (d) in the registry's text."""


class Statement(Document):
    """``asks``: the question. ``judgement``: a person's judgement, which needs the role and the day.

    ``judged_by``: the roles whose judgement the criterion asks for; absent when its wording names none.
    """

    asks: Text
    judgement: StrictBool = False
    judged_by: Sourced[Annotated[tuple[Judge, ...], Field(min_length=1)]] | None = None

    @model_validator(mode="after")
    def _only_a_judgement_has_a_judge(self) -> Self:
        if self.judged_by is not None and not self.judgement:
            msg = "judged_by belongs to a judgement: set judgement = true"
            raise ValueError(msg)
        return self


class Criterion(Document):
    """What every criterion has. ``item``: its place in the registry's list; ``wording``: the registry's own words."""

    NEEDS: ClassVar[frozenset[str]] = frozenset()
    """The statements without which a criterion of this kind cannot be judged."""

    kind: Literal["inclusion", "exclusion"]
    item: Text
    wording: Sourced[Text]
    statements: dict[Name, Statement] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_its_statements(self) -> Self:
        lacking = sorted(self.NEEDS - set(self.statements))
        if lacking:
            msg = f"no statement {', '.join(lacking)}"
            raise ValueError(msg)
        return self


class StatementsCriterion(Criterion):
    """Decided by its statements alone."""

    rule: Literal["statements"]

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.statements:
            msg = "a criterion of this rule needs a statement"
            raise ValueError(msg)
        return self


class AgeCriterion(Criterion):
    """Completed years on the day of registration."""

    rule: Literal["age"]
    at_least_years: Sourced[Years]


class ImagingCriterion(Criterion):
    """Statements that rest on a CT scan which is not older than ``ct_within_days`` on the day of registration."""

    rule: Literal["imaging"]
    ct_within_days: Sourced[Days]


class LesionsCriterion(Criterion):
    """Extrahepatic lesions: one of up to ``largest_mm`` that is not clearly suspicious does not count."""

    NEEDS = frozenset({"extrahepatic-lesions"})

    rule: Literal["extrahepatic-lesions"]
    largest_mm: Sourced[PositiveExact]


class ArteriesCriterion(Criterion):
    """The arteries of the liver. ``reminder``: what is to be done with accessory or aberrant ones."""

    NEEDS = frozenset(
        {
            "catheter-feasible",
            "coeliac-stenosis",
            "replaced-right-hepatic-artery",
            "replaced-left-hepatic-artery",
            "accessory-or-aberrant-arteries",
        }
    )

    rule: Literal["arteries"]
    gastroduodenal_branches_at_least: Sourced[Annotated[int, Field(ge=1, le=9)]]
    reminder: Sourced[Text]


class PerformanceCriterion(Criterion):
    """The ECOG performance status."""

    rule: Literal["performance-status"]
    ecog_at_most: Sourced[Annotated[int, Field(ge=0, le=4)]]


class MarkersCriterion(Criterion):
    """Results of molecular tests: ``met_by`` and ``not_met_by`` say what each result means for the criterion.

    Without ``not_met_by`` it is the result itself that is asked for: the criterion is not met while there is none. With
    it, a test without a result leaves the criterion open.
    """

    rule: Literal["markers"]
    tests: Annotated[tuple[Name, ...], Field(min_length=1)]
    met_by: Sourced[Annotated[tuple[MarkerResult, ...], Field(min_length=1)]]
    not_met_by: Sourced[Annotated[tuple[MarkerResult, ...], Field(min_length=1)]] | None = None

    @property
    def results(self) -> tuple[str, ...]:
        """The results that the tests of this criterion can have."""
        return (*self.met_by.value, *(self.not_met_by.value if self.not_met_by else ()))


class LaboratoryCriterion(Criterion):
    """One result against a limit: in ``unit``, or as multiple of the upper limit of normal."""

    rule: Literal["laboratory"]
    test: Literal["haemoglobin", "neutrophils", "platelets", "bilirubin-total", "ast", "alt", "alp"]
    sense: Literal["at-least", "at-most"]
    limit: Sourced[PositiveExact]
    unit: str | None = None
    times_upper_limit: StrictBool = False

    @model_validator(mode="after")
    def _can_be_applied(self) -> Self:
        if self.times_upper_limit == (self.unit is not None):
            msg = "a limit has a unit or is a multiple of the upper limit, one of them"
            raise ValueError(msg)
        units = laboratory_catalogue().tests[self.test].units
        if self.unit is not None and self.unit not in units:
            msg = f"{self.test} is not measured in {self.unit}; use {' or '.join(units)}"
            raise ValueError(msg)
        return self


class RenalCriterion(Criterion):
    """Creatinine against its upper limit, or the estimated filtration rate in mL/min per 1.73 m²: one is enough."""

    rule: Literal["renal"]
    creatinine_at_most_times_upper_limit: Sourced[PositiveExact]
    egfr_at_least: Sourced[PositiveExact]
    formula: Sourced[Literal["mdrd", "ckd-epi-2021"]]


class CoagulationCriterion(Criterion):
    """INR or prothrombin time below a multiple of the upper limit, unless a coumarin is used and will be replaced."""

    NEEDS = frozenset({"coumarin"})

    rule: Literal["coagulation"]
    below_times_upper_limit: Sourced[PositiveExact]
    coumarin_replaced_by: Sourced[Annotated[tuple[Replacement, ...], Field(min_length=1)]]


class CorticosteroidsCriterion(Criterion):
    """Chronic corticosteroids from ``from_mg_per_day`` of methylprednisolone on.

    ``equivalents``: for each drug the amount in mg that counts as much as that of methylprednisolone in the same table.
    ``left_out``: routes that don't count.
    """

    NEEDS = frozenset({"corticosteroids"})

    rule: Literal["corticosteroids"]
    from_mg_per_day: Sourced[PositiveExact]
    left_out: Sourced[tuple[Route, ...]]
    equivalents: dict[Name, Sourced[PositiveExact]]

    @model_validator(mode="after")
    def _has_the_reference(self) -> Self:
        if REFERENCE_STEROID not in self.equivalents:
            msg = f"the equivalents have no {REFERENCE_STEROID}"
            raise ValueError(msg)
        return self


class PriorMalignancyCriterion(Criterion):
    """Earlier malignancies: each has to come under one of the exceptions, whose wording stands beside its name."""

    NEEDS = frozenset({"prior-malignancy"})

    rule: Literal["prior-malignancy"]
    disease_free_years: Sourced[Years]
    exceptions: dict[Name, Sourced[Text]]

    @model_validator(mode="after")
    def _names_the_exceptions(self) -> Self:
        if set(self.exceptions) != set(EXCEPTIONS):
            msg = f"the exceptions are {', '.join(EXCEPTIONS)}"
            raise ValueError(msg)
        return self


class ConsentCriterion(Criterion):
    """Consent that was signed not after the day of registration."""

    NEEDS = frozenset({"consent-according-to-gcp"})

    rule: Literal["consent"]


AnyCriterion = Annotated[
    StatementsCriterion
    | AgeCriterion
    | ImagingCriterion
    | LesionsCriterion
    | ArteriesCriterion
    | PerformanceCriterion
    | MarkersCriterion
    | LaboratoryCriterion
    | RenalCriterion
    | CoagulationCriterion
    | CorticosteroidsCriterion
    | PriorMalignancyCriterion
    | ConsentCriterion,
    Field(discriminator="rule"),
]


class EligibilityRules(Document):
    """The criteria in the registry's order.

    ``laboratory_within_days``: how many days before registration a result may have been drawn; the day itself is 0.
    """

    laboratory_within_days: Sourced[Days]
    criteria: Annotated[dict[Name, AnyCriterion], Field(min_length=1)]

    @property
    def statements(self) -> dict[str, Statement]:
        """Every statement of every criterion by its name."""
        return {name: asked for criterion in self.criteria.values() for name, asked in criterion.statements.items()}

    @property
    def markers(self) -> dict[str, MarkersCriterion]:
        """The criterion of every molecular test by the test's name."""
        return {
            test: criterion
            for criterion in self.criteria.values()
            if isinstance(criterion, MarkersCriterion)
            for test in criterion.tests
        }

    @model_validator(mode="after")
    def _everything_is_asked_once(self) -> Self:
        faults = [f"{name} is asked in two criteria" for name in _twice(self._asked())]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _asked(self) -> Iterator[str]:
        for criterion in self.criteria.values():
            yield from criterion.statements
            if isinstance(criterion, MarkersCriterion):
                yield from criterion.tests


def _twice(names: Iterator[str]) -> list[str]:
    return sorted(name for name, number in Counter(names).items() if number > 1)
