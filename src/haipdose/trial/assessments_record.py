"""What a participant's facts say for the assessments: what was done, what is counted from, what ended the follow-up.

Facts of the trial and of the participant's course are read together; the same thing recorded in both on one day is one.
A fact counts by its own day, as for the endpoints (``docs/decisions/0081``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from haipdose.course.fact import FactBase
from haipdose.course.facts import (
    ConversionSurgeryDone,
    ImagingDone,
    Laboratory,
    LiverPanelJudged,
    PerfusionScan,
    PumpImplanted,
)
from haipdose.protocol.assessment_rules import Proof
from haipdose.trial.facts import (
    ComplicationsReviewed,
    Death,
    Imaging,
    LastContact,
    LiverPanel,
    LostToFollowUp,
    Pathology,
    Progression,
    ProtocolTreatment,
    Questionnaire,
    TrialFact,
    TrialSurgery,
    Withdrawal,
)
from haipdose.trial.participant import Arm, Participant
from haipdose.trial.participant_checks import needs_life
from haipdose.trial.treatment_period import Seen, course_facts, is_dose, treatment_ended, treatment_started

IN_COURSES: Final[frozenset[Proof]] = frozenset(
    {"ct", "response-imaging", "ct-angiography", "maa-scan", "liver-panel", "laboratory"}
)
"""What the facts of a course can prove. Laboratory reports stand nowhere else."""
IN_TRIALS: Final[frozenset[Proof]] = frozenset(get_args(Proof)) - {"laboratory"}
"""What the facts of a trial can prove."""

_FOR_RESPONSE: Final = frozenset({"ct", "mri", "pet-ct"})
_WITH_IMPLANTATION: Final = frozenset({"pump-implantation", "pump-implantation-and-primary-resection"})


@dataclass(frozen=True, slots=True)
class Done:
    """Something done that can prove an assessment. ``surgery``: the operation that it is about, where it is about one.

    ``facts``: the ids of the facts that say so, of the trial and of the course.
    """

    on: date
    facts: tuple[str, ...]
    proofs: frozenset[Proof]
    surgery: str | None = None
    about_surgery: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation; ``conversion`` None: a surgery of the liver whose intent nobody stated."""

    on: date
    fact: str
    kind: str
    conversion: bool | None

    @property
    def implants(self) -> bool:
        """Whether a pump was implanted."""
        return self.kind in _WITH_IMPLANTATION


@dataclass(frozen=True, slots=True)
class Ended:
    """What ended the follow-up. ``reason``: death, consent-withdrawn, follow-up-withdrawn or lost-to-follow-up."""

    on: date
    fact: str
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """A participant as known on ``as_of``; a day after it has not come.

    ``kept``: what could have been recorded where these facts come from. What could not is unknown, never missing.
    """

    arm: Arm | None
    registered_on: date | None
    randomised_on: date | None
    kept: frozenset[Proof]
    has_course: bool
    started: Seen | None
    stopped: Seen | None
    treatment_days: tuple[Seen, ...]
    operations: tuple[Operation, ...]
    progression: Seen | None
    ended: Ended | None
    done: tuple[Done, ...]
    later: int


def record_of(
    participant: Participant, as_of: date, liver_surgery: Iterable[str], *, course_only: bool = False
) -> Record:
    """The record of one participant.

    Args:
        participant: with all facts; those after ``as_of`` are counted (``later``) and otherwise not looked at, nor is
            anything after consent was withdrawn.
        as_of: the day on which the question is asked.
        liver_surgery: kinds of operations that are surgery of the liver.
        course_only: the facts are those of a course in a clinic's records, which hold nothing else of the trial.
    """
    known = [fact for fact in participant.facts if fact.on <= as_of]
    later = len(participant.facts) - len(known)
    consent = next((f.on for f in known if isinstance(f, Withdrawal) and f.scope == "consent"), None)
    last = as_of if consent is None else consent
    facts = [fact for fact in known if fact.on <= last]
    course = course_facts(participant, last)
    doses = [Seen(fact.at.date(), key) for key, fact in course if is_dose(fact)]
    randomised = _past(participant.randomised_on, as_of)
    stated = [fact for fact in facts if isinstance(fact, ProtocolTreatment)]
    withdrawals = [fact for fact in facts if isinstance(fact, Withdrawal)]
    progressions = (Seen(fact.on, fact.id) for fact in facts if isinstance(fact, Progression))
    return Record(
        arm=participant.arm if randomised is not None else None,
        registered_on=_past(participant.registered_on, as_of),
        randomised_on=randomised,
        kept=(frozenset() if course_only else IN_TRIALS) | (frozenset() if participant.course is None else IN_COURSES),
        has_course=participant.course is not None,
        started=treatment_started(stated, doses, randomised),
        stopped=treatment_ended(stated, withdrawals),
        treatment_days=tuple(doses),
        operations=_operations(facts, course, frozenset(liver_surgery)),
        progression=next(progressions, None),
        ended=_ended(facts),
        done=_merged((*_done_in_trial(facts), *_done_in_course(course))),
        later=later,
    )


def _past(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


def _operations(
    facts: Sequence[TrialFact], course: Sequence[tuple[str, FactBase]], liver: frozenset[str]
) -> tuple[Operation, ...]:
    """The operations of the trial; what only the course has of implantation and conversion is added."""
    found = [
        Operation(fact.on, fact.id, fact.kind, _converts(fact, liver))
        for fact in facts
        if isinstance(fact, TrialSurgery)
    ]
    if not any(operation.implants for operation in found):
        found += (
            Operation(fact.at.date(), key, "pump-implantation", conversion=False)
            for key, fact in course
            if isinstance(fact, PumpImplanted)
        )
    if not any(operation.conversion or operation.kind in liver for operation in found):
        found += (
            Operation(fact.at.date(), key, "liver-resection", conversion=True)
            for key, fact in course
            if isinstance(fact, ConversionSurgeryDone)
        )
    return tuple(sorted(found, key=lambda operation: (operation.on, operation.fact)))


def _converts(surgery: TrialSurgery, liver: frozenset[str]) -> bool | None:
    """Conversion surgery set out to treat every liver metastasis, as the endpoint says."""
    if surgery.complete_intent is None:
        return None if surgery.kind in liver else False
    return surgery.complete_intent


def _ended(facts: Sequence[TrialFact]) -> Ended | None:
    """The first thing that ended the follow-up. Who was seen after being lost is not lost."""
    seen = [fact.on for fact in facts if needs_life(fact) and not isinstance(fact, LostToFollowUp)]
    last_seen = max(seen, default=None)
    for fact in facts:
        if isinstance(fact, Death) or (isinstance(fact, LastContact) and not fact.alive):
            return Ended(fact.on, fact.id, "death")
        if isinstance(fact, Withdrawal) and fact.scope != "treatment":
            return Ended(fact.on, fact.id, f"{fact.scope}-withdrawn")
        if isinstance(fact, LostToFollowUp) and (last_seen is None or last_seen <= fact.on):
            return Ended(fact.on, fact.id, "lost-to-follow-up")
    return None


def _done_in_trial(facts: Sequence[TrialFact]) -> Iterator[Done]:
    for fact in facts:
        if isinstance(fact, Imaging):
            proofs = _proofs_of_scan(fact.modality, for_response=fact.purpose == "response")
            if proofs:
                yield Done(fact.on, (fact.id,), proofs)
        elif isinstance(fact, LiverPanel):
            yield Done(fact.on, (fact.id,), frozenset({"liver-panel"}))
        elif isinstance(fact, Questionnaire):
            yield Done(fact.on, (fact.id,), frozenset({fact.instrument}))
        elif isinstance(fact, ComplicationsReviewed):
            yield Done(fact.on, (fact.id,), frozenset({"complications-reviewed"}), fact.surgery, about_surgery=True)
        elif isinstance(fact, Pathology):
            yield Done(fact.on, (fact.id,), frozenset({"pathology"}), fact.surgery, about_surgery=True)
        elif isinstance(fact, LastContact):
            yield Done(fact.on, (fact.id,), frozenset({"last-contact"}))


def _done_in_course(course: Sequence[tuple[str, FactBase]]) -> Iterator[Done]:
    for key, fact in course:
        on = fact.at.date()
        if isinstance(fact, ImagingDone):
            proofs = _proofs_of_scan(fact.kind.strip().lower(), for_response=True)
            if proofs:
                yield Done(on, (key,), proofs)
        elif isinstance(fact, PerfusionScan):
            yield Done(on, (key,), frozenset({"maa-scan"}))
        elif isinstance(fact, LiverPanelJudged):
            yield Done(on, (key,), frozenset({"liver-panel"}))
        elif isinstance(fact, Laboratory):
            yield Done(on, (key,), frozenset({"laboratory"}))


def _proofs_of_scan(modality: str, *, for_response: bool) -> frozenset[Proof]:
    proofs: set[Proof] = set()
    if modality in _FOR_RESPONSE and for_response:
        proofs.add("response-imaging")
        if modality == "ct":
            proofs.add("ct")
    elif modality == "ct-angiography":
        proofs.add("ct-angiography")
    elif modality == "maa-scan":
        proofs.add("maa-scan")
    return frozenset(proofs)


def _merged(done: Iterable[Done]) -> tuple[Done, ...]:
    """What is the same and of one day is one, with every fact that says so; in order of time, then of ids."""
    by_content: dict[tuple[date, frozenset[Proof], str | None], Done] = {}
    for each in sorted(done, key=lambda one: (one.on, one.facts)):
        key = each.on, each.proofs, each.surgery
        other = by_content.get(key)
        facts = each.facts if other is None else (*other.facts, *each.facts)
        by_content[key] = Done(each.on, facts, each.proofs, each.surgery, each.about_surgery)
    return tuple(by_content.values())
