"""A course's plan: CarePlan with its activities, an Appointment for each visit, a MedicationRequest for each fill."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from haipdose.fill.requests import FillAnswer
from haipdose.interop.fhir.parts import OURS, About, concept, day, instant, medication, quantity, reference
from haipdose.interop.fhir.writing import Resource
from haipdose.interop.visit_words import plain_words
from haipdose.protocol.contents import Contents
from haipdose.schedule.model import Status, Stream
from haipdose.schedule.requests import PlanAnswer, PlanVisit

STATUSES: Final = {
    Status.DONE: "fulfilled",
    Status.PLANNED: "proposed",
    Status.HELD: "waitlist",
    Status.NOT_PLACED: "waitlist",
    Status.MISSED: "noshow",
    Status.CANCELLED: "cancelled",
}
"""A planned visit is a proposal: the plan has a day and a window, and no hour has been booked with anybody.

FHIR wants start and end for every status but proposed, cancelled and waitlist (app-3).
"""
_DRUG_OF: Final = {
    Contents.FLOXURIDINE: "floxuridine",
    Contents.HEPARIN_SALINE: "heparin",
}


def care_plan(
    about: About, plan: PlanAnswer, *, title: str, closed: bool, created: datetime, orders: Iterable[str] = ()
) -> Resource:
    """The course as a plan of care, which refers to its appointments and fills."""
    visits = [visit for visit in plan.visits if visit.date is not None]
    days = sorted(visit.date for visit in visits if visit.date is not None)
    activities = [reference("Appointment", about.identity(visit.id)) for visit in plan.visits]
    activities += [reference("MedicationRequest", order) for order in orders]
    return {
        "resourceType": "CarePlan",
        "id": about.course,
        "identifier": [{"system": f"{OURS}:course", "value": about.course}],
        "status": "completed" if closed else "active",
        "intent": "plan",
        "title": title,
        "subject": about.subject,
        "period": {"start": day(days[0]), "end": day(days[-1])} if days else None,
        "created": instant(created),
        "activity": [{"reference": one} for one in activities],
        "note": [{"text": plan.next_action.text}],
    }


def appointment(about: About, visit: PlanVisit, zone: ZoneInfo) -> Resource:
    """One visit. The planned day is the first requested period and the window the second.

    A visit that was done is told with the moment at which it was; how long it took is not recorded.
    """
    status = STATUSES[visit.status]
    start, end = _when(visit, status, zone)
    words = plain_words(visit.kind)
    periods: list[dict[str, str]] = []
    if visit.status is Status.PLANNED and visit.date is not None:
        periods.append({"start": day(visit.date), "end": day(visit.date)})
    if visit.window is not None and status in {"proposed", "waitlist"}:
        periods.append({"start": day(visit.window.earliest), "end": day(visit.window.latest)})
    return {
        "resourceType": "Appointment",
        "id": about.identity(visit.id),
        "identifier": [{"system": f"{OURS}:visit", "value": f"{about.course}/{visit.id}"}],
        "status": status,
        "serviceType": [concept(words)],
        "description": f"{words}: {visit.kind.replace('-', ' ')}",
        "supportingInformation": [reference("CarePlan", about.course)],
        "start": start,
        "end": end,
        "requestedPeriod": periods,
        "comment": "; ".join(visit.moved_because),
        "participant": [
            {
                "actor": about.subject,
                "required": "required",
                "status": "accepted" if visit.status is Status.DONE else "needs-action",
            }
        ],
    }


def _when(visit: PlanVisit, status: str, zone: ZoneInfo) -> tuple[str | None, str | None]:
    if status not in {"fulfilled", "noshow"}:
        return None, None
    if visit.at is not None:
        return instant(visit.at), instant(visit.at)
    when = visit.date or (visit.window.latest if visit.window else None)
    if when is None:
        msg = f"{visit.id} is {visit.status.value} without a day"
        raise ValueError(msg)
    start = datetime.combine(when, time(), zone)
    return instant(start), instant(datetime.combine(when + timedelta(days=1), time(), zone))


def planned_fills(about: About, plan: PlanAnswer) -> list[Resource]:
    """A MedicationRequest for each fill that is worked out; a dose that is not decided yet is a proposal."""
    found = []
    for visit in plan.visits:
        if visit.stream is not Stream.PUMP or visit.status is not Status.PLANNED:
            continue
        for item in visit.items:
            if item.fill is not None:
                identity = about.identity(visit.id, "fill")
                resource = medication_request(about, identity, item.fill)
                resource["intent"] = "proposal" if item.provisional else "plan"
                resource["status"] = "draft" if item.provisional else "active"
                if visit.date is not None:
                    resource["dosageInstruction"][0]["timing"] = {"event": [day(visit.date)]}
                found.append(resource)
    return found


def medication_request(about: About, identity: str, fill: FillAnswer, authored: datetime | None = None) -> Resource:
    """A fill as a request: the drug, its amount and rate. ``status`` and ``intent`` are the caller's to change."""
    drug = _DRUG_OF.get(fill.contents, fill.contents.value)
    dose: dict[str, Any] = {}
    if fill.floxuridine_mg is not None:
        dose["doseQuantity"] = quantity(fill.floxuridine_mg, "mg")
        if fill.daily_dose_mg is not None:
            dose["rateQuantity"] = quantity(fill.daily_dose_mg, "mg/day")
    else:
        dose["doseQuantity"] = quantity(fill.total_volume_ml, "mL")
    return {
        "resourceType": "MedicationRequest",
        "id": identity,
        "identifier": [{"system": f"{OURS}:fill", "value": identity}],
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": medication(drug),
        "subject": about.subject,
        "supportingInformation": [reference("CarePlan", about.course)],
        "authoredOn": authored and instant(authored),
        "dosageInstruction": [
            {
                "text": dose_text(fill),
                "route": concept("intra-arterial (hepatic artery), through the implanted pump"),
                "doseAndRate": [dose],
            }
        ],
    }


def dose_text(fill: FillAnswer) -> str:
    """The fill in words, with its units."""
    parts = [
        f"{part.name} {part.amount.normalize():f} {part.unit}" for part in fill.components if part.unit != "mL"
    ] or [fill.contents.value]
    return f"{', '.join(parts)} in {fill.total_volume_ml.normalize():f} mL, into the pump's reservoir only"
