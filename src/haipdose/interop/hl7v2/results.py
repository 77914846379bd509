"""Laboratory results from an ORU^R01: every OBX becomes a value or a problem, none vanishes.

Source: HL7 v2.5.1, chapter 7 (7.3.1 ORU, 7.4.1 OBR, 7.4.2 OBX); table 0085 (result status).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from pydantic import AwareDatetime, ValidationError

from haipdose.course.patient_facts import Laboratory, LaboratoryValue
from haipdose.evidence import Document
from haipdose.interop.codes import codes
from haipdose.interop.hl7v2.acknowledge import Hl7Problem
from haipdose.interop.hl7v2.text import Hl7Error, Message, Segment, read_message, read_time
from haipdose.patient.laboratory import LabResult, canonical_unit
from haipdose.quantities import parse_decimal

_FINAL: Final = frozenset({"F", "C"})
_WITHDRAWN: Final = frozenset({"D", "W"})
_NUMBER: Final = r"(\d+(?:\.\d+)?)"
_BOTH: Final = re.compile(rf"{_NUMBER}\s*[-–]\s*{_NUMBER}\Z")
_UPPER: Final = re.compile(rf"(?:<|<=|≤)\s*{_NUMBER}\Z")
_LOWER: Final = re.compile(rf"(?:>|>=|≥)\s*{_NUMBER}\Z")
_VERSION: Final = re.compile(r"2\.[3-8](\.\d)?\Z")


class PatientNumber(Document):
    """One repetition of PID-3: the number, who gave it (namespace or universal id), and of which kind."""

    value: str
    authority: str
    kind: str


class ReceivedReport(Document):
    """The values of one specimen. ``fact`` is ready to be appended to the course of the patient.

    ``specimen`` is the same for every message about it: a later fact that begins with it replaces or adds values.
    """

    patient: tuple[PatientNumber, ...]
    specimen: str
    fact: Laboratory
    corrected: tuple[str, ...] = ()


class WithdrawnResult(Document):
    """A result that the laboratory takes back (status D: deleted, W: of another patient)."""

    patient: tuple[PatientNumber, ...]
    specimen: str
    test: str
    status: str


class ReceivedResults(Document):
    """What an ORU^R01 held."""

    control_id: str
    sending_application: str
    sending_facility: str
    received_at: AwareDatetime
    reports: tuple[ReceivedReport, ...]
    withdrawn: tuple[WithdrawnResult, ...]
    problems: tuple[Hl7Problem, ...]


@dataclass(slots=True)
class _Reading:
    """What is collected while the segments go by. The patient and the order hold until the next PID and OBR."""

    message: Message
    zone: str
    now: datetime
    patient: tuple[PatientNumber, ...] = ()
    order: str = ""
    drawn: str = ""
    values: dict[tuple[str, datetime], list[tuple[LaboratoryValue, str, Segment]]] = field(default_factory=dict)
    patients: dict[tuple[str, datetime], tuple[PatientNumber, ...]] = field(default_factory=dict)
    withdrawn: list[WithdrawnResult] = field(default_factory=list)
    problems: list[Hl7Problem] = field(default_factory=list)


def read_results(
    raw: bytes, *, clinic_zone: str, as_of: datetime, processing: frozenset[str] = frozenset({"P"})
) -> tuple[Message, ReceivedResults]:
    """Read an ORU^R01.

    Args:
        raw: the message, without its MLLP frame.
        clinic_zone: what a time without an offset is read in.
        as_of: now; a specimen cannot have been drawn later.
        processing: values of MSH-11 that are taken. A test message must not become a fact of a patient.

    Returns:
        The message (for its acknowledgement), and what it held.

    Raises:
        Hl7Error: no message, another type or version, for testing only, or no patient identifier in PID-3.
    """
    message = read_message(raw)
    header = message.header
    _refuse_unless(header.text(9) == "ORU" and header.text(9, 2) == "R01", "message-type", 9, "ORU^R01 is taken here.")
    _refuse_unless(bool(_VERSION.match(header.text(12))), "version", 12, "Versions 2.3 to 2.8 are taken.")
    _refuse_unless(header.text(11) in processing, "processing", 11, "This is no message for production.")
    _refuse_unless(bool(message.control_id), "control-id", 10, "The message has no control id.")
    reading = _Reading(message, clinic_zone, as_of)
    for segment in message.segments:
        if segment.name == "PID":
            reading.patient = tuple(_numbers(segment))
            reading.order = reading.drawn = ""
            if not reading.patient:
                raise Hl7Error("The message names no patient by identifier.", code="hl7.patient", field="PID-3")
        elif segment.name == "OBR":
            reading.order, reading.drawn = segment.text(3) or segment.text(2), segment.text(7)
        elif segment.name == "OBX":
            _observation(reading, segment)
    if not reading.patient:
        raise Hl7Error("The message names no patient by identifier.", code="hl7.patient", field="PID-3")
    return message, ReceivedResults(
        control_id=message.control_id,
        sending_application=header.text(3),
        sending_facility=header.text(4),
        received_at=as_of,
        reports=tuple(_reports(reading)),
        withdrawn=tuple(reading.withdrawn),
        problems=tuple(reading.problems),
    )


def _refuse_unless(fits: bool, what: str, place: int, words: str) -> None:  # noqa: FBT001 - a condition, not a switch
    if not fits:
        raise Hl7Error(words, code=f"hl7.{what}", field=f"MSH-{place}")


def _numbers(segment: Segment) -> Iterator[PatientNumber]:
    for entry in segment.repetitions(3):
        value = segment.part(entry, 1)
        if value:
            authority = segment.part(entry, 4, 2) or segment.part(entry, 4, 1)
            yield PatientNumber(value=value, authority=authority, kind=segment.part(entry, 5))


def _observation(reading: _Reading, segment: Segment) -> None:
    """One OBX: a value, a withdrawal, or a problem."""

    def problem(level: str, code: str, place: int, words: str) -> None:
        reading.problems.append(
            Hl7Problem.model_validate(
                {"level": level, "code": f"hl7.{code}", "message": words, "segment": "OBX", "number": segment.number,
                 "field": place}
            )
        )  # fmt: skip

    if not reading.patient:
        raise Hl7Error("A result stands before its patient.", code="hl7.patient", field="PID-3")
    loinc = _loinc(segment)
    row = codes().by_loinc(loinc) if loinc else None
    if row is None:
        problem("info", "code-unknown", 3, f"{loinc or 'Without a LOINC code'}: no test that is used here.")
        return
    status = segment.text(11)
    if status in _WITHDRAWN:
        reading.withdrawn.append(
            WithdrawnResult(patient=reading.patient, specimen=_specimen(reading, segment), test=row.test, status=status)
        )
        problem("warning", "withdrawn", 11, f"{row.test}: the laboratory takes a result back.")
        return
    if status not in _FINAL:
        # No result yet is no fault of the message; a status that is no status is.
        known = status in {"P", "R", "S", "I", "X", "O", "N", "U"}
        problem("info" if known else "error", "not-final", 11, f"{row.test}: status {status[:4]!r} is no final result.")
        return
    try:
        value = _number(segment)
    except ValueError as error:
        problem("error", "value", 5, f"{row.test}: {error}.")
        return
    unit = canonical_unit(segment.text(6)) or ("1" if row.units == ("1",) and not segment.text(6) else None)
    if unit is None or unit not in row.units:
        problem("error", "unit", 6, f"{row.test}: the unit is not one of {' or '.join(row.units)}, which {loinc} has.")
        return
    try:
        at = read_time(segment.text(14) or reading.drawn, reading.zone)
    except Hl7Error as error:
        problem("error", error.code.removeprefix("hl7."), 14, f"{row.test}: {error}")
        return
    if at > reading.now:
        problem("error", "time-to-come", 14, f"{row.test}: drawn at a time that is still to come.")
        return
    lower, upper, understood = _limits(segment.text(7))
    if not understood:
        problem("warning", "reference-range", 7, f"{row.test}: the reference range is not understood; none is used.")
    try:
        result = LabResult(test=row.test, value=value, unit=unit, at=at, lower_limit=lower, upper_limit=upper)
    except ValidationError as error:
        problem("error", "value", 5, f"{row.test}: {error.errors()[0]['msg'].removeprefix('Value error, ')}")
        return
    if _flag_contradicts(segment.text(8), result):
        problem("warning", "flag", 8, f"{row.test}: the abnormal flag contradicts the reference range.")
    key = (_specimen(reading, segment), at)
    reading.patients[key] = reading.patient
    entry = LaboratoryValue(
        test=result.test, value=result.value, unit=result.unit, upper_limit=upper, lower_limit=lower
    )
    reading.values.setdefault(key, []).append((entry, status, segment))


def _loinc(segment: Segment) -> str | None:
    """The LOINC code of OBX-3, which stands first or as the alternative."""
    for code, system in ((1, 3), (4, 6)):
        if segment.text(3, system) == "LN":
            return segment.text(3, code) or None
    return None


def _number(segment: Segment) -> Decimal:
    kind = segment.text(2)
    if len(segment.repetitions(5)) != 1:
        msg = "one value is needed"
        raise ValueError(msg)
    if kind == "NM":
        return parse_decimal(segment.text(5).removeprefix("+"))
    if kind == "SN" and segment.text(5, 1) in {"", "="} and not segment.text(5, 3):
        return parse_decimal(segment.text(5, 2))
    msg = "a number is needed (NM); '<5' and text are no numbers"
    raise ValueError(msg)


def _limits(text: str) -> tuple[Decimal | None, Decimal | None, bool]:
    """Lower limit, upper limit, and whether the text was understood. ``0-35`` has no lower limit that says anything."""
    if not text:
        return None, None, True
    if match := _BOTH.match(text):
        return parse_decimal(match[1]), parse_decimal(match[2]), True
    if match := _UPPER.match(text):
        return None, parse_decimal(match[1]), True
    if match := _LOWER.match(text):
        return parse_decimal(match[1]), None, True
    return None, None, False


def _flag_contradicts(flag: str, result: LabResult) -> bool:
    above = result.upper_limit is not None and result.value > result.upper_limit
    below = result.lower_limit is not None and result.value < result.lower_limit
    if flag in {"H", "HH"}:
        return result.upper_limit is not None and not above
    if flag in {"L", "LL"}:
        return result.lower_limit is not None and not below
    return flag == "N" and (above or below)


def _specimen(reading: _Reading, segment: Segment) -> str:
    """A short name of the specimen, the same in every message about it and telling nothing about the patient."""
    header = reading.message.header
    drawn = segment.text(14) or reading.drawn
    numbers = "~".join(sorted(f"{number.authority}^{number.value}" for number in reading.patient))
    parts = (header.text(3), header.text(4), numbers, reading.order, drawn)
    return "oru-" + hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:20]


def _reports(reading: _Reading) -> Iterator[ReceivedReport]:
    for (specimen, at), rows in reading.values.items():
        kept: dict[str, LaboratoryValue] = {}
        contradicted: set[str] = set()
        for value, _, segment in rows:
            if kept.setdefault(value.test, value) != value:
                contradicted.add(value.test)
                reading.problems.append(
                    Hl7Problem(
                        level="error",
                        code="hl7.value-twice",
                        message=f"{value.test}: two different results of one specimen; neither is used.",
                        segment="OBX",
                        number=segment.number,
                        field=5,
                    )
                )
        values = tuple(value for test, value in kept.items() if test not in contradicted)
        if not values:
            continue
        content = hashlib.sha256("\n".join(value.model_dump_json() for value in values).encode()).hexdigest()[:12]
        yield ReceivedReport(
            patient=reading.patients[specimen, at],
            specimen=specimen,
            fact=Laboratory(type="laboratory", id=f"{specimen}-{content}", at=at, results=values),
            corrected=tuple(value.test for value, status, _ in rows if status == "C" and value in values),
        )
