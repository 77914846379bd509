"""What is asked and answered by ``haipdose grade``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, RootModel

from haipdose.evidence import Document
from haipdose.quantities import NonNegativeExact


class GradeRow(Document):
    """One value to grade. Limits and baseline are in the unit of the value; ``term`` and ``unit`` in any case."""

    id: str | int
    term: str
    value: NonNegativeExact | None = None
    unit: str | None = None
    lower_limit: NonNegativeExact | None = None
    upper_limit: NonNegativeExact | None = None
    baseline: NonNegativeExact | None = None
    baseline_abnormal: bool | None = None


class GradeRows(RootModel[Annotated[tuple[GradeRow, ...], Field(min_length=1)]]):
    """A list of rows."""


class GradeAnswerRow(Document):
    """``grade`` is None when it cannot be decided from the row; ``note`` says why, or what was assumed about it."""

    id: str | int
    grade: Annotated[int, Field(ge=0, le=4)] | None
    criterion: str
    note: str
