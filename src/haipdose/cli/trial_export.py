"""``haipdose trial export``: the analysis data sets as files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from haipdose.cli.documents_io import Json, answering, emit, write_bytes
from haipdose.cli.trial_analyse import CutOff, Participants, Quiet, RulesFile, made, progress_shown, read_trial

app = typer.Typer()


class FileFormat(StrEnum):
    """What a data set can be written as."""

    CSV = "csv"
    PARQUET = "parquet"
    XPT = "xpt"


@app.command(epilog="Example: haipdose trial export trial.jsonl --cut-off 2030-01-01 --out adam/ --format xpt")
def export(
    participants: Participants,
    cut_off: CutOff,
    out: Annotated[Path, typer.Option("--out", help="The folder to write to; it is made.")],
    formats: Annotated[
        list[FileFormat] | None, typer.Option("--format", help="Once for each; all three when left out.")
    ] = None,
    rules_file: RulesFile = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Write ADSL, ADTTE, ADRS, ADLB, ADAE and ADEX, with define.json that describes them."""
    with answering(as_json=as_json), progress_shown(quiet) as progress:
        from haipdose.analysis.datasets import data_sets, faults_of
        from haipdose.analysis.exchange import as_csv, as_parquet, as_xpt, definition
        from haipdose.library import PackagedLibrary
        from haipdose.version import __version__

        writers = {FileFormat.CSV: as_csv, FileFormat.PARQUET: as_parquet, FileFormat.XPT: as_xpt}
        trial = read_trial(participants, cut_off, rules_file, progress)
        found = data_sets(trial, PackagedLibrary().protocol)
        folder = made(out)
        names = ["define.json"]
        write_bytes(folder / "define.json", definition(found, trial.cut_off, __version__))
        for number, each in enumerate(found, start=1):
            progress(each.name, number, len(found))
            for wanted in formats or list(FileFormat):
                names.append(f"{each.name.lower()}.{wanted.value}")
                write_bytes(folder / names[-1], writers[wanted](each))
        limits = faults_of(found)
        emit(
            {"files": names, "rows": {each.name: len(each.rows) for each in found}, "limits": list(limits)},
            as_json=as_json,
            text=lambda: "\n".join(
                [f"{each.name}: {len(each.rows)} rows, {each.label}" for each in found]
                + [f"limit: {limit}" for limit in limits]
                + [f"{len(names)} files in {folder}"]
            ),
        )
