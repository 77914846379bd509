"""What tests of FHIR share: the official schema, another library's models, and every kind of resource of a course."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jsonschema import Draft6Validator

from haipdose.course.corrections import facts_in_force
from haipdose.interop.fhir import given, plan
from haipdose.interop.fhir.parts import About
from haipdose.interop.fhir.writing import Resource, pruned, to_json
from haipdose.interop.identity import Identifier, PatientIdentity
from haipdose.library import PackagedLibrary
from haipdose.protocol.approval import Approvals
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.requests import Course

FOLDER = Path(__file__).parents[1] / "data" / "fhir"
ABOUT = About("crs-00000000000000000000000001", "pat-00000000000000000000000001")
ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 5, 13, 13, tzinfo=UTC)


@cache
def _validator(kind: str) -> Draft6Validator:
    schema = json.loads((FOLDER / "r4-schema.json").read_text(encoding="utf-8"))
    return Draft6Validator(schema | {"$ref": f"#/definitions/{kind}"})


def check(resource: Resource) -> dict[str, Any]:
    """The resource as it is sent, after the official schema and the models of fhir.resources (R4B) took it."""
    sent: dict[str, Any] = json.loads(to_json(resource))
    kind = sent["resourceType"]
    faults = [f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in _validator(kind).iter_errors(sent)]
    assert not faults, faults
    model = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
    model.model_validate_json(to_json(resource))
    assert pruned(resource) == pruned(pruned(resource))
    return sent


def demo() -> Course:
    text = resources.files("haipdose").joinpath("course/demo/arm-b-three-cycles.json").read_text(encoding="utf-8")
    return Course.model_validate_json(text)


def everything() -> list[Resource]:
    """Every kind of resource that the demonstration course gives."""
    course = demo()
    answer = answer_plan(course, PackagedLibrary(), Approvals())
    known = facts_in_force(course.facts, course.as_of).facts
    use = given.device_use(ABOUT, known)
    assert use is not None
    assert course.pump is not None
    identity = PatientIdentity(
        id=ABOUT.patient, identifier=Identifier(system="urn:oid:2.999", value="0001"), sex="male"
    )
    return [
        given.patient(identity),
        given.device(ABOUT, course.pump),
        use,
        plan.care_plan(ABOUT, answer, title="pump-it, arm B", closed=False, created=NOW),
        *(plan.appointment(ABOUT, visit, ZONE) for visit in answer.visits),
        *plan.planned_fills(ABOUT, answer),
        *given.administrations(ABOUT, known, has_pump=True),
        *given.observations(ABOUT, known),
    ]
