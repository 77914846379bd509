"""What was given and found: MedicationAdministration, Observation, Device and its use, Patient."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from haipdose.course.fact import FactBase
from haipdose.course.facts import FillGiven, PumpEmptied, PumpExplanted, PumpImplanted, SystemicGiven
from haipdose.course.patient_facts import Laboratory, LaboratoryValue, WeightMeasured
from haipdose.interop.codes import codes
from haipdose.interop.fhir.parts import (
    BODY_WEIGHT,
    LOINC,
    OURS,
    About,
    coding,
    concept,
    instant,
    medication,
    quantity,
    reference,
    safe_id,
)
from haipdose.interop.fhir.writing import Resource
from haipdose.interop.identity import PatientIdentity
from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.protocol.contents import Contents
from haipdose.pump.in_use import PumpInUse

Known = Sequence[tuple[str, FactBase]]
"""Facts in force, each with the id under which it is known."""

_CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
_DRUG_OF: Final = {
    Contents.FLOXURIDINE: "floxuridine",
    Contents.HEPARIN_SALINE: "heparin",
    Contents.GLYCEROL: "glycerol",
}


def patient(identity: PatientIdentity) -> Resource:
    """A patient by number and sex. Names and birth dates stay in the hospital's own register."""
    return {
        "resourceType": "Patient",
        "id": identity.id,
        "identifier": [{"system": identity.identifier.system, "value": identity.identifier.value}],
        "active": True,
        "gender": identity.sex,
    }


def device(about: About, pump: PumpInUse) -> Resource:
    """The pump, as it stands on its card."""
    return {
        "resourceType": "Device",
        "id": about.identity("pump"),
        "identifier": [{"system": f"{OURS}:pump", "value": f"{pump.profile}/{pump.serial_number}"}],
        "status": "active",
        "serialNumber": pump.serial_number,
        "deviceName": [{"name": pump.profile, "type": "model-name"}],
        "type": concept("implanted infusion pump for the hepatic artery"),
        "patient": about.subject,
        "property": [
            {"type": concept("flow on the card"), "valueQuantity": [quantity(pump.flow_ml_per_day, "mL/day")]},
            *(
                [{"type": concept("reservoir"), "valueQuantity": [quantity(pump.reservoir_ml, "mL")]}]
                if pump.reservoir_ml is not None
                else []
            ),
        ],
    }


def device_use(about: About, known: Known) -> Resource | None:
    """That the patient has the pump, from the implantation on; None before it."""
    placed = min((fact.at for _, fact in known if isinstance(fact, PumpImplanted)), default=None)
    if placed is None:
        return None
    removed = min((fact.at for _, fact in known if isinstance(fact, PumpExplanted)), default=None)
    return {
        "resourceType": "DeviceUseStatement",
        "id": about.identity("pump-use"),
        "status": "active" if removed is None else "completed",
        "subject": about.subject,
        "timingPeriod": {"start": instant(placed), "end": removed and instant(removed)},
        "device": reference("Device", about.identity("pump")),
    }


def administrations(about: About, known: Known, *, has_pump: bool) -> list[Resource]:
    """Every fill from when it went in until it was emptied, and every systemic drug whose dose was recorded."""
    return [*_fills(about, known, has_pump=has_pump), *_systemic(about, known)]


def _fills(about: About, known: Known, *, has_pump: bool) -> Iterable[Resource]:
    emptied = sorted(fact.at for _, fact in known if isinstance(fact, PumpEmptied))
    for key, fact in known:
        if not isinstance(fact, FillGiven):
            continue
        end = next((moment for moment in emptied if moment > fact.at), None)
        dose = quantity(fact.volume_ml, "mL") if fact.floxuridine_mg is None else quantity(fact.floxuridine_mg, "mg")
        order = (fact.note or "").removeprefix("order ")
        yield {
            "resourceType": "MedicationAdministration",
            "id": about.identity(key),
            "status": "in-progress" if end is None else "completed",
            "medicationCodeableConcept": medication(_DRUG_OF.get(fact.contents, fact.contents.value)),
            "subject": about.subject,
            "effectivePeriod": {"start": instant(fact.at), "end": end and instant(end)},
            "request": reference("MedicationRequest", order) if order.startswith("ord-") else None,
            "device": [reference("Device", about.identity("pump"))] if has_pump else [],
            "dosage": {
                "text": f"{fact.volume_ml.normalize():f} mL into the pump's reservoir",
                "route": concept("intra-arterial (hepatic artery), through the implanted pump"),
                "dose": dose,
            },
        }


def _systemic(about: About, known: Known) -> Iterable[Resource]:
    for key, fact in known:
        if isinstance(fact, SystemicGiven):
            for number, drug in enumerate(fact.drugs, 1):
                yield {
                    "resourceType": "MedicationAdministration",
                    "id": about.identity(key, str(number)),
                    "status": "completed",
                    "medicationCodeableConcept": medication(drug.drug),
                    "subject": about.subject,
                    "effectiveDateTime": instant(fact.at),
                    "dosage": {"text": f"{fact.regimen}: {drug.drug}", "dose": quantity(drug.dose_mg, "mg")},
                }


def observations(about: About, known: Known) -> list[Resource]:
    """Every laboratory result and weight that counts now."""
    found: list[Resource] = []
    for key, fact in known:
        if isinstance(fact, Laboratory):
            found += [laboratory(about, key, fact.at, value) for value in fact.results]
        elif isinstance(fact, WeightMeasured):
            found.append(weight(about, key, fact))
    return found


def laboratory(about: About, key: str, at: datetime, value: LaboratoryValue) -> Resource:
    """One result, coded by LOINC where the table has a code for the test in this unit."""
    known = codes().for_test(value.test, value.unit)
    title = laboratory_catalogue().tests[value.test].title
    limits: dict[str, Any] = {
        "low": None if value.lower_limit is None else quantity(value.lower_limit, value.unit),
        "high": None if value.upper_limit is None else quantity(value.upper_limit, value.unit),
    }
    return {
        "resourceType": "Observation",
        "id": about.identity(key, value.test),
        "status": "final",
        "category": [concept("Laboratory", coding(_CATEGORY, "laboratory", "Laboratory"))],
        "code": concept(
            title,
            *([coding(LOINC, known.loinc)] if known is not None else []),
            coding(f"{OURS}:laboratory-test", value.test, title),
        ),
        "subject": about.subject,
        "effectiveDateTime": instant(at),
        "valueQuantity": quantity(value.value, value.unit),
        "referenceRange": [limits] if limits["low"] or limits["high"] else [],
    }


def weight(about: About, key: str, fact: WeightMeasured) -> Resource:
    """A body weight."""
    return {
        "resourceType": "Observation",
        "id": about.identity(key, "weight"),
        "status": "final",
        "category": [concept("Vital Signs", coding(_CATEGORY, "vital-signs", "Vital Signs"))],
        "code": concept("Body weight", coding(LOINC, BODY_WEIGHT, "Body weight")),
        "subject": about.subject,
        "effectiveDateTime": instant(fact.at),
        "valueQuantity": quantity(fact.weight_kg, "kg"),
    }


def bundle(
    kind: str,
    entries: Iterable[Resource],
    *,
    base: str,
    links: Sequence[tuple[str, str]] = (),
    total: int | None = None,
) -> Resource:
    """A bundle: ``searchset`` with its total and links, or ``collection``."""
    is_search = kind == "searchset"
    return {
        "resourceType": "Bundle",
        "type": kind,
        "total": total,
        "link": [{"relation": relation, "url": url} for relation, url in links],
        "entry": [
            {
                "fullUrl": f"{base}/{entry['resourceType']}/{safe_id(entry['id'])}",
                "resource": entry,
                "search": {"mode": "match"} if is_search else None,
            }
            for entry in entries
        ],
    }
