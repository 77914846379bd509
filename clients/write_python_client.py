"""Write the Python client anew from the OpenAPI document: ``make client``.

The generator runs in an environment of its own, because it wants an older typer than haipdose. What it writes is
committed together with the digest of the document, so that a test can say when the two have parted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any, Final

from haipdose_api.server import application, open_site
from haipdose_api.settings import Settings

HERE: Final = Path(__file__).parent / "python"
PACKAGE: Final = HERE / "haipdose_client"
DIGEST: Final = HERE / "openapi.sha256"
GENERATOR: Final = "openapi-python-client==0.29.1"
BYTES: Final = "application/octet-stream"
OTHER_KINDS: Final = {
    "application/hl7-v2": BYTES,
    "application/fhir+json": "application/json",
}
"""Bodies of kinds that the generator does not know are read and written as one that it knows."""


def document() -> dict[str, Any]:
    """The OpenAPI document of a server with its own settings left alone."""
    with tempfile.TemporaryDirectory() as folder:
        site = open_site(Settings(_env_file=None, database_url=f"sqlite:///{folder}/client.db"))
        told = application(site).openapi()
        site.records.engine.dispose()
    return told


def digest(told: dict[str, Any]) -> str:
    """The digest by which the client knows its document; examples are not in it, because the client has none."""
    return hashlib.sha256(json.dumps(for_the_generator(told), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def for_the_generator(part: Any) -> Any:
    """The document in the generator's words.

    A quantity is text in both directions, never a binary float, and every problem document is the ``default`` answer.
    """
    if isinstance(part, list):
        return [for_the_generator(entry) for entry in part]
    if not isinstance(part, dict):
        return part
    if _is_quantity(part):
        return {key: value for key, value in part.items() if key != "anyOf"} | {"type": "string"}
    told = {key: for_the_generator(value) for key, value in part.items() if key not in {"example", "examples"}}
    for kind in OTHER_KINDS.keys() & told.keys():
        if OTHER_KINDS[kind] == BYTES:
            told[kind] = {"schema": {"type": "string", "format": "binary"}}
    if "operationId" in told and "responses" in told:
        told["responses"] = _answers(told["responses"])
    return told


def _is_quantity(schema: dict[str, Any]) -> bool:
    kinds = schema.get("anyOf")
    return isinstance(kinds, list) and [kind.get("type") for kind in kinds] == ["string", "number"]


def _answers(responses: dict[str, Any]) -> dict[str, Any]:
    problems = {status for status, told in responses.items() if "application/problem+json" in told.get("content", {})}
    kept = {status: told for status, told in responses.items() if status not in problems}
    return kept | ({"default": responses[min(problems)] | {"description": "A problem."}} if problems else {})


def generator() -> Path:
    """The generator's program, installed in an environment of its own if it is not there."""
    folder = Path(__file__).parents[1] / ".venv-client"
    program = folder / "bin" / "openapi-python-client"
    mark = folder / GENERATOR
    if not mark.exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", GENERATOR], check=True)
        mark.touch()
    return program


def write_client() -> None:
    """Write the package and the digest. Whatever the generator cannot read ends it, and nothing is written."""
    told = document()
    with tempfile.TemporaryDirectory() as folder:
        source, settings = Path(folder) / "openapi.json", Path(folder) / "settings.json"
        source.write_text(json.dumps(for_the_generator(told)), encoding="utf-8")
        settings.write_text(json.dumps({"content_type_overrides": OTHER_KINDS, "post_hooks": []}), encoding="utf-8")
        made = Path(folder) / "haipdose_client"
        command = [generator(), "generate", "--path", source, "--config", settings, "--meta", "none"]
        subprocess.run([*command, "--output-path", made, "--fail-on-warning"], check=True)
        shutil.rmtree(PACKAGE, ignore_errors=True)
        shutil.move(made, PACKAGE)
    (PACKAGE / "py.typed").touch()
    for step in (["check", "--quiet", "--fix"], ["format", "--quiet"]):
        subprocess.run([Path(sys.executable).with_name("ruff"), *step, PACKAGE], check=True)
    DIGEST.write_text(digest(told) + "\n", encoding="ascii")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    write_client()
