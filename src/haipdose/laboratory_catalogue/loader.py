"""The catalogue's data file: the only place that reads it, once."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from haipdose.laboratory_catalogue.model import LaboratoryCatalogue

_FILE = "data/laboratory-2026-11.toml"


@cache
def laboratory_catalogue() -> LaboratoryCatalogue:
    """The catalogue as shipped. Raises pydantic's ValidationError when the packaged file is damaged."""
    text = (files("haipdose.laboratory_catalogue") / _FILE).read_text(encoding="utf-8")
    return LaboratoryCatalogue.model_validate(tomllib.loads(text, parse_float=Decimal))
