"""The pharmacy's stock products with their lots, and how many containers of each are left."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AwareDatetime

from haipdose.errors import NotFound
from haipdose.evidence import Document
from haipdose.orders.stock import PharmacyProduct
from haipdose.orders.stock_counting import NewMovement, ProductLevel, StockMovement, levels, movement
from haipdose.records.registries import PRODUCTS
from haipdose.records.stock import Moved, counted, lock_products, movements, record_movement, stock_of
from haipdose.records.work import Work
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, IfMatch, change
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit, Record, RecordPage
from haipdose_api.order_steps import clinic_day
from haipdose_api.registry_routes import change_record, create_record, list_records, read_record
from haipdose_api.routes.parts import ClinicId, ProductId, problems
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/products", tags=["stock products"], route_class=ExactRoute, responses=problems(404)
)
Reader = Annotated[Caller, Depends(Requires("product.read"))]
Writer = Annotated[Caller, Depends(Requires("product.write"))]
counts = APIRouter(
    prefix="/v1/clinics/{clinic}/stock", tags=["stock products"], route_class=ExactRoute, responses=problems(404)
)
Filter = Annotated[str | None, Query(min_length=1, max_length=80, description="The pharmacy's own number, whole.")]


@router.get("")
def list_products(
    request: Request, clinic: ClinicId, caller: Reader, code: Filter = None, limit: Limit = 50, after: After = None
) -> RecordPage[PharmacyProduct]:
    """The products of the clinic's pharmacy."""
    del caller
    return list_records(PRODUCTS, request, clinic, limit, after, {"code": code})


@router.post("", status_code=201, response_model=Record[PharmacyProduct], responses=problems(400, 409, 413, 415))
def create_product(
    request: Request, clinic: ClinicId, caller: Writer, body: PharmacyProduct, key: IdempotencyKey = None
) -> Response:
    """Record a product. It changes no calculation: what a fill was worked out with has to agree with it."""
    return create_record(PRODUCTS, request, caller, clinic, key, body)


@router.get("/{product}")
def read_product(
    request: Request, response: Response, clinic: ClinicId, product: ProductId, caller: Reader
) -> Record[PharmacyProduct]:
    """One product, with its version as ETag."""
    del caller
    return read_record(PRODUCTS, request, response, clinic, product)


@router.put("/{product}", response_model=Record[PharmacyProduct], responses=problems(400, 409, 412, 413, 415))
def change_product(
    request: Request,
    clinic: ClinicId,
    product: ProductId,
    caller: Writer,
    body: PharmacyProduct,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Put another document in its place, with its lots; every earlier one stays recorded."""
    return change_record(PRODUCTS, request, caller, clinic, product, if_match, key, body)


class MovementShown(Document):
    """A change of a lot's count, with who recorded it and when."""

    sequence: int
    at: AwareDatetime
    by: str
    movement: StockMovement


class MovementPage(Document):
    """Changes, newest first. ``next_after`` continues the list; null on the last page."""

    items: tuple[MovementShown, ...]
    next_after: int | None


class StockLevels(Document):
    """What is left of every product."""

    items: tuple[ProductLevel, ...]


@router.get("/{product}/movements")
def list_movements(
    request: Request,
    clinic: ClinicId,
    product: ProductId,
    caller: Reader,
    limit: Limit = 50,
    after: Annotated[int | None, Query(ge=1, description="Where the page before ended.")] = None,
) -> MovementPage:
    """What came, was used, wasted and counted of a product."""
    del caller
    with site_of(request).records.reading() as connection:
        PRODUCTS.get(connection, clinic, product)
        found, more = movements(connection, clinic, product, limit=limit, after=after)
    return MovementPage(items=tuple(_moved(one) for one in found), next_after=more)


@router.post(
    "/{product}/movements", status_code=201, response_model=MovementShown, responses=problems(400, 409, 413, 415)
)
def record_movement_of_lot(
    request: Request,
    clinic: ClinicId,
    product: ProductId,
    caller: Writer,
    body: NewMovement,
    key: IdempotencyKey = None,
) -> Response:
    """Record that containers came, were wasted, or how many are there. What a preparation uses follows by itself."""

    def act(work: Work) -> Done:
        lock_products(work, clinic, [product])
        found = PRODUCTS.get(work.connection, clinic, product).document
        if body.lot_number not in {lot.lot_number for lot in found.lots}:
            raise NotFound(
                "The pharmacy has no such product or lot.",
                code="stock.lot-unknown",
                field="lot_number",
                found=body.lot_number,
            )
        left = counted(work.connection, clinic).get((product, body.lot_number))
        made = record_movement(work, clinic, product, movement(body, left))
        return Done(_moved(made), 201)

    return change(request, caller, key, body, act)


@counts.get("")
def read_stock_levels(request: Request, clinic: ClinicId, caller: Reader) -> StockLevels:
    """What is left of every product and lot, what is low, and what is soon past its date."""
    del caller
    site = site_of(request)
    with site.records.reading() as connection:
        today = clinic_day(connection, clinic, site.clock())
        return StockLevels(items=levels(stock_of(connection, clinic), counted(connection, clinic), today))


def _moved(one: Moved) -> MovementShown:
    return MovementShown(sequence=one.sequence, at=one.at, by=one.by, movement=one.movement)
