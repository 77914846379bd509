"""Taking a step of a fill order: the engine is asked, and the facts follow in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from haipdose.course.facts import Fact
from haipdose.errors import Conflict, InputError
from haipdose.fill.answer import answer_fill
from haipdose.fill.requests import FillAnswer, FillRequest
from haipdose.orders import stock
from haipdose.orders.stock import ChosenLot, PreparedWith
from haipdose.orders.stock_counting import Shortage, check_shortage, uses
from haipdose.orders.workflow import Given, Ordered, Returned
from haipdose.protocol.contents import Contents
from haipdose.pump.answer import answer_flow
from haipdose.pump.calibration import FilledBasis, FlowInterval
from haipdose.pump.requests import FlowAnswer, FlowRequest
from haipdose.quantities import to_text
from haipdose.records import courses
from haipdose.records.approvals import approvals_of
from haipdose.records.courses import FACT
from haipdose.records.orders import StoredOrder
from haipdose.records.registries import CLINICS, PATIENTS
from haipdose.records.stock import counted, record_uses, stock_of
from haipdose.records.work import Work
from haipdose.schedule.answer import answer_plan
from haipdose_api.site import Site


def calculate(site: Site, connection: Connection, clinic: str, request: FillRequest) -> FillAnswer:
    """The fill, with what this clinic has approved."""
    return answer_fill(
        request,
        site.library.protocol(request.protocol),
        site.library.profile(request.pump.profile),
        approvals_of(connection, clinic),
    )


def planned_request(site: Site, work: Work, clinic: str, course: str, visit: str) -> FillRequest:
    """The fill that the plan has for a visit.

    Raises:
        Conflict: the plan has no fill there, or its dose is not decided yet.
    """
    asked = courses.as_course(work.connection, clinic, course, work.now)
    plan = answer_plan(asked, site.library, approvals_of(work.connection, clinic))
    for planned in plan.visits:
        if planned.id != visit:
            continue
        for item in planned.items:
            if item.fill is not None and item.provisional:
                raise Conflict(
                    "The dose of this visit is not decided: the results before it are not there.",
                    code="order.provisional",
                    field="visit_id",
                    remedy="Record the results first, or order with your own request.",
                )
            if item.fill is not None:
                return item.fill.request
    raise Conflict(
        "The plan has no fill at this visit.", code="order.visit", field="visit_id", found=visit, remedy="See the plan."
    )


def check_course(work: Work, clinic: str, course: str, request: FillRequest) -> None:
    """Refuse an order for another pump or protocol than the course's.

    Raises:
        InputError: it names another pump or protocol.
    """
    header = courses.get(work.connection, clinic, course).header
    if header.pump is None or request.pump.serial_number != header.pump.serial_number:
        raise InputError(
            "The order is for another pump than the course's.",
            code="order.pump",
            field="request.pump.serial_number",
            found=request.pump.serial_number,
            remedy="Take the pump of the course.",
        )
    if request.protocol != header.protocol:
        raise InputError(
            "The order is by another protocol than the course's.",
            code="order.protocol",
            field="request.protocol",
            found=request.protocol,
            allowed=header.protocol,
        )


def clinic_day(connection: Connection, clinic: str, moment: datetime) -> date:
    """The day of a moment on the clinic's calendar."""
    return moment.astimezone(ZoneInfo(CLINICS.get(connection, None, clinic).document.calendar.time_zone)).date()


def prepared_with(
    work: Work,
    order: StoredOrder,
    ordered: Ordered,
    chosen: Mapping[str, Sequence[ChosenLot]],
    typed: Mapping[str, str],
    use_by: datetime,
) -> dict[str, tuple[PreparedWith, ...]]:
    """The products and lots that a preparation was made with.

    Raises:
        Conflict: one of them is expired, of another strength than the fill was worked out with, or may not be used.
    """
    return stock.prepared_with(
        ordered.answer.components,
        chosen,
        typed,
        stock_of(work.connection, order.clinic_id),
        clinic_day(work.connection, order.clinic_id, work.now),
        clinic_day(work.connection, order.clinic_id, use_by),
    )


def take_from_stock(
    work: Work,
    order: StoredOrder,
    ordered: Ordered,
    made_with: Mapping[str, Sequence[PreparedWith]],
    *,
    confirmed: bool,
) -> tuple[Shortage, ...]:
    """Count down what the preparation used; the products are locked. Answers what was too few and confirmed.

    Raises:
        Conflict: by the count too few are left, and nobody confirmed to have them in hand.
    """
    left = counted(work.connection, order.clinic_id)
    taken, short = uses(ordered.answer.components, made_with, left)
    check_shortage(short, confirmed=confirmed)
    record_uses(work, order.clinic_id, order.id, taken, left)
    return short


def check_at_bedside(
    work: Work, order: StoredOrder, ordered: Ordered, patient_identifier: str, serial_number: str
) -> None:
    """Refuse the wrong patient and the wrong pump.

    Raises:
        Conflict: what was read at the bedside is not what the order is for.
    """
    header = courses.get(work.connection, order.clinic_id, order.course_id).header
    recorded = PATIENTS.get(work.connection, order.clinic_id, header.patient_id).document.identifier
    if patient_identifier != recorded:
        raise Conflict(
            "STOP: this is not the patient that the fill is for.",
            code="order.wrong-patient",
            field="patient_identifier",
            remedy="Do not fill. Find out whose fill this is.",
        )
    if serial_number != ordered.request.pump.serial_number:
        raise Conflict(
            "STOP: this is not the pump that the fill is for.",
            code="order.wrong-pump",
            field="serial_number",
            remedy="Do not fill. Read the pump's card again.",
        )


def fact_of_fill(order: StoredOrder, ordered: Ordered, given: Given) -> Fact:
    """The fact that the pump was filled."""
    answer = ordered.answer
    fact: dict[str, object] = {
        "type": "fill-given",
        "id": given.fact_id,
        "at": given.at,
        "contents": answer.contents,
        "volume_ml": given.volume_ml,
        "additives": {
            part.name: f"{to_text(part.amount)} {part.unit}"
            for part in answer.components
            if part.name != "floxuridine" and part.unit != "mL"
        },
        "note": f"order {order.id}",
    }
    if answer.contents is Contents.FLOXURIDINE:
        fact |= {"floxuridine_mg": answer.floxuridine_mg, "dose_percent": ordered.request.dose_percent}
    return FACT.validate_python(fact)


def fact_of_return(order: StoredOrder, returned: Returned) -> Fact:
    """The fact that the pump was emptied."""
    return FACT.validate_python(
        {
            "type": "pump-emptied",
            "id": returned.fact_id,
            "at": returned.at,
            "returned_ml": returned.returned_ml,
            "note": f"order {order.id}",
        }
    )


def flow_of_return(
    site: Site, work: Work, order: StoredOrder, ordered: Ordered, given: Given, done: Returned
) -> FlowAnswer:
    """What this one return volume says about the flow; the decision on the flow is the plan's, from all of them."""
    request = FlowRequest(
        pump=ordered.request.pump,
        protocol=ordered.request.protocol,
        intervals=(
            FlowInterval(
                filled_at=given.at,
                emptied_at=done.at,
                filled_ml=given.volume_ml,
                returned_ml=done.returned_ml,
                contents=ordered.answer.contents,
                filled_basis=FilledBasis.INJECTED,
            ),
        ),
    )
    return answer_flow(
        request,
        site.library.protocol(request.protocol),
        site.library.profile(request.pump.profile),
        approvals_of(work.connection, order.clinic_id),
    )
