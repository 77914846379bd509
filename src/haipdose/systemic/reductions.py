"""Which rows of the reduction tables an event, a nadir, renal function, DPYD or an operation calls up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from haipdose.errors import InputError, raise_all
from haipdose.patient.laboratory import result_in_unit
from haipdose.protocol.systemic_rules import Effect, NadirBelow, Reduction, SystemicRules
from haipdose.quantities import to_display, to_text
from haipdose.systemic.combinations import ChosenRegimen
from haipdose.systemic.reasons import reason_of
from haipdose.systemic.requests import CycleEvent, CycleSituation, Reason


@dataclass(frozen=True)
class Call:
    """One effect that is called up for one component. ``toxicity`` counts towards the number of reductions."""

    component: str
    effect: Effect
    reason: Reason
    toxicity: bool


@dataclass
class ReductionFinding:
    """What events and nadirs call up."""

    calls: list[Call] = field(default_factory=list)
    stop_regimen: list[Reason] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    beyond_tables: list[str] = field(default_factory=list)


def check_reductions(rules: SystemicRules, chosen: ChosenRegimen, situation: CycleSituation) -> ReductionFinding:
    """Look up every event and nadir in the tables, for the components that are given.

    Raises:
        InputError: events that the protocol doesn't know.
    """
    _refuse_unknown(rules, situation)
    finding = ReductionFinding()
    for event in sorted(situation.events, key=_order):
        _check_event(rules, chosen, event, finding)
    for name, row in rules.reductions.items():
        if row.nadir is not None and _reached(row.nadir, situation):
            _call(name, row, chosen, row.title, finding)
    return finding


def named_events(rules: SystemicRules, situation: CycleSituation) -> CycleSituation:
    """The situation with every event under the protocol's own name for it; unknown names stay as they are."""
    ids = {name: event for event, kind in rules.events.items() for name in (event, *kind.also)}
    events = tuple(
        event.model_copy(update={"name": ids.get(event.name.strip().lower(), event.name)}) for event in situation.events
    )
    return situation.model_copy(update={"events": events})


def _order(event: CycleEvent) -> tuple[str, int, int]:
    """Events have no order of their own: the answer must not depend on the one they were written in."""
    return event.name, -1 if event.grade is None else event.grade, event.occurrence


def _refuse_unknown(rules: SystemicRules, situation: CycleSituation) -> None:
    unknown = [
        InputError(
            f"{event.name!r} is not an event that this protocol knows.",
            code="systemic.event-unknown",
            field=f"events.{index}.name",
            found=event.name,
            allowed=", ".join(sorted(rules.events)),
        )
        for index, event in enumerate(situation.events)
        if event.name not in rules.events
    ]
    raise_all(unknown)


def _check_event(rules: SystemicRules, chosen: ChosenRegimen, event: CycleEvent, finding: ReductionFinding) -> None:
    kind = rules.events[event.name]
    if kind.graded and event.grade is None:
        finding.missing.append(f"events.{event.name}.grade")
        return
    grade = event.grade if kind.graded else None
    covered: list[int] = []
    for name, row in _rows_about(rules, chosen, event.name, kind.kind):
        if not kind.graded:
            _call(name, row, chosen, kind.title, finding)
            continue
        if grade is None or row.from_grade is None or row.to_grade is None or grade < row.from_grade:
            continue
        covered.append(row.to_grade)
        if event.occurrence >= row.from_occurrence:
            _call(name, row, chosen, _described(kind.title, grade, event.occurrence), finding)
    if grade is not None and covered and max(covered) < grade:
        finding.beyond_tables.append(f"{kind.title} grade {grade}: the tables speak of grade {max(covered)} at most")


def _described(title: str, grade: int, occurrence: int) -> str:
    if occurrence > 1:
        return f"{title} grade {grade}, occurrence {occurrence}"
    return f"{title} grade {grade}"


def _rows_about(rules: SystemicRules, chosen: ChosenRegimen, event: str, kind: str) -> Iterator[tuple[str, Reduction]]:
    for name, row in rules.reductions.items():
        touches = row.regimen is not None or not set(row.effects).isdisjoint(chosen.components)
        if touches and (event in row.events or kind in row.kinds):
            yield name, row


def _reached(nadir: NadirBelow, situation: CycleSituation) -> bool:
    return any(
        result.test == nadir.test and result_in_unit(result, nadir.unit) < nadir.limit
        for result in (*situation.since_last, *situation.current)
    )


def _call(name: str, row: Reduction, chosen: ChosenRegimen, text: str, finding: ReductionFinding) -> None:
    if row.regimen is not None:
        finding.stop_regimen.append(reason_of(row.regimen, f"systemic.reductions.{name}.regimen", text))
    for component, effect in row.effects.items():
        if component in chosen.components:
            path = f"systemic.reductions.{name}.effects.{component}"
            finding.calls.append(Call(component, effect.value, reason_of(effect, path, text), toxicity=True))


def describe(effect: Effect, unit: str) -> str:
    """An effect in words."""
    if effect.to is not None and effect.of is not None:
        return f"{to_text(effect.of)} → {to_text(effect.to)} {unit}"
    if effect.percent_of_full is not None:
        return f"{to_text(effect.percent_of_full)} % of full dose"
    if effect.percent_of_previous is not None:
        return f"{to_text(effect.percent_of_previous)} % of the previous dose"
    if effect.levels_down is not None:
        return f"{effect.levels_down} dose level{'s' if effect.levels_down > 1 else ''} down"
    if effect.infusion_hours is not None:
        return f"over {to_display(effect.infusion_hours)} hours"
    if effect.hold:
        return "not this time"
    return "left out from now on" if effect.drop else "stopped"
