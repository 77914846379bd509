"""The pharmacy's stock products with their lots."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from haipdose.orders.stock import PharmacyProduct
from haipdose.records.registries import PRODUCTS
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import IdempotencyKey, IfMatch
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit, Record, RecordPage
from haipdose_api.registry_routes import change_record, create_record, list_records, read_record
from haipdose_api.routes.parts import ClinicId, ProductId, problems

router = APIRouter(
    prefix="/v1/clinics/{clinic}/products", tags=["stock products"], route_class=ExactRoute, responses=problems(404)
)
Reader = Annotated[Caller, Depends(Requires("product.read"))]
Writer = Annotated[Caller, Depends(Requires("product.write"))]
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
