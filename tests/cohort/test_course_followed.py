"""Which rules a simulated course follows: those whose change changes the compiled tables, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
from pydantic import ValidationError

from haipdose.errors import HaipdoseError
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.rule_values import rule_values
from haipdose.protocol.schema import Protocol
from haipdose_sim.cohort.course_rules import is_followed
from haipdose_sim.cohort.course_tables import CourseTables, course_tables

SECTIONS = ("toxicity", "systemic", "schedule")
NOT_EVERYBODY = ("folinic-acid", "day_1.labs", "day_1.grades", "reductions")
"""Rules of which only some simulated patients, or none, are concerned: the list may hold more of them than act."""


def numbers_at(tables: CourseTables, *, with_pump: bool) -> list[bytes]:
    """What the kernel reads, for the arm with or without a pump."""
    arm = 1 if with_pump else 0
    systemic = tables.systemic._replace(amounts=tables.systemic.amounts[arm], levels=tables.systemic.levels[arm])
    schedule = tables.schedule._asdict()
    both = ("induction_days", "interval_days")
    for name in list(schedule):
        if name not in both and (name == "cycles_without_pump") == with_pump:
            schedule.pop(name)
    parts: list[Any] = [*systemic, *schedule.values()]
    if with_pump:
        parts += list(tables.floxuridine)
    return [np.asarray(part).tobytes() for part in parts]


def changed(protocol: Protocol, path: str) -> Iterator[Protocol]:
    """The protocol with another number at ``path``, where it has one and the protocol stays valid."""
    for step in (1, -1, 7):
        content = protocol.model_dump()
        place: Any = content
        for part in path.split("."):
            place = place[int(part)] if isinstance(place, list | tuple) else place[part]
        if isinstance(place["value"], bool) or not isinstance(place["value"], int | Decimal):
            return
        place["value"] += step
        try:
            yield Protocol.model_validate(content)
        except ValidationError:
            continue


def test_every_number() -> None:
    protocol = load_protocol("pump-it")
    arms = (True, False)
    before = {arm: numbers_at(course_tables(protocol), with_pump=arm) for arm in arms}
    tried = {True: 0, False: 0}
    for path in rule_values(protocol):
        if path.split(".")[0] not in SECTIONS:
            continue
        moves: dict[bool, bool] = {}
        for other in changed(protocol, path):
            try:
                tables = course_tables(other)
            except HaipdoseError:
                moves = dict.fromkeys(arms, True)
                break
            moves = {arm: moves.get(arm, False) or numbers_at(tables, with_pump=arm) != before[arm] for arm in arms}
            if any(moves.values()):
                break
        for arm, moved in moves.items():
            followed = is_followed(protocol, path, with_pump=arm)
            tried[followed] += 1
            assert followed or not moved, f"{path} changes what the kernel reads and is not in the list"
            if not any(part in path for part in NOT_EVERYBODY):
                assert moved or not followed, f"{path} is in the list and changes nothing"
    assert tried[True] > 30
    assert tried[False] > 60
