"""The decision about a systemic cycle: give, reduce, leave a drug out, delay, stop, or say what is missing."""

from __future__ import annotations

from haipdose.derivation import Notice, Step
from haipdose.errors import InputError, raise_all
from haipdose.protocol.systemic_rules import SystemicRules
from haipdose.systemic.combinations import ChosenRegimen
from haipdose.systemic.constraints import PatientFacts, check_constraints
from haipdose.systemic.day_one import DayOneFinding, Waiting, check_day_one, waiting
from haipdose.systemic.levels import Level, decide_level
from haipdose.systemic.reasons import reason_of, step_of
from haipdose.systemic.reductions import Call, ReductionFinding, check_reductions, named_events
from haipdose.systemic.requests import CycleSituation, DrugDecision, Reason, SystemicAction, SystemicDecision


def decide_systemic(
    rules: SystemicRules, chosen: ChosenRegimen, patient: PatientFacts, situation: CycleSituation
) -> SystemicDecision:
    """Decide one cycle of a regimen.

    What is missing or too old never means full dose: the action is then ``undetermined`` and nothing is given.
    A reason to stop or to wait that is already known counts even when something else is missing.

    Args:
        rules: the protocol's systemic section.
        chosen: the regimen, from :func:`haipdose.systemic.combinations.regimen_for`.
        patient: sex, weight in kg and age.
        situation: results, events, earlier doses and the moment of the decision.

    Raises:
        InputError: events or components that are not known, results from after the decision.
        Refused: complete DPYD deficiency.
    """
    _refuse_unknown_components(rules, situation)
    situation = named_events(rules, situation)
    day_one = check_day_one(rules, chosen, situation)
    reductions = check_reductions(rules, chosen, situation)
    constraints = check_constraints(rules, chosen, patient, situation)
    levels = _levels(rules, chosen, situation, [*reductions.calls, *constraints.calls], day_one)
    wait = waiting(rules.day_1, situation)
    stop_reasons = [*reductions.stop_regimen, *_waited_too_long(rules, day_one, wait, situation)]
    missing = _in_order(
        day_one.missing,
        reductions.missing,
        reductions.beyond_tables,
        constraints.missing,
        *(level.missing for level in levels),
    )
    action = _action(day_one, stop_reasons, missing, levels)
    reasons = (*stop_reasons, *day_one.delay)
    return SystemicDecision(
        action=action,
        drugs=tuple(_under(action, level.decision) for level in levels),
        reasons=reasons,
        missing=missing,
        delay_until=wait.until if action is SystemicAction.DELAY else None,
        latest_start=wait.latest_start,
        warnings=(*chosen.warnings, *constraints.warnings, *_notices(levels, reductions)),
        derivation=_derivation(chosen, day_one, levels, wait=wait, stop_reasons=stop_reasons, renal=constraints.steps),
    )


def _refuse_unknown_components(rules: SystemicRules, situation: CycleSituation) -> None:
    known = {name for regimen in rules.regimens.values() for name in regimen.components}
    unknown = [
        InputError(
            f"{dose.component!r} is not a component of any regimen of this protocol.",
            code="systemic.component-unknown",
            field=f"previous.{index}.component",
            found=dose.component,
            allowed=", ".join(sorted(known)),
        )
        for index, dose in enumerate(situation.previous)
        if dose.component not in known
    ]
    raise_all(unknown)


def _levels(
    rules: SystemicRules,
    chosen: ChosenRegimen,
    situation: CycleSituation,
    calls: list[Call],
    day_one: DayOneFinding,
) -> list[Level]:
    reducible = {name for row in rules.reductions.values() for name in row.effects}
    previous = {dose.component: dose for dose in situation.previous}
    return [
        decide_level(
            rules,
            name,
            component,
            chosen.paths[name],
            calls=[call for call in calls if call.component == name],
            previous=previous.get(name),
            previous_needed=situation.cycle > 1 and name in reducible,
            omitted=day_one.omit.get(name, ()),
        )
        for name, component in chosen.components.items()
    ]


def _waited_too_long(
    rules: SystemicRules, day_one: DayOneFinding, wait: Waiting, situation: CycleSituation
) -> list[Reason]:
    today = situation.as_of.date()
    if wait.over or (day_one.delay and today >= wait.latest_start):
        longest = rules.day_1.longest_delay_days
        text = f"on {today} the longest delay of {longest.value} days, until {wait.latest_start}, is used up"
        return [reason_of(longest, "systemic.day_1.longest_delay_days", text)]
    return []


def _action(
    day_one: DayOneFinding, stop_reasons: list[Reason], missing: tuple[str, ...], levels: list[Level]
) -> SystemicAction:
    actions = [level.decision.action for level in levels]
    if stop_reasons or all(action is SystemicAction.DISCONTINUE for action in actions):
        return SystemicAction.DISCONTINUE
    if day_one.delay:
        return SystemicAction.DELAY
    if missing:
        return SystemicAction.UNDETERMINED
    if not any(action.gives for action in actions):
        return SystemicAction.OMIT
    if all(action is SystemicAction.GIVE for action in actions):
        return SystemicAction.GIVE
    return SystemicAction.REDUCE


def _under(action: SystemicAction, drug: DrugDecision) -> DrugDecision:
    """A component under the cycle's action: in a cycle that isn't given, no component looks as if it were."""
    if action.gives or not drug.action.gives:
        return drug
    nothing = {"amount": None, "percent_of_full": None, "infusion_hours": None}
    return drug.model_copy(update={"action": action} | nothing)


def _notices(levels: list[Level], reductions: ReductionFinding) -> list[Notice]:
    notices = [
        Notice(
            level="warning",
            code="systemic.beyond-tables",
            message=f"{text}.",
            action="A doctor decides whether and how treatment goes on.",
        )
        for text in reductions.beyond_tables
    ]
    for level in levels:
        decision = level.decision
        if decision.action is SystemicAction.DISCONTINUE:
            notices.append(
                Notice(
                    level="warning",
                    code="systemic.component-stopped",
                    message=f"{decision.component} is stopped.",
                    action="Decide whether the other drugs go on without it.",
                )
            )
        elif decision.action is SystemicAction.REDUCE and len(decision.reasons) > 1:
            notices.append(
                Notice(
                    level="info",
                    code="systemic.several-reasons",
                    message=f"{decision.component}: {len(decision.reasons)} reasons; the lowest amount counts, "
                    "not their product.",
                    action="Consider a lower dose if the reasons add up.",
                )
            )
    return notices


def _derivation(
    chosen: ChosenRegimen,
    day_one: DayOneFinding,
    levels: list[Level],
    *,
    wait: Waiting,
    stop_reasons: list[Reason],
    renal: list[Step],
) -> tuple[Step, ...]:
    steps = [*chosen.steps, *day_one.steps, *renal]
    for level in levels:
        steps.extend(level.steps)
    if day_one.delay:
        steps.extend(wait.steps)
    steps.extend(step_of(reason, "regimen", "stopped") for reason in stop_reasons)
    return tuple(steps)


def _in_order(*parts: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part))
