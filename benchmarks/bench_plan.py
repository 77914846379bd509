"""Planning: one six-cycle course against plain dateutil expansion, and 10,000 courses re-planned on two cores."""

from __future__ import annotations

import datetime as dt
import gc
import multiprocessing
import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateutil.rrule import WEEKLY, rrule
from measuring import Row, in_turn

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from courses import Course as Facts
from courses import live

from haipdose.library import PackagedLibrary
from haipdose.protocol.approval import Approvals
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.fills import FillMemo
from haipdose.schedule.requests import Course

COURSES = 10_000
KINDS = 100
CORES = 2
SECONDS = 10
START = dt.date(2026, 1, 5)
LIBRARY = PackagedLibrary()
NONE = Approvals(entries=())
MEMO: FillMemo = {}
EVERY: list[Course] = []
"""Made once before the workers start, which inherit it."""


def document(facts: Facts, now: dt.date, weight_kg: int = 80) -> dict[str, Any]:
    return {
        "patient": {"sex": "male", "height_cm": "180", "weight_kg": str(weight_kg), "age_years": 61},
        "pump": {"profile": "intera-3000", "serial_number": "3000-1", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
        "protocol": "pump-it",
        "arm": "B",
        "regimen": "mfolfox6",
        "dpyd": "normal",
        "clinic": facts.clinic,
        "as_of": facts.at(now, "14:00"),
        "facts": facts.facts,
    }


def courses() -> list[Course]:
    """Courses lived through at random, as far as a random day, for patients of many weights."""
    made = []
    for seed in range(KINDS):
        chance = random.Random(seed)
        facts = Facts()
        now = live(facts, START, chance, chance.randint(5, 50))[-1][0]
        made += [Course.model_validate(document(facts, now, weight)) for weight in range(45, 45 + COURSES // KINDS)]
    return made


def replan(batch: Iterable[Course]) -> int:
    return sum(len(answer_plan(course, LIBRARY, NONE, memo=MEMO).visits) for course in batch)


def replan_some(numbers: range) -> float:
    """Seconds of the processor."""
    began = time.process_time()
    replan(EVERY[number] for number in numbers)
    return time.process_time() - began


def plain_dates() -> list[dt.datetime]:
    """The same dates by plain expansion: fills, emptyings, gifts and draws of six cycles."""
    start = dt.datetime(2026, 1, 5)  # noqa: DTZ001 - plain dates, as rrule takes them
    fills = list(rrule(WEEKLY, interval=4, count=6, dtstart=start))
    emptyings = list(rrule(WEEKLY, interval=4, count=6, dtstart=start + dt.timedelta(days=14)))
    gifts = list(rrule(WEEKLY, interval=2, count=12, dtstart=start))
    draws = list(rrule(WEEKLY, interval=2, count=12, dtstart=start - dt.timedelta(days=3)))
    return [*fills, *emptyings, *gifts, *draws]


def measure() -> Iterator[Row]:
    facts = Facts().implanted("2025-11-24").scanned("2025-11-27").saline("2025-12-08").saline("2025-12-22")
    one = Course.model_validate(document(facts, dt.date(2025, 12, 23)))
    paired = in_turn(lambda: replan([one]), plain_dates, pairs=61, warm_up=3, clock=time.thread_time)
    yield replace(
        paired.row("plan one six-cycle course", "dateutil expansion of its dates", 20.0),
        spread=f"processor time; {paired.middle_half}",
    )
    EVERY.extend(courses())
    gc.collect()
    gc.freeze()  # the workers share the courses; a collection in each would copy them
    size = COURSES // 50
    batches = [range(index, index + size) for index in range(0, COURSES, size)]
    used = 0.0
    with multiprocessing.get_context("fork").Pool(CORES) as pool:
        began = time.perf_counter()
        for done, taken in enumerate(pool.imap_unordered(replan_some, batches), 1):
            used += taken
            print(f"\r  re-planned {done * size} of {COURSES}", end="", file=sys.stderr)
        took = time.perf_counter() - began
    print(file=sys.stderr)
    yield Row(
        f"re-plan {COURSES:,} courses, {CORES} cores",
        f"{used / CORES:.1f} s of each core",
        f"{SECONDS} s",
        round(used / CORES / SECONDS, 2),
        1.0,
        f"processor time; {took:.1f} s went by",
    )
