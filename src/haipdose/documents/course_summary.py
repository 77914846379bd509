"""The summary of a course: what was given and found, what was held and why, and what is planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from haipdose.course.fact import FactBase
from haipdose.course.facts import (
    DoseOverride,
    FillGiven,
    FlowMeasured,
    FloxuridineDiscontinued,
    FloxuridineHeld,
    Laboratory,
    LongBreakEnded,
    LongBreakStarted,
    PumpEmptied,
    SystemicDiscontinued,
    SystemicGiven,
    SystemicHeld,
)
from haipdose.documents.about import PatientOnPaper
from haipdose.documents.paper import WIDTH, a4_pdf, inverse, paragraph, table
from haipdose.documents.words import DEMONSTRATION, ENGLISH, DocumentWords
from haipdose.documents.worksheet import STATEMENT
from haipdose.schedule.model import Status
from haipdose.schedule.requests import PlanAnswer

LIVER_TESTS: Final = ("ast", "alt", "alp", "bilirubin-total")
_TEST_HEADS: Final = ("AST", "ALT", "ALP", "Total bilirubin")
_DECIDED: Final = (
    FloxuridineHeld,
    FloxuridineDiscontinued,
    SystemicHeld,
    SystemicDiscontinued,
    DoseOverride,
    LongBreakStarted,
    LongBreakEnded,
)
_AHEAD: Final = frozenset({Status.PLANNED, Status.HELD, Status.NOT_PLACED})
_Rows = list[list[str]]


class Summary(NamedTuple):
    """The course: its plan, the facts in force, and the patient."""

    plan: PlanAnswer
    facts: tuple[FactBase, ...]
    patient: PatientOnPaper


def summary_pdf(summary: Summary, words: DocumentWords = ENGLISH, *, demonstration: bool = False) -> bytes:
    """The summary on as many A4 pages as it takes; tables go on over pages with their heads."""
    say = words.text
    title = say("Course summary")
    body: list[Any] = [inverse(say(DEMONSTRATION), 10, WIDTH)] if demonstration else []
    body += [paragraph(title, 16, bold=True), Spacer(1, 2 * mm), _head(summary, words)]
    for name, heads, shares, rows in _tables(summary, words):
        body += [Spacer(1, 3 * mm), paragraph(say(name), 11, bold=True), Spacer(1, 1 * mm)]
        body.append(_listed(heads, shares, rows, words) if rows else paragraph(say("None."), 9))
    body += [Spacer(1, 3 * mm), paragraph(say(STATEMENT), 8)]
    foot = f"{title} · {summary.patient.identifier} · {words.moment(summary.plan.as_of)}"
    return a4_pdf(body, title=f"{title} {summary.patient.identifier}", foot=foot, words=words)


def _listed(heads: Sequence[str], shares: Sequence[int], rows: _Rows, words: DocumentWords) -> Any:
    cells = [[paragraph(words.text(head), 8, bold=True) for head in heads]]
    cells += [[paragraph(text, 8) for text in row] for row in rows]
    return table(cells, [share / 100 * WIDTH for share in shares], head=1, padding=1)


def _head(summary: Summary, words: DocumentWords) -> Any:
    say, plan, patient, course = words.text, summary.plan, summary.patient, summary.plan.course
    born = f" · {say('born')} {words.day(patient.birth_date)}" if patient.birth_date else ""
    named = f" · {patient.name}" if patient.name else ""
    flow = course.flow_ml_per_day
    last = course.last_dose_percent
    rows = [
        (say("Patient"), f"{patient.identifier}{named}{born}"),
        (say("Protocol"), f"{plan.protocol.id} {plan.protocol.version}, {say('Arm').lower()} {plan.arm}"),
        (say("As of"), words.moment(plan.as_of)),
        (
            say("Floxuridine cycles"),
            say(
                "{given} of {planned} given, {mg} in all",
                given=course.floxuridine_cycles_given,
                planned=course.floxuridine_cycles_planned,
                mg=words.quantity(course.floxuridine_filled_mg, "mg"),
            ),
        ),
        (say("Last dose"), words.quantity(last, "%")),
        (say("Systemic cycles given"), str(course.systemic_cycles_given)),
        (say("Weight"), words.quantity(course.weight_kg, "kg")),
        (say("Flow"), words.quantity(flow, "mL/day")),
        (say("In the pump"), _in_the_pump(plan, words)),
        (say("Next step"), words.said(plan.next_action.text)),
    ]
    cells = [[paragraph(left, 9, bold=True), paragraph(right, 9)] for left, right in rows]
    return table(cells, [0.24 * WIDTH, 0.76 * WIDTH], padding=1)


def _in_the_pump(plan: PlanAnswer, words: DocumentWords) -> str:
    if plan.run_dry is None:
        return "–"
    dry = plan.run_dry
    return words.text(
        "{contents}, filled {filled}; empty at the earliest {fast}",
        contents=f"{words.text(dry.contents.value)} {words.quantity(dry.volume_ml, 'mL')}",
        filled=words.moment(dry.filled_at),
        fast=words.text("not known") if dry.fast_limit is None else words.moment(dry.fast_limit),
    )


def _tables(summary: Summary, words: DocumentWords) -> Iterator[tuple[str, Sequence[str], Sequence[int], _Rows]]:
    """Each table: its name, heads, widths in percent, rows."""
    facts = sorted(summary.facts, key=lambda fact: fact.at)
    when = words.moment
    fills = ("Date and time", "Contents", "Volume", "Floxuridine", "Dose", "Came back")
    yield "Pump fills", fills, (23, 25, 12, 14, 12, 14), _fills(facts, words)
    cycles = [
        [when(fact.at), words.said(fact.regimen), _drugs(fact, words)]
        for fact in facts
        if isinstance(fact, SystemicGiven)
    ]
    regimens = ("Date and time", "Regimen", "Drugs and percent of the full dose")
    yield "Systemic cycles", regimens, (23, 20, 57), cycles
    yield (
        "Liver tests",
        ("Date and time", *_TEST_HEADS, "What followed"),
        (21, 13, 13, 13, 16, 24),
        _liver(facts, words),
    )
    decided = [
        [when(fact.at), words.text(fact.type), _override(fact, words) + (fact.reason or "")]
        for fact in facts
        if isinstance(fact, _DECIDED)
    ]
    yield "Holds and decisions", ("Date and time", "What", "Reason"), (23, 30, 47), decided
    flows = [
        [when(fact.at), words.quantity(fact.flow_ml_per_day, "mL/day"), words.said(fact.method)]
        for fact in facts
        if isinstance(fact, FlowMeasured)
    ]
    yield "Flow measured", ("Date and time", "Flow", "Method"), (23, 20, 57), flows
    alerts = [[words.text(alert.level.upper()), words.said(alert.message)] for alert in summary.plan.alerts]
    yield "Alerts", ("Look at", "What"), (20, 80), alerts
    visits = [visit for visit in summary.plan.visits if visit.status in _AHEAD]
    ahead = [
        [
            words.day(visit.date) if visit.date else words.text("no day fits"),
            words.visit(visit.id),
            "; ".join(words.said(item.text) for item in visit.items),
        ]
        for visit in sorted(
            visits, key=lambda visit: (visit.date is None, visit.date and visit.date.isoformat(), visit.id)
        )
    ]
    yield "Ahead", ("Day", "Visit", "What"), (17, 27, 56), ahead


def _fills(facts: Sequence[FactBase], words: DocumentWords) -> _Rows:
    """Each fill, and what came back of it: the first emptying before the next fill."""
    rows: _Rows = []
    open_fill = False
    for fact in facts:
        if isinstance(fact, FillGiven):
            rows.append(
                [
                    words.moment(fact.at),
                    words.text(fact.contents.value),
                    words.quantity(fact.volume_ml, "mL"),
                    words.quantity(fact.floxuridine_mg, "mg"),
                    words.quantity(fact.dose_percent, "%"),
                    "–",
                ]
            )
            open_fill = True
        elif isinstance(fact, PumpEmptied) and open_fill:
            rows[-1][-1] = words.quantity(fact.returned_ml, "mL")
            open_fill = False
    return rows


def _drugs(fact: SystemicGiven, words: DocumentWords) -> str:
    given = [f"{words.said(drug.drug)} {words.quantity(drug.dose_mg, 'mg')}" for drug in fact.drugs]
    given += [f"{words.said(name)} {words.quantity(part, '%')}" for name, part in fact.percent_of_full.items()]
    return ", ".join(given) or "–"


def _liver(facts: Sequence[FactBase], words: DocumentWords) -> _Rows:
    """Each report with a liver test, and the next floxuridine fill or hold after it."""
    rows: _Rows = []
    for number, fact in enumerate(facts):
        if not isinstance(fact, Laboratory) or not any(value.test in LIVER_TESTS for value in fact.results):
            continue
        found = {value.test: words.quantity(value.value, value.unit) for value in fact.results}
        tests = [found.get(test, "–") for test in LIVER_TESTS]
        rows.append([words.moment(fact.at), *tests, _followed(facts[number + 1 :], words)])
    return rows


def _followed(later: Sequence[FactBase], words: DocumentWords) -> str:
    for fact in later:
        if isinstance(fact, FillGiven) and fact.dose_percent is not None:
            return f"{words.text('floxuridine')} {words.quantity(fact.dose_percent, '%')}, {words.day(fact.at.date())}"
        if isinstance(fact, FloxuridineHeld):
            return words.text("held: {reason}", reason=fact.reason)
        if isinstance(fact, Laboratory):
            break
    return "–"


def _override(fact: FactBase, words: DocumentWords) -> str:
    return f"{words.quantity(fact.dose_percent, '%')}: " if isinstance(fact, DoseOverride) else ""
