"""What is asked about assessments: one participant, a data set, or a course of a clinic's records."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from haipdose.course.corrections import facts_in_force
from haipdose.course.facts import Registered
from haipdose.evidence import Document
from haipdose.exact_json import validate
from haipdose.protocol.approval import Approvals
from haipdose.protocol.schema import Protocol
from haipdose.schedule.calendar import calendar_for
from haipdose.schedule.clinic import Clinic
from haipdose.schedule.requests import Course, Name
from haipdose.trial.assessments import assessing, assessments_of
from haipdose.trial.assessments_answers import AssessmentAnswer, AssessmentReport
from haipdose.trial.assessments_report import report_of
from haipdose.trial.endpoint_rules import EndpointRules
from haipdose.trial.participant import Participant


class AssessmentsRequest(Document):
    """One participant as of a day. ``clinic``: its calendar, to suggest open days; the course's own when left out."""

    protocol: Name = "pump-it"
    as_of: date
    participant: Participant
    clinic: Clinic | None = None


class AssessmentsReportRequest(Document):
    """A data set as of a day: the participants in any order, each once."""

    protocol: Name = "pump-it"
    as_of: date
    participants: Annotated[tuple[Participant, ...], Field(min_length=1, max_length=5000)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [each.participant for each in self.participants]
        if len(set(names)) < len(names):
            twice = sorted({name for name in names if names.count(name) > 1})
            msg = f"participants are there twice: {', '.join(twice[:5])}"
            raise ValueError(msg)
        return self


def answer_assessments(
    request: AssessmentsRequest, protocol: Protocol, approvals: Approvals, endpoints: EndpointRules
) -> AssessmentAnswer:
    """The schedule of one participant.

    Raises:
        InputError: the protocol asks for no assessments; a correction corrects nothing; a clinic that cannot be.
    """
    ready = assessing(protocol, approvals, endpoints)
    calendar = None if request.clinic is None else calendar_for(request.clinic)
    return assessments_of(request.participant, ready, request.as_of, calendar)


def answer_report(
    request: AssessmentsReportRequest, protocol: Protocol, approvals: Approvals, endpoints: EndpointRules
) -> AssessmentReport:
    """What is overdue or outside its window in a data set. Raises as :func:`answer_assessments`."""
    ready = assessing(protocol, approvals, endpoints)
    answers = (assessments_of(each, ready, request.as_of) for each in request.participants)
    return report_of(answers, ready, request.as_of)


def answer_course(
    course: Course,
    protocol: Protocol,
    approvals: Approvals,
    endpoints: EndpointRules,
    *,
    name: str,
    site: str,
    as_of: date,
    randomised_on: date | None = None,
    registered_on: date | None = None,
) -> AssessmentAnswer:
    """The assessments of a course in a clinic's records, which hold no randomisation and no questionnaires.

    Args:
        course: from the records.
        protocol: of the course.
        approvals: of the clinic.
        endpoints: the endpoint data.
        name: what the course is called in the answer.
        site: the clinic.
        as_of: the day on which the question is asked.
        randomised_on: from the trial's record; without it nothing that the arm or randomisation decides can be told.
        registered_on: likewise; the course's own registration when left out.

    Raises:
        InputError: as :func:`answer_assessments`; the course's arm is none of the trial's; days that contradict.
    """
    ready = assessing(protocol, approvals, endpoints)
    known = (fact for _, fact in facts_in_force(course.facts, course.as_of).facts if isinstance(fact, Registered))
    registered = next((fact.at.date() for fact in known), None) if registered_on is None else registered_on
    participant = validate(
        Participant,
        {
            "participant": name,
            "site": site,
            "arm": None if randomised_on is None else course.arm,
            "registered_on": registered,
            "randomised_on": randomised_on,
            "course": course,
        },
    )
    return assessments_of(participant, ready, as_of, course_only=True)
