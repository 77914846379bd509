"""``make bench``: every figure as a ratio within one run, as a table and as JSON.

Each ``bench_*.py`` beside this file gives ``measure() -> list[Row]``. No figure here is a test: machines differ.
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    modules = sorted(path.stem for path in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(modules)} (all when none is named)")
    parser.add_argument("--out", type=Path, default=HERE.parent / "out/benchmarks")
    arguments = parser.parse_args()
    sys.path.insert(0, str(HERE))
    rows = []
    for name in arguments.names or modules:
        start = time.monotonic()
        print(f"{name} …", flush=True)
        rows += importlib.import_module(name).measure()
        print(f"{name}: {time.monotonic() - start:.0f} s", flush=True)
    table = ["| figure | measured | baseline | ratio | aim | met | spread |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        sign = "≥" if row.more_is_better else "≤"
        table.append(
            f"| {row.name} | {row.measured} | {row.baseline} | {row.ratio} | {sign} {row.aim} "
            f"| {'yes' if row.met else 'NO'} | {row.spread} |"
        )
    print("\n".join(table))
    arguments.out.mkdir(parents=True, exist_ok=True)
    machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    document = {"machine": machine, "rows": [row.as_document() for row in rows]}
    (arguments.out / "benchmarks.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
    (arguments.out / "benchmarks.md").write_text("\n".join(table) + "\n", "utf-8")


if __name__ == "__main__":
    main()
