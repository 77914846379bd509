"""``haipdose trial analyse`` and ``trace``: the report of a data set, and the facts behind a number of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from haipdose.cli.documents_io import Json, answering, emit, print_json, write_bytes

if TYPE_CHECKING:
    from haipdose.analysis.trial_data import Progress, Trial

app = typer.Typer()

Participants = Annotated[
    str, typer.Argument(metavar="PARTICIPANTS.jsonl", help="The data set, one participant a line; - reads stdin.")
]
CutOff = Annotated[str, typer.Option("--cut-off", help="The last day whose facts count, YYYY-MM-DD.")]
RulesFile = Annotated[
    Path | None,
    typer.Option("--rules-file", help="The trial's own values (TOML) over the packaged ones.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Show no progress.")]


@app.command(epilog="Example: haipdose trial analyse trial.jsonl --cut-off 2030-01-01 --out report/")
def analyse(
    participants: Participants,
    cut_off: CutOff,
    out: Annotated[Path, typer.Option("--out", help="The folder to write to; it is made.")],
    rules_file: RulesFile = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Write report.html, report.pdf, the plots, and figures.json: every number with the facts it came from."""
    with answering(as_json=as_json), progress_shown(quiet) as progress:
        from haipdose.analysis.analyse import analyse as run
        from haipdose.analysis.html import html
        from haipdose.analysis.pdf import pdf
        from haipdose.analysis.report import Plot
        from haipdose.library import PackagedLibrary

        trial = read_trial(participants, cut_off, rules_file, progress)
        report, figures = run(trial, PackagedLibrary().protocol, progress)
        folder = made(out)
        files = {"report.html": html(report)}
        progress("PDF", 1, 1)
        files["report.pdf"] = pdf(report)
        files["figures.json"] = figures.model_dump_json(indent=1).encode() + b"\n"
        for section in report.sections:
            for part in section.parts:
                if isinstance(part, Plot):
                    files |= {f"{part.name}.svg": part.svg, f"{part.name}.png": part.png}
        for name, content in files.items():
            write_bytes(folder / name, content)
        emit(
            {"participants": len(trial.subjects), "figures": len(figures.figures), "files": sorted(files)},
            as_json=as_json,
            text=lambda: (
                f"{len(trial.subjects)} randomised participants, {len(figures.figures)} numbers, each with its facts: "
                f"{folder / 'report.html'}, {folder / 'report.pdf'}, {folder / 'figures.json'}"
            ),
        )


@app.command(epilog="Example: haipdose trial trace os.median.B --figures report/figures.json")
def trace(
    figure: Annotated[str, typer.Argument(help="The id of a figure, as in figures.json or data-figure of the HTML.")],
    figures: Annotated[Path, typer.Option("--figures", help="figures.json of the report.")],
    as_json: Json = False,
) -> None:
    """Print a number of the report with the facts it came from, participant by participant."""
    with answering(as_json=as_json):
        from haipdose.analysis.ledger import Figures
        from haipdose.analysis.ledger import trace as facts_of
        from haipdose.errors import InputError
        from haipdose.exact_json import parse_document, validate

        try:
            raw = figures.read_bytes()
        except OSError as error:
            raise InputError(
                f"{figures} cannot be read: {error.strerror}.", code="document.unreadable", remedy="Check the path."
            ) from error
        document = validate(Figures, parse_document(raw, figures.name))
        facts = facts_of(document, figure)
        found = document.figures[figure]
        if as_json:
            print_json({**found.model_dump(mode="json"), "facts": {who: list(ids) for who, ids in facts.items()}})
            return
        typer.echo(f"{found.label}: {found.shown}  [{found.id}, exact {found.value}]")
        typer.echo(f"facts until {document.cut_off}; {len(facts)} participants; @ is the participant's own record")
        for who, ids in facts.items():
            typer.echo(f"  {who}: {', '.join(ids)}")


def read_trial(participants: str, cut_off: str, rules_file: Path | None, progress: Progress) -> Trial:
    """The data set with every outcome. Raises as its parts do."""
    from haipdose.analysis.trial_data import trial_data
    from haipdose.cli.trial_data import day_option, read_participants
    from haipdose.trial.endpoint_data import endpoint_rules, endpoint_rules_with

    last = day_option(cut_off, "cut_off")
    rules = endpoint_rules() if rules_file is None else endpoint_rules_with(rules_file)
    return trial_data(read_participants(participants), last, rules, progress)


def made(folder: Path) -> Path:
    """The folder, made when it is not there. Raises StorageError."""
    from haipdose.errors import StorageError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{folder} cannot be made: {error.strerror}.", code="document.write") from error
    return folder


@contextmanager
def progress_shown(quiet: bool) -> Iterator[Progress]:
    """Progress on stderr: a line that is written over on a terminal, one line a step elsewhere."""
    live = sys.stderr.isatty()
    last = ""

    def show(what: str, done: int, total: int) -> None:
        nonlocal last
        if quiet or (not live and what == last):
            return
        last = what
        sys.stderr.write(f"\r\033[K{what}: {done} of {total}" if live else f"{what}\n")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if live and last:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
