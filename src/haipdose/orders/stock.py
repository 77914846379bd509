"""The pharmacy's products and their lots, and whether what is at hand is what a fill was worked out with.

A product of the pharmacy never enters a calculation. The order was worked out with a product of the protocol; what the
pharmacist takes from the shelf has to agree with it, or the preparation is not released with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from haipdose.errors import Conflict, InputError, NotFound
from haipdose.evidence import Document
from haipdose.fill.requests import Component
from haipdose.protocol.fill_rules import UNIT, Diluent, Drug
from haipdose.quantities import EXACT, PositiveExact, exactly, settle, to_text

Printed = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^\S(.*\S)?$")]
"""As it is printed on the package."""
Label = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Substance = Drug | Diluent
MOST_LOTS: Final = 60
_STRENGTH_UNIT: Final[dict[str, Literal["mg/mL", "units/mL", "%"]]] = {
    "mg": "mg/mL",
    "units": "units/mL",
    "percent": "%",
}


class LotStatus(StrEnum):
    """Whether a lot is on the shelf. ``blocked``: recalled, in quarantine, or kept for another use."""

    IN_STOCK = "in-stock"
    USED_UP = "used-up"
    BLOCKED = "blocked"


class Lot(Document):
    """A lot. ``expires_on`` is the last day on which it may be used; of a month without a day, its last day."""

    lot_number: Printed
    expires_on: date
    status: LotStatus = LotStatus.IN_STOCK
    note: Label | None = None


class PharmacyProduct(Document):
    """A product as the pharmacy stocks it; everything in it is the site's own (``local``).

    ``strength`` is per mL as it is drawn up (after reconstitution), percent for glycerol, and null for a diluent, whose
    name says it. ``container_ml`` is what one container holds then, mL. ``code`` is the pharmacy's own number, unique
    in the clinic; ``other_codes`` are by name of the system, such as a national article number or a GTIN.
    ``low_at``: so many containers or fewer are pointed out (null: only when none is left). ``warn_days``: so many
    days before its date a lot is pointed out.
    """

    code: Printed
    name: Label
    substance: Substance
    strength: PositiveExact | None = None
    strength_unit: Literal["mg/mL", "units/mL", "%"] | None = None
    container: Literal["vial", "ampoule", "bottle", "bag"]
    container_ml: PositiveExact
    other_codes: dict[Printed, Printed] = Field(default_factory=dict, max_length=10)
    in_use: bool = True
    low_at: Annotated[int, Field(ge=0, le=100_000)] | None = None
    warn_days: Annotated[int, Field(ge=0, le=366)] = 30
    lots: Annotated[tuple[Lot, ...], Field(max_length=MOST_LOTS)] = ()
    source: Label
    evidence: Literal["local"] = "local"

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if isinstance(self.substance, Diluent):
            if self.strength is not None or self.strength_unit is not None:
                msg = "a diluent has no strength of its own: its name says it"
                raise ValueError(msg)
        else:
            unit = strength_unit(self.substance)
            if self.strength is None or self.strength_unit != unit:
                msg = f"the strength of {self.substance.value} is needed, in {unit}"
                raise ValueError(msg)
            if unit == "%" and self.strength > 100:
                msg = "nothing is stronger than 100 %"
                raise ValueError(msg)
        numbers = [lot.lot_number for lot in self.lots]
        if len(set(numbers)) != len(numbers):
            msg = "a lot stands twice"
            raise ValueError(msg)
        return self

    @property
    def strength_text(self) -> str:
        """The strength as a fill's component writes it; empty for a diluent."""
        return "" if self.strength is None else f"{to_text(self.strength)} {self.strength_unit}"


class ChosenLot(Document):
    """A lot that was taken from the shelf."""

    product_id: Annotated[str, StringConstraints(pattern=r"^prd-[0-9a-hjkmnp-tv-z]{26}$")]
    lot_number: Printed


class PreparedWith(Document):
    """What a component was made with, as the registry had it then.

    ``containers`` is how many whole ones of this product hold the component's volume, whatever the order counted with.
    """

    product_id: str
    version: int
    code: str
    name: str
    strength: str
    container: str
    container_ml: PositiveExact
    containers: int
    lot_number: str
    expires_on: date
    evidence: Literal["local"] = "local"


class Stocked(Document):
    """A product with the id and version under which it is recorded."""

    id: str
    version: int
    product: PharmacyProduct


class LotOffer(Document):
    """A lot of the right substance; ``refusal`` says why it cannot be taken, and is null when it can.

    ``left``: whole containers by the count, null when the lot is not counted.
    """

    product_id: str
    code: str
    name: str
    strength: str
    container: str
    container_ml: PositiveExact
    lot_number: str
    expires_on: date
    left: int | None = None
    refusal: str | None
    refusal_code: str | None


class ComponentStock(Document):
    """What there is for a component. ``registered``: the pharmacy has a product in use, so a lot of it is chosen."""

    component: str
    strength: str
    registered: bool
    lots: tuple[LotOffer, ...]


def strength_unit(drug: Drug) -> Literal["mg/mL", "units/mL", "%"]:
    """In what the strength of a drug is given."""
    return _STRENGTH_UNIT[UNIT[drug]]


def offers(
    components: Sequence[Component],
    stock: Sequence[Stocked],
    on: date,
    counted: Mapping[tuple[str, str], int] = MappingProxyType({}),
) -> tuple[ComponentStock, ...]:
    """What is at hand for each component of a fill, the lot that expires first at the top.

    Args:
        components: of the order's answer.
        stock: all products of the clinic.
        on: the day on the clinic's calendar.
        counted: containers left by product and lot, for every lot that is counted.
    """
    return tuple(
        ComponentStock(
            component=part.name,
            strength=part.strength,
            registered=any(_is_for(part, found) for found in stock),
            lots=tuple(
                sorted(
                    (
                        _offer(part, found, lot, on, counted)
                        for found in stock
                        if _is_for(part, found)
                        for lot in found.product.lots
                        if lot.status is not LotStatus.USED_UP
                    ),
                    key=lambda offer: (offer.refusal is not None, offer.expires_on, offer.lot_number),
                )
            ),
        )
        for part in components
    )


def prepared_with(
    components: Sequence[Component],
    chosen: Mapping[str, Sequence[ChosenLot]],
    typed: Mapping[str, str],
    stock: Sequence[Stocked],
    on: date,
    use_by: date,
) -> dict[str, tuple[PreparedWith, ...]]:
    """What the preparation was made with, when everything that was chosen may be taken.

    Args:
        components: of the order's answer.
        chosen: lots from the registry, by component.
        typed: lot numbers of components that the pharmacy keeps no product of.
        stock: all products of the clinic.
        on: today, on the clinic's calendar.
        use_by: the last day on which the preparation may be given: no ingredient may expire before it.

    Raises:
        InputError: a component that the fill does not have, or a lot both chosen and typed.
        NotFound: there is no such product or lot.
        Conflict: a lot that may not be taken, or none chosen of a component that the pharmacy has a product of.
    """
    parts = {part.name: part for part in components}
    for name in (*chosen, *typed):
        if name not in parts:
            raise InputError(
                "The fill holds no such component.",
                code="stock.component",
                field=f"lots.{name}",
                allowed=", ".join(parts),
            )
    found: dict[str, tuple[PreparedWith, ...]] = {}
    for name, part in parts.items():
        taken = chosen.get(name, ())
        if taken and name in typed:
            raise InputError(
                f"The lot of {name} is chosen from stock and typed as well.",
                code="stock.twice",
                field=f"lots.{name}",
                remedy="Leave one of the two out.",
            )
        if taken:
            found[name] = tuple(_taken(part, one, stock, on, use_by) for one in taken)
        elif any(_is_for(part, one) for one in stock):
            raise Conflict(
                f"The pharmacy has products of {name} in stock: choose the lot that was used.",
                code="stock.choose",
                field=f"lots.{name}",
                remedy="Choose a lot; when it is not listed, add it to the product first.",
            )
    return found


def is_expired(lot: Lot, on: date) -> bool:
    """Whether a lot may no longer be used on a day; its last day counts."""
    return lot.expires_on < on


def _is_for(part: Component, found: Stocked) -> bool:
    return found.product.in_use and found.product.substance.value == part.name


def _offer(part: Component, found: Stocked, lot: Lot, on: date, counted: Mapping[tuple[str, str], int]) -> LotOffer:
    product, refusal = found.product, _refusal(part, found, lot, on)
    return LotOffer(
        product_id=found.id,
        code=product.code,
        name=product.name,
        strength=product.strength_text,
        container=product.container,
        container_ml=product.container_ml,
        lot_number=lot.lot_number,
        expires_on=lot.expires_on,
        left=counted.get((found.id, lot.lot_number)),
        refusal=None if refusal is None else refusal.message,
        refusal_code=None if refusal is None else refusal.code,
    )


def _refusal(part: Component, found: Stocked, lot: Lot, on: date) -> Conflict | None:
    """Why a lot cannot be taken for a component."""
    product, field = found.product, f"lots.{part.name}"
    if not _is_for(part, found):
        return Conflict(
            "This product is not of the component's substance, or is not in use any more.",
            code="stock.other-product",
            field=field,
            found=product.name,
            allowed=part.name,
        )
    if product.strength_text != part.strength:
        return Conflict(
            f"The fill was worked out with {part.name} {part.strength}; this product has {product.strength_text}.",
            code="stock.strength",
            field=field,
            found=product.strength_text,
            allowed=part.strength,
            remedy="Take a product of that strength, or cancel the order and order anew with a product of this one.",
        )
    if lot.status is not LotStatus.IN_STOCK:
        return Conflict("This lot may not be used.", code="stock.lot-status", field=field, found=lot.status.value)
    if is_expired(lot, on):
        return Conflict(
            "This lot is past its expiry date.",
            code="stock.expired",
            field=field,
            found=lot.expires_on.isoformat(),
            allowed=f"{on.isoformat()} or later",
            remedy="Take another lot and put this one away.",
        )
    return None


def _taken(part: Component, one: ChosenLot, stock: Sequence[Stocked], on: date, use_by: date) -> PreparedWith:
    found = next((each for each in stock if each.id == one.product_id), None)
    lot = None if found is None else next((lot for lot in found.product.lots if lot.lot_number == one.lot_number), None)
    if found is None or lot is None:
        raise NotFound(
            "The pharmacy has no such product or lot.",
            code="stock.lot-unknown",
            field=f"lots.{part.name}",
            found=one.lot_number,
        )
    refusal = _refusal(part, found, lot, on)
    if refusal is not None:
        raise refusal
    if lot.expires_on < use_by:
        raise Conflict(
            f"The preparation may not be given later than its ingredients hold: {part.name} expires before.",
            code="stock.expires-before-use",
            field="use_by",
            found=use_by.isoformat(),
            allowed=f"{lot.expires_on.isoformat()} or earlier",
            remedy="Set an earlier time, or take another lot.",
        )
    product = found.product
    return PreparedWith(
        product_id=found.id,
        version=found.version,
        code=product.code,
        name=product.name,
        strength=product.strength_text,
        container=product.container,
        container_ml=product.container_ml,
        containers=containers_for(part.volume_ml, product.container_ml),
        lot_number=lot.lot_number,
        expires_on=lot.expires_on,
    )


def containers_for(volume_ml: Decimal, container_ml: Decimal) -> int:
    """How many whole containers hold a volume, both in mL."""
    with exactly():
        return int(settle(volume_ml / container_ml).to_integral_value(rounding=ROUND_CEILING, context=EXACT))
