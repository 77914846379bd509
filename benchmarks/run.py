"""``make bench``: every figure as a ratio within one run, as a table and as JSON.

Each ``bench_*.py`` beside this file gives ``measure()``, its rows one by one. It runs in a process of its own; one that
fails, or finds that what it wanted to time gives wrong answers, is a line of the table and exit code 1, and loses
nobody else's figures. An aim that is not met is not a failure: no figure here is a test, machines differ.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LONGEST = 300
"""Characters of a reason."""
HEAD = "| figure | measured | baseline | ratio | aim | met | spread |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Failure:
    """A benchmark that did not come to its end; the rows it gave before that count."""

    benchmark: str
    reason: str


def main() -> int:
    """Run all, or those named; 1 when one failed."""
    modules = sorted(path.stem for path in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(modules)} (all when none is named)")
    parser.add_argument("--out", type=Path, default=HERE.parent / "out/benchmarks")
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.alone is not None:
        return measure_here(arguments.names[0], arguments.alone)
    arguments.out.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, Any]] = []
    failures: list[Failure] = []
    began = machine()
    for name in arguments.names or modules:
        start = time.monotonic()
        print(f"{name} …", flush=True)
        found, failure = measure(name, arguments.out / f"{name}.jsonl")
        rows += found
        failures += [failure] if failure else []
        print(f"{name}: {f'FAILED: {failure.reason}, ' if failure else ''}{time.monotonic() - start:.0f} s", flush=True)
        write(arguments.out, began, rows, failures)  # after each: what is measured is not lost
    print(table(rows, failures))
    return 1 if failures else 0


def measure_here(name: str, into: Path) -> int:
    """In the process of one benchmark: write its rows as they come."""
    sys.path.insert(0, str(HERE))
    with into.open("w", encoding="utf-8") as file:
        for row in importlib.import_module(name).measure():
            file.write(json.dumps({"benchmark": name, **row.as_document()}, ensure_ascii=False) + "\n")
            file.flush()
    return 0


def measure(name: str, into: Path) -> tuple[list[dict[str, Any]], Failure | None]:
    """The rows of one benchmark, and why there are no more of them."""
    into.unlink(missing_ok=True)
    command = [sys.executable, str(Path(__file__).resolve()), name, "--alone", str(into)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    lines: list[str] = []
    for line in process.stderr or ():  # shown, and the last of it kept as the reason
        print(line, end="", file=sys.stderr, flush=True)
        lines = [*lines[-20:], line.strip()]
    code = process.wait()
    rows = [json.loads(line) for line in into.read_text("utf-8").splitlines()] if into.exists() else []
    into.unlink(missing_ok=True)
    if code == 0:
        return rows, None
    reason = next((line for line in reversed(lines) if line), f"ended with {code}")
    return rows, Failure(name, reason if len(reason) <= LONGEST else f"{reason[:LONGEST]} …")


def table(rows: list[dict[str, Any]], failures: list[Failure]) -> str:
    """Both as Markdown."""
    lines = [HEAD]
    for row in rows:
        aim = "" if row["aim"] is None else f"{'≥' if row['more_is_better'] else '≤'} {row['aim']:g}"
        met = {True: "yes", False: "NO", None: ""}[row["met"]]
        cells = (row["name"], row["measured"], row["baseline"], f"{row['ratio']:g}", aim, met, row["spread"])
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    lines += [f"| {each.benchmark} | FAILED | {each.reason.replace('|', '/')} | | | NO | |" for each in failures]
    return "\n".join(lines)


def machine() -> dict[str, Any]:
    """Where and when: without it a figure means nothing."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "busy_before": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def processor() -> str:
    """Its name, where the system tells."""
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), "")


def write(out: Path, where: dict[str, Any], rows: list[dict[str, Any]], failures: list[Failure]) -> None:
    """The table and the JSON."""
    document = {"machine": where, "rows": rows, "failures": [vars(each) for each in failures]}
    (out / "benchmarks.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
    (out / "benchmarks.md").write_text(table(rows, failures) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
