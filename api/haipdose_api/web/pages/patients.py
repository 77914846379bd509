"""Patients: the list, a new one, their pump and course, and the page of a course."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.web.backend import Problem
from haipdose_api.web.charts.laboratory import bands_of, liver_tests
from haipdose_api.web.charts.reservoir import reservoir_level
from haipdose_api.web.charts.timeline import timeline
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.previews import next_floxuridine, stated_risk

router = APIRouter(include_in_schema=False)

SEXES: Final = (("female", "Female"), ("male", "Male"))
DPYD: Final = (("normal", "Normal"), ("partial", "Partial deficiency"), ("complete", "Complete deficiency"))


async def course_of(page: Page, course: str) -> dict[str, Any]:
    """A course with its patient's record."""
    answer = await page.api.get(f"{page.v1}/courses/{course}")
    whole: dict[str, Any] = dict(answer.body)
    patient = await page.maybe(f"{page.v1}/patients/{whole['header']['patient_id']}")
    whole["patient_record"] = None if patient is None else patient.body["document"]
    whole["etag"] = answer.version
    return whole


def patient_of(course: dict[str, Any]) -> dict[str, Any]:
    """What a page says of who the course is about."""
    record = course["patient_record"]
    if record is None:
        return {
            "label": course["id"],
            "identifier": None,
            "birth_date": None,
            "sex": course["header"]["patient"]["sex"],
        }
    name = ", ".join(part for part in (record.get("family_name"), record.get("given_name")) if part)
    return {
        "label": f"{name} ({record['identifier']})" if name else record["identifier"],
        "identifier": record["identifier"],
        "birth_date": record.get("birth_date"),
        "sex": record["sex"],
    }


async def course_names(page: Page) -> dict[str, str]:
    """Who each course is about, for people who may know it."""
    if not page.may("patient.read"):
        return {}
    patients = {item["id"]: item["document"] for item in await page.every(f"{page.v1}/patients")}
    found = {}
    for course in await page.every(f"{page.v1}/courses"):
        record = patients.get(course["header"]["patient_id"])
        found[course["id"]] = patient_of(course | {"patient_record": record})["label"]
    return found


@router.get("/clinics/{clinic}/patients")
async def list_patients(request: Request, page: Somebody) -> Response:
    """The patients, or the one with an identifier."""
    form = Form(dict(request.query_params))
    sought = form.text("identifier", required=False)
    answer = await page.api.get(
        f"{page.v1}/patients", identifier=sought, limit=100, after=form.text("after", required=False)
    )
    courses = (await page.api.get(f"{page.v1}/courses", limit=200)).body["items"] if page.may("course.read") else []
    by_patient: dict[str, list[dict[str, Any]]] = {}
    for course in courses:
        by_patient.setdefault(course["header"]["patient_id"], []).append(course)
    return page.render(
        "patients.html",
        patients=answer.body["items"],
        next_after=answer.body["next_after"],
        courses=by_patient,
        form=form,
        sought=sought,
    )


@router.get("/clinics/{clinic}/patients/new")
async def show_new_patient(page: Somebody) -> Response:
    """Register a patient."""
    page.need("patient.write")
    return page.render("patient_new.html", form=Form(), sexes=SEXES)


@router.post("/clinics/{clinic}/patients/new")
async def create_patient(request: Request, page: Somebody) -> Response:
    """Register a patient; then their course."""
    form = await read_form(request, page)
    born = form.day("birth_date", required=False)
    body = {
        "identifier": form.text("identifier"),
        "family_name": form.text("family_name", required=False),
        "given_name": form.text("given_name", required=False),
        "birth_date": born and born.isoformat(),
        "sex": form.choice("sex", [code for code, _ in SEXES]),
    }
    if form.is_good():
        try:
            made = await page.api.post(f"{page.v1}/patients", body, key=form.key)
        except Problem as problem:
            form.take(problem)
        else:
            if not page.may("course.write"):  # the course is the prescriber's to start
                return page.go(f"/clinics/{page.clinic_id}/patients", "saved")
            return page.go(f"/clinics/{page.clinic_id}/patients/{made.body['id']}/course", "patient-registered")
    return page.render("patient_new.html", 422, form=form, sexes=SEXES)


@router.get("/clinics/{clinic}/patients/{patient}/course")
async def show_new_course(page: Somebody, patient: str) -> Response:
    """Start a course for a patient."""
    page.need("course.write")
    return await _new_course(page, patient, Form())


async def _new_course(page: Page, patient: str, form: Form, status: int = 200) -> Response:
    record = (await page.api.get(f"{page.v1}/patients/{patient}")).body
    protocols = (await page.api.get("/v1/protocols")).body["protocols"]
    profiles = (await page.api.get("/v1/profiles")).body["profiles"]
    return page.render(
        "course_new.html",
        status,
        form=form,
        record=record,
        protocols=protocols,
        profiles=profiles,
        dpyd=DPYD,
    )


COURSE_FIELDS: Final = {
    "patient.height_cm": "height_cm",
    "patient.weight_kg": "weight_kg",
    "pump.profile": "profile",
    "pump.serial_number": "serial_number",
    "pump.flow_ml_per_day": "flow_ml_per_day",
    "pump.reservoir_ml": "reservoir_ml",
    "protocol": "protocol",
    "arm": "arm",
    "regimen": "regimen",
}


@router.post("/clinics/{clinic}/patients/{patient}/course")
async def create_course(request: Request, page: Somebody, patient: str) -> Response:
    """Start the course."""
    form = await read_form(request, page)
    record = (await page.api.get(f"{page.v1}/patients/{patient}")).body["document"]
    body: dict[str, Any] = {
        "patient_id": patient,
        "patient": {
            "sex": record["sex"],
            "birth_date": record.get("birth_date"),
            "height_cm": form.number("height_cm"),
            "weight_kg": form.number("weight_kg"),
        },
        "protocol": form.text("protocol"),
        "arm": form.text("arm"),
        "regimen": form.text("regimen", required=False),
        "additions": ["bevacizumab"] if form.flag("bevacizumab") else [],
        "dpyd": form.choice("dpyd", [code for code, _ in DPYD], required=False),
    }
    profile = form.text("profile", required=False)
    if profile is not None:
        body["pump"] = _pump(form, profile)
    if form.is_good():
        try:
            made = await page.api.post(f"{page.v1}/courses", body, key=form.key)
        except Problem as problem:
            form.take(problem, COURSE_FIELDS)
        else:
            return page.go(f"/clinics/{page.clinic_id}/courses/{made.body['id']}", "course-started")
    return await _new_course(page, patient, form, 422)


def _pump(form: Form, profile: str) -> dict[str, str | Decimal]:
    given: dict[str, str | Decimal | None] = {
        "profile": profile,
        "serial_number": form.text("serial_number"),
        "flow_ml_per_day": form.number("flow_ml_per_day"),
        "reservoir_ml": form.number("reservoir_ml", required=False),
        "residual_ml": form.number("residual_ml", required=False),
        "catheter_ml": form.number("catheter_ml", required=False),
    }
    return {name: value for name, value in given.items() if value is not None}


@router.get("/clinics/{clinic}/courses/{course}")
async def show_course(page: Somebody, course: str) -> Response:
    """The page of a patient's course: what is next, what was, the pump, the liver tests, the decisions."""
    return await course_page(page, course)


async def course_page(page: Page, course: str, status: int = 200) -> Response:
    """The page of a course."""
    whole = await course_of(page, course)
    try:
        plan = (await page.api.get(f"{page.v1}/courses/{course}/plan")).body
        trouble = None
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        plan, trouble = None, problem.faults
    facts = await all_facts(page, course)
    orders = await page.maybe(f"{page.v1}/orders", course=course, limit=50)
    now = page.site.clock().astimezone(ZoneInfo(page.zone))
    ahead = [visit for visit in plan["visits"] if visit["status"] in {"planned", "not-placed", "held"}] if plan else []
    past = (
        [visit for visit in plan["visits"] if visit["status"] not in {"planned", "not-placed", "held"}] if plan else []
    )
    decision = next_floxuridine(plan)
    risk, no_risk = await stated_risk(page, course) if plan else (None, None)
    bands = None
    if decision is not None and decision["item"]["derivation"]:
        rules = (await page.api.get(f"/v1/protocols/{whole['header']['protocol']}")).body["content"]
        bands = bands_of(decision["item"]["derivation"], rules, page.words)
    return page.render(
        "course.html",
        status,
        course=whole,
        patient=patient_of(whole),
        plan=plan,
        trouble=trouble,
        ahead=sorted(ahead, key=lambda visit: (visit["date"] is None, visit["date"] or "", visit["id"])),
        past=sorted(past, key=lambda visit: (visit["date"] or "", visit["id"]), reverse=True),
        facts=facts,
        orders=orders.body["items"] if orders else [],
        decision=decision,
        timeline=timeline(plan, now.date(), page.words) if plan else None,
        reservoir=reservoir_level(facts, plan, now, page.words, ZoneInfo(page.zone)) if plan else None,
        liver=liver_tests(facts, page.words, ZoneInfo(page.zone), bands),
        now=now,
        risk=risk,
        no_risk=no_risk,
    )


async def all_facts(page: Page, course: str) -> list[dict[str, Any]]:
    """Every fact of a course as the API tells it."""
    return await page.every(f"{page.v1}/courses/{course}/facts")
