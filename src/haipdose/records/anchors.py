"""Anchors: the heads of the audit trail at one moment, kept where nobody who can write to the store can.

A trail that is consistent in itself may have been rewritten from some entry on, or cut; against an anchor that shows.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field, StringConstraints, ValidationError
from sqlalchemy import Connection, select

from haipdose.errors import InputErrors
from haipdose.evidence import Document
from haipdose.exact_json import input_errors, parse_document
from haipdose.records import tables
from haipdose.records.work import Records

MOST_CHAINS: Final = 10_000


class Head(Document):
    """Where a chain ended: its last entry's number and digest."""

    sequence: Annotated[int, Field(ge=0)]
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Anchor(Document):
    """The heads of all chains: one a clinic, and the site's."""

    format: Literal["haipdose-anchor"] = "haipdose-anchor"
    version: Literal[1] = 1
    made_at: AwareDatetime
    chains: Annotated[dict[str, Head], Field(max_length=MOST_CHAINS)]


def take_anchor(records: Records) -> Anchor:
    """The heads now. Raises StorageError."""
    with records.reading() as connection:
        return Anchor(made_at=records.clock(), chains=_heads(connection))


def read_anchor(raw: bytes, name: str) -> Anchor:
    """An anchor that was kept.

    Raises:
        InputError: it is not an anchor.
    """
    found = parse_document(raw, name)
    try:
        return Anchor.model_validate(found)
    except ValidationError as error:
        raise InputErrors(input_errors(error)) from error


def _heads(connection: Connection) -> dict[str, Head]:
    rows = connection.execute(select(tables.audit_heads).order_by(tables.audit_heads.c.chain))
    return {row.chain: Head(sequence=row.sequence, digest=row.digest) for row in rows}
