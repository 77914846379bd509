"""From facts to state: one pass over the facts in a total order. What contradicts itself is named, never dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from haipdose.course import facts as kinds
from haipdose.course.corrections import facts_in_force
from haipdose.course.fact import FactBase
from haipdose.course.state import Appointment, CourseConflict, CourseState, FillRecord
from haipdose.protocol.contents import Contents

RANK: Final = {
    name: rank
    for rank, name in enumerate(
        (
            "registered",
            "protocol-changed",
            "weight-measured",
            "laboratory",
            "clinical-event",
            "toxicity-reviewed",
            "surgery",
            "pump-implanted",
            "conversion-surgery-planned",
            "conversion-surgery-cancelled",
            "conversion-surgery-done",
            "perfusion-scan",
            "imaging-done",
            "liver-panel",
            "unavailable",
            "appointment-confirmed",
            "visit-moved",
            "dose-override",
            "long-break-ended",
            "flow-measured",
            "pump-emptied",
            "fill-given",
            "pump-interrogated",
            "pump-programmed",
            "floxuridine-held",
            "systemic-given",
            "systemic-held",
            "long-break-started",
            "floxuridine-discontinued",
            "systemic-discontinued",
            "pump-explanted",
        )
    )
}
"""The order of facts of one moment: what was known, then what was decided, emptied before filled."""


@dataclass(slots=True)
class _Folding:
    """The state while it grows."""

    reservoir_ml: Decimal
    values: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[Any]] = field(default_factory=dict)
    fills: list[FillRecord] = field(default_factory=list)
    in_reservoir: int | None = None
    cycle: int = 0
    appointments: dict[str, Appointment] = field(default_factory=dict)
    floxuridine_days: dict[date, str] = field(default_factory=dict)
    systemic_days: dict[date, str] = field(default_factory=dict)
    conflicts: list[CourseConflict] = field(default_factory=list)

    def conflict(self, code: str, message: str, facts: Sequence[str], remedy: str) -> None:
        self.conflicts.append(CourseConflict(code=f"course.{code}", message=message, facts=tuple(facts), remedy=remedy))

    def add(self, name: str, fact: FactBase) -> None:
        self.lists.setdefault(name, []).append(fact)


def fold(facts: Sequence[FactBase], *, as_of: datetime, reservoir_ml: Decimal) -> CourseState:
    """The state of a course as of a moment.

    Args:
        facts: all facts, in any order; facts of one moment are taken in the order of :data:`RANK`, then of their ids.
        as_of: what happened or became known later does not count.
        reservoir_ml: capacity of the pump's reservoir, mL: a fill beyond it is a conflict.

    Returns:
        The state, with every contradiction among the facts as a named conflict.

    Raises:
        InputError: a correction of an unknown fact.
    """
    counting = facts_in_force(facts, as_of)
    folding = _Folding(reservoir_ml)
    folding.conflicts.extend(counting.conflicts)
    ordered = sorted(counting.facts, key=lambda pair: (pair[1].at.astimezone(UTC), RANK[_type(pair[1])], pair[0]))
    for key, fact in ordered:
        _STEPS[type(fact)](folding, key, fact)
    reservoir = None if folding.in_reservoir is None else folding.fills[folding.in_reservoir]
    lists: dict[str, Any] = {name: tuple(entries) for name, entries in folding.lists.items()}
    return CourseState(
        as_of=as_of,
        fills=tuple(folding.fills),
        in_reservoir=reservoir,
        appointments=folding.appointments,
        conflicts=tuple(folding.conflicts),
        facts_not_yet_known=counting.not_yet_known,
        **folding.values,
        **lists,
    )


def _type(fact: FactBase) -> str:
    return str(fact.type)  # type: ignore[attr-defined]


def _day(moment: datetime) -> date:
    """The day as the writer of the fact saw it on the clock."""
    return moment.date()


def _registered(folding: _Folding, _key: str, fact: kinds.Registered) -> None:
    folding.values["start"] = fact.start or _day(fact.at)


def _implanted(folding: _Folding, key: str, fact: kinds.PumpImplanted) -> None:
    earlier = folding.values.get("implanted")
    if earlier is not None and "explanted" not in folding.values:
        folding.conflict(
            "implanted-twice",
            "A pump was implanted while another one was in place.",
            (folding.keys["implanted"], key),
            "Void one of the two, or record that the first pump was taken out.",
        )
    folding.values.pop("explanted", None)
    folding.values["implanted"] = fact
    folding.keys["implanted"] = key


def _explanted(folding: _Folding, _key: str, fact: kinds.PumpExplanted) -> None:
    folding.values["explanted"] = fact
    folding.in_reservoir = None


def _emptied(folding: _Folding, key: str, fact: kinds.PumpEmptied) -> None:
    index = folding.in_reservoir
    if index is None:
        folding.conflict(
            "emptied-without-fill",
            "The pump was emptied although no fill was in it.",
            (key,),
            "Record the missing fill with its time, or void the emptying.",
        )
        return
    fill = folding.fills[index]
    if fact.returned_ml > fill.volume_ml:
        folding.conflict(
            "returned-more-than-filled",
            f"{fact.returned_ml} mL came back of a fill of {fill.volume_ml} mL.",
            (fill.key, key),
            "Correct the volume of the fill or of the return.",
        )
    folding.fills[index] = FillRecord(
        key=fill.key,
        cycle=fill.cycle,
        contents=fill.contents,
        at=fill.at,
        volume_ml=fill.volume_ml,
        floxuridine_mg=fill.floxuridine_mg,
        dose_percent=fill.dose_percent,
        emptied_at=fact.at,
        returned_ml=fact.returned_ml,
    )
    folding.in_reservoir = None
    folding.values["emptied_at"] = fact.at


def _filled(folding: _Folding, key: str, fact: kinds.FillGiven) -> None:
    floxuridine = fact.contents is Contents.FLOXURIDINE
    if folding.in_reservoir is not None:
        folding.conflict(
            "filled-twice",
            "The pump was filled while an earlier fill was still in it.",
            (folding.fills[folding.in_reservoir].key, key),
            "Record the emptying between the two, or void one of them.",
        )
    if "implanted" not in folding.values or "explanted" in folding.values:
        folding.conflict(
            "fill-without-pump",
            "The pump was filled although none was implanted at that time.",
            (key,),
            "Record the implantation, or correct the time of the fill.",
        )
    if fact.volume_ml > folding.reservoir_ml:
        folding.conflict(
            "filled-more-than-reservoir",
            f"{fact.volume_ml} mL do not fit a reservoir of {folding.reservoir_ml} mL.",
            (key,),
            "Correct the volume of the fill, or the reservoir of the pump.",
        )
    if floxuridine:
        folding.cycle += 1
        _floxuridine_day(folding, key, fact)
        folding.values.pop("override", None)
        if "discontinued" in folding.values:
            folding.conflict(
                "floxuridine-after-discontinuation",
                "Floxuridine was given after it had been discontinued.",
                (folding.keys["discontinued"], key),
                "Void the discontinuation or the fill.",
            )
    folding.fills.append(
        FillRecord(
            key=key,
            cycle=folding.cycle,
            contents=fact.contents,
            at=fact.at,
            volume_ml=fact.volume_ml,
            floxuridine_mg=fact.floxuridine_mg,
            dose_percent=fact.dose_percent,
        )
    )
    folding.in_reservoir = len(folding.fills) - 1


def _floxuridine_day(folding: _Folding, key: str, fact: FactBase) -> None:
    """One floxuridine decision a day: given twice, or given and held, contradicts itself."""
    _once_a_day(folding, folding.floxuridine_days, "floxuridine", key, fact)


def _once_a_day(folding: _Folding, days: dict[date, str], what: str, key: str, fact: FactBase) -> None:
    day = _day(fact.at)
    earlier = days.setdefault(day, key)
    if earlier != key:
        folding.conflict(
            f"{what}-twice-in-one-day",
            f"On {day} {what} was both given and held, or decided twice.",
            (earlier, key),
            "Void the one that did not happen.",
        )


def _floxuridine_held(folding: _Folding, key: str, fact: kinds.FloxuridineHeld) -> None:
    _floxuridine_day(folding, key, fact)
    folding.add("floxuridine_holds", fact)


def _systemic_given(folding: _Folding, key: str, fact: kinds.SystemicGiven) -> None:
    _once_a_day(folding, folding.systemic_days, "systemic", key, fact)
    if "systemic_discontinued" in folding.values:
        folding.conflict(
            "systemic-after-discontinuation",
            "Systemic treatment was given after it had been discontinued.",
            (folding.keys["systemic_discontinued"], key),
            "Void the discontinuation or the gift.",
        )
    folding.add("systemic", fact)


def _systemic_held(folding: _Folding, key: str, fact: kinds.SystemicHeld) -> None:
    _once_a_day(folding, folding.systemic_days, "systemic", key, fact)
    folding.add("systemic_holds", fact)


def _break_ended(folding: _Folding, key: str, fact: kinds.LongBreakEnded) -> None:
    if folding.values.pop("long_break", None) is None:
        folding.conflict(
            "break-ended-without-start",
            "A long break ended that had not started.",
            (key,),
            "Record when the break started, or void its end.",
        )
        return
    folding.values["break_ended_at"] = fact.at


def _conversion_done(folding: _Folding, _key: str, fact: kinds.ConversionSurgeryDone) -> None:
    folding.values["conversion_done_at"] = fact.at
    folding.values.pop("conversion_planned", None)


def _appointment(folding: _Folding, key: str, fact: kinds.AppointmentConfirmed | kinds.VisitMoved) -> None:
    reason = fact.reason if isinstance(fact, kinds.VisitMoved) else None
    folding.appointments[fact.visit] = Appointment(key, fact.date, fact.at, reason)


def _listed(name: str) -> Callable[[_Folding, str, Any], None]:
    return lambda folding, _key, fact: folding.add(name, fact)


def _latest(name: str) -> Callable[[_Folding, str, Any], None]:
    def keep(folding: _Folding, key: str, fact: Any) -> None:
        folding.values[name] = fact
        folding.keys[name] = key

    return keep


def _cancelled(folding: _Folding, _key: str, _fact: FactBase) -> None:
    folding.values.pop("conversion_planned", None)


def _changed_protocol(folding: _Folding, _key: str, fact: kinds.ProtocolChanged) -> None:
    folding.values["protocol"] = fact.protocol


def _noted(_folding: _Folding, _key: str, _fact: FactBase) -> None:
    """Another operation is kept in the record; no date or dose depends on it."""


_STEPS: Final[dict[type[FactBase], Callable[[_Folding, str, Any], None]]] = {
    kinds.Registered: _registered,
    kinds.Surgery: _noted,
    kinds.PumpImplanted: _implanted,
    kinds.PumpExplanted: _explanted,
    kinds.PerfusionScan: _listed("scans"),
    kinds.WeightMeasured: _listed("weights"),
    kinds.Laboratory: _listed("laboratory"),
    kinds.ClinicalEvent: _listed("events"),
    kinds.ToxicityReviewed: _listed("toxicity_reviews"),
    kinds.PumpEmptied: _emptied,
    kinds.FillGiven: _filled,
    kinds.FlowMeasured: _listed("flow_measurements"),
    kinds.PumpInterrogated: _noted,
    kinds.PumpProgrammed: _noted,
    kinds.FloxuridineHeld: _floxuridine_held,
    kinds.FloxuridineDiscontinued: _latest("discontinued"),
    kinds.DoseOverride: _latest("override"),
    kinds.LongBreakStarted: _latest("long_break"),
    kinds.LongBreakEnded: _break_ended,
    kinds.SystemicGiven: _systemic_given,
    kinds.SystemicHeld: _systemic_held,
    kinds.SystemicDiscontinued: _latest("systemic_discontinued"),
    kinds.Unavailable: _listed("unavailable"),
    kinds.AppointmentConfirmed: _appointment,
    kinds.VisitMoved: _appointment,
    kinds.ImagingDone: _listed("imaging"),
    kinds.LiverPanelJudged: _listed("panels"),
    kinds.ConversionSurgeryPlanned: _latest("conversion_planned"),
    kinds.ConversionSurgeryCancelled: _cancelled,
    kinds.ConversionSurgeryDone: _conversion_done,
    kinds.ProtocolChanged: _changed_protocol,
}
