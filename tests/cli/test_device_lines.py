"""The device commands over every kind of line, and everything that can be wrong with one, as real processes meet it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

HAIPDOSE = [str(Path(sys.executable).parent / "haipdose")]
SERIAL = "1000001"
NOBODY = 65534
REQUEST = {
    "serial_number": SERIAL,
    "drug": "floxuridine",
    "concentration_mg_per_ml": "5",
    "flow_ml_per_day": "1.3",
    "reservoir_ml": "20",
    "filled_at": "2026-03-02T10:00:00+01:00",
}
TWO = ["--confirmed-by", "phys-1", "--confirmed-by", "pharm-2"]

pytestmark = pytest.mark.timeout(180)


@contextmanager
def emulated(*words: str) -> Iterator[str]:
    """An emulator in a process of its own; gives the address that it prints."""
    command = [*HAIPDOSE, "emulate", "--profile", "reference-programmable-20", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            found = re.search(r"(rfc2217://\S+|socket://\S+|/dev/pts/\d+)", line)
            if found:
                yield found.group(1)
                break
        else:
            raise AssertionError("the emulator printed no address")
    finally:
        process.terminate()
        process.communicate(timeout=60)


def run(folder: Path, *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    journal = ["--journal", str(folder / "journal")]
    return subprocess.run(
        [*HAIPDOSE, "device", *words, *journal], capture_output=True, text=True, timeout=120, check=False, **options
    )


def written(folder: Path, name: str, document: Any) -> str:
    path = folder / name
    path.write_text(json.dumps(document))
    return str(path)


def course(folder: Path, serial: str = SERIAL) -> str:
    demo = json.loads(files("haipdose.course.demo").joinpath("arm-b-three-cycles.json").read_text(encoding="utf-8"))
    demo["pump"] |= {"profile": "reference-programmable-20", "serial_number": serial, "reservoir_ml": "20"}
    demo["facts"] = [
        {key: value for key, value in fact.items() if key != "serial_number"}
        for fact in demo["facts"]
        if fact["type"] in ("registered", "pump-implanted")
    ]
    return written(folder, f"course-{serial}.json", demo)


@pytest.mark.parametrize("listen", ["pty", "tcp:0", "rfc2217:0"])
def test_a_pump_is_programmed_over_every_kind_of_line(tmp_path: Path, listen: str) -> None:
    with emulated("--listen", listen) as address:
        request = written(tmp_path, "request.json", REQUEST)
        done = run(tmp_path, "program", request, "--port", address, *TWO, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        assert json.loads(done.stdout)["outcome"] == "confirmed"
        seen = run(tmp_path, "interrogate", course(tmp_path), "--port", address)
        assert "floxuridine, 5 mg/mL, 1.3008 mL/day" in seen.stdout


def test_the_port_is_held_by_another_driver(tmp_path: Path) -> None:
    holder = (
        "import serial,sys; p=serial.Serial(sys.argv[1], exclusive=True); print('held', flush=True); sys.stdin.read()"
    )
    with emulated() as address:
        with subprocess.Popen(
            [sys.executable, "-c", holder, address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            found = run(tmp_path, "interrogate", course(tmp_path), "--port", address)
            assert other.stdin is not None
            other.stdin.close()
        assert found.returncode == 3
        assert "in use by another program" in found.stderr
        assert "End the other program" in found.stderr


def test_a_user_without_access_is_told_whom_to_ask() -> None:
    """As root every file may be opened, so the driver gives up its rights first; the port is a terminal of root's."""
    if os.getuid() != 0:
        assert not os.access("/dev/mem", os.R_OK)
    script = (
        "import os, sys\n"
        "from haipdose.device.errors import PortNotOpened\n"
        "from haipdose.device.transport import SerialPort\n"
        "import pty\n"
        "master, slave = pty.openpty()\n"
        "path = os.ttyname(slave)\n"
        "os.fchmod(slave, 0)\n"
        f"if os.getuid() == 0: os.setuid({NOBODY})\n"
        "try:\n"
        "    SerialPort(path)\n"
        "except PortNotOpened as error:\n"
        "    print(error.code, error.remedy)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.startswith("device.port-permission"), done.stdout + done.stderr
    assert "dialout" in done.stdout


def test_another_speed_than_the_pump_has_is_noise_and_said_so(tmp_path: Path) -> None:
    with emulated("--baud", "19200", "--strict-baud") as address:
        found = run(tmp_path, "interrogate", course(tmp_path), "--port", address, "--baud", "9600")
    assert found.returncode == 3
    assert "--baud" in found.stderr or "speed" in found.stderr


def test_a_pump_that_is_unplugged_leaves_a_clear_error(tmp_path: Path) -> None:
    with emulated("--listen", "tcp:0") as address:
        pass
    found = run(tmp_path, "interrogate", course(tmp_path), "--port", address)
    assert found.returncode == 3
    assert "cannot be opened" in found.stderr


def test_the_pump_of_another_patient_is_not_programmed(tmp_path: Path) -> None:
    with emulated() as address:
        other = written(tmp_path, "request.json", REQUEST | {"serial_number": "7654321"})
        done = run(tmp_path, "program", other, "--port", address, *TWO)
        seen = run(tmp_path, "interrogate", course(tmp_path), "--port", address)
    assert done.returncode == 1
    assert "device.wrong-pump" in done.stdout
    assert "5 mg/mL" not in seen.stdout
