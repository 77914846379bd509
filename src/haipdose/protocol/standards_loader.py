"""The grading standard's data file: the only reader of ``data/standards``."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from haipdose.protocol.standards import GradingStandard


@cache
def load_ctcae() -> GradingStandard:
    """CTCAE v5.0 as shipped. Raises pydantic's ValidationError when the packaged file is damaged."""
    text = (files("haipdose.protocol") / "data/standards/ctcae-5.0.toml").read_text(encoding="utf-8")
    return GradingStandard.model_validate(tomllib.loads(text, parse_float=Decimal))
