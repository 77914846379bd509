"""``haipdose simulate course`` as a user calls it: the same answer however the work is cut up, files, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from haipdose.cli.main import app


@pytest.fixture(autouse=True)
def _site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAIPDOSE_SITE_DIR", str(tmp_path / "site"))


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["simulate", "course", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_same_bytes_whatever_the_threads(tmp_path: Path) -> None:
    for threads in ("1", "2"):
        code, _, _ = run(
            "--patients", "600", "--seed", "5", "--rules", "pump-it", "--rules", "msk-adjuvant", "--threads", threads,
            "--out", str(tmp_path / threads),
        )  # fmt: skip
        assert code == 0
    names = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert "course.json" in names
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        (("--patients", "0"), "simulate.count", "patients"),
        (("--seed", "-1"), "simulate.seed", "seed"),
        (("--cycles", "11"), "simulate.cycles", "cycles"),
        (("--regimen", "capox"), "simulate.regimen", "regimen"),
        (("--rules", "pump-adjuvant", "--without-pump"), "simulate.arm", "without_pump"),
        (("--rules", "no-such"), "protocol.unknown", None),
    ],
)
def test_what_cannot_be_simulated_is_refused(words: tuple[str, ...], code: str, field: str | None) -> None:
    exit_code, text, _ = run(*words, "--json")
    error = json.loads(text)["error"]
    assert exit_code == 2
    assert error["code"] == code
    assert error.get("field") == field or field is None
    assert error.get("remedy") or error.get("allowed")
