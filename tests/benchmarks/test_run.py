"""`make bench` keeps what it measured, whatever happens to the next benchmark."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parents[2] / "benchmarks"
ROW = "Row('{0}', '1 ms', 'the other: 2 ms', 0.5, {1}, 'a | b')"
GOOD = f"""
from measuring import Row
def measure():
    return [{ROW.format("good", "1.0")}, {ROW.format("slow", "0.4")}]
"""
STOPS = f"""
import sys
from measuring import Row
def measure():
    yield {ROW.format("early", "None")}
    sys.exit("wrong | answer")
"""
DIES = "import os\nos.abort()\n"
NO_MODULE = "import nothing_of_this_name\n"


def test_one_that_fails_loses_nobody_elses_figures(tmp_path: Path) -> None:
    for name in ("run.py", "measuring.py"):
        shutil.copy(HERE / name, tmp_path)
    for name, text in {"a": STOPS, "b": DIES, "c": GOOD, "d": NO_MODULE}.items():
        (tmp_path / f"bench_{name}.py").write_text(text, "utf-8")
    command = [sys.executable, str(tmp_path / "run.py"), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    told = json.loads((tmp_path / "out/benchmarks.json").read_text("utf-8"))
    assert [(row["benchmark"], row["name"], row["met"]) for row in told["rows"]] == [
        ("bench_a", "early", None), ("bench_c", "good", True), ("bench_c", "slow", False),
    ]  # fmt: skip
    assert [each["benchmark"] for each in told["failures"]] == ["bench_a", "bench_b", "bench_d"]
    assert told["failures"][0]["reason"] == "wrong | answer"
    assert "nothing_of_this_name" in told["failures"][2]["reason"]
    assert told["machine"]["cores"]
    table = (tmp_path / "out/benchmarks.md").read_text("utf-8")
    assert "| slow | 1 ms | the other: 2 ms | 0.5 | ≤ 0.4 | NO | a / b |" in table
    assert "| bench_a | FAILED | wrong / answer |" in table
    assert table in done.stdout

    done = subprocess.run([*command, "bench_c"], capture_output=True, text=True, check=False)
    assert done.returncode == 0  # an aim that is not met is no failure
