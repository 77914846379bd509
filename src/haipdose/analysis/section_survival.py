"""Overall, progression-free and hepatic progression-free survival of the arms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from haipdose.analysis.competing import Incidence, cumulative_incidence
from haipdose.analysis.cox import Hazard, hazard_ratio
from haipdose.analysis.kaplan_meier import Curve, kaplan_meier, restricted_mean
from haipdose.analysis.log_rank import LogRank, log_rank, stratified_log_rank
from haipdose.analysis.plot_survival import incidence_plot, survival_plot, ticks
from haipdose.analysis.report import Cell, Section, Table
from haipdose.analysis.tallies import Tally
from haipdose.analysis.times import Times, times_of
from haipdose.analysis.trial_data import Subject, Trial
from haipdose.analysis.words import (
    ARM_NAMES,
    DAYS_PER_MONTH,
    DAYS_PER_YEAR,
    months,
    months_with_interval,
    number,
    p_value,
    percent_with_interval,
)
from haipdose.trial.participant import Arm
from haipdose.trial.survival_times import TimeToEvent

Pick = Callable[[Subject], TimeToEvent]
CAUSES: Final = {
    1: "progression in the liver alone",
    2: "progression outside the liver or both",
    3: "death before progression",
    4: "progression, site not stated",
}
_COLUMNS: Final = ("", *(ARM_NAMES[arm] for arm in Arm))
_RESTRICTED_YEARS: Final = 2


def survival(tally: Tally, name: str, title: str, pick: Pick) -> Section:
    """Kaplan-Meier, medians, survival by year, log-rank and hazard ratio of one endpoint."""
    trial = tally.trial
    groups = {arm: times_of(pick(each) for each in trial.of(arm)) for arm in Arm}
    curves = {arm: kaplan_meier(group) for arm, group in groups.items()}
    for arm in Arm:
        _basis(tally, f"{name}.{arm.value}", trial.of(arm), pick)
    rows = _estimates(tally, name, title, groups, curves)
    table = Table(
        f"{title} by arm", _COLUMNS, rows, "95 % confidence intervals; curves: log-log (Kalbfleisch-Prentice)."
    )
    alt = f"Kaplan-Meier curves of {title.lower()} by arm with 95 % bands. " + " ".join(
        f"Arm {ARM_NAMES[arm]}: {groups[arm].count()} events of {len(groups[arm])}, "
        f"median {months(curves[arm].median.value)} months."
        for arm in Arm
    )
    plot = survival_plot(f"{name}-curve", title.lower(), curves, _at_risk(tally, name, title, curves), alt)
    definition = trial.rules.definitions[name]
    words = f"Registry: “{definition.wording}” Rule here: {definition.rule}"
    return Section(
        title, (words, table, plot, _comparison(tally, name, title, groups, pick), _reasons(tally, name, pick))
    )


def competing(tally: Tally) -> Section:
    """Hepatic progression with what competes with it: cumulative incidence, compared cause by cause."""
    trial, name = tally.trial, "hepatic_pfs"
    groups = {arm: times_of(_hepatic(each) for each in trial.of(arm)) for arm in Arm}
    for arm in Arm:
        _basis(tally, f"{name}.{arm.value}", trial.of(arm), _hepatic)
    happened = {event for group in groups.values() for event in group.events}
    causes = {cause: text for cause, text in CAUSES.items() if cause in happened or cause == 1}
    found = {arm: {text: _incidence(groups[arm], cause) for cause, text in causes.items()} for arm in Arm}
    rows: list[tuple[Cell, ...]] = []
    for cause, text in causes.items():
        counts = [
            tally.text(f"{name}.events.{cause}.{arm.value}", text, str(group.count(cause)), group.count(cause), basis)
            for arm, group in groups.items()
            for basis in (f"{name}.{arm.value}",)
        ]
        rows.append((f"{text}: participants", *counts))
        rows += [
            (f"{text}: within {year} years", *(_within(tally, cause, year, arm, found[arm][text]) for arm in Arm))
            for year in _years(groups)
        ]
    table = Table("Cumulative incidence", _COLUMNS, tuple(rows), "Aalen-Johansen; 95 % intervals on the log-log scale.")
    alt = "Cumulative incidence by cause and arm, from randomisation. " + "; ".join(
        f"{text}: " + ", ".join(f"arm {arm.value} {groups[arm].count(cause)}" for arm in Arm)
        for cause, text in causes.items()
    )
    compared = [
        _tested(tally, f"{name}.cause.{cause}", text, {arm: groups[arm].of_cause(cause) for arm in Arm}, name)
        for cause, text in causes.items()
    ]
    comparison = Table(
        "Arms compared cause by cause",
        ("", "log-rank p", "hazard ratio B to A", "check of proportionality, p"),
        tuple(compared),
        "Cause-specific: what competes is censored. A hazard compares rates, not the incidences above.",
    )
    definition = trial.rules.definitions[name]
    words = f"Registry: “{definition.wording}” Rule here: {definition.rule}"
    return Section(definition.title, (words, incidence_plot("hepatic-incidence", found, table, alt), comparison))


def _hepatic(subject: Subject) -> TimeToEvent:
    return subject.outcomes.hepatic_pfs


def _basis(tally: Tally, name: str, subjects: tuple[Subject, ...], pick: Pick) -> None:
    tally.ledger.basis(name, {each.id: ("@randomised_on", "@arm", *pick(each).traced_to) for each in subjects})


def _incidence(times: Times, cause: int) -> Incidence:
    return cumulative_incidence(times, cause)


def _years(groups: Mapping[Arm, Times]) -> tuple[int, ...]:
    longest = min(max(group.days, default=0) for group in groups.values()) / DAYS_PER_YEAR
    return tuple(year for year in (1, 2, 3, 4, 5) if year <= longest)


def _within(tally: Tally, cause: int, year: int, arm: Arm, found: Incidence) -> Cell:
    estimate = found.at(year * DAYS_PER_YEAR)
    return tally.text(
        f"hepatic_pfs.incidence.{cause}.{year}.{arm.value}",
        f"{CAUSES[cause]} within {year} years",
        percent_with_interval(estimate),
        estimate.value,
        f"hepatic_pfs.{arm.value}",
    )


def _estimates(
    tally: Tally, name: str, title: str, groups: Mapping[Arm, Times], curves: Mapping[Arm, Curve]
) -> tuple[tuple[Cell, ...], ...]:
    def row(label: str, key: str, of: Callable[[Arm], tuple[str, float | None]]) -> tuple[Cell, ...]:
        cells = ((arm, *of(arm)) for arm in Arm)
        return (
            label,
            *(tally.text(f"{name}.{key}.{arm.value}", f"{title}, {label}", text, value, f"{name}.{arm.value}")
              for arm, text, value in cells),
        )  # fmt: skip

    rows = [
        row("participants", "participants", lambda arm: (str(len(groups[arm])), len(groups[arm]))),
        row("events", "events", lambda arm: (str(groups[arm].count()), groups[arm].count())),
        row(
            "median, months", "median", lambda arm: (months_with_interval(curves[arm].median), curves[arm].median.value)
        ),
        row("median follow-up, months", "follow-up", lambda arm: _follow_up(groups[arm])),
    ]
    for year in _years(groups):
        day = year * DAYS_PER_YEAR
        rows.append(
            row(
                f"at {year} years",
                f"year.{year}",
                lambda arm, day=day: (percent_with_interval(curves[arm].at(day)), curves[arm].at(day).value),  # type: ignore[misc]
            )
        )
    until = _RESTRICTED_YEARS * DAYS_PER_YEAR

    def mean(arm: Arm) -> tuple[str, float | None]:
        found = restricted_mean(groups[arm], until)
        return ("–" if found.value is None else months_with_interval(found)), found.value

    rows.append(row(f"restricted mean in {_RESTRICTED_YEARS} years, months", "restricted-mean", mean))
    return tuple(rows)


def _follow_up(times: Times) -> tuple[str, float | None]:
    """The median time until censoring, events censored: how long those without an event are known (reverse curve)."""
    reverse = Times(times.days, tuple(int(event == 0) for event in times.events))
    median = kaplan_meier(reverse).median
    return months_with_interval(median), median.value


def _at_risk(tally: Tally, name: str, title: str, curves: Mapping[Arm, Curve]) -> Table:
    at = ticks(max(max(curve.followed.days, default=0) for curve in curves.values()))
    rows: list[tuple[Cell, ...]] = []
    for month in at:
        cells: list[Cell] = [f"{month} months"]
        for arm, curve in curves.items():
            day = month * DAYS_PER_MONTH
            (count,) = curve.at_risk([day])
            estimate = curve.at(day)
            key, basis = f"{name}.month.{month}.{arm.value}", f"{name}.{arm.value}"
            cells += [
                tally.text(f"{key}.at-risk", f"{title}, at risk at {month} months", str(count), count, basis),
                tally.text(key, f"{title} at {month} months", percent_with_interval(estimate), estimate.value, basis),
            ]
        rows.append(tuple(cells))
    columns = tuple(text for arm in Arm for text in (f"{arm.value} at risk", f"{arm.value} without event"))
    return Table(f"{title}: numbers at risk", ("", *columns), tuple(rows))


def _comparison(tally: Tally, name: str, title: str, groups: Mapping[Arm, Times], pick: Pick) -> Table:
    rows = [_tested(tally, f"{name}.compared", "not stratified", groups, name)]
    factors = tally.trial.stratum_factors()
    if factors:
        strata = _strata(tally.trial, factors)
        pairs = {
            key: tuple(times_of(pick(each) for each in members if each.arm is arm) for arm in Arm)
            for key, members in strata.items()
        }
        key_of = {each.id: key for key, members in strata.items() for each in members}
        order = tuple(key_of[each.id] for arm in Arm for each in tally.trial.of(arm))
        rows.append(
            _entered(
                tally,
                f"{name}.stratified",
                f"stratified by {', '.join(factors)}",
                stratified_log_rank(pairs),
                hazard_ratio(groups[Arm.A], groups[Arm.B], order),
                name,
            )
        )
    return Table(
        f"{title}: the arms compared",
        ("", "log-rank p", "hazard ratio B to A", "check of proportionality, p"),
        tuple(rows),
        "Cox, ties by Efron; the check tests scaled Schoenfeld residuals against time: a small p speaks against it.",
    )


def _strata(trial: Trial, factors: tuple[str, ...]) -> dict[str, list[Subject]]:
    found: dict[str, list[Subject]] = {}
    for each in trial.subjects:
        found.setdefault("/".join(each.participant.strata[factor] for factor in factors), []).append(each)
    return dict(sorted(found.items()))


def _tested(tally: Tally, key: str, label: str, groups: Mapping[Arm, Times], name: str) -> tuple[Cell, ...]:
    first, second = groups[Arm.A], groups[Arm.B]
    return _entered(tally, key, label, log_rank(first, second), hazard_ratio(first, second), name)


def _entered(tally: Tally, key: str, label: str, tested: LogRank, hazard: Hazard, name: str) -> tuple[Cell, ...]:
    bases = tuple(f"{name}.{arm.value}" for arm in Arm)
    interval = f"{number(hazard.lower, 2)} to {number(hazard.upper, 2)}"
    ratio = (
        f"not estimable: {hazard.failed}"
        if hazard.failed
        else f"{number(hazard.ratio, 2)} ({interval}), p {p_value(hazard.p)}"
    )
    return (
        label,
        tally.text(f"{key}.log-rank", f"{label}: log-rank p", p_value(tested.p), tested.p, *bases),
        tally.text(f"{key}.hazard-ratio", f"{label}: hazard ratio B to A", ratio, hazard.ratio, *bases),
        tally.text(
            f"{key}.proportional",
            f"{label}: proportionality",
            p_value(hazard.p_proportional),
            hazard.p_proportional,
            *bases,
        ),
    )


def _reasons(tally: Tally, name: str, pick: Pick) -> Table:
    """How the times ended: every rule that decided, with what it means."""
    found = {arm: {each.id: pick(each) for each in tally.trial.of(arm)} for arm in Arm}
    reasons = sorted({time.reason for times in found.values() for time in times.values()})
    rows: list[tuple[Cell, ...]] = []
    for reason in reasons:
        cells = [
            tally.count(
                f"{name}.reason.{reason}.{arm.value}",
                f"{name} ended by {reason}",
                {who: (*time.traced_to, "@randomised_on") for who, time in times.items() if time.reason == reason},
            )
            for arm, times in found.items()
        ]
        rows.append((reason, *cells, tally.trial.rules.reasons.get(reason, "")))
    return Table("How the times ended", (*_COLUMNS, "meaning"), tuple(rows))
