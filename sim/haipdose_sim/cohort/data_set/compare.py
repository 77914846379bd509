"""What the project's endpoint engine and statistics found in a simulated data set against what the simulator knows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from haipdose.analysis.cox import hazard_ratio
from haipdose.analysis.times import times_of
from haipdose.analysis.trial_data import Trial
from haipdose.evidence import Document
from haipdose.trial.participant import Arm
from haipdose_sim.cohort.data_set.make import Truth

_Z = 1.959963984540054


class Comparison(Document):
    """Participants whose answer is the simulator's, endpoint by endpoint, and the hazard ratios.

    ``disagreements``: in words; none is expected. ``true_hazard_ratio``: of a very large trial under the same
    assumptions, with the interval of its simulation. ``estimated``: by Cox' model from this data set, with its 95 %
    interval; it holds the true one in 19 of 20 data sets, so a miss is no fault.
    """

    participants: int
    best_responses_agree: int
    deaths_agree: int
    progressions_agree: int
    progressions_compared: int
    conversions_agree: int
    disagreements: tuple[str, ...]
    true_hazard_ratio: float
    true_lowest: float
    true_highest: float
    estimated: float | None
    estimated_lowest: float | None
    estimated_highest: float | None
    interval_holds_true: bool | None


def compare(truths: Sequence[Truth], trial: Trial, true_ratio: float, true_error: float) -> Comparison:
    """Hold every outcome against its truth.

    Args:
        truths: of every randomised participant.
        trial: the same participants with their outcomes at the end of the data set.
        true_ratio: the hazard ratio of a very large trial.
        true_error: the standard error of its logarithm.
    """
    by_id = {truth.participant: truth for truth in truths}
    counts = {"best": 0, "death": 0, "progression": 0, "compared": 0, "conversion": 0}
    wrong: list[str] = []
    for subject in trial.subjects:
        truth, found = by_id[subject.id], subject.outcomes
        best = found.best_response.response
        seen = None if best is None else best.value
        died = found.os.event == 1
        checks: dict[str, tuple[object, object]] = {
            "best": (seen, truth.best_response),
            "death": (
                (died, found.os.days if died else None),
                (truth.seen_death, truth.death_day if truth.seen_death else None),
            ),
            "conversion": (bool(found.conversion.value), truth.surgery_day is not None),
        }
        if found.pfs.reason in {"progression.recist", "progression.stated"}:
            counts["compared"] += 1
            checks["progression"] = (found.pfs.days, truth.progression_day)
        for name, (mine, known) in checks.items():
            counts[name] += mine == known
            if mine != known:
                wrong.append(f"{subject.id}, {name}: found {mine}, true {known}")
    arm_a, arm_b = (times_of(each.outcomes.os for each in trial.of(arm)) for arm in (Arm.A, Arm.B))
    fit = hazard_ratio(arm_a, arm_b)
    holds = None if fit.lower is None or fit.upper is None else fit.lower <= true_ratio <= fit.upper
    return Comparison(
        participants=len(trial.subjects),
        best_responses_agree=counts["best"],
        deaths_agree=counts["death"],
        progressions_agree=counts["progression"],
        progressions_compared=counts["compared"],
        conversions_agree=counts["conversion"],
        disagreements=tuple(wrong),
        true_hazard_ratio=true_ratio,
        true_lowest=true_ratio * math.exp(-_Z * true_error),
        true_highest=true_ratio * math.exp(_Z * true_error),
        estimated=fit.ratio,
        estimated_lowest=fit.lower,
        estimated_highest=fit.upper,
        interval_holds_true=holds,
    )


def comparison_text(found: Comparison) -> str:
    """The comparison for people."""
    estimate = (
        "not estimable"
        if found.estimated is None
        else (f"{found.estimated:.3f} (95 % {found.estimated_lowest:.3f} to {found.estimated_highest:.3f})")
    )
    progressions = f"{found.progressions_agree} of {found.progressions_compared}"
    true = f"{found.true_hazard_ratio:.3f} [{found.true_lowest:.3f} to {found.true_highest:.3f}]"
    lines = [
        f"best response as the lesions were drawn: {found.best_responses_agree} of {found.participants}",
        f"deaths on their day: {found.deaths_agree} of {found.participants}",
        f"progressions on the day of the scan that shows them: {progressions}",
        f"conversion surgery: {found.conversions_agree} of {found.participants}",
        f"hazard ratio of death: {estimate}; in a very large trial {true}",
        *(f"DISAGREES: {words}" for words in found.disagreements),
    ]
    return "\n".join(lines)
