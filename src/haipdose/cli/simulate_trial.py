"""``haipdose simulate trial``: error rates, power and duration of a two-arm trial of virtual patients."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from haipdose.cli.documents_io import Json, print_json
from haipdose.cli.simulating import (
    Out,
    Quiet,
    Scheduler,
    Seed,
    Threads,
    progress_shown,
    simulating,
    threads_of,
    write_files,
)

if TYPE_CHECKING:
    from haipdose_sim.cohort.trial.exposure import Exposures
    from haipdose_sim.cohort.trial.parameters import TrialParameters

app = typer.Typer()

Ratios = Annotated[
    list[float] | None,
    typer.Option(
        "--hazard-ratio",
        help="Of death in arm B at the reference dose; once for each point of the power curve. "
        "Default: that of the parameters.",
        show_default=False,
    ),
]


@app.command(
    epilog="Examples: haipdose simulate trial --hazard-ratio 1 --hazard-ratio 0.8 --hazard-ratio 0.7 --trials 5000 "
    "--out power · haipdose simulate trial --effects none --trials 20000 --json"
)
def trial(
    design: Annotated[
        Path | None,
        typer.Option("--design", help="Your own parameters (TOML) instead of the packaged ones.", show_default=False),
    ] = None,
    trials: Annotated[int, typer.Option("--trials", help="How many for each hazard ratio, at most a million.")] = 1000,
    ratios: Ratios = None,
    effects: Annotated[
        str,
        typer.Option(
            "--effects",
            help="dose: floxuridine acts by the dose delivered and by conversion; proportional: one hazard ratio on "
            "death and nothing else; none: both arms live alike.",
        ),
    ] = "dose",
    protocols: Annotated[
        list[str] | None,
        typer.Option(
            "--protocol",
            help="Whose dose rules the simulated courses follow; more than one compares rules. Default: pump-it.",
            show_default=False,
        ),
    ] = None,
    protocol_files: Annotated[
        list[Path] | None,
        typer.Option(
            "--protocol-file", help="A site's own protocol (TOML), its rules compared too.", show_default=False
        ),
    ] = None,
    floxuridine: Annotated[
        float | None,
        typer.Option(
            "--floxuridine-percent",
            help="Delivered to everybody in arm B, percent of the plan; then no courses are simulated.",
        ),
    ] = None,
    systemic: Annotated[
        float | None, typer.Option("--systemic-percent", help="Delivered to everybody, percent of the plan.")
    ] = None,
    seed: Seed = 0,
    threads: Threads = None,
    scheduler: Scheduler = None,
    out: Out = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Simulate trials of the registered size and print their operating characteristics with intervals.

    With --out: trial.json, a row for each trial (Parquet), power curve, survival, stopping (SVG, PNG).
    """
    with simulating(as_json=as_json):
        from haipdose_sim.cohort.risk import check_run
        from haipdose_sim.cohort.trial.answer import trial_answer
        from haipdose_sim.cohort.trial.operating import MOST_TRIALS, simulate_trials, trial_setup
        from haipdose_sim.cohort.trial.parameters import trial_parameters
        from haipdose_sim.cohort.trial.scenario import effects_named

        parameters = trial_parameters(design)
        wanted = effects_named(effects)
        check_run(seed, trials, MOST_TRIALS, "trials")
        doses, unsure = _doses(
            parameters, protocols, protocol_files or [], floxuridine, systemic, seed, threads_of(threads), quiet=quiet
        )
        setups = [
            (ratio, trial_setup(parameters, exposures, seed=seed, effects=wanted, hazard_ratio=ratio))
            for exposures in doses
            for ratio in ratios or [float(parameters.pump.hazard_ratio.value)]
        ]
        with progress_shown("trials", quiet=quiet) as progress:
            points = list(
                simulate_trials(
                    setups, trials=trials, threads=threads_of(threads), scheduler=scheduler, progress=progress
                )
            )
        answer = trial_answer(
            parameters, [(setup, point) for (_, setup), point in zip(setups, points, strict=True)], unsure
        )
        written: tuple[str, ...] = ()
        if out is not None:
            from haipdose_sim.cohort.trial.trial_files import trial_files

            written = write_files(out, trial_files(answer, points))
        if as_json:
            print_json(answer)
        else:
            from haipdose_sim.cohort.trial.text import trial_text

            typer.echo(trial_text(answer))
        if written:
            typer.echo(f"Written to {out}: {', '.join(written)}", err=True)


def _doses(
    parameters: TrialParameters,
    protocols: list[str] | None,
    files: list[Path],
    floxuridine: float | None,
    systemic: float | None,
    seed: int,
    threads: int,
    *,
    quiet: bool,
) -> tuple[list[Exposures], tuple[str, ...]]:
    """What is delivered, as stated or by a bank of courses for each protocol; what of it has to be confirmed.

    Raises:
        InputError: stated doses and protocols at once.
    """
    from haipdose.errors import InputError
    from haipdose.library import PackagedLibrary
    from haipdose.protocol.loader import load_protocol_file
    from haipdose_sim.cohort.course_parameters import course_parameters
    from haipdose_sim.cohort.course_tables import course_tables
    from haipdose_sim.cohort.trial.exposure import course_bank, stated_exposure

    if floxuridine is not None or systemic is not None:
        if protocols or files:
            raise InputError(
                "Doses that are stated follow no protocol.", code="trial.doses-twice", field="protocol",
                remedy="Leave --protocol out, or the percents.",
            )  # fmt: skip
        return [stated_exposure(parameters, floxuridine, systemic)], ()
    values = course_parameters()
    banks: list[Exposures] = []
    rules = {name: PackagedLibrary().protocol(name) for name in protocols or ([] if files else ["pump-it"])}
    for path in files:
        own = load_protocol_file(path)
        rules[f"{own.id} ({path.name})"] = own
    for name, protocol in rules.items():
        tables = course_tables(protocol)
        with progress_shown(f"courses under {name}", quiet=quiet) as progress:
            banks.append(course_bank(name, tables, values.numbers(), seed=seed, threads=threads, progress=progress))
    return banks, tuple(f"course.{value}" for value in values.to_confirm())
