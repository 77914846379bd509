"""The papers that a command writes beside its answer: label and checklist of a fill, calendar and summary of a course.

Nobody has released what was calculated at the command line, so label and checklist say that it may not be given.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo

import typer

from haipdose.cli.documents_io import write_bytes
from haipdose.errors import InputError

if TYPE_CHECKING:
    from haipdose.documents.about import OrderOnPaper, PatientOnPaper
    from haipdose.documents.words import Language
    from haipdose.fill.requests import FillAnswer
    from haipdose.schedule.requests import Course, PlanAnswer

NO_ORDER: Final = "command-line"
"""Stands where a paper names the order."""

PatientId = Annotated[
    str | None, typer.Option("--patient-id", help="The hospital number that label and checklist have to show.")
]
PatientName = Annotated[str | None, typer.Option("--patient-name", help="The patient's name on the papers.")]
Born = Annotated[str | None, typer.Option("--born", help="The patient's date of birth on the papers: 1961-04-03.")]


def patient_on_paper(identifier: str, name: str | None, born: str | None) -> PatientOnPaper:
    """The patient as the options say. Raises InputError: the date of birth is none."""
    from haipdose.documents.about import PatientOnPaper

    try:
        return PatientOnPaper(identifier, name, None if born is None else date.fromisoformat(born))
    except ValueError as error:
        raise InputError(
            "This is no date of birth.", code="command.born", field="--born", found=born, allowed="1961-04-03"
        ) from error


def need_patient(identifier: str | None) -> str:
    """The hospital number, without which nothing is labelled. Raises InputError."""
    if not identifier:
        raise InputError(
            "A label and a checklist need the patient's number.",
            code="command.patient-id",
            field="--patient-id",
            remedy="Add --patient-id with the hospital number.",
        )
    return identifier


def write_label(path: Path, answer: FillAnswer, patient: PatientOnPaper, size: str, language: Language) -> None:
    """Write the label. Raises InputError: the size is unknown, or too small for what has to stand on it."""
    from haipdose.documents.label import Label, LabelSize, label_pdf
    from haipdose.documents.words import DocumentWords

    known = [one.value for one in LabelSize]
    if size not in known:
        raise InputError(
            "There is no label of this size.",
            code="command.label-size",
            field="--label-size",
            found=size,
            allowed=", ".join(known),
        )
    write_bytes(path, label_pdf(Label(answer, patient, _no_order(answer), DocumentWords(language)), LabelSize(size)))
    typer.echo(f"Label written to {path}", err=True)


def write_checklist(path: Path, answer: FillAnswer, patient: PatientOnPaper, language: Language) -> None:
    """Write the refill checklist; what is in the pump now is not known here."""
    from haipdose.documents.checklist import Refill, checklist_pdf
    from haipdose.documents.words import DocumentWords

    write_bytes(path, checklist_pdf(Refill(answer, patient, _no_order(answer)), DocumentWords(language)))
    typer.echo(f"Checklist written to {path}", err=True)


def _no_order(answer: FillAnswer) -> OrderOnPaper:
    from haipdose.documents.about import OrderOnPaper

    return OrderOnPaper(NO_ORDER, answer.request.planned_date)


def write_calendar(path: Path, course: Course, plan: PlanAnswer, patient: PatientOnPaper, language: Language) -> None:
    """Write the patient's own calendar from the plan's day on."""
    from haipdose.documents.patient_calendar import VisitOnPaper, calendar_pdf
    from haipdose.documents.words import DocumentWords
    from haipdose.interop.visit_words import visits_of_patient

    words = DocumentWords(language, ZoneInfo(course.clinic.time_zone))
    today = words.local(plan.as_of).date()
    visits = [VisitOnPaper(day, what) for day, what in visits_of_patient(plan, today)]
    write_bytes(path, calendar_pdf(visits, patient, today, words))
    typer.echo(f"Calendar written to {path}", err=True)


def write_summary(path: Path, course: Course, plan: PlanAnswer, patient: PatientOnPaper, language: Language) -> None:
    """Write the summary of the course: the facts in force and the plan."""
    from haipdose.course.corrections import facts_in_force
    from haipdose.documents.course_summary import Summary, summary_pdf
    from haipdose.documents.words import DocumentWords

    known = tuple(fact for _, fact in facts_in_force(course.facts, plan.as_of).facts)
    words = DocumentWords(language, ZoneInfo(course.clinic.time_zone))
    write_bytes(path, summary_pdf(Summary(plan, known, patient), words))
    typer.echo(f"Summary written to {path}", err=True)
