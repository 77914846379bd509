"""Ids that the server makes: a prefix that says what it is, the time to the millisecond, and 80 random bits."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Final

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH: Final = 26

ID_PATTERN: Final = r"^[a-z]{3}-[0-9a-hjkmnp-tv-z]{26}$"
_WELL_FORMED: Final = re.compile(ID_PATTERN)


def new_id(prefix: str, now: datetime) -> str:
    """A new id, such as ``crs-06bvy…``. Ids made later sort later; they hold nothing about a patient."""
    number = (int(now.timestamp() * 1000) << 80) | secrets.randbits(80)
    return f"{prefix}-" + "".join(_ALPHABET[(number >> shift) & 31] for shift in range((_LENGTH - 1) * 5, -1, -5))


def is_id(text: str, prefix: str) -> bool:
    """Whether ``text`` has the form of an id with this prefix."""
    return text.startswith(f"{prefix}-") and _WELL_FORMED.match(text) is not None
