"""Lists: a page at a time, in an order that does not change while one pages through."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import AwareDatetime, BaseModel

from haipdose.evidence import Document
from haipdose.records.registry import MAX_PAGE, Page, Stored

M = TypeVar("M", bound=BaseModel)

Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Entries a page.")]
After = Annotated[
    str | None,
    Query(max_length=80, pattern=r"^[A-Za-z0-9._:-]+$", description="Where the page before ended (`next_after`)."),
]


class Record(Document, Generic[M]):
    """A document of the registry with its id and version."""

    id: str
    version: int
    created_at: AwareDatetime
    updated_at: AwareDatetime
    document: M


class RecordPage(Document, Generic[M]):
    """A page of records. ``next_after`` is the next page's ``after``; null on the last page."""

    items: tuple[Record[M], ...]
    next_after: str | None


def shown(stored: Stored[M]) -> Record[M]:
    """A stored document as the API shows it."""
    return Record(
        id=stored.id,
        version=stored.version,
        created_at=stored.created_at,
        updated_at=stored.updated_at,
        document=stored.document,
    )


def shown_page(page: Page[M]) -> RecordPage[M]:
    """A page as the API shows it."""
    return RecordPage(items=tuple(shown(item) for item in page.items), next_after=page.next_after)
