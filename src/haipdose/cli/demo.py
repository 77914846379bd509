"""``haipdose demo``: the main job on a bundled course, from facts to plan, next fill and worksheet."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from haipdose.cli.documents_io import ApprovalsPath, answering, load_approvals, write_bytes
from haipdose.exact_json import parse_document, validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from haipdose.fill.requests import FillAnswer
    from haipdose.schedule.requests import PlanAnswer

app = typer.Typer()

DEMO = "demo/arm-b-three-cycles.json"


@app.command(epilog="Example:  haipdose demo --out demo-output")
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the course, the plan and the next fill.")],
    approvals: ApprovalsPath = None,
) -> None:
    """Plan a realistic course: arm B, a reduced dose, a refill moved by a holiday, another delayed by illness."""
    with answering(as_json=False):
        from haipdose.library import PackagedLibrary
        from haipdose.schedule.answer import answer_plan
        from haipdose.schedule.report import plan_text
        from haipdose.schedule.requests import Course

        raw = files("haipdose.course").joinpath(DEMO).read_bytes()
        course = validate(Course, parse_document(raw, DEMO))
        answer = answer_plan(course, PackagedLibrary(), load_approvals(approvals))
        plan, fill = plan_text(answer), "\n".join(_next_fill(answer))
        typer.echo(plan)
        typer.echo("")
        typer.echo(fill)
        out.mkdir(parents=True, exist_ok=True)
        write_bytes(out / "course.json", raw)
        write_bytes(out / "plan.json", answer.model_dump_json(indent=2).encode())
        write_bytes(out / "plan.txt", plan.encode())
        write_bytes(out / "next-fill.txt", fill.encode())
        written = ["course.json", "plan.json", "plan.txt", "next-fill.txt"]
        ordered = _next_floxuridine(answer)
        if ordered is not None:
            from haipdose.documents.worksheet_pdf import worksheet_pdf
            from haipdose.documents.worksheet_text import worksheet_text

            write_bytes(out / "worksheet.txt", worksheet_text(ordered).encode())
            write_bytes(out / "worksheet.pdf", worksheet_pdf(ordered))
            written += ["worksheet.txt", "worksheet.pdf"]
        typer.echo(f"Written to {out}: {', '.join(written)}")


def _next_floxuridine(answer: PlanAnswer) -> FillAnswer | None:
    fills = (item.fill for visit in answer.visits for item in visit.items if item.drug == "floxuridine")
    return next((fill for fill in fills if fill is not None), None)


def _next_fill(answer: PlanAnswer) -> Iterator[str]:
    """The next floxuridine fill, step by step."""
    for visit in answer.visits:
        for item in visit.items:
            if item.fill is not None and item.drug == "floxuridine":
                yield f"NEXT FILL: {visit.id} on {visit.date}: {item.text}"
                yield from _steps(item.fill)
                return
    yield "No floxuridine fill is planned."


def _steps(fill: FillAnswer) -> Iterator[str]:
    for number, step in enumerate(fill.derivation, 1):
        formula = f"  {step.formula}" if step.formula else ""
        value = "" if step.value is None else f" = {step.value} {step.unit}".rstrip()
        yield f"  {number:>2}. {step.label}:{formula}{value}  [{step.evidence.value}]"
