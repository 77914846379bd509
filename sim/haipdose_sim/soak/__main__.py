"""``python -m haipdose_sim.soak``: at least a million faulted command dialogues on virtual time, counted and judged."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from haipdose_sim.soak.episode import DIALOGUES, Episode

_REPORT_EVERY = 500
JUDGED = (
    "! effect applied twice",
    "! effect sent twice",
    "! false Confirmed",
    "! Confirmed without an intent",
    "! false Rejected",
    "! runs what nobody asked for",
    "! not resolved",
    "! hang",
)


def _no_sync(handle: object) -> None:
    """In the soak nothing needs to survive a power cut of this machine: killing the driver is tested elsewhere."""


def _play(seed: int) -> Counter[str]:
    os.fsync = _no_sync  # type: ignore[assignment]
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:  # noqa: S108
        return Episode(seed, Path(folder)).run()


def main() -> int:
    """Run the soak; 1 when the driver was wrong anywhere."""
    parser = argparse.ArgumentParser(prog="python -m haipdose_sim.soak", description=__doc__)
    parser.add_argument("--dialogues", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0, help="first seed; each episode has the next one")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    episodes = -(-options.dialogues // DIALOGUES)
    total: Counter[str] = Counter()
    start = time.monotonic()
    with multiprocessing.Pool(options.processes) as pool:
        seeds = range(options.seed, options.seed + episodes)
        for number, counts in enumerate(pool.imap_unordered(_play, seeds, chunksize=8), start=1):
            total += counts
            if number % _REPORT_EVERY == 0 or number == episodes:
                seconds = time.monotonic() - start
                sys.stdout.write(f"{total['dialogues']:>9} dialogues, {seconds:6.0f} s\n")
                sys.stdout.flush()
    for name in ("Confirmed", "Rejected", "Uncertain", *sorted(set(total) - {"Confirmed", "Rejected", "Uncertain"})):
        sys.stdout.write(f"{name:<28} {total[name]:>9}\n")
    for name in JUDGED:
        if name not in total:
            sys.stdout.write(f"{name:<28} {0:>9}\n")
    wrong = {name: count for name, count in total.items() if name.startswith("!")}
    sys.stdout.write("The driver was wrong.\n" if wrong else "The driver was never wrong.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
