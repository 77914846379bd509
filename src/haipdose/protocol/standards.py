"""The shape of a grading standard: thresholds as numbers, never expressions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from haipdose.evidence import Document, Evidence
from haipdose.quantities import PositiveExact

FourEdges = Annotated[tuple[PositiveExact, ...], Field(min_length=4, max_length=4)]
FixedEdges = Annotated[tuple[PositiveExact, ...], Field(min_length=2, max_length=3)]


class Worded(Document):
    """A term of the standard. ``wording``: what it says of grades 1, 2, 3 …; ``test``: of the laboratory catalogue."""

    term: str
    test: str
    wording: Annotated[tuple[str, ...], Field(min_length=3, max_length=4)]


class UpperTerm(Worded):
    """Grade n begins above the n-th multiple: of the upper limit, or of an abnormal baseline.

    ``abnormal_from``: with an abnormal baseline grade 1 begins at its multiple, not above it ("1.5 - 3.0 x baseline").
    """

    normal: FourEdges
    abnormal: FourEdges
    abnormal_from: bool


class FixedValues(Document):
    """Values in ``unit`` below which grades 2, 3 (and 4) begin."""

    unit: str
    values: FixedEdges


class LowerTerm(Worded):
    """Grade 1 begins below the lower limit of normal, the next ones below fixed values."""

    below: Annotated[tuple[FixedValues, ...], Field(min_length=1)]


class CreatinineTerm(Worded):
    """Grades by multiples of the upper limit; grades 2 and 3 by multiples of the baseline too."""

    upper_limit: FourEdges
    baseline: Annotated[tuple[PositiveExact, ...], Field(min_length=2, max_length=2)]


class InrTerm(Worded):
    """Grades by fixed values, or by multiples of the baseline on anticoagulation."""

    fixed: FixedEdges
    baseline: FixedEdges


class EnteredTerms(Document):
    """Clinical terms: a person enters their grade."""

    terms: tuple[str, ...]


class GradingStandard(Document):
    """One version of a grading standard."""

    standard: str
    source: str
    evidence: Evidence
    upper: tuple[UpperTerm, ...]
    lower: tuple[LowerTerm, ...]
    creatinine: CreatinineTerm
    inr: InrTerm
    entered: EnteredTerms
