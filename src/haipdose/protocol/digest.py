"""The digest of a protocol: one fingerprint of everything its file and its parts say.

SHA-256 over a canonical text of the merged document (``docs/decisions/0011``): keys in the order of their code
points, no spaces, UTF-8. Numbers are plain decimals without trailing zeros, so ``1.30`` and ``1.3``, and ``14.0`` and
``14``, are the same value; the text ``"14"`` is not the number 14. Comments, the order of keys and how the values are
spread over parts don't count. The order of a list counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

DIGEST_PREFIX_LENGTH = 16
"""Characters of a digest that are shown to people, and that an approval has to repeat at least."""


def digest_of(document: Mapping[str, Any]) -> str:
    """The digest of a merged document, 64 hexadecimal digits.

    Args:
        document: tables, lists, text, whole numbers, decimals, booleans, dates: what a TOML reader gives.
    """
    return hashlib.sha256(canonical_text(document).encode("utf-8")).hexdigest()


def canonical_text(value: Any) -> str:
    """``value`` as the text that the digest is taken of.

    Raises:
        TypeError: something a TOML reader with decimals never gives, a binary float above all.
    """
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_quoted(key)}:{canonical_text(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(canonical_text(entry) for entry in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return _number(Decimal(value))
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, datetime | date | time):
        return _quoted(value.isoformat())
    msg = f"{type(value).__name__} has no canonical text"
    raise TypeError(msg)


def _number(value: Decimal) -> str:
    if not value:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
