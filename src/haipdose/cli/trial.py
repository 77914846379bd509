"""``haipdose trial``: randomise, follow, analyse and exchange a trial's data set."""

from __future__ import annotations

import typer

from haipdose.cli import trial_analyse, trial_assessments, trial_export, trial_randomise

app = typer.Typer(add_completion=False, help="Randomise, follow, analyse and exchange a trial.", no_args_is_help=True)
app.add_typer(trial_randomise.app, name="randomise")
for module in (trial_analyse, trial_assessments, trial_export):
    app.registered_commands += module.app.registered_commands
