"""The package's placeholders for appointment types and weights: the only place of this room that reads a file."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

from haipdose.capacity.resources import AppointmentType, Weights
from haipdose.evidence import Document, Evidence

_FILE: Final = "data/clinic-defaults-2026-11.toml"


class ClinicDefaults(Document):
    """Appointment types and weights with where they come from: nothing that a source gives, so ``local``."""

    source: str
    evidence: Evidence
    note: str
    weights: Weights
    types: tuple[AppointmentType, ...]


@cache
def clinic_defaults() -> ClinicDefaults:
    """The placeholders as shipped. Raises pydantic's ValidationError when the packaged file is damaged."""
    text = (files("haipdose.capacity") / _FILE).read_text(encoding="utf-8")
    return ClinicDefaults.model_validate(tomllib.loads(text, parse_float=Decimal))
