"""Appointments for a scheduling system: SIU messages from what changed in a plan.

Source: HL7 v2.5.1, chapter 10 (SIU S12-S15, SCH, RGS, AIS, AIL), chapter 4.5.4 (TQ1); tables 0276, 0278, 0206.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal

from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.core import Message as ValidatedMessage
from hl7apy.core import Segment
from pydantic import StringConstraints

from haipdose.evidence import Document
from haipdose.interop.calendar.published import state_of
from haipdose.interop.hl7v2.text import escape, write_time
from haipdose.interop.identity import PatientIdentity
from haipdose.interop.visit_words import plain_words
from haipdose.schedule.model import Status
from haipdose.schedule.requests import PlanAnswer, PlanVisit

Trigger = Literal["S12", "S13", "S14", "S15"]
_Text = Annotated[str, StringConstraints(max_length=60)]

_ACTION: Final = {"S12": "A", "S13": "U", "S14": "U", "S15": "D"}
_EVENT: Final = {"S12": "booked", "S13": "moved", "S14": "changed", "S15": "cancelled"}
_SEX: Final = {"female": "F", "male": "M"}


class SiuSettings(Document):
    """What a site sets for its messages. The patient's name, birth date and sex are sent only where it says so."""

    sending_application: _Text = "HAIPDOSE"
    sending_facility: _Text = ""
    receiving_application: _Text = ""
    receiving_facility: _Text = ""
    processing: Literal["P", "T", "D"] = "P"
    location: _Text = ""
    with_name: bool = False
    entered_by: _Text = "haipdose"


class OutgoingMessage(Document):
    """One message. Its control id is the same whenever it is made from the same change, so it can be sent again."""

    control_id: str
    trigger: Trigger
    visit: str
    body: bytes


def appointment_messages(
    course: str, plan: PlanAnswer, patient: PatientIdentity, settings: SiuSettings
) -> tuple[OutgoingMessage, ...]:
    """The messages for what changed since the earlier plan (``plan.changes``); without one, each planned visit is new.

    Added → S12, moved → S13, changed or completed → S14, cancelled or without a day → S15. A visit that gets its first
    day, or a day again, is booked with S12: the receiver knows no appointment that could be moved.

    Args:
        course: the course's id.
        plan: the plan now, with its changes.
        patient: whose appointments they are.
        settings: what the site has set.
    """
    visits = {visit.id: visit for visit in plan.visits}
    return tuple(
        _message(_Change(trigger, name, day, visits.get(name)), course, plan, patient, settings)
        for trigger, name, day in _triggers(plan, visits)
    )


@dataclass(frozen=True, slots=True)
class _Change:
    trigger: Trigger
    name: str
    day: date
    visit: PlanVisit | None

    @property
    def start(self) -> str:
        """The time when it is known, else the day alone: no hour is made up."""
        if self.trigger != "S15" and self.visit is not None and self.visit.at is not None:
            return write_time(self.visit.at)
        return f"{self.day:%Y%m%d}"


def _triggers(plan: PlanAnswer, visits: dict[str, PlanVisit]) -> Iterator[tuple[Trigger, str, date]]:
    """What happened to each visit that the receiver knows or should know, with the day that the message is about."""
    changes = plan.changes
    if changes is None:
        for visit in plan.visits:
            if visit.status is Status.PLANNED and visit.date is not None:
                yield "S12", visit.id, visit.date
        return
    for change in (*changes.added, *changes.moved, *changes.changed):
        if change.after is None:
            if change.before is not None:
                yield "S15", change.id, change.before
        elif change.before is None:
            yield "S12", change.id, change.after
        else:
            yield "S14" if change.before == change.after else "S13", change.id, change.after
    for change in changes.completed:
        done = visits[change.id].status is Status.DONE
        if change.before is not None:
            yield "S14" if done else "S15", change.id, (change.after if done else None) or change.before
    for change in changes.cancelled:
        if change.before is not None:
            yield "S15", change.id, change.before


def _message(
    change: _Change, course: str, plan: PlanAnswer, patient: PatientIdentity, settings: SiuSettings
) -> OutgoingMessage:
    trigger, visit, start = change.trigger, change.visit, change.start
    content = f"{course}|{change.name}|{trigger}|{start}|{write_time(plan.as_of)}"
    control_id = hashlib.sha256(content.encode()).hexdigest()[:20]
    kind = visit.kind if visit else "visit"
    service = f"{escape(kind)}^{escape(plain_words(kind))}^HAIPDOSE"
    message = ValidatedMessage("SIU_S12", version="2.5.1", validation_level=VALIDATION_LEVEL.STRICT)
    header = message.msh
    header.msh_3 = escape(settings.sending_application)
    header.msh_4 = escape(settings.sending_facility)
    header.msh_5 = escape(settings.receiving_application)
    header.msh_6 = escape(settings.receiving_facility)
    header.msh_7 = write_time(plan.as_of)
    header.msh_9 = f"SIU^{trigger}^SIU_S12"
    header.msh_10 = control_id
    header.msh_11 = settings.processing
    header.msh_18 = "UNICODE UTF-8"
    schedule = message.sch
    schedule.sch_2 = f"{escape(course)}.{escape(change.name)}^HAIPDOSE"
    schedule.sch_6 = f"{trigger}^{_EVENT[trigger]}^HAIPDOSE"
    schedule.sch_7 = service
    schedule.sch_8 = _appointment_type(trigger, visit)
    # The clinic's system answers for the appointment; no person is named.
    schedule.sch_16 = escape(settings.entered_by)
    schedule.sch_20 = escape(settings.entered_by)
    status = _filler_status(trigger, visit)
    schedule.sch_25 = f"{status}^{status}^HL70278"
    timing = message.add_segment("TQ1")
    timing.tq1_1 = "1"
    timing.tq1_7 = start
    _identify(message.add_group("SIU_S12_PATIENT").add_segment("PID"), patient, settings)
    resources = message.add_group("SIU_S12_RESOURCES")
    group = resources.add_segment("RGS")
    group.rgs_1 = "1"
    group.rgs_2 = _ACTION[trigger]
    line = resources.add_group("SIU_S12_SERVICE").add_segment("AIS")
    line.ais_1 = "1"
    line.ais_2 = _ACTION[trigger]
    line.ais_3 = service
    line.ais_4 = start
    if settings.location:
        place = resources.add_group("SIU_S12_LOCATION_RESOURCE").add_segment("AIL")
        place.ail_1 = "1"
        place.ail_2 = _ACTION[trigger]
        place.ail_3 = f"^^^{escape(settings.location)}"
    message.validate()
    return OutgoingMessage(
        control_id=control_id, trigger=trigger, visit=change.name, body=(message.to_er7() + "\r").encode("utf-8")
    )


def _appointment_type(trigger: Trigger, visit: PlanVisit | None) -> str:
    name = "Normal"
    if trigger != "S15" and visit is not None:
        name = "Complete" if visit.status is Status.DONE else "Tentative" if state_of(visit) == "tentative" else name
    return f"{name}^{name}^HL70276"


def _filler_status(trigger: Trigger, visit: PlanVisit | None) -> str:
    if visit is not None and visit.status is Status.MISSED:
        return "Noshow"
    if trigger == "S15" or visit is None:
        return "Cancelled"
    if visit.status is Status.DONE:
        return "Complete"
    return "Pending" if state_of(visit) == "tentative" else "Booked"


def _identify(segment: Segment, patient: PatientIdentity, settings: SiuSettings) -> None:
    segment.pid_1 = "1"
    segment.pid_3 = f"{escape(patient.identifier.value)}^^^{_authority(patient.identifier.system)}^MR"
    if not settings.with_name or patient.family is None:
        # PID-5 must stand; a name of type S is a pseudonym (table 0200).
        segment.pid_5 = f"{escape(patient.id)}^^^^^^S"
        return
    segment.pid_5 = f"{escape(patient.family)}^{escape(patient.given or '')}^^^^^L"
    if patient.birth_date is not None:
        segment.pid_7 = f"{patient.birth_date:%Y%m%d}"
    if patient.sex is not None:
        segment.pid_8 = _SEX[patient.sex]


def _authority(system: str) -> str:
    """An identifier's system as HD: an OID, a URI or a name."""
    if system.startswith("urn:oid:"):
        return f"&{escape(system.removeprefix('urn:oid:'))}&ISO"
    return f"&{escape(system)}&URI" if ":" in system else escape(system)
