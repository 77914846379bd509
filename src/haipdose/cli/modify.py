"""``haipdose modify``: decide the next floxuridine dose from liver tests and events."""

from __future__ import annotations

import typer

from haipdose.cli.documents_io import (
    EXIT_DO_NOT_GIVE,
    ApprovalsPath,
    Json,
    ProtocolPath,
    RequestPath,
    answering,
    emit,
    load_approvals,
    load_rules,
    read_document,
)
from haipdose.exact_json import validate

app = typer.Typer(add_completion=False, rich_markup_mode="rich")


@app.command(name="modify", epilog="Examples: haipdose modify liver.json · cat liver.json | haipdose modify - --json")
def modify(
    request: RequestPath, as_json: Json = False, approvals: ApprovalsPath = None, protocol_file: ProtocolPath = None
) -> None:
    """Decide the next floxuridine dose from liver tests and named events.

    Exit code 0: give or reduce. Exit code 1: hold, discontinue, or undetermined because something is missing.
    """
    with answering(as_json=as_json):
        document = read_document(request)
        from haipdose.cli.modify_text import modify_text
        from haipdose.toxicity.answer import answer_modify
        from haipdose.toxicity.requests import ModifyRequest

        wanted = validate(ModifyRequest, document)
        answer = answer_modify(wanted, load_rules(wanted.protocol, protocol_file), load_approvals(approvals))
        emit(answer, as_json=as_json, text=lambda: modify_text(answer))
        if answer.dose_percent is None:
            raise typer.Exit(EXIT_DO_NOT_GIVE)
