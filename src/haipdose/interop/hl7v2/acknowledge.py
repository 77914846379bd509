"""Acknowledgements: what was done with a message, in MSA and ERR.

Source: HL7 v2.5.1, chapter 2 (2.15.8 MSA, 2.15.5 ERR); tables 0008, 0357, 0516.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from haipdose.errors import HaipdoseError
from haipdose.evidence import Document
from haipdose.interop.hl7v2.text import Hl7Error, Message, escape, read_message, write_time

Answer = Literal["AA", "AE", "AR"]
"""Taken; taken with errors or not stored; refused as a message."""

_ERROR_CODES: Final = {
    "hl7.message-type": ("200", "Unsupported message type"),
    "hl7.processing": ("202", "Unsupported processing id"),
    "hl7.version": ("203", "Unsupported version id"),
    "hl7.patient": ("101", "Required field missing"),
    "hl7.patient-unknown": ("204", "Unknown key identifier"),
    "hl7.code-unknown": ("103", "Table value not found"),
    "hl7.unit": ("103", "Table value not found"),
    "hl7.value": ("102", "Data type error"),
    "hl7.time": ("102", "Data type error"),
}
_OTHER: Final = ("207", "Application internal error")
_SEVERITY: Final = {"error": "E", "warning": "W", "info": "I"}
_MOST_ERRORS: Final = 50


class Hl7Problem(Document):
    """Something of a message that was not used, or not as it stands. It names places and codes, never a patient."""

    level: Literal["error", "warning", "info"]
    code: str
    message: str
    segment: str
    number: int = 1
    field: int | None = None


def answer_for(problems: Sequence[Hl7Problem]) -> Answer:
    """``AE`` when a result of a test that is used here could not be taken, else ``AA``."""
    return "AE" if any(problem.level == "error" for problem in problems) else "AA"


def acknowledge(message: Message | None, answer: Answer, now: datetime, problems: Sequence[Hl7Problem] = ()) -> bytes:
    """The acknowledgement of ``message``; of None when not even its header could be read.

    Sender and receiver change places; the control id follows from the message's and the answer, so the same message is
    answered in the same way.
    """
    header = message.header if message else None
    places = [escape(header.text(field)) if header else "" for field in (5, 6, 3, 4)]
    control_id = message.control_id if message else ""
    event = header.text(9, 2) if header else ""
    own_id = hashlib.sha256(f"{control_id}|{answer}|{now.isoformat()}".encode()).hexdigest()[:20]
    kind = f"ACK^{escape(event)}^ACK" if event else "ACK"
    processing = escape(header.text(11)) if header else ""
    lines = [
        f"MSH|^~\\&|{'|'.join(places)}|{write_time(now)}||{kind}|{own_id}|{processing or 'P'}|2.5.1||||||UNICODE UTF-8",
        f"MSA|{answer}|{escape(control_id) or '0'}",
        *(_error(problem) for problem in problems[:_MOST_ERRORS]),
    ]
    return ("\r".join(lines) + "\r").encode("utf-8")


def refuse(raw: bytes, error: HaipdoseError, now: datetime) -> bytes:
    """``AR`` for a message that cannot be taken, whatever of its header can be read."""
    try:
        message: Message | None = read_message(raw)
    except Hl7Error:
        message = None
    segment, _, field = (error.field or "MSH").partition("-")
    place = int(field) if field.isdecimal() else None
    problem = Hl7Problem(level="error", code=error.code, message=error.message, segment=segment, field=place)
    return acknowledge(message, "AR", now, [problem])


def acknowledged_id(raw: bytes) -> str | None:
    """The control id that an acknowledgement is for (MSA-2); None when it is none. For the MLLP client."""
    found = _msa(raw)
    return found[1] if found else None


def acknowledgement_code(raw: bytes) -> str | None:
    """MSA-1: ``AA``, ``AE``, ``AR`` (or ``CA``, ``CE``, ``CR``); None when it is no acknowledgement."""
    found = _msa(raw)
    return found[0] if found else None


def _msa(raw: bytes) -> tuple[str, str] | None:
    try:
        message = read_message(raw)
    except Hl7Error:
        return None
    return next(((segment.text(1), segment.text(2)) for segment in message.all("MSA")), None)


def _error(problem: Hl7Problem) -> str:
    code, words = _ERROR_CODES.get(problem.code, _OTHER)
    place = f"{escape(problem.segment)}^{problem.number}" + (f"^{problem.field}" if problem.field else "")
    kind = f"{code}^{words}^HL70357"
    own = f"{escape(problem.code)}^^HAIPDOSE"
    return f"ERR||{place}|{kind}|{_SEVERITY[problem.level]}|{own}|||{escape(problem.message)}"
