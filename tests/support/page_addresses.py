"""A course for the tests of the pages, and the addresses of all pages of its clinic."""

from __future__ import annotations

from typing import Any

from api_support import ApiUnderTest
from ward import PROBE, Ward

from haipdose.fill.requests import FillRequest
from haipdose.orders.stock import PharmacyProduct
from haipdose.orders.workflow import Ordered, Verified
from haipdose.records import courses, orders, people
from haipdose.records.audit import Actor
from haipdose.records.courses import FACT
from haipdose.records.registries import PATIENTS, PRODUCTS
from haipdose.records.shapes import CourseHeader, PatientRecord
from haipdose_api import projection
from haipdose_api.order_steps import calculate

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PATIENT = {"sex": "male", "height_cm": "180", "weight_kg": "97", "birth_date": "1961-04-03"}
PUMP = {"profile": "intera-3000", "serial_number": "123456", "flow_ml_per_day": "1.3", "reservoir_ml": "30"}
PRODUCT = {
    "code": "0042", "name": "<script>floxuridine</script>", "substance": "floxuridine", "strength": "100",
    "strength_unit": "mg/mL", "container": "vial", "container_ml": "5", "source": "label",
    "lots": [{"lot_number": "FX1", "expires_on": "2027-03-31"}, {"lot_number": "FX0", "expires_on": "2025-12-31"}],
}  # fmt: skip
HOSTILE = "<script>document.title='owned'</script>"


def a_course(api: ApiUnderTest, clinic: str) -> str:
    with api.records.writing(PROBE) as work:
        person = people.by_login(work.connection, "pharmacist")
        assert person is not None
        record = PatientRecord(identifier="0001", sex="male", family_name=HOSTILE, given_name="مرحبا")
        patient = PATIENTS.create(work, clinic, record)
        header = {"patient_id": patient.id, "patient": PATIENT, "pump": PUMP, "protocol": "pump-it", "arm": "B",
                  "regimen": "mfolfox6", "dpyd": "normal"}  # fmt: skip
        made = courses.create(work, clinic, CourseHeader.model_validate(header)).id
        facts: list[dict[str, Any]] = [
            {"type": "registered", "at": "2025-12-01T09:00:00Z"},
            {"type": "pump-implanted", "at": "2025-12-15T09:00:00Z"},
            {"type": "fill-given", "at": "2025-12-15T09:00:00Z", "contents": "heparin-saline", "volume_ml": "30"},
            {"type": "laboratory", "at": "2026-01-04T09:00:00Z", "results": [
                {"test": "ast", "value": "31", "unit": "U/L", "upper_limit": "35"},
                {"test": "alp", "value": "80", "unit": "U/L"}]},
        ]  # fmt: skip
        courses.append(work, clinic, made, None, [FACT.validate_python(fact) for fact in facts])
        request = FillRequest.model_validate(
            {"patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"}, "pump": PUMP, "protocol": "pump-it",
             "contents": "floxuridine", "dose_percent": "100", "infusion_days": "14"}
        )  # fmt: skip
        answer = calculate(api.site, work.connection, clinic, request)
        order = orders.create(work, clinic, made, visit=None, due=None, first=Ordered(request=request, answer=answer))
        PRODUCTS.create(work, clinic, PharmacyProduct.model_validate(PRODUCT))
    with api.records.writing(Actor("person", person.id, "192.0.2.1", "req-test-0005")) as work:
        orders.add_step(work, order, Verified())
    projection.project(api.site, clinic, made)
    return made


def addresses(ward: Ward, course: str) -> dict[str, str]:
    """Every page of the clinic, by what it is, with who may see it (letters as in the API's table of rights)."""
    with ward.api.records.reading() as connection:
        order = orders.page(connection, ward.clinic, course=course, state=None, limit=1, after=None)[0][0].id
        person = people.by_login(connection, "nurse")
        patient = courses.get(connection, ward.clinic, course).header.patient_id
        product = PRODUCTS.page(connection, ward.clinic).items[0].id
    assert person is not None
    home, here = f"/ui/clinics/{ward.clinic}", f"/ui/clinics/{ward.clinic}/courses/{course}"
    return {
        f"{home}/board": "PRNS",
        f"{home}/patients": "PRNS",
        f"{home}/patients/new": "PNS",
        f"{home}/patients/{patient}/course": "P",
        f"{home}/orders": "PRN",
        f"{home}/orders/{order}": "PRN",
        f"{here}": "PRNS",
        f"{here}/laboratory": "PRN",
        f"{here}/plan": "PRNS",
        f"{here}/record?type=weight-measured": "PRN",
        f"{here}/orders/new": "P",
        f"{here}/programmer": "PRN",
        f"{here}/papers": "PRNS",
        f"{home}/schedules": "PRNSA",
        f"{home}/schedules/setup": "SA",
        f"{home}/assessments": "PRNS",
        f"{home}/stock": "PRNSUA",
        f"{home}/stock/{product}": "PRNSUA",
        f"{home}/protocols": "PRNSUA",
        f"{home}/protocols/pump-it": "PRNSUA",
        f"{home}/protocols/pump-it?to=msk-unresectable": "PRNSUA",
        f"{home}/audit": "UA",
        f"{home}/administration": "A",
        f"{home}/administration/people/{person.id}": "A",
        "/ui/account": "PRNSUA",
        "/ui/trial": "PRNSUA",
        "/ui/trial/eligibility": "PRNSUA",
    }
