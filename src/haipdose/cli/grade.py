"""``haipdose grade``: CTCAE v5.0 grades of laboratory values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from haipdose.cli.documents_io import Json, RequestPath, answering, print_json, read_document
from haipdose.exact_json import validate

if TYPE_CHECKING:
    from haipdose.toxicity.grading_requests import GradeAnswerRow

app = typer.Typer(add_completion=False, rich_markup_mode="rich")


@app.command(name="grade", epilog="Examples: haipdose grade rows.json · cat rows.json | haipdose grade - --json")
def grade(rows: RequestPath, as_json: Json = False) -> None:
    """Grade laboratory values by CTCAE v5.0; a value on an edge has the lower grade, a row that lacks something none.

    Rows: id, term, value, unit, lower_limit, upper_limit, baseline, baseline_abnormal; limits in the value's unit.
    """
    with answering(as_json=as_json):
        document = read_document(rows)
        from haipdose.protocol.standards_loader import load_ctcae
        from haipdose.toxicity.grading import grade_rows
        from haipdose.toxicity.grading_requests import GradeRows

        answers = grade_rows(validate(GradeRows, document).root, load_ctcae())
        if as_json:
            print_json([answer.model_dump(mode="json") for answer in answers])
        else:
            typer.echo("\n".join(_line(answer) for answer in answers))


def _line(answer: GradeAnswerRow) -> str:
    shown = "not graded" if answer.grade is None else f"grade {answer.grade}"
    return f"{answer.id}: {shown}  {answer.criterion}{'; ' if answer.criterion and answer.note else ''}{answer.note}"
