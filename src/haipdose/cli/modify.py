"""``haipdose modify``: decide the next floxuridine dose from liver tests and events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from haipdose.cli.documents_io import (
    EXIT_DO_NOT_GIVE,
    ApprovalsPath,
    Json,
    ProtocolPath,
    RequestPath,
    answering,
    emit,
    load_approvals,
    load_rules,
    read_document,
)
from haipdose.exact_json import validate

if TYPE_CHECKING:
    from haipdose.toxicity.requests import ModifyAnswer

app = typer.Typer(add_completion=False, rich_markup_mode="rich")


@app.command(name="modify", epilog="Examples: haipdose modify liver.json · cat liver.json | haipdose modify - --json")
def modify(
    request: RequestPath, as_json: Json = False, approvals: ApprovalsPath = None, protocol_file: ProtocolPath = None
) -> None:
    """Decide the next floxuridine dose from liver tests and named events.

    Exit code 0: give or reduce. Exit code 1: hold, discontinue, or undetermined because something is missing.
    """
    with answering(as_json=as_json):
        document = read_document(request)
        from haipdose.toxicity.answer import answer_modify
        from haipdose.toxicity.requests import ModifyRequest

        wanted = validate(ModifyRequest, document)
        answer = answer_modify(wanted, load_rules(wanted.protocol, protocol_file), load_approvals(approvals))
        emit(answer, as_json=as_json, text=lambda: modify_text(answer))
        if answer.dose_percent is None:
            raise typer.Exit(EXIT_DO_NOT_GIVE)


def modify_text(answer: ModifyAnswer) -> str:
    """The decision for people: what to do, what each test says, what is missing, whether it may be released."""
    from haipdose.quantities import to_text

    dose = f" {to_text(answer.dose_percent)} % of the full dose" if answer.dose_percent is not None else ""
    lines = [f"Floxuridine: {answer.action.upper()}{dose}", ""]
    for row in answer.by_test:
        says = "hold" if row.percent is None else f"{to_text(row.percent)} %"
        lines.append(f"  {row.test}: {row.band} -> {says}  [{row.rule}; {row.source}, {row.evidence}]")
    lines += [f"  missing: {text}" for text in answer.missing]
    lines += [f"  {notice.level}: {notice.message} {notice.action}" for notice in answer.warnings]
    state = "may be released" if answer.release.releasable else "NOT RELEASABLE"
    lines += ["", f"Protocol {answer.protocol.id} {answer.protocol.version}: {state}"]
    lines += [f"  - {reason}" for reason in answer.release.reasons]
    lines.append("Decision support, not a certified medical device.")
    return "\n".join(lines)
