"""Logs as JSON lines: what was asked, by whom (an id), how it ended. No body, no query, no name."""

from __future__ import annotations

import logging
import sys

import structlog

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def configure_logs(level: str) -> None:
    """Write one JSON object a line to stderr, from this level on."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
    logging.basicConfig(
        level=logging.WARNING, format='{"event": "library", "logger": "%(name)s", "level": "%(levelname)s"}'
    )
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
