"""Observations that other systems send: a laboratory result or a body weight, taken whole or refused with a reason.

Nothing is guessed: a code that is not in the table, a unit that does not fit its code, a value with a comparator, a day
without a time, or a result that is not final is refused, and says why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from haipdose.course.patient_facts import Laboratory, LaboratoryValue, WeightMeasured
from haipdose.errors import InputError, InputErrors
from haipdose.exact_json import validate
from haipdose.interop.codes import codes
from haipdose.interop.fhir.parts import BODY_WEIGHT, LOINC, UCUM
from haipdose.patient.laboratory import LabResult, canonical_unit
from haipdose.quantities import parse_decimal

TAKEN: Final = frozenset({"final", "amended", "corrected"})
TAKEN_BACK: Final = frozenset({"entered-in-error", "cancelled"})
CLOCKS_DIFFER_BY: Final = timedelta(minutes=5)
_UCUM_SPELLINGS: Final = {"{INR}": "1", "{inr}": "1"}
_MOMENT: Final = TypeAdapter(AwareDatetime)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom an observation is about: our own id of the patient, or an identifier of the hospital's."""

    id: str | None
    system: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Read:
    """What an observation says. ``name`` is the same each time it is sent; ``withdrawn``: it counts no more."""

    subject: Subject
    name: str
    test: str
    fact: Laboratory | WeightMeasured | None
    withdrawn: bool


def read_observation(document: Mapping[str, Any], as_of: datetime) -> Read:
    """Read an Observation.

    Args:
        document: the resource, its numbers exact.
        as_of: now; nothing was observed later.

    Raises:
        InputError: it cannot be used; ``field`` is the FHIR path.
    """
    if document.get("resourceType") != "Observation":
        raise _refused("This is not an Observation.", "fhir.kind", "resourceType", document.get("resourceType"))
    status = document.get("status")
    if status not in TAKEN | TAKEN_BACK:
        raise _refused("Only final results are recorded.", "fhir.status", "Observation.status", status, sorted(TAKEN))
    for forbidden, why in (
        ("component", "An observation of several components is not a result that is used here."),
        ("dataAbsentReason", "The observation says itself that it has no value."),
        ("modifierExtension", "A modifier changes the meaning of the observation in a way that is not known here."),
    ):
        if document.get(forbidden):
            raise _refused(why, f"fhir.{forbidden.lower()}", f"Observation.{forbidden}")
    subject = _subject(document)
    loinc, test = _code(document)
    at = _effective(document, as_of)
    name = _name(document, subject, at, test)
    if status in TAKEN_BACK:
        return Read(subject, name, test, None, withdrawn=True)
    value, unit = _quantity(document.get("valueQuantity"), "Observation.valueQuantity")
    if test == "weight":
        if unit != "kg":
            raise _refused("Weight is taken in kg.", "fhir.unit", "Observation.valueQuantity.code", unit, ["kg"])
        weighed = validate(WeightMeasured, {"type": "weight-measured", "id": name, "at": at, "weight_kg": value})
        return Read(subject, name, test, weighed, withdrawn=False)
    row = codes().by_loinc(loinc)
    known = canonical_unit(unit)
    if row is None or known not in row.units:
        allowed = list(row.units) if row is not None else []
        raise _refused(
            "The unit does not belong to the code.", "fhir.unit", "Observation.valueQuantity.code", unit, allowed
        )
    limits = _limits(document, known)
    result = {"test": test, "value": value, "unit": known} | limits
    try:
        validate(LabResult, result | {"at": at})
    except InputErrors as faults:
        raise InputErrors(
            InputError(fault.message, code=fault.code, field="Observation.valueQuantity", found=fault.found)
            for fault in faults.errors
        ) from faults
    fact = Laboratory(
        type="laboratory", id=f"{name}-{_short(str(result))[:8]}", at=at, results=(LaboratoryValue(**result),)
    )
    return Read(subject, name, test, fact, withdrawn=False)


def _subject(document: Mapping[str, Any]) -> Subject:
    given = document.get("subject")
    if not isinstance(given, Mapping):
        raise _refused("It does not say whom it is about.", "fhir.subject", "Observation.subject")
    reference = given.get("reference")
    if isinstance(reference, str):
        kind, _, identity = reference.rpartition("/")
        if kind.rpartition("/")[2] == "Patient" and identity:
            return Subject(identity, None, None)
        raise _refused(
            "The subject is not a patient of this server.", "fhir.subject", "Observation.subject.reference", reference
        )
    identifier = given.get("identifier")
    if isinstance(identifier, Mapping) and isinstance(identifier.get("value"), str):
        system = identifier.get("system")
        return Subject(None, system if isinstance(system, str) else None, identifier["value"])
    raise _refused("The subject has neither reference nor identifier.", "fhir.subject", "Observation.subject")


def _code(document: Mapping[str, Any]) -> tuple[str, str]:
    """The LOINC code that is known here, and its test; two codes of different tests contradict each other."""
    codings = document.get("code", {}).get("coding", []) if isinstance(document.get("code"), Mapping) else []
    found: dict[str, str] = {}
    for coding in codings if isinstance(codings, list) else []:
        if isinstance(coding, Mapping) and coding.get("system") == LOINC and isinstance(coding.get("code"), str):
            row = codes().by_loinc(coding["code"])
            if coding["code"] == BODY_WEIGHT:
                found["weight"] = BODY_WEIGHT
            elif row is not None:
                found[row.test] = row.loinc
    if len(found) != 1:
        seen = ", ".join(
            str(coding.get("code")) for coding in codings if isinstance(coding, Mapping) and coding.get("code")
        )
        message = "Its codes name two tests." if found else "It has no LOINC code of a test that is used here."
        raise _refused(message, "fhir.code", "Observation.code", seen or None)
    test, loinc = next(iter(found.items()))
    return loinc, test


def _effective(document: Mapping[str, Any], as_of: datetime) -> datetime:
    given = document.get("effectiveDateTime", document.get("effectiveInstant"))
    if not isinstance(given, str) or "T" not in given:
        raise _refused(
            "When the blood was drawn is needed with its time and offset.",
            "fhir.effective",
            "Observation.effectiveDateTime",
            given if isinstance(given, str) else None,
            ["2026-03-02T08:15:00+01:00"],
        )
    try:
        at = _MOMENT.validate_python(given)
    except ValidationError as error:
        raise _refused("This is not a moment.", "fhir.effective", "Observation.effectiveDateTime", given) from error
    if at > as_of + CLOCKS_DIFFER_BY:
        raise _refused("It lies in the future.", "fhir.future", "Observation.effectiveDateTime", given)
    return at


def _quantity(given: Any, path: str) -> tuple[Decimal, str]:
    if not isinstance(given, Mapping) or "value" not in given:
        raise _refused("Only a quantity is a result that is used here.", "fhir.value", path)
    if given.get("comparator"):
        raise _refused(
            "A value below or above a limit is not a number to decide by.",
            "fhir.comparator",
            f"{path}.comparator",
            str(given["comparator"]),
        )
    code = given.get("code")
    if given.get("system") != UCUM or not isinstance(code, str):
        raise _refused(
            "The unit has to be coded in UCUM.", "fhir.unit", f"{path}.system", str(given.get("system")), [UCUM]
        )
    value = given["value"]
    if isinstance(value, str):
        raise _refused("A FHIR quantity is a number, not a text.", "fhir.value", f"{path}.value", value)
    try:
        number = parse_decimal(value)
    except ValueError as error:
        raise _refused("This is not a number that can be used.", "fhir.value", f"{path}.value", str(value)) from error
    return number, _UCUM_SPELLINGS.get(code, code)


def _limits(document: Mapping[str, Any], unit: str) -> dict[str, Decimal]:
    """The limits of normal, when there is one range without conditions and in the result's own unit."""
    ranges = document.get("referenceRange") or []
    plain = [
        one for one in ranges if isinstance(one, Mapping) and not {"appliesTo", "age", "type"} & set(one)
    ] if isinstance(ranges, list) else []  # fmt: skip
    if len(plain) != 1:
        return {}
    found = {}
    for theirs, ours in (("low", "lower_limit"), ("high", "upper_limit")):
        if plain[0].get(theirs) is not None:
            value, code = _quantity(plain[0][theirs], f"Observation.referenceRange.{theirs}")
            if canonical_unit(code) != unit:
                raise _refused(
                    "The limit is in another unit than the result.",
                    "fhir.unit",
                    f"Observation.referenceRange.{theirs}",
                    code,
                    [unit],
                )
            found[ours] = value
    return found


def _name(document: Mapping[str, Any], subject: Subject, at: datetime, test: str) -> str:
    """The observation's own name: of its identifier, or of what it is about, and telling nothing about the patient."""
    identifiers = document.get("identifier")
    first = identifiers[0] if isinstance(identifiers, list) and identifiers else None
    if isinstance(first, Mapping) and isinstance(first.get("value"), str):
        told = f"{first.get('system')}|{first['value']}"
    else:
        told = f"{subject}|{at.isoformat()}|{test}"
    return f"fhir-{_short(told)}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _refused(message: str, code: str, field: str, found: object = None, allowed: list[str] | None = None) -> InputError:
    return InputError(
        message,
        code=code,
        field=field,
        found=None if found is None else str(found)[:100],
        allowed=", ".join(allowed) if allowed else None,
    )
