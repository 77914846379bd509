"""The pharmacy's stock products: a list, and one page for each with its lots."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose.orders.stock import LotStatus
from haipdose.protocol.fill_rules import Diluent, Drug
from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.fills import people_of

router = APIRouter(include_in_schema=False)

SUBSTANCES: Final = (*(drug.value for drug in Drug), *(diluent.value for diluent in Diluent))
UNITS: Final = ("mg/mL", "units/mL", "%")
CONTAINERS: Final = ("vial", "ampoule", "bottle", "bag")
LOT_STATES: Final = (
    (LotStatus.IN_STOCK.value, "in stock"),
    (LotStatus.USED_UP.value, "used up"),
    (LotStatus.BLOCKED.value, "blocked"),
)
MOVEMENTS: Final = (
    ("received", "Received"),
    ("wasted", "Wasted"),
    ("counted", "Counted: so many are there now"),
)
MOVEMENT_NAMES: Final = {"received": "received", "used": "used", "wasted": "wasted", "counted": "counted"}
ATTENTION: Final = {
    "none": "none is left",
    "low": "low",
    "below": "fewer than none by the count: count it",
    "expired": "expired",
    "soon": "expires soon",
}
OTHER_CODES: Final = ("GTIN", "ZI-nummer")
"""Numbers by which a Dutch pharmacy finds a product; others that the API has recorded are kept."""


@router.get("/clinics/{clinic}/stock")
async def show_stock(page: Somebody) -> Response:
    """All products with their lots."""
    return await _stock(page, Form())


async def _stock(page: Page, form: Form, status: int = 200) -> Response:
    levels = await levels_of(page)
    found = [_shown(item, levels[item["id"]]) for item in await page.every(f"{page.v1}/products")]
    found.sort(key=lambda item: (not item["in_use"], item["substance"], item["name"]))
    return page.render("stock.html", status, form=form, products=found, attention=attention(levels.values()),
                       attention_words=ATTENTION, **_choices())  # fmt: skip


async def levels_of(page: Page) -> dict[str, dict[str, Any]]:
    """What is left of each product, by its id."""
    return {one["product_id"]: one for one in (await page.api.get(f"{page.v1}/stock")).body["items"]}


def attention(levels: Iterable[dict[str, Any]]) -> list[tuple[str, dict[str, Any], dict[str, Any] | None]]:
    """What somebody has to see to: kind, product, and the lot when it is about one."""
    found: list[tuple[str, dict[str, Any], dict[str, Any] | None]] = []
    for product in levels:
        if not product["in_use"]:
            continue
        if product["low"]:
            found.append(("none" if product["left"] <= 0 else "low", product, None))
        for lot in product["lots"]:
            if lot["left"] is not None and lot["left"] < 0:
                found.append(("below", product, lot))
            elif lot["expired"] and lot["status"] == LotStatus.IN_STOCK.value and lot["left"] != 0:
                found.append(("expired", product, lot))
            elif lot["expires_soon"]:
                found.append(("soon", product, lot))
    order = list(ATTENTION)
    return sorted(found, key=lambda one: (order.index(one[0]), one[1]["name"]))


def _shown(item: dict[str, Any], level: dict[str, Any]) -> dict[str, Any]:
    """A product with, for each lot, how many are left and whether it is past its date today."""
    recorded: dict[str, Any] = item["document"]
    return recorded | {"id": item["id"], "lots": level["lots"], "level": level}


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
async def show_product(request: Request, page: Somebody, product: str) -> Response:
    """One product, its lots, and what came and went."""
    return await _product_page(
        page, product, Form(), after=Form(dict(request.query_params)).text("after", required=False)
    )


async def _product_page(
    page: Page, product: str, form: Form, status: int = 200, *, after: str | None = None
) -> Response:
    answer = await page.api.get(f"{page.v1}/products/{product}")
    moved = (await page.api.get(f"{page.v1}/products/{product}/movements", after=after)).body
    return page.render(
        "stock_product.html",
        status,
        form=form,
        product=_shown(answer.body, (await levels_of(page))[product]),
        movements=moved["items"],
        more=moved["next_after"],
        movement_kinds=MOVEMENTS,
        movement_names=MOVEMENT_NAMES,
        people=await people_of(page),
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


@router.post("/clinics/{clinic}/stock/{product}/count")
async def count_lot(request: Request, page: Somebody, product: str) -> Response:
    """Record that containers of a lot came, were wasted, or how many are there."""
    form = await read_form(request, page)
    body = {
        "lot_number": form.text("counted_lot"),
        "kind": form.choice("kind", [code for code, _ in MOVEMENTS]),
        "containers": _whole(form, "containers"),
        "reason": form.text("reason", required=False),
    }
    if form.is_good():
        try:
            await page.api.post(f"{page.v1}/products/{product}/movements", body, key=form.key)
        except Problem as problem:
            form.take(problem, {"lot_number": "counted_lot"})
        else:
            return page.go(f"/clinics/{page.clinic_id}/stock/{product}", "saved")
    return await _product_page(page, product, form, 422)


def _whole(form: Form, name: str, *, required: bool = True) -> int | None:
    """A whole number of containers or days."""
    number = form.number(name, required=required)
    if number is None:
        return None
    if Decimal(number) != int(Decimal(number)):
        form.faults.append({"code": "entry.whole", "message": "Write a whole number.", "field": name})
        return None
    return int(Decimal(number))


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
        "low_at": _whole(form, "low_at", required=False),
        "warn_days": _whole(form, "warn_days"),
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
