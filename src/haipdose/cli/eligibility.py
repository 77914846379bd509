"""``haipdose eligibility``: judge every criterion of a trial for one candidate."""

from __future__ import annotations

from importlib.resources import files
from typing import Annotated

import typer

from haipdose.cli.documents_io import (
    EXIT_DO_NOT_GIVE,
    ApprovalsPath,
    Json,
    ProtocolPath,
    answering,
    emit,
    load_approvals,
    load_rules,
    read_document,
)
from haipdose.errors import InputError
from haipdose.exact_json import validate

app = typer.Typer(add_completion=False, rich_markup_mode="rich")
EXAMPLE = "demo/eligibility-candidate.json"


@app.command(
    name="eligibility",
    epilog="Examples: haipdose eligibility --example > candidate.json · haipdose eligibility candidate.json · "
    "cat candidate.json | haipdose eligibility - --json",
)
def eligibility(
    request: Annotated[
        str | None, typer.Argument(metavar="REQUEST.json", help="The request document; - reads stdin.")
    ] = None,
    as_json: Json = False,
    approvals: ApprovalsPath = None,
    protocol_file: ProtocolPath = None,
    example: Annotated[bool, typer.Option("--example", help="Print a worked request to start from, and stop.")] = False,
) -> None:
    """Judge every inclusion and exclusion criterion of a trial: met, not met, or cannot tell and what is missing.

    Exit code 0: eligible. Exit code 1: not eligible, or it cannot be told. Nobody is eligible by what is not stated.
    """
    with answering(as_json=as_json):
        if example:
            typer.echo(files("haipdose.trial").joinpath(EXAMPLE).read_text(encoding="utf-8"), nl=False)
            return
        if request is None:
            raise InputError(
                "Give the request document.",
                code="eligibility.no-request",
                remedy="See 'haipdose eligibility --example'.",
            )
        document = read_document(request)
        from haipdose.cli.eligibility_text import eligibility_text
        from haipdose.trial.eligibility import answer_eligibility
        from haipdose.trial.eligibility_requests import EligibilityRequest

        wanted = validate(EligibilityRequest, document)
        answer = answer_eligibility(wanted, load_rules(wanted.protocol, protocol_file), load_approvals(approvals))
        emit(answer, as_json=as_json, text=lambda: eligibility_text(answer))
        if answer.outcome != "eligible":
            raise typer.Exit(EXIT_DO_NOT_GIVE)
