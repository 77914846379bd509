"""``haipdose simulate course`` as a user calls it: the same answer however the work is cut up, files, refusals."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from PIL import Image
from stopping import HEEDS_CTRL_C
from typer.testing import CliRunner

from haipdose.cli.main import app
from haipdose.shapes import json_schema


@pytest.fixture(autouse=True)
def _site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAIPDOSE_SITE_DIR", str(tmp_path / "site"))


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["simulate", "course", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


PROTOCOLS = files("haipdose.protocol") / "data"


def own_rules(folder: Path) -> Path:
    """A site's file: pump-it with percents of the planned dose."""
    (folder / "parts").mkdir()
    part = (PROTOCOLS / "parts" / "floxuridine-modification-2026-11.toml").read_text("utf-8")
    changed = part.replace('percent_of = { value = "last"', 'percent_of = { value = "planned"')
    assert changed != part
    (folder / "parts" / "ours.toml").write_text(changed, "utf-8")
    text = (PROTOCOLS / "pump-it.toml").read_text("utf-8")
    text = text.replace('"floxuridine-modification-2026-11"', '"ours"').replace('id = "pump-it"', 'id = "ours"')
    (folder / "ours.toml").write_text(text, "utf-8")
    return folder / "ours.toml"


def test_a_sites_own_rules_in_words(tmp_path: Path) -> None:
    path = str(own_rules(tmp_path))
    code, text, err = run("--patients", "700", "--seed", "1", "--rules", "pump-it", "--rules", path, "--quiet")
    assert code == 0
    assert err == ""
    assert text.startswith("SIMULATION, NOT EVIDENCE. No dose and no date rests on it.\n")
    assert "ours.toml instead of pump-it, on the same virtual patients with the same luck:" in text
    assert "  rule toxicity.percent_of: last -> planned\n" in text
    assert "  In no patient different: " in text
    assert "local (49): irinotecan_share = 0.5;" in text
    assert re.search(r"and 4\d rules of pump-it: haipdose protocol show pump-it --unverified\n", text)
    assert all(len(line) < 140 for line in text.splitlines())
    code, document, _ = run(
        "--patients", "700", "--seed", "1", "--protocol-file", path, "--protocol-file", path, "--json"
    )
    assert code == 0
    answer = json.loads(document)
    assert [rule["label"] for rule in answer["rules"]] == ["ours.toml", "ours.toml (2)"]
    assert answer["comparisons"][0]["differ"]["count"] == 0
    jsonschema.validate(answer, json_schema("course-simulation"))
    assert "not evidence" in answer["caution"]


def test_parameters_of_the_site(tmp_path: Path) -> None:
    code, packaged, _ = run("--print-parameters")
    assert code == 0
    own = tmp_path / "own.toml"
    own.write_text(packaged.replace("irinotecan_share = { value = 0.5", "irinotecan_share = { value = 1"), "utf-8")
    document = [
        run("--patients", "60", "--json", "--regimen", "folfiri"),
        run("--patients", "60", "--json", "--parameters", str(own)),
    ]
    one, other = (json.loads(text) for _, text, _ in document)
    assert one["rules"] == other["rules"]
    assert (one["regimen"], other["regimen"], other["parameters"]["irinotecan_share"]) == ("folfiri", None, "1")
    own.write_text(packaged.replace("exposure_days = { value = 3", "exposure_days = { value = 0.5"), "utf-8")
    code, text, err = run("--patients", "60", "--parameters", str(own))
    assert (code, text) == (2, "")
    assert "exposure_days: must be at least 1 day" in err
    assert "Start from a copy of the packaged file" in err


def test_a_protocol_without_systemic_therapy_says_nothing_of_it() -> None:
    """And few patients are said to be few; no interval of a count goes below nothing."""
    words = ("--patients", "50", "--rules", "pump-adjuvant", "--rules", "pump-it", "--cycles", "3", "--quiet")
    code, text, _ = run(*words)
    assert code == 0
    assert "With fewer than 500 patients the intervals of amounts and differences are rough." in text
    answer = json.loads(run(*words, "--json")[1])
    alone, beside = ({each["name"] for each in (*rule["amounts"], *rule["shares"])} for rule in answer["rules"])
    assert {name for name in beside - alone if name.startswith("systemic")} == beside - alone - {
        "diarrhoea_grade_3", "neuropathy_grade_3", "febrile_neutropenia"
    }  # fmt: skip
    assert len(beside - alone) == 10
    assert {
        each["name"] for each in (*answer["comparisons"][0]["amounts"], *answer["comparisons"][0]["shares"])
    } == alone
    assert all(each["over"]["lowest"] >= 0 for rule in answer["rules"] for each in rule["amounts"])


@pytest.mark.parametrize("when", ["running", "writing"])
def test_a_stop_leaves_nothing_behind(tmp_path: Path, when: str) -> None:
    """Ctrl-C while courses run, and while the third file is written."""
    out = tmp_path / "out"
    script = HEEDS_CTRL_C + (
        "import haipdose.cli.simulating as s; s._SECONDS_BETWEEN_LINES = 0.01\n"
        "real, count = s.write_bytes, []\n"
        "def slow(path, content):\n"
        "    real(path, content); count.append(path)\n"
        f"    if {when == 'writing'} and len(count) == 3:\n"
        "        import os, signal; os.kill(os.getpid(), signal.SIGINT)\n"
        "s.write_bytes = slow\n"
        "from haipdose.cli.main import main; main()"
    )
    patients = "100000" if when == "running" else "300"
    command = [sys.executable, "-c", script, "simulate", "course", "--patients", patients, "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        if when == "running":
            assert "virtual patients: " in running.stderr.readline()
            running.send_signal(signal.SIGINT)
        text, err = running.communicate(timeout=90)
    assert running.returncode == 130
    assert text == ""
    assert err.splitlines()[-1] == "Stopped before the end; nothing was written."
    assert not out.exists()


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
        if name.endswith(".png"):
            with Image.open(tmp_path / "1" / name) as picture:
                assert picture.width > 600
                assert len(picture.convert("L").getcolors() or ()) > 3
    assert {"hold-free.svg", "levels.png", "dose-intensity.png", "pump-cycles.parquet"} <= set(names)


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
