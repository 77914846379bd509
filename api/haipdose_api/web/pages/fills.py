"""Fill orders: order, verify, double-check blind, release, give, return – one page an order, one form a step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose.orders.workflow import State
from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.patients import course_of, patient_of

router = APIRouter(include_in_schema=False)

STATES: Final = (
    (State.ORDERED, "Ordered: waits for a pharmacist"),
    (State.VERIFIED, "Verified: waits for the double check"),
    (State.DISCREPANT, "Discrepant: somebody has to look"),
    (State.DOUBLE_CHECKED, "Double-checked: waits for release"),
    (State.RELEASED, "Released: may be given"),
    (State.GIVEN, "Given: in the pump"),
    (State.RETURNED, "Returned: finished"),
    (State.CANCELLED, "Cancelled"),
)
STEP_RIGHTS: Final = {
    "verify": "order.verify",
    "double-check": "order.double-check",
    "resolve": "order.verify",
    "release": "order.release",
    "give": "order.give",
    "return": "order.give",
    "cancel": "order.cancel",
}
NEXT_STEP: Final = {
    State.ORDERED: "verify",
    State.VERIFIED: "double-check",
    State.DISCREPANT: "resolve",
    State.DOUBLE_CHECKED: "release",
    State.RELEASED: "give",
    State.GIVEN: "return",
}
CANCELLABLE: Final = frozenset({State.ORDERED, State.VERIFIED, State.DISCREPANT, State.DOUBLE_CHECKED, State.RELEASED})
CONTENTS: Final = (("floxuridine", "Floxuridine"), ("heparin-saline", "Heparin in saline"), ("glycerol", "Glycerol"))
DISCREPANT_FIELDS: Final = {
    "patient.sex": "Sex",
    "patient.height_cm": "Height",
    "patient.weight_kg": "Weight",
    "pump.profile": "Kind of pump",
    "pump.serial_number": "Serial number",
    "pump.flow_ml_per_day": "Flow for this fill",
    "pump.reservoir_ml": "Reservoir",
    "pump.residual_ml": "Residual volume",
    "protocol": "Protocol",
    "contents": "What goes into the pump",
    "dose_percent": "Percent of the full dose",
    "infusion_days": "Days of infusion",
    "floxuridine_mg": "Floxuridine that you worked out",
}
DISCREPANT_UNITS: Final = {
    "patient.height_cm": "cm",
    "patient.weight_kg": "kg",
    "pump.flow_ml_per_day": "mL/day",
    "pump.reservoir_ml": "mL",
    "pump.residual_ml": "mL",
    "dose_percent": "%",
    "infusion_days": "d",
    "floxuridine_mg": "mg",
}
LOT_REFUSALS: Final = {
    "stock.strength": "another strength than the fill was worked out with",
    "stock.expired": "past its expiry date",
    "stock.lot-status": "blocked",
}
ENTRY_FIELDS: Final = {
    "entered.patient.": "weight_kg",
    "entered.patient.height_cm": "height_cm",
    "entered.patient.weight_kg": "weight_kg",
    "entered.patient.sex": "sex",
    "entered.pump.": "profile",
    "entered.pump.serial_number": "serial_number",
    "entered.pump.flow_ml_per_day": "flow_ml_per_day",
    "entered.pump.reservoir_ml": "reservoir_ml",
    "entered.dose_percent": "dose_percent",
    "entered.infusion_days": "infusion_days",
    "ordered_mg": "ordered_mg",
    "volume_ml": "volume_ml",
    "patient_identifier": "patient_identifier",
    "serial_number": "serial_number",
    "returned_ml": "returned_ml",
    "at": "at_date",
    "use_by": "use_by_date",
    "remark": "remark",
}


@router.get("/clinics/{clinic}/orders")
async def list_orders(request: Request, page: Somebody) -> Response:
    """The clinic's orders, those that wait for this person's hand first."""
    form = Form(dict(request.query_params))
    state = form.choice("state", [state.value for state, _ in STATES], required=False)
    answer = await page.api.get(f"{page.v1}/orders", state=state, limit=100, after=form.text("after", required=False))
    names = await patient_names(page, {order["course_id"] for order in answer.body["items"]})
    return page.render(
        "orders.html",
        orders=answer.body["items"],
        next_after=answer.body["next_after"],
        state=state,
        states=STATES,
        names=names,
        form=form,
    )


async def patient_names(page: Page, courses: set[str]) -> dict[str, str]:
    """What to call the patient of each course."""
    named: dict[str, str] = {}
    for course in courses:
        whole = await course_of(page, course)
        named[course] = patient_of(whole)["label"]
    return named


@router.get("/clinics/{clinic}/courses/{course}/orders/new")
async def show_new_order(request: Request, page: Somebody, course: str) -> Response:
    """Order the fill that the plan has, as it is worked out now."""
    page.need("order.prescribe")
    return await _new_order(page, course, Form(dict(request.query_params)))


async def _new_order(page: Page, course: str, form: Form, status: int = 200) -> Response:
    whole = await course_of(page, course)
    plan = (await page.api.get(f"{page.v1}/courses/{course}/plan")).body
    fills = [
        {"visit": visit, "item": item, "answer": item["fill"]}
        for visit in plan["visits"]
        for item in visit["items"]
        if item["fill"] is not None and visit["status"] in {"planned", "not-placed"}
    ]
    asked = form.value("visit_id")
    chosen = next((fill for fill in fills if fill["visit"]["id"] == asked), fills[0] if fills else None)
    return page.render(
        "order_new.html",
        status,
        form=form,
        course=whole,
        patient=patient_of(whole),
        fills=fills,
        chosen=chosen,
        plan=plan,
    )


@router.post("/clinics/{clinic}/courses/{course}/orders/new")
async def create_order(request: Request, page: Somebody, course: str) -> Response:
    """Order it."""
    form = await read_form(request, page)
    visit = form.text("visit_id")
    body: dict[str, Any] = {"course_id": course, "visit_id": visit}
    due, remark = form.day("due", required=False), form.text("remark", required=False)
    if due is not None:
        body["due"] = due.isoformat()
    if remark is not None:
        body["remark"] = remark
    if not form.is_good():
        return await _new_order(page, course, form, 422)
    try:
        made = await page.api.post(f"{page.v1}/orders", body, key=form.key)
    except Problem as problem:
        form.take(problem)
        return await _new_order(page, course, form, problem.status)
    return page.go(f"/clinics/{page.clinic_id}/orders/{made.body['id']}", "ordered")


@router.get("/clinics/{clinic}/orders/{order}")
async def show_order(page: Somebody, order: str) -> Response:
    """An order, its steps, and the form of its next step for who may take it."""
    return await _order_page(page, order, Form())


async def _order_page(
    page: Page, order: str, form: Form, status: int = 200, flow: Mapping[str, Any] | None = None
) -> Response:
    answer = await page.api.get(f"{page.v1}/orders/{order}")
    found = answer.body
    whole = await course_of(page, found["course_id"])
    steps = found["steps"]
    ordered = steps[0]["done"] if steps else None
    taken_by_me = {step["done"]["step"] for step in steps if step["by"] == (page.who or {})["person"]}
    step = NEXT_STEP.get(State(found["state"]))
    profiles = (await page.api.get("/v1/profiles")).body["profiles"]
    plan = await page.maybe(f"{page.v1}/courses/{found['course_id']}/plan") if step == "give" else None
    lots = await page.maybe(f"{page.v1}/orders/{order}/lots") if step == "release" else None
    return page.render(
        "order.html",
        status,
        form=form,
        order=found,
        etag=answer.version,
        ordered=ordered,
        fill=ordered["answer"] if ordered else None,
        step=step if step and page.may(STEP_RIGHTS[step]) else None,
        next_step=step,
        taken_by_me=taken_by_me,
        cancellable=State(found["state"]) in CANCELLABLE and page.may("order.cancel"),
        states=dict(STATES),
        course=whole,
        patient=patient_of(whole),
        people=await people_of(page),
        contents=CONTENTS,
        in_pump=None if plan is None else plan.body["run_dry"],
        profiles=profiles,
        lots=[] if lots is None else lots.body["items"],
        lot_refusals=LOT_REFUSALS,
        field_names=DISCREPANT_FIELDS,
        field_units=DISCREPANT_UNITS,
        flow=flow or found["flow"],
        now=page.site.clock().astimezone(ZoneInfo(page.zone)),
        tomorrow=page.site.clock().astimezone(ZoneInfo(page.zone)) + timedelta(days=1),
    )


async def people_of(page: Page) -> dict[str, str]:
    """Who is who in the clinic."""
    answer = await page.maybe(f"{page.v1}/colleagues")
    return {} if answer is None else {person["id"]: person["display_name"] for person in answer.body["items"]}


@router.post("/clinics/{clinic}/orders/{order}/{step}")
async def take_step(request: Request, page: Somebody, order: str, step: str) -> Response:
    """Take one step. The API decides whether it is this order's turn and this person's."""
    if step not in STEP_RIGHTS:
        raise Problem(404, {"code": "page.step", "detail": "There is no such step."})
    form = await read_form(request, page)
    body = _BODIES[step](form, page.zone)
    if not form.is_good():
        return await _order_page(page, order, form, 422)
    try:
        done = await page.api.post(f"{page.v1}/orders/{order}/{step}", body, version=form.version, key=form.key)
    except Problem as problem:
        form.take(problem, ENTRY_FIELDS | _lot_fields(form))
        return await _order_page(page, order, form, problem.status)
    if step == "return":
        return await _order_page(page, order, Form(), flow=done.body["flow"])
    said = "discrepant" if done.body["state"] == "discrepant" else step
    return page.go(f"/clinics/{page.clinic_id}/orders/{order}", f"step-{said}")


def _remark(form: Form, zone: str) -> dict[str, Any]:
    del zone
    remark = form.text("remark", required=False)
    return {} if remark is None else {"remark": remark}


def _reason(form: Form, zone: str) -> dict[str, Any]:
    del zone
    return {"remark": form.text("remark")}


def _second_entry(form: Form, zone: str) -> dict[str, Any]:
    """What the second person typed, and nothing that the page knew."""
    del zone
    contents = form.choice("contents", [code for code, _ in CONTENTS])
    entered: dict[str, Any] = {
        "pump": _present(
            profile=form.text("profile"),
            serial_number=form.text("serial_number"),
            flow_ml_per_day=form.number("flow_ml_per_day"),
            reservoir_ml=form.number("reservoir_ml", required=False),
            residual_ml=form.number("residual_ml", required=False),
        ),
        "protocol": form.text("protocol"),
        "contents": contents,
    }
    body: dict[str, Any] = {"entered": entered}
    if contents == "floxuridine":
        entered["patient"] = {
            "sex": form.choice("sex", ("female", "male")),
            "height_cm": form.number("height_cm"),
            "weight_kg": form.number("weight_kg"),
        }
        entered["dose_percent"] = form.number("dose_percent")
        body["ordered_mg"] = form.number("ordered_mg")
    days = form.number("infusion_days", required=False)
    if days is not None:
        entered["infusion_days"] = days
    return body


def _release(form: Form, zone: str) -> dict[str, Any]:
    """What was ticked and typed by component; their names stand in the form, numbered, because they hold blanks."""
    use_by = form.moment("use_by", zone)
    lots: dict[str, list[dict[str, str]]] = {}
    typed: dict[str, str] = {}
    for name, number in _numbered_components(form).items():
        written = form.text(f"lot.{number}", required=False)
        if written is not None:
            typed[name] = written
        taken = [value for field, value in form.typed.items() if field.startswith(f"take.{number}.")]
        if taken:
            lots[name] = [
                {"product_id": product, "lot_number": lot} for product, _, lot in (one.partition(" ") for one in taken)
            ]
    return _remark(form, zone) | {
        "use_by": use_by and use_by.isoformat(),
        "lots": lots,
        "lot_numbers": typed,
        "shortage_confirmed": form.flag("shortage_confirmed"),
    }


def _numbered_components(form: Form) -> dict[str, str]:
    return {
        name: field.removeprefix("component.") for field, name in form.typed.items() if field.startswith("component.")
    }


def _lot_fields(form: Form) -> dict[str, str]:
    """Where on the page the API's fault at a component belongs."""
    return {f"lots.{name}": f"take.{number}" for name, number in _numbered_components(form).items()}


def _give(form: Form, zone: str) -> dict[str, Any]:
    at = form.moment("at", zone)
    return _remark(form, zone) | {
        "at": at and at.isoformat(),
        "volume_ml": form.number("volume_ml"),
        "patient_identifier": form.text("patient_identifier"),
        "serial_number": form.text("serial_number"),
    }


def _return(form: Form, zone: str) -> dict[str, Any]:
    at = form.moment("at", zone)
    return _remark(form, zone) | {"at": at and at.isoformat(), "returned_ml": form.number("returned_ml")}


def _present(**values: str | Decimal | None) -> dict[str, str | Decimal]:
    return {name: value for name, value in values.items() if value is not None}


_BODIES: Final = {
    "verify": _remark,
    "double-check": _second_entry,
    "resolve": _reason,
    "release": _release,
    "give": _give,
    "return": _return,
    "cancel": _reason,
}
