"""The application: routes, errors, and what stands around every request."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from haipdose.errors import HaipdoseError
from haipdose.version import __version__
from haipdose_api import docs_page, metrics, problems
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.observing import Observed
from haipdose_api.openapi import DescribedApi
from haipdose_api.requests_around import AroundEveryRequest
from haipdose_api.routes import (
    approvals,
    assessments,
    audit,
    board,
    calculate,
    clinics,
    colleagues,
    courses,
    decisions,
    device_sessions,
    facts,
    feeds,
    fhir,
    health,
    hl7,
    laboratory,
    oauth,
    orders,
    patients,
    people,
    plans,
    products,
    programmers,
    pumps,
    rules,
    schedules,
    session,
    subscriptions,
    systems,
)
from haipdose_api.site import Site
from haipdose_api.web.page import ROOT
from haipdose_api.web.routes import create_pages

DESCRIPTION: Final = """\
Floxuridine pump dosing and treatment scheduling for hepatic arterial infusion.

**Decision support, not a certified medical device.** Quantities are decimal strings; a number is accepted on input and
kept exactly. Times are ISO 8601 with offset; dates are the clinic's. Errors are RFC 9457 problem documents. A change
names the version that was read (`If-Match`) and may carry an `Idempotency-Key`.
"""

ROUTERS: Final[tuple[APIRouter, ...]] = (
    health.router,
    metrics.router,
    docs_page.router,
    calculate.router,
    rules.router,
    clinics.router,
    patients.router,
    pumps.router,
    products.router,
    products.counts,
    courses.router,
    facts.router,
    plans.router,
    laboratory.router,
    assessments.router,
    assessments.whole,
    board.router,
    schedules.router,
    orders.router,
    decisions.router,
    device_sessions.router,
    programmers.router,
    approvals.router,
    feeds.router,
    feeds.public,
    audit.router,
    hl7.router,
    fhir.router,
    subscriptions.router,
    people.router,
    colleagues.router,
    systems.router,
    session.router,
    oauth.router,
)

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def _nothing(app: FastAPI) -> AsyncIterator[None]:
    del app
    yield


def create_app(site: Site, lifespan: Lifespan = _nothing) -> FastAPI:
    """The application for a site."""
    app = DescribedApi(
        title="haipdose",
        version=__version__,
        description=DESCRIPTION,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        generate_unique_id_function=_operation_name,
        redirect_slashes=False,
    )
    app.state.site = site
    app.router.route_class = ExactRoute
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route("/", to_the_pages, include_in_schema=False)
    app.mount(ROOT, create_pages(app, site))
    app.add_exception_handler(HaipdoseError, problems.on_haipdose_error)
    app.add_exception_handler(RequestValidationError, problems.on_validation_error)
    app.add_exception_handler(OverflowError, problems.on_overflow)
    app.add_exception_handler(HTTPException, problems.on_http_error)
    app.add_exception_handler(Exception, problems.on_fault)
    app.add_middleware(AroundEveryRequest, max_body_bytes=site.settings.max_body_bytes)
    app.add_middleware(Observed)
    return app


def to_the_pages() -> RedirectResponse:
    """Whoever opens the server in a browser wants the pages."""
    return RedirectResponse(f"{ROOT}/", 303)


def _operation_name(route: APIRoute) -> str:
    """Names of operations in OpenAPI, and so of functions in the generated client."""
    return route.name


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document."""
    return app.openapi()
