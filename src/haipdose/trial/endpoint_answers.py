"""What :func:`haipdose.trial.endpoints.outcomes` answers. Every outcome names its reason and the facts it rests on."""

from __future__ import annotations

from datetime import date

from haipdose.derivation import Notice
from haipdose.evidence import Document
from haipdose.trial.eq5d import Utility
from haipdose.trial.facts import ClavienDindo
from haipdose.trial.ipcq import Productivity
from haipdose.trial.participant import Arm
from haipdose.trial.qaly import Qaly
from haipdose.trial.qlq_c30 import QlqC30Scores
from haipdose.trial.recist import TumourCourse
from haipdose.trial.recist_best import BestResponse
from haipdose.trial.survival_times import TimeToEvent


class YesNo(Document):
    """An endpoint that is reached or not; ``value`` None: cannot be evaluated or does not apply, as ``reason`` says.

    ``on``: the first day on which it was reached.
    """

    endpoint: str
    value: bool | None
    on: date | None = None
    reason: str
    traced_to: tuple[str, ...] = ()


class PathologicalResponse(YesNo):
    """``mandard``: the worst grade of the lesions resected from the liver; ``complete``: no tumour was left."""

    mandard: int | None = None
    complete: bool | None = None


class SurgeryComplications(Document):
    """One surgery: its worst complication within ``days``; ``severe`` None: not followed that long."""

    surgery: str
    kind: str
    on: date
    days: int
    worst: ClavienDindo | None
    severe: bool | None
    traced_to: tuple[str, ...] = ()


class EventFound(Document):
    """An adverse event in the treatment period of the grade that counts. ``related`` None: nobody has judged it."""

    fact: str
    term: str
    grade: int
    on: date
    related: bool | None


class LaboratoryGrade(Document):
    """A laboratory value in the treatment period of the grade that counts, graded by CTCAE v5.0; unjudged."""

    fact: str
    term: str
    grade: int
    on: date
    criterion: str


class AdverseEvents(YesNo):
    """Related adverse events, and what the laboratory shows beside them."""

    events: tuple[EventFound, ...] = ()
    laboratory: tuple[LaboratoryGrade, ...] = ()


class Outcomes(Document):
    """Every endpoint of one participant at the cut-off. What each means: ``rules.definitions`` of the endpoint data."""

    participant: str
    site: str
    arm: Arm
    randomised_on: date
    cut_off: date
    rules: str
    os: TimeToEvent
    pfs: TimeToEvent
    hepatic_pfs: TimeToEvent
    tumour: TumourCourse
    best_response: BestResponse
    objective_response: YesNo
    disease_control: YesNo
    conversion: YesNo
    complete_local_treatment: YesNo
    pathological_response: PathologicalResponse
    complications: tuple[YesNo, ...]
    surgeries: tuple[SurgeryComplications, ...]
    adverse_events: AdverseEvents
    quality_of_life: tuple[QlqC30Scores, ...]
    utilities: tuple[Utility, ...]
    qaly: Qaly
    productivity: tuple[Productivity, ...]
    notices: tuple[Notice, ...]
