"""The ``haipdose`` command: a table of commands, each imported only when it is used.

Start-up is a requirement (a pharmacist waits for it at every call), so this file knows a command's name and one line of
help, and nothing of the rooms behind it.
"""

from __future__ import annotations

import importlib
import sys
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from haipdose.version import __version__

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "demo": ("haipdose.cli.demo", "Run the main job on a bundled course."),
    "fill": ("haipdose.cli.fill", "Calculate a pump fill, with its derivation and worksheet."),
    "modify": ("haipdose.cli.modify", "Decide the floxuridine dose from liver tests and events."),
    "grade": ("haipdose.cli.grade", "Grade laboratory values by CTCAE v5.0."),
    "systemic": ("haipdose.cli.systemic", "Calculate and adjust a systemic cycle."),
    "flow": ("haipdose.cli.flow", "Calibrate a pump's flow from its return volumes."),
    "plan": ("haipdose.cli.plan", "Plan or re-plan a course: visits, doses, reasons."),
    "schedule": ("haipdose.cli.schedule", "Plan a clinic's whole calendar: days, hours, capacities."),
    "export": ("haipdose.cli.export", "Write a plan for other systems: calendar, HL7 v2."),
    "protocol": ("haipdose.cli.protocol", "List, show, validate, compare and approve protocols."),
    "profile": ("haipdose.cli.profile", "List, show and validate pump profiles."),
    "schema": ("haipdose.cli.schema", "Print the JSON Schema of a document."),
    "device": ("haipdose.cli.device", "Talk to a pump programmer over a serial line."),
    "serve": ("haipdose.cli.serve", "Serve the REST API with its records."),
    "records": ("haipdose.cli.records", "Verify, back up, move and upgrade the records."),
    "eligibility": ("haipdose.cli.eligibility", "Judge the criteria of a trial for a candidate."),
    "endpoints": ("haipdose.cli.endpoints", "Work out the endpoints of a trial data set."),
    "trial": ("haipdose.cli.trial", "Randomise, follow, analyse and exchange a trial."),
    "simulate": ("haipdose.cli.simulate", "Simulate by Monte Carlo: a pump's risk, trials, data sets."),
    "emulate": ("haipdose.cli.emulate", "Serve an emulated pump for testing."),
}


class LazyGroup(TyperGroup):
    """A command group that imports a command's module only when that command is called."""

    _listing = False

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command itself, or in the help listing only its name and line of help."""
        if cmd_name not in COMMANDS:
            return None
        module_name, short_help = COMMANDS[cmd_name]
        if self._listing:
            return TyperCommand(cmd_name, help=short_help, rich_markup_mode=None)
        module = importlib.import_module(module_name)
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        _plain_help(command)
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The listing, without importing what it lists."""
        self._listing = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self._listing = False


def _plain_help(command: Any) -> None:
    """Print help as plain text: the decorated form imports a Markdown parser, which costs more than the rest."""
    command.rich_markup_mode = None
    for child in getattr(command, "commands", {}).values():
        _plain_help(child)


app = typer.Typer(
    cls=LazyGroup,
    name="haipdose",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Decision support, not a certified medical device. Exit codes: 0 answered, 1 answered: do not give, "
    "2 bad input, 3 device or storage failure.",
)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"haipdose {__version__}")
        raise typer.Exit


@app.callback()
def haipdose(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    """Floxuridine pump dosing and treatment scheduling for hepatic arterial infusion (HAIP) chemotherapy."""


def main() -> None:
    """The entry point of the installed command."""
    try:
        app()
    except BrokenPipeError:
        # The reader (head, less) has gone: that is its right, not an error of ours.
        sys.stderr.close()
        sys.exit(0)
