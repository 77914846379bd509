"""Which regimen stands behind a name in an arm, and whether the protocol bars the combination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from haipdose.derivation import Notice, Step
from haipdose.errors import InputError, Refused
from haipdose.evidence import Sourced
from haipdose.protocol.systemic_regimens import Bar, Component, Offer
from haipdose.protocol.systemic_rules import SystemicRules


@dataclass(frozen=True)
class ChosenRegimen:
    """The components that are given together, each with the path of its entry in the protocol."""

    arm: str
    name: str
    title: str
    with_pump: bool
    cycle_days: int
    components: dict[str, Component]
    paths: dict[str, str]
    steps: tuple[Step, ...]
    warnings: tuple[Notice, ...]


def regimen_for(
    rules: SystemicRules, arm: str, regimen: str, *, with_pump: bool, additions: tuple[str, ...] = ()
) -> ChosenRegimen:
    """The regimen that an arm means by a name, with or without the pump, and what is added to it.

    Args:
        rules: the protocol's systemic section.
        arm: the arm's id.
        regimen: the name of the regimen, in any case; a protocol can know other names for it.
        with_pump: whether floxuridine is given by the pump in the same period.
        additions: drugs on top, such as ``bevacizumab``.

    Raises:
        InputError: the arm, the regimen or an addition is not known, or has no form for this cycle length.
        Refused: the protocol bars the combination; all reasons are named.
    """
    offer = rules.offers.get(arm)
    if offer is None:
        raise InputError(
            f"The protocol has no arm {arm!r} with systemic therapy.",
            code="systemic.arm-unknown",
            field="arm",
            found=arm,
            allowed=", ".join(sorted(rules.offers)),
        )
    name = _plain(rules, regimen)
    added = tuple(dict.fromkeys(_plain(rules, addition) for addition in additions))
    _refuse_barred(rules, arm, name, added, with_pump=with_pump)
    entry = _offered(rules, offer, arm, name, with_pump=with_pump)
    main = rules.regimens[entry.value]
    path = f"systemic.offers.{arm}.{'with' if with_pump else 'without'}_pump.{name}"
    steps = [_offer_step(path, entry, main.title)]
    components = dict(main.components)
    paths = {key: f"systemic.regimens.{entry.value}.components.{key}" for key in components}
    title = main.title
    for addition in added:
        choice, chosen_id = _addition(rules, offer, addition, main.cycle_days.value)
        extra = rules.regimens[chosen_id]
        steps.append(_offer_step(f"systemic.offers.{arm}.additions.{addition}", choice, extra.title))
        components |= extra.components
        paths |= {key: f"systemic.regimens.{chosen_id}.components.{key}" for key in extra.components}
        title = f"{title} + {extra.title}"
    warnings = _judge_components(rules, arm, name, tuple(components), with_pump=with_pump)
    return ChosenRegimen(
        arm=arm,
        name=name,
        title=title,
        with_pump=with_pump,
        cycle_days=main.cycle_days.value,
        components=components,
        paths=paths,
        steps=tuple(steps),
        warnings=warnings,
    )


def _plain(rules: SystemicRules, name: str) -> str:
    lower = name.strip().lower()
    return rules.names.get(lower, lower)


def _offer_step(path: str, entry: Sourced[str] | Sourced[tuple[str, ...]], title: str) -> Step:
    return Step(label="regimen", value=title, rule=path, source=entry.source, evidence=entry.evidence, note=entry.note)


def _offered(rules: SystemicRules, offer: Offer, arm: str, name: str, *, with_pump: bool) -> Sourced[str]:
    named = offer.named(with_pump=with_pump)
    entry = named.get(name)
    if entry is not None:
        return entry
    beside = "beside the pump" if with_pump else "without a pump"
    known_elsewhere = any(name in {**other.with_pump, **other.without_pump} for other in rules.offers.values())
    if known_elsewhere or not named:
        raise Refused(
            f"Arm {arm} of this protocol does not offer {name} {beside}.",
            code="systemic.not-offered",
            field="regimen",
            found=name,
            allowed=", ".join(sorted(named)) or "no systemic regimen",
        )
    raise InputError(
        f"{name!r} is not a regimen of this protocol.",
        code="systemic.regimen-unknown",
        field="regimen",
        found=name,
        allowed=", ".join(sorted(named)),
    )


def _addition(rules: SystemicRules, offer: Offer, name: str, cycle_days: int) -> tuple[Sourced[tuple[str, ...]], str]:
    entry = offer.additions.get(name)
    if entry is None:
        raise InputError(
            f"{name!r} is not an addition that this arm knows.",
            code="systemic.addition-unknown",
            field="additions",
            found=name,
            allowed=", ".join(sorted(offer.additions)) or "none",
        )
    for regimen_id in entry.value:
        if rules.regimens[regimen_id].cycle_days.value == cycle_days:
            return entry, regimen_id
    raise InputError(
        f"{name} has no form for a cycle of {cycle_days} days.",
        code="systemic.addition-cycle",
        field="additions",
        found=str(cycle_days),
        allowed=", ".join(f"{rules.regimens[entry_id].cycle_days.value} days" for entry_id in entry.value),
    )


def _bars(
    rules: SystemicRules, arm: str, name: str, components: tuple[str, ...], *, with_pump: bool
) -> Iterator[tuple[str, Bar]]:
    for bar_id, bar in sorted(rules.bars.items()):
        about = name in bar.regimens or not set(components).isdisjoint(bar.components)
        in_arm = not bar.arms or arm in bar.arms
        by_pump = bar.with_pump is None or bar.with_pump is with_pump
        if about and in_arm and by_pump:
            yield bar_id, bar


def _refuse(barred: list[tuple[str, Bar]]) -> None:
    refusals = [(bar_id, bar) for bar_id, bar in barred if bar.action.value == "refuse"]
    if refusals:
        raise Refused(
            " ".join(f"{bar.reason} (Source: {bar.action.source}, {bar.action.evidence}.)" for _, bar in refusals),
            code="systemic.combination-barred",
            field="regimen",
            found=", ".join(bar_id for bar_id, _ in refusals),
            remedy="Choose a combination that the protocol offers, or record the decision of the treating doctor.",
        )


def _refuse_barred(rules: SystemicRules, arm: str, name: str, added: tuple[str, ...], *, with_pump: bool) -> None:
    """Bars come before "not offered": the reason says more than a list of what is on offer."""
    _refuse(list(_bars(rules, arm, name, added, with_pump=with_pump)))


def _judge_components(
    rules: SystemicRules, arm: str, name: str, components: tuple[str, ...], *, with_pump: bool
) -> tuple[Notice, ...]:
    barred = list(_bars(rules, arm, name, components, with_pump=with_pump))
    _refuse(barred)
    return tuple(
        Notice(
            level="warning",
            code="systemic.combination-warned",
            message=bar.reason,
            action="Decide deliberately and record why.",
            rule=f"systemic.bars.{bar_id}.action",
            source=bar.action.source,
        )
        for bar_id, bar in barred
    )
