"""Analysis data sets: what another reader reads back is what was written."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from haipdose.analysis.datasets import _LABORATORY, DataSet, Variable, _laboratory_code, data_sets, faults_of
from haipdose.analysis.exchange import as_csv, as_parquet, as_xpt, definition
from haipdose.analysis.trial_data import Trial
from haipdose.cli.main import app
from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.library import PackagedLibrary

run = CliRunner()
NAMES = ["ADSL", "ADTTE", "ADRS", "ADLB", "ADAE", "ADEX"]


@pytest.fixture(scope="module")
def found(trial: Trial) -> tuple[DataSet, ...]:
    return data_sets(trial, PackagedLibrary().protocol)


def _columns(data: DataSet) -> Iterator[tuple[Variable, list[Any]]]:
    for place, variable in enumerate(data.variables):
        yield variable, [row[place] for row in data.rows]


def test_every_data_set_is_there_and_filled(found: tuple[DataSet, ...], trial: Trial) -> None:
    assert [each.name for each in found] == NAMES
    assert all(each.rows for each in found)
    assert len(found[0].rows) == len(trial.subjects)
    assert len(found[1].rows) == 3 * len(trial.subjects)
    assert faults_of(found) == ()


def test_csv_reads_back(found: tuple[DataSet, ...]) -> None:
    for data in found:
        rows = list(csv.DictReader(io.StringIO(as_csv(data).decode())))
        assert len(rows) == len(data.rows)
        for variable, values in _columns(data):
            for row, value in zip(rows, values, strict=True):
                text = row[variable.name]
                if value is None:
                    assert text == ""
                elif variable.kind == "number":
                    assert float(text) == value
                else:
                    assert text == str(value)


def test_parquet_reads_back(found: tuple[DataSet, ...]) -> None:
    for data in found:
        table = pq.read_table(io.BytesIO(as_parquet(data)))
        assert table.column_names == [each.name for each in data.variables]
        for variable, values in _columns(data):
            assert table.column(variable.name).to_pylist() == values
            assert table.field(variable.name).metadata == {b"label": variable.label.encode()}


def test_transport_files_read_back_with_another_reader(found: tuple[DataSet, ...], tmp_path: Path) -> None:
    """pandas has its own reader of the format, written apart from the library that wrote the file."""
    for data in found:
        path = tmp_path / f"{data.name}.xpt"
        path.write_bytes(as_xpt(data))
        frame = pd.read_sas(path, format="xport", encoding="utf-8")
        assert list(frame.columns) == [each.name for each in data.variables]
        for variable, values in _columns(data):
            for read, value in zip(frame[variable.name], values, strict=True):
                if variable.kind == "text":
                    assert ("" if isinstance(read, float) and math.isnan(read) else read) == value
                elif value is None:
                    assert math.isnan(read)
                elif variable.kind == "date":
                    assert date(1960, 1, 1) + timedelta(days=int(read)) == value
                else:
                    assert read == pytest.approx(value, rel=1e-14)


def test_same_data_same_bytes(found: tuple[DataSet, ...]) -> None:
    for data in found:
        assert as_xpt(data) == as_xpt(data)
        assert as_parquet(data) == as_parquet(data)


def test_every_row_names_facts_that_are_there(found: tuple[DataSet, ...], trial: Trial) -> None:
    known = {
        each.id: {fact.id for fact in each.participant.facts} | {key for key, _ in each.course_facts}
        for each in trial.subjects
    }
    traced = 0
    for data in found:
        place = [each.name for each in data.variables].index("SRCID")
        for row in data.rows:
            ids = set(str(row[place]).split())
            assert ids <= known[str(row[1])], (data.name, row)
            traced += bool(ids)
    assert traced > 300


def test_times_agree_with_the_outcomes(found: tuple[DataSet, ...], trial: Trial) -> None:
    names = [each.name for each in found[1].variables]
    rows = [dict(zip(names, row, strict=True)) for row in found[1].rows]
    for each in trial.subjects:
        (row,) = [one for one in rows if one["USUBJID"] == each.id and one["PARAMCD"] == "HPFS"]
        event = each.outcomes.hepatic_pfs.event
        assert row["AVAL"] == each.outcomes.hepatic_pfs.days
        assert row["CNSR"] == {0: 1, 1: 0}.get(event, event)


def test_laboratory_codes_are_distinct() -> None:
    names = set(laboratory_catalogue().tests)
    assert names == set(_LABORATORY)
    assert len(set(_LABORATORY.values())) == len(names)
    assert _laboratory_code("something-else") == "SOMETHIN"


def test_what_a_transport_file_cannot_hold_is_said() -> None:
    long = DataSet("ADX", "x", (Variable("TOOLONGNAME", "x" * 41, "text", ""),), (("é" * 150,),))
    assert faults_of([long]) == (
        "ADX.TOOLONGNAME: name or label too long",
        "ADX.TOOLONGNAME: 1 values over 200 bytes are cut in XPT",
    )


def test_a_long_text_is_cut_at_a_whole_letter(tmp_path: Path) -> None:
    data = DataSet("ADX", "x", (Variable("WORDS", "words", "text", ""),), (("aé" * 100,),))
    path = tmp_path / "x.xpt"
    path.write_bytes(as_xpt(data))
    assert pd.read_sas(path, format="xport", encoding="utf-8")["WORDS"][0] == ("aé" * 100).encode()[:199].decode()


def test_definition_describes_the_files(found: tuple[DataSet, ...]) -> None:
    document = json.loads(definition(found, date(2028, 1, 1), "0"))
    assert [each["name"] for each in document["data_sets"]] == NAMES
    assert "not checked" in document["shape"]


def test_the_command(data_set: Path, tmp_path: Path) -> None:
    words = ["trial", "export", str(data_set), "--cut-off", "2028-01-01", "--quiet"]
    done = run.invoke(app, [*words, "--out", str(tmp_path / "all")])
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "all").iterdir())) == 19
    assert "ADSL: 23 rows" in done.stdout
    one = run.invoke(app, [*words, "--out", str(tmp_path / "one"), "--format", "csv", "--json"])
    assert len(json.loads(one.stdout)["files"]) == 7
