"""The endpoint data files of the package, with the values of a trial's own file over them. The only reader of both."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from haipdose.errors import InputError, RuleDataError
from haipdose.exact_json import input_errors
from haipdose.trial.endpoint_rules import EndpointRules

_FILES: Final = (
    "endpoints-pump-it-2026-11.toml",
    "recist-1.1.toml",
    "qlq-c30-v3.toml",
    "eq-5d-3l-nl-2006.toml",
    "ipcq-2026-11.toml",
)


@cache
def endpoint_rules() -> EndpointRules:
    """The rules as shipped. Raises pydantic's ValidationError when a packaged file is damaged."""
    return EndpointRules.model_validate(_packaged())


def endpoint_rules_with(path: Path) -> EndpointRules:
    """The rules with the values of the trial's own TOML file in place of the packaged ones.

    Args:
        path: has the same tables; a value with its source and evidence replaces the packaged one as a whole. The
            definitions and the meaning of reasons cannot be changed.

    Raises:
        InputError: the file cannot be read.
        RuleDataError: it is not TOML, or what comes out is not a set of rules; ``faults`` lists what is wrong.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read: {error.strerror}.", code="endpoints.rules-unreadable", field="rules"
        ) from error
    try:
        own = tomllib.loads(raw.decode("utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleDataError(f"{path.name} is not TOML: {error}.", code="endpoints.rules-toml") from error
    fixed = sorted({"definitions", "reasons"} & own.keys())
    if fixed:
        raise RuleDataError(
            f"{path.name} changes {', '.join(fixed)}, which the registry and the program give.",
            code="endpoints.rules-fixed",
            remedy="Leave it out: a file of the trial sets values.",
        )
    try:
        return EndpointRules.model_validate(_over(_packaged(), own))
    except ValidationError as error:
        raise RuleDataError(
            f"{path.name} cannot be used.",
            code="endpoints.rules-invalid",
            faults=[str(fault) for fault in input_errors(error)],
        ) from error


def _packaged() -> dict[str, Any]:
    document: dict[str, Any] = {}
    for name in _FILES:
        text = (files("haipdose.trial") / "data" / name).read_text(encoding="utf-8")
        document = _over(document, tomllib.loads(text, parse_float=Decimal))
    return document


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """``below`` with the entries of ``above``; tables are joined, but a value with its source is one thing."""
    joined = dict(below)
    for key, value in above.items():
        known = joined.get(key)
        if isinstance(known, Mapping) and isinstance(value, Mapping) and "value" not in value:
            joined[key] = _over(known, value)
        else:
            joined[key] = value
    return joined
