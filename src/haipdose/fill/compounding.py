"""How a fill is made: what is drawn up of which product, in which syringe, and the diluent to volume."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from haipdose.derivation import Notice, Step, Term
from haipdose.errors import InputError, Refused
from haipdose.fill.requests import Component
from haipdose.fill.steps import number, sourced_step
from haipdose.protocol.fill_rules import UNIT, Diluent, Drawing, Drug, FillRules, StockProduct, Syringe
from haipdose.quantities import EXACT, exactly, round_to_step, settle, to_display, to_text


class Ingredient(NamedTuple):
    """A drug and how much of it the solution holds: mg or units, for glycerol mL of it pure."""

    drug: Drug
    amount: Decimal


class Compounded(NamedTuple):
    """A solution made to volume: its components (diluent last), the steps that led there, and what to look at."""

    components: tuple[Component, ...]
    diluent_ml: Decimal
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]


def compound(
    ingredients: Iterable[Ingredient],
    *,
    total_ml: Decimal,
    diluent: Diluent,
    chosen: dict[Drug, str],
    rules: FillRules,
) -> Compounded:
    """Draw up each ingredient from its stock product and make it up to volume.

    Args:
        ingredients: amounts > 0.
        total_ml: the prepared volume, mL.
        diluent: what it is made up with.
        chosen: product ids by drug where the request names one; otherwise the protocol's default counts.
        rules: products, defaults, syringes.

    Raises:
        InputError: a chosen product that is not listed, not of that drug, or for a drug that is not in this fill.
        Refused: the ingredients take more room than the prepared volume, or a product is too weak.

    Source: derived; strengths and syringes are data of the site.
    """
    wanted = tuple(ingredients)
    _refuse_unused(chosen, wanted)
    parts: list[Component] = []
    steps: list[Step] = []
    for ingredient in wanted:
        name = chosen.get(ingredient.drug) or rules.default_products.value[ingredient.drug]
        product = _product(name, ingredient.drug, rules)
        component = _draw(ingredient, product, rules.drawing)
        parts.append(component)
        steps += _product_steps(ingredient, name, product, component, rules, by_request=ingredient.drug in chosen)
    with exactly():
        used = settle(sum((_volume(part) for part in parts), Decimal(0)))
        diluent_ml = settle(total_ml - used)
    if diluent_ml < 0:
        raise Refused(
            f"The ingredients take {to_display(used)} mL and the pump takes {to_display(total_ml)} mL.",
            code="fill.additives-exceed-reservoir",
            field="products",
            found=f"{to_display(used)} mL",
            allowed=f"{to_display(total_ml)} mL",
            remedy="Choose stronger products or smaller amounts of additives.",
        )
    steps.append(
        Step(
            label="Diluent to volume",
            formula=" − ".join(["prepared volume", *(part.name for part in parts)]),
            terms=(
                number("prepared volume", total_ml, "mL"),
                *(number(part.name, part.volume_ml, "mL") for part in parts),
            ),
            value=to_display(diluent_ml),
            unit="mL",
            approximate=diluent_ml != Decimal(to_display(diluent_ml)),
            note=diluent.value,
        )
    )
    if diluent_ml > 0:
        parts.append(_diluent(diluent, diluent_ml, rules.drawing))
    steps.append(
        sourced_step(
            "Syringe graduations",
            "fill.drawing.syringes",
            rules.drawing.syringes,
            value=", ".join(
                f"{to_text(syringe.capacity_ml)} mL by {to_text(syringe.graduation_ml)}"
                for syringe in rules.drawing.syringes.value
            ),
        )
    )
    return Compounded(tuple(parts), diluent_ml, tuple(steps), tuple(_coarse(parts, rules.drawing)))


def _whole(count: Decimal) -> Decimal:
    return settle(count).to_integral_value(rounding=ROUND_CEILING, context=EXACT)


def _volume(part: Component) -> Decimal:
    return part.volume_ml


def _refuse_unused(chosen: dict[Drug, str], wanted: tuple[Ingredient, ...]) -> None:
    for drug, name in chosen.items():
        if drug not in {ingredient.drug for ingredient in wanted}:
            raise InputError(
                f"A product is chosen for {drug.value}, and this fill holds none of it.",
                code="fill.product-not-needed",
                field=f"products.{drug.value}",
                found=name,
                remedy="Leave it out, or order the drug.",
            )


def _product(name: str, drug: Drug, rules: FillRules) -> StockProduct:
    product = rules.products.get(name)
    if product is None or product.drug is not drug:
        listed = ", ".join(sorted(key for key, entry in rules.products.items() if entry.drug is drug))
        raise InputError(
            f"'{name}' is not a product of {drug.value} in this protocol.",
            code="fill.unknown-product",
            field=f"products.{drug.value}",
            found=name,
            allowed=listed,
            remedy="Choose one of these.",
        )
    return product


def _draw(ingredient: Ingredient, product: StockProduct, drawing: Drawing) -> Component:
    """One ingredient out of its product."""
    with exactly():
        per_ml = product.strength.value / 100 if ingredient.drug is Drug.GLYCEROL else product.strength.value
        volume = ingredient.amount / per_ml
        containers = _whole(volume / product.container_ml.value)
        waste = containers * product.container_ml.value * per_ml - ingredient.amount
    syringe, draws, drawn, deviation = _syringe(volume, drawing)
    unit = UNIT[ingredient.drug]
    strength = f"{to_text(product.strength.value)} {'%' if unit == 'percent' else unit + '/mL'}"
    return Component(
        name=ingredient.drug.value,
        amount=ingredient.amount,
        unit="mL" if unit == "percent" else unit,
        volume_ml=volume,
        product=product.title,
        strength=strength,
        preparation=product.preparation.value if product.preparation else None,
        container=product.container,
        vials=int(containers),
        waste=waste,
        syringe_ml=syringe.capacity_ml,
        draws=draws,
        drawn_up_ml=drawn,
        drawn_up_deviation_percent=deviation,
    )


def _diluent(diluent: Diluent, volume_ml: Decimal, drawing: Drawing) -> Component:
    syringe, draws, drawn, deviation = _syringe(volume_ml, drawing)
    return Component(
        name=diluent.value,
        amount=volume_ml,
        unit="mL",
        volume_ml=volume_ml,
        product=f"{diluent.value}, to volume",
        strength="",
        syringe_ml=syringe.capacity_ml,
        draws=draws,
        drawn_up_ml=drawn,
        drawn_up_deviation_percent=deviation,
    )


def _syringe(volume_ml: Decimal, drawing: Drawing) -> tuple[Syringe, int, Decimal, Decimal]:
    """The smallest syringe that holds the volume, how often it is filled, the volume at its graduation, the deviation.

    A volume beyond the largest syringe is drawn in several equal parts of that syringe's graduation.
    """
    syringes = drawing.syringes.value
    syringe = next((entry for entry in syringes if entry.capacity_ml >= volume_ml), syringes[-1])
    with exactly():
        draws = int(_whole(volume_ml / syringe.capacity_ml))
        drawn = round_to_step(volume_ml, syringe.graduation_ml, drawing.rule.value)
        deviation = settle((drawn - volume_ml) * 100 / volume_ml)
    return syringe, draws, drawn, deviation


def _product_steps(
    ingredient: Ingredient, name: str, product: StockProduct, part: Component, rules: FillRules, *, by_request: bool
) -> Iterator[Step]:
    if not by_request:
        yield sourced_step(
            f"Product of {part.name}", "fill.default_products", rules.default_products, value=product.title
        )
    strength = product.strength
    yield Step(
        label=f"Volume of {part.name}",
        formula="amount ÷ strength" if part.unit != "mL" else "volume ÷ strength × 100",
        terms=(
            number("amount" if part.unit != "mL" else "volume", ingredient.amount, part.unit),
            Term(name="strength", value=to_text(strength.value), unit=part.strength.partition(" ")[2]),
        ),
        value=to_display(part.volume_ml),
        unit="mL",
        approximate=part.volume_ml != Decimal(to_display(part.volume_ml)),
        rule=f"fill.products.{name}.strength",
        source=strength.source,
        evidence=strength.evidence,
        note=strength.note,
    )
    yield sourced_step(
        f"Content of one {product.container} of {part.name}",
        f"fill.products.{name}.container_ml",
        product.container_ml,
        value=to_text(product.container_ml.value),
        unit="mL",
    )


def _coarse(parts: Iterable[Component], drawing: Drawing) -> Iterator[Notice]:
    """Volumes that the graduation of their syringe changes too much."""
    limit = drawing.warning_percent
    for part in parts:
        if abs(part.drawn_up_deviation_percent) > limit.value:
            yield Notice(
                level="warning",
                code="fill.graduation-too-coarse",
                message=f"{part.name}: {to_display(part.volume_ml)} mL reads as {to_text(part.drawn_up_ml)} mL in a "
                f"{to_text(part.syringe_ml)} mL syringe, {to_display(part.drawn_up_deviation_percent, 1)} % off "
                f"(limit {to_text(limit.value)} %).",
                action="Use a finer syringe, several draws, or weigh.",
                rule="fill.drawing.warning_percent",
                source=limit.source,
            )
