"""OperationOutcome: what is wrong, as FHIR tells it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from haipdose.errors import (
    Conflict,
    Denied,
    HaipdoseError,
    NotFound,
    StorageError,
    TooMany,
    Unauthenticated,
)
from haipdose.interop.fhir.parts import OURS
from haipdose.interop.fhir.writing import Resource

_TYPES: Final[tuple[tuple[type[HaipdoseError], str], ...]] = (
    (NotFound, "not-found"),
    (Conflict, "conflict"),
    (Unauthenticated, "login"),
    (TooMany, "throttled"),
    (Denied, "forbidden"),
    (StorageError, "transient"),
)


def outcome(errors: Iterable[HaipdoseError]) -> Resource:
    """The outcome of a request: an issue for each error; one that says all is well when there is none."""
    issues = [_issue(error) for error in errors]
    return {
        "resourceType": "OperationOutcome",
        "issue": issues or [{"severity": "information", "code": "informational", "diagnostics": "Nothing was wrong."}],
    }


def _issue(error: HaipdoseError) -> Resource:
    kind = next((code for family, code in _TYPES if isinstance(error, family)), "invalid")
    told = [error.message]
    told += [f"Found: {error.found}."] if error.found is not None else []
    told += [f"Allowed: {error.allowed}."] if error.allowed is not None else []
    told += [error.remedy] if error.remedy is not None else []
    return {
        "severity": "error",
        "code": kind,
        "details": {"coding": [{"system": f"{OURS}:error", "code": error.code}], "text": error.message},
        "diagnostics": " ".join(told),
        "expression": [error.field] if error.field is not None and error.field.startswith("Observation") else [],
    }
