"""How a page asks the API: in this process, with the person's session, as any request does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import httpx
from starlette.types import ASGIApp

_HERE: Final = "https://pages.internal"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the API answered. ``body`` has exact decimals; None when there was none."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def version(self) -> str:
        """The ETag, to be sent back as If-Match; empty when there is none."""
        return self.headers.get("etag", "")


class Problem(Exception):
    """The API refused: an RFC 9457 problem document."""

    def __init__(self, status: int, document: Mapping[str, Any]) -> None:
        super().__init__(document.get("detail", ""))
        self.status = status
        self.document = document

    @property
    def code(self) -> str:
        """The stable code."""
        return str(self.document.get("code", ""))

    @property
    def faults(self) -> list[Mapping[str, Any]]:
        """One entry for each thing that is wrong, each with ``message`` and perhaps ``field``, ``remedy``."""
        parts = self.document.get("errors")
        return list(parts) if parts else [{**self.document, "message": self.document.get("detail", "")}]


@dataclass(frozen=True, slots=True)
class Backend:
    """The API as one person in one request sees it."""

    app: ASGIApp
    token: str | None
    address: tuple[str, int]
    request_id: str
    _asked: list[str] = field(default_factory=list)

    async def get(self, path: str, **query: str | int | None) -> Answer:
        """Ask. Raises Problem."""
        return await self._ask("GET", path, query=query)

    async def post(self, path: str, body: Mapping[str, Any], *, version: str = "", key: str = "") -> Answer:
        """Change something. Raises Problem.

        Args:
            path: of the API.
            body: decimals are sent as text, exactly.
            version: the ETag that was read, for If-Match.
            key: the form's own, so that a form sent twice is done once.
        """
        return await self._ask("POST", path, body=body, version=version, key=key)

    async def put(self, path: str, body: Mapping[str, Any], *, version: str = "", key: str = "") -> Answer:
        """Put something in another's place. Raises Problem."""
        return await self._ask("PUT", path, body=body, version=version, key=key)

    async def delete(self, path: str, *, version: str = "", key: str = "") -> Answer:
        """Take something away. Raises Problem."""
        return await self._ask("DELETE", path, version=version, key=key)

    async def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | int | None] | None = None,
        body: Mapping[str, Any] | None = None,
        version: str = "",
        key: str = "",
    ) -> Answer:
        headers = {"X-Request-ID": self.request_id}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if version:
            headers["If-Match"] = version
        if key:
            headers["Idempotency-Key"] = key
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(body, default=_exact_text, allow_nan=False).encode()
        asked = {name: value for name, value in (query or {}).items() if value is not None}
        request = httpx.Request(method, _HERE + path, params=asked or None, headers=headers, content=content)
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=self.address)
        response = await transport.handle_async_request(request)
        text = await response.aread()
        found = json.loads(text, parse_float=Decimal) if text else None
        if response.status_code >= 400:
            raise Problem(response.status_code, found if isinstance(found, dict) else {})
        return Answer(response.status_code, found, dict(response.headers))


def _exact_text(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    msg = f"a page cannot send a {type(value).__name__}"
    raise TypeError(msg)
