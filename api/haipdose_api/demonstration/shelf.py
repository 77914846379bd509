"""What the demonstration's pharmacy has on its shelf: invented numbers and lots, one of them expired, one blocked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from haipdose.orders.stock import PharmacyProduct
from haipdose.orders.stock_counting import NewMovement

SOURCE: Final = "invented for the demonstration"
_PRODUCTS: Final[tuple[dict[str, Any], ...]] = (
    {"name": "Floxuridine 500 mg, vial", "substance": "floxuridine", "strength": "100", "strength_unit": "mg/mL",
     "container": "vial", "container_ml": "5"},
    {"name": "Heparin sodium 5000 units/mL, vial", "substance": "heparin", "strength": "5000",
     "strength_unit": "units/mL", "container": "vial", "container_ml": "5"},
    {"name": "Heparin sodium 1000 units/mL, vial", "substance": "heparin", "strength": "1000",
     "strength_unit": "units/mL", "container": "vial", "container_ml": "30"},
    {"name": "Dexamethasone 10 mg/mL, vial", "substance": "dexamethasone", "strength": "10", "strength_unit": "mg/mL",
     "container": "vial", "container_ml": "10"},
    {"name": "Sodium chloride 0.9 %, bag", "substance": "sodium chloride 0.9 %", "container": "bag",
     "container_ml": "100"},
)  # fmt: skip


def stock(begun: date) -> tuple[PharmacyProduct, ...]:
    """The products. ``begun`` is the first day of the story: lots hold well beyond today, or not."""
    made = []
    for number, product in enumerate(_PRODUCTS, start=1):
        lots: list[dict[str, Any]] = [
            {"lot_number": f"DEMO-{number}A", "expires_on": begun + timedelta(days=90)},
            {"lot_number": f"DEMO-{number}B", "expires_on": begun + timedelta(days=700)},
            {"lot_number": f"DEMO-{number}C", "expires_on": begun + timedelta(days=730), "status": "blocked"},
        ]
        made.append(
            PharmacyProduct.model_validate(
                {"code": f"DEMO-{number:03d}", "source": SOURCE, "lots": lots, "low_at": 4} | product
            )
        )
    return tuple(made)


def counts(number: int) -> tuple[NewMovement, ...]:
    """What was counted today of the ``number``-th product: enough of most, few of the second, none of the last."""
    many = {1: 3, 4: 0}.get(number, 24)
    return (
        NewMovement(kind="counted", lot_number=f"DEMO-{number + 1}A", containers=2, reason=SOURCE),
        NewMovement(kind="counted", lot_number=f"DEMO-{number + 1}B", containers=many, reason=SOURCE),
    )
