"""Papers to print: worksheet, label and checklist of an order; calendar and summary of a course."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import TypeAdapter
from starlette.responses import Response

from haipdose.course.corrections import facts_in_force
from haipdose.documents.about import OrderOnPaper, PatientOnPaper, order_on_paper
from haipdose.documents.checklist import Refill, checklist_pdf
from haipdose.documents.course_summary import Summary, summary_pdf
from haipdose.documents.label import Label, LabelSize, label_pdf
from haipdose.documents.patient_calendar import VisitOnPaper, calendar_pdf
from haipdose.documents.words import DocumentWords
from haipdose.documents.worksheet import Printed
from haipdose.documents.worksheet_pdf import worksheet_pdf
from haipdose.exact_json import validate
from haipdose.fill.requests import FillAnswer
from haipdose.interop.visit_words import visits_of_patient
from haipdose.orders.workflow import Given, StepTaken
from haipdose.records.courses import FACT
from haipdose.schedule.requests import PlanAnswer
from haipdose_api.stated_risk import stated_on_paper
from haipdose_api.web.backend import Problem
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.fills import people_of
from haipdose_api.web.pages.patients import all_facts, course_of, patient_of

router = APIRouter(include_in_schema=False)

_STEPS: Final = TypeAdapter(tuple[StepTaken, ...])
_BLIND: Final = "The double check is blind: do it before you see this."
SizeAsked = Annotated[LabelSize, Query(description="The label's stock, mm.")]


@router.get("/clinics/{clinic}/courses/{course}/papers")
async def show_papers(page: Somebody, course: str) -> Response:
    """What can be printed of a course and its orders, by right."""
    whole = await course_of(page, course)
    orders = await _orders(page, course) if page.may("order.read") else []
    return page.render(
        "papers.html",
        course=whole,
        patient=patient_of(whole),
        orders=list(reversed(orders)),
        sizes=[size.value for size in LabelSize],
        blind=any(order["blind"] for order in orders),
    )


@router.get("/clinics/{clinic}/courses/{course}/calendar.pdf")
async def show_calendar(page: Somebody, course: str) -> Response:
    """The patient's own calendar."""
    whole = await course_of(page, course)
    plan = validate(PlanAnswer, (await page.api.get(f"{page.v1}/courses/{course}/plan")).body)
    words = _words(page)
    today = words.local(plan.as_of).date()
    visits = [VisitOnPaper(day, what) for day, what in visits_of_patient(plan, today)]
    content = calendar_pdf(visits, _patient(whole), today, words, demonstration=_demonstration(page))
    return _pdf(content, f"calendar-{course}")


@router.get("/clinics/{clinic}/courses/{course}/summary.pdf")
async def show_summary(page: Somebody, course: str) -> Response:
    """The summary of a course. Not for who may still be the second person of an order: it has the planned doses."""
    page.need("order.read")
    if any(order["blind"] for order in await _orders(page, course)):
        raise Problem(403, {"code": "order.blind", "detail": _BLIND})
    whole = await course_of(page, course)
    plan = validate(PlanAnswer, (await page.api.get(f"{page.v1}/courses/{course}/plan")).body)
    facts = [FACT.validate_python(entry["fact"]) for entry in await all_facts(page, course)]
    known = tuple(fact for _, fact in facts_in_force(facts, plan.as_of).facts)
    summary = Summary(plan, known, _patient(whole))
    return _pdf(summary_pdf(summary, _words(page), demonstration=_demonstration(page)), f"summary-{course}")


@router.get("/clinics/{clinic}/orders/{order}/worksheet.pdf")
async def show_worksheet(page: Somebody, order: str) -> Response:
    """The worksheet to print and sign."""
    _, answer, patient, paper = await _ordered(page, order)
    risk = stated_on_paper(answer, page.site.library)
    printed = Printed(paper, patient, _demonstration(page), risk, await people_of(page))
    return _pdf(worksheet_pdf(answer, _words(page), printed), f"worksheet-{order}")


@router.get("/clinics/{clinic}/orders/{order}/label.pdf")
async def show_label(page: Somebody, order: str, size: SizeAsked = LabelSize.LARGE) -> Response:
    """The label of the preparation."""
    _, answer, patient, paper = await _ordered(page, order)
    label = Label(answer, patient, paper, _words(page), _demonstration(page))
    return _pdf(label_pdf(label, size), f"label-{order}")


@router.get("/clinics/{clinic}/orders/{order}/checklist.pdf")
async def show_checklist(page: Somebody, order: str) -> Response:
    """The checklist of the refill at the bedside; what comes back is the fill's before it."""
    found, answer, patient, paper = await _ordered(page, order)
    before = await _in_the_pump(page, found)
    content = checklist_pdf(Refill(answer, patient, paper, before), _words(page), demonstration=_demonstration(page))
    return _pdf(content, f"checklist-{order}")


async def _ordered(page: Page, order: str) -> tuple[dict[str, Any], FillAnswer, PatientOnPaper, OrderOnPaper]:
    """An order for paper. Not for who may still be its second person: papers show the first entry. Raises Problem."""
    found = (await page.api.get(f"{page.v1}/orders/{order}")).body
    if found["blind"]:
        raise Problem(403, {"code": "order.blind", "detail": _BLIND})
    answer = validate(FillAnswer, found["steps"][0]["done"]["answer"])
    whole = await course_of(page, found["course_id"])
    steps = _STEPS.validate_python(found["steps"])
    due = date.fromisoformat(found["due"]) if found["due"] else answer.request.planned_date
    return found, answer, _patient(whole), order_on_paper(order, due, steps, await people_of(page))


async def _in_the_pump(page: Page, order: dict[str, Any]) -> FillAnswer | None:
    """The fill that is in the pump now, from its order; None when it was recorded without one, or this order's own."""
    try:
        plan = validate(PlanAnswer, (await page.api.get(f"{page.v1}/courses/{order['course_id']}/plan")).body)
    except Problem:
        return None  # no plan can be made: what is in the pump is not known either
    for other in await _orders(page, order["course_id"]):
        if other["state"] != "given" or other["id"] == order["id"] or other["blind"] or plan.run_dry is None:
            continue
        steps = _STEPS.validate_python(other["steps"])
        if any(isinstance(step.done, Given) and step.done.at == plan.run_dry.filled_at for step in steps):
            return validate(FillAnswer, other["steps"][0]["done"]["answer"])
    return None


async def _orders(page: Page, course: str) -> list[dict[str, Any]]:
    """All orders of a course, oldest first."""
    return await page.every(f"{page.v1}/orders", course=course)


def _words(page: Page) -> DocumentWords:
    return DocumentWords(page.language, ZoneInfo(page.zone))


def _demonstration(page: Page) -> bool:
    return page.site.settings.demonstration


def _patient(whole: dict[str, Any]) -> PatientOnPaper:
    told, record = patient_of(whole), whole["patient_record"] or {}
    name = ", ".join(part for part in (record.get("family_name"), record.get("given_name")) if part)
    born = told["birth_date"]
    return PatientOnPaper(told["identifier"] or whole["id"], name or None, date.fromisoformat(born) if born else None)


def _pdf(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/pdf", headers=headers)
