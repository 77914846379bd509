"""What resources are made of: references, codes, quantities, ids."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

from pydantic import Field

from haipdose.evidence import Document, Evidence
from haipdose.interop.codes import CodeSource

LOINC: Final = "http://loinc.org"
UCUM: Final = "http://unitsofmeasure.org"
ATC: Final = "http://www.whocc.no/atc"
OURS: Final = "urn:haipdose"
BODY_WEIGHT: Final = "29463-7"
_ID: Final = re.compile(r"^[A-Za-z0-9.-]{1,64}$")


class DrugCode(Document):
    """One drug: our name of it and its ATC code."""

    name: str
    atc: str = Field(pattern=r"^[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}$")
    source: str
    evidence: Evidence


class DrugCodes(Document):
    """The table."""

    version: str
    sources: dict[str, CodeSource]
    drug: tuple[DrugCode, ...]


@cache
def drug_codes() -> dict[str, DrugCode]:
    """The table as shipped, by name. Raises pydantic's ValidationError when the packaged file is damaged."""
    text = (files("haipdose.interop") / "data/drug-codes.toml").read_text(encoding="utf-8")
    return {row.name: row for row in DrugCodes.model_validate(tomllib.loads(text)).drug}


@dataclass(frozen=True, slots=True)
class About:
    """What the resources of a course are about: its own id and the patient's, as they stand in addresses."""

    course: str
    patient: str

    @property
    def subject(self) -> dict[str, str]:
        """The patient, as a reference."""
        return reference("Patient", self.patient)

    def identity(self, *parts: str) -> str:
        """An id that stays the same: of the course and a part of it. What is too long for FHIR is shortened."""
        return safe_id(".".join((self.course, *parts)))


def safe_id(text: str) -> str:
    """An id as FHIR allows it, the same for the same text."""
    if _ID.match(text):
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:24]
    return re.sub(r"[^A-Za-z0-9.-]", "-", text)[:39] + "-" + digest


def reference(kind: str, identity: str) -> dict[str, str]:
    """A reference to a resource of this server."""
    return {"reference": f"{kind}/{identity}"}


def coding(system: str, code: str, display: str | None = None) -> dict[str, Any]:
    """One code."""
    return {"system": system, "code": code, "display": display}


def concept(text: str, *codings: dict[str, Any]) -> dict[str, Any]:
    """A concept: its words, and its codes where there are any."""
    return {"coding": list(codings), "text": text}


def medication(drug: str) -> dict[str, Any]:
    """A drug, with its ATC code where the table has one."""
    known = drug_codes().get(drug)
    return concept(drug) if known is None else concept(drug, coding(ATC, known.atc, drug))


def quantity(value: Decimal, unit: str) -> dict[str, Any]:
    """A quantity in UCUM. Days are ``d`` there; units of heparin are ``[USP'U]``."""
    return {"value": value, "unit": unit, "system": UCUM, "code": _UCUM.get(unit, unit)}


_UCUM: Final = {"mL/day": "mL/d", "mg/day": "mg/d", "days": "d", "units": "[USP'U]"}


def instant(moment: datetime) -> str:
    """A moment with its offset, to the second or finer."""
    return moment.isoformat()


def day(value: date) -> str:
    """A day."""
    return value.isoformat()
