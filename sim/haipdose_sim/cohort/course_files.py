"""A run of simulated courses as files: the answer, a row for each patient and each cycle, plots, what columns mean."""

from __future__ import annotations

import inspect
import re
from enum import IntEnum
from typing import Any, Final

import numpy as np
import pyarrow as pa

from haipdose_sim.cohort.course_answer import CourseAnswer
from haipdose_sim.cohort.course_columns import Outcome
from haipdose_sim.cohort.course_plots import course_plots
from haipdose_sim.cohort.course_records import PumpCycle, SystemicCycle
from haipdose_sim.cohort.course_runs import CourseRun
from haipdose_sim.cohort.drawing import drawn, parquet

_KEYS: Final = {
    "rules": "The label of the rules.",
    "patient": "Number of the virtual patient, from 0: the same patient under every set of rules.",
    "cycle": "Number of the cycle, from 1.",
}


def course_files(run: CourseRun, answer: CourseAnswer) -> dict[str, bytes]:
    """File names and their contents; the same run gives the same bytes."""
    files = {"course.json": answer.model_dump_json(indent=2).encode() + b"\n", **course_tables_as_files(run)}
    for name, (size, draw) in course_plots(run, answer).items():
        svg, png = drawn(size, draw)
        files |= {f"{name}.svg": svg, f"{name}.png": png}
    return files


def course_tables_as_files(run: CourseRun) -> dict[str, bytes]:
    """A row for each patient, and for each planned cycle of each patient, under each set of rules."""
    files = {"patients.parquet": parquet(_patients_table(run))}
    if run.with_pump:
        files["pump-cycles.parquet"] = parquet(_cycles_table(run, PumpCycle, "pump_cycles"))
    files["systemic-cycles.parquet"] = parquet(_cycles_table(run, SystemicCycle, "systemic_cycles"))
    return files


def meanings(columns: type[IntEnum]) -> dict[str, str]:
    """What each column means, from where it is defined: the text below its name, or the name in words."""
    found = {column.name.lower(): column.name.lower().replace("_", " ") for column in columns}
    for name, text in re.findall(r'^    ([A-Z_0-9]+) = \d+\n    """(.*?)"""', inspect.getsource(columns), re.M | re.S):
        found[name.lower()] = " ".join(text.split())
    return found


def _patients_table(run: CourseRun) -> pa.Table:
    """A row for each patient under each set of rules."""
    columns: dict[str, list[Any]] = {}
    for courses in run.courses:
        _add(columns, "rules", _label(courses.rules.label, len(courses.outcomes)))
        _add(columns, "patient", np.arange(len(courses.outcomes), dtype=np.int64))
        for column in Outcome:
            _add(columns, column.name.lower(), np.ascontiguousarray(courses.outcomes[:, column]))
    return _table(columns, {**_KEYS, **meanings(Outcome)})


def _cycles_table(run: CourseRun, kind: type[IntEnum], where: str) -> pa.Table:
    """A row for each planned cycle of each patient under each set of rules."""
    columns: dict[str, list[Any]] = {}
    for courses in run.courses:
        cells = getattr(courses, where)
        patients, cycles, _ = cells.shape
        _add(columns, "rules", _label(courses.rules.label, patients * cycles))
        _add(columns, "patient", np.repeat(np.arange(patients, dtype=np.int64), cycles))
        _add(columns, "cycle", np.tile(np.arange(1, cycles + 1, dtype=np.int64), patients))
        for column in kind:
            _add(columns, column.name.lower(), np.ascontiguousarray(cells[:, :, column]).ravel())
    return _table(columns, {**_KEYS, **meanings(kind)})


def _label(label: str, rows: int) -> Any:
    return pa.DictionaryArray.from_arrays(np.zeros(rows, dtype=np.int8), [label])


def _add(columns: dict[str, list[Any]], name: str, values: Any) -> None:
    """A part of a column; NaN is null."""
    columns.setdefault(name, []).append(values if name == "rules" else pa.array(values, from_pandas=True))


def _table(columns: dict[str, list[Any]], meaning: dict[str, str]) -> pa.Table:
    """A table whose columns say what they mean."""
    fields = [pa.field(name, parts[0].type, metadata={"description": meaning[name]}) for name, parts in columns.items()]
    whole = [pa.chunked_array(parts) for parts in columns.values()]
    return pa.table(whole, schema=pa.schema(fields)).unify_dictionaries()
