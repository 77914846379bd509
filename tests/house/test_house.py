"""Rules of the house that no linter knows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE_ROOTS = ("src", "api", "sim", "device_profiles")


def python_files() -> list[Path]:
    return [path for root in SOURCE_ROOTS for path in (ROOT / root).rglob("*.py")]


def test_importing_haipdose_imports_no_room() -> None:
    code = "import sys, haipdose; print([m for m in sys.modules if m.startswith('haipdose.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['haipdose.version']"


def test_help_imports_no_room() -> None:
    code = (
        "import sys\nfrom haipdose.cli.main import main\nsys.argv=['haipdose','--help']\n"
        "try:\n main()\nexcept SystemExit: pass\n"
        "print([m for m in sys.modules if m.startswith(('haipdose.', 'pydantic'))], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert sorted(eval(done.stderr.strip())) == ["haipdose.cli", "haipdose.cli.main", "haipdose.version"]


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_outgrows_a_reader(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600


def test_the_domain_reads_no_clock() -> None:
    clock = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time|dt\.datetime\.now|dt\.date\.today)\(")
    rooms = ("patient", "pump", "protocol", "fill", "toxicity", "systemic", "course", "schedule")
    readers = [
        str(path.relative_to(ROOT))
        for room in rooms
        for path in (ROOT / "src/haipdose" / room).rglob("*.py")
        if clock.search(path.read_text(encoding="utf-8"))
    ]
    assert readers == []


def test_no_open_ends_are_left_in_the_source() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|pytest\.(mark\.)?(skip|xfail)")
    roots = [*SOURCE_ROOTS, "tests", "docs", "benchmarks"]
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for root in roots
        for path in (ROOT / root).rglob("*")
        if path.suffix in {".py", ".toml", ".md"} and path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []
