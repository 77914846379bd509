"""``haipdose flow``: measure a pump's flow from its return volumes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from haipdose.cli.documents_io import (
    EXIT_DO_NOT_GIVE,
    ApprovalsPath,
    Json,
    ProfilePath,
    ProtocolPath,
    RequestPath,
    answering,
    emit,
    load_approvals,
    load_pump_profile,
    load_rules,
    read_document,
)
from haipdose.exact_json import validate

if TYPE_CHECKING:
    from haipdose.pump.calibration import FlowReading
    from haipdose.pump.requests import FlowAnswer

app = typer.Typer(add_completion=False, rich_markup_mode="rich")


@app.command(
    name="flow",
    epilog="Examples: haipdose flow returns.json · cat returns.json | haipdose flow - --json",
)
def flow(
    request: RequestPath,
    as_json: Json = False,
    approvals: ApprovalsPath = None,
    profile_file: ProfilePath = None,
    protocol_file: ProtocolPath = None,
) -> None:
    """Measure a pump's flow from its return volumes and say which flow the next fill is made for.

    Exit code 0: fill as before. Exit code 1: act first, as the answer says (verify, change the fill flow, do not fill).
    """
    with answering(as_json=as_json):
        document = read_document(request)
        from haipdose.pump.answer import answer_flow
        from haipdose.pump.requests import FlowRequest

        wanted = validate(FlowRequest, document)
        answer = answer_flow(
            wanted,
            load_rules(wanted.protocol, protocol_file),
            load_pump_profile(wanted.pump.profile, profile_file),
            load_approvals(approvals),
        )
        emit(answer, as_json=as_json, text=lambda: flow_text(answer))
        if answer.act_first:
            raise typer.Exit(EXIT_DO_NOT_GIVE)


def flow_text(answer: FlowAnswer) -> str:
    """The answer for people: the decision, each reading, what to do, the derivation, and whether it may be released."""
    from haipdose.quantities import to_display

    fill_flow = answer.fill_flow_ml_per_day
    lines = [
        f"Action: {answer.action.value.upper()}",
        f"Label flow: {to_display(answer.label_flow_ml_per_day)} mL/day",
        f"Fill flow: {'none can be relied on' if fill_flow is None else to_display(fill_flow) + ' mL/day'}",
        "",
        "Readings:",
        *(_reading_line(reading) for reading in answer.readings),
    ]
    if answer.warnings:
        lines += ["", "Look at:"]
        lines += [
            f"  {notice.level.upper()}: {notice.message} {notice.action}".rstrip() + f" [{notice.code}]"
            for notice in answer.warnings
        ]
    lines += ["", "Derivation:"]
    lines += [
        f"  {step.label}: {step.formula + ' = ' if step.formula else ''}{step.value} {step.unit}".rstrip()
        + (f"  [{step.evidence.value}, {step.source}]" if step.rule else "")
        for step in answer.derivation
    ]
    stamp, release = answer.protocol, answer.release
    profile = f"profile {answer.profile} ({answer.profile_digest[:12]})"
    lines += [
        "",
        f"Protocol {stamp.id} {stamp.version} ({stamp.approval}), {profile}",
        "Releasable" if release.releasable else "NOT RELEASABLE: " + "; ".join(release.reasons),
    ]
    return "\n".join(lines)


def _reading_line(reading: FlowReading) -> str:
    from haipdose.quantities import to_display

    bound = "at least " if reading.lower_bound else ""
    counted = "" if reading.why_not is None else f" (does not count: {reading.why_not.value})"
    outside = " OUT OF TOLERANCE" if reading.outside_tolerance else ""
    off = f"{to_display(reading.deviation_percent, 2)} % from the label{outside}{counted}"
    return (
        f"  emptied {reading.emptied_at.isoformat()}: {bound}{to_display(reading.flow_ml_per_day)} mL/day "
        f"over {to_display(reading.days)} days, {off}"
    )
