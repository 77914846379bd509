"""The answer of ``haipdose simulate course`` for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from haipdose_sim.cohort.course_answer import ENDINGS, CourseAnswer, CycleAnswer, RuleAnswer
from haipdose_sim.cohort.course_comparison import Comparison
from haipdose_sim.cohort.course_statistics import Difference
from haipdose_sim.cohort.proportions import Proportion

_WIDTH: Final = 110
_NAME: Final = 50
_MOST_CHANGES: Final = 12
_MANY: Final = 100
_FEW: Final = 0.01
_FEW_PATIENTS: Final = 500


def course_text(answer: CourseAnswer) -> str:
    """Each set of rules, then each comparison, then what has to be confirmed."""
    arm = "with a pump" if answer.with_pump else "without a pump"
    regimen = "regimens as the parameters mix them" if answer.regimen is None else answer.regimen
    lines = [
        "SIMULATION, NOT EVIDENCE. No dose and no date rests on it.",
        f"{answer.patients:,} virtual patients {arm}, {regimen}, seed {answer.seed}.",
        (
            "[ ]: 95 % interval of the simulation; more patients make it narrower. ( ): 5 to 95 % of patients; "
            "more patients do not."
        ),
    ]
    if answer.patients < _FEW_PATIENTS:
        lines.append(f"With fewer than {_FEW_PATIENTS} patients the intervals of amounts and differences are rough.")
    for rule in answer.rules:
        lines += ["", *_rule(rule)]
    for comparison in answer.comparisons:
        lines += ["", *_comparison(comparison)]
    lines += ["", "Not measured by anybody, to be set or confirmed by the site:"]
    lines += _unsure(answer.to_confirm)
    for rule in answer.rules:
        if rule.to_confirm:
            lines.append(
                f"  and {len(rule.to_confirm)} rules of {rule.label}: "
                f"haipdose protocol show {_file_or_id(rule)} --unverified"
            )
    lines += ["", *textwrap.wrap(answer.method, _WIDTH), *textwrap.wrap(answer.caution, _WIDTH)]
    return "\n".join(lines)


def _file_or_id(rule: RuleAnswer) -> str:
    """What ``haipdose protocol show`` takes: a site's protocol is known by its file."""
    return rule.label.split(" (")[0] if ".toml" in rule.label else rule.protocol


def _rule(rule: RuleAnswer) -> Iterator[str]:
    full = rule.full_dose_mg_per_kg_per_day
    yield (
        f"{rule.label}: {rule.protocol} {rule.version} ({rule.digest[:12]}), arm {rule.arm}, "
        f"{rule.cycles_planned} cycles" + (f" planned, 100 % = {full} mg/kg/day" if full else " planned")
    )
    for measured in rule.amounts:
        over = measured.over
        yield _line(
            f"{measured.label}, {measured.unit}",
            f"{over.mean:.2f} [{over.lowest:.2f} to {over.highest:.2f}] ({over.low_5:.4g} to {over.high_95:.4g})",
        )
    for share in rule.shares:
        yield _line(share.label, _shown(share.of))
    if rule.cycles:
        yield "  who came to each planned cycle, was held at it, was never held so far; doses given, % of full;"
        yield "  not given, because floxuridine was ended by a rule, with the pump, after a long hold, by the calendar"
        yield (
            "  cycle    came   held                        free     100   >=75   >=50   >=25    <25     rule"
            "   pump   hold   time"
        )
        yield from map(_cycle, rule.cycles)


def _cycle(cycle: CycleAnswer) -> str:
    held = "-" if cycle.held is None else _shown(cycle.held)
    bands = [0] * 5
    for level in cycle.levels:
        bands[band(level.percent)] += level.of.count
    missed = [cycle.not_given[name].count if name in cycle.not_given else 0 for name in ENDINGS.values()]
    return (
        f"  {cycle.cycle:>5} {cycle.due:>7,}   {held:<24}{cycle.hold_free.probability:>8.1%} "
        + "".join(f"{count:>7,}" for count in bands)
        + "  "
        + "".join(f"{count:>7,}" for count in missed)
    )


def band(percent: float) -> int:
    """0 full dose, 1 from 75 %, 2 from 50 %, 3 from 25 %, 4 below."""
    return 4 - sum(percent >= edge for edge in (25, 50, 75, 100))


def _comparison(found: Comparison) -> Iterator[str]:
    yield f"{found.other} instead of {found.first}, on the same virtual patients with the same luck:"
    for warning in found.warnings:
        yield from textwrap.wrap(f"Beware: {warning}", _WIDTH, initial_indent="  ", subsequent_indent="  ")
    if not found.changes:
        yield "  No rule that is simulated differs."
    for change in found.changes[:_MOST_CHANGES]:
        yield from textwrap.wrap(change, _WIDTH, initial_indent="  rule ", subsequent_indent="       ")
    if len(found.changes) > _MOST_CHANGES:
        yield f"  and {len(found.changes) - _MOST_CHANGES} more rules: see --json or 'haipdose protocol diff'"
    yield f"  courses that differ in anything: {_shown(found.differ)}"
    rows = [
        (f"{each.label}, {each.unit}", each.by, f"{_signed(each.by.difference)} {_between(each.by, 1)}")
        for each in found.amounts
    ]
    rows += [
        (each.label, each.by, f"{_signed(100 * each.by.difference, 2)} % {_between(each.by, 100, 2)}")
        for each in found.shares
    ]
    if any(by.differ for _, by, _ in rows):
        yield "  " + " " * (_NAME + 2) + "difference                 more / fewer in    as good as so many times"
        yield "  " + " " * (_NAME + 2) + "                           so many patients   the patients, independent"
    for name, by, shown in rows:
        if by.variance_cut is not None:
            yield _line(name, f"{shown:<27}{by.more:>6,} / {by.fewer:<6,}     {_times(by.variance_cut)}")
        elif by.differ:
            yield _line(name, f"{shown:<27}every patient by as much")
    same = [name.strip() for name, by, _ in rows if not by.differ]
    if same:
        yield from textwrap.wrap(
            f"In no patient different: {'; '.join(same)}.", _WIDTH, initial_indent="  ", subsequent_indent="    "
        )


def _signed(value: float, digits: int = 3) -> str:
    """A number with its sign; what rounds to nothing has none."""
    return f"{value:+.{digits}f}" if round(value, digits) else f"{0:.{digits}f}"


def _between(by: Difference, factor: float, digits: int = 3) -> str:
    return f"[{_signed(factor * by.lowest, digits)} to {_signed(factor * by.highest, digits)}]"


def _times(cut: float) -> str:
    return f"{cut:.1f}" if cut < _MANY else f"{cut:,.0f}"


def _unsure(values: Sequence[str]) -> Iterator[str]:
    """``name = value (evidence)`` by evidence, in paragraphs."""
    by_evidence: dict[str, list[str]] = {}
    for value in values:
        named, _, evidence = value.rpartition(" (")
        by_evidence.setdefault(evidence.rstrip(")"), []).append(named)
    for evidence, those in by_evidence.items():
        yield from textwrap.wrap(
            f"{evidence} ({len(those)}): {'; '.join(those)}", _WIDTH, initial_indent="  ", subsequent_indent="    "
        )


def _line(name: str, value: str) -> str:
    return f"  {name:<{_NAME}}  {value}"


def _shown(found: Proportion) -> str:
    digits = 2 if found.probability < _FEW else 1
    return f"{found.probability:.{digits}%} [{found.lowest:.{digits}%} to {found.highest:.{digits}%}]"
