"""``haipdose serve``: the REST API with its records."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from haipdose.cli.documents_io import answering

app = typer.Typer(add_completion=False, rich_markup_mode="rich")


@app.command(
    name="serve",
    epilog="Examples: haipdose serve · haipdose serve --demonstration · "
    "HAIPDOSE_DATABASE_URL=postgresql://… haipdose serve --workers 4",
)
def serve(
    host: Annotated[str | None, typer.Option(help="Where to listen; only this machine if left out.")] = None,
    port: Annotated[int | None, typer.Option(help="The port; 8400 if left out.")] = None,
    workers: Annotated[int | None, typer.Option(help="How many processes answer.")] = None,
    demonstration: Annotated[
        bool,
        typer.Option("--demonstration", help="With a clinic of invented patients, in a store that is thrown away."),
    ] = False,
) -> None:
    """Serve the pages and the REST API: migrates the records, makes a first administrator, ends gracefully.

    Settings come from HAIPDOSE_… variables or a file .env; docs/server.md has them all.
    """
    with answering(as_json=False):
        from haipdose_api.serving import run_demonstration, run_server

        given = {"HOST": host, "PORT": port, "WORKERS": workers}
        for name, value in given.items():
            if value is not None:
                os.environ[f"HAIPDOSE_{name}"] = str(value)
        if demonstration:
            run_demonstration(typer.echo)
        else:
            run_server(typer.echo)
