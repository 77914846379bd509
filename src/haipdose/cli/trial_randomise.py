"""``haipdose trial randomise``: make a sealed list, open the next allocation, verify list and record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from haipdose.cli.documents_io import Json, answering, emit, read_document

if TYPE_CHECKING:
    from haipdose.trial.randomisation_seal import Opened

app = typer.Typer(help="Concealed, reproducible, audited randomisation.", no_args_is_help=True)

Sealed = Annotated[Path, typer.Option("--list", help="The sealed list.")]
Record = Annotated[Path, typer.Option("--record", help="The record of opened allocations (JSON Lines).")]


@app.command(epilog="Example: haipdose trial randomise make DESIGN.json --out lists/")
def make(
    design: Annotated[str, typer.Argument(metavar="DESIGN.json", help="The design; - reads stdin.")],
    out: Annotated[Path, typer.Option("--out", help="A folder for sealed-list.json and secret.json.")],
    seed: Annotated[
        str | None,
        typer.Option("--seed", help="At least 16 characters; drawn by the machine when left out.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a list. The secret goes to somebody who enters no participants; the sealed list to everybody."""
    with answering(as_json=as_json):
        import secrets

        from haipdose.exact_json import validate
        from haipdose.trial.randomisation_files import write_new
        from haipdose.trial.randomisation_seal import Secret, seal

        document = {"design": read_document(design), "seed": seed or secrets.token_hex(32)}
        secret = validate(Secret, document)
        sealed = seal(secret)
        write_new(out / "secret.json", secret, 0o600)
        write_new(out / "sealed-list.json", sealed, 0o644)
        answer = {"entries": len(sealed.entries), "strata": len(sealed.design.strata()), "digest": sealed.digest}
        emit(
            answer,
            as_json=as_json,
            text=lambda: (
                f"{answer['entries']} allocations in {answer['strata']} strata are sealed: {out / 'sealed-list.json'}\n"
                f"Digest of the list: {sealed.digest}\n"
                f"Keep {out / 'secret.json'} away from everybody who enters participants."
            ),
        )


@app.command(
    name="next",
    epilog="Example: haipdose trial randomise next P001 --factor site=AVL --factor ras=mutant --by data-manager "
    "--list sealed-list.json --secret secret.json --record record.jsonl",
)
def next_allocation(
    participant: Annotated[str, typer.Argument(help="The participant's pseudonym.")],
    sealed: Sealed,
    secret: Annotated[Path, typer.Option("--secret", help="The secret of the list.")],
    record: Record,
    by: Annotated[str, typer.Option("--by", help="Role or user id that asks, never a name.")],
    factor: Annotated[
        list[str] | None, typer.Option("--factor", help="NAME=LEVEL, once for each factor of the design.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Open the next allocation of the participant's stratum and write it into the record."""
    with answering(as_json=as_json):
        from datetime import UTC, datetime

        from haipdose.trial.randomisation_files import append, read_sealed, read_secret
        from haipdose.trial.randomisation_seal import open_next

        levels = _levels(factor or [])
        public, hidden = read_sealed(sealed), read_secret(secret)

        def opening(lines: tuple[Opened, ...]) -> Opened:
            return open_next(hidden, public, lines, participant, levels, datetime.now(UTC), by)

        line = append(record, opening)
        emit(
            line,
            as_json=as_json,
            text=lambda: (
                f"{line.participant}: arm {line.arm.value} (allocation {line.number} of {line.stratum}).\n"
                f"Line {line.sequence} of the record, digest {line.digest}"
            ),
        )


@app.command(epilog="Example: haipdose trial randomise verify --list sealed-list.json --record record.jsonl")
def verify(
    sealed: Sealed,
    record: Record,
    secret: Annotated[
        Path | None, typer.Option("--secret", help="Regenerate the whole list too.", show_default=False)
    ] = None,
    head: Annotated[
        str | None,
        typer.Option("--head", help="Digest of the last line as kept elsewhere: finds a shortened record."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check that no allocation was changed, skipped, reordered or given twice. Exit 2 with every fault if one was."""
    with answering(as_json=as_json):
        from haipdose.errors import Conflict
        from haipdose.trial.randomisation_files import read_record, read_sealed, read_secret
        from haipdose.trial.randomisation_seal import START, faults_of

        public, lines = read_sealed(sealed), read_record(record)
        faults = faults_of(public, lines, None if secret is None else read_secret(secret), head)
        if faults:
            raise Conflict(
                " ".join(faults), code="randomisation.tampered", found=f"{len(faults)} faults",
                remedy="Stop randomising and find out what happened.",
            )  # fmt: skip
        arms = [line.arm.value for line in lines]
        answer = {
            "opened": len(lines),
            "sealed": len(public.entries),
            "A": arms.count("A"),
            "B": arms.count("B"),
            "head": lines[-1].digest if lines else START,
            "regenerated": secret is not None,
        }
        emit(
            answer,
            as_json=as_json,
            text=lambda: (
                f"{answer['opened']} of {answer['sealed']} allocations are opened (A {answer['A']}, B {answer['B']}); "
                f"list and record hold{' and the secret regenerates the list' if secret else ''}.\n"
                f"Keep the digest of the last line elsewhere: {answer['head']}"
            ),
        )


def _levels(given: list[str]) -> dict[str, str]:
    from haipdose.errors import InputError

    levels: dict[str, str] = {}
    for text in given:
        name, equals, level = text.partition("=")
        if not equals or name in levels:
            raise InputError(
                "is no NAME=LEVEL, or is given twice",
                code="randomisation.factor",
                field="factor",
                found=text[:60],
            )
        levels[name] = level
    return levels
