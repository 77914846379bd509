"""``haipdose plan``: plan or re-plan a course."""

from __future__ import annotations

from pathlib import Path
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
    load_own_rules,
    read_document,
)
from haipdose.cli.papers import Born, PatientId, PatientName, patient_on_paper, write_calendar, write_summary
from haipdose.documents.words import Language
from haipdose.exact_json import validate

app = typer.Typer()


@app.command(
    epilog="Examples:  haipdose plan course.json  ·  haipdose plan course.json --as-of 2026-03-01T09:00:00+01:00  ·  "
    "haipdose plan course.json --previous last-plan.json --json  ·  "
    "haipdose plan course.json --calendar calendar.pdf --patient-name 'A. Appel' --language nl"
)
def plan(
    course: Annotated[str, typer.Argument(metavar="COURSE.json", help="The course document; - reads stdin.")],
    previous: Annotated[
        Path | None, typer.Option("--previous", help="An earlier answer of this command: adds what changed and why.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="Plan as of this moment (ISO 8601 with offset) instead of the course's own."),
    ] = None,
    calendar: Annotated[
        Path | None,
        typer.Option("--calendar", help="Write the patient's own calendar (PDF): plain words.", show_default=False),
    ] = None,
    summary: Annotated[
        Path | None, typer.Option("--summary", help="Write the summary of the course (PDF).", show_default=False)
    ] = None,
    language: Annotated[Language, typer.Option("--language", help="The papers' language: en or nl.")] = "en",
    patient_id: PatientId = None,
    patient_name: PatientName = None,
    born: Born = None,
    as_json: Json = False,
    approvals: ApprovalsPath = None,
    protocol_file: ProtocolPath = None,
) -> None:
    """Plan a course: which visits, when, with which doses, and why.

    Exit code 1 when no plan is possible or when the next thing is not to give a dose.
    """
    with answering(as_json=as_json):
        from haipdose.library import PackagedLibrary
        from haipdose.schedule.answer import answer_plan
        from haipdose.schedule.report import plan_text
        from haipdose.schedule.requests import Course, PlanAnswer

        document = read_document(course)
        if as_of is not None and isinstance(document, dict):
            document = {**document, "as_of": as_of}
        request = validate(Course, document)
        earlier = None if previous is None else validate(PlanAnswer, read_document(str(previous)))
        changed_to = [fact.protocol for fact in request.facts if fact.type == "protocol-changed"]
        own = None if protocol_file is None else load_own_rules([request.protocol, *changed_to], protocol_file)
        answer = answer_plan(request, PackagedLibrary(own), load_approvals(approvals), earlier)
        emit(answer, as_json=as_json, text=lambda: plan_text(answer))
        if calendar is not None or summary is not None:
            patient = patient_on_paper(patient_id or request.id or "", patient_name, born)
            if calendar is not None:
                write_calendar(calendar, request, answer, patient, language)
            if summary is not None:
                write_summary(summary, request, answer, patient, language)
        do_not_give = answer.do_not_give
    if do_not_give:
        raise typer.Exit(EXIT_DO_NOT_GIVE)
