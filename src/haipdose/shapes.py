"""Every document that the outside can rely on, by name. The models are imported only when they are asked for."""

from __future__ import annotations

import importlib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, Literal

from haipdose.errors import InputError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SHAPES: Final[dict[str, tuple[str, Literal["validation", "serialization"]]]] = {
    "fill-request": ("haipdose.fill.requests:FillRequest", "validation"),
    "fill-answer": ("haipdose.fill.requests:FillAnswer", "serialization"),
    "modify-request": ("haipdose.toxicity.requests:ModifyRequest", "validation"),
    "modify-answer": ("haipdose.toxicity.requests:ModifyAnswer", "serialization"),
    "grade-rows": ("haipdose.toxicity.grading_requests:GradeRows", "validation"),
    "grade-answer": ("haipdose.toxicity.grading_requests:GradeAnswerRow", "serialization"),
    "systemic-request": ("haipdose.systemic.requests:SystemicRequest", "validation"),
    "systemic-answer": ("haipdose.systemic.requests:SystemicAnswer", "serialization"),
    "flow-request": ("haipdose.pump.requests:FlowRequest", "validation"),
    "flow-answer": ("haipdose.pump.requests:FlowAnswer", "serialization"),
    "plan-request": ("haipdose.schedule.requests:Course", "validation"),
    "plan-answer": ("haipdose.schedule.requests:PlanAnswer", "serialization"),
    "clinic-request": ("haipdose.capacity.requests:ClinicRequest", "validation"),
    "clinic-answer": ("haipdose.capacity.answers:ClinicAnswer", "serialization"),
    "device-program": ("haipdose.device.program:ProgramRequest", "validation"),
    "device-program-answer": ("haipdose.device.program:PlannedProgram", "serialization"),
    "protocol": ("haipdose.protocol.schema:ProtocolContent", "validation"),
    "protocol-difference": ("haipdose.protocol.compare:ProtocolDifference", "serialization"),
    "approval": ("haipdose.protocol.approval:Approval", "serialization"),
    "profile": ("haipdose.pump.profile:PumpProfile", "validation"),
    "eligibility-request": ("haipdose.trial.eligibility_requests:EligibilityRequest", "validation"),
    "eligibility-answer": ("haipdose.trial.eligibility_requests:EligibilityAnswer", "serialization"),
    "participant": ("haipdose.trial.participant:Participant", "validation"),
    "risk-request": ("haipdose_sim.cohort.risk_documents:RiskRequest", "validation"),
    "course-simulation": ("haipdose_sim.cohort.course_answer:CourseAnswer", "serialization"),
    "trial-simulation": ("haipdose_sim.cohort.trial.answer:TrialAnswer", "serialization"),
    "data-set-truth": ("haipdose_sim.cohort.data_set.truth_file:TruthFile", "serialization"),
    "risk-answer": ("haipdose_sim.cohort.risk_documents:RiskAnswer", "serialization"),
    "assessments-request": ("haipdose.trial.assessments_requests:AssessmentsRequest", "validation"),
    "assessments-report-request": ("haipdose.trial.assessments_requests:AssessmentsReportRequest", "validation"),
    "assessments-answer": ("haipdose.trial.assessments_answers:AssessmentAnswer", "serialization"),
    "assessments-report": ("haipdose.trial.assessments_answers:AssessmentReport", "serialization"),
    "outcomes": ("haipdose.trial.endpoint_answers:Outcomes", "serialization"),
}
"""Name of a shape: where its model is, and whether it is read (``validation``) or written (``serialization``)."""

ALIASES: Final = {"course": "plan-request"}


def shape_model(name: str) -> Any:
    """The model behind a shape's name: a pydantic model or a type.

    Raises:
        InputError: no shape has this name.
    """
    module, _, attribute = SHAPES[_known(name)][0].partition(":")
    return getattr(importlib.import_module(module), attribute)


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a shape.

    Raises:
        InputError: no shape has this name.
    """
    from pydantic import TypeAdapter

    known = _known(name)
    adapter: TypeAdapter[Any] = TypeAdapter(shape_model(known))
    return adapter.json_schema(mode=SHAPES[known][1])


def _known(name: str) -> str:
    found = ALIASES.get(name, name)
    if found not in SHAPES:
        near = get_close_matches(name, [*SHAPES, *ALIASES], n=1)
        raise InputError(
            f"There is no shape '{name[:60]}'.",
            code="schema.unknown",
            field="name",
            found=name[:60],
            allowed=", ".join([*SHAPES, *ALIASES]),
            remedy=f"Did you mean {near[0]}?" if near else "See 'haipdose schema --list'.",
        )
    return found
