"""The outermost layer: measures every request and writes one line about it."""

from __future__ import annotations

import time
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from haipdose_api import metrics

log = structlog.get_logger()

NO_ROUTE: Final = "unknown"
"""In place of a path that no route knows: it could be anything, a name included."""
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Observed:
    """Pure ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500
        began = time.perf_counter()
        metrics.started()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception:
            log.exception("request.fault", request_id=_request_id(scope))
            raise
        finally:
            _tell(scope, status, time.perf_counter() - began)


def _tell(scope: Scope, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in _METHODS else "OTHER"
    found = getattr(scope.get("route"), "path", None)
    route = NO_ROUTE if found is None else f"{scope.get('root_path', '')}{found}"  # pages stand below /ui
    metrics.answered(method, route, status, seconds)
    admitted = scope.get("state", {}).get("admitted")
    log.info(
        "request",
        method=method,
        route=route,
        status=status,
        ms=round(seconds * 1000, 1),
        caller=None if admitted is None else admitted[1].id,
        request_id=_request_id(scope),
    )


def _request_id(scope: Scope) -> str | None:
    found: str | None = scope.get("state", {}).get("request_id")
    return found
