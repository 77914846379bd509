"""``haipdose schedule``: a clinic's whole calendar, by day and hour."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from haipdose.cli.documents_io import (
    EXIT_DO_NOT_GIVE,
    ApprovalsPath,
    Json,
    ProtocolPath,
    answering,
    emit,
    load_approvals,
    load_own_rules,
    read_document,
    write_bytes,
)
from haipdose.exact_json import validate

if TYPE_CHECKING:
    from haipdose.capacity.answers import ClinicAnswer, Progress
    from haipdose.capacity.requests import ClinicRequest
    from haipdose.derivation import Notice

app = typer.Typer()
_MOST_SECONDS = 24 * 3600


@app.command(
    epilog="Examples:  haipdose schedule clinic.json  ·  haipdose schedule clinic.json --seconds 300 --csv all.csv  ·  "
    "haipdose schedule clinic.json --courses courses/ --previous last.json --json > now.json  ·  "
    "haipdose schedule clinic.json --courses p1.json --courses p2.json --write-request whole.json"
)
def schedule(
    clinic: Annotated[str, typer.Argument(metavar="CLINIC.json", help="The clinic request; - reads stdin.")],
    previous: Annotated[
        Path | None,
        typer.Option("--previous", help="An earlier answer of this command: its appointments count as published."),
    ] = None,
    courses: Annotated[
        list[Path] | None,
        typer.Option(
            "--courses",
            help="Course documents (as for haipdose plan), or a folder of them; may be given several times. Their "
            "visits are added to the request, planned as of its as_of on its calendar; it then needs none itself.",
            show_default=False,
        ),
    ] = None,
    write_request: Annotated[
        Path | None,
        typer.Option("--write-request", help="Write the request with the courses' visits here.", show_default=False),
    ] = None,
    least_moves: Annotated[
        bool,
        typer.Option("--least-moves", help="Move what was published only where that gives somebody a place."),
    ] = False,
    seconds: Annotated[
        float, typer.Option("--seconds", min=0.1, max=_MOST_SECONDS, help="How long to search at most.")
    ] = 60.0,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Threads of the search.")] = 2,
    deterministic: Annotated[
        bool, typer.Option("--deterministic", help="Equal requests give equal answers: one worker, effort counted.")
    ] = False,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write one row a visit to this file.")] = None,
    as_json: Json = False,
    approvals: ApprovalsPath = None,
    protocol_file: ProtocolPath = None,
) -> None:
    """Give every visit of many courses a day and a time within what the clinic can do.

    Progress goes to stderr. Ctrl-C stops the search and gives the best answer so far. Exit code 1 when a visit could
    not be placed.
    """
    with answering(as_json=as_json):
        from haipdose.capacity.answers import ClinicAnswer
        from haipdose.capacity.report import clinic_csv, clinic_text
        from haipdose.capacity.requests import ClinicRequest

        request = validate(ClinicRequest, read_document(clinic))
        left_out: tuple[str, ...] = ()
        if courses:
            request, left_out = _with_courses(request, courses, approvals, protocol_file)
        if write_request is not None:
            write_bytes(write_request, request.model_dump_json(by_alias=True, exclude_none=True, indent=1).encode())
        earlier = None if previous is None else validate(ClinicAnswer, read_document(str(previous)))
        answer = _solve(
            request,
            earlier,
            seconds=seconds,
            workers=workers,
            deterministic=deterministic,
            least_moves=least_moves,
        )
        if left_out:
            answer = answer.model_copy(update={"notices": (*answer.notices, *map(_left_out, left_out))})
        if csv is not None:
            write_bytes(csv, clinic_csv(answer).encode("utf-8"))
        emit(answer, as_json=as_json, text=lambda: clinic_text(answer))
        complete = answer.all_placed and not left_out
    if not complete:
        raise typer.Exit(EXIT_DO_NOT_GIVE)


def _with_courses(
    request: ClinicRequest, paths: list[Path], approvals: Path | None, protocol_file: Path | None
) -> tuple[ClinicRequest, tuple[str, ...]]:
    from haipdose.capacity.gathering import with_courses
    from haipdose.cli.schedule_courses import read_courses
    from haipdose.library import PackagedLibrary

    found = read_courses(paths)
    own = None
    if protocol_file is not None:
        changed_to = {fact.protocol for one in found.values() for fact in one.facts if fact.type == "protocol-changed"}
        own = load_own_rules(sorted({one.protocol for one in found.values()} | changed_to), protocol_file)
    return with_courses(request, found, PackagedLibrary(own), load_approvals(approvals))


def _left_out(visit: str) -> Notice:
    from haipdose.derivation import Notice

    return Notice(
        level="critical",
        code="capacity.left-out",
        message=f"{visit} is left out: its own plan has no day for it.",
        action="See what haipdose plan says about the course.",
    )


def _solve(
    request: ClinicRequest,
    earlier: ClinicAnswer | None,
    *,
    seconds: float,
    workers: int,
    deterministic: bool,
    least_moves: bool,
) -> ClinicAnswer:
    """Search in a thread of its own, so that Ctrl-C is heard while the solver works."""
    from haipdose.capacity.report import progress_text
    from haipdose.capacity.solve import solve_clinic

    stop = threading.Event()
    answers: list[ClinicAnswer] = []
    failures: list[BaseException] = []

    def tell(step: Progress) -> None:
        typer.echo(progress_text(step), err=True)

    def work() -> None:
        try:
            answers.append(
                solve_clinic(
                    request,
                    seconds=seconds,
                    workers=workers,
                    deterministic=deterministic,
                    previous=earlier,
                    least_moves=least_moves,
                    progress=tell,
                    cancelled=stop.is_set,
                )
            )
        except BaseException as failure:  # noqa: BLE001 - raised again by the thread that asked
            failures.append(failure)

    thread = threading.Thread(target=work, name="clinic-search")
    thread.start()
    while thread.is_alive():
        try:
            thread.join(0.2)
        except KeyboardInterrupt:
            typer.echo("stopping: the best answer so far follows", err=True)
            stop.set()
    if failures:
        raise failures[0]
    return answers[0]
