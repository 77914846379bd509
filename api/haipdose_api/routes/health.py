"""Whether the server lives and can do its work."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from sqlalchemy import text

from haipdose.errors import StorageError
from haipdose.evidence import Document
from haipdose.records.migrations import current_revision, newest_revision
from haipdose.version import __version__
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.routes.parts import Problem, problems
from haipdose_api.site import site_of

router = APIRouter(tags=["health"], route_class=ExactRoute)


class Live(Document):
    """The process answers."""

    status: Literal["live"]
    version: str


class Ready(Document):
    """The store answers and has the schema that this version works with."""

    status: Literal["ready"]
    version: str
    store_revision: str


@router.get("/health/live")
async def live() -> Live:
    """Whether the process answers."""
    return Live(status="live", version=__version__)


@router.get(
    "/health/ready", responses={503: problems()[503] | {"model": Problem, "description": "The store cannot be used."}}
)
def ready(request: Request) -> Ready:
    """Whether work can be done: the store answers and is migrated."""
    records = site_of(request).records
    with records.reading() as connection:
        connection.execute(text("SELECT 1"))
    found = current_revision(records.engine)
    if found != newest_revision():
        raise StorageError(
            "The records have another schema than this version works with.",
            code="records.not-migrated",
            found=str(found),
            allowed=newest_revision(),
            remedy="Run 'haipdose records upgrade'.",
        )
    return Ready(status="ready", version=__version__, store_revision=found)
