"""``haipdose simulate``: what may happen, by Monte Carlo. No dose and no date rests on it."""

from __future__ import annotations

import typer

from haipdose.cli import simulate_course, simulate_data_set, simulate_risk, simulate_trial

app = typer.Typer(add_completion=False, help="Simulate by Monte Carlo; no dose rests on it.", no_args_is_help=True)
app.registered_commands += (
    simulate_risk.app.registered_commands
    + simulate_course.app.registered_commands
    + simulate_trial.app.registered_commands
    + simulate_data_set.app.registered_commands
)


@app.callback()
def simulate() -> None:
    """Simulate by Monte Carlo: chances under stated assumptions. No dose and no date rests on them."""
