"""Every sourced value of a protocol with its dotted path: for lists, approvals and comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from haipdose.evidence import NEEDS_SITE, Document, Evidence, Sourced
from haipdose.protocol.schema import ProtocolContent
from haipdose.quantities import to_text


class RuleValue(Document):
    """One sourced value. ``path`` is what steps of a derivation name as their rule, ``value`` its text for people."""

    path: str
    value: str
    source: str
    evidence: Evidence
    locator: str | None = None
    note: str | None = None
    assumption: str | None = None

    @property
    def needs_site(self) -> bool:
        """Whether a result that rests on it waits for the site's confirmation."""
        return self.evidence in NEEDS_SITE


def rule_values(protocol: ProtocolContent) -> dict[str, RuleValue]:
    """Every sourced value of ``protocol`` by its path, in the order of its shape."""
    return {path: _rule_value(path, sourced) for path, sourced in sourced_values(protocol)}


def sourced_values(document: Document, path: str = "") -> Iterator[tuple[str, Sourced[Any]]]:
    """The sourced values below ``document`` with their dotted paths; entries of a list count from 0."""
    for name, value in fields_of(document):
        yield from _below(value, f"{path}.{name}" if path else name)


def fields_of(document: Document) -> Iterator[tuple[str, Any]]:
    """The declared fields. Iterating the document itself would also give what it has cached, such as derived steps."""
    for name in type(document).model_fields:
        yield name, getattr(document, name)


def value_text(value: Any) -> str:
    """A rule's value for people: numbers without trailing zeros, lists with commas, ``none`` for an empty list."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return to_text(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Document):
        return value_text({name: part for name, part in fields_of(value) if part is not None})
    if isinstance(value, Mapping):
        return ", ".join(f"{value_text(name).replace('_', ' ')} {value_text(part)}" for name, part in value.items())
    if isinstance(value, tuple):
        inner = "; " if any(isinstance(part, Document) for part in value) else ", "
        return inner.join(value_text(part) for part in value) or "none"
    return str(value)


def _below(value: Any, path: str) -> Iterator[tuple[str, Sourced[Any]]]:
    if isinstance(value, Sourced):
        yield path, value
    elif isinstance(value, Document):
        yield from sourced_values(value, path)
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _below(entry, f"{path}.{key}")
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _below(entry, f"{path}.{index}")


def _rule_value(path: str, sourced: Sourced[Any]) -> RuleValue:
    return RuleValue(
        path=path,
        value=value_text(sourced.value),
        source=sourced.source,
        evidence=sourced.evidence,
        locator=sourced.locator,
        note=sourced.note,
        assumption=sourced.assumption,
    )
