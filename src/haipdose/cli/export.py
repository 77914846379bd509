"""``haipdose export``: a course's plan in the formats of other systems."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from haipdose.cli.documents_io import ApprovalsPath, Json, ProtocolPath, answering, load_approvals, read_document
from haipdose.exact_json import validate

if TYPE_CHECKING:
    from haipdose.schedule.requests import Course, PlanAnswer

app = typer.Typer(no_args_is_help=True)

CoursePath = Annotated[str, typer.Argument(metavar="COURSE.json", help="The course document; - reads stdin.")]


@app.callback()
def export() -> None:
    """Write a course's plan for another system: calendar, HL7 v2, FHIR."""


@contextmanager
def interoperability() -> Iterator[None]:
    """Say what to install where the libraries of other systems' formats are not there.

    Raises:
        InputError: one of them is missing.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        from haipdose.errors import InputError

        raise InputError(
            f"This needs the library {error.name}, which is not installed.",
            code="export.not-installed",
            remedy="Install haipdose with its extra: pip install 'haipdose[server]'.",
        ) from error


def planned(
    course: str, approvals: Path | None, protocol_file: Path | None, previous: Path | None = None
) -> tuple[Course, PlanAnswer, str]:
    """The course document, its plan, and its id.

    Raises:
        InputError: the course has no id, by which other systems know it again.
    """
    from haipdose.cli.documents_io import load_own_rules
    from haipdose.errors import InputError
    from haipdose.library import PackagedLibrary
    from haipdose.schedule.answer import answer_plan
    from haipdose.schedule.requests import Course, PlanAnswer

    request = validate(Course, read_document(course))
    if request.id is None:
        raise InputError(
            "The course needs an id, by which other systems know its visits again.",
            code="export.course-id",
            field="id",
            remedy="Give a pseudonym of the course, the same every time.",
        )
    earlier = None if previous is None else validate(PlanAnswer, read_document(str(previous)))
    changed_to = [fact.protocol for fact in request.facts if fact.type == "protocol-changed"]
    own = None if protocol_file is None else load_own_rules([request.protocol, *changed_to], protocol_file)
    answer = answer_plan(request, PackagedLibrary(own), load_approvals(approvals), earlier)
    return request, answer, request.id


@app.command(
    epilog="Examples:  haipdose export ics course.json > visits.ics  ·  "
    "haipdose export ics course.json --state told.json"
)
def ics(
    course: CoursePath,
    state: Annotated[
        Path | None,
        typer.Option("--state", help="What was published before (JSON); read if it is there, and written anew."),
    ] = None,
    opaque: Annotated[bool, typer.Option("--opaque", help='Every entry reads "Hospital visit".')] = False,
    approvals: ApprovalsPath = None,
    protocol_file: ProtocolPath = None,
) -> None:
    """The patient's visits as an iCalendar feed, without name, drug or dose.

    With ``--state`` a visit that moves or is cancelled later is told as such to calendars that have it already.
    """
    with answering(as_json=False), interoperability():
        from haipdose.cli.documents_io import write_bytes
        from haipdose.interop.calendar.feed import patient_feed
        from haipdose.interop.calendar.published import PublishedCalendar, publish

        request, plan, name = planned(course, approvals, protocol_file)
        told = None
        if state is not None and state.exists():
            told = validate(PublishedCalendar, read_document(str(state)))
        now = publish(told, name, plan)
        text = patient_feed(now, request.clinic, wording="opaque" if opaque else "kind")
        if state is not None:
            write_bytes(state, now.model_dump_json(indent=2).encode())
        typer.echo(text, nl=False)


@app.command(
    epilog="Examples:  haipdose export hl7 course.json  ·  "
    "haipdose export hl7 course.json --previous last-plan.json --json"
)
def hl7(
    course: CoursePath,
    previous: Annotated[
        Path | None, typer.Option("--previous", help="The plan that the receiver knows: only changes are written.")
    ] = None,
    as_json: Json = False,
    approvals: ApprovalsPath = None,
    protocol_file: ProtocolPath = None,
) -> None:
    """The visits as HL7 v2.5.1 SIU messages, each ended by CR and an empty line; with ``--json`` a list.

    The patient is named by the pseudonym of the course document only.
    """
    with answering(as_json=as_json), interoperability():
        from haipdose.cli.documents_io import print_json
        from haipdose.interop.hl7v2.appointments import SiuSettings, appointment_messages
        from haipdose.interop.identity import Identifier, PatientIdentity

        request, plan, name = planned(course, approvals, protocol_file, previous)
        pseudonym = request.patient.id or name
        patient = PatientIdentity(id=pseudonym, identifier=Identifier(system="HAIPDOSE", value=pseudonym))
        messages = appointment_messages(name, plan, patient, SiuSettings())
        if as_json:
            print_json([message.model_dump(mode="json") for message in messages])
        else:
            typer.echo(b"\n".join(message.body for message in messages), nl=False)


@app.command(epilog="Examples:  haipdose export fhir course.json > bundle.json")
def fhir(course: CoursePath, approvals: ApprovalsPath = None, protocol_file: ProtocolPath = None) -> None:
    """The course as a FHIR R4 bundle: plan of care, appointments, fills, what was given, results, pump.

    The patient is named by the pseudonym of the course document only.
    """
    with answering(as_json=False), interoperability():
        from zoneinfo import ZoneInfo

        from haipdose.course.corrections import facts_in_force
        from haipdose.interop.fhir.course_bundle import course_bundle
        from haipdose.interop.fhir.writing import to_json

        request, plan, name = planned(course, approvals, protocol_file)
        known = facts_in_force(request.facts, request.as_of).facts
        bundle = course_bundle(name, request, plan, known, ZoneInfo(request.clinic.time_zone))
        typer.echo(to_json(bundle).decode())
