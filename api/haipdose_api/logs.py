"""Logs as JSON lines: what was asked, by whom (an id), how it ended. No body, no query, no name.

A fault is told by its type and by where it came from, never by its message: messages of libraries quote values.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Final

import structlog

_LEVELS: Final = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
_DEEPEST: Final = 12

Fault = tuple[type[BaseException], BaseException, TracebackType | None]


def configure_logs(level: str) -> None:
    """Write one JSON object a line to stderr, from this level on."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_messages,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LibraryLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def where_from(fault: BaseException) -> dict[str, Any]:
    """A fault and the faults behind it, without their messages: types, and the innermost places."""
    chain: list[BaseException] = []
    current: BaseException | None = fault
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    frames = traceback.extract_tb(fault.__traceback__)[-_DEEPEST:]
    return {
        "fault": [f"{type(link).__module__}.{type(link).__qualname__}" for link in chain],
        "where": [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _without_messages(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Structlog's processor for ``exc_info``."""
    del logger, name
    given = event.pop("exc_info", None)
    fault = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if fault is not None:
        event.update(where_from(fault))
    return event


class LibraryLines(logging.Formatter):
    """What libraries log, as JSON lines: the words of the message without the values that were put into it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, Any] = {
            "event": "library",
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
        }
        if record.args:  # a message that was put together beforehand may hold anything
            line["message"] = str(record.msg)
        if record.exc_info and record.exc_info[1] is not None:
            line.update(where_from(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)
