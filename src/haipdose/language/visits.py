"""Visit ids as words: ``pump-2-refill`` is the fill with floxuridine of cycle 2 (docs/decisions/0030)."""

from __future__ import annotations

import re
from typing import Final

_HELD: Final = r"(?:-held-(\d+))?"
_IDS: Final = (
    (re.compile(rf"pump-(\d+)-refill{_HELD}"), "vulling met floxuridine (kuur {0})"),
    (re.compile(rf"pump-(\d+)-emptying{_HELD}"), "legen van de pomp (kuur {0})"),
    (re.compile(rf"pump-(\d+)-maintenance-(\d+){_HELD}"), "onderhoudsvulling {1} (kuur {0})"),
    (re.compile(rf"sys-(\d+){_HELD}"), "systemische kuur {0}"),
    (re.compile(rf"scan-(\d+){_HELD}"), "perfusiescan {0}"),
    (re.compile(rf"imaging-(\d+){_HELD}"), "beeldvorming van de lever {0}"),
    (re.compile(rf"liver-panel-(\d+){_HELD}"), "oordeel van het leverpanel {0}"),
    (re.compile(rf"end-of-induction{_HELD}"), "einde van de inductie"),
    (re.compile(rf"conversion-surgery{_HELD}"), "conversiechirurgie"),
    (re.compile(rf"conversion-surgery-(\d+){_HELD}"), "conversiechirurgie {0}"),
)
_BLOOD: Final = "lab-"


def visit_in_dutch(visit: str) -> str | None:
    """What a visit is called; None: it is not the id of a visit."""
    if visit.startswith(_BLOOD):
        served = visit_in_dutch(visit.removeprefix(_BLOOD))
        return None if served is None else f"bloedafname voor {served}"
    for pattern, words in _IDS:
        found = pattern.fullmatch(visit)
        if found is not None:
            *numbers, held = found.groups()
            named = words.format(*numbers)
            if held:
                return f"{named[:-1]}, uitstel {held})" if named.endswith(")") else f"{named} (uitstel {held})"
            return named
    return None
