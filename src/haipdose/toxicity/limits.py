"""What the table of ratios cannot see: bilirubin as such, the climb since the beginning, tests without a table."""

from __future__ import annotations

from decimal import Decimal

from haipdose.derivation import Step
from haipdose.evidence import Sourced
from haipdose.patient.laboratory import LabResult, result_in_unit
from haipdose.protocol.toxicity_rules import ToxicityRules
from haipdose.quantities import exactly, settle, to_display, to_text
from haipdose.toxicity.findings import Decision
from haipdose.toxicity.ratios import highest
from haipdose.toxicity.requests import ModifyRequest
from haipdose.toxicity.result_times import CurrentResults

BILIRUBIN = "bilirubin-total"


def judge_bilirubin(rules: ToxicityRules, request: ModifyRequest, current: CurrentResults, decision: Decision) -> None:
    """Hold from the absolute limit on, whatever the ratio; a hold that bilirubin may have caused lasts until normal."""
    worst = highest(current.results, BILIRUBIN, "mg/dL")
    if worst is None:
        return
    now = result_in_unit(worst, "mg/dL")
    limit, normal = rules.bilirubin_hold_mg_per_dl, rules.bilirubin_normal_mg_per_dl
    shown = f"{to_display(now)} mg/dL"
    if now >= limit.value:
        words = f"{shown} ≥ {to_text(limit.value)} mg/dL: hold until normal"
        _absolute(decision, words, "toxicity.bilirubin_hold_mg_per_dl", limit, hold=True)
        return
    _absolute(
        decision, f"{shown} < {to_text(limit.value)} mg/dL", "toxicity.bilirubin_hold_mg_per_dl", limit, hold=False
    )
    if not request.held or (request.held_by and BILIRUBIN not in request.held_by):
        return
    hold = now > normal.value
    edge = f"{to_text(normal.value)} mg/dL"
    words = f"{shown} > {edge}: not normal yet, the hold goes on" if hold else f"{shown} ≤ {edge}: normal"
    _absolute(decision, words, "toxicity.bilirubin_normal_mg_per_dl", normal, hold=hold)


def _absolute(decision: Decision, words: str, path: str, rule: Sourced[Decimal], *, hold: bool) -> None:
    if hold:
        decision.find(BILIRUBIN, "hold", words, path, rule)
    decision.steps.append(
        Step(label="bilirubin, absolute", value=words, rule=path, source=rule.source, evidence=rule.evidence)
    )


def remark_on_drift(rules: ToxicityRules, request: ModifyRequest, current: CurrentResults, decision: Decision) -> None:
    """Point out a slow climb: the reference moves with every dose, so the table never sees it.

    Of several baseline values the lowest counts, which makes the climb the larger. No rule changes the dose for it.
    """
    limit = rules.baseline_warning_ratio
    for test, table in rules.tables.items():
        worst = highest(current.results, test, table.unit)
        firsts = [result_in_unit(result, table.unit) for result in request.baseline if result.test == test]
        first = min(firsts, default=None)
        if worst is None or not first:
            continue
        with exactly():
            ratio = settle(result_in_unit(worst, table.unit) / first)
        if ratio > limit.value:
            decision.warn(
                "warning",
                "modify.baseline-drift",
                f"{test} is {to_display(ratio, 2)} times its baseline (limit {to_text(limit.value)}).",
                "A slow climb does not trigger the table: judge the dose by the first baseline too.",
                rule="toxicity.baseline_warning_ratio",
                source=limit.source,
            )


def remark_on_unjudged(rules: ToxicityRules, current: CurrentResults, decision: Decision) -> None:
    """Say which current results no rule of the protocol judges; louder when one is above its upper limit of normal."""
    high: dict[str, LabResult] = {}
    others: dict[str, None] = {}
    for result in current.results:
        if result.test in rules.tables or result.test == BILIRUBIN:
            continue
        others[result.test] = None
        if result.upper_limit is not None and result.value > result.upper_limit:
            high[result.test] = result
    for test, result in high.items():
        decision.warn(
            "warning",
            "modify.not-judged",
            f"{test} {to_text(result.value)} {result.unit} is above its upper limit of normal, and no floxuridine rule "
            "of this protocol judges it.",
            "Judge it by hand.",
        )
    quiet = [test for test in others if test not in high]
    if quiet:
        decision.warn(
            "info",
            "modify.not-judged",
            f"No floxuridine rule of this protocol judges: {', '.join(quiet)}.",
            "It did not change this answer.",
        )
