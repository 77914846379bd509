"""The random streams at length: every test of the battery for many seeds, and how few rounds of Philox it finds.

``make stream-proof`` writes ``out/stream-proof.json`` and ends with 1 when the streams fail or a bad generator passes.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy import stats
from stream_battery import STEPS, battery, one_stream_late, overlapping, own, philox_in_rounds, seeds_in_a_row

RARE = 1e-3
BAD = {
    "overlapping by half": lambda seed: overlapping(seed, 0.5),
    "overlapping by a fiftieth": lambda seed: overlapping(seed, 0.02),
    "seeds in a row": seeds_in_a_row,
    "one patient of eight a copy": one_stream_late,
} | {f"{rounds} rounds of Philox": lambda seed, rounds=rounds: philox_in_rounds(seed, rounds) for rounds in range(1, 6)}


def main() -> int:
    """Run everything; 1 when something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--chunks", type=int, default=128)
    parser.add_argument("--patients", type=int, default=256, help="in a chunk; a multiple of 64")
    parser.add_argument("--out", type=Path, default=Path("out/stream-proof.json"))
    asked = parser.parse_args()
    began = time.monotonic()
    found: dict[str, list[float]] = defaultdict(list)
    for number in range(asked.seeds):
        seed = int(np.random.default_rng(number).integers(0, 2**62))
        for verdict in battery(own(seed), own(seed + 1), chunks=asked.chunks, patients=asked.patients):
            found[f"{verdict.test}, smallest"].append(verdict.smallest)
            found[f"{verdict.test}, spread"].append(verdict.spread)
        left = (time.monotonic() - began) * (asked.seeds - number - 1) / (number + 1)
        print(f"seed {number + 1} of {asked.seeds}, {left:.0f} s left", flush=True)
    families = []
    for test, pvalues in found.items():
        varied = len(set(pvalues)) > 1
        families.append(
            {
                "test": test,
                "seeds": len(pvalues),
                "smallest": min(pvalues),
                "spread": float(stats.kstest(pvalues, "uniform").pvalue) if varied and len(pvalues) >= 20 else None,
            }
        )
    count = sum(len(each) for each in found.values())
    judged = [each["smallest"] * count for each in families]
    judged += [each["spread"] * len(families) for each in families if each["spread"] is not None]
    holds = min(judged) > RARE
    bad = {}
    for name, make in BAD.items():
        caught = [v.test for v in battery(make(5), make(6), chunks=64, patients=64) if v.worst < RARE / 100]
        bad[name] = caught
        print(f"{name}: found by {', '.join(caught) or 'NO TEST'}", flush=True)
    numbers = asked.seeds * asked.chunks * asked.patients * len(STEPS) * 2 * 3
    summary = {
        "numbers": numbers,
        "holds": holds,
        "families": families,
        "bad_generators": bad,
        "seconds": round(time.monotonic() - began),
    }
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    for each in families:
        spread = "" if each["spread"] is None else f", spread {each['spread']:.3g}"
        print(f"{each['test']:<60} smallest of {each['seeds']}: {each['smallest']:.2g}{spread}")
    good = holds and all(bad.values())
    print(f"{'everything holds' if good else 'SOMETHING DOES NOT HOLD'}: {numbers:,} numbers, {summary['seconds']} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
