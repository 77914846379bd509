"""``haipdose trial assessments``: what is due, overdue or outside its window, for a participant or a whole trial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from haipdose.cli.documents_io import (
    ApprovalsPath,
    Json,
    ProtocolPath,
    answering,
    emit,
    load_approvals,
    load_own_rules,
    write_bytes,
)
from haipdose.cli.trial_analyse import Participants, Quiet, progress_shown

if TYPE_CHECKING:
    from datetime import date

    from haipdose.analysis.trial_data import Progress
    from haipdose.trial.assessments import Assessing
    from haipdose.trial.assessments_answers import AssessmentAnswer
    from haipdose.trial.assessments_csv import CsvRows
    from haipdose.trial.participant import Participant

app = typer.Typer()


@app.command(
    epilog="Examples: haipdose trial assessments trial.jsonl --as-of 2027-03-01 --report · "
    "haipdose trial assessments trial.jsonl --as-of 2027-03-01 --participant P-017 --json"
)
def assessments(
    participants: Participants,
    as_of: Annotated[str, typer.Option("--as-of", help="The day on which the question is asked, YYYY-MM-DD.")],
    protocol: Annotated[str, typer.Option("--protocol", help="The protocol of the trial.")] = "pump-it",
    participant: Annotated[
        str | None, typer.Option("--participant", help="Only this participant.", show_default=False)
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="The report of the trial: overdue, missed, outside the window.")
    ] = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write every assessment as a row of a CSV file.", show_default=False)
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
    approvals: ApprovalsPath = None,
    protocol_file: ProtocolPath = None,
) -> None:
    """The schedule of assessments of each participant, or with --report what is overdue or outside its window.

    Most moments and windows are the site's: until its approval confirms them, an answer says that it is not released.
    """
    with answering(as_json=as_json), progress_shown(quiet) as progress:
        from haipdose.cli.trial_data import day_option, read_participants
        from haipdose.library import PackagedLibrary
        from haipdose.trial.assessments import assessing
        from haipdose.trial.assessments_csv import CsvRows
        from haipdose.trial.assessments_report import report_of
        from haipdose.trial.assessments_text import report_text, schedule_text
        from haipdose.trial.endpoint_data import endpoint_rules

        day = day_option(as_of, "as_of")
        own = None if protocol_file is None else load_own_rules([protocol], protocol_file)
        rules = PackagedLibrary(own).protocol(protocol)
        ready = assessing(rules, load_approvals(approvals), endpoint_rules())
        asked = _asked(read_participants(participants), participant)
        rows = CsvRows()
        answers = _answers(asked, ready, day, progress, None if csv is None else rows)
        if report:
            found = report_of(answers, ready, day)
            _write(csv, rows)
            emit(found, as_json=as_json, text=lambda: report_text(found))
        else:
            every = list(answers)
            _write(csv, rows)
            emit(
                [each.model_dump(mode="json") for each in every],
                as_json=as_json,
                text=lambda: "\n\n".join(schedule_text(each) for each in every),
            )


def _asked(everybody: Sequence[Participant], name: str | None) -> Sequence[Participant]:
    """Everybody, or the one that is named. Raises InputError when there is none of that name."""
    from haipdose.errors import InputError

    if name is None:
        return everybody
    found = [each for each in everybody if each.participant == name]
    if not found:
        raise InputError(
            "The data set holds no such participant.",
            code="data-set.participant-unknown",
            field="participant",
            found=name[:40],
            remedy="Check the pseudonym.",
        )
    return found


def _answers(
    everybody: Sequence[Participant], ready: Assessing, as_of: date, progress: Progress, rows: CsvRows | None
) -> Iterator[AssessmentAnswer]:
    from haipdose.trial.assessments import assessments_of

    for number, each in enumerate(everybody, start=1):
        progress("Assessments", number, len(everybody))
        answer = assessments_of(each, ready, as_of)
        if rows is not None:
            rows.add(answer)
        yield answer


def _write(path: Path | None, rows: CsvRows) -> None:
    if path is not None:
        write_bytes(path, rows.content())
