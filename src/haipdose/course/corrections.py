"""Which facts count as of a moment: what was known by then, with its corrections applied.

A correction takes the place of the fact that it corrects and keeps its id. Several corrections of one fact follow each
other, the latest counts; a correction can itself be corrected. The list that comes in is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from haipdose.course.fact import FactBase
from haipdose.course.facts import Correction
from haipdose.course.state import CourseConflict
from haipdose.errors import InputError


@dataclass(frozen=True, slots=True)
class FactsInForce:
    """The facts that count, each with the id under which it is known, and what is wrong with them."""

    facts: tuple[tuple[str, FactBase], ...]
    conflicts: tuple[CourseConflict, ...]
    not_yet_known: int


def known_at(fact: FactBase) -> datetime:
    """When a fact became known: when it was recorded, or else when it happened."""
    return fact.recorded_at or fact.at


def facts_in_force(facts: Sequence[FactBase], as_of: datetime) -> FactsInForce:
    """The facts that count as of ``as_of``.

    Args:
        facts: all facts of the course, in any order.
        as_of: what happened or was recorded later is not known yet.

    Raises:
        InputError: a correction of a fact that is not there, or not known when the correction was made.
    """
    conflicts: list[CourseConflict] = []
    known = _each_once((fact for fact in facts if known_at(fact) <= as_of), conflicts)
    corrections = sorted(
        ((fact.at, key, fact) for key, fact in known.items() if isinstance(fact, Correction)), key=lambda row: row[:2]
    )
    if corrections:
        counting = _corrected(known, [(key, fact) for _, key, fact in corrections])
    else:
        counting = known
    past = tuple((key, fact) for key, fact in counting.items() if fact.at <= as_of)
    for key, fact in past:
        if fact.recorded_at is not None and fact.recorded_at < fact.at:
            conflicts.append(
                CourseConflict(
                    code="course.recorded-before-it-happened",
                    message=f"The fact {key} was recorded before it happened.",
                    facts=(key,),
                    remedy="Correct its time, or the time at which it was recorded.",
                )
            )
    return FactsInForce(past, tuple(conflicts), len(facts) - sum(known_at(f) <= as_of and f.at <= as_of for f in facts))


def _each_once(facts: Iterable[FactBase], conflicts: list[CourseConflict]) -> dict[str, FactBase]:
    """Facts by id. The same fact twice is one fact; two different ones under one id contradict each other."""
    by_key: dict[str, FactBase] = {}
    for fact in facts:
        key = fact.key
        other = by_key.get(key)
        if other is None:
            by_key[key] = fact
        elif other != fact:
            conflicts.append(
                CourseConflict(
                    code="course.id-used-twice",
                    message=f"Two different facts have the id {key}.",
                    facts=(key,),
                    remedy="Give the second one an id of its own.",
                )
            )
            # Which one is meant is not known. The choice only has to be the same in whatever order they come.
            by_key[key] = min(other, fact, key=lambda each: each.model_dump_json())
    return by_key


def _corrected(known: dict[str, FactBase], corrections: Sequence[tuple[str, Correction]]) -> dict[str, FactBase]:
    """``known`` without the corrections, each fact as its latest valid correction has it."""
    counting = {key: fact for key, fact in known.items() if not isinstance(fact, Correction)}
    aimed_at: dict[str, list[str]] = {}
    earlier = set(counting)
    for key, correction in corrections:
        if correction.corrects not in earlier:
            raise InputError(
                f"The correction {key} corrects a fact that is not there or not known yet: {correction.corrects}.",
                code="course.correction-of-unknown-fact",
                field="facts",
                found=correction.corrects,
                remedy="Use the id of the fact that was wrong, or the one derived from its content.",
            )
        earlier.add(key)
        aimed_at.setdefault(correction.corrects, []).append(key)
    # A correction aims only at what came before it: going backwards, every later word on it is known already.
    content: dict[str, FactBase | None] = {}
    revoked: set[str] = set()
    for key, correction in reversed(corrections):
        later = _latest(aimed_at.get(key, ()), revoked)
        if later is None:
            content[key] = correction.replacement
        elif content[later] is None:
            revoked.add(key)
        else:
            content[key] = content[later]
    for target, later_words in aimed_at.items():
        latest = _latest(later_words, revoked)
        if target not in counting or latest is None:
            continue
        said = content[latest]
        if said is None:
            del counting[target]
        else:
            counting[target] = said
    return counting


def _latest(corrections: Sequence[str], revoked: set[str]) -> str | None:
    """The last correction that was not itself declared void."""
    return next((key for key in reversed(corrections) if key not in revoked), None)
