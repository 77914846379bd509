"""The page that shows the API: Swagger UI from an installed package, never from another machine.

Only these pages may run scripts, and only the ones that the server itself sends.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import APIRouter, Request, Response

from haipdose.errors import NotFound

router = APIRouter(prefix="/v1/docs", include_in_schema=False)

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PACKAGE: Final = "fastapi_offline"
_FILES: Final = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon.png": "image/png",
}

PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>haipdose API</title>
<link rel="icon" href="docs/favicon.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<noscript>This page needs scripts. The description itself: <a href="openapi.json">openapi.json</a>.</noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""

START: Final = """\
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
"""


@router.get("")
def page() -> Response:
    """The page."""
    return _sent(PAGE.encode(), "text/html; charset=utf-8")


@router.get("/start.js")
def start() -> Response:
    """What the page does first; a file of its own, because scripts inside pages are forbidden."""
    return _sent(START.encode(), "text/javascript")


@router.get("/{name}")
def part(request: Request, name: str) -> Response:
    """A file of Swagger UI."""
    del request
    if name not in _FILES:
        raise NotFound("There is no such file.", code="docs.file")
    return _sent(_content(name), _FILES[name], kept="public, max-age=3600")


@cache
def _content(name: str) -> bytes:
    return files(_PACKAGE).joinpath("static", name).read_bytes()


def _sent(content: bytes, media_type: str, kept: str = "no-store") -> Response:
    return Response(content, media_type=media_type, headers={"Content-Security-Policy": POLICY, "Cache-Control": kept})
