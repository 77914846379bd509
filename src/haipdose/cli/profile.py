"""``haipdose profile``: what is known about a pump, with where each value comes from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from haipdose.cli.documents_io import Json, answering, emit

if TYPE_CHECKING:
    from haipdose.pump.profile import ProfileSummary, PumpProfile

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="List, show and validate pump profiles. A profile never holds a flow: that comes from the individual pump.",
    epilog="Examples: haipdose profile list · haipdose profile show PROFILE · haipdose profile validate our-pump.toml",
)


@app.command(name="list", epilog="Example: haipdose profile list --json")
def list_(as_json: Json = False) -> None:
    """List the profiles that come with the package."""
    with answering(as_json=as_json):
        from haipdose.pump.loader import list_profiles

        summaries = list_profiles()
        emit(
            {"profiles": [summary.model_dump(mode="json") for summary in summaries]},
            as_json=as_json,
            text=lambda: "\n".join(_summary_line(summary) for summary in summaries),
        )


@app.command(epilog="Example: haipdose profile show PROFILE")
def show(
    name: Annotated[str, typer.Argument(metavar="PROFILE", help="Id or alias of a packaged profile.")],
    as_json: Json = False,
) -> None:
    """Show every value of a profile with its evidence and source. What is not listed is not known."""
    with answering(as_json=as_json):
        from haipdose.pump.loader import load_profile

        profile = load_profile(name)
        document = {**profile.model_dump(mode="json", exclude_none=True), "digest": profile.digest}
        emit(document, as_json=as_json, text=lambda: profile_text(profile))


@app.command(epilog="Example: haipdose profile validate our-pump.toml")
def validate(
    path: Annotated[Path, typer.Argument(metavar="PROFILE.toml", help="A profile file of the site.")],
    as_json: Json = False,
) -> None:
    """Check a profile file; every fault is reported at once. Exit code 2: the file has faults."""
    with answering(as_json=as_json):
        from haipdose.pump.loader import load_profile_file

        profile = load_profile_file(path)
        emit(
            {"valid": True, "id": profile.id, "digest": profile.digest},
            as_json=as_json,
            text=lambda: f"{path.name} is a valid profile: {profile.id}, digest {profile.digest[:16]}",
        )


def profile_text(profile: PumpProfile) -> str:
    """The profile for people: one line a value, then the sources."""
    lines = [profile.title, f"{profile.id}, revision {profile.revision}, digest {profile.digest[:16]}"]
    if profile.fictitious:
        lines.append("FICTITIOUS: no such pump exists; never for a patient.")
    lines += [f"Names: {', '.join(profile.names)}", ""]
    lines += [_value_line(path, value) for path, value in _values(profile.model_dump(exclude_none=True), "")]
    lines += ["", "Sources:"]
    for name, source in profile.sources.items():
        lines.append(f"  {name}: {source.citation}" + (f" <{source.locator}>" if source.locator else ""))
    lines += ["", "What is not listed is not known and must be given with the individual pump."]
    return "\n".join(lines)


def _summary_line(summary: ProfileSummary) -> str:
    marks = [summary.kind.value, "programmable" if summary.programmable else "constant flow"]
    marks += ["FICTITIOUS"] if summary.fictitious else []
    aliases = f" (also {', '.join(summary.aliases)})" if summary.aliases else ""
    status = summary.floxuridine_status.value
    return f"{summary.id:<26} {summary.title}{aliases}: {', '.join(marks)}; floxuridine: {status}"


def _values(table: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The sourced values of a profile with their dotted paths, in the order of the shape."""
    for key, value in table.items():
        if isinstance(value, dict) and key != "sources":
            here = f"{path}.{key}" if path else key
            if "evidence" in value:
                yield here, value
            else:
                yield from _values(value, here)


def _value_line(path: str, sourced: dict[str, Any]) -> str:
    note = f" — {sourced['note']}" if "note" in sourced else ""
    return f"{path}: {_words(sourced['value'])}  [{sourced['evidence'].value}, {sourced['source']}]{note}"


def _words(value: Any) -> str:
    from haipdose.quantities import to_text

    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return to_text(value)
    if isinstance(value, tuple):
        return ", ".join(_words(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_words(item)}" for name, item in value.items())
    return str(value)
