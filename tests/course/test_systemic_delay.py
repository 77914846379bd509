"""A cycle that is held again and again uses up the longest delay, counted from the day it was first held."""

from __future__ import annotations

from decimal import Decimal

import pytest
from slow_course import Record, protocol_of

from haipdose.systemic.combinations import regimen_for

PROTOCOL = protocol_of("pump-it")
FOLFOX = regimen_for(PROTOCOL.systemic, "A", "mfolfox6", with_pump=False)
GOOD = {"neutrophils": "4", "platelets": "200", "bilirubin-total": "10", "creatinine": "80"}
UNITS = {"neutrophils": "10*9/L", "platelets": "10*9/L", "bilirubin-total": "umol/L", "creatinine": "umol/L"}


def held(*days: int) -> Record:
    record = Record(PROTOCOL, "A", FOLFOX, with_pump=False)
    for day in days:
        record.fact("systemic-held", day, "10:30", reason="platelets")
    return record


def draw(record: Record, day: int, platelets: str) -> None:
    values = {**GOOD, "platelets": platelets}
    results = [{"test": test, "value": Decimal(value), "unit": UNITS[test]} for test, value in values.items()]
    record.fact("laboratory", day, "08:00", results=results)
    record.fact("toxicity-reviewed", day, "08:45")


@pytest.mark.parametrize(
    ("day", "platelets", "action", "until"),
    [
        (21, "60", "delay", 28),  # a week more, up to 28 days after the first hold
        (27, "60", "delay", 28),
        (28, "60", "discontinue", None),  # the last day, and still too few
        (28, "75", "give", None),  # on the last day it may start
        (29, "75", "discontinue", None),
    ],
)
def test_the_delay_counts_from_the_first_hold(day: int, platelets: str, action: str, until: int | None) -> None:
    record = held(0, 7, 14)
    draw(record, day, platelets)
    decision = record.cycle(day)
    assert decision.action == action
    assert decision.delay_until == (None if until is None else record.date(until))
    assert decision.latest_start == record.date(28)


def test_a_gift_ends_the_delay() -> None:
    record = held(0, 7)
    full = dict.fromkeys(("oxaliplatin", "folinic-acid", "fluorouracil-bolus", "fluorouracil-infusion"), "100")
    record.fact("systemic-given", 14, "10:30", regimen="mfolfox6", percent_of_full=full)
    draw(record, 30, "60")
    decision = record.cycle(30)
    assert decision.action == "delay"
    assert decision.latest_start == record.date(58)
