"""The clinic planner at length: random clinics of every size, checked independently, with what each answer claims.

``make clinic-proof`` writes ``out/clinic-proof.json`` and ends with 1 when something does not hold; the seed is named.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minute_by_minute import faults_by_the_minute
from random_clinics import holds, random_document

from haipdose.capacity.answers import ClinicAnswer
from haipdose.capacity.defaults import clinic_defaults
from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.solve import solve_clinic
from haipdose.capacity.verify import faults_of
from haipdose_sim.clinic.synthetic import synthetic_clinic

SIZES = ((4, 0.5), (12, 0.3), (40, 0.15), (120, 0.05))
"""Patients of a random clinic, and the share of the seeds."""


def main() -> int:
    """Run everything; 1 when something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clinics", type=int, default=400)
    parser.add_argument("--seconds", type=float, default=10, help="of each search")
    parser.add_argument("--patients", type=int, default=1000, help="of the large clinic of the engine's own plans")
    parser.add_argument("--out", type=Path, default=Path("out/clinic-proof.json"))
    asked = parser.parse_args()
    counted: Counter[str] = Counter()
    failed: list[str] = []
    began = time.monotonic()
    for number, (patients, seed) in enumerate(_clinics(asked.clinics)):
        try:
            counted.update(_one(seed, patients, asked.seconds))
        except Exception as fault:  # noqa: BLE001 - named and counted, the others go on
            failed.append(f"{patients} patients, seed {seed}: {type(fault).__name__} {fault}"[:400])
            print(f"FAILED {failed[-1]}", flush=True)
        left = (time.monotonic() - began) * (asked.clinics - number - 1) / (number + 1)
        if number % 10 == 9:
            print(f"clinic {number + 1} of {asked.clinics}, {len(failed)} failed, {left:.0f} s left", flush=True)
    large = _large(asked.patients, asked.seconds * 6, failed) if asked.patients else None
    summary = {"clinics": asked.clinics, "failed": failed, "counted": dict(counted), "large": large}
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(summary, indent=1))
    return 1 if failed else 0


def _clinics(count: int) -> Iterator[tuple[int, int]]:
    seed = 1000
    for patients, share in SIZES:
        for _ in range(round(count * share)):
            yield patients, seed
            seed += 1


def _one(seed: int, patients: int, seconds: float) -> dict[str, int]:
    """One clinic: searched, asked again, stopped; what it was like."""
    request = ClinicRequest.model_validate(random_document(seed, patients))
    answer = solve_clinic(request, seconds=seconds, workers=1)
    holds(request, answer)
    about = (" in use and ", " outside the hours for patients at ")
    assert not list(faults_by_the_minute(request, answer)), "counting each minute finds a fault"
    assert not [fault for fault in faults_of(request, answer) if any(word in fault for word in about)]
    _conflicts_are_true(request, answer)
    plain = request.model_copy(update={"published": ()})
    first = solve_clinic(plain, seconds=seconds, workers=1)
    again = solve_clinic(plain, seconds=seconds, workers=1, previous=first)
    holds(plain, again)
    if first.proof == "optimal" and first.appointments:
        assert again.changes is not None
        assert not again.changes.moved, "somebody moved although nothing changed"
    stopped = solve_clinic(request, seconds=seconds, workers=1, cancelled=lambda: True)
    holds(request, stopped)
    return {
        "visits": len(request.visits),
        "placed": len(answer.appointments),
        "without a place": len(answer.not_placed),
        "clinics with somebody without a place": int(bool(answer.not_placed)),
        "proven best": int(answer.proof == "optimal"),
        "conflicts": len(answer.conflicts),
        "conflicts proven smallest": sum(conflict.smallest for conflict in answer.conflicts),
        "remedies": sum(len(conflict.remedies) for conflict in answer.conflicts),
    }


def _conflicts_are_true(request: ClinicRequest, answer: ClinicAnswer) -> None:
    """With one visit of a smallest set taken away the others have a place; with all of them they have not."""
    for conflict in answer.conflicts[:3]:
        if not conflict.smallest or len(conflict.visits) > 8:
            continue
        alone = _only(request, set(conflict.visits))
        whole = solve_clinic(alone, seconds=20, workers=1)
        assert whole.not_placed, f"{conflict.visits} all have a place"
        for left_out in conflict.visits:
            fewer = solve_clinic(_only(request, set(conflict.visits) - {left_out}), seconds=20, workers=1)
            assert not fewer.not_placed, f"{conflict.visits} without {left_out} have none"


def _only(request: ClinicRequest, names: set[str]) -> ClinicRequest:
    document: dict[str, Any] = request.model_dump(by_alias=True)
    document["visits"] = [one for one in document["visits"] if f"{one['course']} {one['visit']}" in names]
    known = {(one["course"], one["visit"]) for one in document["visits"]}
    document["links"] = [
        one for one in document["links"] if {(one["course"], one["first"]), (one["course"], one["second"])} <= known
    ]
    # A wish or a told day costs, and what costs may be left out: here only whether there is a place counts.
    document["wishes"] = [one | {"weekdays": (), "part_of_day": None} for one in document["wishes"]]
    document["published"] = [one for one in document["published"] if one["frozen"]]
    for kind in document["appointment_types"]:
        kind["cost_not_placed"], kind["cost_a_day_early"], kind["cost_a_day_late"] = 100_000, 0, 0
    return ClinicRequest.model_validate(document)


def _large(patients: int, seconds: float, failed: list[str]) -> dict[str, Any]:
    """A large clinic by the engine's own plans, searched for a while."""
    print(f"planning {patients} courses", flush=True)
    request = synthetic_clinic(patients, 4, seed=1)
    print(f"placing {len(request.visits)} visits", flush=True)
    answer = solve_clinic(request, seconds=seconds, progress=lambda step: print(step.phase, step.objective, flush=True))
    start = time.process_time()
    found = faults_of(request, answer, clinic_defaults().types)
    checked = time.process_time() - start
    try:
        holds(request, answer)
    except AssertionError as fault:
        failed.append(f"{patients} patients of the engine: {fault}"[:400])
    return {
        "visits": len(request.visits),
        "placed": len(answer.appointments),
        "without a place": len(answer.not_placed),
        "faults": len(found),
        "gap_percent": None if answer.gap_percent is None else str(answer.gap_percent),
        "seconds of the independent check": round(checked, 2),
    }


if __name__ == "__main__":
    sys.exit(main())
