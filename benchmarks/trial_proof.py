"""The trial simulation at length: error rate, power against Schoenfeld, and whole data sets held against their truth.

``make trial-proof`` writes ``out/trial-proof.json`` and ends with 1 when a number is not what it has to be.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

from haipdose.analysis.trial_data import trial_data
from haipdose.cli.simulate_data_set import fill_rules
from haipdose.course.fold import fold
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose.trial.participant import Participant
from haipdose_sim.cohort.data_set.compare import compare
from haipdose_sim.cohort.data_set.make import Asked, last_day, make_data_set
from haipdose_sim.cohort.data_set.rates import data_set_rates
from haipdose_sim.cohort.proportions import proportion
from haipdose_sim.cohort.trial.exposure import Stated
from haipdose_sim.cohort.trial.operating import schoenfeld_power, simulate_trials, trial_setup, true_hazard_ratio
from haipdose_sim.cohort.trial.parameters import TrialParameters, trial_parameters
from haipdose_sim.cohort.trial.scenario import Effects
from haipdose_sim.cohort.trial.trial_kernel import ROW

PACKAGED = trial_parameters()
DOSES = Stated(0.74, 0.97)
RARE = 1e-4
LOOKS = ((Decimal(1),), (Decimal("0.6"), Decimal(1)), (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1)))


def designed(**values: Any) -> TrialParameters:
    """The packaged parameters with another design."""
    change = {n: getattr(PACKAGED.design, n).model_copy(update={"value": v}) for n, v in values.items()}
    return PACKAGED.model_copy(update={"design": PACKAGED.design.model_copy(update=change)})


def error_rates(trials: int) -> list[dict[str, Any]]:
    """Under no effect, with looks and without, and where the calendar ends every trial."""
    found = []
    for looks in LOOKS:
        for further in (1096, 120):
            setup = trial_setup(designed(looks=looks, further_days=further), DOSES, seed=20, effects=Effects.NONE)
            (point,) = simulate_trials([(1.0, setup)], trials=trials, threads=2)
            count = int((point.rows[:, ROW.index("decision")] != 0).sum())
            found.append(
                {
                    "looks": [str(each) for each in looks],
                    "further_days": further,
                    "error": proportion(count, trials).model_dump(),
                    "holds": bool(stats.binomtest(count, trials, 0.05).pvalue > RARE),
                }
            )
            print(found[-1], flush=True)
    return found


def powers(trials: int) -> list[dict[str, Any]]:
    """Under proportional hazards, one look, against the formula; it is itself an approximation of a point or two."""
    found = []
    for ratio, events in ((0.9, 200), (0.8, 200), (0.7, 150), (0.7, 200), (0.6, 120), (0.5, 60)):
        parameters = designed(looks=(Decimal(1),), events=events, further_days=4000, follow_up_days=6000)
        setup = trial_setup(parameters, DOSES, seed=21, effects=Effects.PROPORTIONAL, hazard_ratio=ratio)
        (point,) = simulate_trials([(ratio, setup)], trials=trials, threads=2)
        won = proportion(int((point.rows[:, ROW.index("decision")] == 1).sum()), trials)
        formula = schoenfeld_power(ratio, events, 0.05)
        found.append(
            {
                "hazard_ratio": ratio,
                "deaths": events,
                "power": won.model_dump(),
                "schoenfeld": formula,
                "holds": abs(won.probability - formula) < 0.025,
            }
        )
        print(found[-1], flush=True)
    return found


def data_sets(seeds: int) -> list[dict[str, Any]]:
    """306 participants for each seed: endpoints against the truth, courses folded without a contradiction."""
    start = date(2025, 3, 1)
    until, rules, rates = last_day(PACKAGED, start), fill_rules(), data_set_rates()
    ratio, error = true_hazard_ratio(trial_setup(PACKAGED, DOSES, seed=22, effects=Effects.DOSE))
    found = []
    for seed in range(seeds):
        made, _ = make_data_set(Asked(306, seed, start, until, Effects.DOSE, None), PACKAGED, rates, rules)
        trial = trial_data([Participant.model_validate(each.document) for each in made], until, endpoint_rules())
        told = compare([each.truth for each in made if each.truth is not None], trial, ratio, error)
        courses = [each.participant.course for each in trial.subjects]
        conflicts = [
            conflict.code
            for course in courses
            if course is not None
            for conflict in fold(course.facts, as_of=course.as_of, reservoir_ml=Decimal(30)).conflicts
        ]
        found.append(
            {
                "seed": seed,
                "comparison": told.model_dump(),
                "conflicts": conflicts,
                "holds": not told.disagreements and not conflicts,
            }
        )
        print(seed, told.disagreements, conflicts, told.estimated, told.interval_holds_true, flush=True)
    return found


def main() -> int:
    """Run everything; 1 when something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=100_000)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path("out/trial-proof.json"))
    asked = parser.parse_args()
    began = time.monotonic()
    found = {
        "error_rates": error_rates(asked.trials),
        "powers": powers(asked.trials),
        "data_sets": data_sets(asked.seeds),
    }
    covered = [each["comparison"]["interval_holds_true"] for each in found["data_sets"]]
    summary = {
        **found,
        "intervals_that_hold_the_true_ratio": f"{int(np.sum(covered))} of {len(covered)}",
        "seconds": round(time.monotonic() - began),
    }
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    good = all(each["holds"] for part in found.values() for each in part)
    print(f"{'everything holds' if good else 'SOMETHING DOES NOT HOLD'}: {asked.out}, {summary['seconds']} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
