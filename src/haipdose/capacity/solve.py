"""``haipdose schedule``: the one entry of this room. Best answer so far at any moment, with a proven bound."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from haipdose.capacity.answering import Found, answer_from
from haipdose.capacity.answers import ClinicAnswer, Progress
from haipdose.capacity.defaults import clinic_defaults
from haipdose.capacity.first_fit import first_fit, published_places
from haipdose.capacity.least_moves import moving_least
from haipdose.capacity.problem import Problem, make_problem
from haipdose.capacity.requests import ClinicRequest, PublishedAppointment
from haipdose.capacity.settle import settle
from haipdose.derivation import Notice
from haipdose.errors import InputError, raise_all

Report = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def _never() -> bool:
    return False


def solve_clinic(
    request: ClinicRequest,
    *,
    seconds: float = 60.0,
    workers: int = 2,
    deterministic: bool = False,
    previous: ClinicAnswer | None = None,
    least_moves: bool = False,
    progress: Report | None = None,
    cancelled: Cancelled | None = None,
) -> ClinicAnswer:
    """Give every visit a day and a time within what the clinic can do, at the least cost that was found in time.

    Args:
        request: the clinic, the visits, the rules between them, wishes and published appointments.
        seconds: how long to search; explanations come on top.
        workers: threads of the search.
        deterministic: equal requests give equal answers: one worker, a fixed seed, effort counted instead of time.
        previous: an earlier answer, whose appointments count as published where the request names none.
        least_moves: move what was published only where that gives somebody a place, whatever else it would better.
        progress: is told each improvement of cost or bound.
        cancelled: is asked now and then; when it says so, the best answer so far is given and marked ``interrupted``.

    Raises:
        InputError: a kind of visit or a resource that is not known, a calendar that cannot be made.
    """
    if previous is not None:
        request = with_published(request, previous)
    problem, notices = prepare(request, least_moves=least_moves)
    found = _search(
        problem,
        seconds=seconds,
        workers=workers,
        deterministic=deterministic,
        progress=progress,
        cancelled=cancelled or _never,
    )
    settle(found.ledger)
    if found.method == "first-fit":
        notices += (_without_solver(),)
    elif found.method != "nothing-to-place" and not found.interrupted:
        from haipdose.capacity.conflicts import conflicts_of

        found.conflicts = conflicts_of(found.ledger, deterministic=deterministic, cancelled=cancelled or _never)
    return answer_from(problem, found, notices)


def _search(
    problem: Problem,
    *,
    seconds: float,
    workers: int,
    deterministic: bool,
    progress: Report | None,
    cancelled: Cancelled,
) -> Found:
    if not problem.stays:
        return Found(first_fit(problem), 0, "nothing-to-place", first_fit=0)
    if find_spec("ortools") is None:
        ledger = first_fit(problem, published_places(problem))
        return Found(ledger, None, "first-fit", first_fit=problem.total(ledger.places))
    from haipdose.capacity.search import search

    return search(
        problem,
        seconds=seconds,
        workers=workers,
        deterministic=deterministic,
        report=progress,
        cancelled=cancelled,
    )


def prepare(request: ClinicRequest, *, least_moves: bool = False) -> tuple[Problem, tuple[Notice, ...]]:
    """A request with its types and weights, ready to be solved, and what there is to say about it.

    Raises:
        InputError: as :func:`solve_clinic`.
    """
    types, weights = request.appointment_types, request.weights
    notices: tuple[Notice, ...] = ()
    if types is None or weights is None:
        defaults = clinic_defaults()
        missing = [name for name, given in (("appointment_types", types), ("weights", weights)) if given is None]
        notices = (
            Notice(
                level="warning",
                code="capacity.placeholders",
                message=f"Not given and taken from the package: {', '.join(missing)}. They are placeholders (local).",
                action="Set the clinic's own in the request.",
                source=defaults.source,
            ),
        )
        if types is None:
            types = defaults.types
            raise_all(_unusable(request))
        weights = weights or defaults.weights
    if least_moves:
        weights = moving_least(weights, types)
    return make_problem(request, types, weights), notices


def _unusable(request: ClinicRequest) -> list[InputError]:
    """What the placeholders need and the clinic does not have, for the kinds that are to be placed."""
    known = {kind.kind: kind for kind in clinic_defaults().types}
    resources = {resource.id for resource in request.clinic.resources}
    faults = []
    for kind in sorted({visit.kind for visit in request.visits}):
        if kind not in known:
            faults.append(
                InputError(
                    f"There is no appointment type for visits of kind {kind}.",
                    code="capacity.type-missing",
                    field="appointment_types",
                    found=kind,
                    allowed=", ".join(sorted(known)),
                    remedy="Give the clinic's own appointment types.",
                )
            )
            continue
        faults += [
            InputError(
                f"The placeholder for {kind} needs {name}, which is no resource of the clinic.",
                code="capacity.resource-missing",
                field="clinic.resources",
                found=name,
                allowed=", ".join(sorted(resources)),
                remedy="Add the resource, or give the clinic's own appointment types.",
            )
            for name in dict.fromkeys(need.resource for need in known[kind].needs)
            if name not in resources
        ]
    return faults


def with_published(request: ClinicRequest, previous: ClinicAnswer) -> ClinicRequest:
    """The request with the appointments of an earlier answer as published; what it names itself goes first."""
    named = {(entry.course, entry.visit) for entry in request.published}
    earlier = tuple(
        PublishedAppointment(course=entry.course, visit=entry.visit, at=entry.start)
        for entry in previous.appointments
        if (entry.course, entry.visit) not in named and entry.start >= request.as_of
    )
    return request.model_copy(update={"published": (*request.published, *earlier)})


def _without_solver() -> Notice:
    return Notice(
        level="warning",
        code="capacity.no-solver",
        message="OR-tools is not installed: visits were placed one by one (first fit), without a bound.",
        action="Install haipdose with the extra 'simulation'.",
    )
