"""A trial data set: JSON Lines, one participant a line."""

from __future__ import annotations

from collections.abc import Iterable

from haipdose.errors import InputError, InputErrors, raise_all
from haipdose.exact_json import parse_document, validate
from haipdose.trial.participant import Participant


def participants_in(lines: Iterable[bytes]) -> tuple[Participant, ...]:
    """The participants of a data set, in the order of its lines; blank lines are passed over.

    Args:
        lines: UTF-8, one JSON document a line.

    Raises:
        InputError: a line that is no participant, or one that is there twice; every such line is reported, each with
            its number.
    """
    faults: list[InputError] = []
    found: dict[str, Participant] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            participant = validate(Participant, parse_document(line, f"line {number}"))
        except InputError as error:
            faults += (
                _on_line(number, each) for each in (error.errors if isinstance(error, InputErrors) else (error,))
            )
            continue
        if participant.participant in found:
            faults.append(
                InputError(
                    f"line {number} holds {participant.participant} a second time.",
                    code="data-set.participant-twice",
                    field=f"line {number}",
                    remedy="Put all facts of a participant in one line.",
                )
            )
        found[participant.participant] = participant
    raise_all(faults)
    if not found:
        raise InputError(
            "The data set holds no participant.",
            code="data-set.empty",
            remedy="Give JSON Lines, one participant a line.",
        )
    return tuple(found.values())


def _on_line(number: int, error: InputError) -> InputError:
    return InputError(
        error.message,
        code=error.code,
        field=f"line {number}" if error.field is None else f"line {number}.{error.field}",
        found=error.found,
        allowed=error.allowed,
        remedy=error.remedy,
    )
