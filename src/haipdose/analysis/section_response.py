"""Responses and the other endpoints that are reached or not, the waterfall and the swimmer plot."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from haipdose.analysis.plot_patients import swimmer_plot, waterfall_plot
from haipdose.analysis.proportions import fisher
from haipdose.analysis.report import Cell, Section, Table
from haipdose.analysis.tallies import Tally
from haipdose.analysis.trial_data import Subject, answers
from haipdose.analysis.words import ARM_NAMES, NONE, months, p_value
from haipdose.quantities import to_display
from haipdose.trial.participant import Arm
from haipdose.trial.recist import Response

_RATES: Final = {
    "objective_response": "objective response",
    "disease_control": "disease control",
    "conversion": "conversion to resection",
    "complete_local_treatment": "complete local treatment",
    "pathological_response": "pathological response",
}
_BANDS: Final = (
    "shrank by 100 %",
    "shrank by 50 % or more, still seen",
    "shrank by 30 % to below 50 %",
    "shrank by less than 30 %",
    "unchanged or grew by less than 20 %",
    "grew by 20 % or more",
)
_COLUMNS: Final = ("", *(ARM_NAMES[arm] for arm in Arm))


def responses(tally: Tally) -> Section:
    """Rates with exact intervals, of everybody and of those who could be judged; best responses."""
    names = [name for name in answers(tally.trial.subjects[0]) if name != "adverse_events"]
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        title = _RATES.get(name, f"complications, {name.rpartition('_')[2]} days")
        if name not in {"pathological_response"} and not name.startswith("complications"):
            rows.append(_rate(tally, name, title, judged=False))
        rows.append(_rate(tally, name, title, judged=True))
    rates = Table(
        "Endpoints that are reached or not",
        (*_COLUMNS, "Fisher, p"),
        tuple(rows),
        "Count of total, share (exact 95 % interval by Clopper and Pearson). “Of all”: who could not be judged counts "
        "as not reached. Complications: of those who had a surgery that counts and were followed.",
    )
    best = Table("Best response (RECIST 1.1)", _COLUMNS, tuple(_best_rows(tally)), "Participants.")
    definitions = "; ".join(
        f"{definition.title}: “{definition.wording}”"
        for name, definition in tally.trial.rules.definitions.items()
        if name in _RATES or name == "complications"
    )
    return Section("Response and surgery", (f"Registry: {definitions}.", rates, best))


def patients(tally: Tally) -> Section:
    """One row for each participant: the numbers behind waterfall and swimmer plot."""
    changes = {each.id: _best_change(each) for each in tally.trial.subjects}
    rows = tuple(_patient(tally, each, changes[each.id]) for each in tally.trial.subjects)
    table = Table(
        "Participants one by one",
        (
            "participant",
            "arm",
            "followed, months",
            "PFS, months",
            "best response",
            "best change of sum, %",
            "conversion",
        ),
        rows,
        "+: no event until then. Best change: the smallest sum of diameters until the first progression.",
    )
    measured = [(each, changes[each.id]) for each in tally.trial.subjects]
    shown = [(each, float(change)) for each, change in measured if change is not None]
    return Section(
        "Participants one by one",
        (
            waterfall_plot(shown, _changes(tally, shown)),
            swimmer_plot(tally.trial, table),
        ),
    )


def _rate(tally: Tally, name: str, title: str, *, judged: bool) -> tuple[Cell, ...]:
    cells, shares = [], []
    for arm in Arm:
        asked, reached = {}, {}
        for each in tally.trial.of(arm):
            answer = answers(each)[name]
            if answer.value is None and judged:
                continue
            facts = answer.traced_to or ("@arm",)
            asked[each.id] = facts
            if answer.value:
                reached[each.id] = facts
        which = "judged" if judged else "all"
        figure, found = tally.share(f"rate.{name}.{which}.{arm.value}", title, reached, asked)
        cells.append(figure)
        shares.append(found)
    p = fisher(shares[0], shares[1])
    bases = [f"rate.{name}.{which}.{arm.value}" for arm in Arm]
    of_whom = "of all" if which == "all" else "of those judged"
    compared = tally.text(f"rate.{name}.{which}.fisher", f"{title}: Fisher's p", p_value(p), p, *bases)
    return (f"{title}, {of_whom}", *cells, compared)


def _best_rows(tally: Tally) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for response in (*Response, None):
        title = "not assessed" if response is None else response.value
        found = [
            {each.id: each.outcomes.best_response.traced_to or ("@arm",) for each in tally.trial.of(arm)
             if each.outcomes.best_response.response is response}
            for arm in Arm
        ]  # fmt: skip
        if any(found):
            key = title.lower().replace("/", "-").replace(" ", "-")
            cells = [tally.count(f"best.{key}.{arm.value}", title, each) for arm, each in zip(Arm, found, strict=True)]
            rows.append((title, *cells))
    return rows


def _best_change(subject: Subject) -> Decimal | None:
    """The largest shrinkage, percent, until the first progression; None without a sum at any time point."""
    changes: list[Decimal] = []
    for point in subject.outcomes.tumour.points:
        if point.change_from_baseline_percent is not None:
            changes.append(point.change_from_baseline_percent)
        if point.overall is Response.PD:
            break
    return min(changes) if changes else None


def _scans(subject: Subject) -> tuple[str, ...]:
    found = list(subject.outcomes.tumour.baseline)
    for point in subject.outcomes.tumour.points:
        found += point.facts
        if point.overall is Response.PD:
            break
    return tuple(found)


def _patient(tally: Tally, each: Subject, change: Decimal | None) -> tuple[Cell, ...]:
    found = each.outcomes
    ledger, name = tally.ledger, f"participant.{each.id}"

    def basis(what: str, *facts: str) -> str:
        return ledger.basis(f"{name}.{what}", {each.id: ("@randomised_on", *facts)})

    survival, progression, best = found.os, found.pfs, found.best_response.response
    plus = {0: "+"}
    response = "not assessed" if best is None else best.value
    converted = {True: "yes", False: "no", None: "not judged"}[found.conversion.value]
    return (
        each.id,
        each.arm.value,
        tally.text(f"{name}.os", f"{each.id}, followed", months(survival.days) + plus.get(survival.event, ""),
                   survival.days, basis("os", *survival.traced_to)),
        tally.text(f"{name}.pfs", f"{each.id}, PFS", months(progression.days) + plus.get(progression.event, ""),
                   progression.days, basis("pfs", *progression.traced_to)),
        tally.text(f"{name}.best", f"{each.id}, best response", response, response,
                   basis("best", *found.best_response.traced_to)),
        tally.text(f"{name}.change", f"{each.id}, best change", NONE if change is None else to_display(change, 1),
                   change, basis("change", *_scans(each))),
        tally.text(f"{name}.conversion", f"{each.id}, conversion", converted, converted,
                   basis("conversion", *found.conversion.traced_to)),
    )  # fmt: skip


def _changes(tally: Tally, shown: list[tuple[Subject, float]]) -> Table:
    """How many shrank or grew by how much: the waterfall in numbers."""
    rows: list[tuple[Cell, ...]] = []
    for number, title in enumerate(_BANDS):
        cells = []
        for arm in Arm:
            own = {each.id: _scans(each) for each, change in shown if each.arm is arm and _band(change) == title}
            cells.append(tally.count(f"change.{number}.{arm.value}", title, own))
        rows.append((title, *cells))
    return Table("Best change of the sum of diameters", _COLUMNS, tuple(rows), "Participants with a measured sum.")


def _band(change: float) -> str:
    """The row of the table of changes: percent from the baseline, the bounds as in RECIST."""
    bounds = (-100.0, -50.0, -30.0)
    shrunk = next((title for bound, title in zip(bounds, _BANDS, strict=False) if change <= bound), None)
    if shrunk is not None:
        return shrunk
    return _BANDS[3] if change < 0 else _BANDS[4] if change < 20 else _BANDS[5]
