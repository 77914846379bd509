"""Named clinical events: those of now, and those that a dose is held for."""

from __future__ import annotations

from collections.abc import Iterator

from haipdose.derivation import Step
from haipdose.errors import InputError, raise_all
from haipdose.protocol.toxicity_rules import ToxicityRules
from haipdose.toxicity.findings import Decision
from haipdose.toxicity.requests import ModifyRequest, Outcome


def check_hold(rules: ToxicityRules, request: ModifyRequest) -> None:
    """Refuse what is said about a hold when it contradicts itself or names what the protocol does not know.

    Raises:
        InputErrors: everything that is wrong with ``held``, ``held_by`` and ``resolved``.
    """
    raise_all(list(_contradictions(rules, request)))


def _contradictions(rules: ToxicityRules, request: ModifyRequest) -> Iterator[InputError]:
    known = (*rules.tables, *rules.events)
    if request.held_by and not request.held:
        yield InputError(
            "Causes of a hold are named, but floxuridine is said not to be on hold.",
            code="modify.held-by",
            field="held",
            found="false",
            remedy="Set held, or leave held_by out.",
        )
    for index, name in enumerate(request.held_by):
        if name not in known:
            yield InputError(
                f"'{name[:60]}' is neither a test nor an event of this protocol.",
                code="modify.held-by",
                field=f"held_by.{index}",
                found=name[:60],
                allowed=", ".join(known),
            )
    for index, name in enumerate(request.resolved):
        if name not in rules.events or name not in request.held_by or name in request.events:
            yield InputError(
                f"'{name[:60]}' cannot be resolved: it is no event that floxuridine is held for, or it is there now.",
                code="modify.resolved",
                field=f"resolved.{index}",
                found=name[:60],
                remedy="resolved names events of held_by that are over and whose condition to go on is met.",
            )


def judge_events(rules: ToxicityRules, request: ModifyRequest, decision: Decision) -> None:
    """What the events of now and those that caused a hold mean. An event without a rule is left to a person."""
    now = dict.fromkeys(request.events)
    for name in now:
        if name in rules.events:
            _present(rules, name, decision)
        else:
            decision.missing.append(
                f"a rule for the event {name[:60]}: decide by hand (known: {', '.join(rules.events)})"
            )
    for name in dict.fromkeys(request.held_by):
        if name in rules.events and name not in now:
            _past(rules, name, decision, resolved=name in request.resolved)


def _present(rules: ToxicityRules, name: str, decision: Decision) -> None:
    rule = rules.events[name]
    outcome: Outcome = rule.value.action
    _note(rules, name, decision, outcome, outcome)
    held = f"{name}: {outcome} floxuridine. May go on: {rule.value.restart}."
    decision.warn(
        "warning",
        f"modify.event-{outcome}",
        f"{name}: no hold by itself." if outcome == "warn" else held,
        rule.value.advice,
        rule=f"toxicity.events.{name}",
        source=rule.source,
    )


def _past(rules: ToxicityRules, name: str, decision: Decision, *, resolved: bool) -> None:
    rule = rules.events[name]
    what = rule.value
    if what.action == "discontinue":
        _note(rules, name, decision, "discontinue", "discontinue: it does not end")
        return
    if not resolved:
        _note(rules, name, decision, "hold", f"hold goes on: may go on {what.restart}")
        decision.warn(
            "warning",
            "modify.event-not-resolved",
            f"Floxuridine is held for {name} and nobody has said that this is over. May go on: {what.restart}.",
            f"{what.advice} When the condition is met, name it in resolved.",
            rule=f"toxicity.events.{name}",
            source=rule.source,
        )
        return
    _note(rules, name, decision, "warn", f"stated to be over: {what.restart}")
    decision.warn(
        "warning",
        "modify.restart-after-event",
        f"Floxuridine was held for {name}, stated to be over ({what.restart}). No source says with what dose to go on.",
        "The liver tests alone set this percent: let the doctor confirm it.",
        rule=f"toxicity.events.{name}",
        source=rule.source,
    )


def _note(rules: ToxicityRules, name: str, decision: Decision, outcome: Outcome, band: str) -> None:
    rule, path = rules.events[name], f"toxicity.events.{name}"
    decision.find(name, outcome, band, path, rule)
    decision.steps.append(
        Step(label=f"event {name}", value=band, rule=path, source=rule.source, evidence=rule.evidence)
    )
