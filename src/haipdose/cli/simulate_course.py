"""``haipdose simulate course``: courses of virtual patients under one treatment rule or several, compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from haipdose.cli.documents_io import Json, print_json
from haipdose.cli.simulating import (
    Out,
    Parameters,
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
    from haipdose.protocol.schema import Protocol
    from haipdose_sim.cohort.course_runs import RuleSet

app = typer.Typer()


@app.command(
    epilog="Examples: haipdose simulate course --patients 10000 --out courses · "
    "haipdose simulate course --rules pump-it --rules our-protocol.toml --out comparison · "
    "haipdose simulate course --regimen folfiri --cycles 8 --json"
)
def course(
    rules: Annotated[
        list[str] | None,
        typer.Option(
            "--rules",
            help="Whose dose rules the courses follow: id of a packaged protocol, or a site's file ending in .toml. "
            "Given again: the others are compared with the first on the same patients. Default: pump-it.",
            show_default=False,
        ),
    ] = None,
    protocol_files: Annotated[
        list[Path] | None,
        typer.Option(
            "--protocol-file", help="A site's own protocol (TOML); its rules come after --rules.", show_default=False
        ),
    ] = None,
    patients: Annotated[int, typer.Option("--patients", help="How many virtual patients, at most 100,000.")] = 4000,
    without_pump: Annotated[
        bool, typer.Option("--without-pump", help="The arm without a pump: systemic therapy alone.")
    ] = False,
    regimen: Annotated[
        str | None,
        typer.Option(
            "--regimen",
            help="mfolfox6 or folfiri for everybody. Default: the mix of the parameters.",
            show_default=False,
        ),
    ] = None,
    cycles: Annotated[
        int | None,
        typer.Option("--cycles", help="Planned pump cycles. Default: the protocol's.", show_default=False),
    ] = None,
    seed: Seed = 0,
    threads: Threads = None,
    scheduler: Scheduler = None,
    parameters: Parameters = None,
    print_parameters: Annotated[
        bool,
        typer.Option("--print-parameters", help="Print the packaged parameters (TOML), to start your own from; stop."),
    ] = False,
    out: Out = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Simulate courses and compare dose rules on the same virtual patients; a simulation is not evidence.

    With --out: course.json, a row for each patient and each cycle (Parquet), doses, holds and levels (SVG, PNG).
    """
    with simulating(as_json=as_json):
        from haipdose_sim.cohort.course_answer import course_answer
        from haipdose_sim.cohort.course_parameters import PACKAGED, course_parameters
        from haipdose_sim.cohort.course_runs import run_courses, with_regimen
        from haipdose_sim.cohort.parameter_files import packaged_text

        if print_parameters:
            typer.echo(packaged_text(PACKAGED), nl=False)
            return

        values = course_parameters(parameters)
        numbers = with_regimen(values.numbers(), regimen)
        sets = rule_sets(rules, protocol_files or [], cycles, with_pump=not without_pump)
        with progress_shown("virtual patients", quiet=quiet) as progress:
            run = run_courses(
                sets,
                numbers,
                seed=seed,
                patients=patients,
                with_pump=not without_pump,
                threads=threads_of(threads),
                scheduler=scheduler,
                progress=progress,
            )
        answer = course_answer(run, values, regimen)
        written: tuple[str, ...] = ()
        if out is not None:
            from haipdose_sim.cohort.course_files import course_files

            written = write_files(out, course_files(run, answer))
        if as_json:
            print_json(answer)
        else:
            from haipdose_sim.cohort.course_text import course_text

            typer.echo(course_text(answer))
        if written:
            typer.echo(f"Written to {out}: {', '.join(written)}", err=True)


def rule_sets(names: list[str] | None, files: list[Path], cycles: int | None, *, with_pump: bool) -> list[RuleSet]:
    """The rules that are asked for, each with a label of its own.

    Raises:
        NotFoundError: no packaged protocol has that id.
        RuleDataError: a file that is no protocol, or a rule that is not simulated.
        InputError: a protocol without a pump arm, or one that plans nothing without a pump.
    """
    from haipdose.protocol.loader import load_protocol, load_protocol_file
    from haipdose_sim.cohort.course_runs import rule_set

    found: list[tuple[str, Protocol]] = []
    for name in names or ([] if files else ["pump-it"]):
        if name.endswith(".toml"):
            found.append((Path(name).name, load_protocol_file(Path(name))))
        else:
            found.append((name, load_protocol(name)))
    found += [(path.name, load_protocol_file(path)) for path in files]
    labels: list[str] = []
    for label, _ in found:
        same = sum(each == label or each.startswith(f"{label} (") for each in labels)
        labels.append(f"{label} ({same + 1})" if same else label)
    sets = [rule_set(label, protocol, cycles) for label, (_, protocol) in zip(labels, found, strict=True)]
    for each in sets:
        _check_arm(each, with_pump=with_pump)
    return sets


def _check_arm(rules: RuleSet, *, with_pump: bool) -> None:
    from haipdose.errors import InputError

    if with_pump and not any(arm.pump for arm in rules.protocol.arms.values()):
        raise InputError(
            f"{rules.label} has no arm with a pump.", code="simulate.arm", field="rules",
            remedy="Give --without-pump, or another protocol.",
        )  # fmt: skip
    if not with_pump and not rules.tables.schedule.cycles_without_pump:
        raise InputError(
            f"{rules.label} plans no systemic therapy without a pump.", code="simulate.arm", field="without_pump",
            remedy="Leave --without-pump out, or give another protocol.",
        )  # fmt: skip
