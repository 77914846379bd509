"""From a solution to the answer: appointments with their costs, what has no place, use of resources, changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from haipdose.capacity.answers import (
    Appointment,
    CapacityConflict,
    ClinicAnswer,
    ClinicChange,
    ClinicChanges,
    Method,
    NotPlaced,
    Progress,
    Proof,
    ResourceUse,
)
from haipdose.capacity.explain import cost_parts, gave_way_to, name_of, why_moved, why_not_placed
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.problem import Problem, Visit
from haipdose.derivation import Notice


@dataclass(slots=True)
class Found:
    """What a solver found: the solution, the bound that it proved for the whole request, and how."""

    ledger: Ledger
    bound: int | None
    method: Method
    interrupted: bool = False
    first_fit: int | None = None
    conflicts: tuple[CapacityConflict, ...] = ()
    progress: list[Progress] = field(default_factory=list)


def gap_percent(objective: int, bound: int | None) -> Decimal | None:
    """The gap between an objective and its bound, percent of the objective; None without a bound."""
    if bound is None:
        return None
    if objective <= bound:
        return Decimal(0)
    return (Decimal(objective - bound) * 100 / objective).quantize(Decimal("0.001"), rounding=ROUND_HALF_EVEN)


def answer_from(problem: Problem, found: Found, notices: tuple[Notice, ...]) -> ClinicAnswer:
    """Write a solution out for people and machines.

    Args:
        problem: what was solved.
        found: the solution.
        notices: what the caller has to say about the request.
    """
    ledger = found.ledger
    objective = problem.total(ledger.places)
    bound = None if found.bound is None else min(found.bound, objective)
    placed = sorted(ledger.at.items(), key=lambda entry: (entry[1], entry[0]))
    appointments = tuple(_appointment(ledger, problem.visits[number], *at) for number, at in placed)
    absent = [visit for visit in problem.visits if visit.index not in ledger.at]
    absent.sort(key=lambda visit: (-visit.cost_not_placed, visit.asked.latest, visit.index))
    not_placed = tuple(_not_placed(ledger, visit) for visit in absent)
    proof: Proof = "no-bound" if bound is None else "optimal" if bound >= objective else "bounded"
    return ClinicAnswer(
        as_of=problem.grid.as_of,
        method=found.method,
        proof=proof,
        interrupted=found.interrupted,
        not_placed=not_placed,
        conflicts=found.conflicts,
        appointments=appointments,
        objective=objective,
        bound=bound,
        gap_percent=gap_percent(objective, bound),
        first_fit_objective=found.first_fit,
        changes=_changes(problem, appointments, not_placed) if problem.request.published else None,
        use=tuple(_use(ledger)),
        beyond_horizon=tuple(problem.beyond),
        notices=(*notices, *_frozen_not_kept(ledger)),
        progress=tuple(found.progress),
    )


def _appointment(ledger: Ledger, visit: Visit, day: int, slot: int) -> Appointment:
    problem = ledger.problem
    stay = problem.stays[problem.stay_of[visit.index]]
    place = ledger.places[stay.index]
    together = stay.modes[place.mode].visits if place is not None else ()
    start = problem.grid.moment(day, slot)
    from datetime import timedelta

    return Appointment(
        course=visit.asked.course,
        visit=visit.asked.visit,
        kind=visit.asked.kind,
        day=problem.grid.days[day],
        start=start,
        end=start + timedelta(minutes=visit.kind.minutes),
        target=visit.asked.target,
        earliest=visit.asked.earliest,
        latest=visit.asked.latest,
        joined_with=tuple(problem.visits[other].asked.visit for other in together if other != visit.index),
        costs=tuple(cost_parts(problem, visit, day, slot)),
        published_at=visit.published.at if visit.published is not None else None,
        why_moved=why_moved(ledger, visit),
        gave_way_to=gave_way_to(ledger, visit),
    )


def _not_placed(ledger: Ledger, visit: Visit) -> NotPlaced:
    reasons, remedies = why_not_placed(ledger, visit)
    asked = visit.asked
    return NotPlaced(
        course=asked.course,
        visit=asked.visit,
        kind=asked.kind,
        earliest=asked.earliest,
        latest=asked.latest,
        done_by=asked.done_by,
        urgent=asked.done_by is not None or asked.dry_after_hours is not None,
        reasons=reasons,
        remedies=remedies,
    )


def _use(ledger: Ledger) -> Iterator[ResourceUse]:
    grid = ledger.problem.grid
    for number, resource in enumerate(grid.resources):
        for day, date_ in enumerate(grid.days):
            there, free = grid.capacity[number][day], ledger.free[number][day]
            used = [have - left for have, left in zip(there, free, strict=True)]
            if any(there) or any(used):
                yield ResourceUse(
                    resource=resource.id,
                    day=date_,
                    used_minutes=sum(used) * grid.slot_minutes,
                    capacity_minutes=sum(there) * grid.slot_minutes,
                    most_at_once=max(used),
                    uses=ledger.begun_on[number][day],
                )


def _changes(
    problem: Problem, appointments: tuple[Appointment, ...], not_placed: tuple[NotPlaced, ...]
) -> ClinicChanges:
    added, moved, unchanged, cancelled = [], [], [], []
    asked = {(visit.asked.course, visit.asked.visit): visit for visit in problem.visits}
    for entry in appointments:
        if entry.published_at is None:
            added.append(ClinicChange(course=entry.course, visit=entry.visit, before=None, after=entry.start, why=()))
        elif entry.published_at == entry.start:
            unchanged.append(f"{entry.course} {entry.visit}")
        else:
            moved.append(
                ClinicChange(
                    course=entry.course,
                    visit=entry.visit,
                    before=entry.published_at,
                    after=entry.start,
                    why=entry.why_moved,
                    gave_way_to=entry.gave_way_to,
                )
            )
    without = {(entry.course, entry.visit) for entry in not_placed}
    for published in problem.request.published:
        key = (published.course, published.visit)
        if key in asked and key not in without:
            continue
        why = "no place was found" if key in without else "it is no longer to be placed"
        cancelled.append(ClinicChange(course=key[0], visit=key[1], before=published.at, after=None, why=(why,)))
    return ClinicChanges(added=tuple(added), moved=tuple(moved), cancelled=tuple(cancelled), unchanged=tuple(unchanged))


def _frozen_not_kept(ledger: Ledger) -> Iterator[Notice]:
    grid = ledger.problem.grid
    for visit in ledger.problem.visits:
        published = visit.published
        if published is None or not published.frozen or visit.index not in ledger.at:
            continue
        if ledger.at[visit.index] != grid.place_of(published.at):
            yield Notice(
                level="critical",
                code="capacity.frozen-not-kept",
                message=f"{name_of(visit)} is frozen at {published.at:%Y-%m-%d %H:%M} and cannot stay there: "
                f"{'; '.join(why_moved(ledger, visit))}.",
                action="Agree on the new place, or change what stands in the way.",
            )
