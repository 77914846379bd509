"""When the protocol treatment of a participant started and ended, and the doses and reports of the course."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from haipdose.course.corrections import facts_in_force
from haipdose.course.fact import FactBase
from haipdose.course.facts import FillGiven, SystemicGiven
from haipdose.protocol.contents import Contents
from haipdose.trial.facts import ProtocolTreatment, Withdrawal
from haipdose.trial.participant import Participant


@dataclass(frozen=True, slots=True)
class Seen:
    """A day on which something is known, with the id of the fact that says so."""

    on: date
    fact: str


def treatment_started(
    stated: Iterable[ProtocolTreatment], doses: Iterable[Seen], origin: date | None = None
) -> Seen | None:
    """When the protocol treatment began: as stated, or the first dose of the course since ``origin``."""
    first = next((fact for fact in stated if fact.event == "started"), None)
    if first is not None:
        return Seen(first.on, first.id)
    return next((dose for dose in doses if origin is None or dose.on >= origin), None)


def treatment_ended(stated: Sequence[ProtocolTreatment], withdrawals: Iterable[Withdrawal]) -> Seen | None:
    """When the protocol treatment ended: as stated, or by withdrawal; None while it goes on or nobody said so."""
    if stated and stated[-1].event == "ended":
        return Seen(stated[-1].on, stated[-1].id)
    return next((Seen(fact.on, fact.id) for fact in withdrawals), None)


def course_facts(participant: Participant, last: date | None) -> tuple[tuple[str, FactBase], ...]:
    """The facts of the course in force until ``last``, corrections applied, in order of time."""
    course = participant.course
    if course is None:
        return ()
    known = facts_in_force(course.facts, course.as_of).facts
    counting = ((key, fact) for key, fact in known if last is None or fact.at.date() <= last)
    return tuple(sorted(counting, key=lambda row: (row[1].at, row[0])))


def is_dose(fact: FactBase) -> bool:
    """Whether floxuridine or systemic therapy was given."""
    return isinstance(fact, SystemicGiven) or (isinstance(fact, FillGiven) and fact.contents is Contents.FLOXURIDINE)
