"""A million random cases through the engine and through the compiled rules of the simulation; whole courses too.

``make rule-proof`` writes ``out/rule-proof.json`` and ends with 1 when any case is not the same in both.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from course_replay import Replayed, compare_courses
from rule_tally import Tally, compare

PART = 2500
SHARES = {"floxuridine": 40, "systemic": 40, "grade": 20}
"""Percent of the cases of each kind."""


def parts(cases: int, seed: int) -> Iterator[tuple[str, int, int]]:
    """Kind, seed and number of cases of each part: the same whatever the number of processes."""
    for kind, share in SHARES.items():
        left, number = cases * share // 100, 0
        while left > 0:
            yield kind, seed * 1_000_000 + number, min(PART, left)
            left, number = left - PART, number + 1


def one(part: tuple[str, int, int]) -> tuple[str, Tally]:
    return part[0], compare(*part)


def rules(cases: int, seed: int, processes: int) -> dict[str, Any]:
    """All random cases, with a line about how far it is every ten seconds."""
    work = sorted(parts(cases, seed), key=lambda part: part[1])
    found = {kind: Tally() for kind in SHARES}
    begun = shown = time.monotonic()
    done = 0
    with ProcessPoolExecutor(processes) as pool:
        for kind, tally in pool.map(one, work):
            found[kind].merge(tally)
            done += tally.cases.total()
            if time.monotonic() - shown > 10 or done == cases:
                shown = time.monotonic()
                mismatches = sum(each.mismatches for each in found.values())
                left = (shown - begun) * (cases - done) / done
                print(f"{done:,} of {cases:,} cases, {mismatches} differ, {left:.0f} s to go", file=sys.stderr)
    return {
        kind: {
            "cases": tally.cases.total(),
            "mismatches": tally.mismatches,
            "shown": tally.shown,
            "by_rules_kind_and_decision": {" | ".join(key): count for key, count in sorted(tally.cases.items())},
        }
        for kind, tally in found.items()
    }


ARMS = (("pump-it", True, 40), ("pump-it", False, 15), ("msk-unresectable", True, 15), ("msk-adjuvant", True, 20),
        ("pump-adjuvant", True, 10))  # fmt: skip
"""Protocol, with the pump, percent of the courses."""
SOME = 25


def some_courses(asked: tuple[str, bool, int, int, int]) -> tuple[str, Replayed]:
    name, with_pump, seed, first, last = asked
    label = f"{name}, {'with' if with_pump else 'without'} pump"
    return label, compare_courses(name, with_pump=with_pump, seed=seed, first=first, last=last)


def courses(number: int, seed: int, processes: int) -> dict[str, Any]:
    """Whole courses, treated by the engine and by the compiled walk."""
    work = []
    for name, with_pump, share in ARMS:
        last = number * share // 100
        work += [(name, with_pump, seed, first, min(first + SOME, last)) for first in range(0, last, SOME)]
    found: dict[str, Replayed] = {}
    done, shown = 0, time.monotonic()
    with ProcessPoolExecutor(processes) as pool:
        for label, replayed in pool.map(some_courses, work):
            found.setdefault(label, Replayed()).merge(replayed)
            done += replayed.courses
            if time.monotonic() - shown > 10 or done == number:
                shown = time.monotonic()
                differ = sum(each.differ for each in found.values())
                print(f"{done:,} of {number:,} courses, {differ} differ", file=sys.stderr)
    return {label: vars(replayed) for label, replayed in found.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--courses", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    begun = time.monotonic()
    replayed = courses(asked.courses, asked.seed, asked.processes)
    found = rules(asked.cases, asked.seed, asked.processes)
    mismatches = sum(kind["mismatches"] for kind in found.values())
    differ = sum(each["differ"] for each in replayed.values())
    document = {
        "seed": asked.seed,
        "cases": sum(kind["cases"] for kind in found.values()),
        "mismatches": mismatches,
        "courses": sum(each["courses"] for each in replayed.values()),
        "courses_that_differ": differ,
        "seconds": round(time.monotonic() - begun, 1),
        "kinds": found,
        "replayed": replayed,
    }
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    print(f"{document['cases']:,} cases, {mismatches} differ; {document['courses']:,} courses, {differ} differ")
    return 1 if mismatches or differ else 0


if __name__ == "__main__":
    sys.exit(main())
