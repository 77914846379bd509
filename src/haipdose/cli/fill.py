"""``haipdose fill``: calculate a pump fill and write its worksheet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from haipdose.cli.documents_io import (
    ApprovalsPath,
    Json,
    ProfilePath,
    ProtocolPath,
    RequestPath,
    answering,
    emit,
    load_approvals,
    load_pump_profile,
    load_rules,
    read_document,
    write_bytes,
)
from haipdose.documents.words import DocumentWords, Language
from haipdose.exact_json import validate

app = typer.Typer(add_completion=False, rich_markup_mode="rich")

PdfPath = Annotated[
    Path | None, typer.Option("--pdf", help="Write the worksheet to this file too: one A4 page.", show_default=False)
]

WorksheetLanguage = Annotated[Language, typer.Option("--language", help="The worksheet's language: en or nl.")]


@app.command(
    name="fill",
    epilog="Examples: haipdose fill fill.json · haipdose fill fill.json --pdf worksheet.pdf · "
    "cat fill.json | haipdose fill - --json",
)
def fill(
    request: RequestPath,
    pdf: PdfPath = None,
    language: WorksheetLanguage = "en",
    as_json: Json = False,
    approvals: ApprovalsPath = None,
    profile_file: ProfilePath = None,
    protocol_file: ProtocolPath = None,
) -> None:
    """Calculate a pump fill: floxuridine, heparin-saline or glycerol.

    The answer is the worksheet: what to prepare, what to expect back, every step, what to look at, and whether it
    may be released. A fill is answered only if a simulation of the reservoir delivers the prescribed dose; exit
    code 1 says that it was refused.
    """
    with answering(as_json=as_json):
        document = read_document(request)
        from haipdose.documents.worksheet_text import worksheet_text
        from haipdose.fill.answer import answer_fill
        from haipdose.fill.requests import FillRequest

        words = DocumentWords(language)
        wanted = validate(FillRequest, document)
        answer = answer_fill(
            wanted,
            load_rules(wanted.protocol, protocol_file),
            load_pump_profile(wanted.pump.profile, profile_file),
            load_approvals(approvals),
        )
        if pdf is not None:
            from haipdose.documents.worksheet_pdf import worksheet_pdf

            write_bytes(pdf, worksheet_pdf(answer, words))
        emit(answer, as_json=as_json, text=lambda: worksheet_text(answer, words))
        if pdf is not None:
            typer.echo(f"Worksheet written to {pdf}", err=True)
