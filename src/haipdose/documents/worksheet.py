"""What stands on a fill worksheet, once, for paper and for the terminal: the same lines, the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from haipdose.derivation import Step
from haipdose.documents.about import OrderOnPaper, PatientOnPaper, RiskOnPaper, StepOnPaper
from haipdose.documents.stated_risk import risk_lines
from haipdose.documents.words import DEMONSTRATION, ENGLISH, DocumentWords
from haipdose.fill.requests import Component, FillAnswer
from haipdose.protocol.approval import ProtocolStamp
from haipdose.protocol.contents import Contents
from haipdose.quantities import to_display, to_text
from haipdose.version import __version__

ROUTE: Final = "INTRA-ARTERIAL PUMP RESERVOIR ONLY – not for intravenous use"
STATEMENT: Final = (
    "Decision support, not a certified medical device: a pharmacist and a physician decide. "
    "Recalculate by hand before the fill is released."
)
BLANK: Final = "____________"
COMPONENT_HEADINGS: Final = ("Component", "Amount", "Product", "Exact mL", "Draw up mL", "Containers", "Lot", "Expiry")
SIGNATURE_HEADINGS: Final = ("", "Name", "Signature", "Date and time")
SIGNATURES: Final = ("Prepared by", "Checked by")
STEP_WORDS: Final = {
    "order": "ordered",
    "verify": "verified",
    "double-check": "double-checked",
    "resolve": "discrepancy judged",
    "release": "released",
    "give": "given",
    "return": "emptied",
    "cancel": "cancelled",
}
_LEVELS: Final = ("critical", "warning", "info")


class Alert(NamedTuple):
    """One thing to look at: the level as a word, and the text."""

    level: str
    text: str


class Worksheet(NamedTuple):
    """The worksheet in blocks, top to bottom. ``banner`` is None only for a fill that may be released.

    ``mark`` is the sign of a demonstration.
    """

    title: str
    product: str
    banner: str | None
    identity: tuple[tuple[str, str], ...]
    calculation: tuple[str, ...]
    components: tuple[tuple[str, ...], ...]
    results: tuple[tuple[str, str], ...]
    alerts: tuple[Alert, ...]
    values: tuple[str, ...]
    unverified: tuple[str, ...]
    footer: str
    words: DocumentWords = ENGLISH
    mark: str | None = None
    steps: tuple[str, ...] = ()
    use_by: str = ""


class Printed(NamedTuple):
    """What a worksheet says beside the answer: order, patient, whether this is a demonstration, the stated risk.

    ``names`` says who the people are whose ids the answer holds; who is not in it stands there by id.
    """

    order: OrderOnPaper | None = None
    patient: PatientOnPaper | None = None
    demonstration: bool = False
    risk: RiskOnPaper | None = None
    names: Mapping[str, str] = MappingProxyType({})


def worksheet(answer: FillAnswer, words: DocumentWords = ENGLISH, printed: Printed | None = None) -> Worksheet:
    """The worksheet of a fill; nothing is calculated here that the answer does not hold."""
    release = answer.release
    about = printed or Printed()
    order = about.order
    say = words.text
    return Worksheet(
        title=say("Pump fill worksheet"),
        product=_product(answer, words),
        banner=None
        if release.releasable
        else f"{say('NOT RELEASABLE')}: " + "; ".join(map(words.said, release.reasons)),
        identity=tuple(_identity(answer, words, about)),
        calculation=tuple(
            f"{number}. {_calculation(step, words)}"
            for number, step in enumerate((step for step in answer.derivation if step.formula), 1)
        ),
        components=tuple(_component_row(part, words, order) for part in answer.components),
        results=(*_results(answer, words), *(() if about.risk is None else risk_lines(about.risk, words))),
        alerts=tuple(
            Alert(say(notice.level.upper()), f"{words.said(notice.message)} {words.said(notice.action)}".rstrip())
            for notice in sorted(answer.warnings, key=lambda notice: _LEVELS.index(notice.level))
        ),
        values=tuple(_value(step, words) for step in answer.derivation if not step.formula),
        unverified=tuple(f"{used.path} ({words.said(used.evidence.value)})" for used in release.unverified),
        footer=f"haipdose {__version__} · {say('protocol')} {answer.protocol.id} {answer.protocol.version}, digest "
        f"{answer.protocol.digest[:16]} · {say('pump profile')} {answer.profile}, digest {answer.profile_digest[:16]}",
        words=words,
        mark=say(DEMONSTRATION) if about.demonstration else None,
        steps=() if order is None else tuple(_step(taken, words) for taken in order.steps),
        use_by="" if order is None or order.use_by is None else words.moment(order.use_by),
    )


def product_text(answer: FillAnswer, words: DocumentWords = ENGLISH) -> str:
    """What the fill is in one line: drug, amount, volume, and its concentration."""
    return _product(answer, words)


def grouped(text: str) -> str:
    """Numbers of four digits and more with commas: 30,000 (ISMP). Digits after a decimal point stay as they are."""
    return ENGLISH.numbers(text)


def days_text(days: Decimal) -> str:
    """Days with at most one decimal, never rounded up: a run-dry time is not promised later than it is."""
    return to_text(days.quantize(Decimal("0.1"), rounding=ROUND_FLOOR))


def _step(taken: StepOnPaper, words: DocumentWords) -> str:
    return f"{words.text(STEP_WORDS[taken.step])}: {taken.who}, {words.moment(taken.at)}"


def _product(answer: FillAnswer, words: DocumentWords) -> str:
    total = f"{to_display(answer.total_volume_ml)} mL"
    if answer.contents is Contents.FLOXURIDINE:
        mg = answer.floxuridine_mg or Decimal(0)
        concentration = to_display(answer.concentration_mg_per_ml or Decimal(0))
        return words.numbers(
            words.text(
                "floxuridine {mg} mg in {total} ({concentration} mg/mL in the pump)",
                mg=to_text(mg),
                total=total,
                concentration=concentration,
            )
        )
    first = answer.components[0]
    amount = f"{to_display(first.amount)} {words.text(first.unit)}"
    return words.numbers(f"{words.text(answer.contents.value)}: {words.text(first.name)} {amount} in {total}")


def _identity(answer: FillAnswer, words: DocumentWords, about: Printed) -> Iterable[tuple[str, str]]:
    say, number = words.text, words.numbers
    request, pump, patient = answer.request, answer.request.pump, answer.request.patient
    known = about.patient
    identifier = known.identifier if known else (patient and patient.id) or BLANK
    name = (known and known.name) or BLANK * 2
    born = words.day(known.birth_date) if known and known.birth_date else BLANK
    yield say("Patient"), f"{identifier} · {say('name')} {name} · {say('born')} {born}"
    if patient is not None:
        measured = (
            f" ({say('measured')} {words.calendar_day(patient.weight_at)})"
            if patient.weight_at
            else f" ({say('undated')})"
        )
        body = number(f"{to_text(patient.height_cm)} cm, {to_text(patient.weight_kg)} kg")
        yield say("Body"), f"{say(patient.sex)}, {body}{measured}"
    cycle = str(request.cycle) if request.cycle is not None else BLANK
    planned = words.calendar_day(request.planned_date) if request.planned_date else BLANK
    prescriber = next((step.who for step in about.order.steps if step.step == "order"), BLANK) if about.order else BLANK
    yield (
        say("Cycle, date"),
        say(
            "cycle {cycle}, planned for {planned}, prescriber {prescriber}",
            cycle=cycle,
            planned=planned,
            prescriber=prescriber,
        ),
    )
    if about.order is not None:
        needed = words.day(about.order.needed_on) if about.order.needed_on else BLANK
        yield say("Order"), f"{about.order.id}, {say('needed on')} {needed}"
    yield (
        say("Pump"),
        f"{answer.profile}, {say('serial')} {pump.serial_number}, "
        + number(
            f"{say('reservoir')} {to_text(answer.reservoir_ml)} mL, "
            f"{say('flow')} {to_text(answer.flow_ml_per_day)} {say('mL/day')}"
        ),
    )
    stamp = answer.protocol
    approved = f" {say('by')} {_approvers(stamp, about.names, words)}" if stamp.approved_by else ""
    percent = (
        ""
        if answer.dose_percent is None
        else "; " + number(say("{percent} % of the full dose", percent=to_text(answer.dose_percent)))
    )
    approval = say(stamp.approval.replace("-", " "))
    yield say("Protocol"), f"{stamp.id} {stamp.version} ({approval}{approved}){percent}"


def _approvers(stamp: ProtocolStamp, names: Mapping[str, str], words: DocumentWords) -> str:
    """Who approved, by name, in which role, and when. The stamp has them as ``id (role)``, several with ``; ``."""
    told = []
    for one in (stamp.approved_by or "").split("; "):
        who, mark, role = one.partition(" (")
        roles = ", ".join(words.text(part) for part in role.removesuffix(")").split(", "))
        told.append(f"{names.get(who, who)} ({roles})" if mark else names.get(who, who))
    at = "" if stamp.approved_at is None else f", {words.moment(stamp.approved_at)}"
    return "; ".join(told) + at


def _calculation(step: Step, words: DocumentWords) -> str:
    """``label: formula = the same with numbers = value``."""
    formula = words.said(step.formula)
    numbers = {words.said(term.name): words.amount(term.value, term.unit) for term in step.terms}
    middle = f" = {_put_in(numbers, formula)}" if numbers else ""
    equals = "≈" if step.approximate else "="
    note = f" ({words.said(step.note)})" if step.note else ""
    return f"{words.said(step.label)}: {formula}{middle} {equals} {words.amount(step.value or '', step.unit)}{note}"


def _put_in(numbers: dict[str, str], formula: str) -> str:
    """The formula with each name replaced where it stands first; "never below the base" stays in words."""
    seen: set[str] = set()

    def first(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in seen:
            return name
        seen.add(name)
        return numbers[name]

    names = "|".join(re.escape(name) for name in sorted(numbers, key=len, reverse=True))
    return re.sub(rf"\b({names})\b", first, formula)


def _value(step: Step, words: DocumentWords) -> str:
    origin = f"{words.said(step.evidence.value)}, {step.source}" if step.rule else words.said(step.source)
    return f"{words.said(step.label)} {words.amount(step.value or '', step.unit)}" + (f" [{origin}]" if origin else "")


def _component_row(part: Component, words: DocumentWords, order: OrderOnPaper | None) -> tuple[str, ...]:
    say, number = words.text, words.numbers
    containers = ""
    if part.vials is not None and part.waste is not None:
        plural = "s" if part.vials > 1 else ""
        container = say(f"{part.container}{plural}")
        left = say("{amount} left", amount=f"{to_display(part.waste, 2)} {say(part.unit)}")
        containers = number(f"{part.vials} {container}, {left}")
    draws = f"{part.draws} × " if part.draws > 1 else ""
    off = part.drawn_up_deviation_percent
    how_far = f"{to_display(off, 1)} %" if off else say("exact")
    syringe = say("mL syringe")
    product = words.said(part.product)
    if part.preparation is not None:
        product = f"{product}: {words.said(part.preparation)}"
    return (
        say(part.name),
        number(f"{to_display(part.amount)} {say(part.unit)}"),
        product,
        number(to_display(part.volume_ml)),
        number(f"{to_text(part.drawn_up_ml)} ({draws}{to_text(part.syringe_ml)} {syringe}, {how_far})"),
        containers,
        "" if order is None else order.lots.get(part.name, ""),
        "",
    )


def _results(answer: FillAnswer, words: DocumentWords) -> Iterable[tuple[str, str]]:
    say, number = words.text, words.numbers
    yield say("Total volume to inject"), number(f"{to_display(answer.total_volume_ml)} mL")
    if answer.floxuridine_mg_exact is not None and answer.floxuridine_mg is not None:
        yield (
            say("Floxuridine ordered"),
            number(
                say(
                    "{mg} mg (exact {exact} mg, rounding {off} %)",
                    mg=to_text(answer.floxuridine_mg),
                    exact=to_display(answer.floxuridine_mg_exact),
                    off=to_display(answer.rounding_deviation_percent or Decimal(0), 2),
                )
            ),
        )
    emptying = number(say("Return on day {day}", day=to_text(answer.infusion_days)))
    planned = answer.request.planned_date
    if planned is not None and answer.infusion_days == answer.infusion_days.to_integral_value():
        emptying += f", {words.calendar_day(planned + timedelta(days=int(answer.infusion_days)))}"
    if answer.expected_return_ml is None or answer.return_range_ml is None:
        yield emptying, say("not known: this content does not measure the flow")
    else:
        expected = say(
            "{expected} mL expected, {lowest} to {highest} mL within the flow tolerance",
            expected=to_display(answer.expected_return_ml),
            lowest=to_display(answer.return_range_ml.lowest),
            highest=to_display(answer.return_range_ml.highest),
        )
        amount = f"; {to_display(answer.returned_mg)} mg floxuridine" if answer.returned_mg is not None else ""
        yield emptying, number(expected + amount)
    if answer.delivered_ml is not None and answer.delivered_mg is not None and answer.prescribed_mg is not None:
        yield (
            say("Delivered until then"),
            number(
                say(
                    "{ml} mL, {mg} mg (prescribed {prescribed} mg)",
                    ml=to_display(answer.delivered_ml),
                    mg=to_display(answer.delivered_mg),
                    prescribed=to_display(answer.prescribed_mg),
                )
            ),
        )
    dry = answer.runs_dry_after_days
    at_drug_flow = "" if answer.expected_return_ml is not None else say(" (at the flow of the drug: the earliest)")
    dry_text = say(
        "{nominal} days, at the fast limit {fast} days", nominal=days_text(dry.nominal), fast=days_text(dry.fast_limit)
    )
    yield say("Runs dry after"), number(dry_text) + at_drug_flow
    if answer.forward_check is not None:
        check = answer.forward_check
        yield (
            say("Simulated pump"),
            number(
                say(
                    "passed: {lowest} to {highest} mg/day, at most {off} % off (allowed {tolerance} %)",
                    lowest=to_display(check.lowest_daily_mg),
                    highest=to_display(check.highest_daily_mg),
                    off=to_display(abs(check.worst_deviation_percent), 2),
                    tolerance=to_text(check.tolerance_percent),
                )
            ),
        )
