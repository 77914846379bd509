"""What is asked and answered about the next floxuridine dose: the shapes of ``haipdose modify``."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from haipdose.derivation import Notice, Step
from haipdose.evidence import Document, Evidence
from haipdose.patient.laboratory import LabResult
from haipdose.protocol.approval import ProtocolStamp, Release
from haipdose.quantities import Computed, PositiveExact

Action = Literal["give", "reduce", "hold", "discontinue", "undetermined"]
Outcome = Literal["give", "hold", "discontinue", "warn"]


class ModifyRequest(Document):
    """The results and events since the last floxuridine dose.

    ``reference``: on the day of the last floxuridine dose. ``current``: at emptying or before the planned fill; the
    worst of each test counts. ``last_dose_percent``: of the full protocol dose. ``held``: floxuridine is on hold now;
    ``held_by``: the tests and events that caused it, when known; ``resolved``: those of these events that a person
    found to be over, with the condition to go on met. ``events``: those that are there now. ``baseline``: before
    treatment, for the drift warning. ``as_of``: the time of the planned fill; results after it are refused, and a test
    of which the newest result is too old by then counts as missing. Without it ages are counted from the newest
    current result.
    """

    protocol: str
    reference: tuple[LabResult, ...] = ()
    current: tuple[LabResult, ...] = ()
    baseline: tuple[LabResult, ...] = ()
    last_dose_percent: Annotated[PositiveExact, Field(le=Decimal(100))]
    held: bool = False
    held_by: tuple[str, ...] = ()
    resolved: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    as_of: AwareDatetime | None = None


class TestFinding(Document):
    """What one test, or one named event, says. ``percent`` is there when the outcome is to give, and of the table."""

    test: str
    outcome: Outcome
    ratio: Computed | None
    band: str
    percent: Computed | None
    rule: str
    source: str
    evidence: Evidence


class ModifyAnswer(Document):
    """The decision. ``dose_percent`` is of the full protocol dose, None unless something is given."""

    action: Action
    dose_percent: Computed | None
    by_test: tuple[TestFinding, ...]
    missing: tuple[str, ...]
    warnings: tuple[Notice, ...]
    derivation: tuple[Step, ...]
    protocol: ProtocolStamp
    release: Release
