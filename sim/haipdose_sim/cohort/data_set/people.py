"""Who the virtual participants are, and when and where they come."""

from __future__ import annotations

from typing import Final

from haipdose_sim.cohort.data_set.chance import Chance, Topic
from haipdose_sim.cohort.data_set.rates import Rates
from haipdose_sim.cohort.data_set.story import Person

SITES: Final = ("AVL", "EMC", "UMCU")
RAS: Final = ("wild-type", "mutant")
_BODY: Final = {"female": (167.0, 6.5, 71.0, 13.0), "male": (180.0, 7.0, 85.0, 14.0)}
"""Mean and standard deviation of height (cm) and weight (kg): made up, adult."""


def person(seed: int, number: int, rates: Rates, *, unfavourable: bool) -> Person:
    """The participant of a number. ``unfavourable``: mutated or right-sided, as the life has it."""
    chance = Chance(seed, number, Topic.PERSON)
    sex = "female" if chance.happens(rates.share("female")) else "male"
    age = max(27, min(82, round(61 + 10 * chance.normal())))
    ecog = int(chance.happens(rates.share("ecog_1")))
    ras, braf, primary = _tumour(chance, unfavourable=unfavourable)
    unknown = chance.happens(rates.share("braf_unknown"))
    tall, tall_sd, heavy, heavy_sd = _BODY[sex]
    height = max(145, min(205, round(tall + tall_sd * chance.normal())))
    weight = max(42.0, min(150.0, heavy + heavy_sd * chance.normal()))
    return Person(
        sex=sex,
        age=age,
        ecog=ecog,
        ras=ras,
        braf=None if unknown else braf,
        primary=primary,
        lesions=4 + min(int(chance.wait(1 / 7)), 40),
        height_cm=str(height),
        weight_kg=f"{weight:.1f}",
        site=chance.among(SITES),
    )


def _tumour(chance: Chance, *, unfavourable: bool) -> tuple[str, str, str]:
    """RAS, BRAF and side of the primary; favourable is wild type and left-sided or rectal."""
    left = chance.among(("left-colon", "left-colon", "rectum"))
    kind, side = chance.uniform(), chance.uniform()
    if not unfavourable:
        return RAS[0], RAS[0], left
    if kind < 0.75:
        return RAS[1], RAS[0], "right-colon" if side < 0.4 else left
    if kind < 0.87:
        return RAS[0], RAS[1], "right-colon" if side < 0.6 else left
    return RAS[0], RAS[0], "right-colon"
