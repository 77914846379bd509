"""Reading a trial data set and a day for the commands of the trial."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from haipdose.errors import InputError

if TYPE_CHECKING:
    from haipdose.trial.participant import Participant


def read_participants(source: str) -> tuple[Participant, ...]:
    """The participants in a JSON Lines file, or on stdin for ``-``.

    Raises:
        InputError: the file cannot be read, or lines of it cannot be used; each with its number.
    """
    from haipdose.trial.data_set import participants_in

    if source == "-":
        return participants_in(sys.stdin.buffer)
    try:
        with Path(source).open("rb") as stream:
            return participants_in(stream)
    except OSError as error:
        raise InputError(
            f"{source} cannot be read: {error.strerror}.", code="document.unreadable", remedy="Check the path."
        ) from error


def day_option(text: str, field: str) -> date:
    """A day given as an option. Raises InputError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            "is not a day", code="input.date", field=field, found=text[:40], allowed="YYYY-MM-DD"
        ) from error
