"""``haipdose device`` as people run it: against the served emulator, and with everything that can be wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from haipdose.cli.device import app
from haipdose.cli.fill import app as fill_app
from haipdose.pump.loader import load_profile
from haipdose_sim.emulator.building import build
from haipdose_sim.emulator.faults.plan import parse_fault_plan
from haipdose_sim.emulator.serving.loop import Server
from haipdose_sim.emulator.serving.ports import PtyPort

SERIAL = "1000001"
TWO = ["--confirmed-by", "phys-1", "--confirmed-by", "pharm-2"]
REQUEST = {
    "serial_number": SERIAL,
    "drug": "floxuridine",
    "concentration_mg_per_ml": "5",
    "flow_ml_per_day": "1.3",
    "reservoir_ml": "20",
    "filled_at": "2026-03-02T10:00:00+01:00",
}

FILL = {
    "patient": {"sex": "male", "height_cm": "180", "weight_kg": "82"},
    "pump": {"profile": "reference-programmable-20", "serial_number": SERIAL, "flow_ml_per_day": "1.3"},
    "protocol": "pump-it",
    "contents": "floxuridine",
    "dose_percent": "100",
    "infusion_days": "13",
}

OVERDUE = [
    {"type": "registered", "at": "2026-01-26T10:00:00+01:00"},
    {"type": "pump-implanted", "at": "2026-02-16T11:30:00+01:00"},
    {"type": "fill-given", "at": "2026-02-16T11:30:00+01:00", "contents": "heparin-saline", "volume_ml": "19"},
]

pytestmark = pytest.mark.timeout(120)


class Site:
    """A folder with documents, a journal, and an emulated pump on a port."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url

    def write(self, name: str, document: Any) -> str:
        path = self.folder / name
        path.write_text(json.dumps(document))
        return str(path)

    def course(self, profile: str = "reference-programmable-20", **changes: Any) -> str:
        demo = files("haipdose.course.demo").joinpath("arm-b-three-cycles.json").read_text(encoding="utf-8")
        document = json.loads(demo)
        document["pump"] = {**document["pump"], "profile": profile, "serial_number": SERIAL, "reservoir_ml": "20"}
        document["facts"] = [fact for fact in document["facts"] if fact["type"] in ("registered", "pump-implanted")]
        document["facts"] = [{k: v for k, v in f.items() if k != "serial_number"} for f in document["facts"]]
        return self.write("course.json", {**document, **changes})

    def run(self, *words: str, port: bool = True) -> Any:
        options = ["--port", self.url] if port else []
        journal = [] if words[0] == "flow-check" else ["--journal", str(self.folder / "journal")]
        return CliRunner().invoke(app, [*words, *options, *journal])


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Any]:
    servers: list[Server] = []

    def _serve(*faults: dict[str, Any], profile: str = "reference-programmable-20") -> Site:
        emulator = build(load_profile(profile), plan=parse_fault_plan({"faults": list(faults)}))
        server = Server(emulator, PtyPort())
        server.__enter__()
        servers.append(server)
        return Site(tmp_path, server.url)

    yield _serve
    for server in servers:
        server.__exit__(None, None, None)


def test_program_interrogate_bolus_log_stop(serve: Any) -> None:
    site = serve()
    shown = site.run("program", site.write("request.json", REQUEST), port=False)
    assert shown.exit_code == 0
    assert "1.3008 mL/day" in shown.output
    done = site.run("program", site.write("request.json", REQUEST), *TWO, "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["outcome"] == "confirmed"
    assert answer["program"]["dose_deviation_percent"].startswith("0.0615")
    course = site.course()
    seen = site.run("interrogate", course, "--write-facts")
    assert "floxuridine, 5 mg/mL, 1.3008 mL/day" in seen.output
    facts = json.loads(Path(course).read_text())["facts"]
    assert facts[-1]["type"] == "pump-interrogated"
    assert 19.99 < float(facts[-1]["reservoir_ml"]) <= 20
    bolus = site.run("bolus", course, "--volume-ml", "0.3", "--minutes", "30", *TWO, "--write-facts")
    assert bolus.exit_code == 0, bolus.output
    assert "tubing and catheter" in bolus.output
    assert json.loads(Path(course).read_text())["facts"][-1]["result"] == "confirmed"
    assert site.run("resolve", course).output.startswith("Nothing is unresolved")
    stopped = site.run("stop", course, "--write-facts")
    assert stopped.exit_code == 0
    assert "stopped" in stopped.output
    seen = site.run("interrogate", course, "--json")
    assert seen.exit_code == 1
    codes = {finding["code"] for finding in json.loads(seen.stdout)["findings"]}
    assert {"device.stopped", "device.bolus-not-complete"} <= codes
    log = site.run("log", course, "--json")
    assert [row["kind"] for row in json.loads(log.stdout)][-3:] == ["bolus-started", "bolus-over", "stopped"]
    assert "program-active" in site.run("log", course).output


def test_a_course_gives_its_next_fill_or_says_why_not(serve: Any) -> None:
    site = serve()
    planned = site.run("program", site.course(as_of="2026-02-20T10:00:00+01:00"), port=False)
    assert planned.exit_code == 0, planned.output
    assert "Program for heparin-saline: 1.3008 mL/day" in planned.output
    assert "is programmed as given on" in planned.output
    overdue = site.course(as_of="2026-05-13T15:00:00+02:00", facts=OVERDUE)
    undecided = site.run("program", overdue, port=False)
    assert undecided.exit_code == 1
    assert "device.plan-says-otherwise" in undecided.output
    fill = CliRunner().invoke(fill_app, [site.write("fill.json", FILL), "--json"])
    answer = site.write("answer.json", json.loads(fill.stdout))
    shown = site.run("program", answer, port=False)
    assert shown.exit_code == 0, shown.output
    assert "floxuridine" in shown.output
    assert "from the prescribed daily dose" in shown.output
    other = {**FILL, "pump": pump_card()}
    fixed = CliRunner().invoke(fill_app, [site.write("fill.json", other), "--json"])
    refused = site.run("program", site.write("answer.json", json.loads(fixed.stdout)), port=False)
    assert refused.exit_code == 1
    assert "device.not-programmable" in refused.output


def test_doubt_is_exit_code_3_and_is_resolved_by_reading(serve: Any) -> None:
    site = serve(
        {"what": "mute", "when": {"operation": "commit"}},
        {"what": "silent", "when": {"operation": "hello", "nth": 2}},
        {"what": "silent", "when": {"operation": "hello", "nth": 3}},
        {"what": "silent", "when": {"operation": "hello", "nth": 4}},
        {"what": "silent", "when": {"operation": "hello", "nth": 5}},
        {"what": "silent", "when": {"operation": "hello", "nth": 6}},
    )
    request = site.write("request.json", REQUEST)
    doubt = site.run("program", request, *TWO)
    assert doubt.exit_code == 3, doubt.output
    assert "UNCERTAIN" in doubt.output
    assert "haipdose device resolve" in doubt.output
    again = site.run("program", request, *TWO, "--json")
    assert again.exit_code == 3
    assert json.loads(again.stdout)["error"]["code"] == "device.effect-pending"
    course = site.course()
    resolved = site.run("resolve", course, "--json")
    assert resolved.exit_code == 0, resolved.output
    assert json.loads(resolved.stdout)["outcome"] == "confirmed"


def test_a_rejected_program_is_exit_code_1(serve: Any) -> None:
    site = serve({"what": "lie", "args": {"field": "rate", "percent": 10}})
    rejected = site.run("program", site.write("request.json", REQUEST), *TWO)
    assert rejected.exit_code == 1
    assert "REJECTED" in rejected.output


def test_one_person_is_not_enough(serve: Any) -> None:
    site = serve()
    alone = site.run("program", site.write("request.json", REQUEST), "--confirmed-by", "phys-1")
    assert alone.exit_code == 2
    assert "Two different people" in alone.output


@pytest.mark.parametrize("command", ["interrogate", "stop", "log", "resolve"])
def test_a_constant_flow_pump_is_refused_before_the_port_is_opened(tmp_path: Path, command: str) -> None:
    site = Site(tmp_path, "/dev/there-is-none")
    refused = site.run(command, site.course("intera-3000", pump=pump_card()))
    assert refused.exit_code == 1
    assert "constant-flow pump without electronics" in refused.output
    assert not (tmp_path / "journal").exists()


def pump_card() -> dict[str, str]:
    return {"profile": "intera-3000", "serial_number": SERIAL, "flow_ml_per_day": "1.3", "reservoir_ml": "30"}


def test_a_constant_flow_fill_is_not_programmed(tmp_path: Path) -> None:
    site = Site(tmp_path, "/dev/there-is-none")
    refused = site.run("program", site.write("request.json", REQUEST), "--profile", "intera-3000", *TWO)
    assert refused.exit_code == 1
    assert "device.not-programmable" in refused.output


def test_a_missing_port_and_an_unknown_profile(tmp_path: Path) -> None:
    site = Site(tmp_path, "/dev/there-is-none")
    request = site.write("request.json", REQUEST)
    missing = site.run("program", request, *TWO, "--json")
    assert missing.exit_code == 3
    assert json.loads(missing.stdout)["error"]["code"] == "device.no-port"
    assert site.run("program", request, "--profile", "no-such-pump").exit_code == 2


def test_a_flow_check_with_its_drawing(serve: Any, tmp_path: Path) -> None:
    site = serve(profile="new-era-ne1000-bench")
    words = ["--rate-ml-per-day", "48", "--diameter-mm", "4", "--minutes", "0.03", "--interval-s", "0.4"]
    done = site.run("flow-check", *words, "--svg", str(tmp_path / "trumpet.svg"))
    assert done.exit_code == 0, done.output
    assert "percent of the commanded flow" in done.output
    drawing = (tmp_path / "trumpet.svg").read_text()
    assert drawing.startswith("<svg")
    assert drawing.count("<polyline") == 2
    assert site.run("flow-check", *words, "--weighed-ml", "x").exit_code == 2
    slow = site.run("flow-check", *words, "--safe-timeout-s", "1", "--interval-s", "2")
    assert slow.exit_code == 2
    assert "faster than the timeout" in slow.output
