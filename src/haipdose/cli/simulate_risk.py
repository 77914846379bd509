"""``haipdose simulate risk``: how likely a pump runs dry, what it delivers and what comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from haipdose.cli.documents_io import (
    Json,
    ProfilePath,
    ProtocolPath,
    load_approvals,
    load_own_rules,
    load_pump_profile,
    load_rules,
    print_json,
    read_document,
)
from haipdose.cli.simulating import (
    Out,
    Parameters,
    Quiet,
    Scheduler,
    Seed,
    Threads,
    progress_shown,
    simulating,
    threads_of,
    write_files,
)
from haipdose.exact_json import validate

if TYPE_CHECKING:
    from haipdose.pump.profile import PumpProfile
    from haipdose.schedule.requests import Course
    from haipdose_sim.cohort.risk_documents import RiskRequest

app = typer.Typer()


@app.command(
    epilog="Examples: haipdose simulate risk fill.json · haipdose simulate risk course.json --draws 1000000 --out risk "
    "· haipdose simulate risk risk.json --scheduler tcp://127.0.0.1:8786 --json"
)
def risk(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A fill request or answer, a course, a plan, or a risk request; - is stdin."
        ),
    ],
    draws: Annotated[int, typer.Option("--draws", help="How many lives of the pump, at most 10 million.")] = 100_000,
    seed: Seed = 0,
    threads: Threads = None,
    scheduler: Scheduler = None,
    parameters: Parameters = None,
    out: Out = None,
    profile_file: ProfilePath = None,
    protocol_file: ProtocolPath = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Simulate how likely a pump runs dry, what it delivers and what comes back, interval by interval.

    It stands beside the hard limits and replaces none. With --out: plots (SVG, PNG) and tables (Parquet).
    """
    with simulating(as_json=as_json):
        document = read_document(file)
        from haipdose_sim.cohort.reservoir_parameters import reservoir_parameters
        from haipdose_sim.cohort.risk import simulate_risk

        request, profile = _question(document, file, profile_file, protocol_file)
        values = reservoir_parameters(parameters)
        if parameters is None and profile is not None:
            values = values.with_profile(profile)
        with progress_shown("lives", quiet=quiet) as progress:
            run = simulate_risk(
                request,
                values,
                seed=seed,
                draws=draws,
                threads=threads_of(threads),
                scheduler=scheduler,
                progress=progress,
            )
        written: tuple[str, ...] = ()
        if out is not None:
            from haipdose_sim.cohort.risk_files import risk_files

            written = write_files(out, risk_files(run))
        if as_json:
            print_json(run.answer)
        else:
            from haipdose_sim.cohort.risk_text import risk_text

            typer.echo(risk_text(run.answer))
        if written:
            typer.echo(f"Written to {out}: {', '.join(written)}", err=True)


def _question(
    document: Any, name: str, profile_file: Path | None, protocol_file: Path | None
) -> tuple[RiskRequest, PumpProfile | None]:
    """The question in any of the documents that hold one, and the pump's profile where it is named.

    Raises:
        InputError: a document of another kind, or one that its own model refuses.
    """
    from haipdose.errors import InputError
    from haipdose.fill.requests import FillAnswer, FillRequest
    from haipdose.schedule.requests import Course, PlanAnswer
    from haipdose_sim.cohort.risk import request_of_fill, request_of_plan
    from haipdose_sim.cohort.risk_documents import RiskRequest

    keys = set(document) if isinstance(document, dict) else set()
    if "intervals" in keys:
        return validate(RiskRequest, document), None
    if {"contents", "request", "derivation"} <= keys:
        fill = validate(FillAnswer, document)
        return request_of_fill(fill), load_pump_profile(fill.request.pump.profile, profile_file)
    if "contents" in keys:
        from haipdose.fill.answer import answer_fill

        wanted = validate(FillRequest, document)
        profile = load_pump_profile(wanted.pump.profile, profile_file)
        rules = load_rules(wanted.protocol, protocol_file)
        return request_of_fill(answer_fill(wanted, rules, profile, load_approvals(None))), profile
    if "visits" in keys:
        return request_of_plan(validate(PlanAnswer, document)), None
    if "facts" in keys:
        return _of_course(validate(Course, document), protocol_file, profile_file)
    raise InputError(
        f"{name} holds no question about a pump's risk.",
        code="simulate.document",
        found=", ".join(sorted(keys))[:100] or type(document).__name__,
        allowed="a fill request or answer, a course, a plan, or a risk request",
        remedy="See 'haipdose schema risk-request'.",
    )


def _of_course(
    course: Course, protocol_file: Path | None, profile_file: Path | None
) -> tuple[RiskRequest, PumpProfile | None]:
    from haipdose.errors import InputError
    from haipdose.library import PackagedLibrary
    from haipdose_sim.cohort.risk import request_of_course

    if profile_file is not None:
        raise InputError(
            "A course is planned with packaged profiles.",
            code="simulate.profile-of-course",
            field="profile_file",
            remedy="Leave --profile-file out.",
        )
    changed_to = [fact.protocol for fact in course.facts if fact.type == "protocol-changed"]
    own = None if protocol_file is None else load_own_rules([course.protocol, *changed_to], protocol_file)
    return request_of_course(course, PackagedLibrary(own), load_approvals(None))
