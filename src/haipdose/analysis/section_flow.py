"""Who came in, who was treated, who left: the flow of participants, and how the arms looked at baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from haipdose.analysis.ledger import Figure
from haipdose.analysis.plot_flow import flow_plot
from haipdose.analysis.report import Cell, Section, Table
from haipdose.analysis.tallies import Tally, facts_of
from haipdose.analysis.trial_data import Subject
from haipdose.analysis.words import ARM_NAMES
from haipdose.course.facts import FillGiven, SystemicGiven
from haipdose.trial.facts import Death, LostToFollowUp, NewTherapy, ProtocolTreatment, Withdrawal
from haipdose.trial.participant import Arm, Baseline

_CATEGORIES: Final = ("sex", "ecog", "ras", "braf", "primary_site")
_NUMBERS: Final = {"age_years": "Age, years", "number_of_liver_metastases": "Liver metastases"}


def flow(tally: Tally) -> Section:
    """The flow of participants (CONSORT)."""
    trial = tally.trial
    everybody = {each.participant: ("@registered_on",) for each in trial.everybody}
    randomised = {each.id: ("@arm", "@randomised_on") for each in trial.subjects}
    registered = tally.count("flow.registered", "registered", everybody)
    outside = tally.count(
        "flow.not-randomised",
        "not randomised at the cut-off",
        {who: ids for who, ids in everybody.items() if who not in randomised},
    )
    all_randomised = tally.count("flow.randomised", "randomised", randomised)
    rows: list[tuple[str, Callable[[tuple[Subject, ...]], dict[str, tuple[str, ...]]]]] = [
        ("allocated", lambda arm: {each.id: ("@arm", "@randomised_on") for each in arm}),
        ("started treatment", _started),
        ("stopped treatment by withdrawal", lambda arm: _withdrew(arm, "treatment")),
        ("withdrew from follow-up", lambda arm: _withdrew(arm, "follow-up")),
        ("withdrew consent", lambda arm: _withdrew(arm, "consent")),
        ("lost to follow-up", lambda arm: facts_of(arm, LostToFollowUp)),
        ("therapy outside the protocol", lambda arm: facts_of(arm, NewTherapy)),
        ("died", lambda arm: facts_of(arm, Death)),
        ("analysed, as randomised", lambda arm: {each.id: ("@arm", "@randomised_on") for each in arm}),
    ]
    counted = {
        label: {
            arm: tally.count(
                f"flow.{label.replace(' ', '-').replace(',', '')}.{arm.value}", label, found(trial.of(arm))
            )
            for arm in Arm
        }
        for label, found in rows
    }
    table = Table(
        "Participants by arm",
        ("", *(ARM_NAMES[arm] for arm in Arm)),
        tuple((label, *(figures[arm] for arm in Arm)) for label, figures in counted.items()),
        "Everybody is analysed in the arm they were randomised to.",
    )
    before = Table(
        "Before randomisation",
        ("", "participants"),
        (
            ("registered", registered),
            ("not randomised at the cut-off", outside),
            ("randomised", all_randomised),
        ),
    )
    return Section("Flow of participants", (before, flow_plot(registered, outside, all_randomised, counted, table)))


def baseline(tally: Tally) -> Section:
    """The arms at registration; unknown values are counted, not left out."""
    rows: list[tuple[Cell, ...]] = []
    for field, title in _NUMBERS.items():
        rows.append((title, *(_middle(tally, arm, field, title) for arm in Arm)))
    for field in _CATEGORIES:
        rows += _category(tally, field.replace("_", " "), f"@baseline.{field}", partial(_value, field=field))
    for factor in tally.trial.stratum_factors():
        rows += _category(tally, f"stratum {factor}", f"@strata.{factor}", partial(_stratum, factor=factor))
    table = Table(
        "Baseline",
        ("", *(ARM_NAMES[arm] for arm in Arm)),
        tuple(rows),
        "Numbers: median (quartiles); participants with a value. Categories: participants.",
    )
    return Section("Baseline", (table,))


def _started(arm: Iterable[Subject]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in arm:
        stated = [fact.id for fact in each.facts if isinstance(fact, ProtocolTreatment) and fact.event == "started"]
        given = [key for key, fact in each.course_facts if isinstance(fact, FillGiven | SystemicGiven)]
        if stated or given:
            found[each.id] = tuple((stated or given)[:1])
    return found


def _withdrew(arm: Iterable[Subject], scope: str) -> dict[str, tuple[str, ...]]:
    found = {
        each.id: tuple(fact.id for fact in each.facts if isinstance(fact, Withdrawal) and fact.scope == scope)
        for each in arm
    }
    return {who: ids for who, ids in found.items() if ids}


def _value(subject: Subject, field: str) -> str:
    value = getattr(subject.participant.baseline or Baseline(), field)
    return "unknown" if value is None else str(value)


def _stratum(subject: Subject, factor: str) -> str:
    return subject.participant.strata[factor]


def _middle(tally: Tally, arm: Arm, field: str, title: str) -> Figure:
    values = {
        each.id: float(getattr(each.participant.baseline, field))
        for each in tally.trial.of(arm)
        if each.participant.baseline is not None and getattr(each.participant.baseline, field) is not None
    }
    return tally.middle(
        f"baseline.{field}.{arm.value}", title, values, dict.fromkeys(values, (f"@baseline.{field}",)), places=0
    )


def _category(tally: Tally, title: str, path: str, value_of: Callable[[Subject], str]) -> Iterable[tuple[Cell, ...]]:
    levels = sorted({value_of(each) for each in tally.trial.subjects}, key=lambda level: (level == "unknown", level))
    for level in levels:
        cells = []
        for arm in Arm:
            own = {each.id: (path,) for each in tally.trial.of(arm) if value_of(each) == level}
            cells.append(
                tally.count(
                    f"baseline.{path[1:].replace('baseline.', '')}.{level}.{arm.value}", f"{title}: {level}", own
                )
            )
        yield (f"{title}: {level}", *cells)
