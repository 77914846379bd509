"""Resources as JSON text: decimals as they are, with every figure, which FHIR asks for and binary numbers lose."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from haipdose.quantities import to_text

Resource = dict[str, Any]


def to_json(resource: Mapping[str, Any]) -> bytes:
    """The text of a resource. Empty members are left out, as FHIR forbids them.

    Raises:
        TypeError: the resource holds something that FHIR has no spelling for, such as a float.
    """
    return _text(pruned(resource)).encode()


def pruned(value: Any) -> Any:
    """A value without members that are empty: None, an empty list, an empty object."""
    if isinstance(value, Mapping):
        kept = {name: pruned(part) for name, part in value.items()}
        return {name: part for name, part in kept.items() if not _is_empty(part)}
    if isinstance(value, list | tuple):
        return [part for part in (pruned(part) for part in value) if not _is_empty(part)]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | Mapping | Sequence) and not value)


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(name)}:{_text(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_text(part) for part in value) + "]"
    if isinstance(value, Decimal):
        return to_text(value)
    if isinstance(value, bool | int | str):
        return json.dumps(value, ensure_ascii=False)
    msg = f"FHIR has no spelling for a {type(value).__name__}"
    raise TypeError(msg)
