"""Data sets as files: CSV, Parquet, SAS transport (XPT version 5), and their description as JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from haipdose.analysis.datasets import STUDY, DataSet, Value, faults_of

_SAS_EPOCH: Final = date(1960, 1, 1)
_LONGEST: Final = 200
"""Bytes of a text in a transport file of version 5."""
_STAMP: Final = re.compile(rb"\d{2}[A-Z]{3}\d{2}:\d{2}:\d{2}:\d{2}")
_NO_TIME: Final = b"01JAN60:00:00:00"


def as_csv(data: DataSet) -> bytes:
    """UTF-8 with a heading line; days as ISO 8601; empty: no value."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(variable.name for variable in data.variables)
    writer.writerows([_plain(value) for value in row] for row in data.rows)
    return text.getvalue().encode()


def as_parquet(data: DataSet) -> bytes:
    """Parquet with typed columns; labels in the metadata of each column."""
    kinds = {"text": pa.string(), "number": pa.float64(), "date": pa.date32()}
    schema = pa.schema(
        [pa.field(each.name, kinds[each.kind], metadata={"label": each.label}) for each in data.variables],
        metadata={"label": data.label},
    )
    columns = [[row[place] for row in data.rows] for place in range(len(data.variables))]
    table = pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def as_xpt(data: DataSet) -> bytes:
    """SAS transport version 5: days are numbers of days since 1960 with the format DATE9.

    Texts over 200 bytes are cut, as the format demands: CSV and Parquet hold them whole. The times of writing in the
    header are set to the beginning of SAS time, so that the same data give the same bytes.
    """
    columns = {
        each.name: pd.Series(
            [_for_sas(row[place]) for row in data.rows], dtype=object if each.kind == "text" else float
        )
        for place, each in enumerate(data.variables)
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.xpt"
        pyreadstat.write_xport(
            pd.DataFrame(columns),
            str(path),
            file_label=data.label,
            column_labels=[each.label for each in data.variables],
            table_name=data.name,
            file_format_version=5,
            variable_format={each.name: "DATE9" for each in data.variables if each.kind == "date"},
        )
        raw = path.read_bytes()
    return _STAMP.sub(_NO_TIME, raw[:_HEADER]) + raw[_HEADER:]


_HEADER: Final = 80 * 8
"""The records of an XPT file that hold times: library and member headers, before the variables."""


def definition(found: Sequence[DataSet], cut_off: date, version: str) -> bytes:
    """What the files hold, as JSON: a description in the manner of define.xml, not define.xml itself."""
    document: dict[str, Any] = {
        "study": STUDY,
        "cut_off": cut_off.isoformat(),
        "haipdose": version,
        "shape": "in the manner of CDISC ADaM; not checked by CDISC's conformance rules",
        "data_sets": [
            {
                "name": each.name,
                "label": each.label,
                "rows": len(each.rows),
                "variables": [
                    {"name": one.name, "label": one.label, "type": one.kind, "origin": one.origin}
                    for one in each.variables
                ],
            }
            for each in found
        ],
        "limits": list(faults_of(found)),
    }
    return json.dumps(document, indent=1).encode() + b"\n"


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, date) else value


def _for_sas(value: Value) -> str | float | None:
    if isinstance(value, date):
        return float((value - _SAS_EPOCH).days)
    if isinstance(value, str):
        return value.encode()[:_LONGEST].decode(errors="ignore")
    return value
