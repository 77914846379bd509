"""The invented patients: who they are and what will happen to them. The same seed gives the same people."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

FAMILY_NAMES: Final = (
    "Appel", "Berk", "Citroen", "Duin", "Eik", "Fazant", "Goud", "Havik", "IJsvogel", "Jasmijn", "Kiewit", "Linde",
    "Meeuw", "Narcis", "Olm", "Populier", "Quint", "Reiger", "Spreeuw", "Tulp", "Uil", "Valk", "Wilg", "Zwaan",
    "Brem", "Clematis", "Distel", "Els", "Fuut", "Gans", "Hulst", "Iep", "Kauw", "Lijster", "Mus", "Nachtegaal",
    "Ooievaar", "Pimpernel", "Roos", "Specht",
)  # fmt: skip
"""Plants and birds: nobody takes them for real patients."""
GIVEN_NAMES: Final = {
    "female": ("Anna", "Bea", "Carla", "Dina", "Emma", "Fien", "Greet", "Hanna"),
    "male": ("Adam", "Bram", "Cees", "Daan", "Evert", "Frits", "Gijs", "Hein"),
}
PROGRAMMABLE: Final = 23
"""The patient with a programmable pump, whose last program ended in doubt."""
LOST: Final = 18
"""The patient who did not come for two weeks."""
DISCONTINUED: Final = 12
"""The patient for whom floxuridine has ended."""
DAYS_BEFORE_IMPLANTATION: Final = 14
"""From registration to the operation in the demonstration; invented, like everything here."""


@dataclass(frozen=True, slots=True)
class Story:
    """One invented patient. ``ast_rises_to`` is how often the first value AST reaches at most; ``stops_days_ago``:
    from then on nothing more was recorded, so that the board has somebody overdue.
    """

    number: int
    family_name: str
    given_name: str
    sex: str
    born: date
    height_cm: int
    weight_kg: Decimal
    flow_ml_per_day: Decimal
    arm: str
    regimen: str
    registered: date
    ast_rises_to: Decimal
    ill_in_cycle: int | None
    stops_days_ago: int

    @property
    def identifier(self) -> str:
        """The hospital number, which no hospital has given."""
        return f"DEMO-{self.number:04d}"

    @property
    def serial_number(self) -> str:
        """Of the pump."""
        return f"DEMO-{3000 + self.number}"

    @property
    def programmable(self) -> bool:
        """Whether this patient has the fictitious programmable pump, the only kind that can be programmed."""
        return self.number == PROGRAMMABLE

    @property
    def implanted(self) -> date:
        """The day of the operation."""
        return self.registered + timedelta(days=DAYS_BEFORE_IMPLANTATION)


def stories(today: date, patients: int, seed: int = 20261121) -> tuple[Story, ...]:
    """The patients of a clinic on a day, from some who are not yet operated to some at the end of induction."""
    dice = random.Random(seed)  # noqa: S311 - invented patients, not secrets
    made = []
    for number in range(1, patients + 1):
        sex = dice.choice(("female", "male"))
        ago = 8 + (number * 190) // patients
        registered = today - timedelta(days=ago)
        made.append(
            Story(
                number=number,
                family_name=FAMILY_NAMES[(number - 1) % len(FAMILY_NAMES)],
                given_name=dice.choice(GIVEN_NAMES[sex]),
                sex=sex,
                born=date(dice.randint(1945, 1985), dice.randint(1, 12), dice.randint(1, 28)),
                height_cm=dice.randint(156, 178) if sex == "female" else dice.randint(168, 194),
                weight_kg=Decimal(dice.randint(54, 92) if sex == "female" else dice.randint(64, 108)),
                flow_ml_per_day=_flow(number, dice.choice((Decimal("1.2"), Decimal("1.3"), Decimal("1.4")))),
                arm="A" if number % 7 == 0 else "B",
                regimen=dice.choice(("mfolfox6", "mfolfox6", "folfiri")),
                registered=registered,
                ast_rises_to=dice.choice((Decimal("1.4"), Decimal("1.6"), Decimal("2.3"), Decimal("3.4"), Decimal(5))),
                ill_in_cycle=2 if number % 5 == 0 else None,
                stops_days_ago=15 if number == LOST else {0: 3, 1: 1}.get(number % 9, 0),
            )
        )
    return tuple(made)


def _flow(number: int, of_others: Decimal) -> Decimal:
    """mL/day: a programmable pump has the rate that it was given, in whole steps."""
    return Decimal("1.0008") if number == PROGRAMMABLE else of_others
