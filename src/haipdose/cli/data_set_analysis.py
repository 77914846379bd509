"""Everything that runs on a data set, in one go: endpoints, assessments, report, data sets for others, checks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haipdose.cli.documents_io import write_bytes

if TYPE_CHECKING:
    from haipdose.analysis.trial_data import Progress, Trial
    from haipdose.trial.participant import Participant
    from haipdose_sim.cohort.data_set.allocation import Allocation
    from haipdose_sim.cohort.data_set.compare import Comparison
    from haipdose_sim.cohort.data_set.make import Made
    from haipdose_sim.cohort.data_set.truth_file import TruthFile


@dataclass
class Everything:
    """What came out, and what is wrong."""

    folder: Path
    comparison: Comparison
    participants: int
    figures: int
    files: list[str] = field(default_factory=list)
    untraced: tuple[str, ...] = ()
    randomisation: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """Numbers that cannot be traced, a randomisation that doesn't hold, answers that are not the truth."""
        return (*self.untraced, *self.randomisation, *self.comparison.disagreements)

    def document(self) -> dict[str, Any]:
        """For a program."""
        return {
            "participants": self.participants, "figures": self.figures, "files": sorted(self.files),
            "untraced": list(self.untraced), "randomisation_faults": list(self.randomisation),
            "comparison": self.comparison.model_dump(mode="json"),
        }  # fmt: skip

    def text(self) -> str:
        """For people."""
        from haipdose_sim.cohort.data_set.compare import comparison_text

        traced = (
            "every one is traced to facts that are there"
            if not self.untraced
            else f"{len(self.untraced)} ARE NOT TRACED"
        )
        lines = [
            f"{self.participants} randomised participants, {self.figures} numbers in the report: {traced}",
            *(f"NOT TRACED: {words}" for words in self.untraced[:20]),
            "randomisation list and record hold"
            if not self.randomisation
            else f"RANDOMISATION: {self.randomisation[0]}",
            comparison_text(self.comparison),
            f"{len(self.files)} files in {self.folder}",
        ]
        return "\n".join(lines)


def run_everything(
    folder: Path,
    made: Sequence[Made],
    allocation: Allocation,
    truth: TruthFile,
    true_ratio: tuple[float, float],
    cut_off: date,
    *,
    quiet: bool,
) -> Everything:
    """Write the data set and run everything on the bytes that were written.

    Raises:
        InputError: a participant that doesn't validate, or facts that contradict each other.
        StorageError: a file that cannot be written.
    """
    from haipdose.cli.simulate_data_set import as_lines
    from haipdose.cli.trial_analyse import made as make_folder
    from haipdose.cli.trial_analyse import progress_shown
    from haipdose.trial.data_set import participants_in
    from haipdose.trial.randomisation_seal import faults_of
    from haipdose_sim.cohort.data_set.compare import compare

    with progress_shown(quiet) as progress:
        make_folder(folder)
        raw = as_lines(made)
        files = {"participants.jsonl": raw, "truth.json": truth.model_dump_json(indent=1).encode() + b"\n"}
        files["randomisation/sealed-list.json"] = allocation.sealed.model_dump_json(indent=1).encode() + b"\n"
        files["randomisation/secret.json"] = allocation.secret.model_dump_json(indent=1).encode() + b"\n"
        files["randomisation/record.jsonl"] = b"".join(
            line.model_dump_json().encode() + b"\n" for line in allocation.record
        )
        progress("reading", 1, 1)
        everybody = participants_in(raw.splitlines())
        trial = _outcomes(everybody, cut_off, progress)
        files["outcomes.jsonl"] = b"".join(one.outcomes.model_dump_json().encode() + b"\n" for one in trial.subjects)
        files |= _assessments(everybody, cut_off, progress)
        report_files, figures, untraced = _report(trial, progress)
        files |= report_files | _exports(trial, progress)
        comparison = compare(truth.truths, trial, *true_ratio)
        found = Everything(
            folder, comparison, len(trial.subjects), figures,
            untraced=untraced,
            randomisation=faults_of(allocation.sealed, allocation.record, allocation.secret),
        )  # fmt: skip
        files["check.json"] = json.dumps(found.document(), indent=1).encode() + b"\n"
        for name, content in files.items():
            make_folder((folder / name).parent)
            write_bytes(folder / name, content)
        found.files = sorted(files)
        return found


def _outcomes(everybody: Sequence[Participant], cut_off: date, progress: Progress) -> Trial:
    from haipdose.analysis.trial_data import trial_data
    from haipdose.trial.endpoint_data import endpoint_rules

    return trial_data(everybody, cut_off, endpoint_rules(), progress)


def _assessments(everybody: Sequence[Participant], as_of: date, progress: Progress) -> dict[str, bytes]:
    """The report of assessments and every assessment as a row."""
    from haipdose.library import PackagedLibrary
    from haipdose.protocol.approval import Approvals
    from haipdose.trial.assessments import assessing, assessments_of
    from haipdose.trial.assessments_csv import CsvRows
    from haipdose.trial.assessments_report import report_of
    from haipdose.trial.endpoint_data import endpoint_rules

    ready = assessing(PackagedLibrary().protocol("pump-it"), Approvals(), endpoint_rules())
    rows, answers = CsvRows(), []
    for number, each in enumerate(everybody, start=1):
        progress("assessments", number, len(everybody))
        answer = assessments_of(each, ready, as_of)
        rows.add(answer)
        answers.append(answer)
    report = report_of(answers, ready, as_of)
    return {
        "assessments.csv": rows.content(),
        "assessments-report.json": report.model_dump_json(indent=1).encode() + b"\n",
    }


def _report(trial: Trial, progress: Progress) -> tuple[dict[str, bytes], int, tuple[str, ...]]:
    """The report with its plots and figures, how many numbers it has, and which cannot be traced."""
    from haipdose.analysis.analyse import analyse
    from haipdose.analysis.html import html
    from haipdose.analysis.pdf import pdf
    from haipdose.analysis.report import Plot
    from haipdose.analysis.trace_check import trace_faults
    from haipdose.library import PackagedLibrary

    report, figures = analyse(trial, PackagedLibrary().protocol, progress)
    progress("PDF", 1, 1)
    files = {
        "report/report.html": html(report),
        "report/report.pdf": pdf(report),
        "report/figures.json": figures.model_dump_json(indent=1).encode() + b"\n",
    }
    for section in report.sections:
        for part in section.parts:
            if isinstance(part, Plot):
                files |= {f"report/{part.name}.svg": part.svg, f"report/{part.name}.png": part.png}
    progress("tracing", 1, 1)
    faults = trace_faults(report, figures, trial.everybody, trial.rules.reasons.values())
    return files, len(figures.figures), faults


def _exports(trial: Trial, progress: Progress) -> dict[str, bytes]:
    """The data sets for others in every format."""
    from haipdose.analysis.datasets import data_sets
    from haipdose.analysis.exchange import as_csv, as_parquet, as_xpt, definition
    from haipdose.library import PackagedLibrary
    from haipdose.version import __version__

    found = data_sets(trial, PackagedLibrary().protocol)
    files = {"adam/define.json": definition(found, trial.cut_off, __version__)}
    for number, each in enumerate(found, start=1):
        progress(each.name, number, len(found))
        for ending, writer in (("csv", as_csv), ("parquet", as_parquet), ("xpt", as_xpt)):
            files[f"adam/{each.name.lower()}.{ending}"] = writer(each)
    return files
