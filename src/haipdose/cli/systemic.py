"""``haipdose systemic``: decide and calculate a systemic cycle."""

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
    from haipdose.systemic.requests import DrugAnswer, SystemicAnswer

app = typer.Typer(add_completion=False, rich_markup_mode="rich")


@app.command(
    name="systemic",
    epilog="Examples: haipdose systemic cycle.json · cat cycle.json | haipdose systemic - --json",
)
def systemic(
    request: RequestPath, as_json: Json = False, approvals: ApprovalsPath = None, protocol_file: ProtocolPath = None
) -> None:
    """Decide a systemic cycle (give, reduce, omit, delay, stop) and calculate its doses.

    Exit code 1: nothing is to be given now. A missing or outdated result never means full dose.
    """
    with answering(as_json=as_json):
        document = read_document(request)
        from haipdose.systemic.answer import answer_systemic
        from haipdose.systemic.requests import SystemicRequest

        wanted = validate(SystemicRequest, document)
        answer = answer_systemic(wanted, load_rules(wanted.protocol, protocol_file), load_approvals(approvals))
        emit(answer, as_json=as_json, text=lambda: systemic_text(answer))
        if not answer.action.gives:
            raise typer.Exit(EXIT_DO_NOT_GIVE)


def systemic_text(answer: SystemicAnswer) -> str:
    """The answer for people: what to do, each drug, why, what is missing, and whether it may be released."""
    from haipdose.quantities import to_display

    lines = [
        f"{answer.regimen_title}, cycle {answer.cycle}: {answer.action.value.upper()}",
        f"Body surface area {to_display(answer.body_surface_m2)} m2",
        "",
    ]
    lines += [line for drug in answer.drugs for line in _drug_lines(drug)]
    if answer.delay_until is not None:
        lines += ["", f"Look again on {answer.delay_until}; latest start {answer.latest_start}."]
    lines += _section("Why", [f"{reason.text} [{reason.rule}, {reason.evidence.value}]" for reason in answer.reasons])
    lines += _section("Missing", answer.missing)
    lines += _section("Warnings", [f"{warning.message} {warning.action}".strip() for warning in answer.warnings])
    lines += _section(
        "Derivation", [_step_line(step.label, step.formula, step.value, step.unit) for step in answer.derivation]
    )
    stamp = answer.protocol
    lines += ["", f"Protocol {stamp.id} {stamp.version} ({stamp.approval}), digest {stamp.digest[:12]}"]
    lines += ["Releasable." if answer.release.releasable else "NOT RELEASABLE:"]
    lines += [f"  - {reason}" for reason in answer.release.reasons]
    return "\n".join(lines)


def _drug_lines(drug: DrugAnswer) -> list[str]:
    from haipdose.quantities import to_display, to_text

    said = drug.action.value
    if drug.dose_mg is not None and drug.dose_mg_exact is not None and drug.amount is not None:
        times = f", {drug.doses_per_day} times a day" if drug.doses_per_day > 1 else ""
        hours = f" over {to_display(drug.infusion_hours)} h" if drug.infusion_hours is not None else ""
        said = (
            f"{to_text(drug.dose_mg)} mg{hours}{times}, day {drug.days} "
            f"({to_display(drug.amount)} {drug.unit}; exact {to_display(drug.dose_mg_exact)} mg)"
        )
    return [f"  {drug.component:22} {said}", *(f"  {'':22}   {reason.text}" for reason in drug.reasons)]


def _step_line(label: str, formula: str, value: str | None, unit: str) -> str:
    middle = f": {formula}" if formula else ""
    return f"{label}{middle} = {value} {unit}".rstrip()


def _section(title: str, entries: tuple[str, ...] | list[str]) -> list[str]:
    return ["", f"{title}:", *(f"  - {entry}" for entry in entries)] if entries else []
