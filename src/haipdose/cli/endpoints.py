"""``haipdose endpoints``: the endpoints of every participant of a trial data set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from haipdose.cli.documents_io import Json, answering, print_json

if TYPE_CHECKING:
    from datetime import date

    from haipdose.trial.endpoint_answers import Outcomes, YesNo
    from haipdose.trial.endpoint_rules import EndpointRules
    from haipdose.trial.participant import Participant
    from haipdose.trial.survival_times import TimeToEvent

app = typer.Typer(add_completion=False)


@app.command(
    name="endpoints",
    epilog="Examples: haipdose endpoints trial.jsonl --cut-off 2028-01-01 · "
    "cat trial.jsonl | haipdose endpoints - --cut-off 2028-01-01 --json",
)
def endpoints(
    participants: Annotated[
        str, typer.Argument(metavar="PARTICIPANTS.jsonl", help="The data set, one participant a line; - reads stdin.")
    ],
    cut_off: Annotated[str, typer.Option("--cut-off", help="The last day whose facts count, YYYY-MM-DD.")],
    rules_file: Annotated[
        Path | None,
        typer.Option("--rules-file", help="The trial's own values (TOML) over the packaged ones.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Survival, response, surgery, toxicity and quality of life of each participant, each with the rule that decided.

    Participants who are not randomised at the cut-off are counted, not judged. Facts that contradict each other stop
    the command: every one is named.
    """
    with answering(as_json=as_json):
        from haipdose.cli.trial_data import day_option, read_participants
        from haipdose.trial.endpoint_data import endpoint_rules, endpoint_rules_with

        last = day_option(cut_off, "cut_off")
        rules = endpoint_rules() if rules_file is None else endpoint_rules_with(rules_file)
        everybody = read_participants(participants)
        judged = _judge(everybody, last, rules)
        if as_json:
            print_json(_document(judged, len(everybody), last, rules))
        else:
            typer.echo(_text(judged, len(everybody), rules))


def _judge(everybody: Sequence[Participant], cut_off: date, rules: EndpointRules) -> list[Outcomes]:
    """The outcomes of those randomised by the cut-off. Raises InputError with the faults of all of them."""
    from haipdose.errors import InputError, InputErrors, raise_all
    from haipdose.trial.endpoints import outcomes

    judged: list[Outcomes] = []
    faults: list[InputError] = []
    for participant in everybody:
        if participant.randomised_on is None or participant.randomised_on > cut_off:
            continue
        try:
            judged.append(outcomes(participant, cut_off, rules))
        except InputErrors as error:
            faults += error.errors
        except InputError as error:
            faults.append(error)
    raise_all(faults)
    return judged


def _document(judged: Sequence[Outcomes], everybody: int, cut_off: date, rules: EndpointRules) -> dict[str, Any]:
    from haipdose.trial.endpoint_rules import needing_site

    used = {name: text for name, text in rules.reasons.items() if _is_used(name, judged)}
    return {
        "cut_off": cut_off.isoformat(),
        "rules": rules.id,
        "values_to_confirm": list(needing_site(rules)),
        "definitions": {name: each.model_dump(mode="json") for name, each in rules.definitions.items()},
        "reasons": used,
        "not_randomised": everybody - len(judged),
        "participants": [each.model_dump(mode="json") for each in judged],
    }


def _reasons(each: Outcomes) -> set[str]:
    """The reasons that the outcomes of one participant name."""
    times = {time.reason for time in _times(each)}
    return times | {each.best_response.reason, each.qaly.reason} | {answer.reason for answer in _yes_or_no(each)}


def _yes_or_no(each: Outcomes) -> list[YesNo]:
    return [
        each.objective_response,
        each.disease_control,
        each.conversion,
        each.complete_local_treatment,
        each.pathological_response,
        *each.complications,
        each.adverse_events,
    ]


def _text(judged: Sequence[Outcomes], everybody: int, rules: EndpointRules) -> str:
    lines = [f"{len(judged)} randomised, {everybody - len(judged)} not. Days from randomisation; + is censored."]
    for each in judged:
        shown = "  ".join(f"{time.endpoint.replace('_', ' ')} {_days(time)}" for time in _times(each))
        best = "not evaluable" if each.best_response.response is None else each.best_response.response.value
        lines.append(f"{each.participant} ({each.arm.value}): {shown}  best {best}")
        lines += (
            f"    {_title(answer.endpoint)}: {_word(answer.value)} ({answer.reason})" for answer in _yes_or_no(each)
        )
        lines.append(f"    QALYs: {_qalys(each)} ({each.qaly.reason})")
        lines += (f"    check: {notice.message} {notice.action}" for notice in each.notices)
    for answer in _yes_or_no(judged[0]) if judged else ():
        column = [value for one in judged for value in [_value(one, answer.endpoint)] if value is not None]
        rate = f"{sum(column)} of {len(column)}" if column else "none could be judged"
        lines.append(f"{_title(answer.endpoint)}: {rate}")
    lines += ["", *(f"{name}: {text}" for name, text in rules.reasons.items() if _is_used(name, judged))]
    return "\n".join(lines)


def _times(each: Outcomes) -> tuple[TimeToEvent, TimeToEvent, TimeToEvent]:
    return each.os, each.pfs, each.hepatic_pfs


def _days(time: TimeToEvent) -> str:
    mark = {0: "+", 1: ""}.get(time.event, f" (competing {time.event})")
    return f"{time.days}{mark} [{time.reason}]"


def _qalys(each: Outcomes) -> str:
    from haipdose.quantities import to_display

    if each.qaly.qalys is None:
        return "not evaluable"
    return f"{to_display(each.qaly.qalys, 3)} in {each.qaly.days} days"


def _title(endpoint: str) -> str:
    return endpoint.replace("_", " ")


def _word(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "not evaluable"}[value]


def _value(each: Outcomes, endpoint: str) -> bool | None:
    return next(answer.value for answer in _yes_or_no(each) if answer.endpoint == endpoint)


def _is_used(name: str, judged: Sequence[Outcomes]) -> bool:
    return any(name in _reasons(each) for each in judged)
