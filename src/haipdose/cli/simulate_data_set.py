"""``haipdose simulate data-set``: whole participants of a simulated trial, and everything that runs on them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from haipdose.cli.documents_io import Json, emit, write_bytes
from haipdose.cli.simulating import Quiet, Seed, progress_shown, simulating

if TYPE_CHECKING:
    from haipdose_sim.cohort.data_set.courses import Rules
    from haipdose_sim.cohort.data_set.make import Asked, Made
    from haipdose_sim.cohort.data_set.truth_file import TruthFile
    from haipdose_sim.cohort.trial.parameters import TrialParameters

app = typer.Typer()


@app.command(
    "data-set",
    epilog="Examples: haipdose simulate data-set --participants 306 --seed 7 --out participants.jsonl · "
    "haipdose simulate data-set --participants 306 --seed 7 --analyse --out everything/",
)
def data_set(
    out: Annotated[
        Path,
        typer.Option("--out", help="The file to write (JSON Lines); with --analyse a folder, which is made."),
    ],
    participants: Annotated[int, typer.Option("--participants", help="How many are randomised, at most 5,000.")] = 306,
    seed: Seed = 0,
    start: Annotated[str, typer.Option("--start", help="The first day of accrual, YYYY-MM-DD.")] = "2025-03-01",
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            help="The last day whose facts are in it. Default: the last day of the design.",
            show_default=False,
        ),
    ] = None,
    design: Annotated[
        Path | None,
        typer.Option("--design", help="Your own parameters (TOML) instead of the packaged ones.", show_default=False),
    ] = None,
    effects: Annotated[str, typer.Option("--effects", help="dose, proportional or none; see simulate trial.")] = "dose",
    ratio: Annotated[
        float | None,
        typer.Option("--hazard-ratio", help="Of death in arm B. Default: that of the parameters.", show_default=False),
    ] = None,
    analyse: Annotated[
        bool,
        typer.Option(
            "--analyse",
            help="Run everything on it: endpoints, assessments, report, data sets for others, and check that every "
            "number of the report is traced and that the answers are the simulator's truth.",
        ),
    ] = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Make a data set of virtual participants; the same seed gives the same bytes. Nobody in it exists.

    Beside FILE.jsonl stands FILE.truth.json: what the simulator knows. With --analyse: exit 1 when a number of the
    report cannot be traced or an endpoint is not the truth.
    """
    with simulating(as_json=as_json):
        from haipdose.cli.trial_data import day_option
        from haipdose_sim.cohort.data_set.make import Asked, last_day, make_data_set
        from haipdose_sim.cohort.data_set.rates import data_set_rates
        from haipdose_sim.cohort.data_set.truth_file import truth_file
        from haipdose_sim.cohort.trial.parameters import trial_parameters
        from haipdose_sim.cohort.trial.scenario import effects_named

        parameters = trial_parameters(design)
        first = day_option(start, "start")
        last = last_day(parameters, first) if until is None else day_option(until, "until")
        asked = Asked(participants, seed, first, last, effects_named(effects), ratio)
        rates, rules = data_set_rates(), fill_rules()
        with progress_shown("participants", quiet=quiet) as progress:
            made, allocation = make_data_set(asked, parameters, rates, rules, progress)
        truth = truth_file(asked, parameters, rates, made)
        if not analyse:
            written = _write(out, made, truth)
            emit(
                {
                    "participants": participants,
                    "lines": len(made),
                    "files": written,
                    "to_confirm": list(truth.to_confirm),
                },
                as_json=as_json,
                text=lambda: (
                    f"{participants} randomised participants in {len(made)} lines: {', '.join(written)}. "
                    f"{truth.caution}"
                ),
            )
            return
        from haipdose.cli.data_set_analysis import run_everything

        answer = run_everything(out, made, allocation, truth, true_ratio(asked, parameters, rules), last, quiet=quiet)
        emit(answer.document(), as_json=as_json, text=answer.text)
        if answer.faults:
            raise typer.Exit(1)


def fill_rules() -> Rules:
    """The protocol, the virtual patients' numbers, and the project's own fill calculation."""
    from haipdose.fill.answer import answer_fill
    from haipdose.fill.requests import FillAnswer, FillRequest
    from haipdose.library import PackagedLibrary
    from haipdose.protocol.approval import Approvals
    from haipdose.pump.loader import load_profile
    from haipdose_sim.cohort.course_parameters import course_parameters
    from haipdose_sim.cohort.data_set.courses import Rules

    protocol, profile, nobody = PackagedLibrary().protocol("pump-it"), load_profile("intera-3000"), Approvals()

    def fill_of(request: dict[str, Any]) -> FillAnswer:
        return answer_fill(FillRequest.model_validate(request), protocol, profile, nobody)

    return Rules(protocol, course_parameters().numbers(), fill_of)


def true_ratio(asked: Asked, parameters: TrialParameters, rules: Rules) -> tuple[float, float]:
    """The hazard ratio of a very large trial under the same assumptions, and the standard error of its logarithm."""
    from haipdose_sim.cohort.course_tables import course_tables
    from haipdose_sim.cohort.trial.exposure import course_bank
    from haipdose_sim.cohort.trial.operating import trial_setup, true_hazard_ratio

    bank = course_bank("pump-it", course_tables(rules.protocol), rules.numbers, seed=asked.seed, courses=1024)
    setup = trial_setup(parameters, bank, seed=asked.seed, effects=asked.effects, hazard_ratio=asked.hazard_ratio)
    return true_hazard_ratio(setup)


def as_lines(made: Sequence[Made]) -> bytes:
    """The data set as JSON Lines."""
    return b"".join(json.dumps(each.document, ensure_ascii=False).encode() + b"\n" for each in made)


def _write(path: Path, made: Sequence[Made], truth: TruthFile) -> list[str]:
    beside = path.with_suffix(".truth.json")
    write_bytes(path, as_lines(made))
    write_bytes(beside, truth.model_dump_json(indent=1).encode() + b"\n")
    return [path.name, beside.name]
