"""``haipdose protocol``: read, check, compare and approve the rules that answers are made with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from haipdose.cli.documents_io import ApprovalsPath, Json, answering, emit, load_approvals

if TYPE_CHECKING:
    from haipdose.protocol.schema import Protocol

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="List, show, validate, compare and approve protocols. An unapproved protocol is never releasable.",
    epilog="Examples: haipdose protocol list · haipdose protocol show PROTOCOL --unverified · "
    "haipdose protocol diff PROTOCOL our-protocol.toml",
)

Which = Annotated[str, typer.Argument(metavar="PROTOCOL", help="Id of a packaged protocol, or a file ending in .toml.")]


@app.command(name="list", epilog="Example: haipdose protocol list --json")
def list_(as_json: Json = False, approvals: ApprovalsPath = None) -> None:
    """List the protocols that come with the package, and which of them the site has approved."""
    with answering(as_json=as_json):
        from haipdose.cli.protocol_text import list_text
        from haipdose.protocol.approval import stamp
        from haipdose.protocol.loader import list_protocols, load_protocol

        known = load_approvals(approvals)
        entries = [(summary, stamp(load_protocol(summary.id), known)) for summary in list_protocols()]
        emit(
            {
                "protocols": [
                    {**summary.model_dump(mode="json"), "approval": found.approval} for summary, found in entries
                ]
            },
            as_json=as_json,
            text=lambda: list_text(entries),
        )


@app.command(epilog="Examples: haipdose protocol show PROTOCOL --section fill · haipdose protocol show PROTOCOL --json")
def show(
    protocol: Which,
    section: Annotated[
        str | None, typer.Option(help="Only rules below this path, such as fill or schedule.pump.", show_default=False)
    ] = None,
    unverified: Annotated[
        bool, typer.Option("--unverified", help="Only rules that wait for the site's confirmation.")
    ] = False,
    as_json: Json = False,
    approvals: ApprovalsPath = None,
) -> None:
    """Show every rule with its value, source and evidence. A ! marks what no opened source confirms."""
    with answering(as_json=as_json):
        from haipdose.cli.protocol_text import protocol_text
        from haipdose.protocol.approval import stamp
        from haipdose.protocol.loader import load_labels
        from haipdose.protocol.rule_values import rule_values

        loaded = _load(protocol)
        known = load_approvals(approvals)
        confirmed = {value.path for entry in known.of(loaded) for value in entry.confirmed}
        values = rule_values(loaded).values()
        shown = [value for value in values if section is None or _is_below(value.path, section)]
        shown = [value for value in shown if not unverified or (value.needs_site and value.path not in confirmed)]
        if section is not None and not any(_is_below(value.path, section) for value in values):
            _refuse_section(section, (value.path for value in values))
        labels, found = load_labels(), stamp(loaded, known)
        emit(
            {
                "stamp": found.model_dump(mode="json"),
                "rules": [
                    {
                        **value.model_dump(mode="json", exclude_none=True),
                        "label": words.text if (words := labels.words(value.path)) else value.path,
                        "unit": words.unit if words else "",
                        "confirmed": value.path in confirmed,
                    }
                    for value in shown
                ],
                "content": loaded.model_dump(mode="json", exclude={"digest"}, exclude_none=True),
            },
            as_json=as_json,
            text=lambda: protocol_text(loaded, found, labels, shown, confirmed),
        )


@app.command(epilog="Example: haipdose protocol validate our-protocol.toml")
def validate(
    path: Annotated[Path, typer.Argument(metavar="PROTOCOL.toml", help="A protocol file of the site.")],
    as_json: Json = False,
) -> None:
    """Check a protocol file and its parts; every fault is reported at once. Exit code 2: there are faults."""
    with answering(as_json=as_json):
        from haipdose.protocol.loader import load_protocol_file

        found = load_protocol_file(path)
        emit(
            {"valid": True, "id": found.id, "version": found.version, "digest": found.digest},
            as_json=as_json,
            text=lambda: f"{path.name} is a valid protocol: {found.id} {found.version}, digest {found.digest}",
        )


@app.command(epilog="Example: haipdose protocol diff PROTOCOL our-protocol.toml")
def diff(old: Which, new: Which, as_json: Json = False) -> None:
    """Say in words what changes for a patient from one protocol to another, with worked examples."""
    with answering(as_json=as_json):
        from haipdose.cli.protocol_consequences import EXAMPLE_PROFILE, consequences
        from haipdose.cli.protocol_text import difference_text
        from haipdose.protocol.compare import compare_protocols
        from haipdose.protocol.loader import load_labels
        from haipdose.pump.loader import load_profile

        before, after = _load(old), _load(new)
        difference = compare_protocols(before, after, load_labels())
        worked = consequences(before, after, load_profile(EXAMPLE_PROFILE))
        emit(
            {
                **difference.model_dump(mode="json"),
                "worked_examples": [each.model_dump(mode="json") for each in worked],
            },
            as_json=as_json,
            text=lambda: difference_text(difference, worked),
        )


@app.command(
    epilog="Example: haipdose protocol approve PROTOCOL --digest 0123456789abcdef --by pharmacist-7 "
    "--role 'hospital pharmacist' --confirm fill.rounding.step_mg"
)
def approve(
    protocol: Which,
    *,
    digest: Annotated[
        str, typer.Option(help="At least the first 16 characters of the digest that 'protocol show' printed.")
    ],
    by: Annotated[str, typer.Option(help="The site's word for the person, such as a user id.")],
    role: Annotated[str, typer.Option(help="In which function.")],
    statement: Annotated[str | None, typer.Option(help="What the person declares.", show_default=False)] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option(help="Path of a value that the site confirms; may be repeated.", show_default=False),
    ] = None,
    confirm_all_unverified: Annotated[
        bool,
        typer.Option("--confirm-all-unverified", help="Confirm every value marked !; needs --statement."),
    ] = False,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="End all approvals of this digest instead; needs --statement.")
    ] = False,
    as_json: Json = False,
    approvals: ApprovalsPath = None,
) -> None:
    """Record who approved exactly which content of a protocol, and which values the site takes upon itself."""
    with answering(as_json=as_json):
        from haipdose.library import profile_values
        from haipdose.protocol import approving
        from haipdose.protocol.approval_store import append_approval

        loaded = _load(protocol)
        now = datetime.now(UTC)
        paths = tuple(confirm or ())
        if withdraw:
            _refuse_confirming(paths, everything=confirm_all_unverified)
            entry = approving.withdraw(loaded, digest=digest, approved_by=by, role=role, at=now, statement=statement)
        else:
            entry = approving.approve(
                loaded,
                digest=digest,
                approved_by=by,
                role=role,
                at=now,
                statement=statement,
                confirm=paths,
                confirm_all_unverified=confirm_all_unverified,
                profile_values=profile_values(paths),
            )
        place = append_approval(entry, approvals)
        done = "approved" if entry.kind == "approval" else "no longer approved"
        emit(
            {"recorded_in": str(place), **entry.model_dump(mode="json")},
            as_json=as_json,
            text=lambda: (
                f"{loaded.id} {loaded.version} is {done} by {by} ({role}); {len(entry.confirmed)} values confirmed. "
                f"Digest {loaded.digest}. Recorded in {place}"
            ),
        )


def _load(name: str) -> Protocol:
    from haipdose.protocol.loader import load_protocol, load_protocol_file

    return load_protocol_file(Path(name)) if name.endswith(".toml") else load_protocol(name)


def _is_below(path: str, section: str) -> bool:
    return path == section or path.startswith(f"{section}.")


def _refuse_section(section: str, paths: Iterable[str]) -> None:
    from haipdose.errors import InputError

    raise InputError(
        "There is no rule below this path.",
        code="protocol.section-unknown",
        field="section",
        found=section,
        allowed=", ".join(dict.fromkeys(path.split(".")[0] for path in paths)),
    )


def _refuse_confirming(paths: tuple[str, ...], *, everything: bool) -> None:
    from haipdose.errors import InputError

    if paths or everything:
        raise InputError(
            "A withdrawal confirms nothing.",
            code="protocol.approve-withdrawal-confirms",
            field="confirm",
            remedy="Withdraw first, then approve again with the values that are confirmed.",
        )
