"""Mutation testing of the rooms that make a dose: ``make mutation``.

Copies the tree to ``out/mutation``, runs mutmut there room by room with that room's own tests, and writes
``out/mutation/report.md``. A survivor whose change lies only inside a message for people (a text literal that is not a
code, a field or a key) is counted apart: such texts are tested for the words that matter, not letter by letter. The
survivors that are left are explained in ``docs/mutation-testing.md``.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "out/mutation"

ROOMS = {
    "quantities": (["src/haipdose/quantities.py"], ["tests/quantities"]),
    "fill": (["src/haipdose/fill", "src/haipdose/patient/dosing_weight.py"], ["tests/fill"]),
    "pump": (["src/haipdose/pump"], ["tests/pump"]),
    "toxicity": (["src/haipdose/toxicity"], ["tests/toxicity"]),
}
CONFIG = """
[tool.mutmut]
source_paths = {sources}
only_mutate = {globs}
also_copy = ["src", "api", "sim", "device_profiles", "tests", "README.md", "LICENSE", "docs"]
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["--timeout=60", "-p", "no:randomly"]
"""


@dataclass
class Outcome:
    room: str
    killed: int = 0
    wording: int = 0
    survivors: list[tuple[str, str]] = field(default_factory=list)
    untested: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.killed + self.wording + len(self.survivors) + len(self.untested)

    @property
    def score(self) -> float:
        """Killed of those that change behaviour, percent."""
        meaning = self.total - self.wording
        return 100 * self.killed / meaning if meaning else 100.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=list(ROOMS), help=f"of {', '.join(ROOMS)}")
    outcomes = [run_room(room) for room in parser.parse_args().rooms]
    report = OUT / "report.md"
    report.write_text("\n".join(lines(outcomes)) + "\n", encoding="utf-8")
    print("\n".join(lines(outcomes)[:12]))
    print(f"Written: {report.relative_to(ROOT)}")


def run_room(room: str) -> Outcome:
    sources, tests = ROOMS[room]
    work = OUT / room
    shutil.rmtree(work, ignore_errors=True)
    ignore = shutil.ignore_patterns(".git", ".venv", "out", "__pycache__", ".*_cache", "mutants", ".hypothesis")
    shutil.copytree(ROOT, work, ignore=ignore)
    globs = [f"{source}/*" if (ROOT / source).is_dir() else source for source in sources]
    with (work / "pyproject.toml").open("a", encoding="utf-8") as stream:
        stream.write(CONFIG.format(sources=sources, globs=globs, tests=tests))
    started = time.monotonic()
    print(f"{room}: mutating {', '.join(sources)} …", flush=True)
    log = work / "mutmut.log"
    with log.open("wb") as stream:
        process = subprocess.Popen([sys.executable, "-m", "mutmut", "run"], cwd=work, stdout=stream, stderr=stream)
        while process.poll() is None:
            time.sleep(5)
            print(f"\r{room}: {progress(log)}  {time.monotonic() - started:.0f} s", end="", flush=True)
    print()
    outcome = Outcome(room)
    for name, status in results(work):
        if status in {"killed", "timeout", "suspicious", "segfault", "caught by type check"}:
            outcome.killed += 1
        elif status == "no tests":
            outcome.untested.append(name)
        else:
            change = shown(work, name)
            if is_wording(change):
                outcome.wording += 1
            else:
                outcome.survivors.append((name, change))
    if not outcome.total:
        raise SystemExit(f"{room}: mutmut ran nothing; see {log}")
    return outcome


def progress(log: Path) -> str:
    tail = log.read_bytes()[-200:].decode(errors="replace")
    counts = re.findall(r"(\d+/\d+)", tail)
    return counts[-1] if counts else "preparing"


def results(work: Path) -> Iterator[tuple[str, str]]:
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", "results", "--all", "true"],
        cwd=work,
        capture_output=True,
        text=True,
        check=True,
    )
    for line in done.stdout.splitlines():
        name, _, status = line.strip().partition(": ")
        if status:
            yield name, status


def shown(work: Path, name: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", "show", name], cwd=work, capture_output=True, text=True, check=True
    )
    changed = [line for line in done.stdout.splitlines() if line[:1] in "+-" and line[:3] not in ("---", "+++")]
    return "\n".join(changed)


def is_wording(change: str) -> bool:
    """Whether the two sides differ only in texts that have a space in them: sentences, not codes or keys."""
    sides = []
    for sign in "-+":
        text = " ".join(line[1:].strip() for line in change.splitlines() if line.startswith(sign))
        text = re.sub(r"XX(.*?)XX", r"\1", text)
        sides.append(re.sub(r"""(f?)(["'])((?:\\.|(?!\2).)*\s(?:\\.|(?!\2).)*)\2""", '"…"', text))
    return sides[0].lower() == sides[1].lower() if "…" in sides[0] else False


def lines(outcomes: list[Outcome]) -> list[str]:
    text = ["# Mutation testing", "", "| room | mutants | killed | wording only | survived | not covered | score |"]
    text.append("|---|---|---|---|---|---|---|")
    text.extend(
        f"| {o.room} | {o.total} | {o.killed} | {o.wording} | {len(o.survivors)} | {len(o.untested)} "
        f"| {o.score:.1f} % |"
        for o in outcomes
    )
    text += ["", "Score: killed of the mutants that are not wording only.", ""]
    for o in outcomes:
        text += [f"## {o.room}", ""]
        for name, change in o.survivors:
            text += [f"- `{name}`", "", "  ```diff", *(f"  {line}" for line in change.splitlines()), "  ```"]
        text += [f"- not covered: `{name}`" for name in o.untested]
        text.append("")
    return text


if __name__ == "__main__":
    main()
