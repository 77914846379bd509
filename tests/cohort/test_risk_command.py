"""``haipdose simulate risk`` as a user calls it: every kind of question, files, bad input, a stop in the middle."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from PIL import Image
from stopping import HEEDS_CTRL_C
from typer.testing import CliRunner

from haipdose.cli.main import app
from haipdose.cli.simulating import time_left

COURSE = json.loads(files("haipdose.course").joinpath("demo/arm-b-three-cycles.json").read_bytes())
FILL = {
    "patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"},
    "pump": {"profile": "intera-3000", "serial_number": "123456", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
    "protocol": "pump-it",
    "contents": "floxuridine",
    "dose_percent": "85",
    "infusion_days": "14",
}
RISK = {"intervals": [{"name": "long", "volume_ml": "30", "flow_ml_per_day": "1.4", "days": "21"}]}


@pytest.fixture(autouse=True)
def _site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAIPDOSE_SITE_DIR", str(tmp_path / "site"))


def run(tmp_path: Path, document: object, *words: str, command: str = "risk") -> tuple[int, str, str]:
    path = tmp_path / "question.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    ahead = ("simulate", "risk") if command == "risk" else (command,)
    result = CliRunner().invoke(app, [*ahead, str(path), *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def answer(tmp_path: Path, document: object, *words: str) -> dict:
    code, text, _ = run(tmp_path, document, "--json", "--draws", "3000", *words)
    assert code == 0
    return json.loads(text)


def test_a_fill_request_and_its_answer_are_the_same_question(tmp_path: Path) -> None:
    asked = answer(tmp_path, FILL)
    filled = json.loads(run(tmp_path, FILL, "--json", command="fill")[1])
    assert answer(tmp_path, filled) == asked
    (one,) = asked["request"]["intervals"]
    assert one["volume_ml"] == "30"
    assert Decimal(one["concentration_mg_per_ml"]) == round(Decimal(filled["concentration_mg_per_ml"]), 11)
    assert asked["intervals"][0]["delivered_ml"]["mean"] == pytest.approx(18.2, rel=0.03)
    assert asked["parameters"]["fever_flow_percent_per_degree"] == "6.3"


def test_a_course_and_its_plan_are_the_same_question(tmp_path: Path) -> None:
    course = answer(tmp_path, COURSE)
    plan = json.loads(run(tmp_path, COURSE, "--json", command="plan")[1])
    assert answer(tmp_path, plan) == course
    asked = {one["name"]: one for one in course["request"]["intervals"]}
    # By hand from the plan: saline since 30 April is emptied on 15 May, floxuridine 175 mg in 30 mL on 29 May.
    now, following, *later = asked.values()
    assert next(iter(asked)) == "heparin-saline of 2026-04-30 until pump-3-refill on 2026-05-15"
    assert (now["days"], now["volume_ml"], now["flow_ml_per_day"]) == ("15", "30", "1.3")
    assert (following["days"], following["concentration_mg_per_ml"]) == ("14", "5.83333333333")
    assert [one["days"] for one in later] == ["14"] * 5
    assert all(one["concentration_mg_per_ml"] is None for one in later)


def test_for_people(tmp_path: Path) -> None:
    code, text, err = run(tmp_path, RISK, "--draws", "20000", "--seed", "4")
    assert code == 0
    assert text.startswith("RESERVOIR RISK: 20,000 simulated lives of the pump, seed 4.")
    assert "long: 21 days, 29.40 mL planned" in text
    assert "flow_sd_percent = 5 (local)" in text
    assert "no dose and no date rests on it" in text
    assert err == ""


def test_files_hold_the_same_numbers(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    document = {"intervals": [RISK["intervals"][0], {**RISK["intervals"][0], "name": "$x^2", "days": "7"}]}
    told = answer(tmp_path, document, "--out", str(out))
    assert sorted(path.name for path in out.iterdir()) == [
        "risk.json", "risk.parquet",
        "volumes-1.png", "volumes-1.svg", "volumes-2.png", "volumes-2.svg", "volumes.parquet",
    ]  # fmt: skip
    assert json.loads((out / "risk.json").read_text("utf-8")) == told
    rows = pq.read_table(out / "risk.parquet").to_pylist()
    assert [row["dry_before_visit"] for row in rows] == [
        one["dry_before_visit"]["probability"] for one in told["intervals"]
    ]
    volumes = pq.read_table(out / "volumes.parquet").to_pydict()
    first = np.array(volumes["interval"]) == 1
    delivered, lives = np.array(volumes["volume_ml"])[first], np.array(volumes["delivered"])[first]
    assert lives.sum() == 3000
    assert np.average(delivered, weights=lives) == pytest.approx(
        told["intervals"][0]["delivered_ml"]["mean"], abs=0.005
    )
    assert Image.open(io.BytesIO((out / "volumes-1.png").read_bytes())).size == (1080, 540)
    assert b"<svg" in (out / "volumes-2.svg").read_bytes()
    again = tmp_path / "again"
    answer(tmp_path, document, "--out", str(again), "--threads", "3")
    assert all((again / path.name).read_bytes() == path.read_bytes() for path in out.iterdir())


@pytest.mark.parametrize(
    ("document", "words", "code"),
    [
        ({"a": 1}, [], "simulate.document"),
        ([], [], "simulate.document"),
        ({"intervals": []}, [], "input.too-short"),
        ({"intervals": [{**RISK["intervals"][0], "volume_ml": "61"}]}, [], "input.less-than-equal"),
        (RISK, ["--draws", "0"], "simulate.count"),
        (RISK, ["--draws", "10000001"], "simulate.count"),
        (RISK, ["--seed", "-1"], "simulate.seed"),
        (RISK, ["--parameters", "nothing.toml"], "simulate.parameters"),
        ({**COURSE, "pump": None}, [], "simulate.no-pump"),
        ({**FILL, "contents": "glycerol"}, [], "simulate.flow-unknown"),
        (COURSE, ["--profile-file", "x.toml"], "simulate.profile-of-course"),
    ],
)
def test_questions_that_cannot_be_answered(tmp_path: Path, document: object, words: list[str], code: str) -> None:
    exit_code, text, _ = run(tmp_path, document, "--json", *words)
    assert exit_code == 2
    assert json.loads(text)["error"]["code"] == code


def test_a_site_s_own_parameters_count_as_they_are(tmp_path: Path) -> None:
    packaged = files("haipdose_sim.cohort").joinpath("data/reservoir-2026-11.toml").read_text("utf-8")
    own = tmp_path / "own.toml"
    own.write_text(packaged.replace("flow_sd_percent = { value = 5", "flow_sd_percent = { value = 0"), "utf-8")
    told = answer(tmp_path, FILL, "--parameters", str(own))
    assert told["parameters"]["flow_sd_percent"] == "0"
    assert told["intervals"] != answer(tmp_path, FILL)["intervals"]


def test_no_scheduler_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haipdose_sim.cohort.cluster.SECONDS_TO_CONNECT", 0.3)
    code, text, err = run(tmp_path, RISK, "--json", "--scheduler", "tcp://127.0.0.1:1", "--out", str(tmp_path / "out"))
    assert code == 3
    assert json.loads(text)["error"]["code"] == "cluster.unreachable"
    assert "dask scheduler" in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stop_in_the_middle_leaves_nothing_behind(tmp_path: Path, how: signal.Signals, code: int) -> None:
    question, out = tmp_path / "question.json", tmp_path / "out"
    question.write_text(json.dumps({"intervals": RISK["intervals"] * 100}), encoding="utf-8")
    script = HEEDS_CTRL_C + (
        "import haipdose.cli.simulating as s; s._SECONDS_BETWEEN_LINES = 0.05; "
        "from haipdose.cli.main import main; main()"
    )
    command = [sys.executable, "-c", script, "simulate", "risk", str(question), "--out", str(out)]
    with subprocess.Popen(
        [*command, "--draws", "10000000", "--threads", "2"], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        assert running.stderr.readline().startswith("lives: ")
        assert "left" in running.stderr.readline()
        began = time.monotonic()
        os.kill(running.pid, how)
        text, err = running.communicate(timeout=60)
    assert time.monotonic() - began < 30
    assert running.returncode == code
    assert text == ""
    assert err.splitlines()[-1] == "Stopped before the end; nothing was written."
    assert not out.exists()


def test_what_to_install(tmp_path: Path) -> None:
    question = tmp_path / "question.json"
    question.write_text(json.dumps(RISK), encoding="utf-8")
    script = "import sys; sys.modules['numba'] = None; from haipdose.cli.main import main; main()"
    command = [sys.executable, "-c", script, "simulate", "risk", str(question)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "pip install 'haipdose[simulation]'" in done.stderr
    assert "[simulate.not-installed]" in done.stderr


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (59.4, "59 s"), (60, "1 min 00 s"), (3599, "59 min 59 s"), (7260, "2 h 01 min")],
)
def test_the_time_left_in_words(seconds: float, words: str) -> None:
    assert time_left(seconds) == words
