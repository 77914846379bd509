"""What the table of a test says: current against reference value, worst pair first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from haipdose.derivation import Step, Term
from haipdose.errors import InputError
from haipdose.evidence import Sourced
from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.patient.laboratory import LabResult, result_in_unit
from haipdose.protocol.toxicity_rules import RatioTable, Stratum, ToxicityRules
from haipdose.quantities import exactly, settle, to_display, to_text
from haipdose.toxicity.findings import Allowed, Decision
from haipdose.toxicity.requests import ModifyRequest
from haipdose.toxicity.result_times import CurrentResults


def highest(results: Iterable[LabResult], test: str, unit: str) -> LabResult | None:
    """The result of ``test`` with the highest value, whatever the unit of each; None when there is none."""
    return max(
        (result for result in results if result.test == test),
        key=lambda result: result_in_unit(result, unit),
        default=None,
    )


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What one pair of reference and current value means; ``percent`` None is a hold."""

    reference: LabResult
    ratio: Decimal
    column: str
    rule: Sourced[Stratum]
    band: str
    percent: Decimal | None

    @property
    def severity(self) -> tuple[bool, Decimal, Decimal]:
        return self.percent is None, -(self.percent or Decimal(0)), self.ratio


def judge_test(
    rules: ToxicityRules, test: str, request: ModifyRequest, current: CurrentResults, decision: Decision
) -> None:
    """Judge one test by its table.

    Missing or too old means missing: a required test always, another one when only part of it is there. A hold by an
    old result stands; a percent by an old result is never taken.

    Raises:
        InputError: a reference value of zero.
    """
    table = rules.tables[test]  # type: ignore[index]
    references = [result for result in request.reference if result.test == test]
    now = highest(current.results, test, table.unit)
    if test in rules.required_tests.value or references or now is not None:
        if not references:
            decision.missing.append(f"reference.{test}")
        if now is None:
            decision.missing.append(f"current.{test}")
    if now is not None and test in current.stale:
        decision.missing.append(f"current.{test} (older than {rules.current_valid_days.value} days)")
    if not references or now is None:
        return
    # Several reference values: which one makes the worst pair depends on the column too, so every one is judged.
    held = request.held and (not request.held_by or test in request.held_by)
    verdict = max((_judge(table, reference, now, held=held) for reference in references), key=lambda one: one.severity)
    if verdict.percent is not None and test in current.stale:
        return
    _explain(test, table, verdict, now, decision)
    if verdict.percent is not None:
        decision.allowed.append(Allowed(verdict.percent, held))


def _judge(table: RatioTable, reference: LabResult, now: LabResult, *, held: bool) -> _Verdict:
    before = result_in_unit(reference, table.unit)
    if before == 0:
        raise InputError(
            f"The reference value of {reference.test} is zero, so no ratio can be formed.",
            code="modify.reference-zero",
            field="reference",
            remedy="Check the value and its unit.",
        )
    low = before <= table.reference_limit.value
    with exactly():
        # in their common unit if they have one: a conversion would only add its rounding
        same = reference.unit == now.unit
        ratio = settle(now.value / reference.value if same else result_in_unit(now, table.unit) / before)
    rule = table.low if low else table.high
    band, percent = _band(rule.value, ratio, held=held)
    return _Verdict(reference, ratio, "low" if low else "high", rule, band, percent)


def _band(stratum: Stratum, ratio: Decimal, *, held: bool) -> tuple[str, Decimal | None]:
    """The band's words, and its percent or None for a hold."""
    shown = _shown(stratum, ratio)
    if held:
        limit = to_text(stratum.restart_below_ratio)
        if ratio < stratum.restart_below_ratio:
            return f"restart: ratio {shown} < {limit}", stratum.restart_percent
        return f"hold goes on: ratio {shown} ≥ {limit}", None
    band = next(band for band in stratum.bands if band.below_ratio is None or ratio < band.below_ratio)
    lowest = to_text(band.from_ratio)
    if band.below_ratio is None:
        return f"{lowest} ≤ ratio {shown}", band.percent
    return f"{lowest} ≤ ratio {shown} < {to_text(band.below_ratio)}", band.percent


def _shown(stratum: Stratum, ratio: Decimal) -> str:
    """The ratio for people: four decimals, or as many as it takes not to look like an edge that it is not on."""
    edges = {stratum.restart_below_ratio, *(band.from_ratio for band in stratum.bands)}
    text = to_display(ratio)
    return to_display(ratio, 15) if Decimal(text) in edges and Decimal(text) != ratio else text


def _explain(test: str, table: RatioTable, verdict: _Verdict, now: LabResult, decision: Decision) -> None:
    limit = table.reference_limit
    sign = "≤" if verdict.column == "low" else ">"
    before, after = result_in_unit(verdict.reference, table.unit), result_in_unit(now, table.unit)
    rule, path = verdict.rule, f"toxicity.tables.{test}.{verdict.column}"
    decision.find(
        test,
        "hold" if verdict.percent is None else "give",
        f"{verdict.band} (reference {sign} {to_text(limit.value)} {table.unit})",
        path,
        rule,
        ratio=verdict.ratio,
        percent=verdict.percent,
    )
    decision.steps.extend(_conversions(table.unit, (("reference", verdict.reference), ("current", now))))
    decision.steps.append(
        Step(
            label=f"{test}: column of the table",
            value=f"{to_display(before)} {sign} {to_text(limit.value)} {table.unit}",
            approximate=to_text(before) != to_display(before),
            rule=f"toxicity.tables.{test}.reference_limit",
            source=limit.source,
            evidence=limit.evidence,
        )
    )
    decision.steps.append(
        Step(
            label=f"{test}: current ÷ reference",
            formula="current ÷ reference",
            terms=(
                Term(name="current", value=to_display(after), unit=table.unit),
                Term(name="reference", value=to_display(before), unit=table.unit),
            ),
            value=to_display(verdict.ratio),
            approximate=to_text(verdict.ratio) != to_display(verdict.ratio),
            rule=path,
            source=rule.source,
            evidence=rule.evidence,
            note=f"{verdict.band}: {'hold' if verdict.percent is None else to_text(verdict.percent) + ' %'}",
        )
    )


def _conversions(unit: str, results: Iterable[tuple[str, LabResult]]) -> Iterable[Step]:
    """A step for each result that was given in another unit than the table's."""
    for name, result in results:
        if result.unit == unit:
            continue
        factors = laboratory_catalogue().tests[result.test].units
        given, wanted = factors[result.unit], factors[unit]
        value = result_in_unit(result, unit)
        used = given if given.value != 1 else wanted
        yield Step(
            label=f"{result.test}: {name} in {unit}",
            formula="value × factor of its unit ÷ factor of the table's unit",
            terms=(
                Term(name="value", value=to_text(result.value), unit=result.unit),
                Term(name="factor of its unit", value=to_text(given.value)),
                Term(name="factor of the table's unit", value=to_text(wanted.value)),
            ),
            value=to_display(value),
            unit=unit,
            approximate=to_text(value) != to_display(value),
            source=used.source,
            evidence=used.evidence,
        )
