"""Reading requests and printing answers: the edge between the rooms and a terminal or a pipe.

Every command goes through :func:`answering`, the one place where error families become exit codes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import typer

from haipdose.errors import HaipdoseError, InputError, InputErrors, RuleDataError, StorageError
from haipdose.exact_json import MAX_DOCUMENT_BYTES, parse_document

if TYPE_CHECKING:
    from pydantic import BaseModel

    from haipdose.protocol.approval import Approvals
    from haipdose.protocol.schema import Protocol
    from haipdose.pump.profile import PumpProfile

EXIT_ANSWERED: Final = 0
EXIT_DO_NOT_GIVE: Final = 1
EXIT_CODE_BY_FAMILY: Final = {
    "refused": 1,
    "input": 2,
    "rule-data": 2,
    "not-found": 2,
    "conflict": 2,
    "denied": 2,
    "device": 3,
    "storage": 3,
    "cluster": 3,
}

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout and nothing else there.")]
ApprovalsPath = Annotated[
    Path | None,
    typer.Option(
        "--approvals",
        help="The site's approvals (JSON Lines). "
        "Default: approvals.jsonl in $HAIPDOSE_SITE_DIR or the user's data folder.",
        show_default=False,
    ),
]
ProfilePath = Annotated[
    Path | None,
    typer.Option(
        "--profile-file",
        help="The site's own pump profile (TOML) to use instead of a packaged one.",
        show_default=False,
    ),
]
ProtocolPath = Annotated[
    Path | None,
    typer.Option(
        "--protocol-file",
        help="The site's own protocol (TOML) to use; the request names its id.",
        show_default=False,
    ),
]
RequestPath = Annotated[str, typer.Argument(metavar="REQUEST.json", help="The request document; - reads stdin.")]

M = TypeVar("M", bound="BaseModel")


def read_document(source: str) -> Any:
    """The JSON document at a path, or on stdin for ``-``; numbers stay exact decimals.

    Raises:
        InputError: not there, not readable, too large, empty, not UTF-8, not JSON, a key twice, NaN or infinity.
    """
    return parse_document(_read_bytes(source), source)


def _read_bytes(source: str) -> bytes:
    try:
        if source == "-":
            raw = sys.stdin.buffer.read(MAX_DOCUMENT_BYTES + 1)
        else:
            with Path(source).open("rb") as stream:
                raw = stream.read(MAX_DOCUMENT_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {source}.", code="document.missing", remedy="Check the path.") from error
    except IsADirectoryError as error:
        raise InputError(f"{source} is a folder, not a document.", code="document.folder") from error
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror}.", code="document.unreadable") from error
    if len(raw) > MAX_DOCUMENT_BYTES:
        raise InputError(f"{source} is larger than {MAX_DOCUMENT_BYTES // 1024 // 1024} MiB.", code="document.size")
    return raw


def decimal_option(text: str, field: str) -> Decimal:
    """A positive decimal given as an option. Raises InputError."""
    from haipdose.quantities import parse_decimal

    try:
        value = parse_decimal(text)
    except ValueError as error:
        raise InputError(str(error), code="input.number", field=field, found=text) from error
    if value <= 0:
        raise InputError("must be greater than zero", code="input.number", field=field, found=text)
    return value


def load_approvals(path: Path | None) -> Approvals:
    """The site's approvals; none when the file is not there yet. Raises StorageError when it cannot be read."""
    from haipdose.protocol.approval_store import read_approvals

    return read_approvals(path)


def load_pump_profile(name: str, path: Path | None) -> PumpProfile:
    """The packaged profile with this name, or the one in the site's file; raises as the profile loader does."""
    from haipdose.pump.loader import load_profile, load_profile_file

    return load_profile(name) if path is None else load_profile_file(path)


def load_rules(name: str, path: Path | None) -> Protocol:
    """The packaged protocol with this id, or the one in the site's file; raises as the protocol loader does."""
    from haipdose.protocol.loader import load_protocol

    return load_protocol(name) if path is None else load_own_rules([name], path)


def load_own_rules(names: Sequence[str], path: Path) -> Protocol:
    """The protocol in the site's file.

    Raises:
        InputError: the file holds none of the protocols that are asked for, so it would not be used.
    """
    from haipdose.protocol.loader import load_protocol_file

    protocol = load_protocol_file(path)
    if protocol.id not in names:
        raise InputError(
            f"{path.name} holds the protocol {protocol.id}, which is not asked for.",
            code="protocol.file-other",
            field="protocol",
            found=", ".join(names)[:60],
            allowed=protocol.id,
            remedy="Name the protocol of the file, or give the file of the protocol.",
        )
    return protocol


def print_json(document: BaseModel | dict[str, Any] | list[Any]) -> None:
    """One JSON document on stdout. Decimals are text already: a stray one is a fault, not a float."""
    if isinstance(document, dict | list):
        text = json.dumps(document, ensure_ascii=False, indent=2)
    else:
        text = document.model_dump_json(indent=2)
    typer.echo(text)


def emit(answer: BaseModel | dict[str, Any] | list[Any], *, as_json: bool, text: Callable[[], str]) -> None:
    """Print ``answer`` as JSON, or ``text()`` for people."""
    if as_json:
        print_json(answer)
    else:
        typer.echo(text())


@contextmanager
def answering(*, as_json: bool) -> Iterator[None]:
    """Run a command's body; print a :class:`HaipdoseError` for people or as JSON and exit with its family's code."""
    try:
        yield
    except HaipdoseError as error:
        _print_error(error, as_json=as_json)
        raise typer.Exit(EXIT_CODE_BY_FAMILY[error.family]) from error


def _print_error(error: HaipdoseError, *, as_json: bool) -> None:
    parts = error.errors if isinstance(error, InputErrors) else (error,)
    if as_json:
        body: dict[str, Any] = error.as_dict()
        if len(parts) > 1:
            body["message"] = f"{len(parts)} fields cannot be used."
            body["errors"] = [part.as_dict() for part in parts]
        if isinstance(error, RuleDataError) and error.faults:
            body["faults"] = list(error.faults)
        print_json({"error": body})
    heading = {"refused": "Do not give", "input": "Cannot use the input"}.get(error.family, "Failed")
    for part in parts:
        found = f" (found {part.found})" if part.found else ""
        typer.echo(f"{heading}: {part}{found} [{part.code}]", err=True)
    if isinstance(error, RuleDataError):
        for fault in error.faults:
            typer.echo(f"  - {fault}", err=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises StorageError with the reason."""
    import os
    import tempfile

    unfinished: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            unfinished = Path(stream.name)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except OSError as error:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
        raise StorageError(
            f"{path} cannot be written: {error.strerror}.",
            code="document.write",
            remedy="Choose a folder that exists and may be written.",
        ) from error
