"""``haipdose fill``: calculate a pump fill and write its worksheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from haipdose.cli.papers import (
    Born,
    PatientId,
    PatientName,
    need_patient,
    patient_on_paper,
    write_checklist,
    write_label,
)
from haipdose.documents.words import DocumentWords, Language
from haipdose.exact_json import validate

if TYPE_CHECKING:
    from haipdose.documents.about import RiskOnPaper
    from haipdose.fill.requests import FillAnswer
    from haipdose.pump.profile import PumpProfile

app = typer.Typer(add_completion=False, rich_markup_mode="rich")

PdfPath = Annotated[
    Path | None, typer.Option("--pdf", help="Write the worksheet to this file too: one A4 page.", show_default=False)
]

WithRisk = Annotated[
    bool,
    typer.Option(
        "--risk", help="State on the worksheet how likely the pump runs dry, by simulation (needs the extra)."
    ),
]
PapersLanguage = Annotated[Language, typer.Option("--language", help="The papers' language: en or nl.")]
LabelPath = Annotated[
    Path | None,
    typer.Option("--label", help="Write a label (PDF) marked as not released; needs --patient-id.", show_default=False),
]
LabelSizeAsked = Annotated[str, typer.Option("--label-size", help="The label's stock, mm: 100x50 or 70x36.")]
ChecklistPath = Annotated[
    Path | None,
    typer.Option(
        "--checklist", help="Write the refill checklist (PDF) for the bedside; needs --patient-id.", show_default=False
    ),
]


@app.command(
    name="fill",
    epilog="Examples: haipdose fill fill.json · haipdose fill fill.json --pdf worksheet.pdf · "
    "haipdose fill fill.json --label label.pdf --patient-id 0001 --language nl · "
    "cat fill.json | haipdose fill - --json",
)
def fill(
    request: RequestPath,
    pdf: PdfPath = None,
    label: LabelPath = None,
    label_size: LabelSizeAsked = "100x50",
    checklist: ChecklistPath = None,
    language: PapersLanguage = "en",
    patient_id: PatientId = None,
    patient_name: PatientName = None,
    born: Born = None,
    risk: WithRisk = False,
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
        from haipdose.documents.worksheet import Printed
        from haipdose.documents.worksheet_text import worksheet_text
        from haipdose.fill.answer import answer_fill
        from haipdose.fill.requests import FillRequest

        words = DocumentWords(language)
        wanted = validate(FillRequest, document)
        profile = load_pump_profile(wanted.pump.profile, profile_file)
        answer = answer_fill(wanted, load_rules(wanted.protocol, protocol_file), profile, load_approvals(approvals))
        papers = label is not None or checklist is not None
        patient = patient_on_paper(need_patient(patient_id), patient_name, born) if papers else None
        printed = Printed(risk=_stated(answer, profile)) if risk else None
        if pdf is not None:
            from haipdose.documents.worksheet_pdf import worksheet_pdf

            write_bytes(pdf, worksheet_pdf(answer, words, printed))
        if patient is not None and label is not None:
            write_label(label, answer, patient, label_size, language)
        if patient is not None and checklist is not None:
            write_checklist(checklist, answer, patient, language)
        emit(answer, as_json=as_json, text=lambda: worksheet_text(answer, words, printed))
        if pdf is not None:
            typer.echo(f"Worksheet written to {pdf}", err=True)


def _stated(answer: FillAnswer, profile: PumpProfile) -> RiskOnPaper:
    """The fill's stated risk. Raises InputError: the simulation is not installed, or the fill's flow is not known."""
    from haipdose.cli.simulating import installed

    with installed():
        from haipdose_sim.cohort.risk_on_paper import risk_on_paper

        return risk_on_paper(answer, profile)
