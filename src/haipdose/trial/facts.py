"""The facts of a trial participant: one closed union, told apart by ``type``.

What was given (floxuridine, systemic) is not repeated here: it lives in the participant's course. What a fact doesn't
state is unknown, never normal: a scan without ``new_lesions`` doesn't say that there were none.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from haipdose.course.fact import FactId, Words
from haipdose.evidence import Document
from haipdose.protocol.assessment_rules import SurgeryKind
from haipdose.quantities import NonNegativeExact, PositiveExact

LesionId = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Organ = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9-]*$")]
ItemName = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
Diameter = Literal["too-small", "not-evaluable"] | NonNegativeExact
NonTargetStatus = Literal["none", "absent", "present", "progressed", "not-evaluable"]
Site = Literal["hepatic", "extrahepatic", "both"]
ClavienDindo = Literal["I", "II", "IIIa", "IIIb", "IVa", "IVb", "V"]


class TrialFactBase(Document):
    """Something that happened, or was found, on a day. ``recorded_at`` is when it was written down."""

    id: FactId
    on: date
    recorded_at: AwareDatetime | None = None
    note: Annotated[str, StringConstraints(max_length=2000)] | None = None


class TargetLesion(Document):
    """A target lesion on one scan.

    ``diameter_mm`` is the longest diameter, of a lymph node its short axis; 0 when the lesion is gone. ``too-small``:
    seen, but too small to measure. ``not-evaluable``: could not be judged on this scan.
    """

    id: LesionId
    organ: Organ
    node: bool = False
    diameter_mm: Diameter


class NewLesion(Document):
    """A lesion not there at baseline. Until it is ``certain`` on some scan it is no progression."""

    id: LesionId
    organ: Organ
    certain: bool = True


class Imaging(TrialFactBase):
    """A scan. ``purpose`` ``planning`` (CT angiography, perfusion scan) is not read for response.

    ``slice_mm`` is the slice thickness. ``non_target`` sums the non-target lesions up: ``none`` there never were any,
    ``absent`` all gone, ``present``, ``progressed`` unequivocally; ``non_target_organs`` are those that progressed.
    ``new_lesions`` None: not stated, which is something else than none.
    """

    type: Literal["imaging"]
    modality: Literal["ct", "mri", "pet-ct", "ct-angiography", "maa-scan", "ultrasound", "chest-x-ray"]
    purpose: Literal["response", "planning"] = "response"
    slice_mm: PositiveExact | None = None
    targets: tuple[TargetLesion, ...] = ()
    non_target: NonTargetStatus | None = None
    non_target_organs: tuple[Organ, ...] = ()
    new_lesions: tuple[NewLesion, ...] | None = None

    @model_validator(mode="after")
    def _lesions_are_distinct(self) -> Self:
        ids = [lesion.id for lesion in self.targets] + [lesion.id for lesion in self.new_lesions or ()]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            msg = f"a lesion is named twice on one scan: {', '.join(twice)}"
            raise ValueError(msg)
        return self


class LiverPanel(TrialFactBase):
    """The National Liver Panel judged whether the liver metastases can be resected."""

    type: Literal["liver-panel"]
    verdict: Literal["resectable", "unresectable", "judge-again"]


class TrialSurgery(TrialFactBase):
    """An operation.

    ``complete_intent``: whether it set out to treat every liver metastasis; ``all_treated``: whether every visible one
    was resected or ablated; ``r_status``: the margin of what was resected.
    """

    type: Literal["surgery"]
    kind: SurgeryKind
    complete_intent: bool | None = None
    all_treated: bool | None = None
    r_status: Literal["R0", "R1", "R2"] | None = None


class LesionPathology(Document):
    """The regression of one resected lesion, Mandard tumour regression grade 1 (no tumour) to 5 (no regression)."""

    lesion: LesionId
    mandard: Annotated[int, Field(ge=1, le=5)]


class Pathology(TrialFactBase):
    """The pathologist's report on what a surgery took out; lesion by lesion, or summed up, or both."""

    type: Literal["pathology"]
    surgery: FactId | None = None
    mandard: Annotated[int, Field(ge=1, le=5)] | None = None
    lesions: tuple[LesionPathology, ...] = ()


class Complication(TrialFactBase):
    """A complication of a surgery with its Clavien-Dindo grade; ``surgery`` is the id of that surgery's fact."""

    type: Literal["complication"]
    surgery: FactId
    grade: ClavienDindo
    disability: bool = False
    what: Words | None = None


class ComplicationsReviewed(TrialFactBase):
    """The complications of a surgery were asked for on this day; ``surgery`` is the id of that surgery's fact.

    What was found is recorded as complications; without any there was none.
    """

    type: Literal["complications-reviewed"]
    surgery: FactId


class AdverseEvent(TrialFactBase):
    """An adverse event from ``on`` to ``until`` with the highest CTCAE grade it reached.

    ``related``: whether the trial treatment caused it as the investigator judges; None when nobody has judged yet.
    """

    type: Literal["adverse-event"]
    term: Words
    grade: Annotated[int, Field(ge=1, le=5)]
    until: date | None = None
    serious: bool = False
    related: bool | None = None
    related_to: tuple[Literal["systemic", "floxuridine", "pump", "surgery"], ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until < self.on:
            msg = f"an event from {self.on} cannot end before it, on {self.until}"
            raise ValueError(msg)
        return self


class Questionnaire(TrialFactBase):
    """A filled-in questionnaire: item to answer as a number; an item that is None or not there was not answered.

    QLQ-C30 items are ``1`` to ``30``. EQ-5D-3L items are ``mobility``, ``self_care``, ``usual_activities``,
    ``pain``, ``anxiety`` (1 to 3) and ``vas`` (0 to 100). The items of the iPCQ are in :mod:`haipdose.trial.ipcq`.
    """

    type: Literal["questionnaire"]
    instrument: Literal["qlq-c30", "eq-5d-3l", "ipcq"]
    answers: dict[ItemName, NonNegativeExact | None]
    visit: Words | None = None


class Death(TrialFactBase):
    """The participant died on ``on``."""

    type: Literal["death"]
    cause: Literal["disease", "treatment", "other", "unknown"] = "unknown"


class LastContact(TrialFactBase):
    """The participant was known to be alive (or not) on ``on``."""

    type: Literal["last-contact"]
    alive: bool = True


class Progression(TrialFactBase):
    """Progression or recurrence as the treating team states it, beside what imaging shows by RECIST."""

    type: Literal["progression"]
    site: Site
    how: Literal["imaging", "clinical", "pathology"]


class Withdrawal(TrialFactBase):
    """The participant withdrew: from the ``treatment``, from ``follow-up`` too, or all ``consent``."""

    type: Literal["withdrawal"]
    scope: Literal["treatment", "follow-up", "consent"]


class LostToFollowUp(TrialFactBase):
    """Nobody can reach the participant any more."""

    type: Literal["lost-to-follow-up"]


class NewTherapy(TrialFactBase):
    """An anti-cancer therapy outside the protocol began."""

    type: Literal["new-therapy"]
    what: Words


class ProtocolTreatment(TrialFactBase):
    """The protocol treatment started or ended. Without it the doses given in the course tell."""

    type: Literal["protocol-treatment"]
    event: Literal["started", "ended"]
    reason: Words | None = None


class LocalTreatmentComplete(TrialFactBase):
    """The team states that local treatment is complete: every visible liver metastasis resected R0/R1 or ablated."""

    type: Literal["local-treatment-complete"]
    how: Literal["resection", "ablation", "both"]
    r_status: Literal["R0", "R1"] | None = None


TrialFact = Annotated[
    Imaging
    | LiverPanel
    | TrialSurgery
    | Pathology
    | Complication
    | ComplicationsReviewed
    | AdverseEvent
    | Questionnaire
    | Death
    | LastContact
    | Progression
    | Withdrawal
    | LostToFollowUp
    | NewTherapy
    | ProtocolTreatment
    | LocalTreatmentComplete,
    Field(discriminator="type"),
]
