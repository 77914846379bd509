"""``haipdose trial assessments``: schedule, report and table of a data set, and what it refuses."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from assessing import on, whole
from jsonschema import validate
from trials import participant, scan
from typer.testing import CliRunner, Result

from haipdose.cli.main import app
from haipdose.shapes import json_schema

AS_OF = on(120).isoformat()
TWO = (whole(scan(115, 20)), participant(participant="P2", site="=EMC", arm="A"))


@pytest.fixture
def data_set(tmp_path: Path) -> str:
    path = tmp_path / "trial.jsonl"
    path.write_text("".join(each.model_dump_json(exclude_none=True) + "\n" for each in TWO), encoding="utf-8")
    return str(path)


def run(tmp_path: Path, *arguments: str, stdin: str | None = None) -> Result:
    nobody = ["--approvals", str(tmp_path / "none.jsonl")]
    return CliRunner().invoke(app, ["trial", "assessments", *arguments, *nobody, "--quiet"], input=stdin)


def test_the_schedule_of_each_participant(tmp_path: Path, data_set: str) -> None:
    result = run(tmp_path, data_set, "--as-of", AS_OF, "--json")
    assert result.exit_code == 0
    documents: list[dict[str, Any]] = json.loads(result.stdout)
    for document in documents:
        validate(document, json_schema("assessments-answer"))
    assert [document["participant"] for document in documents] == ["P1", "P2"]
    (scanned,) = (row for row in documents[0]["assessments"] if row["id"] == "response-imaging.d56")
    assert (scanned["status"], scanned["days_outside"], scanned["facts"]) == ("done-late", 2, ["ct115"])
    assert documents[0]["not_yet_known"] == 2
    assert not documents[0]["release"]["releasable"]


def test_one_participant_as_text(tmp_path: Path, data_set: str) -> None:
    result = run(tmp_path, data_set, "--as-of", AS_OF, "--participant", "P1")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == f"P1, AVL, arm B, as of {AS_OF}"
    (line,) = (line for line in lines if "response-imaging.d56" in line)
    assert "done-late" in line
    assert "2 days after its window" in line
    assert "NOT RELEASED" in result.stdout
    assert "P2" not in result.stdout


def test_the_report_of_the_trial(tmp_path: Path, data_set: str) -> None:
    result = run(tmp_path, data_set, "--as-of", AS_OF, "--report", "--json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    validate(report, json_schema("assessments-report"))
    assert report["participants"] == 2
    assert [row["name"] for row in report["by_site"]] == ["=EMC", "AVL"]
    kinds = {row["name"]: row for row in report["by_kind"]}
    # By hand, day 120: questionnaires of three months ended on day 104 and count until day 132, two participants each.
    assert [kinds[name]["overdue"] for name in ("qlq-c30", "eq-5d-3l", "ipcq")] == [2, 2, 2]
    assert [kinds[name]["missed"] for name in ("qlq-c30", "eq-5d-3l", "ipcq")] == [2, 2, 2], "those of day 0"
    assert kinds["response-imaging"]["done_late"] == 1
    assert kinds["complications"]["missed"] == 1, "30 days after day 20; the one of 90 days is due until day 124"
    assert kinds["complications"]["due"] == 1
    total = report["total"]
    by_site = [sum(row[key] for row in report["by_site"]) for key in ("overdue", "missed", "done_late", "due")]
    assert by_site == [total[key] for key in ("overdue", "missed", "done_late", "due")]
    ranks = ["overdue", "missed", "done-late", "done-early", "due"]
    statuses = [row["status"] for row in report["rows"]]
    assert statuses == sorted(statuses, key=ranks.index)
    assert {row["days_outside"] for row in report["rows"] if row["id"] == "qlq-c30.m3"} == {16}


def test_the_report_as_text(tmp_path: Path, data_set: str) -> None:
    result = run(tmp_path, data_set, "--as-of", AS_OF, "--report")
    assert result.exit_code == 0
    assert "P1  AVL  response-imaging.d56  target 2025-04-17  done 2025-04-26, 2 days after its window" in result.stdout
    assert (
        "P1  AVL  qlq-c30.m3  target 2025-04-01  16 days after its window, which ended on 2025-04-15" in result.stdout
    )


def test_every_assessment_as_a_table(tmp_path: Path, data_set: str) -> None:
    table = tmp_path / "assessments.csv"
    assert run(tmp_path, data_set, "--as-of", AS_OF, "--report", "--csv", str(table)).exit_code == 0
    rows = list(csv.DictReader(StringIO(table.read_text(encoding="utf-8"))))
    document = json.loads(run(tmp_path, data_set, "--as-of", AS_OF, "--json").stdout)
    assert [(row["participant"], row["id"], row["status"]) for row in rows] == [
        (who["participant"], each["id"], each["status"]) for who in document for each in who["assessments"]
    ]
    assert {row["site"] for row in rows} == {"AVL", "'=EMC"}, "a spreadsheet must not take a site for a formula"


def test_contradictions_are_named_and_do_not_stop_the_others(tmp_path: Path) -> None:
    dead = whole({"type": "death", "id": "d", "on": on(60).isoformat()}, scan(90, 20))
    lines = "".join(each.model_dump_json(exclude_none=True) + "\n" for each in (dead, TWO[1]))
    report = run(tmp_path, "-", "--as-of", on(300).isoformat(), "--report", stdin=lines)
    assert report.exit_code == 0
    assert "Facts that contradict each other: P1" in report.stdout
    text = run(tmp_path, "-", "--as-of", on(300).isoformat(), stdin=lines).stdout
    assert "CONTRADICTION: facts.ct90: happened after the death, d." in text


@pytest.mark.parametrize(
    ("arguments", "stdin", "code"),
    [
        (["-", "--as-of", "2027-02-30"], "", "input.date"),
        (["-", "--as-of", AS_OF], "", "data-set.empty"),
        (["-", "--as-of", AS_OF], '{"participant": 3}\n', "input"),
        (
            ["-", "--as-of", AS_OF, "--participant", "P9"],
            TWO[1].model_dump_json() + "\n",
            "data-set.participant-unknown",
        ),
        (["-", "--as-of", AS_OF, "--protocol", "msk-adjuvant"], TWO[1].model_dump_json() + "\n", "assessments.none"),
        (["-", "--as-of", AS_OF, "--protocol", "nothing"], TWO[1].model_dump_json() + "\n", "protocol.unknown"),
        (["/no/such/file", "--as-of", AS_OF], None, "document.unreadable"),
    ],
)
def test_what_cannot_be_used_is_bad_input(tmp_path: Path, arguments: list[str], stdin: str | None, code: str) -> None:
    result = run(tmp_path, *arguments, "--json", stdin=stdin)
    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["code"].startswith(code)
