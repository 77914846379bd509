"""Clinics, patients, pumps and stock products: the current document of each, its version, and all earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection, Row, Table, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from haipdose.errors import Conflict, NotFound, StaleVersion
from haipdose.records import tables
from haipdose.records.audit import text_digest
from haipdose.records.columns import canonical
from haipdose.records.work import Work

M = TypeVar("M", bound=BaseModel)

MAX_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Stored(Generic[M]):
    """A document as it is recorded. ``version`` grows by one with each change."""

    id: str
    clinic_id: str | None
    version: int
    document: M
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """A page of a list, in the order of ids; ``next_after`` continues it and is None on the last page."""

    items: tuple[Stored[M], ...]
    next_after: str | None


def not_found(kind: str) -> NotFound:
    """There is no such thing, or it belongs to another clinic: the two look alike."""
    return NotFound(
        f"There is no such {kind} in this clinic.", code=f"records.{kind.replace(' ', '-')}-unknown", field="id"
    )


def stale(kind: str, expected: int, current: int) -> StaleVersion:
    """Somebody else was first."""
    return StaleVersion(
        f"This {kind} was changed by somebody else since it was read; nothing was changed now.",
        code="records.stale-version",
        field="If-Match",
        found=str(expected),
        allowed=str(current),
        remedy="Read it again, look at what changed, and decide anew.",
    )


class Registry(Generic[M]):
    """One kind of document with versions.

    Args:
        table: where the current ones stand.
        kind: its name for people and in the audit trail.
        prefix: of its ids.
        model: the shape of its document.
        column: of the document in the table.
        keys: columns that are copied out of the document (by dotted path), to search by and to keep unique.
    """

    def __init__(
        self, table: Table, *, kind: str, prefix: str, model: type[M], column: str, keys: Mapping[str, str]
    ) -> None:
        self.table = table
        self.kind = kind
        self.prefix = prefix
        self.model = model
        self.column = column
        self.keys = keys
        self.in_clinic = "clinic_id" in table.c

    def create(self, work: Work, clinic: str | None, document: M) -> Stored[M]:
        """Record a new one.

        Raises:
            Conflict: one with the same keys is there already.
        """
        identity = work.new_id(self.prefix)
        values = self._values(document) | {
            "id": identity,
            "version": 1,
            "created_at": work.now,
            "updated_at": work.now,
        }
        if self.in_clinic:
            values["clinic_id"] = clinic
        try:
            with work.connection.begin_nested():
                work.connection.execute(insert(self.table).values(values))
        except IntegrityError as error:
            raise self._twice() from error
        self._revise(work, identity, clinic, 1, document, "create")
        return Stored(identity, clinic, 1, document, work.now, work.now)

    def get(self, connection: Connection, clinic: str | None, identity: str) -> Stored[M]:
        """The current document.

        Raises:
            NotFound: there is none with this id in this clinic.
        """
        return self._stored(self._row(connection, clinic, identity))

    def change(self, work: Work, clinic: str | None, identity: str, expected: int, document: M) -> Stored[M]:
        """Put another document in its place; the earlier one stays among the revisions.

        Raises:
            NotFound: there is none with this id in this clinic.
            StaleVersion: ``expected`` is not the current version.
            Conflict: another one has the same keys.
        """
        row = self._row(work.connection, clinic, identity, lock=True)
        if row.version != expected:
            raise stale(self.kind, expected, row.version)
        version = row.version + 1
        try:
            with work.connection.begin_nested():
                work.connection.execute(
                    update(self.table)
                    .where(self.table.c.id == identity)
                    .values(self._values(document) | {"version": version, "updated_at": work.now})
                )
        except IntegrityError as error:
            raise self._twice() from error
        self._revise(work, identity, clinic or identity, version, document, "change")
        return Stored(identity, clinic, version, document, row.created_at, work.now)

    def lock(self, work: Work, identity: str) -> None:
        """Keep others from changing it until the unit of work ends. For a kind outside clinics. Raises NotFound."""
        self._row(work.connection, None, identity, lock=True)

    def page(
        self,
        connection: Connection,
        clinic: str | None,
        *,
        limit: int = 50,
        after: str | None = None,
        where: Mapping[str, str] | None = None,
    ) -> Page[M]:
        """A page of at most ``limit`` documents after the id ``after``; ``where`` compares key columns."""
        query = select(self.table).order_by(self.table.c.id).limit(min(limit, MAX_PAGE) + 1)
        if self.in_clinic:
            query = query.where(self.table.c.clinic_id == clinic)
        if after is not None:
            query = query.where(self.table.c.id > after)
        for column, value in (where or {}).items():
            query = query.where(self.table.c[column] == value)
        rows = connection.execute(query).all()
        shown = rows[: min(limit, MAX_PAGE)]
        return Page(tuple(self._stored(row) for row in shown), shown[-1].id if len(rows) > len(shown) else None)

    def count(self, connection: Connection) -> int:
        """How many there are, in all clinics."""
        return connection.execute(select(func.count()).select_from(self.table)).scalar_one()

    def _row(
        self, connection: Connection, clinic: str | None, identity: str, *, lock: bool = False
    ) -> Row[tuple[Any, ...]]:
        query = select(self.table).where(self.table.c.id == identity)
        if self.in_clinic:
            query = query.where(self.table.c.clinic_id == clinic)
        if lock:
            query = query.with_for_update()
        row = connection.execute(query).one_or_none()
        if row is None:
            raise not_found(self.kind)
        return row

    def _values(self, document: M) -> dict[str, Any]:
        shown = document.model_dump(mode="json", by_alias=True)
        return {self.column: shown} | {column: _at(shown, path) for column, path in self.keys.items()}

    def _stored(self, row: Row[tuple[Any, ...]]) -> Stored[M]:
        values = row._mapping
        return Stored(
            values["id"],
            values.get("clinic_id"),
            values["version"],
            self.model.model_validate(values[self.column]),
            values["created_at"],
            values["updated_at"],
        )

    def _twice(self) -> Conflict:
        return Conflict(
            f"A {self.kind} with the same {' and '.join(self.keys.values())} is recorded already.",
            code=f"records.{self.kind}-twice",
            field=next(iter(self.keys.values()), None),
            remedy="Search for it and use it.",
        )

    def _revise(self, work: Work, identity: str, clinic: str | None, version: int, document: M, verb: str) -> None:
        text = canonical(document.model_dump(mode="json", by_alias=True))
        digest = record_revision(work, self.kind, identity, version, text)
        chain = clinic if self.in_clinic else (identity if self.table is tables.clinics else None)
        work.audit(
            f"{self.kind}.{verb}",
            self.kind,
            identity,
            clinic=chain,
            payload={"version": version, "rows": {f"revisions/{self.kind}/{identity}/{version}": digest}},
        )


def _at(document: Any, path: str) -> Any:
    for name in path.split("."):
        document = document[name]
    return document


def record_revision(work: Work, kind: str, identity: str, version: int, text: str) -> str:
    """Keep one version of a document for good; returns its digest for the audit entry."""
    digest = text_digest(text)
    work.connection.execute(
        insert(tables.revisions).values(
            kind=kind,
            object_id=identity,
            version=version,
            at=work.now,
            by=work.actor.id,
            document=text,
            digest=digest,
        )
    )
    return digest
