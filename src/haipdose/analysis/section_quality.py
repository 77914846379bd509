"""Questionnaires by visit, quality-adjusted life years and productivity."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping
from typing import Final

from scipy.stats import ttest_ind

from haipdose.analysis.plot_quality import Mean, quality_plot
from haipdose.analysis.report import Cell, Section, Table
from haipdose.analysis.tallies import Tally
from haipdose.analysis.trial_data import Subject
from haipdose.analysis.words import ARM_NAMES, DAYS_PER_MONTH, NONE, number
from haipdose.trial.facts import Questionnaire
from haipdose.trial.participant import Arm

_COLUMNS: Final = ("", *(ARM_NAMES[arm] for arm in Arm))
_EVERY: Final = 3
"""Months between the visits that questionnaires without a named visit are put to."""
Values = dict[str, dict[str, tuple[float, str]]]
"""By visit, then by participant: the value and the fact."""


def quality_of_life(tally: Tally) -> Section:
    """QLQ-C30 by scale and visit, EQ-5D-3L utilities by visit."""
    scales = tally.trial.rules.qlq_c30.scales
    rows: list[tuple[Cell, ...]] = []
    for name, scale in scales.items():
        rows += _by_visit(tally, f"qlq.{name}", scale.title, _scores(tally, name), places=1)
    table = Table(
        "QLQ-C30",
        _COLUMNS,
        tuple(rows),
        "Mean (standard deviation); participants. 0 to 100: functional scales and global health, more is better; "
        "symptoms, more is worse. Of several questionnaires at one visit the first "
        "counts. Who filled nothing in is not estimated.",
    )
    utilities = _utilities(tally)
    utility_rows = tuple(_by_visit(tally, "utility", "utility", utilities, places=3))
    utility = Table(
        "EQ-5D-3L utility, Dutch tariff", _COLUMNS, utility_rows, "Mean (standard deviation); participants."
    )
    means = _means(tally, _scores(tally, "QL2"))
    return Section(
        "Quality of life",
        (quality_plot("global-health", "global health status (QLQ-C30)", means, table), utility),
    )


def costs(tally: Tally) -> Section:
    """QALYs and productivity; a cost only where the site set prices."""
    trial = tally.trial
    qaly = {each.id: each.outcomes.qaly for each in trial.subjects}
    values = {who: float(found.qalys) for who, found in qaly.items() if found.qalys is not None}
    facts = {who: (*found.traced_to, "@randomised_on") for who, found in qaly.items()}
    rows: list[tuple[Cell, ...]] = [
        ("QALYs", *_summaries(tally, "qaly", "QALYs", values, facts, 3)),
    ]
    lost: dict[str, dict[str, float]] = {"absence_hours": {}, "presence_hours": {}, "unpaid_hours": {}, "cost": {}}
    filled: dict[str, tuple[str, ...]] = {}
    for each in trial.subjects:
        filled[each.id] = tuple(one.fact for one in each.outcomes.productivity)
        for key, sums in lost.items():
            found = [getattr(one, key) for one in each.outcomes.productivity]
            known = [one for one in found if one is not None]
            if known:
                sums[each.id] = float(sum(known))
    titles = {
        "absence_hours": "hours of paid work lost by absence",
        "presence_hours": "hours lost at work",
        "unpaid_hours": "hours of unpaid work lost",
        "cost": f"productivity cost, {trial.rules.ipcq.currency.value}",
    }
    for key, sums in lost.items():
        if sums:
            rows.append((titles[key], *_summaries(tally, f"ipcq.{key}", titles[key], sums, filled, 1)))
    table = Table(
        "QALYs and productivity",
        _COLUMNS,
        tuple(rows),
        "Mean (standard deviation); participants with a value. QALYs: undiscounted area under the utilities; iPCQ: sum "
        "over the recall periods that were filled in, nothing in between is assumed.",
    )
    words = "No price of an hour is set by the trial: hours are given, no costs." if not lost["cost"] else ""
    if lost["cost"]:
        words = "Costs of productivity only; costs of care are not in the data."
    return Section("QALYs and costs", (words, table, _difference(tally, values)))


def _summaries(
    tally: Tally, name: str, title: str, values: Mapping[str, float], facts: Mapping[str, Iterable[str]], places: int
) -> list[Cell]:
    cells: list[Cell] = []
    for arm in Arm:
        members = {each.id for each in tally.trial.of(arm)}
        own = {who: value for who, value in values.items() if who in members}
        cells.append(tally.summary(f"{name}.{arm.value}", title, own, facts, places))
    return cells


def _difference(tally: Tally, values: Mapping[str, float]) -> Table:
    """The difference of the mean QALYs with Welch's interval; no ratio to costs, which would need costs of care."""
    arms = [[values[each.id] for each in tally.trial.of(arm) if each.id in values] for arm in Arm]
    text, difference = NONE, None
    if all(len(arm) > 1 for arm in arms) and any(len(set(arm)) > 1 for arm in arms):
        interval = ttest_ind(arms[1], arms[0], equal_var=False).confidence_interval()
        difference = statistics.fmean(arms[1]) - statistics.fmean(arms[0])
        text = f"{number(difference, 3)} ({number(float(interval.low), 3)} to {number(float(interval.high), 3)})"
    cell = tally.text("qaly.difference", "QALYs, B less A", text, difference, "qaly.A", "qaly.B")
    note = (
        "Welch's 95 % interval of those with a value. QALYs end where follow-up ends: with unequal follow-up this is "
        "no estimate of a lifetime's gain."
    )
    return Table("Difference of QALYs", ("", "B less A"), (("QALYs", cell),), note)


def _visit(subject: Subject, fact: str) -> str:
    """The visit that the questionnaire names, or the nearest of every third month."""
    found = next(one for one in subject.facts if one.id == fact)
    if isinstance(found, Questionnaire) and found.visit:
        return found.visit
    months = (found.on - subject.outcomes.randomised_on).days / DAYS_PER_MONTH
    return f"month {max(0, round(months / _EVERY) * _EVERY)}"


def _scores(tally: Tally, scale: str) -> Values:
    found: Values = {}
    for each in tally.trial.subjects:
        for one in each.outcomes.quality_of_life:
            score = one.scores[scale]
            if score is not None:
                found.setdefault(_visit(each, one.fact), {}).setdefault(each.id, (float(score), one.fact))
    return found


def _utilities(tally: Tally) -> Values:
    found: Values = {}
    for each in tally.trial.subjects:
        for one in each.outcomes.utilities:
            if one.utility is not None:
                found.setdefault(_visit(each, one.fact), {}).setdefault(each.id, (float(one.utility), one.fact))
    return found


def _order(tally: Tally, visits: Iterable[str], values: Values) -> list[str]:
    """The visits in the order of the days on which they were made."""
    on = {
        (each.id, fact.id): (fact.on - each.outcomes.randomised_on).days
        for each in tally.trial.subjects
        for fact in each.facts
    }
    middle = {visit: statistics.median(on[who, fact] for who, (_, fact) in values[visit].items()) for visit in visits}
    return sorted(middle, key=lambda visit: (middle[visit], visit))


def _by_visit(tally: Tally, name: str, title: str, values: Values, places: int) -> Iterable[tuple[Cell, ...]]:
    for visit in _order(tally, values, values):
        own = {who: value for who, (value, _) in values[visit].items()}
        facts = {who: (fact,) for who, (_, fact) in values[visit].items()}
        key = visit.lower().replace(" ", "-")
        yield (f"{title}, {visit}", *_summaries(tally, f"{name}.{key}", f"{title}, {visit}", own, facts, places))


def _means(tally: Tally, values: Values) -> dict[Arm, list[Mean]]:
    found: dict[Arm, list[Mean]] = {arm: [] for arm in Arm}
    for visit in _order(tally, values, values):
        for arm in Arm:
            own = [values[visit][each.id][0] for each in tally.trial.of(arm) if each.id in values[visit]]
            if own:
                half = 1.96 * statistics.stdev(own) / math.sqrt(len(own)) if len(own) > 1 else 0.0
                found[arm].append(Mean(visit, statistics.fmean(own), half, len(own)))
    return found
