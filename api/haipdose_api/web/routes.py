"""The pages' own application, below ``/ui``: routes, static files, and errors as pages."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Annotated, Any, Final

import structlog
from fastapi import APIRouter, FastAPI, Path, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from haipdose.errors import HaipdoseError, NotFound
from haipdose_api.problems import status_of
from haipdose_api.site import Site
from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import typed_fields
from haipdose_api.web.page import ROOT, NotLoggedIn, Page, anybody
from haipdose_api.web.pages import (
    access,
    administration,
    assessments,
    audit,
    board,
    eligibility,
    fills,
    laboratory,
    papers,
    patients,
    plans,
    programmer,
    protocols,
    records,
    schedules,
    stock,
    trial,
)
from haipdose_api.web.pages.access import login_page

log = structlog.get_logger()

ROUTERS: Final[tuple[APIRouter, ...]] = (
    access.router,
    board.router,
    patients.router,
    papers.router,
    fills.router,
    laboratory.router,
    plans.router,
    programmer.router,
    records.router,
    protocols.router,
    trial.router,
    assessments.router,
    eligibility.router,
    audit.router,
    administration.router,
    stock.router,
    schedules.router,
)
STATIC_SECONDS: Final = 86_400


def create_pages(api: ASGIApp, site: Site) -> FastAPI:
    """The application of the pages, which asks ``api``."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.api = api
    app.state.site = site
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route("/static/{name:path}", static, include_in_schema=False)
    app.add_exception_handler(NotLoggedIn, on_not_logged_in)
    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(HaipdoseError, on_error)
    app.add_exception_handler(RequestValidationError, on_strange_address)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(Exception, on_fault)
    return app


@cache
def _static_files() -> dict[str, tuple[bytes, str]]:
    found: dict[str, tuple[bytes, str]] = {}
    folders = [("", resources.files("haipdose_api.web").joinpath("static"))]
    while folders:
        prefix, folder = folders.pop()
        for entry in folder.iterdir():
            if entry.is_dir():
                folders.append((f"{prefix}{entry.name}/", entry))
            else:
                kind = mimetypes.guess_type(entry.name)[0] or "application/octet-stream"
                found[prefix + entry.name] = (entry.read_bytes(), kind)
    return found


def static(name: Annotated[str, Path(max_length=200)]) -> Response:
    """A file of ours; only what was there at the start, whatever the path says."""
    if name not in _static_files():
        raise NotFound("There is no such file.", code="page.file")
    content, kind = _static_files()[name]
    return Response(content, media_type=kind, headers={"Cache-Control": f"public, max-age={STATIC_SECONDS}"})


async def on_not_logged_in(request: Request, error: Exception) -> Response:
    """To the login. What was typed comes along, and is shown again after it."""
    del error
    page = anybody(request)
    path = ROOT + request.scope["path"].removeprefix(ROOT)
    if request.method == "POST":
        return login_page(page, back_to=path, typed=await typed_fields(request), status=401)
    if request.headers.get("HX-Request"):
        return Response(status_code=401, headers={"HX-Redirect": f"{ROOT}/login"})
    return RedirectResponse(f"{ROOT}/login", 303) if path in {ROOT, f"{ROOT}/"} else login_page(page, back_to=path)


def _error_page(page: Page, status: int, faults: Sequence[Mapping[str, Any]], *, code: str) -> Response:
    return page.render("error.html", status, faults=faults, status_code=status, code=code)


async def on_problem(request: Request, error: Exception) -> Response:
    """What the API refused, when the page has no better place for it."""
    if not isinstance(error, Problem):
        raise error
    if error.status == 401:
        return await on_not_logged_in(request, error)
    if error.code == "access.change-password":
        return RedirectResponse(f"{ROOT}/account", 303)
    return _error_page(anybody(request), error.status, [dict(fault) for fault in error.faults], code=error.code)


async def on_error(request: Request, error: Exception) -> Response:
    """Our own errors."""
    if not isinstance(error, HaipdoseError):
        raise error
    return _error_page(anybody(request), status_of(error), [error.as_dict()], code=error.code)


async def on_strange_address(request: Request, error: Exception) -> Response:
    """An address that no page has. Nothing of it is shown."""
    del error
    fault = {"message": "There is no such page.", "remedy": "Go back to the board."}
    return _error_page(anybody(request), 404, [fault], code="page.address")


async def on_http_error(request: Request, error: Exception) -> Response:
    """The framework's own refusals."""
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 404:
        return await on_strange_address(request, error)
    fault = {"message": "This cannot be done here.", "remedy": "Go back and try it from the page."}
    return _error_page(anybody(request), error.status_code, [fault], code=f"http.{error.status_code}")


async def on_fault(request: Request, error: Exception) -> Response:
    """Faults of haipdose itself: nothing of the inside is shown; the request id leads to the log."""
    log.error("page.fault", kind=type(error).__name__, exc_info=error)
    fault = {"message": "haipdose failed. Nothing was recorded.", "remedy": "Try again; tell who looks after haipdose."}
    return _error_page(anybody(request), 500, [fault], code="server.fault")
