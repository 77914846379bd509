"""Numbers as the NE-1000 writes and reads them: at most four digits and a point, at most three decimals."""

from __future__ import annotations

import re

from haipdose_sim.emulator.ne1000.errors import NOT_RECOGNISED, OUT_OF_RANGE, CommandError

_NUMBER = re.compile(r"[0-9]*\.?[0-9]+\.?\Z|[0-9]+\.\Z")
_LARGEST = 9999


def read_number(text: str) -> float:
    """The number in ``text``. Raises CommandError: ``?`` when it is none, ``?OOR`` when it has too many digits."""
    if not _NUMBER.match(text) or text.count(".") > 1:
        raise CommandError(NOT_RECOGNISED)
    whole, _, decimals = text.partition(".")
    if len(whole) + len(decimals) > 4 or len(decimals) > 3:
        raise CommandError(OUT_OF_RANGE)
    return float(text)


def write_number(value: float) -> str:
    """Four digits and always a point: ``1.500``, ``14.43``, ``500.0``, ``1500.``; never more than ``9999.``."""
    for decimals in (3, 2, 1):
        text = f"{value:.{decimals}f}"
        if len(text) <= 5:
            return text
    return f"{min(round(value), _LARGEST)}."
