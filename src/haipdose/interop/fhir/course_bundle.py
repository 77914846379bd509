"""A whole course as one bundle, for who has no server to ask."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from haipdose.interop.fhir import given
from haipdose.interop.fhir.parts import About, safe_id
from haipdose.interop.fhir.plan import appointment, care_plan, planned_fills
from haipdose.interop.fhir.writing import Resource
from haipdose.interop.identity import Identifier, PatientIdentity
from haipdose.schedule.requests import Course, PlanAnswer


def course_bundle(name: str, course: Course, plan: PlanAnswer, known: given.Known, zone: ZoneInfo) -> Resource:
    """The course, its plan, and its facts in force as a collection.

    Args:
        name: the course's id.
        course: the document.
        plan: its plan.
        known: its facts in force.
        zone: the clinic's time zone.
    """
    pseudonym = course.patient.id or name
    about = About(safe_id(name), safe_id(pseudonym))
    identity = PatientIdentity(
        id=about.patient,
        identifier=Identifier(system="urn:haipdose:pseudonym", value=pseudonym),
        sex=course.patient.sex,
    )
    use = given.device_use(about, known)
    entries = [
        given.patient(identity),
        *([given.device(about, course.pump)] if course.pump is not None else []),
        *([use] if use is not None else []),
        care_plan(about, plan, title=f"{course.protocol}, arm {course.arm}", closed=False, created=course.as_of),
        *(appointment(about, visit, zone) for visit in plan.visits),
        *planned_fills(about, plan),
        *given.administrations(about, known, has_pump=course.pump is not None),
        *given.observations(about, known),
    ]
    return given.bundle("collection", entries, base="urn:haipdose:export")
