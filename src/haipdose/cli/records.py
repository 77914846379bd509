"""``haipdose records``: verify, back up, move and upgrade what a server has recorded."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from haipdose.cli.documents_io import Json, answering, emit
from haipdose.errors import InputError, StorageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from haipdose.records.verify import Report

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Verify, back up, move and upgrade what a server has recorded.",
    epilog="Examples: haipdose records verify · haipdose records backup /backup/haipdose.db · "
    "haipdose records anchor > anchor.json",
)

EXIT_NOT_INTACT: Final = 3

Database = Annotated[
    str,
    typer.Option(
        "--database",
        envvar="HAIPDOSE_DATABASE_URL",
        help="The store: sqlite:///folder/haipdose.db or postgresql://user@host/name.",
    ),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there already.")]
DEFAULT_DATABASE: Final = "sqlite:///haipdose.db"


@contextmanager
def _store(url: str, *, new: bool = False) -> Iterator[Engine]:
    """The store; a SQLite file that isn't there is a mistyped name unless a new store is asked for."""
    from haipdose.records.database import is_sqlite, open_engine
    from haipdose.records.migrations import current_revision, newest_revision

    engine = open_engine(url)
    try:
        file = Path(str(engine.url.database))
        if is_sqlite(engine) and not (new or file.is_file()):
            raise InputError(
                "There is no such store.",
                code="records.missing",
                field="--database",
                found=file.name,
                remedy="Give --database or set HAIPDOSE_DATABASE_URL, as for 'haipdose serve'.",
            )
        if not new:
            found = current_revision(engine)
            if found != newest_revision():
                raise StorageError(
                    "The records have another schema than this version works with.",
                    code="records.not-migrated",
                    found=str(found),
                    allowed=newest_revision(),
                    remedy="Run 'haipdose records upgrade', or use the version that wrote them.",
                )
        yield engine
    finally:
        engine.dispose()


def _progress(what: str, count: int) -> None:
    """Long runs say how far they are, to people only."""
    if sys.stderr.isatty():
        typer.echo(f"\r{what}: {count:,}\x1b[K", err=True, nl=False)


def _progress_over() -> None:
    if sys.stderr.isatty():
        typer.echo("\r\x1b[K", err=True, nl=False)


@app.command()
def verify(
    database: Database = DEFAULT_DATABASE,
    anchor: Annotated[
        list[Path] | None, typer.Option("--anchor", help="An anchor that was kept elsewhere; may be given again.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check that everything stands as it was recorded; exit code 3 when something doesn't.

    Works while a server is running.
    """
    with answering(as_json=as_json):
        from haipdose.records import verify as checking
        from haipdose.records.anchors import read_anchor

        anchors = tuple(read_anchor(_bytes(path), path.name) for path in anchor or [])
        with _store(database) as engine:
            report = checking.verify(engine, anchors, _progress)
        _progress_over()
        emit(checking.document(report), as_json=as_json, text=lambda: _in_words(report, len(anchors)))
    if not report.intact:
        raise typer.Exit(EXIT_NOT_INTACT)


def _in_words(report: Report, anchors: int) -> str:
    lines = [f"{report.rows:,} rows and {report.entries:,} audit entries in {len(report.chains)} chains read."]
    if report.intact:
        lines.append("Everything stands as it was recorded." + (f" {anchors} anchors fit." if anchors else ""))
        if not anchors:
            lines.append("Without an anchor, a trail rewritten as a whole would not show: 'haipdose records anchor'.")
        return "\n".join(lines)
    lines.append("NOT INTACT. The records were changed behind haipdose's back, or are damaged:")
    lines += [f"  {fault.place}: {fault.text} [{fault.code}]" for fault in report.faults]
    if report.more_faults:
        lines.append(f"  … and {report.more_faults:,} more.")
    lines.append("Stop the server, keep the store as it is, and compare it with a backup.")
    return "\n".join(lines)


@app.command()
def anchor(database: Database = DEFAULT_DATABASE) -> None:
    """Print the heads of the audit trail, to keep where nobody who can write to the store can."""
    with answering(as_json=False):
        from haipdose.records.anchors import take_anchor
        from haipdose.records.work import Records

        with _store(database) as engine:
            typer.echo(take_anchor(Records(engine)).model_dump_json(indent=2))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    database: Database = DEFAULT_DATABASE,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Copy a SQLite store into one file, also while a server is writing, and verify the copy."""
    with answering(as_json=as_json):
        from haipdose.records import backup as copies
        from haipdose.records.verify import document

        report = copies.back_up(copies.store_file(database), file, overwrite=overwrite, progress=_progress)
        _progress_over()
        emit(
            document(report),
            as_json=as_json,
            text=lambda: (
                f"{file}: {report.rows:,} rows and {report.entries:,} audit entries, verified.\n"
                "The key file is not in it: keep a copy of it too, in another place."
            ),
        )


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")],
    database: Database = DEFAULT_DATABASE,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the store that is there; it is kept beside the new one.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Put a backup in the place of a SQLite store. Every server of the store must be stopped."""
    with answering(as_json=as_json):
        from haipdose.records import backup as copies
        from haipdose.records.verify import document
        from haipdose.records.work import utc_now

        target = copies.store_file(database)
        report, kept = copies.restore(file, target, utc_now(), overwrite=overwrite, progress=_progress)
        _progress_over()
        told = f"\nWhat was there is kept as {kept}." if kept else ""
        emit(
            document(report) | ({"kept": str(kept)} if kept else {}),
            as_json=as_json,
            text=lambda: f"{target}: {report.rows:,} rows and {report.entries:,} audit entries, verified.{told}",
        )


@app.command(name="export")
def export_(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Where the export goes.")],
    database: Database = DEFAULT_DATABASE,
    overwrite: Overwrite = False,
    as_json: Json = False,
) -> None:
    """Write everything as JSON Lines, audit trail included, also while a server is writing."""
    with answering(as_json=as_json):
        from haipdose.records.exchange import export_records
        from haipdose.records.files import new_file
        from haipdose.records.work import utc_now

        with _store(database) as engine, new_file(file, overwrite=overwrite) as out:
            done = export_records(engine, out, utc_now(), _progress)
        _progress_over()
        _emit_exchanged(f"{file}: written", done.rows, done.digest, as_json=as_json)


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="An export.")],
    database: Database = DEFAULT_DATABASE,
    as_json: Json = False,
) -> None:
    """Fill an empty store, SQLite or PostgreSQL, with an export: all of it or nothing. Verified afterwards."""
    with answering(as_json=as_json):
        from haipdose.records import verify as checking
        from haipdose.records.exchange import import_records

        with _store(database, new=True) as engine:
            try:
                with file.open("rb") as source:
                    done = import_records(engine, source, _progress)
            except OSError as error:
                raise InputError(f"{file} cannot be read: {error.strerror}.", code="document.unreadable") from error
            report = checking.verify(engine, progress=_progress)
        _progress_over()
        _emit_exchanged(f"{file}: imported", done.rows, done.digest, as_json=as_json)
        if not report.intact:
            typer.echo(_in_words(report, 0), err=True)
    if not report.intact:
        raise typer.Exit(EXIT_NOT_INTACT)


@app.command()
def upgrade(database: Database = DEFAULT_DATABASE) -> None:
    """Bring the store to the schema of this version; a server does the same when it starts. Back up first."""
    with answering(as_json=False):
        from haipdose.records import migrations

        with _store(database, new=True) as engine:
            before = migrations.current_revision(engine)
            migrations.upgrade(engine)
            after = migrations.current_revision(engine)
        typer.echo(f"Schema {after}, as it was." if before == after else f"Schema {before or 'none'} → {after}.")


@app.command(name="rotate-keys")
def rotate_keys(
    revoke: Annotated[
        bool, typer.Option("--revoke", help="Access tokens that are out stop being good at once.")
    ] = False,
    key_file: Annotated[
        bool, typer.Option("--key-file", help="Also a new key in the key file, and every secret sealed with it.")
    ] = False,
) -> None:
    """Sign access tokens with a new key from now on. Reads the same settings as 'haipdose serve'.

    After --key-file, give the file to every server and start them again.
    """
    with answering(as_json=False):
        from haipdose_api.key_rotation import rotate

        for line in rotate(revoke=revoke, key_file=key_file):
            typer.echo(line)


def _emit_exchanged(what: str, rows: dict[str, int], digest: str, *, as_json: bool) -> None:
    answer: dict[str, Any] = {"rows": rows, "sha256": digest}
    emit(answer, as_json=as_json, text=lambda: f"{what}, {sum(rows.values()):,} rows, SHA-256 {digest}.")


def _bytes(path: Path) -> bytes:
    from haipdose.exact_json import MAX_DOCUMENT_BYTES

    try:
        with path.open("rb") as stream:
            return stream.read(MAX_DOCUMENT_BYTES)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", code="document.unreadable") from error
