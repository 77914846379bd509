"""Systems that speak to haipdose: their public keys and scopes, the keys that we sign with, and tokens used before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from haipdose.records import tables
from haipdose.records.columns import canonical
from haipdose.records.registry import MAX_PAGE, not_found, record_revision, stale
from haipdose.records.work import Work


@dataclass(frozen=True, slots=True)
class System:
    """A system of one clinic. ``keys`` is a JWK set of public keys."""

    id: str
    clinic_id: str
    name: str
    scopes: tuple[str, ...]
    keys: Mapping[str, Any]
    active: bool
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that access tokens are signed with, sealed. A retired one still verifies."""

    kid: str
    sealed: str
    created_at: datetime
    retired_at: datetime | None


def create(work: Work, clinic: str, name: str, scopes: tuple[str, ...], keys: Mapping[str, Any]) -> System:
    """Record a system."""
    identity = work.new_id("sys")
    work.connection.execute(
        insert(tables.systems).values(
            id=identity,
            clinic_id=clinic,
            name=name,
            scopes=list(scopes),
            keys=dict(keys),
            active=True,
            version=1,
            created_at=work.now,
            updated_at=work.now,
        )
    )
    return _told(work, identity, "system.create")


def change(
    work: Work,
    clinic: str,
    identity: str,
    expected: int,
    *,
    scopes: tuple[str, ...],
    keys: Mapping[str, Any],
    active: bool,
) -> System:
    """Change a system's scopes, keys or state. Raises NotFound, StaleVersion."""
    before = get(work.connection, clinic, identity, lock=True)
    if before.version != expected:
        raise stale("system", expected, before.version)
    work.connection.execute(
        update(tables.systems)
        .where(tables.systems.c.id == identity)
        .values(
            scopes=list(scopes),
            keys=dict(keys),
            active=active,
            version=before.version + 1,
            updated_at=work.now,
        )
    )
    return _told(work, identity, "system.change")


def get(connection: Connection, clinic: str | None, identity: str, *, lock: bool = False) -> System:
    """A system; ``clinic`` None finds it in any clinic. Raises NotFound."""
    query = select(tables.systems).where(tables.systems.c.id == identity)
    if clinic is not None:
        query = query.where(tables.systems.c.clinic_id == clinic)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise not_found("system")
    return _system(row)


def page(
    connection: Connection, clinic: str, *, limit: int = 50, after: str | None = None
) -> tuple[tuple[System, ...], str | None]:
    """The systems of a clinic, a page at a time."""
    limit = min(limit, MAX_PAGE)
    query = select(tables.systems).where(tables.systems.c.clinic_id == clinic).order_by(tables.systems.c.id)
    if after is not None:
        query = query.where(tables.systems.c.id > after)
    rows = connection.execute(query.limit(limit + 1)).all()
    shown = tuple(_system(row) for row in rows[:limit])
    return shown, shown[-1].id if len(rows) > limit else None


def add_signing_key(work: Work, kid: str, sealed: str) -> None:
    """Sign with this key from now on; the ones before only verify."""
    table = tables.signing_keys
    work.connection.execute(update(table).where(table.c.retired_at.is_(None)).values(retired_at=work.now))
    work.connection.execute(insert(table).values(kid=kid, private_key=sealed, created_at=work.now))
    work.audit("signing-key.rotate", "signing-key", kid, clinic=None)


def signing_keys(connection: Connection) -> tuple[SigningKey, ...]:
    """All keys, the newest first."""
    table = tables.signing_keys
    rows = connection.execute(select(table).order_by(table.c.created_at.desc(), table.c.kid))
    return tuple(SigningKey(row.kid, row.private_key, row.created_at, row.retired_at) for row in rows)


def use_token(work: Work, clinic: str, issuer: str, token_id: str, expires_at: datetime) -> bool:
    """Note that a system's assertion was used; False when it was used before."""
    table = tables.used_tokens
    work.connection.execute(delete(table).where(table.c.expires_at < work.now))
    make = (sqlite if work.connection.dialect.name == "sqlite" else postgresql).insert(table)
    first = work.connection.execute(
        make.values(issuer=issuer, token_id=token_id, expires_at=expires_at)
        .on_conflict_do_nothing(index_elements=["issuer", "token_id"])
        .returning(table.c.token_id)
    ).one_or_none()
    if first is not None:
        work.audit("system.token", "system", issuer, clinic=clinic)
    return first is not None


def _told(work: Work, identity: str, action: str) -> System:
    system = get(work.connection, None, identity)
    shown = {"scopes": list(system.scopes), "keys": dict(system.keys), "active": system.active}
    digest = record_revision(work, "system", identity, system.version, canonical(shown))
    rows = {f"revisions/system/{identity}/{system.version}": digest}
    payload = {"version": system.version, "rows": rows}
    work.audit(action, "system", identity, clinic=system.clinic_id, payload=payload)
    return system


def _system(row: Row[Any]) -> System:
    return System(
        row.id,
        row.clinic_id,
        row.name,
        tuple(row.scopes),
        row.keys,
        row.active,
        row.version,
        row.created_at,
        row.updated_at,
    )
