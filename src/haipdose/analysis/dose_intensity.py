"""What was given of what was planned: floxuridine by fills, systemic therapy by component.

*Relative dose intensity* is the dose given over the time it took, against full doses at the protocol's interval:
the sum of the full-dose shares, divided by the number of cycles that fit from the first to the last dose at the
protocol's interval, both ends counted. Delays and reductions both lower it. *Share of the planned* is the same sum
divided by the planned cycles; who is still treated at the cut-off has not had all of them yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from haipdose.analysis.trial_data import Subject
from haipdose.course.facts import FillGiven, SystemicGiven
from haipdose.errors import InputError
from haipdose.protocol.contents import Contents
from haipdose.protocol.schema import Protocol
from haipdose.quantities import exactly, settle

FLOXURIDINE = "floxuridine"


@dataclass(frozen=True, slots=True)
class Dosing:
    """One drug of one participant. ``full_doses``: the sum of what was given as shares of the full dose.

    ``milligrams`` is None when a gift doesn't state it; ``intensity`` when the interval is not known.
    """

    drug: str
    cycles: int
    full_doses: Decimal
    milligrams: Decimal | None
    intensity: Decimal | None
    of_planned: Decimal | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Gift:
    on: date
    share: Decimal
    milligrams: Decimal | None
    fact: str


def dosing(subject: Subject, protocol_named: Callable[[str], Protocol]) -> tuple[Dosing, ...]:
    """Every drug that the participant got, floxuridine first.

    Args:
        subject: with the course.
        protocol_named: the protocol of an id, for intervals and planned cycles; one that is not known gives none.
    """
    course = subject.participant.course
    if course is None:
        return ()
    try:
        protocol = protocol_named(course.protocol)
    except InputError:
        protocol = None
    fills = _fills(subject)
    found: list[Dosing] = []
    if fills:
        pump = None if protocol is None else protocol.schedule.pump
        planned = course.pump_cycles or (None if pump is None else pump.cycles.value)
        found.append(_dosing(FLOXURIDINE, fills, None if pump is None else pump.cycle_days.value, planned))
    found += _systemic(subject, protocol)
    return tuple(found)


def _fills(subject: Subject) -> list[_Gift]:
    return [
        _Gift(fact.at.date(), fact.dose_percent / 100, fact.floxuridine_mg, key)
        for key, fact in subject.course_facts
        if isinstance(fact, FillGiven) and fact.contents is Contents.FLOXURIDINE and fact.dose_percent is not None
    ]


def _systemic(subject: Subject, protocol: Protocol | None) -> Iterable[Dosing]:
    given = [(key, fact) for key, fact in subject.course_facts if isinstance(fact, SystemicGiven)]
    components = sorted({name for _, fact in given for name in fact.percent_of_full})
    interval = _interval(subject, [fact for _, fact in given], protocol)
    for name in components:
        gifts = [
            _Gift(fact.at.date(), fact.percent_of_full.get(name, Decimal(0)) / 100, _milligrams(fact, name), key)
            for key, fact in given
        ]
        yield _dosing(name, gifts, interval, None)


def _milligrams(fact: SystemicGiven, component: str) -> Decimal | None:
    if fact.percent_of_full.get(component) == 0:
        return Decimal(0)
    stated = [drug.dose_mg for drug in fact.drugs if drug.drug == component]
    return sum(stated, Decimal(0)) if stated else None


def _interval(subject: Subject, given: Sequence[SystemicGiven], protocol: Protocol | None) -> int | None:
    """The days between two cycles; None when a regimen is unknown or they differ in length."""
    course = subject.participant.course
    if protocol is None or course is None:
        return None
    offer = protocol.systemic.offers.get(course.arm)
    offered = {} if offer is None else {**offer.without_pump, **offer.with_pump}
    known = protocol.systemic.regimens
    days: set[int | None] = set()
    for name in {fact.regimen.lower() for fact in given}:
        regimen = known.get(offered[name].value if name in offered else name)
        days.add(None if regimen is None else regimen.cycle_days.value)
    return days.pop() if len(days) == 1 else None


def _dosing(drug: str, gifts: Sequence[_Gift], interval: int | None, planned: int | None) -> Dosing:
    full = sum((gift.share for gift in gifts), Decimal(0))
    amounts = [gift.milligrams for gift in gifts]
    with exactly():
        intensity = None
        if interval is not None:
            cycles = Decimal((gifts[-1].on - gifts[0].on).days) / interval + 1
            intensity = settle(full / cycles)
        return Dosing(
            drug=drug,
            cycles=sum(gift.share > 0 for gift in gifts),
            full_doses=full,
            milligrams=None if None in amounts else sum((each for each in amounts if each is not None), Decimal(0)),
            intensity=intensity,
            of_planned=None if planned is None else settle(full / planned),
            facts=tuple(gift.fact for gift in gifts),
        )
