"""The stated risk of one fill, for its worksheet."""

from __future__ import annotations

from typing import Final

from haipdose.documents.about import RiskOnPaper, ShareOnPaper
from haipdose.fill.requests import FillAnswer
from haipdose.pump.profile import PumpProfile
from haipdose_sim.cohort.reservoir_parameters import reservoir_parameters
from haipdose_sim.cohort.risk import request_of_fill, risk_of

DRAWS: Final = 10_000
SEED: Final = 0
"""The same fill has the same stated risk wherever it is printed."""


def risk_on_paper(fill: FillAnswer, profile: PumpProfile) -> RiskOnPaper:
    """Running dry before the fill is emptied, what comes back and what is delivered, of 10,000 simulated pumps.

    Raises:
        InputError: a fill of unknown flow.
    """
    answer = risk_of(request_of_fill(fill), reservoir_parameters().with_profile(profile), seed=SEED, draws=DRAWS)
    [found] = answer.intervals
    dry, returned, delivered = found.dry_before_visit, found.returned_ml, found.delivered_percent
    return RiskOnPaper(
        dry=ShareOnPaper(dry.probability, dry.highest, dry.count),
        returned_ml=(returned.lowest_95, returned.highest_95),
        delivered_percent=(delivered.lowest_95, delivered.highest_95),
        draws=answer.draws,
    )
