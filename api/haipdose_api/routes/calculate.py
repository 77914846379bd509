"""The calculators: nothing is recorded; the same models and answers as the command line."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from haipdose.fill.answer import answer_fill
from haipdose.fill.requests import FillAnswer, FillRequest
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.standards_loader import load_ctcae
from haipdose.pump.answer import answer_flow
from haipdose.pump.loader import load_profile
from haipdose.pump.requests import FlowAnswer, FlowRequest
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.requests import Course, PlanAnswer
from haipdose.systemic.answer import answer_systemic
from haipdose.systemic.requests import SystemicAnswer, SystemicRequest
from haipdose.toxicity.answer import answer_modify
from haipdose.toxicity.grading import grade_rows
from haipdose.toxicity.grading_requests import GradeAnswerRow, GradeRows
from haipdose.toxicity.requests import ModifyAnswer, ModifyRequest
from haipdose.trial.assessments_answers import AssessmentAnswer, AssessmentReport
from haipdose.trial.assessments_requests import (
    AssessmentsReportRequest,
    AssessmentsRequest,
    answer_assessments,
    answer_report,
)
from haipdose.trial.eligibility import answer_eligibility
from haipdose.trial.eligibility_requests import EligibilityAnswer, EligibilityRequest
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose_api.caller import Caller, Requires
from haipdose_api.exact_bodies import ExactRoute, answered
from haipdose_api.routes.parts import problems
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/calculate", tags=["calculators"], route_class=ExactRoute, responses=problems(400, 413, 415)
)
Calculator = Annotated[Caller, Depends(Requires("calculate"))]

NOBODYS = Approvals()
"""A calculator knows no clinic, so nothing that it answers is releasable: approvals belong to a clinic's records."""


@router.post("/fill", operation_id="calculate_fill", response_model=FillAnswer)
async def fill(body: FillRequest, caller: Calculator) -> Response:
    """Calculate a pump fill with its worksheet."""
    del caller
    return answered(answer_fill(body, load_protocol(body.protocol), load_profile(body.pump.profile), NOBODYS))


@router.post("/modify", operation_id="calculate_modification", response_model=ModifyAnswer)
async def modify(body: ModifyRequest, caller: Calculator) -> Response:
    """Decide the next floxuridine dose from liver tests and events."""
    del caller
    return answered(answer_modify(body, load_protocol(body.protocol), NOBODYS))


@router.post("/grade", operation_id="calculate_grades")
async def grade(body: GradeRows, caller: Calculator) -> list[GradeAnswerRow]:
    """Grade laboratory values by CTCAE v5.0."""
    del caller
    return list(grade_rows(body.root, load_ctcae()))


@router.post("/systemic", operation_id="calculate_systemic", response_model=SystemicAnswer)
async def systemic(body: SystemicRequest, caller: Calculator) -> Response:
    """Decide a systemic cycle and calculate its doses."""
    del caller
    return answered(answer_systemic(body, load_protocol(body.protocol), NOBODYS))


@router.post("/flow", operation_id="calculate_flow", response_model=FlowAnswer)
async def flow(body: FlowRequest, caller: Calculator) -> Response:
    """Calibrate a pump's flow from its return volumes."""
    del caller
    return answered(answer_flow(body, load_protocol(body.protocol), load_profile(body.pump.profile), NOBODYS))


@router.post("/plan", operation_id="calculate_plan", response_model=PlanAnswer)
def plan(body: Course, request: Request, caller: Calculator) -> Response:
    """Plan a course that is given whole."""
    del caller
    return answered(answer_plan(body, site_of(request).library, NOBODYS))


@router.post("/assessments", operation_id="calculate_assessments", response_model=AssessmentAnswer)
def assessments(body: AssessmentsRequest, caller: Calculator) -> Response:
    """The schedule of assessments of one trial participant as of a day, and where each of them stands."""
    del caller
    return answered(answer_assessments(body, load_protocol(body.protocol), NOBODYS, endpoint_rules()))


@router.post("/assessments/report", operation_id="calculate_assessments_report", response_model=AssessmentReport)
def assessments_report(body: AssessmentsReportRequest, caller: Calculator) -> Response:
    """What is overdue, missed or was done outside its window in a data set, by site, assessment and participant."""
    del caller
    return answered(answer_report(body, load_protocol(body.protocol), NOBODYS, endpoint_rules()))


@router.post("/eligibility", operation_id="calculate_eligibility", response_model=EligibilityAnswer)
async def eligibility(body: EligibilityRequest, caller: Calculator) -> Response:
    """Judge every criterion of a trial for a candidate."""
    del caller
    return answered(answer_eligibility(body, load_protocol(body.protocol), NOBODYS))
