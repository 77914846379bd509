"""The document beside a simulated data set: what was asked, what is true, what is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from haipdose.evidence import Document
from haipdose_sim.cohort.course_parameters import course_parameters
from haipdose_sim.cohort.data_set.make import Asked, Made, Truth
from haipdose_sim.cohort.data_set.rates import Rates
from haipdose_sim.cohort.trial.parameters import TrialParameters

CAUTION: Final = (
    "Nobody in this data set exists. It proves that the software holds together, not that a treatment works; most of "
    "its assumptions were never measured."
)


class TruthFile(Document):
    """``FILE.truth.json``: the simulator's knowledge. Whoever analyses the data set must not need it."""

    seed: int
    participants: int
    start: date
    until: date
    effects: str
    hazard_ratio_set: float
    parameters: tuple[str, ...]
    truths: tuple[Truth, ...]
    to_confirm: tuple[str, ...]
    caution: str = CAUTION


def truth_file(asked: Asked, parameters: TrialParameters, rates: Rates, made: Sequence[Made]) -> TruthFile:
    """The document of a data set."""
    return TruthFile(
        seed=asked.seed,
        participants=asked.participants,
        start=asked.start,
        until=asked.until,
        effects=asked.effects.value,
        hazard_ratio_set=asked.hazard_ratio or float(parameters.pump.hazard_ratio.value),
        parameters=(parameters.id, rates.id),
        truths=tuple(each.truth for each in made if each.truth is not None),
        to_confirm=(
            *parameters.to_confirm(),
            *(f"course.{value}" for value in course_parameters().to_confirm()),
            *rates.to_confirm(),
        ),
    )
