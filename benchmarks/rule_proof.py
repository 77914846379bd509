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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    begun = time.monotonic()
    found = rules(asked.cases, asked.seed, asked.processes)
    mismatches = sum(kind["mismatches"] for kind in found.values())
    document = {
        "seed": asked.seed,
        "cases": sum(kind["cases"] for kind in found.values()),
        "mismatches": mismatches,
        "seconds": round(time.monotonic() - begun, 1),
        "kinds": found,
    }
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    print(f"{document['cases']:,} cases, {mismatches} differ; {asked.out}")
    return 1 if mismatches else 0


if __name__ == "__main__":
    sys.exit(main())
