"""Bodies are read as exact JSON: decimals stay decimals, a key twice or NaN is refused."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from pydantic import BaseModel

from haipdose.exact_json import parse_document
from haipdose_api.caller import Requires


class ExactRequest(Request):
    """A request whose JSON is read exactly."""

    async def json(self) -> Any:
        """The body."""
        if not hasattr(self, "_exact"):
            self._exact = parse_document(await self.body(), "The body")
        return self._exact


class ExactRoute(APIRoute):
    """A route whose bodies are read exactly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The framework's handler, given an exact request; what is wrong with a body comes out as itself."""
        handler = super().get_route_handler()
        reads_json = self.body_field is not None
        required = [part.call for part in self.dependant.dependencies if isinstance(part.call, Requires)]

        async def handle(request: Request) -> Response:
            exact = ExactRequest(request.scope, request.receive)
            for right in required:
                await run_in_threadpool(right.admit, exact)
            if reads_json and _is_json(request):
                await exact.json()  # before the framework, which would hide the reason
            return await handler(exact)

        return handle


def _is_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


def answered(document: BaseModel) -> Response:
    """An answer of ours as it is: it was checked when it was made, and the framework would check and copy it again."""
    return Response(document.__pydantic_serializer__.to_json(document, by_alias=True), media_type="application/json")
