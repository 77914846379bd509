"""``haipdose plan`` and ``haipdose demo`` as a user calls them."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from pypdf import PdfReader
from typer.testing import CliRunner

from haipdose.cli.main import app

DEMO = files("haipdose.course").joinpath("demo/arm-b-three-cycles.json")


def run(tmp_path: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*words, "--approvals", str(tmp_path / "none.jsonl")])
    return result.exit_code, result.stdout


def course(tmp_path: Path) -> str:
    path = tmp_path / "course.json"
    path.write_bytes(DEMO.read_bytes())
    return str(path)


def test_a_plan_for_people_starts_with_what_to_do_next(tmp_path: Path) -> None:
    code, text = run(tmp_path, "plan", course(tmp_path))
    assert code == 0
    assert text.startswith("NEXT: Visit on 2026-05-15: pump-3-refill, sys-5.")
    assert "because 2026-05-14: public holiday: Ascension Day" in text
    assert "because 2026-04-13: patient not available: influenza" in text


def test_as_of_gives_the_plan_of_that_day(tmp_path: Path) -> None:
    code, text = run(tmp_path, "plan", course(tmp_path), "--as-of", "2026-04-12T20:00:00+02:00", "--json")
    assert code == 0
    answer = json.loads(text)
    assert answer["course"]["floxuridine_cycles_given"] == 1
    refill = next(visit for visit in answer["visits"] if visit["id"] == "pump-2-refill")
    assert refill["date"] == "2026-04-16"


def test_an_earlier_plan_adds_what_changed(tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    path = course(tmp_path)
    before.write_text(
        run(tmp_path, "plan", path, "--as-of", "2026-04-12T12:00:00+02:00", "--json")[1], encoding="utf-8"
    )
    code, text = run(
        tmp_path, "plan", path, "--as-of", "2026-04-12T20:00:00+02:00", "--previous", str(before), "--json"
    )
    assert code == 0
    moved = {change["id"]: change for change in json.loads(text)["changes"]["moved"]}
    assert moved["pump-2-refill"]["before"] == "2026-04-13"
    assert moved["pump-2-refill"]["after"] == "2026-04-16"


def test_calendar_and_summary_beside_the_plan(tmp_path: Path) -> None:
    calendar, summary = tmp_path / "calendar.pdf", tmp_path / "summary.pdf"
    papers = ["--calendar", str(calendar), "--summary", str(summary), "--language", "nl", "--patient-name", "Appel, A."]
    code, text = run(tmp_path, "plan", course(tmp_path), *papers)
    assert code == 0
    assert text.startswith("NEXT:")
    shown = {path: " ".join(PdfReader(path).pages[0].extract_text().split()) for path in (calendar, summary)}
    assert "vrijdag 15 mei" in shown[calendar]
    assert "Appel, A." in shown[calendar]
    assert "floxuridine" not in shown[calendar].lower()  # the patient's own: no drug, no dose
    assert "floxuridine" in shown[summary].lower()
    assert "demo-arm-b" in shown[summary]


def test_do_not_give_is_exit_code_1(tmp_path: Path) -> None:
    late, shown = run(tmp_path, "plan", course(tmp_path), "--as-of", "2026-06-30T08:00:00+02:00")
    assert late == 1
    assert shown.startswith("NEXT: See the patient at once")


def test_a_field_that_is_not_known_is_named(tmp_path: Path) -> None:
    document = json.loads(DEMO.read_bytes())
    document["clinc"] = {}
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    code, text = run(tmp_path, "plan", str(path), "--json")
    assert code == 2
    assert json.loads(text)["error"]["field"] == "clinc"


def test_the_demo_prints_the_plan_and_the_next_fill_and_writes_them(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, text = run(tmp_path, "demo", "--out", str(out))
    assert code == 0
    # 80 % of 0.12 * 80 * 30 / 1.3 = 177.2 mg, to 5 mg: 175
    assert "NEXT FILL: pump-3-refill on 2026-05-15: floxuridine 175 mg in 30 mL, 80 %" in text
    written = {path.name for path in out.iterdir()}
    assert {"course.json", "plan.json", "plan.txt", "next-fill.txt", "worksheet.pdf", "worksheet.txt"} <= written
    assert json.loads((out / "plan.json").read_text(encoding="utf-8"))["next_action"]["visit"] == "pump-3-refill"
