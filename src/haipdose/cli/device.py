"""``haipdose device``: read and program a pump over a serial line, and verify flows on a bench.

Research software with an emulator: no implanted pump is reached, and nothing of it is to be connected to a patient.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from haipdose.cli import device_course as courses
from haipdose.cli.device_flow_check import flow_check
from haipdose.cli.documents_io import ApprovalsPath, Json, ProfilePath, answering, decimal_option, emit, read_document

if TYPE_CHECKING:
    from haipdose.device.journal import Intent
    from haipdose.device.outcome import Outcome
    from haipdose.device.programmer import Programmer
    from haipdose.pump.profile import PumpProfile

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Read and program a pump over a serial line (reference protocol), and verify flows on a bench (NE-1000). "
    "Research software: never connect it to a patient.",
    epilog="Exit codes: 0 confirmed, 1 rejected or refused, 2 bad input, 3 device failure or outcome not known.",
)

EXIT_REJECTED = 1
EXIT_UNCERTAIN = 3

PortUrl = Annotated[
    str,
    typer.Option("--port", help="Device path, pseudo-terminal, socket://host:port or rfc2217://host:port."),
]
CoursePath = Annotated[Path, typer.Argument(metavar="COURSE.json", help="The course document.")]
JournalFolder = Annotated[
    Path | None,
    typer.Option("--journal", help="Folder of the device journals. Default: device-journal in the site's folder."),
]
TracePath = Annotated[Path | None, typer.Option("--trace", help="Write every byte, both ways, to this file.")]
WriteFacts = Annotated[bool, typer.Option("--write-facts", help="Add what was found or done to the course file.")]
ConfirmedBy = Annotated[
    list[str] | None,
    typer.Option("--confirmed-by", help="User id of a person who has compared old and new; give it twice."),
]
Baud = Annotated[int, typer.Option("--baud", help="Speed of the line.")]


@contextmanager
def session(
    profile: PumpProfile, serial_number: str, *, port: str, baud: int, journal: Path | None, trace: Path | None
) -> Iterator[Programmer]:
    """A programmer on an open port. A pump that cannot be programmed is refused before the port is opened."""
    from haipdose.device.program import require_programmable, serial_on_the_wire

    require_programmable(profile)
    serial = serial_on_the_wire(serial_number)
    from haipdose.device.journal import Journal
    from haipdose.device.link import Link, Timing
    from haipdose.device.programmer import Programmer
    from haipdose.device.transport import SerialPort, hexdump_trace, trace_file
    from haipdose.protocol.approval_store import approvals_path

    folder = journal or approvals_path().parent / "device-journal"
    chance = random.SystemRandom()
    with Journal(folder, serial) as book, SerialPort(port, baud=baud) as line, trace_file(trace) as stream:
        link = Link(
            line,
            serial,
            first_sequence=chance.randrange(1, 0x10000),
            timing=Timing(baud=baud),
            trace=None if stream is None else hexdump_trace(lambda text: stream.write(text + "\n")),
        )
        yield Programmer(link, book, new_id=lambda: chance.randrange(1, 1 << 64))


@app.command(epilog="Example: haipdose device interrogate course.json --port /dev/ttyUSB0 --write-facts")
def interrogate(
    course: CoursePath,
    port: PortUrl,
    *,
    as_json: Json = False,
    approvals: ApprovalsPath = None,
    profile_file: ProfilePath = None,
    journal: JournalFolder = None,
    trace: TracePath = None,
    baud: Baud = 19_200,
    write_facts: WriteFacts = False,
) -> None:
    """Read the pump and compare it with the course: serial number, drug, rate, volume, resets, battery.

    Exit code 1 when something must be settled before anything else is given.
    """
    with answering(as_json=as_json):
        from haipdose.cli.device_text import reading_text
        from haipdose.device.comparison import read_pump
        from haipdose.device.course_program import expected_of

        document = courses.read_course(str(course))
        profile = courses.profile_of(document, profile_file)
        now = courses.now_utc()
        with session(
            profile, courses.pump_of(document).serial_number, port=port, baud=baud, journal=journal, trace=trace
        ) as pump:
            status = pump.interrogate()
            model = "" if pump.link.identity is None else pump.link.identity.model
            pending = pump.journal.pending
        plan = courses.plan_of(document, approvals, profile_file)
        expected = expected_of(courses.pump_of(document), plan, now)
        reading = read_pump(status, model, expected, profile)
        if write_facts:
            fact = {
                "type": "pump-interrogated",
                "at": now.isoformat(),
                "serial_number": reading.serial_number,
                **reading.model_dump(mode="json", include={"reservoir_ml", "battery_percent", "program_digest"}),
                "flow_ml_per_day": reading.model_dump(mode="json")["rate_ml_per_day"],
                "findings": [finding.code for finding in reading.findings],
            }
            courses.append_fact(course, fact)
        emit(reading, as_json=as_json, text=lambda: reading_text(reading, pending))
        must_settle = reading.has_critical or pending is not None
    if must_settle:
        raise typer.Exit(EXIT_REJECTED)


@app.command(
    epilog="Example: haipdose device program course.json --port /dev/ttyUSB0 --confirmed-by phys-1 --confirmed-by ph-2"
)
def program(
    document: Annotated[
        Path, typer.Argument(metavar="COURSE.json", help="A course, an answer of haipdose fill, or a program request.")
    ],
    port: Annotated[str | None, typer.Option("--port", help="The port; without it the program is only shown.")] = None,
    *,
    confirmed_by: ConfirmedBy = None,
    profile_name: Annotated[
        str, typer.Option("--profile", help="Profile, when the document is a program request.")
    ] = "reference-programmable-20",
    as_json: Json = False,
    approvals: ApprovalsPath = None,
    profile_file: ProfilePath = None,
    journal: JournalFolder = None,
    trace: TracePath = None,
    baud: Baud = 19_200,
    write_facts: WriteFacts = False,
) -> None:
    """Program the pump for the next fill: stage, read back, compare old and new, commit, confirm.

    Two different people must have compared old and new settings; at a terminal they are asked for their ids.
    """
    with answering(as_json=as_json):
        from haipdose.cli.device_text import planned_text, program_document
        from haipdose.cli.documents_io import load_pump_profile
        from haipdose.device.diff import Diff, diff_text
        from haipdose.device.program import plan_program

        content = read_document(str(document))
        named = content.get("pump") if isinstance(content, dict) else None
        if isinstance(content, dict) and isinstance(content.get("request"), dict):
            named = content["request"].get("pump")
        wanted_profile = named.get("profile", profile_name) if isinstance(named, dict) else profile_name
        profile = load_pump_profile(str(wanted_profile), profile_file)
        from haipdose.device.program import require_programmable

        require_programmable(profile)
        now = courses.now_utc()
        request = courses.request_of(content, approvals, profile_file, now, profile)
        wire, planned = plan_program(request, profile)
        if port is None:
            emit(planned, as_json=as_json, text=lambda: planned_text(planned))
            return

        def confirm(seen: Diff) -> list[str]:
            typer.echo(diff_text(seen), err=as_json)
            return _people(confirmed_by)

        if not as_json:
            typer.echo(planned_text(planned) + "\n")
        with session(profile, request.serial_number, port=port, baud=baud, journal=journal, trace=trace) as pump:
            outcome = pump.program(wire, confirm)
        if write_facts:
            _write_done(document, "program", outcome, request.serial_number, confirmed_by, planned=planned)
        _finish(outcome, as_json=as_json, document=program_document(outcome, planned))


@app.command(epilog="Example: haipdose device bolus course.json --port PATH --volume-ml 0.3 --minutes 30")
def bolus(
    course: CoursePath,
    port: PortUrl,
    volume_ml: Annotated[str, typer.Option("--volume-ml", help="Volume of the bolus, mL.")],
    minutes: Annotated[str, typer.Option("--minutes", help="Its duration, minutes.")],
    *,
    confirmed_by: ConfirmedBy = None,
    as_json: Json = False,
    profile_file: ProfilePath = None,
    journal: JournalFolder = None,
    trace: TracePath = None,
    baud: Baud = 19_200,
    write_facts: WriteFacts = False,
) -> None:
    """Give a bolus: staged, read back, confirmed by two people, started once. An interrupted bolus is never resumed."""
    with answering(as_json=as_json):
        from haipdose.cli.device_text import outcome_document
        from haipdose.device.codec.reference_contents import BolusProgram
        from haipdose.device.program import plan_bolus

        document = courses.read_course(str(course))
        serial_number = courses.pump_of(document).serial_number
        profile = courses.profile_of(document, profile_file)
        wire, notices = plan_bolus(
            serial_number, decimal_option(volume_ml, "volume_ml"), decimal_option(minutes, "minutes"), profile
        )
        for notice in notices:
            typer.echo(f"{notice.level.upper()}: {notice.message} {notice.action}", err=True)

        def confirm(seen: BolusProgram) -> list[str]:
            typer.echo(f"Bolus of {volume_ml} mL over {minutes} min on pump {seen.serial}", err=as_json)
            return _people(confirmed_by)

        with session(profile, serial_number, port=port, baud=baud, journal=journal, trace=trace) as pump:
            outcome = pump.bolus(wire, confirm)
        if write_facts:
            _write_done(course, "bolus", outcome, serial_number, confirmed_by, volume_ml=volume_ml)
        _finish(outcome, as_json=as_json, document=outcome_document(outcome))


@app.command(epilog="Example: haipdose device stop course.json --port /dev/ttyUSB0")
def stop(
    course: CoursePath,
    port: PortUrl,
    *,
    as_json: Json = False,
    profile_file: ProfilePath = None,
    journal: JournalFolder = None,
    trace: TracePath = None,
    baud: Baud = 19_200,
    write_facts: WriteFacts = False,
) -> None:
    """End delivery and a running bolus, whatever the pump is doing and whatever is unresolved."""
    with answering(as_json=as_json):
        from haipdose.cli.device_text import outcome_document

        document = courses.read_course(str(course))
        serial_number = courses.pump_of(document).serial_number
        profile = courses.profile_of(document, profile_file)
        with session(profile, serial_number, port=port, baud=baud, journal=journal, trace=trace) as pump:
            outcome = pump.stop()
        if write_facts:
            _write_done(course, "stop", outcome, serial_number, None)
        _finish(outcome, as_json=as_json, document=outcome_document(outcome))


@app.command(epilog="Example: haipdose device log course.json --port /dev/ttyUSB0 --from 1")
def log(
    course: CoursePath,
    port: PortUrl,
    *,
    first: Annotated[int, typer.Option("--from", min=1, help="Number of the first entry.")] = 1,
    as_json: Json = False,
    profile_file: ProfilePath = None,
    journal: JournalFolder = None,
    trace: TracePath = None,
    baud: Baud = 19_200,
) -> None:
    """Print the pump's log, its chain checked: a gap or a changed entry is an error."""
    with answering(as_json=as_json):
        from haipdose.cli.device_text import log_document, log_text

        document = courses.read_course(str(course))
        profile = courses.profile_of(document, profile_file)
        with session(
            profile, courses.pump_of(document).serial_number, port=port, baud=baud, journal=journal, trace=trace
        ) as pump:
            entries = pump.log(first)
        emit(log_document(entries), as_json=as_json, text=lambda: log_text(entries))


@app.command(epilog="Example: haipdose device resolve course.json --port /dev/ttyUSB0")
def resolve(
    course: CoursePath,
    port: PortUrl,
    *,
    as_json: Json = False,
    profile_file: ProfilePath = None,
    journal: JournalFolder = None,
    trace: TracePath = None,
    baud: Baud = 19_200,
) -> None:
    """Find out what became of a command whose outcome is not known, by reading the pump. Nothing is resent."""
    with answering(as_json=as_json):
        from haipdose.cli.device_text import outcome_document

        document = courses.read_course(str(course))
        profile = courses.profile_of(document, profile_file)
        with session(
            profile, courses.pump_of(document).serial_number, port=port, baud=baud, journal=journal, trace=trace
        ) as pump:
            outcome = pump.resolve()
        if outcome is None:
            emit({"outcome": "nothing-pending"}, as_json=as_json, text=lambda: "Nothing is unresolved on this pump.")
            return
        _finish(outcome, as_json=as_json, document=outcome_document(outcome))


def _finish(outcome: Outcome, *, as_json: bool, document: dict[str, Any]) -> None:
    """Print how it ended and leave with its exit code."""
    from haipdose.cli.device_text import outcome_text
    from haipdose.device.outcome import Rejected, Uncertain

    emit(document, as_json=as_json, text=lambda: outcome_text(outcome))
    if isinstance(outcome, Rejected):
        raise typer.Exit(EXIT_REJECTED)
    if isinstance(outcome, Uncertain):
        raise typer.Exit(EXIT_UNCERTAIN)


def _people(given: list[str] | None) -> list[str]:
    """The ids of the people who confirm: as given, or asked for at a terminal."""
    if given or not sys.stdin.isatty():
        return given or []
    first = typer.prompt("First person has compared old and new (user id)", err=True)
    second = typer.prompt("Second person has compared old and new (user id)", err=True)
    return [str(first), str(second)]


def _write_done(
    course: Path,
    command: str,
    outcome: Outcome,
    serial_number: str,
    people: list[str] | None,
    *,
    planned: Any = None,
    volume_ml: str | None = None,
) -> None:
    shown = None if planned is None else planned.model_dump(mode="json")
    pending: Intent | None = getattr(outcome, "pending", None)
    fact: dict[str, Any] = {
        "type": "pump-programmed",
        "at": courses.now_utc().isoformat(),
        "serial_number": serial_number,
        "command": command,
        "result": type(outcome).__name__.lower(),
        "confirmed_by": list(pending.confirmed_by if pending is not None else people or ()),
    }
    if shown is not None:
        fact["flow_ml_per_day"] = shown["rate_ml_per_day"]
    if volume_ml is not None:
        fact["volume_ml"] = volume_ml
    courses.append_fact(course, fact)


app.command(
    name="flow-check",
    epilog="Example: haipdose device flow-check --port /dev/ttyUSB0 --rate-ml-per-day 1.3 --diameter-mm 14.57 "
    "--minutes 60 --svg flow.svg",
)(flow_check)
