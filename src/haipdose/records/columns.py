"""Column types that mean the same in SQLite and PostgreSQL: moments and exact JSON, both as text."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware datetime as UTC text of fixed width, so that text order is time order in every store."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To text. A datetime without a time zone is a programming error."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a moment without a time zone cannot be recorded"
            raise ValueError(msg)
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """From text."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class JsonText(TypeDecorator[Any]):
    """A JSON document as text. Quantities in it are text already; a float is refused rather than rounded."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To canonical text."""
        del dialect
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From text; numbers with a point would come back as text does: none are written."""
        del dialect
        return None if value is None else json.loads(value)


def canonical(document: Any) -> str:
    """The one spelling of a JSON document: sorted keys, no spaces, UTF-8 as it is.

    Raises:
        TypeError: the document holds a float or something that is not JSON.
    """
    _refuse_floats(document)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _refuse_floats(document: Any) -> None:
    if isinstance(document, float):
        msg = "a binary float cannot be recorded; quantities are decimal text"
        raise TypeError(msg)
    if isinstance(document, dict):
        for part in document.values():
            _refuse_floats(part)
    elif isinstance(document, list | tuple):
        for part in document:
            _refuse_floats(part)
