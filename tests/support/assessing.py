"""Participants and answers for tests of the assessments, in few words."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from trials import RANDOMISED, fact, participant

from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.trial.assessments import Assessing, assessing, assessments_of
from haipdose.trial.assessments_answers import AssessmentAnswer, ScheduledAssessment
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose.trial.participant import Participant

LATE = 2500
"""A day on which everything of five years is over."""


@cache
def ready() -> Assessing:
    """The packaged protocol, approved by nobody."""
    return assessing(load_protocol("pump-it"), Approvals(), endpoint_rules())


def on(day: int) -> date:
    """The date so many days after randomisation."""
    return RANDOMISED + timedelta(days=day)


def answer(who: Participant, day: int = LATE) -> AssessmentAnswer:
    """The answer as of a day after randomisation."""
    return assessments_of(who, ready(), on(day))


def rows(who: Participant, day: int = LATE) -> dict[str, ScheduledAssessment]:
    """Every assessment by its id."""
    found = answer(who, day).assessments
    by_id = {each.id: each for each in found}
    assert len(by_id) == len(found), "an id stands once"
    return by_id


def whole(*facts: dict[str, Any], **rest: Any) -> Participant:
    """Arm B with everything to count from: registered on day -5, implanted on 20, treated from 50 to 260."""
    told = (
        fact("surgery", 20, kind="pump-implantation-and-primary-resection", complete_intent=False, id="op"),
        fact("protocol-treatment", 50, event="started"),
        fact("surgery", 240, kind="liver-resection", complete_intent=True, id="conv"),
        fact("protocol-treatment", 260, event="ended"),
    )
    taken = tuple(each for each in told if not rest.pop(f"without_{each['id']}", False))
    return participant(*taken, *facts, **{"registered_on": on(-5).isoformat(), **rest})
