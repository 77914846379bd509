"""HL7 v2 at the edge: laboratory results in (over HTTP or MLLP), appointments out when a plan has changed.

An acknowledgement of acceptance is only given once the results are committed. A message that is sent again is recorded
once and accepted again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

import structlog

from haipdose.course.corrections import facts_in_force
from haipdose.errors import Conflict, HaipdoseError, NotFound, StorageError
from haipdose.interop.hl7v2.acknowledge import (
    acknowledge,
    acknowledged_id,
    acknowledgement_code,
    answer_for,
    refuse,
)
from haipdose.interop.hl7v2.appointments import OutgoingMessage, SiuSettings, appointment_messages
from haipdose.interop.hl7v2.recording import facts_to_record
from haipdose.interop.hl7v2.results import PatientNumber, ReceivedReport, ReceivedResults, WithdrawnResult, read_results
from haipdose.interop.identity import Identifier, PatientIdentity
from haipdose.interop.mllp import MllpClient
from haipdose.records import courses
from haipdose.records.approvals import approvals_of
from haipdose.records.audit import Actor
from haipdose.records.outbox import Waiting
from haipdose.records.registries import CLINICS, PATIENTS
from haipdose.records.work import Work
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.requests import PlanChanges
from haipdose_api.projection import project
from haipdose_api.site import Site

log = structlog.get_logger()

DEFAULT_PORT: Final = 2575
"""The port that IANA has registered for HL7."""


def receive(site: Site, clinic: str, actor: Actor, raw: bytes) -> bytes:
    """Record the results of an ORU^R01 and give the acknowledgement to send.

    Raises:
        StorageError: nothing was recorded and no acknowledgement may be sent; the sender keeps the message.
    """
    now = site.clock()
    try:
        with site.records.reading() as connection:
            zone = CLINICS.get(connection, None, clinic).document.calendar.time_zone
        message, received = read_results(raw, clinic_zone=zone, as_of=now)
        with site.records.writing(actor) as work:
            touched = [_record(work, clinic, numbers, part, now) for numbers, part in _by_patient(received)]
            work.audit(
                "hl7.receive",
                "message",
                received.control_id[:80],
                clinic=clinic,
                payload={"reports": len(received.reports), "problems": [fault.code for fault in received.problems]},
            )
    except StorageError:
        raise
    except HaipdoseError as error:
        log.warning("hl7.refused", code=error.code, clinic=clinic)
        return refuse(raw, error, now)
    for course in touched:
        _follow(site, clinic, course)
    return acknowledge(message, answer_for(received.problems), now, received.problems)


def _by_patient(received: ReceivedResults) -> Iterable[tuple[tuple[PatientNumber, ...], ReceivedResults]]:
    entries: list[ReceivedReport | WithdrawnResult] = [*received.reports, *received.withdrawn]
    entries.sort(key=lambda entry: [number.value for number in entry.patient])
    for numbers, group in groupby(entries, key=lambda entry: entry.patient):
        of_patient = list(group)
        yield (
            numbers,
            received.model_copy(
                update={
                    "reports": tuple(entry for entry in received.reports if entry in of_patient),
                    "withdrawn": tuple(entry for entry in received.withdrawn if entry in of_patient),
                }
            ),
        )


def _record(
    work: Work, clinic: str, numbers: tuple[PatientNumber, ...], received: ReceivedResults, now: datetime
) -> str:
    course = _course_of(work, clinic, numbers)
    courses.lock(work, clinic, course)
    known = [entry.fact for entry in courses.facts(work.connection, course)]
    new = facts_to_record(received, facts_in_force(known, now).facts)
    if new:
        courses.append(work, clinic, course, None, new)
    return course


def _course_of(work: Work, clinic: str, numbers: tuple[PatientNumber, ...]) -> str:
    """The one open course of the patient whom one of the identifiers names.

    Raises:
        NotFound: no patient of the clinic has any of them, or the patient has no open course.
        Conflict: they name two patients, or the patient has two open courses.
    """
    patients = {
        stored.id
        for number in numbers
        for stored in PATIENTS.page(work.connection, clinic, where={"identifier": number.value}, limit=2).items
    }
    if not patients:
        raise NotFound("No patient here has this identifier.", code="hl7.patient-unknown", field="PID-3")
    if len(patients) > 1:
        raise Conflict("The identifiers name two patients.", code="hl7.patient-ambiguous", field="PID-3")
    found, _ = courses.page(work.connection, clinic, patient=patients.pop(), limit=100)
    running = [course.id for course in found if course.closed_at is None]
    if not running:
        raise NotFound("The patient has no open course.", code="hl7.no-course", field="PID-3")
    if len(running) > 1:
        raise Conflict("The patient has more than one open course.", code="hl7.course-ambiguous", field="PID-3")
    return running[0]


def _follow(site: Site, clinic: str, course: str) -> None:
    try:
        project(site, clinic, course)
    except HaipdoseError as error:
        log.warning("projection.failed", clinic=clinic, course=course, code=error.code)


def appointments_of(site: Site, event: Waiting) -> tuple[OutgoingMessage, ...]:
    """The SIU messages of a ``plan.changed`` event: the same ones however often it is sent."""
    clinic, course = event.subscription.clinic_id, event.course_id or ""
    with site.records.reading() as connection:
        stored = courses.get(connection, clinic, course)
        patient = PATIENTS.get(connection, clinic, stored.header.patient_id)
        as_of = datetime.fromisoformat(str(event.payload["as_of"]))
        asked = courses.as_course(connection, clinic, course, as_of)
        plan = answer_plan(asked, site.library, approvals_of(connection, clinic))
    changes = PlanChanges.model_validate({**event.payload["changes"], "unchanged": ()})
    identity = PatientIdentity(
        id=patient.id,
        identifier=Identifier(system=patient.document.identifier_system, value=patient.document.identifier),
    )
    settings = SiuSettings(sending_facility=site.settings.hl7_facility)
    return appointment_messages(course, plan.model_copy(update={"changes": changes}), identity, settings)


async def send_appointments(url: str, messages: tuple[OutgoingMessage, ...]) -> str | None:
    """Send messages over MLLP; None when all were accepted, else why not."""
    where = urlsplit(url)
    client = MllpClient(where.hostname or "", where.port or DEFAULT_PORT, acknowledges=acknowledged_id)
    try:
        for message in messages:
            answer = await client.send(message.body, message.control_id)
            code = acknowledgement_code(answer)
            if code != "AA":
                return f"acknowledged {code}"
    except HaipdoseError as error:
        return error.code
    finally:
        await client.close()
    return None
