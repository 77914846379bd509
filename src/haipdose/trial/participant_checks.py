"""What contradicts itself in a participant's facts: errors that stop the endpoints, and warnings that travel along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from haipdose.derivation import Notice
from haipdose.errors import InputError
from haipdose.trial.endpoint_rules import EndpointRules, RecistRules
from haipdose.trial.eq5d import eq5d_faults
from haipdose.trial.facts import (
    Complication,
    ComplicationsReviewed,
    Death,
    Imaging,
    LastContact,
    NewTherapy,
    Pathology,
    Progression,
    Questionnaire,
    TargetLesion,
    TrialFact,
    TrialSurgery,
)
from haipdose.trial.ipcq import ipcq_faults
from haipdose.trial.participant import Participant
from haipdose.trial.qlq_c30 import qlq_c30_faults
from haipdose.trial.recist import Reading, read_days

_NODES = "lymph nodes"
_MAY_FOLLOW_DEATH = (
    "pathology", "liver-panel", "last-contact", "lost-to-follow-up", "complication", "complications-reviewed",
)  # fmt: skip
"""Reports about the time before, and what is found out later; a last contact must then say that nobody is alive."""


def participant_faults(participant: Participant, rules: EndpointRules) -> tuple[InputError, ...]:
    """Everything in the facts that cannot be, whatever the cut-off."""
    return (
        *_death_faults(participant),
        *_reference_faults(participant),
        *_answer_faults(participant, rules),
        *_lesion_faults(participant, rules.recist),
    )


def participant_notices(participant: Participant, origin: date, rules: EndpointRules) -> tuple[Notice, ...]:
    """What may be, but should be looked at; ``origin`` is the day of randomisation."""
    return (
        *_baseline_notices(participant, origin, rules.recist),
        *_surgery_notices(participant),
        *_too_early_notices(participant, origin),
    )


def _fault(code: str, fact: str, words: str, remedy: str) -> InputError:
    return InputError(words, code=code, field=f"facts.{fact}", remedy=remedy)


def _death_faults(participant: Participant) -> Iterator[InputError]:
    deaths = [fact for fact in participant.facts if isinstance(fact, Death)]
    if not deaths:
        return
    first = deaths[0]
    for other in deaths[1:]:
        yield _fault(
            "facts.death-twice", other.id, f"is a second death, beside {first.id}", "Keep the one that is true."
        )
    if participant.randomised_on is not None and first.on < participant.randomised_on:
        yield _fault(
            "facts.death-before-randomisation",
            first.id,
            "lies before the randomisation",
            "Correct one of the two days.",
        )
    for fact in participant.facts:
        if fact.on > first.on and needs_life(fact):
            yield _fault(
                "facts.after-death", fact.id, f"happened after the death, {first.id}", "Correct one of the days."
            )


def needs_life(fact: TrialFact) -> bool:
    """Whether the fact says that the participant lived on its day."""
    if isinstance(fact, LastContact):
        return fact.alive
    return fact.type not in (*_MAY_FOLLOW_DEATH, "death")


def _reference_faults(participant: Participant) -> Iterator[InputError]:
    surgeries = {fact.id: fact for fact in participant.facts if isinstance(fact, TrialSurgery)}
    for fact in participant.facts:
        if not isinstance(fact, Complication | ComplicationsReviewed | Pathology) or fact.surgery is None:
            continue
        surgery = surgeries.get(fact.surgery)
        if surgery is None:
            yield _fault("facts.surgery-unknown", fact.id, f"names the surgery {fact.surgery}, which is not there",
                         "Name the id of a surgery.")  # fmt: skip
        elif fact.on < surgery.on:
            yield _fault("facts.before-surgery", fact.id, f"lies before its surgery, {surgery.id}",
                         "Correct one of the two days.")  # fmt: skip


def _answer_faults(participant: Participant, rules: EndpointRules) -> Iterator[InputError]:
    for fact in participant.facts:
        if not isinstance(fact, Questionnaire):
            continue
        if fact.instrument == "qlq-c30":
            found = qlq_c30_faults(fact.answers, rules.qlq_c30)
        elif fact.instrument == "eq-5d-3l":
            found = eq5d_faults(fact.answers)
        else:
            found = ipcq_faults(fact.answers)
        for error in found:
            yield InputError(error.message, code=error.code, field=f"facts.{fact.id}.{error.field}",
                             found=error.found, allowed=error.allowed)  # fmt: skip


def _lesion_faults(participant: Participant, rules: RecistRules) -> Iterator[InputError]:
    scans = [fact for fact in participant.facts if isinstance(fact, Imaging) and fact.purpose == "response"]
    yield from _same_day_faults(scans)
    origin = participant.randomised_on
    readings = read_days(scans)
    before = [reading for reading in readings if origin is not None and reading.on <= origin]
    if not before:
        return
    baseline = before[-1]
    yield from _baseline_faults(baseline, scans, rules)
    for reading in readings:
        if reading.on > baseline.on:
            yield from _follow_up_faults(reading, baseline)


def _same_day_faults(scans: Sequence[Imaging]) -> Iterator[InputError]:
    seen: Counter[tuple[object, str]] = Counter()
    for scan in scans:
        for lesion in scan.targets:
            seen[scan.on, lesion.id] += 1
            if seen[scan.on, lesion.id] == 2:
                yield _fault("imaging.lesion-twice-a-day", scan.id, f"measures {lesion.id} again on the same day",
                             "Keep the measurement that counts.")  # fmt: skip


def _baseline_faults(baseline: Reading, scans: Sequence[Imaging], rules: RecistRules) -> Iterator[InputError]:
    scan_of = {lesion.id: scan for scan in scans if scan.on == baseline.on for lesion in scan.targets}
    for lesion in baseline.targets.values():
        scan = scan_of[lesion.id]
        least = _least(lesion, scan, rules)
        if isinstance(lesion.diameter_mm, str) or lesion.diameter_mm < least:
            yield _fault("imaging.target-not-measurable", scan.id,
                         f"has the target {lesion.id} below {least} mm at baseline",
                         "Follow it as a non-target lesion.")  # fmt: skip
    if len(baseline.targets) > rules.largest_number_of_targets.value:
        yield _fault("imaging.too-many-targets", baseline.facts[0], f"has {len(baseline.targets)} target lesions",
                     f"Choose at most {rules.largest_number_of_targets.value}.")  # fmt: skip
    organs = Counter(_NODES if lesion.node else lesion.organ for lesion in baseline.targets.values())
    for organ, number in sorted(organs.items()):
        if number > rules.largest_number_in_an_organ.value:
            yield _fault("imaging.too-many-targets-in-an-organ", baseline.facts[0], f"has {number} targets in {organ}",
                         f"Choose at most {rules.largest_number_in_an_organ.value} in an organ.")  # fmt: skip
    if baseline.new_lesions:
        yield _fault("imaging.new-at-baseline", baseline.facts[0], "has new lesions at baseline",
                     "Record them as target or non-target lesions.")  # fmt: skip


def _least(lesion: TargetLesion, scan: Imaging, rules: RecistRules) -> Decimal:
    """The smallest diameter that can be a target on this scan, mm."""
    if lesion.node:
        return rules.measurable_node_mm.value
    if scan.modality == "chest-x-ray":
        return rules.measurable_on_x_ray_mm.value
    least = rules.measurable_mm.value
    if scan.slice_mm is not None and scan.slice_mm > rules.slice_limit_mm.value:
        least = max(least, rules.measurable_slices.value * scan.slice_mm)
    return least


def _follow_up_faults(reading: Reading, baseline: Reading) -> Iterator[InputError]:
    for name, lesion in reading.targets.items():
        first = baseline.targets.get(name)
        if first is None:
            yield _fault("imaging.unknown-target", reading.facts[0], f"measures {name}, no target at baseline",
                         "A lesion that was not there at baseline is a new lesion.")  # fmt: skip
        elif (first.node, first.organ) != (lesion.node, lesion.organ):
            yield _fault("imaging.target-changed", reading.facts[0],
                         f"says something else of {name} than the baseline: organ or lymph node",
                         "Correct the one that is wrong.")  # fmt: skip
    for new in reading.new_lesions or ():
        if new.id in baseline.targets:
            yield _fault("imaging.new-is-target", reading.facts[0], f"calls the target {new.id} new",
                         "Give the new lesion an id of its own.")  # fmt: skip


def _baseline_notices(participant: Participant, origin: date, rules: RecistRules) -> Iterator[Notice]:
    scans = read_days(fact for fact in participant.facts if isinstance(fact, Imaging))
    before = [reading for reading in scans if reading.on <= origin]
    if not before:
        yield _warning("imaging.no-baseline", "No imaging on or before randomisation: response cannot be evaluated.",
                       "Add the scan that the participant was registered on.")  # fmt: skip
        return
    baseline = before[-1]
    age = (origin - baseline.on).days
    if age > rules.baseline_days.value:
        yield _warning("imaging.old-baseline",
                       f"The baseline {baseline.facts[0]} is {age} days older than randomisation; at most "
                       f"{rules.baseline_days.value} are meant.", "Check its day.")  # fmt: skip
    if baseline.non_target is None:
        yield _warning("imaging.non-target-unstated",
                       f"The baseline {baseline.facts[0]} doesn't say whether there are non-target lesions.",
                       "State it: none, or present.")  # fmt: skip
    if not baseline.targets and baseline.non_target in {None, "none"}:
        yield _warning("imaging.no-disease", f"The baseline {baseline.facts[0]} shows no lesion.",
                       "Add its target lesions, or its non-target lesions as present.")  # fmt: skip
    if baseline.non_target == "none":
        for reading in scans:
            if reading.on > baseline.on and reading.non_target in {"present", "progressed"}:
                yield _warning("imaging.non-target-appeared",
                               f"{reading.facts[0]} has non-target lesions, the baseline had none.",
                               "A lesion that was not there at baseline is a new lesion.")  # fmt: skip


def _surgery_notices(participant: Participant) -> Iterator[Notice]:
    deaths = [fact for fact in participant.facts if isinstance(fact, Death)]
    graded = {fact.surgery for fact in participant.facts if isinstance(fact, Complication) and fact.grade == "V"}
    for fact in participant.facts:
        if isinstance(fact, TrialSurgery) and deaths:
            days = (deaths[0].on - fact.on).days
            if 0 <= days <= 30 and fact.id not in graded:
                yield _warning("surgery.death-ungraded",
                               f"Death {days} days after {fact.id} without a complication of grade V.",
                               "Add the complication, if the surgery was the cause.")  # fmt: skip
        if isinstance(fact, Pathology) and fact.surgery is None:
            yield _warning("pathology.surgery-unstated", f"{fact.id} names no surgery and is not used.",
                           "Name the surgery.")  # fmt: skip


def _too_early_notices(participant: Participant, origin: date) -> Iterator[Notice]:
    for fact in participant.facts:
        too_early = fact.on <= origin if isinstance(fact, Progression) else fact.on < origin
        if isinstance(fact, Progression | NewTherapy) and too_early:
            yield _warning(
                f"{fact.type}.before-randomisation",
                f"{fact.id} does not lie after the randomisation and is not used.",
                "Check the two days.",
            )


def _warning(code: str, message: str, action: str) -> Notice:
    return Notice(level="warning", code=code, message=message, action=action)
