"""What is done at a visit: the items, with doses where they are decided and marked where they are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import cast

from haipdose.course.decisions import FloxuridineDecision
from haipdose.course.state import CourseState, FillRecord
from haipdose.errors import HaipdoseError
from haipdose.fill.requests import FillAnswer
from haipdose.protocol.contents import Contents
from haipdose.protocol.schedule_rules import ScheduleRules
from haipdose.quantities import to_display, to_text
from haipdose.schedule.fills import PlannedFills
from haipdose.schedule.model import Status, Stream, Visit
from haipdose.schedule.planner import Plan
from haipdose.schedule.requests import PlanItem
from haipdose.systemic.requests import SystemicDecision

_EMPTY = PlanItem(kind="empty-reservoir", text="empty the reservoir, measure what comes back")
_PLAIN = {
    "perfusion-scan": PlanItem(kind="perfusion-scan", text="99mTc-MAA scan through the pump"),
    "imaging": PlanItem(kind="imaging", text="imaging of the liver for response"),
    "liver-panel": PlanItem(kind="liver-panel", text="judgement of resectability by the liver panel"),
    "end-of-induction": PlanItem(kind="end-of-induction", text="end of induction: judge and decide how to go on"),
    "surgery": PlanItem(kind="surgery", text="operation"),
}
_NAMES = {Contents.HEPARIN_SALINE: "heparin-saline", Contents.GLYCEROL: "glycerol"}


@dataclass(frozen=True, slots=True)
class ItemInputs:
    """What items are made from. ``fills`` is None in an arm without a pump."""

    state: CourseState
    plan: Plan
    rules: ScheduleRules
    fills: PlannedFills | None
    floxuridine: FloxuridineDecision | None
    systemic: SystemicDecision | None
    regimen: str | None


class Items:
    """Makes the items of each visit of one plan, in the order of the plan.

    The next floxuridine fill and the next one without drug carry their whole calculation; later ones only the result.
    ``refusals`` are fills that cannot be made, by visit.
    """

    def __init__(self, inputs: ItemInputs) -> None:
        self._in = inputs
        self._given: dict[datetime, FillRecord] = {fill.at: fill for fill in inputs.state.fills}
        self._gifts = {gift.at: gift for gift in inputs.state.systemic}
        self._detailed: set[Contents] = set()
        self._next_fill = inputs.state.cycles_given + 1
        self._next_gift = len(inputs.state.systemic) + 1
        self.refusals: dict[str, HaipdoseError] = {}

    def of(self, visit: Visit) -> tuple[PlanItem, ...]:
        """The items of a visit."""
        if visit.status is Status.CANCELLED:
            return ()
        if visit.stream is Stream.PUMP:
            return self._pump(visit)
        if visit.stream is Stream.SYSTEMIC:
            return self._systemic(visit)
        if visit.stream is Stream.LABORATORY:
            return (self._laboratory(visit),)
        plain = _PLAIN[visit.kind]
        if visit.notes:
            return (plain.model_copy(update={"text": f"{plain.text}; {'; '.join(visit.notes)}"}),)
        return (plain,)

    def _pump(self, visit: Visit) -> tuple[PlanItem, ...]:
        if visit.status is Status.HELD:
            return (PlanItem(kind="floxuridine-held", text="floxuridine held", drug="floxuridine", decision="hold"),)
        items = [_EMPTY] if visit.empties else []
        if visit.notes:
            items = [_EMPTY.model_copy(update={"text": f"{_EMPTY.text}; {'; '.join(visit.notes)}"})]
        if visit.status is Status.DONE:
            fill = self._given.get(visit.at) if visit.at is not None else None
            if fill is not None:
                items.append(_given(fill))
            return tuple(items)
        if self._in.plan.floxuridine_withheld_on == visit.day and visit.kind == "maintenance-refill":
            items.append(self._withheld())
        items.append(self._fill(visit, cast(Contents, visit.contents)))  # a pump visit ahead fills the pump
        return tuple(items)

    def _withheld(self) -> PlanItem:
        decision = self._in.floxuridine
        reasons = "; ".join(decision.reasons) if decision else ""
        return PlanItem(
            kind="floxuridine-held",
            text=f"do not give floxuridine: {reasons}",
            drug="floxuridine",
            decision="hold",
            derivation=decision.derivation if decision else (),
        )

    def _fill(self, visit: Visit, contents: Contents) -> PlanItem:
        fills = cast(PlannedFills, self._in.fills)  # there are pump visits only where there is a pump
        decision = self._in.floxuridine
        rules = self._in.rules.pump
        drug = contents is Contents.FLOXURIDINE
        percent = self._percent() if drug else None
        glycerol = contents is Contents.GLYCEROL
        rest = rules.glycerol_interval_days.value if glycerol else rules.maintenance_interval_days.value
        days = rules.floxuridine_days.value if drug else rest
        made = fills.fill(contents, percent, days)
        if isinstance(made, HaipdoseError):
            self.refusals[visit.id] = made
            words = f"{contents.value}, not calculated: {made.message}"
            return PlanItem(kind=f"{contents.value}-fill", text=words, contents=contents)
        whole = contents not in self._detailed
        self._detailed.add(contents)
        if not drug:
            return PlanItem(
                kind=f"{contents.value}-fill",
                text=f"fill with {_NAMES[contents]}, {to_text(made.total_volume_ml)} mL",
                contents=contents,
                volume_ml=made.total_volume_ml,
                fill=made if whole else None,
            )
        decided = decision if visit.cycle == self._next_fill else None
        settled = decided is not None and decided.action in {"give", "reduce"}
        provisional = not settled or self._in.plan.floxuridine_withheld_on is not None
        return _floxuridine(made, percent, decided, provisional=provisional, whole=whole)

    def _percent(self) -> Decimal:
        decision = self._in.floxuridine
        if decision is None:
            last = self._in.state.last_floxuridine
            return last.dose_percent if last is not None and last.dose_percent is not None else Decimal(100)
        if decision.dose_percent is not None and decision.action in {"give", "reduce"}:
            return decision.dose_percent
        return decision.provisional_percent

    def _systemic(self, visit: Visit) -> tuple[PlanItem, ...]:
        name = self._in.regimen or "systemic treatment"
        if visit.status is Status.HELD:
            return (PlanItem(kind="systemic-held", text=f"{name} held", drug=name, decision="hold"),)
        if visit.status is Status.DONE:
            gift = self._gifts[visit.at] if visit.at is not None else None
            return (PlanItem(kind="systemic", text=f"{gift.regimen if gift else name} given", drug=name),)
        decision = self._in.systemic if visit.cycle == self._next_gift else None
        withheld = self._in.plan.systemic_withheld_on is not None
        if decision is None or withheld or not decision.action.gives:
            text = f"{name}, cycle {visit.cycle}; doses are decided on the results before it"
            action = decision.action.value if decision is not None else "undetermined"
            missing = decision.missing if decision is not None else ()
            return (
                PlanItem(kind="systemic", text=text, drug=name, decision=action, provisional=True, missing=missing),
            )
        return tuple(
            PlanItem(
                kind="systemic-drug",
                text=f"{drug.drug} {to_display(drug.amount, 2)} {drug.unit}"
                if drug.amount is not None
                else f"{drug.drug}: {drug.action.value}",
                drug=drug.drug,
                dose=drug.amount,
                unit=drug.unit,
                dose_percent=drug.percent_of_full,
                decision=drug.action.value,
                derivation=decision.derivation if drug is decision.drugs[0] else (),
            )
            for drug in decision.drugs
        )

    def _laboratory(self, visit: Visit) -> PlanItem:
        rules = self._in.rules.laboratory
        tests: list[str] = []
        if any(name.startswith("pump-") for name in visit.serves):
            tests += rules.floxuridine_tests.value
        if any(name.startswith("sys-") for name in visit.serves):
            tests += [test for test in rules.systemic_tests.value if test not in tests]
        words = "draw" if visit.status is Status.PLANNED else "drawn" if visit.status is Status.DONE else "not drawn"
        return PlanItem(kind="laboratory", text=f"{words}: {', '.join(tests)} (for {', '.join(visit.serves)})")


def _given(fill: FillRecord) -> PlanItem:
    if not fill.is_floxuridine:
        return PlanItem(
            kind=f"{fill.contents.value}-fill",
            text=f"{fill.contents.value} {to_text(fill.volume_ml)} mL given",
            contents=fill.contents,
            volume_ml=fill.volume_ml,
        )
    mg, percent = fill.floxuridine_mg or Decimal(0), fill.dose_percent or Decimal(0)
    return PlanItem(
        kind="floxuridine-fill",
        text=f"floxuridine {to_text(mg)} mg in {to_text(fill.volume_ml)} mL given, {to_text(percent)} %",
        drug="floxuridine",
        dose=mg,
        unit="mg",
        dose_percent=percent,
        contents=fill.contents,
        volume_ml=fill.volume_ml,
    )


def _floxuridine(
    made: FillAnswer,
    percent: Decimal | None,
    decided: FloxuridineDecision | None,
    *,
    provisional: bool,
    whole: bool,
) -> PlanItem:
    mg = made.floxuridine_mg or Decimal(0)
    words = f"floxuridine {to_text(mg)} mg in {to_text(made.total_volume_ml)} mL, {to_text(percent or Decimal(0))} %"
    if provisional:
        words = f"{words} (provisional: the results before the visit decide)"
    return PlanItem(
        kind="floxuridine-fill",
        text=words,
        drug="floxuridine",
        dose=mg,
        unit="mg",
        dose_percent=percent,
        contents=Contents.FLOXURIDINE,
        volume_ml=made.total_volume_ml,
        decision="undetermined" if provisional else decided.action if decided else None,
        provisional=provisional,
        missing=decided.missing if decided else (),
        fill=made if whole else None,
        derivation=decided.derivation if decided else (),
    )
