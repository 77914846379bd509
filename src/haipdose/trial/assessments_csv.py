"""Every assessment as a row of a table, for a spreadsheet or another program."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Final

from haipdose.trial.assessments_answers import AssessmentAnswer, ScheduledAssessment

COLUMNS: Final = (
    "participant", "site", "arm", "as_of", "assessment", "id", "status", "reason", "anchor", "anchor_on", "target",
    "earliest", "latest", "closes", "done_on", "days_from_target", "days_outside", "facts",
)  # fmt: skip


class CsvRows:
    """Collects rows answer by answer: UTF-8, comma, one header line, empty where nothing is known."""

    def __init__(self) -> None:
        self._text = StringIO()
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def add(self, answer: AssessmentAnswer) -> None:
        """The rows of one participant."""
        self._writer.writerows(_row(answer, each) for each in answer.assessments)

    def content(self) -> bytes:
        """The file."""
        return self._text.getvalue().encode()


def _row(answer: AssessmentAnswer, each: ScheduledAssessment) -> tuple[object, ...]:
    return (
        answer.participant,
        _plain(answer.site),
        "" if answer.arm is None else answer.arm.value,
        answer.as_of,
        each.assessment,
        each.id,
        each.status.value,
        each.reason or "",
        each.anchor,
        each.anchor_on,
        each.target,
        each.earliest,
        each.latest,
        each.closes,
        each.done_on,
        each.days_from_target,
        each.days_outside,
        " ".join(each.facts),
    )


def _plain(text: str) -> str:
    """A site's name that a spreadsheet would take for a formula is kept text."""
    return f"'{text}" if text[:1] in "=+-@\t" else text
