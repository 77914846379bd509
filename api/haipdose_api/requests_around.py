"""What stands around every request: its id, security headers, and a look at how much is going to be sent."""

from __future__ import annotations

import re
import secrets
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from haipdose.errors import InputError
from haipdose_api.problems import of_error, on_fault

REQUEST_ID: Final = "X-Request-ID"
_USABLE: Final = re.compile(r"^[A-Za-z0-9._-]{8,64}$")

SECURITY_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
"""Sent with every answer that does not set its own."""


_NUL: Final = InputError("The address holds a NUL.", code="request.nul")


class AroundEveryRequest:
    """Pure ASGI middleware: a request id in and out, and the security headers."""

    def __init__(self, app: ASGIApp, max_body_bytes: int) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent = Headers(scope=scope)
        given = sent.get(REQUEST_ID, "")
        request_id = given if _USABLE.match(given) else f"req-{secrets.token_hex(12)}"
        scope.setdefault("state", {})["request_id"] = request_id

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID] = request_id
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        length = sent.get("content-length", "")
        if length.isdigit() and int(length) > self.max_body_bytes:
            await of_error(too_large(self.max_body_bytes))(scope, receive, with_headers)
            return
        if b"\0" in scope["path"].encode() or b"%00" in scope["query_string"]:
            await of_error(_NUL)(scope, receive, with_headers)
            return
        await self._counted(scope, receive, with_headers)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with an eye on bodies that are sent in pieces without saying how much, and on faults of our own."""
        received = 0
        started = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.max_body_bytes:
                raise too_large(self.max_body_bytes)
            return message

        async def only_one(message: Message) -> None:
            nonlocal started
            if received > self.max_body_bytes and not started:
                return  # the framework's answer hides the reason
            started = True
            await send(message)

        try:
            await self.app(scope, counted, only_one)
        except Exception as error:
            if received <= self.max_body_bytes:
                if not started:
                    await (await on_fault(Request(scope), error))(scope, receive, send)
                raise
        if received > self.max_body_bytes and not started:
            await of_error(too_large(self.max_body_bytes))(scope, receive, send)


def too_large(limit: int) -> InputError:
    """The body is larger than the limit."""
    return InputError(
        f"The body is larger than {limit // 1024} KiB.", code="document.size", remedy="Send less at once."
    )
