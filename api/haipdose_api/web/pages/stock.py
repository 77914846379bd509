"""The pharmacy's stock products: a list, and one page for each with its lots."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose.orders.stock import LotStatus, PharmacyProduct, is_expired
from haipdose.protocol.fill_rules import Diluent, Drug
from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody

router = APIRouter(include_in_schema=False)

SUBSTANCES: Final = (*(drug.value for drug in Drug), *(diluent.value for diluent in Diluent))
UNITS: Final = ("mg/mL", "units/mL", "%")
CONTAINERS: Final = ("vial", "ampoule", "bottle", "bag")
LOT_STATES: Final = (
    (LotStatus.IN_STOCK.value, "in stock"),
    (LotStatus.USED_UP.value, "used up"),
    (LotStatus.BLOCKED.value, "blocked"),
)
OTHER_CODES: Final = ("GTIN", "ZI-nummer")
"""Numbers by which a Dutch pharmacy finds a product; others that the API has recorded are kept."""


@router.get("/clinics/{clinic}/stock")
async def show_stock(page: Somebody) -> Response:
    """All products with their lots."""
    return await _stock(page, Form())


async def _stock(page: Page, form: Form, status: int = 200) -> Response:
    found = [_shown(page, item) for item in await page.every(f"{page.v1}/products")]
    found.sort(key=lambda item: (not item["in_use"], item["substance"], item["name"]))
    return page.render("stock.html", status, form=form, products=found, lot_states=dict(LOT_STATES), **_choices())


def _shown(page: Page, item: dict[str, Any]) -> dict[str, Any]:
    """A product with, for each lot, whether it is past its date today."""
    recorded: dict[str, Any] = item["document"]
    product = PharmacyProduct.model_validate(recorded)
    today = page.site.clock().astimezone(ZoneInfo(page.zone)).date()
    lots = [
        lot | {"expired": is_expired(known, today)} for lot, known in zip(recorded["lots"], product.lots, strict=True)
    ]
    return recorded | {"id": item["id"], "lots": lots}


def _choices() -> dict[str, Any]:
    return {"substances": SUBSTANCES, "units": UNITS, "containers": CONTAINERS, "other_codes": OTHER_CODES}


@router.post("/clinics/{clinic}/stock")
async def add_product(request: Request, page: Somebody) -> Response:
    """Record a product, with its first lot when one was given."""
    form = await read_form(request, page)
    body = _product(form) | {"lots": _new_lot(form)}
    if form.is_good():
        try:
            made = await page.api.post(f"{page.v1}/products", body, key=form.key)
        except Problem as problem:
            form.take(problem, _FIELDS)
        else:
            return page.go(f"/clinics/{page.clinic_id}/stock/{made.body['id']}", "saved")
    return await _stock(page, form, 422)


@router.get("/clinics/{clinic}/stock/{product}")
async def show_product(page: Somebody, product: str) -> Response:
    """One product and its lots."""
    return await _product_page(page, product, Form())


async def _product_page(page: Page, product: str, form: Form, status: int = 200) -> Response:
    answer = await page.api.get(f"{page.v1}/products/{product}")
    return page.render(
        "stock_product.html",
        status,
        form=form,
        product=_shown(page, answer.body),
        etag=answer.version,
        lot_states=LOT_STATES,
        state_names=dict(LOT_STATES),
        **_choices(),
    )


@router.post("/clinics/{clinic}/stock/{product}")
async def change_product(request: Request, page: Somebody, product: str) -> Response:
    """Change a product or the state of its lots, or add a lot."""
    form = await read_form(request, page)
    found = (await page.api.get(f"{page.v1}/products/{product}")).body["document"]
    lots = []
    for number, lot in enumerate(found["lots"]):
        state = form.choice(f"lot.{number}", [code for code, _ in LOT_STATES])
        lots.append(lot | {"status": state})
    body = found | _product(form, found["other_codes"]) | {"in_use": form.flag("in_use")}
    body |= {"lots": [*lots, *_new_lot(form)]}
    if form.is_good():
        try:
            await page.api.put(f"{page.v1}/products/{product}", body, version=form.version, key=form.key)
        except Problem as problem:
            form.take(problem, _FIELDS)
        else:
            return page.go(f"/clinics/{page.clinic_id}/stock/{product}", "saved")
    return await _product_page(page, product, form, 422)


_FIELDS: Final = {"lots.": "lot_number", "other_codes.": "code"}


def _product(form: Form, other_codes: dict[str, str] | None = None) -> dict[str, Any]:
    codes = {name: code for name, code in (other_codes or {}).items() if name not in OTHER_CODES}
    for name in OTHER_CODES:
        typed = form.text(f"code.{name}", required=False)
        if typed is not None:
            codes[name] = typed
    strength = form.number("strength", required=False)
    return {
        "code": form.text("code"),
        "name": form.text("name"),
        "substance": form.choice("substance", SUBSTANCES),
        "strength": strength,
        "strength_unit": form.choice("strength_unit", UNITS, required=strength is not None),
        "container": form.choice("container", CONTAINERS),
        "container_ml": form.number("container_ml"),
        "other_codes": codes,
        "source": form.text("source"),
    }


def _new_lot(form: Form) -> list[dict[str, Any]]:
    number = form.text("lot_number", required=False)
    expires = form.day("expires_on", required=number is not None)
    if number is None:
        if expires is not None:
            form.text("lot_number")
        return []
    return [{"lot_number": number, "expires_on": expires and expires.isoformat()}]
