"""``haipdose schema``: the JSON Schema of every document that goes in or comes out."""

from __future__ import annotations

from typing import Annotated

import typer

from haipdose.cli.documents_io import Json, answering, emit, print_json

app = typer.Typer(add_completion=False)


@app.command(
    name="schema",
    epilog="Examples: haipdose schema fill-request · haipdose schema --list · haipdose schema protocol > protocol.json",
)
def schema(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A name of the list.", show_default=False)] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the names.")] = False,
    as_json: Json = False,
) -> None:
    """Print the JSON Schema of a document; without a name, the list of them."""
    with answering(as_json=as_json):
        from haipdose.shapes import SHAPES, json_schema

        if list_ or name is None:
            emit({"schemas": list(SHAPES)}, as_json=as_json, text=lambda: "\n".join(SHAPES))
        else:
            print_json(json_schema(name))
