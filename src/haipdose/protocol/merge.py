"""A protocol's file and its parts become one document. A value that is given twice is a fault, never a choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from haipdose.protocol.faults import Fault, Origins

_ONE_THING: Final = frozenset({"value", "evidence", "citation"})
"""A table with one of these keys is one thing."""


class Merging:
    """Joins the tables of a protocol's files, its own first.

    Tables are joined key by key. Everything else stands once: text, numbers, lists, and a table that is one thing (a
    value with its source and evidence, or a source with its citation), which is never put together from two files.

    Args:
        origins: learns which file each value came from.
    """

    def __init__(self, origins: Origins) -> None:
        self.document: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self._origins = origins

    def add(self, file: str, table: Mapping[str, Any]) -> None:
        """Join the tables of one file."""
        self._join(self.document, table, "", file)

    def _join(self, target: dict[str, Any], table: Mapping[str, Any], path: str, file: str) -> None:
        for key, value in table.items():
            here = f"{path}.{key}" if path else key
            known = target.get(key)
            if known is None:
                target[key] = self._copied(value, here, file)
            elif _is_joinable(known) and _is_joinable(value):
                self._join(known, value, here, file)
            else:
                self.faults.append(
                    Fault(
                        "protocol.key-twice",
                        file,
                        here,
                        f"is also given in {self._origins.of(here)}",
                        remedy="Keep the one that is meant.",
                    )
                )

    def _copied(self, value: Any, path: str, file: str) -> Any:
        """A copy to join into, so that a part read once can serve several protocols."""
        self._origins.note(path, file)
        if isinstance(value, Mapping):
            return {key: self._copied(entry, f"{path}.{key}", file) for key, entry in value.items()}
        return value


def _is_joinable(value: Any) -> bool:
    return isinstance(value, Mapping) and _ONE_THING.isdisjoint(value)
