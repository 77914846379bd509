"""What is wrong with a protocol's files, in words that say where, what was found, what is allowed and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pydantic import ValidationError

_LONGEST_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``code`` is stable; ``file`` is the file (or part) in which it has to be corrected."""

    code: str
    file: str
    path: str
    message: str
    found: str | None = None
    allowed: str | None = None
    remedy: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}: {self.path}" if self.path else self.file
        found = f"; found {self.found}" if self.found is not None else ""
        allowed = f"; allowed: {self.allowed}" if self.allowed is not None else ""
        remedy = f". {self.remedy}" if self.remedy is not None else ""
        return f"{place}: {self.message}{found}{allowed}{remedy}"


class Origins:
    """Which file each value of a merged document came from."""

    def __init__(self, main: str) -> None:
        self._main = main
        self._files: dict[str, str] = {}

    def note(self, path: str, file: str) -> None:
        """Remember that the value at ``path`` stands in ``file``."""
        self._files.setdefault(path, file)

    def of(self, path: str) -> str:
        """The file of the value at ``path``, or of the nearest table around it."""
        while path:
            if path in self._files:
                return self._files[path]
            path = path.rpartition(".")[0]
        return self._main


def source_faults(document: Mapping[str, Any], origins: Origins) -> Iterator[Fault]:
    """Values that cite a source which is not listed."""
    listed = document.get("sources")
    names = sorted(listed) if isinstance(listed, Mapping) else []
    for path, source in _cited({key: value for key, value in document.items() if key != "sources"}, ""):
        if source not in names:
            near = get_close_matches(source, names, n=1)
            hint = f"Did you mean '{near[0]}'? Otherwise list" if near else "List"
            yield Fault(
                "protocol.source-unknown",
                origins.of(path),
                f"{path}.source",
                "is not in the list of sources",
                found=f"'{source[:_LONGEST_SHOWN]}'",
                remedy=f"{hint} it under [sources] with its citation.",
            )


def cited_sources(document: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the sources that the values of a merged document rest on."""
    return frozenset(source for _, source in _cited(document, ""))


def _cited(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _cited(entry, f"{path}.{index}")
    if isinstance(value, Mapping):
        source = value.get("source")
        if isinstance(source, str):
            yield path, source
        for key, entry in value.items():
            yield from _cited(entry, f"{path}.{key}" if path else key)


def shape_faults(error: ValidationError, origins: Origins) -> Iterator[Fault]:
    """What does not have the shape of a protocol, or contradicts itself."""
    for detail in error.errors(include_url=False):
        path = ".".join(str(part) for part in detail["loc"])
        kind = detail["type"]
        code, message, remedy = _WORDS.get(kind, ("protocol.value", None, None))
        if kind == "value_error" and isinstance(detail["input"], Mapping):
            code = "protocol.contradiction"
        nothing_to_show = kind in {"missing", "extra_forbidden"} or code == "protocol.contradiction"
        found = None if nothing_to_show else _shown(detail["input"])
        yield Fault(
            code,
            origins.of(path),
            path,
            message or _lower_first(detail["msg"].removeprefix("Value error, ")),
            found=found,
            allowed=_allowed(kind, detail.get("ctx", {})),
            remedy=remedy,
        )


_WORDS: Final[dict[str, tuple[str, str | None, str | None]]] = {
    "missing": ("protocol.key-missing", "is missing", "Add it; nothing is assumed."),
    "extra_forbidden": ("protocol.key-unknown", "is not a known key", "Check its spelling and its place."),
    "enum": ("protocol.word-unknown", "is not one of the known words", None),
    "literal_error": ("protocol.word-unknown", "is not one of the known words", None),
    "string_type": ("protocol.value", "must be text in quotes", None),
    "bool_type": ("protocol.value", "must be true or false, without quotes", None),
    "dict_type": ("protocol.value", "must be a table", None),
    "model_type": ("protocol.value", "must be a table", None),
    "tuple_type": ("protocol.value", "must be a list", None),
    "int_type": ("protocol.value", "must be a whole number", None),
    "int_parsing": ("protocol.value", "must be a whole number", None),
    "int_from_float": ("protocol.value", "must be a whole number", None),
    "string_pattern_mismatch": (
        "protocol.name",
        "is not a name as it is used here",
        "Use small letters, digits and hyphens.",
    ),
}


def _allowed(kind: str, context: Mapping[str, Any]) -> str | None:
    return str(context["expected"]) if kind in {"enum", "literal_error"} else None


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value[:_LONGEST_SHOWN]}'"
    if isinstance(value, int | Decimal | date):
        return str(value)[:_LONGEST_SHOWN]
    return {"dict": "a table", "list": "a list"}.get(type(value).__name__, type(value).__name__)
