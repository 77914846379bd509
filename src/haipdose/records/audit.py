"""The audit trail: who did what, when, from where and why, each entry chained to the one before by its digest.

There is one chain a clinic and one for the site. The head of each chain stands in a row of its own, which a writer
locks; keeping a head elsewhere (``haipdose records anchor``) makes a trail that was rewritten as a whole detectable.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from haipdose.records import tables
from haipdose.records.columns import canonical

SITE_CHAIN: Final = "site"
START: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person, a system or a service of haipdose itself; ids only, never names."""

    kind: str
    id: str
    address: str
    request_id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written about one action. ``payload`` names the rows that it made, with their digests."""

    action: str
    object_kind: str
    object_id: str
    payload: dict[str, Any]
    course_id: str | None = None
    why: str | None = None


def text_digest(text: str) -> str:
    """The SHA-256 of a row's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def entry_digest(row: dict[str, Any]) -> str:
    """The digest of an audit row: over everything in it but the digest itself, the previous digest included."""
    content = {
        name: (value.isoformat() if isinstance(value, datetime) else value)
        for name, value in row.items()
        if name != "digest"
    }
    return text_digest(canonical(content))


def append(connection: Connection, chain: str, actor: Actor, now: datetime, entries: list[Entry]) -> None:
    """Add entries to a chain, inside the transaction that does what they tell."""
    heads = tables.audit_heads
    make = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(heads)
    connection.execute(
        make.values(chain=chain, sequence=0, digest=START).on_conflict_do_nothing(index_elements=["chain"])
    )
    head = connection.execute(select(heads).where(heads.c.chain == chain).with_for_update()).one()
    sequence, previous = head.sequence, head.digest
    rows = []
    for entry in entries:
        sequence += 1
        row: dict[str, Any] = {
            "chain": chain,
            "sequence": sequence,
            "at": now,
            "actor_kind": actor.kind,
            "actor_id": actor.id,
            "address": actor.address[:80],
            "request_id": actor.request_id[:80],
            "action": entry.action,
            "object_kind": entry.object_kind,
            "object_id": entry.object_id,
            "course_id": entry.course_id,
            "why": entry.why,
            "payload": canonical(entry.payload),
            "previous": previous,
        }
        previous = row["digest"] = entry_digest(row)
        rows.append(row)
    connection.execute(insert(tables.audit), rows)
    connection.execute(update(heads).where(heads.c.chain == chain).values(sequence=sequence, digest=previous))
