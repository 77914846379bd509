"""A protocol's file and its parts become one document. A value that is given twice is a fault, never a choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from haipdose.protocol.faults import Fault, Origins


def merge_parts(parts: Iterable[tuple[str, Mapping[str, Any]]], origins: Origins) -> tuple[dict[str, Any], list[Fault]]:
    """The tables of all parts in one, and what was given twice.

    Tables are joined key by key. Everything else stands once: text, numbers, lists, and a sourced value (a table with a value,
    its source and its evidence), which is never put together from two files.

    Args:
        parts: name and content of each file, the protocol's own first.
        origins: learns which file each value came from.
    """
    merged: dict[str, Any] = {}
    faults: list[Fault] = []
    for file, table in parts:
        _join(merged, table, "", file, origins, faults)
    return merged, faults


def _join(
    target: dict[str, Any], table: Mapping[str, Any], path: str, file: str, origins: Origins, faults: list[Fault]
) -> None:
    for key, value in table.items():
        here = f"{path}.{key}" if path else key
        known = target.get(key)
        if known is None:
            target[key] = _copied(value, here, file, origins)
        elif _is_joinable(known) and _is_joinable(value):
            _join(known, value, here, file, origins, faults)
        else:
            faults.append(
                Fault(
                    "protocol.key-twice",
                    file,
                    here,
                    f"is also given in {origins.of(here)}",
                    remedy="Keep the one that is meant.",
                )
            )


def _is_joinable(value: Any) -> bool:
    return isinstance(value, Mapping) and "value" not in value and "evidence" not in value


def _copied(value: Any, path: str, file: str, origins: Origins) -> Any:
    """A copy to join into, so that a part read once can serve several protocols."""
    origins.note(path, file)
    if isinstance(value, Mapping):
        return {key: _copied(entry, f"{path}.{key}", file, origins) for key, entry in value.items()}
    return value
