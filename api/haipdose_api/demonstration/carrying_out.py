"""What happened on a day, as facts: the plan's visits of that day, with invented results."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from haipdose.fill.requests import FillAnswer
from haipdose.protocol.contents import Contents
from haipdose.quantities import to_text
from haipdose.schedule.model import Status, Stream
from haipdose.schedule.requests import PlanAnswer, PlanVisit
from haipdose_api.demonstration.stories import Story

FIRST_RESULTS: Final = {
    "ast": (Decimal(30), "U/L", Decimal(35)),
    "alt": (Decimal(28), "U/L", Decimal(40)),
    "alp": (Decimal(90), "U/L", Decimal(120)),
    "bilirubin-total": (Decimal(9), "umol/L", Decimal(21)),
    "neutrophils": (Decimal("3.8"), "10*9/L", None),
    "platelets": (Decimal(240), "10*9/L", None),
    "haemoglobin": (Decimal("7.6"), "mmol/L", None),
    "creatinine": (Decimal(78), "umol/L", Decimal(106)),
}
LIVER_TESTS: Final = frozenset({"ast", "alt", "alp"})
HOURS: Final = {Stream.LABORATORY: 8, Stream.SURGERY: 11, Stream.PUMP: 10, Stream.SYSTEMIC: 12, Stream.MONITORING: 14}
RESPONSES: Final = ("partial-response", "partial-response", "stable-disease")


def registration(story: Story, zone: ZoneInfo) -> list[dict[str, Any]]:
    """How a course begins."""
    return [{"type": "registered", "at": _at(story.registered, 9, zone)}]


def operation(story: Story, zone: ZoneInfo) -> list[dict[str, Any]]:
    """The pump is placed, with its first heparin-saline."""
    at = _at(story.implanted, 11, zone)
    return [
        {"type": "pump-implanted", "at": at, "serial_number": story.serial_number},
        {
            "type": "fill-given",
            "at": at,
            "contents": "heparin-saline",
            "volume_ml": "19" if story.programmable else "30",
        },
    ]


def done_on(day: date, plan: PlanAnswer, story: Story, zone: ZoneInfo) -> Iterator[list[dict[str, Any]]]:
    """The facts of each visit of a day, visit by visit in the order of the day."""
    today = [visit for visit in plan.visits if visit.date == day and visit.status is Status.PLANNED]
    for visit in sorted(today, key=lambda visit: (HOURS[visit.stream], visit.id)):
        facts = _facts_of(visit, plan, story, zone)
        if facts:
            yield facts


def _facts_of(visit: PlanVisit, plan: PlanAnswer, story: Story, zone: ZoneInfo) -> list[dict[str, Any]]:
    if visit.date is None:
        return []
    at = _at(visit.date, HOURS[visit.stream], zone)
    dice = random.Random(f"{story.number} {visit.id}")  # noqa: S311 - invented results, not secrets
    match visit.stream:
        case Stream.LABORATORY:
            return [_results(plan, story, dice, at), {"type": "toxicity-reviewed", "at": _at(visit.date, 9, zone)}]
        case Stream.PUMP:
            return _refill(visit, plan, dice, at)
        case Stream.SYSTEMIC:
            return _systemic(visit, story, at)
        case Stream.MONITORING if visit.kind == "imaging":
            return [{"type": "imaging-done", "at": at, "kind": "ct", "result": dice.choice(RESPONSES)}]
        case Stream.MONITORING if visit.kind == "liver-panel":
            return [{"type": "liver-panel", "at": at, "decision": "judge-again"}]
        case Stream.SURGERY if visit.kind == "perfusion-scan":
            return [{"type": "perfusion-scan", "at": at, "result": "normal"}]
        case _:
            return []


def _results(plan: PlanAnswer, story: Story, dice: random.Random, at: str) -> dict[str, Any]:
    """The liver tests rise with the floxuridine cycles given, to this patient's most, and fall while it is held."""
    cycles = plan.course.floxuridine_cycles_given
    share = Decimal(min(cycles, 3)) / 3
    factor = 1 + (story.ast_rises_to - 1) * share
    if plan.course.last_dose_percent is not None and plan.course.last_dose_percent < 100:
        factor = 1 + (factor - 1) / 2
    rows = []
    for test, (first, unit, limit) in FIRST_RESULTS.items():
        noise = Decimal(dice.randint(94, 106)) / 100
        value = first * noise * (factor if test in LIVER_TESTS else 1)
        step = Decimal("0.1") if first < 20 else Decimal(1)
        row: dict[str, Any] = {"test": test, "value": to_text(value.quantize(step, ROUND_HALF_UP)), "unit": unit}
        if limit is not None:
            row["upper_limit"] = to_text(limit)
        rows.append(row)
    return {"type": "laboratory", "at": at, "results": rows}


def _refill(visit: PlanVisit, plan: PlanAnswer, dice: random.Random, at: str) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = []
    dry = plan.run_dry
    if dry is not None and any(item.kind == "empty-reservoir" for item in visit.items):
        days = Decimal(round((datetime.fromisoformat(at) - dry.filled_at).total_seconds())) / 86400
        flow = dry.flow_ml_per_day * Decimal(dice.randint(97, 103)) / 100
        left = max(dry.volume_ml - days * flow, Decimal(0)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        facts.append({"type": "pump-emptied", "at": at, "returned_ml": to_text(left)})
    fill = next((item.fill for item in visit.items if item.fill is not None), None)
    if fill is None:
        return []
    return [*facts, _fill(fill, at)]


def _fill(fill: FillAnswer, at: str) -> dict[str, Any]:
    fact: dict[str, Any] = {
        "type": "fill-given",
        "at": at,
        "contents": fill.contents.value,
        "volume_ml": to_text(fill.total_volume_ml),
    }
    if fill.contents is Contents.FLOXURIDINE and fill.floxuridine_mg is not None and fill.dose_percent is not None:
        fact |= {"floxuridine_mg": to_text(fill.floxuridine_mg), "dose_percent": to_text(fill.dose_percent)}
    return fact


def _systemic(visit: PlanVisit, story: Story, at: str) -> list[dict[str, Any]]:
    if any(item.decision in {"hold", "discontinue", "undetermined"} for item in visit.items):
        return []
    drugs = [item for item in visit.items if item.kind == "systemic-drug" and item.dose_percent is not None]
    percent = {}
    for place, item in enumerate(drugs):
        percent[_component(item.drug or "", [later.drug for later in drugs[place + 1 :]])] = to_text(
            item.dose_percent or Decimal(0)
        )
    return [{"type": "systemic-given", "at": at, "regimen": story.regimen, "percent_of_full": percent}]


def _component(drug: str, later: Sequence[str | None]) -> str:
    """A drug's name in the protocol: of two fluorouracils the first is the bolus."""
    if drug == "fluorouracil":
        return "fluorouracil-bolus" if drug in later else "fluorouracil-infusion"
    return drug.replace(" ", "-")


def results_now(plan: PlanAnswer, story: Story, at: datetime) -> list[dict[str, Any]]:
    """Results that came just now, and a look at how the patient is."""
    dice = random.Random(f"{story.number} now")  # noqa: S311 - invented results, not secrets
    return [_results(plan, story, dice, at.isoformat()), {"type": "toxicity-reviewed", "at": at.isoformat()}]


def _at(day: date, hour: int, zone: ZoneInfo) -> str:
    return datetime.combine(day, time(hour), zone).isoformat()
