"""The next floxuridine dose from liver tests and events.

Source: the rules of the protocol's section ``toxicity``, each with its own source and evidence. Ratios are settled
before they are compared, so 1.68 ÷ 1.4 stands exactly on the edge of 1.2. A band contains its lower edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from haipdose.derivation import Notice, Step, Term
from haipdose.errors import InputError
from haipdose.evidence import Sourced
from haipdose.patient.laboratory import LabResult, result_in_unit
from haipdose.protocol.toxicity_rules import RatioTable, Stratum, ToxicityRules
from haipdose.quantities import exactly, settle, to_display, to_text
from haipdose.toxicity.requests import Action, ModifyRequest, TestFinding

FULL = Decimal(100)


@dataclass
class Decision:
    """What is decided so far; findings, steps, warnings and what is missing gather in it."""

    findings: list[TestFinding] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    holds: bool = False
    discontinues: bool = False
    percents: list[Decimal] = field(default_factory=list)
    action: Action = "undetermined"
    dose_percent: Decimal | None = None


def decide_floxuridine(rules: ToxicityRules, request: ModifyRequest) -> Decision:
    """Decide the next floxuridine dose; ``dose_percent`` is percent of the full protocol dose.

    The worst test decides; hold beats every percent and discontinue beats hold. Missing or stale results are never
    taken as normal: without a hold the answer is then ``undetermined``.

    Raises:
        InputError: a result lies after ``as_of``, a reference value of zero, an unknown ``held_by``.
    """
    decision = Decision()
    current = _valid(request.current, request.as_of, rules.current_valid_days, decision)
    if request.as_of is not None:
        _refuse_future((*request.reference, *request.baseline), request.as_of)
    _events(rules, request.events, decision)
    for name in request.held_by:
        if name not in rules.tables and name not in rules.events:
            raise InputError(
                f"'{name}' is neither a test nor an event of this protocol.",
                code="modify.held-by",
                field="held_by",
                found=name,
                allowed=", ".join((*rules.tables, *rules.events)),
            )
    for test, table in rules.tables.items():
        _test(rules, test, table, request, current, decision)
    _absolute_bilirubin(rules, request, current, decision)
    _drift(rules, request, current, decision)
    _conclude(rules, request, decision)
    return decision


def _valid(
    results: Sequence[LabResult], as_of: datetime | None, days: Sourced[int], decision: Decision
) -> tuple[LabResult, ...]:
    if as_of is None:
        return tuple(results)
    _refuse_future(results, as_of)
    valid = tuple(result for result in results if as_of - result.at <= timedelta(days=days.value))
    stale = sorted({result.test for result in results} - {result.test for result in valid})
    decision.missing.extend(f"current.{test} (older than {days.value} days)" for test in stale)
    return valid


def _refuse_future(results: Iterable[LabResult], as_of: datetime) -> None:
    for result in results:
        if result.at > as_of:
            raise InputError(
                f"A result of {result.test} lies after the moment of the question.",
                code="modify.future-result",
                field=result.test,
                found=result.at.isoformat(),
                remedy="Correct its date, or ask for a later moment.",
            )


def _events(rules: ToxicityRules, events: Sequence[str], decision: Decision) -> None:
    for name in dict.fromkeys(events):
        path = f"toxicity.events.{name}"
        rule = rules.events.get(name)
        if rule is None:
            decision.missing.append(f"a rule for the event {name}: decide by hand")
            continue
        what = rule.value
        decision.holds |= what.action == "hold"
        decision.discontinues |= what.action == "discontinue"
        decision.findings.append(
            TestFinding(
                test=name,
                ratio=None,
                band=what.action,
                percent=None,
                rule=path,
                source=rule.source,
                evidence=rule.evidence,
            )
        )
        decision.warnings.append(
            Notice(
                level="warning",
                code=f"modify.event-{what.action}",
                message=f"{name}: {what.action} floxuridine. May go on: {what.restart}.",
                action=what.advice,
                rule=path,
                source=rule.source,
            )
        )
        decision.steps.append(
            Step(label=f"event {name}", value=what.action, rule=path, source=rule.source, evidence=rule.evidence)
        )


def worst(results: Iterable[LabResult], test: str, unit: str) -> Decimal | None:
    """The highest value of ``test`` in ``unit``; None when there is none."""
    return max((result_in_unit(result, unit) for result in results if result.test == test), default=None)


def _test(
    rules: ToxicityRules,
    test: str,
    table: RatioTable,
    request: ModifyRequest,
    current: tuple[LabResult, ...],
    decision: Decision,
) -> None:
    references = [result for result in request.reference if result.test == test]
    now = worst(current, test, table.unit)
    if not references or now is None:
        if test in rules.required_tests.value:
            if not references:
                decision.missing.append(f"reference.{test}")
            if now is None and not any(text.startswith(f"current.{test} ") for text in decision.missing):
                decision.missing.append(f"current.{test}")
        return
    # several reference values of one day: the lowest makes the highest ratio, which is the careful side
    reference = min(result_in_unit(result, table.unit) for result in references)
    if reference == 0:
        raise InputError(
            f"The reference value of {test} is zero, so no ratio can be formed.",
            code="modify.reference-zero",
            field="reference",
            remedy="Check the value and its unit.",
        )
    low = settle(reference) <= table.reference_limit.value
    name, stratum = ("low", table.low) if low else ("high", table.high)
    path = f"toxicity.tables.{test}.{name}"
    with exactly():
        ratio = settle(now / reference)
    band, percent = _judge(stratum.value, ratio, held=request.held and _caused(test, request))
    if percent is None:
        decision.holds = True
    else:
        decision.percents.append(percent)
    limit = f"{'≤' if low else '>'} {to_text(table.reference_limit.value)} {table.unit}"
    decision.findings.append(
        TestFinding(
            test=test,
            ratio=ratio,
            band=f"{band} (reference {limit})",
            percent=percent,
            rule=path,
            source=stratum.source,
            evidence=stratum.evidence,
        )
    )
    decision.steps.append(
        Step(
            label=f"{test}: current ÷ reference",
            formula="current ÷ reference",
            terms=(
                Term(name="current", value=to_display(now), unit=table.unit),
                Term(name="reference", value=to_display(reference), unit=table.unit),
            ),
            value=to_display(ratio),
            approximate=to_text(ratio) != to_display(ratio),
            rule=path,
            source=stratum.source,
            evidence=stratum.evidence,
            note=f"{band}: {'hold' if percent is None else to_text(percent) + ' %'}",
        )
    )


def _caused(test: str, request: ModifyRequest) -> bool:
    """Whether the restart rule of a test applies; when nobody says what caused the hold, every test's does."""
    return not request.held_by or test in request.held_by


def _judge(stratum: Stratum, ratio: Decimal, *, held: bool) -> tuple[str, Decimal | None]:
    """The band's words, and its percent or None for a hold."""
    if held:
        limit = to_text(stratum.restart_below_ratio)
        if ratio < stratum.restart_below_ratio:
            return f"restart: ratio {to_display(ratio)} < {limit}", stratum.restart_percent
        return f"hold goes on: ratio {to_display(ratio)} ≥ {limit}", None
    band = next(band for band in stratum.bands if band.below_ratio is None or ratio < band.below_ratio)
    upper = f" < {to_text(band.below_ratio)}" if band.below_ratio is not None else ""
    return f"{to_text(band.from_ratio)} ≤ ratio {to_display(ratio)}{upper}", band.percent


def _absolute_bilirubin(
    rules: ToxicityRules, request: ModifyRequest, current: tuple[LabResult, ...], decision: Decision
) -> None:
    now = worst(current, "bilirubin-total", "mg/dL")
    if now is None:
        return
    limit, normal = rules.bilirubin_hold_mg_per_dl, rules.bilirubin_normal_mg_per_dl
    if settle(now) >= limit.value:
        decision.holds = True
        used, path = limit, "toxicity.bilirubin_hold_mg_per_dl"
        words = f"{to_display(now)} mg/dL ≥ {to_text(limit.value)} mg/dL: hold until normal"
    elif request.held and "bilirubin-total" in request.held_by and settle(now) > normal.value:
        decision.holds = True
        used, path = normal, "toxicity.bilirubin_normal_mg_per_dl"
        words = f"{to_display(now)} mg/dL > {to_text(normal.value)} mg/dL: not normal yet, the hold goes on"
    else:
        return
    decision.findings.append(
        TestFinding(
            test="bilirubin-total",
            ratio=None,
            band=words,
            percent=None,
            rule=path,
            source=used.source,
            evidence=used.evidence,
        )
    )
    decision.steps.append(
        Step(label="bilirubin, absolute", value=words, rule=path, source=used.source, evidence=used.evidence)
    )


def _drift(rules: ToxicityRules, request: ModifyRequest, current: tuple[LabResult, ...], decision: Decision) -> None:
    limit = rules.baseline_warning_ratio
    for test, table in rules.tables.items():
        first, now = worst(request.baseline, test, table.unit), worst(current, test, table.unit)
        if not first or now is None:
            continue
        with exactly():
            ratio = settle(now / first)
        if ratio > limit.value:
            decision.warnings.append(
                Notice(
                    level="warning",
                    code="modify.baseline-drift",
                    message=f"{test} is {to_display(ratio, 2)} times its baseline (limit {to_text(limit.value)}).",
                    action="A slow climb does not trigger the table: judge the dose by the first baseline too.",
                    rule="toxicity.baseline_warning_ratio",
                    source=limit.source,
                )
            )


def _conclude(rules: ToxicityRules, request: ModifyRequest, decision: Decision) -> None:
    if decision.discontinues:
        decision.action = "discontinue"
    elif decision.holds:
        decision.action = "hold"
    elif decision.missing:
        decision.action = "undetermined"
    else:
        _give(rules, request, decision)
    if request.held and not request.held_by:
        decision.warnings.append(
            Notice(
                level="info",
                code="modify.held-by-unknown",
                message="What caused the hold was not said, so the restart rule of every test was applied.",
                action="Name it in held_by.",
            )
        )


def _give(rules: ToxicityRules, request: ModifyRequest, decision: Decision) -> None:
    percent = min(decision.percents)
    of_last = rules.percent_of.value == "last"
    with exactly():
        dose = settle((request.last_dose_percent if of_last else FULL) * percent / 100)
    # never above the last dose: no source describes a re-escalation
    dose = min(dose, request.last_dose_percent)
    decision.dose_percent = dose
    decision.action = "give" if dose == request.last_dose_percent and not request.held else "reduce"
    decision.steps.append(
        Step(
            label="next dose",
            formula=f"lowest percent × {'last' if of_last else 'planned'} dose ÷ 100, not above the last dose",
            terms=(
                Term(name="lowest percent", value=to_text(percent), unit="%"),
                Term(name="last dose", value=to_text(request.last_dose_percent), unit="%"),
            ),
            value=to_text(dose),
            unit="%",
            rule="toxicity.percent_of",
            source=rules.percent_of.source,
            evidence=rules.percent_of.evidence,
        )
    )
    decision.steps.append(
        Step(
            label="worst test decides",
            value="yes",
            rule="toxicity.required_tests",
            source=rules.required_tests.source,
            evidence=rules.required_tests.evidence,
        )
    )
