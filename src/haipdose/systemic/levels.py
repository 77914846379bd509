"""From what is called up to the amount of a component: the lowest of all, never above what was given before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from haipdose.derivation import Step
from haipdose.evidence import Sourced
from haipdose.protocol.systemic_regimens import Component
from haipdose.protocol.systemic_rules import Effect, SystemicRules
from haipdose.quantities import exactly, percent_of, settle, to_display
from haipdose.systemic.reasons import reason_of, step_of
from haipdose.systemic.reductions import Call, describe
from haipdose.systemic.requests import DrugDecision, PreviousDose, Reason, SystemicAction


@dataclass
class _Work:
    """One component while its calls are gone through."""

    name: str
    component: Component
    path: str
    full: Decimal
    previous: Decimal
    unsure: Decimal
    toxic: Decimal
    amount: Decimal
    hours: Decimal | None
    action: SystemicAction | None = None
    reasons: list[Reason] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Level:
    """What is decided about a component, and what could not be known."""

    decision: DrugDecision
    steps: tuple[Step, ...]
    missing: tuple[str, ...]


def decide_level(
    rules: SystemicRules,
    name: str,
    component: Component,
    path: str,
    *,
    calls: Iterable[Call],
    previous: PreviousDose | None,
    previous_needed: bool,
    omitted: Iterable[Reason] = (),
) -> Level:
    """The amount of one component.

    Every call gives an amount; the lowest counts, not their product. Nothing goes above the previous amount: the
    rules know no re-escalation. A component that toxicity would reduce once too often is stopped.

    Args:
        rules: the protocol's systemic section.
        name: the component's id.
        component: its entry in the regimen.
        path: where that entry stands in the protocol.
        calls: what tables and constraints call up.
        previous: what was given before; None at the first cycle.
        previous_needed: whether a missing ``previous`` leaves the amount undetermined.
        omitted: day-1 reasons to leave the component out this time.
    """
    full = component.amount.value
    before = _previous_amount(previous, full)
    unsure = _unsure(previous, full)
    work = _Work(name, component, path, full, before, unsure, before, before, _start_hours(component, previous))
    work.steps.append(_start_step(work))
    if previous is None and previous_needed:
        work.missing.append(f"previous.{name}")
    if previous is not None and (before < full or previous.stopped):
        text = "stopped before; not started again" if previous.stopped else "reduced before; no re-escalation"
        reason = reason_of(rules.re_escalation, "systemic.re_escalation", text)
        work.reasons.append(reason)
        work.steps.append(step_of(reason, name, to_display(before)))
    for call in sorted(calls, key=lambda called: (called.reason.rule, called.reason.text)):
        _apply(rules, work, call)
    for reason in omitted:
        _set_action(work, SystemicAction.OMIT)
        work.reasons.append(reason)
        work.steps.append(step_of(reason, work.name, "left out this time"))
    return _close(rules, work, previous)


def _previous_amount(previous: PreviousDose | None, full: Decimal) -> Decimal:
    if previous is None:
        return full
    if previous.percent is not None:
        with exactly():
            return settle(full * previous.percent / 100)
    return min(full, previous.amount or Decimal(0))


def _unsure(previous: PreviousDose | None, full: Decimal) -> Decimal:
    """By how much a previous percent may be off because it was rounded up or down: one of its last digit, as an amount.

    120 of 180 mg is two thirds; written as 66.7 % it is 120.06 mg. One level below it is not 120 again.
    """
    if previous is None or previous.percent is None:
        return Decimal(0)
    exponent = min(0, int(previous.percent.as_tuple().exponent))
    with exactly():
        return settle(full * Decimal(1).scaleb(exponent) / 100)


def _is_lower(amount: Decimal, work: _Work) -> bool:
    """Whether an amount lies below the previous one, by more than that was rounded when it was written down."""
    with exactly():
        return amount < settle(work.previous - work.unsure)


def _start_hours(component: Component, previous: PreviousDose | None) -> Decimal | None:
    """The regimen's infusion time, or a longer one that was used before: prolonged stays prolonged."""
    known = [
        hours
        for hours in (
            component.infusion_hours.value if component.infusion_hours is not None else None,
            previous.infusion_hours if previous is not None else None,
        )
        if hours is not None
    ]
    return max(known, default=None)


def _start_step(work: _Work) -> Step:
    amount = work.component.amount
    return Step(
        label=f"{work.name}: full dose",
        value=to_display(work.full),
        unit=work.component.unit,
        rule=f"{work.path}.amount",
        source=amount.source,
        evidence=amount.evidence,
        note=amount.note,
    )


def _set_action(work: _Work, action: SystemicAction) -> None:
    order = list(SystemicAction)
    if work.action is None or order.index(action) > order.index(work.action):
        work.action = action


def _apply(rules: SystemicRules, work: _Work, call: Call) -> None:
    effect = call.effect
    work.reasons.append(call.reason)
    words = describe(effect, work.component.unit)
    work.steps.append(step_of(call.reason, work.name, words))
    if effect.infusion_hours is not None:
        work.hours = max(effect.infusion_hours, work.hours or effect.infusion_hours)
    elif effect.stop:
        _set_action(work, SystemicAction.DISCONTINUE)
    elif effect.hold:
        _set_action(work, SystemicAction.OMIT)
    else:
        amount = _amount(rules, work, effect)
        if amount is not None:
            work.amount = min(work.amount, amount)
            if call.toxicity:
                work.toxic = min(work.toxic, amount)


def _amount(rules: SystemicRules, work: _Work, effect: Effect) -> Decimal | None:
    if effect.drop:
        return Decimal(0)
    if effect.levels_down is not None:
        return _level_down(work, effect.levels_down)
    with exactly():
        if effect.percent_of_full is not None:
            return settle(work.full * effect.percent_of_full / 100)
        if effect.percent_of_previous is not None:
            return settle(work.previous * effect.percent_of_previous / 100)
    return _from_table(rules.scale_reductions, work, effect)


def _from_table(scale: Sourced[bool], work: _Work, effect: Effect) -> Decimal | None:
    to, of = effect.to or Decimal(0), effect.of or Decimal(1)
    if of == work.full:
        return to
    if not scale.value:
        work.missing.append(
            f"a reduction of {work.name} from {to_display(work.full)}: the table starts at {to_display(of)}"
        )
        return None
    with exactly():
        amount = settle(work.full * to / of)
    text = f"{to_display(work.full)} × {to_display(to)} / {to_display(of)} {work.component.unit}"
    reason = reason_of(scale, "systemic.scale_reductions", text)
    work.steps.append(step_of(reason, work.name, to_display(amount), scale.note))
    return amount


def _level_down(work: _Work, number: int) -> Decimal | None:
    levels = work.component.levels
    if levels is None:
        work.missing.append(f"dose levels of {work.name}: the protocol has none")
        return None
    work.steps.append(
        Step(
            label=f"{work.name}: dose levels",
            value=" → ".join(to_display(level) for level in (work.full, *levels.value)),
            unit=work.component.unit,
            rule=f"{work.path}.levels",
            source=levels.source,
            evidence=levels.evidence,
            note=levels.note,
        )
    )
    below = [level for level in levels.value if _is_lower(level, work)]
    if len(below) < number:
        _set_action(work, SystemicAction.DISCONTINUE)
        return None
    return below[number - 1]


def _close(rules: SystemicRules, work: _Work, previous: PreviousDose | None) -> Level:
    reductions = previous.reductions if previous is not None else 0
    if _is_lower(work.toxic, work):
        reductions += 1
        limit = rules.stop_at_reduction
        if reductions >= limit.value:
            text = f"this would be reduction {reductions} of {work.name}"
            reason = reason_of(limit, "systemic.stop_at_reduction", text)
            work.reasons.append(reason)
            work.steps.append(step_of(reason, work.name, "stopped"))
            _set_action(work, SystemicAction.DISCONTINUE)
    if previous is not None and previous.stopped:
        _set_action(work, SystemicAction.DISCONTINUE)
    if work.missing:
        action = SystemicAction.UNDETERMINED
        if work.action is SystemicAction.DISCONTINUE:
            action = SystemicAction.DISCONTINUE
    elif work.action is not None:
        action = work.action
    elif not work.amount:
        action = SystemicAction.OMIT
    else:
        action = SystemicAction.REDUCE if work.amount < work.full else SystemicAction.GIVE
    gives = action.gives
    return Level(
        decision=DrugDecision(
            component=work.name,
            drug=work.component.drug,
            action=action,
            amount=work.amount if gives else None,
            unit=work.component.unit,
            full_amount=work.full,
            percent_of_full=percent_of(work.amount, work.full) if gives else None,
            infusion_hours=work.hours if gives else None,
            reductions=reductions,
            reasons=tuple(work.reasons),
        ),
        steps=tuple(work.steps),
        missing=() if action is SystemicAction.DISCONTINUE else tuple(work.missing),
    )
