"""Fill orders: ordered, verified, double-checked blind by a second person, released, given, returned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from haipdose.course.fact import VisitId
from haipdose.errors import Conflict, Denied, InputError
from haipdose.evidence import Document
from haipdose.fill.requests import FillRequest
from haipdose.orders import double_check, workflow
from haipdose.orders.double_check import Discrepancy
from haipdose.orders.stock import ChosenLot, ComponentStock, offers
from haipdose.orders.workflow import (
    Cancelled,
    DoubleChecked,
    Given,
    Ordered,
    Released,
    Remark,
    Resolved,
    Returned,
    State,
    StepDone,
    StepTaken,
    Verified,
)
from haipdose.pump.in_use import SerialNumber
from haipdose.pump.requests import FlowAnswer
from haipdose.quantities import NonNegativeExact, PositiveExact
from haipdose.records import courses, orders
from haipdose.records.orders import StoredOrder
from haipdose.records.stock import counted, lock_products, stock_of
from haipdose.records.work import Work
from haipdose_api import order_steps
from haipdose_api.blindness import is_blind
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, IfMatch, change, etag, expected_version
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit
from haipdose_api.routes.parts import ClinicId, OrderId, problems
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/orders", tags=["fill orders"], route_class=ExactRoute, responses=problems(404)
)
Reader = Annotated[Caller, Depends(Requires("order.read"))]
Prescriber = Annotated[Caller, Depends(Requires("order.prescribe"))]
Verifier = Annotated[Caller, Depends(Requires("order.verify"))]
SecondPerson = Annotated[Caller, Depends(Requires("order.double-check"))]
Releaser = Annotated[Caller, Depends(Requires("order.release"))]
Giver = Annotated[Caller, Depends(Requires("order.give"))]
Canceller = Annotated[Caller, Depends(Requires("order.cancel"))]


class NewOrder(Document):
    """An order: of the fill that the plan has for a visit, or with a request of one's own."""

    course_id: Annotated[str, StringConstraints(pattern=r"^crs-[0-9a-hjkmnp-tv-z]{26}$")]
    visit_id: VisitId | None = None
    request: FillRequest | None = None
    due: date | None = None
    remark: Remark | None = None


class Remarked(Document):
    """A step that needs nothing but, perhaps, a remark."""

    remark: Remark | None = None


class Reasoned(Document):
    """A step that needs a reason."""

    remark: Remark


class SecondEntry(Document):
    """What the second person found from the patient's file and the pump's card, without seeing the first entry."""

    entered: FillRequest
    ordered_mg: NonNegativeExact | None = None


class PreparationRelease(Document):
    """What the preparation was made with, by component, and until when it may be given.

    ``lots`` are chosen from the pharmacy's stock; ``lot_numbers`` are typed, for components of which the pharmacy has
    recorded no product. ``shortage_confirmed``: the pharmacist has the lots in hand although the count says too few.
    """

    lots: dict[str, Annotated[tuple[ChosenLot, ...], Field(min_length=1, max_length=10)]] = Field(
        default_factory=dict, max_length=20
    )
    lot_numbers: dict[str, Remark] = Field(default_factory=dict, max_length=20)
    use_by: AwareDatetime
    shortage_confirmed: bool = False
    remark: Remark | None = None


class Give(Document):
    """The fill as it was given, with what was read at the bedside."""

    at: AwareDatetime
    volume_ml: PositiveExact
    patient_identifier: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    serial_number: SerialNumber
    remark: Remark | None = None


class Return(Document):
    """What came out of the pump."""

    at: AwareDatetime
    returned_ml: NonNegativeExact
    remark: Remark | None = None


class OrderShown(Document):
    """An order and its steps. ``blind``: its inputs are kept from the caller, who may be its second person."""

    id: str
    version: int
    course_id: str
    visit_id: str | None
    state: State
    due: date | None
    blind: bool
    steps: tuple[StepTaken, ...]
    steps_taken: tuple[str, ...]
    discrepancies: tuple[Discrepancy, ...] = ()
    flow: FlowAnswer | None = None
    created_at: AwareDatetime
    updated_at: AwareDatetime


class LotChoice(Document):
    """The lots at hand, by component."""

    items: tuple[ComponentStock, ...]


class OrderPage(Document):
    """A page of orders."""

    items: tuple[OrderShown, ...]
    next_after: str | None


def _shown(order: StoredOrder, caller: Caller, flow: FlowAnswer | None = None) -> OrderShown:
    blind = is_blind(order, caller)
    last = order.steps[-1].done
    return OrderShown(
        id=order.id,
        version=order.version,
        course_id=order.course_id,
        visit_id=order.visit_id,
        state=order.state,
        due=order.due,
        blind=blind,
        steps=() if blind else order.steps,
        steps_taken=tuple(step.done.step for step in order.steps),
        discrepancies=last.discrepancies if isinstance(last, DoubleChecked) else (),
        flow=flow,
        created_at=order.created_at,
        updated_at=order.updated_at,
    )


@router.get("")
def list_orders(
    request: Request,
    clinic: ClinicId,
    caller: Reader,
    course: Annotated[str | None, Query(max_length=40, description="Only of this course.")] = None,
    state: Annotated[State | None, Query(description="Only in this state.")] = None,
    limit: Limit = 50,
    after: After = None,
) -> OrderPage:
    """The fill orders of the clinic."""
    with site_of(request).records.reading() as connection:
        found, more = orders.page(connection, clinic, course=course, state=state, limit=limit, after=after)
    return OrderPage(items=tuple(_shown(order, caller) for order in found), next_after=more)


@router.post("", status_code=201, response_model=OrderShown, responses=problems(400, 409, 413, 415))
def create_order(
    request: Request, clinic: ClinicId, caller: Prescriber, body: NewOrder, key: IdempotencyKey = None
) -> Response:
    """Order a fill. The engine answers it now; the answer is part of the order and is what is verified."""
    site = site_of(request)
    if (body.request is None) == (body.visit_id is None):
        raise InputError(
            "Give either the visit of the plan or a request of your own.", code="order.what", field="visit_id"
        )

    def act(work: Work) -> Done:
        courses.lock(work, clinic, body.course_id)
        asked = body.request or order_steps.planned_request(site, work, clinic, body.course_id, body.visit_id or "")
        order_steps.check_course(work, clinic, body.course_id, asked)
        answer = order_steps.calculate(site, work.connection, clinic, asked)
        first = Ordered(request=asked, answer=answer, remark=body.remark)
        made = orders.create(work, clinic, body.course_id, visit=body.visit_id, due=body.due, first=first)
        return Done(_shown(made, caller), 201, made.version, f"{request.url.path}/{made.id}")

    return change(request, caller, key, body, act)


@router.get("/{order}")
def read_order(request: Request, response: Response, clinic: ClinicId, order: OrderId, caller: Reader) -> OrderShown:
    """One order, with its version as ETag."""
    with site_of(request).records.reading() as connection:
        found = orders.get(connection, clinic, order)
    response.headers["ETag"] = etag(found.version)
    return _shown(found, caller)


@router.get("/{order}/lots")
def list_lots(request: Request, clinic: ClinicId, order: OrderId, caller: Releaser) -> LotChoice:
    """What the pharmacy has at hand for each component, and why a lot may not be taken."""
    site = site_of(request)
    with site.records.reading() as connection:
        found = orders.get(connection, clinic, order)
        if is_blind(found, caller):
            raise Denied("This is kept from you until the double check is done.", code="order.blind")
        ordered = cast(Ordered, found.steps[0].done)
        today = order_steps.clinic_day(connection, clinic, site.clock())
        left = counted(connection, clinic)
        return LotChoice(items=offers(ordered.answer.components, stock_of(connection, clinic), today, left))


def _step(
    request: Request,
    clinic: str,
    order: str,
    caller: Caller,
    body: BaseModel,
    if_match: str | None,
    key: str | None,
    step: str,
    make: Callable[[Work, StoredOrder, Ordered], StepDone],
) -> Response:
    """Take one step: its turn, its person, its version; then what ``make`` says was done."""
    expected = expected_version(if_match)

    def act(work: Work) -> Done:
        found = orders.get(work.connection, clinic, order, lock=True)
        orders.expect(found, expected)
        workflow.check_step(found.steps, step, caller.id)
        done = make(work, found, cast(Ordered, found.steps[0].done))
        after = orders.add_step(work, found, done)
        flow = _flow(request, work, after) if isinstance(done, Returned) else None
        project = (clinic, found.course_id) if step in {"give", "return"} else None
        return Done(_shown(after, caller, flow), 200, after.version, project=project)

    return change(request, caller, key, body, act)


@router.post("/{order}/verify", response_model=OrderShown, responses=problems(400, 409, 412, 413, 415))
def verify_order(
    request: Request,
    clinic: ClinicId,
    order: OrderId,
    caller: Verifier,
    body: Remarked,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """A pharmacist agrees with the order. The rules must still give the same fill."""
    site = site_of(request)

    def make(work: Work, found: StoredOrder, ordered: Ordered) -> StepDone:
        now = order_steps.calculate(site, work.connection, found.clinic_id, ordered.request)
        if now.floxuridine_mg != ordered.answer.floxuridine_mg or now.components != ordered.answer.components:
            raise Conflict(
                "The rules give another fill now than when it was ordered.",
                code="order.rules-changed",
                remedy="Cancel it and order anew.",
            )
        return Verified(remark=body.remark)

    return _step(request, clinic, order, caller, body, if_match, key, "verify", make)


@router.post("/{order}/double-check", response_model=OrderShown, responses=problems(400, 409, 412, 413, 415))
def double_check_order(
    request: Request,
    clinic: ClinicId,
    order: OrderId,
    caller: SecondPerson,
    body: SecondEntry,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """A second person enters the inputs and the result without having seen them. What is not alike is answered."""

    def make(work: Work, found: StoredOrder, ordered: Ordered) -> StepDone:
        del work, found
        differences = double_check.compare(ordered.request, ordered.answer, body.entered, body.ordered_mg)
        return DoubleChecked(entered=body.entered, ordered_mg=body.ordered_mg, discrepancies=differences)

    return _step(request, clinic, order, caller, body, if_match, key, "double-check", make)


@router.post("/{order}/resolve", response_model=OrderShown, responses=problems(400, 409, 412, 413, 415))
def resolve_order(
    request: Request,
    clinic: ClinicId,
    order: OrderId,
    caller: Verifier,
    body: Reasoned,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """The discrepancy was the second entry's: the order was right. Somebody else checks it a second time."""

    def make(work: Work, found: StoredOrder, ordered: Ordered) -> StepDone:
        del work, found, ordered
        return Resolved(remark=body.remark)

    return _step(request, clinic, order, caller, body, if_match, key, "resolve", make)


@router.post("/{order}/release", response_model=OrderShown, responses=problems(400, 409, 412, 413, 415))
def release_order(
    request: Request,
    clinic: ClinicId,
    order: OrderId,
    caller: Releaser,
    body: PreparationRelease,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Release the preparation. What rests on an unapproved protocol or an unconfirmed value is never released."""
    site = site_of(request)

    def make(work: Work, found: StoredOrder, ordered: Ordered) -> StepDone:
        now = order_steps.calculate(site, work.connection, found.clinic_id, ordered.request)
        workflow.check_release(now, body.use_by, work.now)
        # Locked before they are read: of two who take the last vial at once, one is told.
        lock_products(work, found.clinic_id, (lot.product_id for lots in body.lots.values() for lot in lots))
        made_with = order_steps.prepared_with(work, found, ordered, body.lots, body.lot_numbers, body.use_by)
        short = order_steps.take_from_stock(work, found, ordered, made_with, confirmed=body.shortage_confirmed)
        chosen = {name: ", ".join(one.lot_number for one in lots) for name, lots in made_with.items()}
        return Released(
            lot_numbers=body.lot_numbers | chosen,
            prepared_with=made_with,
            use_by=body.use_by,
            shortages=short,
            remark=body.remark,
        )

    return _step(request, clinic, order, caller, body, if_match, key, "release", make)


@router.post("/{order}/give", response_model=OrderShown, responses=problems(400, 409, 412, 413, 415))
def give_order(
    request: Request,
    clinic: ClinicId,
    order: OrderId,
    caller: Giver,
    body: Give,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """The pump was filled: right patient, right pump, in time. The course gets its fact in the same transaction."""

    def make(work: Work, found: StoredOrder, ordered: Ordered) -> StepDone:
        order_steps.check_at_bedside(work, found, ordered, body.patient_identifier, body.serial_number)
        released = next(step.done for step in reversed(found.steps) if isinstance(step.done, Released))
        if body.at > released.use_by:
            raise Conflict("The preparation is past its time.", code="order.use-by", field="at")
        given = Given(
            at=body.at,
            volume_ml=body.volume_ml,
            serial_number=body.serial_number,
            fact_id=f"{found.id}.given",
            remark=body.remark,
        )
        fact = order_steps.fact_of_fill(found, ordered, given)
        courses.append(work, found.clinic_id, found.course_id, None, [fact])
        return given

    return _step(request, clinic, order, caller, body, if_match, key, "give", make)


@router.post("/{order}/return", response_model=OrderShown, responses=problems(400, 409, 412, 413, 415))
def return_order(
    request: Request,
    clinic: ClinicId,
    order: OrderId,
    caller: Giver,
    body: Return,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """The pump was emptied. The answer says at once what this volume means for the pump's flow."""
    site = site_of(request)

    def make(work: Work, found: StoredOrder, ordered: Ordered) -> StepDone:
        done = Returned(
            at=body.at,
            returned_ml=body.returned_ml,
            outside_tolerance=None,
            fact_id=f"{found.id}.returned",
            remark=body.remark,
        )
        given = next(step.done for step in found.steps if isinstance(step.done, Given))
        flow = order_steps.flow_of_return(site, work, found, ordered, given, done)
        reading = flow.readings[0]
        courses.append(work, found.clinic_id, found.course_id, None, [order_steps.fact_of_return(found, done)])
        return done.model_copy(update={"outside_tolerance": reading.outside_tolerance if reading.counts else None})

    return _step(request, clinic, order, caller, body, if_match, key, "return", make)


@router.post("/{order}/cancel", response_model=OrderShown, responses=problems(400, 409, 412, 413, 415))
def cancel_order(
    request: Request,
    clinic: ClinicId,
    order: OrderId,
    caller: Canceller,
    body: Reasoned,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """The order is not carried out."""

    def make(work: Work, found: StoredOrder, ordered: Ordered) -> StepDone:
        del work, found, ordered
        return Cancelled(reason=body.remark)

    return _step(request, clinic, order, caller, body, if_match, key, "cancel", make)


def _flow(request: Request, work: Work, order: StoredOrder) -> FlowAnswer:
    ordered = cast(Ordered, order.steps[0].done)
    given = next(step.done for step in order.steps if isinstance(step.done, Given))
    done = cast(Returned, order.steps[-1].done)
    return order_steps.flow_of_return(site_of(request), work, order, ordered, given, done)
