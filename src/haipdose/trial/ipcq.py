"""iMTA Productivity Cost Questionnaire: hours lost in the recall period, and their price where the site has set it.

Items, numbers all:

* ``paid_work`` 1 or 0; ``hours_per_week``, ``days_per_week``: of paid work.
* ``absent_days``: working days lost to illness in the recall period. ``absent_since_days``: how long an absence that
  began before the recall period has lasted, in days of the calendar; then ``absent_days`` is not used.
* ``bothered_days``: days at work with complaints; ``work_done`` 0 to 10: how much could be done on them, 10 is all.
* ``unpaid_days``, ``unpaid_hours``: days on which unpaid work could not be done, hours a day somebody else would need.

Source: Bouwmans 2013; see ``data/ipcq-2026-11.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose.quantities import Computed, exactly, settle
from haipdose.trial.endpoint_rules import IpcqRules

Answers = Mapping[str, Decimal | None]

_HIGHEST: Final = {
    "paid_work": Decimal(1),
    "hours_per_week": Decimal(168),
    "days_per_week": Decimal(7),
    "absent_days": Decimal(366),
    "absent_since_days": Decimal(20000),
    "bothered_days": Decimal(366),
    "work_done": Decimal(10),
    "unpaid_days": Decimal(366),
    "unpaid_hours": Decimal(24),
}


class Productivity(Document):
    """What one questionnaire says was lost in its recall period. None: not answered; a cost also: no price was set."""

    fact: str
    on: date
    absence_hours: Computed | None
    presence_hours: Computed | None
    unpaid_hours: Computed | None
    cost: Computed | None
    currency: str


def productivity(fact: str, on: date, answers: Answers, rules: IpcqRules) -> Productivity:
    """Hours lost by absence, at work (presence) and of unpaid work, and their cost."""
    absence, presence, unpaid = _absence(answers, rules), _presence(answers), _unpaid(answers)
    return Productivity(
        fact=fact,
        on=on,
        absence_hours=absence,
        presence_hours=presence,
        unpaid_hours=unpaid,
        cost=_cost(absence, presence, unpaid, rules),
        currency=rules.currency.value,
    )


def ipcq_faults(answers: Answers) -> tuple[InputError, ...]:
    """What is wrong with the answers of one questionnaire."""
    faults: list[InputError] = []
    for item, answer in answers.items():
        highest = _HIGHEST.get(item)
        if highest is None:
            faults.append(_fault(item, "is no item of the iPCQ", item, ", ".join(_HIGHEST)))
        elif answer is not None and answer > highest:
            faults.append(_fault(item, "is more than there can be", str(answer), f"0 to {highest}"))
    if answers.get("paid_work") == 1 and answers.get("days_per_week") == 0:
        faults.append(_fault("days_per_week", "is 0, yet there is paid work", "0", "more than 0"))
    return tuple(faults)


def _absence(answers: Answers, rules: IpcqRules) -> Decimal | None:
    if answers.get("paid_work") == 0:
        return Decimal(0)
    hours, days = answers.get("hours_per_week"), answers.get("days_per_week")
    since, absent = answers.get("absent_since_days"), answers.get("absent_days")
    if hours is None:
        return None
    recall = Decimal(rules.recall_days.value)
    with exactly():
        if since is not None and since > recall:
            longest = since if rules.method.value == "human-capital" else Decimal(rules.friction_days.value)
            counted = max(Decimal(0), min(since, longest) - (since - recall))
            return settle(counted / 7 * hours)
        if absent is None or not days:
            return None
        return settle(absent * hours / days)


def _presence(answers: Answers) -> Decimal | None:
    if answers.get("paid_work") == 0:
        return Decimal(0)
    hours, days = answers.get("hours_per_week"), answers.get("days_per_week")
    bothered, done = answers.get("bothered_days"), answers.get("work_done")
    if bothered == 0:
        return Decimal(0)
    if hours is None or not days or bothered is None or done is None:
        return None
    with exactly():
        return settle(bothered * (1 - done / 10) * hours / days)


def _unpaid(answers: Answers) -> Decimal | None:
    days, hours = answers.get("unpaid_days"), answers.get("unpaid_hours")
    if days == 0:
        return Decimal(0)
    if days is None or hours is None:
        return None
    with exactly():
        return days * hours


def _cost(
    absence: Decimal | None, presence: Decimal | None, unpaid: Decimal | None, rules: IpcqRules
) -> Decimal | None:
    if absence is None or presence is None or unpaid is None:
        return None
    if rules.paid_hour_price is None or rules.unpaid_hour_price is None:
        return None
    with exactly():
        return settle((absence + presence) * rules.paid_hour_price.value + unpaid * rules.unpaid_hour_price.value)


def _fault(item: str, words: str, found: str, allowed: str) -> InputError:
    return InputError(words, code="questionnaire.answer", field=f"answers.{item}", found=found[:40], allowed=allowed)
