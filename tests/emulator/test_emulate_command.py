"""``haipdose emulate`` as a user starts and ends it."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys

import pytest
import serial
from rich.console import Console
from typer.testing import CliRunner

from haipdose.cli.emulate import app
from haipdose.pump.loader import load_profile
from haipdose_sim.emulator.building import build
from haipdose_sim.emulator.live_view import render

from .ne1000_bench import ask

HAIPDOSE = [sys.executable, "-c", "from haipdose.cli.main import main; main()"]


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop(ending: signal.Signals) -> None:
    command = [*HAIPDOSE, "emulate", "--profile", "new-era-ne1000-bench", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            lines = [process.stdout.readline() for _ in range(6)]
            url = json.loads("".join(lines))["url"]
            with serial.Serial(url, 19_200, timeout=5) as host:
                host.write(b"VER\r")
                assert host.read_until(b"\x03") == b"\x0200A?R\x03"
            process.send_signal(ending)
            assert process.wait(60) == 0
            assert "Stopped. 0 fault(s) struck." in process.stderr.read()
        finally:
            process.kill()


def test_people_are_told_how_to_connect() -> None:
    code, out, err = run("--profile", "new-era-ne1000-bench", "--listen", "tcp:0", "--seconds", "0")
    assert code == 0
    assert "Connect to: socket://127.0.0.1:" in out
    assert "Ctrl-C stops" in out
    assert "Stopped." in err


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--profile", "intera-3000"], 2, "without electronics: there is no wire to emulate"),
        (["--profile", "synchromed-ii-20"], 2, "No public protocol of a programmer"),
        (["--profile", "nothing"], 2, "There is no pump profile 'nothing'"),
        (["--profile", "new-era-ne1000-bench", "--listen", "usb"], 2, "'usb' is not a port that can be served"),
        (["--profile", "new-era-ne1000-bench", "--listen", "tcp:99999"], 2, "is not a port"),
        (["--profile", "new-era-ne1000-bench", "--faults", "absent.toml"], 2, "cannot be read"),
        (["--profile", "intera-3000", "--physics"], 2, "The flow on the pump's own card is needed"),
        (["--profile", "intera-3000", "--physics", "--flow", "0"], 2, "(found 0.0)"),
        (["--profile", "intera-3000", "--physics", "--flow", "1.3", "--altitude", "99999"], 2, "outside the model"),
        (["--profile", "reference-programmable-20", "--physics", "--flow", "1"], 2, "is programmable"),
        (["--profile", "generic-constant-flow", "--physics", "--flow", "1"], 2, "of its own is not known"),
    ],
)
def test_what_cannot_be_served_is_refused_with_a_reason(words: list[str], code: int, message: str) -> None:
    found, _, err = run(*words, "--json")
    assert found == code
    assert message in " ".join(err.split())


def test_a_constant_flow_pump_is_forecast_by_physics_alone() -> None:
    code, out, _ = run("--profile", "intera-3000", "--physics", "--flow", "1.5", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["runs_dry_after_days"] == 20.0
    assert [row["level_ml"] for row in answer["levels"]][:3] == [30.0, 28.5, 27.0]
    assert answer["levels"][-1] == {"day": 20, "level_ml": 0.0}
    code, out, _ = run("--profile", "intera-3000", "--physics", "--flow", "1.5", "--temperature", "39")
    assert "1.6945 mL/day" in out  # +13 %
    assert "never correct a dose" in out


def test_the_live_view_shows_state_alarms_and_frames() -> None:
    emulator = build(load_profile("new-era-ne1000-bench"))
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(render(emulator, "somewhere"))
    assert "reset" in console.export_text()
    ask(emulator, "VER")
    ask(emulator, "RAT10MH")
    ask(emulator, "RUN")
    console.print(render(emulator, "somewhere"))
    text = console.export_text()
    for part in ("NE-1000", "somewhere", "infusing", "10.0000 mL/h", "RAT10MH", "52 55 4e 0d", "virtual time"):
        assert part in text
    assert "none" in text  # the alarm has been acknowledged


def test_the_live_view_runs_in_the_command() -> None:
    code, out, _ = run("--profile", "new-era-ne1000-bench", "--live", "--seconds", "0.6", "--speed", "10")
    assert code == 0
    assert "NE-1000, address 00" in out
