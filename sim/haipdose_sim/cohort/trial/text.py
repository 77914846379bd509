"""The answer of ``haipdose simulate trial`` for people."""

from __future__ import annotations

from typing import Final

from haipdose_sim.cohort.proportions import Proportion
from haipdose_sim.cohort.trial.answer import PointAnswer, TrialAnswer

_YEAR: Final = 365.25
_MONTH: Final = 30.4375


def trial_text(answer: TrialAnswer) -> str:
    """A paragraph for each scenario, then what has to be confirmed."""
    lines = [
        (
            f"{answer.trials:,} simulated trials of {answer.participants} participants, one to one; two-sided alpha "
            f"{answer.alpha:g}; effects: {answer.effects}; seed {answer.seed}."
        ),
        "In brackets: 95 % interval of the simulation.",
    ]
    for point in answer.points:
        lines += ["", *_point(point)]
    for pair in answer.pairs:
        lines += [
            "",
            (
                f"Same patients, hazard ratio {pair.hazard_ratio:g}: power {pair.difference_percent:+.1f} points "
                f"[{pair.lowest_percent:+.1f} to {pair.highest_percent:+.1f}]"
            ),
            f"  with {pair.second}",
            f"  instead of {pair.first}",
        ]
    lines += ["", f"To be set or confirmed ({len(answer.to_confirm)} values):"]
    lines += [f"  {value}" for value in answer.to_confirm]
    lines += ["", answer.caution]
    return "\n".join(lines)


def _point(point: PointAnswer) -> list[str]:
    lines = [
        (
            f"Hazard ratio {point.hazard_ratio:g} set, {point.true_hazard_ratio:.3f} [{point.true_lowest:.3f} to "
            f"{point.true_highest:.3f}] in a very large trial"
        ),
        f"  {point.doses}",
        f"  significant, arm B lives longer   {_shown(point.for_b)}",
        f"  significant, arm A lives longer   {_shown(point.for_a)}",
        f"  significant either way            {_shown(point.significant)}",
        f"  Schoenfeld's formula, one look    {point.schoenfeld:.1%}",
        (
            f"  deaths at the analysis            {point.deaths.mean:.1f} (5 to 95 %: {point.deaths.low_5:.0f} to "
            f"{point.deaths.high_95:.0f})"
        ),
        (
            f"  years to the analysis             {point.days.mean / _YEAR:.2f} (5 to 95 %: "
            f"{point.days.low_5 / _YEAR:.2f} "
            f"to {point.days.high_95 / _YEAR:.2f}); {point.randomised.mean:.1f} randomised by then"
        ),
    ]
    lines += [
        f"  look {look.look} at {look.planned_deaths} deaths, |z| {look.boundary:.4f}: ends {_shown(look.stopped)}"
        for look in point.looks
    ]
    if point.estimate is not None:
        found = point.estimate
        lines += [
            (
                f"  estimated hazard ratio            {found.geometric_mean:.3f} (95 % of trials: "
                f"{found.low_2_5:.3f} to "
                f"{found.high_97_5:.3f})"
            ),
            f"  its interval holds the true one   {_shown(found.coverage)}",
        ]
    for arm in point.arms:
        median = arm.median_survival_days
        months = "not reached" if median is None else f"{median.mean / _MONTH:.1f} months"
        lines.append(
            f"  arm {arm.arm}: median survival {months}, conversion {arm.converted.probability:.1%}, "
            f"response {arm.responded.probability:.1%}"
        )
    lines.append(f"  progression-free survival significant for B  {_shown(point.pfs_for_b)}")
    return lines


def _shown(found: Proportion) -> str:
    return f"{found.probability:.1%} [{found.lowest:.1%} to {found.highest:.1%}]"
