"""What was given, and what it did: dose intensity and adverse events."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from haipdose.analysis.dose_intensity import Dosing, dosing
from haipdose.analysis.proportions import fisher
from haipdose.analysis.report import Cell, Section, Table
from haipdose.analysis.tallies import Tally
from haipdose.analysis.words import ARM_NAMES, p_value
from haipdose.protocol.schema import Protocol
from haipdose.trial.participant import Arm

_COLUMNS: Final = ("", *(ARM_NAMES[arm] for arm in Arm))


def doses(tally: Tally, protocol_named: Callable[[str], Protocol]) -> Section:
    """Planned against delivered: floxuridine, and every component of the systemic therapy."""
    found = {each.id: dosing(each, protocol_named) for each in tally.trial.subjects}
    drugs = sorted(
        {one.drug for each in found.values() for one in each}, key=lambda name: (name != "floxuridine", name)
    )
    rows: list[tuple[Cell, ...]] = []
    for drug in drugs:
        own = {who: one for who, each in found.items() for one in each if one.drug == drug}
        rows += _drug(tally, drug, own)
    table = Table(
        "Dose intensity",
        _COLUMNS,
        tuple(rows),
        "Median (quartiles); participants with a value. Intensity: full doses given over the cycles that fit between "
        "the first and the last dose at the protocol's interval; delays and reductions lower it. Of planned: full "
        "doses over the planned cycles, treatment that goes on included.",
    )
    return Section("Treatment given", (table,))


def _drug(tally: Tally, drug: str, own: dict[str, Dosing]) -> Iterable[tuple[Cell, ...]]:
    values: dict[str, tuple[str, int, dict[str, float]]] = {
        "cycles": ("cycles with a dose", 0, {who: float(one.cycles) for who, one in own.items()}),
        "full-doses": ("full doses in sum", 1, {who: float(one.full_doses) for who, one in own.items()}),
        "milligrams": (
            "mg in sum", 0, {who: float(one.milligrams) for who, one in own.items() if one.milligrams is not None},
        ),
        "intensity": (
            "relative dose intensity, %", 0,
            {who: float(one.intensity) * 100 for who, one in own.items() if one.intensity is not None},
        ),
        "of-planned": (
            "of planned, %", 0,
            {who: float(one.of_planned) * 100 for who, one in own.items() if one.of_planned is not None},
        ),
    }  # fmt: skip
    facts = {who: one.facts for who, one in own.items()}
    for key, (title, places, found) in values.items():
        if not found:
            continue
        cells = []
        for arm in Arm:
            members = {each.id for each in tally.trial.of(arm)}
            kept = {who: value for who, value in found.items() if who in members}
            cells.append(tally.middle(f"dose.{drug}.{key}.{arm.value}", f"{drug}: {title}", kept, facts, places))
        yield (f"{drug}: {title}", *cells)


def adverse_events(tally: Tally) -> Section:
    """Adverse events of the grade that counts by term and arm, beside what nobody has judged and the laboratory."""
    trial = tally.trial
    lowest = trial.rules.adverse_events.lowest_grade.value
    treated = {
        arm: {each.id: (*each.outcomes.adverse_events.traced_to, "@arm") for each in trial.of(arm)
              if each.outcomes.adverse_events.reason != "adverse-event.no-treatment"}
        for arm in Arm
    }  # fmt: skip
    terms = {
        "related": {e.term for s in trial.subjects for e in s.outcomes.adverse_events.events if e.related},
        "unjudged": {e.term for s in trial.subjects for e in s.outcomes.adverse_events.events if e.related is None},
        "laboratory": {e.term for s in trial.subjects for e in s.outcomes.adverse_events.laboratory},
    }
    titles = {"related": "", "unjudged": " (cause not judged)", "laboratory": " (laboratory value)"}
    rows = [_events(tally, "any", f"any related, grade {lowest} or more", treated, "related", None)]
    for which, names in terms.items():
        for term in sorted(names):
            key = f"{which}.{term.lower().replace(' ', '-')}"
            rows.append(_events(tally, key, f"{term}{titles[which]}", treated, which, term))
    definition = trial.rules.definitions["adverse_events"]
    table = Table(
        f"Participants with adverse events of grade {lowest} or more (CTCAE v5.0)",
        (*_COLUMNS, "Fisher, p"),
        tuple(rows),
        "Of those treated, each participant once a row; share with exact 95 % interval. Laboratory values are graded "
        "beside the judged events and never counted for them.",
    )
    return Section("Adverse events", (f"Registry: “{definition.wording}” Rule here: {definition.rule}", table))


def _events(
    tally: Tally, key: str, title: str, treated: dict[Arm, dict[str, tuple[str, ...]]], which: str, term: str | None
) -> tuple[Cell, ...]:
    cells, shares = [], []
    for arm in Arm:
        reached: dict[str, tuple[str, ...]] = {}
        for each in tally.trial.of(arm):
            answer = each.outcomes.adverse_events
            if which == "laboratory":
                ids = tuple(one.fact for one in answer.laboratory if one.term == term)
            else:
                wanted = True if which == "related" else None
                ids = tuple(one.fact for one in answer.events if one.related is wanted and term in {None, one.term})
            if ids and each.id in treated[arm]:
                reached[each.id] = ids
        figure, found = tally.share(f"ae.{key}.{arm.value}", title, reached, {**treated[arm], **reached})
        cells.append(figure)
        shares.append(found)
    p = fisher(shares[0], shares[1])
    bases = [f"ae.{key}.{arm.value}" for arm in Arm]
    return (title, *cells, tally.text(f"ae.{key}.fisher", f"{title}: Fisher's p", p_value(p), p, *bases))
