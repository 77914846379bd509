"""The next floxuridine dose from liver tests and events.

Source: the rules of the protocol's section ``toxicity``, each with its own source and evidence. Ratios are against the
reference value, never against the upper limit of normal; they are settled before they are compared, so 1.68 ÷ 1.4
stands exactly on the edge of 1.2. A band contains its lower edge (``docs/decisions/0023``, ``0024``).
"""

from __future__ import annotations

from decimal import Decimal

from haipdose.derivation import Step, Term
from haipdose.protocol.toxicity_rules import ToxicityRules
from haipdose.quantities import exactly, settle, to_display, to_text
from haipdose.toxicity.events import check_hold, judge_events
from haipdose.toxicity.findings import Decision
from haipdose.toxicity.limits import judge_bilirubin, remark_on_drift, remark_on_unjudged
from haipdose.toxicity.ratios import judge_test
from haipdose.toxicity.requests import ModifyRequest
from haipdose.toxicity.result_times import check_times, current_results

FULL = Decimal(100)


def decide_floxuridine(rules: ToxicityRules, request: ModifyRequest) -> Decision:
    """Decide the next floxuridine dose; ``dose_percent`` is percent of the full protocol dose.

    The worst test decides; hold beats every percent and discontinue beats hold. Missing or stale results are never
    taken as normal: without a hold the answer is then ``undetermined``.

    Raises:
        InputError: a result whose time cannot be right, a hold that contradicts itself, a reference value of zero.
    """
    decision = Decision()
    check_hold(rules, request)
    check_times(request)
    current = current_results(rules, request, decision)
    judge_events(rules, request, decision)
    for test in rules.tables:
        judge_test(rules, test, request, current, decision)
    judge_bilirubin(rules, request, current, decision)
    remark_on_drift(rules, request, current, decision)
    remark_on_unjudged(rules, current, decision)
    if request.held and not request.held_by:
        decision.warn(
            "info",
            "modify.held-by-unknown",
            "What caused the hold was not said, so the restart rule of every test was applied.",
            "Name it in held_by.",
        )
    _conclude(rules, request, decision)
    return decision


def _conclude(rules: ToxicityRules, request: ModifyRequest, decision: Decision) -> None:
    if decision.says("discontinue"):
        decision.action = "discontinue"
    elif decision.says("hold"):
        decision.action = "hold"
    elif decision.missing:
        decision.action = "undetermined"
    else:
        _give(rules, request, decision)


def _give(rules: ToxicityRules, request: ModifyRequest, decision: Decision) -> None:
    last = request.last_dose_percent
    planned = rules.percent_of.value == "planned"
    with exactly():
        # A held dose restarts with a percent of the last dose, whatever the table's other percents are of.
        doses = [
            (settle((FULL if planned and not one.restart else last) * one.percent / 100), one)
            for one in decision.allowed
        ]
    table_dose, deciding = min(doses, key=lambda pair: pair[0])
    base = "planned" if planned and not deciding.restart else "last"
    # never above the last dose: no source describes a re-escalation
    dose = min(table_dose, last)
    decision.dose_percent = dose
    decision.action = "give" if dose == last else "reduce"
    terms = [Term(name="percent", value=to_text(deciding.percent), unit="%")]
    if base == "planned":
        terms.append(Term(name="planned dose", value=to_text(FULL), unit="%"))
    decision.steps.append(
        Step(
            label="tests that must be there; the worst decides",
            value=", ".join(rules.required_tests.value),
            rule="toxicity.required_tests",
            source=rules.required_tests.source,
            evidence=rules.required_tests.evidence,
        )
    )
    decision.steps.append(
        Step(
            label="next dose",
            formula=f"lowest percent × {base} dose ÷ 100, not above the last dose",
            terms=(*terms, Term(name="last dose", value=to_text(last), unit="%")),
            value=to_display(dose),
            approximate=to_text(dose) != to_display(dose),
            unit="%",
            rule="toxicity.percent_of",
            source=rules.percent_of.source,
            evidence=rules.percent_of.evidence,
        )
    )
