"""The stated risk of a plan and of a fill: how likely a pump runs dry, what it may deliver and what may come back.

A band beside the hard limits, by Monte Carlo under stated assumptions. No dose, no date and no limit rests on it. The
amounts of drug are left out: whoever is to check a fill blind may read this too.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from haipdose.documents.about import RiskOnPaper
from haipdose.errors import HaipdoseError, InputError, NotFound
from haipdose.evidence import Document
from haipdose.fill.requests import FillAnswer
from haipdose.protocol.contents import Contents
from haipdose.pump.in_use import resolve_pump
from haipdose.schedule.answer import Library
from haipdose.schedule.requests import Course, PlanAnswer

if TYPE_CHECKING:
    from haipdose_sim.cohort.proportions import Proportion
    from haipdose_sim.cohort.risk_documents import Spread

_PER_CENT: Final = 100.0


class Share(Document):
    """How many of the simulated lives, percent, with its interval (95 %) of Monte Carlo error alone."""

    percent: float
    lowest_percent: float
    highest_percent: float


class Middle(Document):
    """The median, and what 95 of 100 simulated lives lie between."""

    median: float
    lowest: float
    highest: float


class StatedInterval(Document):
    """From a fill to the visit that is planned to empty it.

    ``dry_before_plan``: empty before the planned visit; ``dry_before_visit`` counts visits that come late too.
    ``delivered_percent`` is of what the plan expects to leave the pump, ``returned_ml`` what comes back.
    """

    visit_id: str
    contents: Contents
    since: date
    until: date
    days: float
    dry_before_plan: Share
    dry_before_visit: Share
    delivered_percent: Middle
    returned_ml: Middle


class StatedRisk(Document):
    """The stated risk of a plan's intervals, with the assumptions that nobody has confirmed."""

    intervals: tuple[StatedInterval, ...]
    draws: int
    seed: int
    to_confirm: tuple[str, ...]
    caution: str


def risk_of_plan(plan: PlanAnswer, course: Course, library: Library, *, at_most: int | None = None) -> StatedRisk:
    """The stated risk of a plan, of its first ``at_most`` intervals.

    Raises:
        NotFound: the simulation is not installed on this server.
        InputError: no pump, or nothing planned that empties a fill of known flow.
    """
    _need_simulation()
    from haipdose_sim.cohort.reservoir_parameters import reservoir_parameters
    from haipdose_sim.cohort.risk import request_of_plan, risk_of
    from haipdose_sim.cohort.risk_on_paper import DRAWS, SEED

    if course.pump is None:
        raise InputError("The course has no pump.", code="simulate.no-pump", field="pump")
    profile = library.profile(course.pump.profile)
    request = request_of_plan(plan, resolve_pump(course.pump, profile).residual_limit_ml)
    request = request.model_copy(update={"intervals": request.intervals[:at_most]})
    answer = risk_of(request, reservoir_parameters().with_profile(profile), seed=SEED, draws=DRAWS)
    intervals = []
    for asked, found in zip(request.intervals, answer.intervals, strict=True):
        if asked.visit is None or asked.contents is None or asked.since is None or asked.until is None:
            continue  # not of a plan
        intervals.append(
            StatedInterval(
                visit_id=asked.visit,
                contents=asked.contents,
                since=asked.since,
                until=asked.until,
                days=found.days,
                dry_before_plan=_share(found.dry_before_plan),
                dry_before_visit=_share(found.dry_before_visit),
                delivered_percent=_middle(found.delivered_percent),
                returned_ml=_middle(found.returned_ml),
            )
        )
    return StatedRisk(
        intervals=tuple(intervals),
        draws=answer.draws,
        seed=answer.seed,
        to_confirm=answer.to_confirm,
        caution=answer.caution,
    )


def stated_on_paper(fill: FillAnswer, library: Library) -> RiskOnPaper | None:
    """The stated risk of a fill for its worksheet; None when there is none to state, or no simulation installed."""
    if not installed():
        return None
    from haipdose_sim.cohort.risk_on_paper import risk_on_paper

    try:
        return risk_on_paper(fill, library.profile(fill.profile))
    except HaipdoseError:
        return None


def installed() -> bool:
    """Whether this server can simulate. Loads and compiles the simulation at the first call, which takes seconds."""
    try:
        import haipdose_sim.cohort.risk  # noqa: F401
    except ModuleNotFoundError:
        return False
    return True


def _need_simulation() -> None:
    if not installed():
        raise NotFound(
            "This server states no risk: the simulation is not installed.",
            code="simulate.not-installed",
            remedy="Install haipdose with its extra: pip install 'haipdose[simulation]'.",
        )


def _share(found: Proportion) -> Share:
    return Share(
        percent=found.probability * _PER_CENT,
        lowest_percent=found.lowest * _PER_CENT,
        highest_percent=found.highest * _PER_CENT,
    )


def _middle(found: Spread) -> Middle:
    return Middle(median=found.median, lowest=found.lowest_95, highest=found.highest_95)
