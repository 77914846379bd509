"""Courses and their facts. A fact is only ever appended; who appends says which version was read, and may be late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, insert, select, update

from haipdose.course.facts import Correction, Fact
from haipdose.errors import Conflict, InputError
from haipdose.records import tables
from haipdose.records.audit import text_digest
from haipdose.records.columns import canonical
from haipdose.records.registries import CLINICS, PATIENTS, PUMPS
from haipdose.records.registry import MAX_PAGE, not_found, record_revision, stale
from haipdose.records.shapes import CourseHeader
from haipdose.records.work import Work
from haipdose.schedule.requests import Course

FACT: Final[TypeAdapter[Fact]] = TypeAdapter(Fact)

MAX_FACTS: Final = 5000
"""Of one course: ten years of daily entries; beyond it something is looping."""


@dataclass(frozen=True, slots=True)
class StoredCourse:
    """A course's head as recorded. ``version`` grows with every fact and every change of the head."""

    id: str
    clinic_id: str
    version: int
    facts: int
    header: CourseHeader
    closed_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact with its place in the course."""

    sequence: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class Appended:
    """What came of an append: the course's version now, and which facts are new."""

    version: int
    facts: tuple[StoredFact, ...]
    new: int


def create(work: Work, clinic: str, header: CourseHeader) -> StoredCourse:
    """Start a course.

    Raises:
        NotFound: the patient or pump is not in this clinic.
        InputError: the pump of the header is another one than the recorded pump.
    """
    PATIENTS.get(work.connection, clinic, header.patient_id)
    if header.pump_id is not None:
        recorded = PUMPS.get(work.connection, clinic, header.pump_id).document.pump
        if header.pump is not None and header.pump.serial_number != recorded.serial_number:
            raise InputError(
                "The pump is not the one that pump_id names.",
                code="records.pump-differs",
                field="pump.serial_number",
                found=header.pump.serial_number,
                allowed=recorded.serial_number,
                remedy="Leave pump out to take it from the record, or name the right pump.",
            )
        header = header.model_copy(update={"pump": header.pump or recorded})
    identity = work.new_id("crs")
    shown = header.model_dump(mode="json", by_alias=True)
    work.connection.execute(
        insert(tables.courses).values(
            id=identity,
            clinic_id=clinic,
            patient_id=header.patient_id,
            pump_id=header.pump_id,
            protocol=header.protocol,
            header=shown,
            version=1,
            facts=0,
            created_at=work.now,
            updated_at=work.now,
        )
    )
    digest = record_revision(work, "course", identity, 1, canonical(shown))
    work.audit(
        "course.create",
        "course",
        identity,
        clinic=clinic,
        course=identity,
        payload={"version": 1, "rows": {f"revisions/course/{identity}/1": digest}},
    )
    work.announce("course.created", clinic=clinic, course=identity, payload={"version": 1})
    return StoredCourse(identity, clinic, 1, 0, header, None, work.now, work.now)


def get(connection: Connection, clinic: str, course: str) -> StoredCourse:
    """A course's head.

    Raises:
        NotFound: there is none with this id in this clinic.
    """
    return _stored(_row(connection, clinic, course))


def lock(work: Work, clinic: str, course: str) -> StoredCourse:
    """A course's head, locked until the unit of work ends: nobody appends meanwhile. Raises as :func:`get`."""
    return _stored(_row(work.connection, clinic, course, lock=True))


def page(
    connection: Connection, clinic: str, *, limit: int = 50, after: str | None = None, patient: str | None = None
) -> tuple[tuple[StoredCourse, ...], str | None]:
    """Courses of a clinic in the order of their ids, and the id to go on after."""
    limit = min(limit, MAX_PAGE)
    query = select(tables.courses).where(tables.courses.c.clinic_id == clinic)
    if patient is not None:
        query = query.where(tables.courses.c.patient_id == patient)
    if after is not None:
        query = query.where(tables.courses.c.id > after)
    rows = connection.execute(query.order_by(tables.courses.c.id).limit(limit + 1)).all()
    shown = tuple(_stored(row) for row in rows[:limit])
    return shown, shown[-1].id if len(rows) > limit else None


def append(work: Work, clinic: str, course: str, expected: int | None, new: Iterable[Fact]) -> Appended:
    """Append facts; all of them or none.

    The actor and the moment of recording are written by the store. A fact whose id is recorded with the same content is
    taken as said already and not written twice.

    Args:
        work: the unit of work.
        clinic: the clinic of the course.
        course: its id.
        expected: the version that the writer had read; None when it doesn't matter, as for a laboratory's results.
        new: the facts.

    Raises:
        NotFound: no such course in this clinic.
        StaleVersion: the course is not at ``expected`` any more.
        Conflict: a fact with the same id and another content is recorded, or the course is closed.
        InputError: too many facts.
    """
    row = _row(work.connection, clinic, course, lock=True)
    given = [_signed(fact, work) for fact in new]
    already = _said(work.connection, course, [fact.key for fact in given])
    fresh: list[Fact] = []
    for fact in given:
        earlier = already.get(fact.key)
        if earlier is None:
            fresh.append(fact)
            already[fact.key] = fact
        elif _content(earlier) != _content(fact):
            raise Conflict(
                f"The course has a fact with the id {fact.key} and another content.",
                code="records.fact-differs",
                field="id",
                found=fact.key,
                remedy="Give a new id, or correct the earlier fact with a correction.",
            )
    if not fresh:
        return Appended(row.version, (), 0)
    if expected is not None and row.version != expected:
        raise stale("course", expected, row.version)
    if row.closed_at is not None:
        raise Conflict("The course is closed.", code="records.course-closed", remedy="Open it again first.")
    if row.facts + len(fresh) > MAX_FACTS:
        raise InputError(f"A course holds at most {MAX_FACTS} facts.", code="records.too-many-facts", field="facts")
    return _write(work, row, fresh)


def _write(work: Work, row: Row[Any], fresh: list[Fact]) -> Appended:
    course, clinic = row.id, row.clinic_id
    rows, witnessed, stored = [], {}, []
    for sequence, fact in enumerate(fresh, start=row.facts + 1):
        text = canonical(fact.model_dump(mode="json", by_alias=True, exclude_none=True))
        digest = text_digest(text)
        rows.append(
            {
                "course_id": course,
                "sequence": sequence,
                "fact_id": fact.key,
                "type": fact.type,
                "at": fact.at,
                "recorded_at": work.now,
                "by": work.actor.id,
                "document": text,
                "digest": digest,
            }
        )
        witnessed[f"facts/{course}/{sequence}"] = digest
        stored.append(StoredFact(sequence, fact))
    version = row.version + len(fresh)
    work.connection.execute(insert(tables.facts), rows)
    work.connection.execute(
        update(tables.courses)
        .where(tables.courses.c.id == course)
        .values(version=version, facts=row.facts + len(fresh), updated_at=work.now)
    )
    work.audit(
        "course.append",
        "course",
        course,
        clinic=clinic,
        course=course,
        payload={"version": version, "types": [fact.type for fact in fresh], "rows": witnessed},
    )
    work.announce(
        "facts.appended",
        clinic=clinic,
        course=course,
        payload={"version": version, "facts": [{"id": fact.key, "type": fact.type} for fact in fresh]},
    )
    return Appended(version, tuple(stored), len(stored))


def facts(connection: Connection, course: str, *, after: int = 0, limit: int | None = None) -> tuple[StoredFact, ...]:
    """The facts of a course in the order in which they were recorded, after place ``after``."""
    query = (
        select(tables.facts.c.sequence, tables.facts.c.document)
        .where(tables.facts.c.course_id == course, tables.facts.c.sequence > after)
        .order_by(tables.facts.c.sequence)
    )
    if limit is not None:
        query = query.limit(limit)
    return tuple(StoredFact(row.sequence, FACT.validate_json(row.document)) for row in connection.execute(query))


def as_course(connection: Connection, clinic: str, course: str, as_of: datetime) -> Course:
    """The engine's course as of a moment: facts that were recorded later are left out by the engine itself.

    The head and the clinic's calendar are those that were recorded by then, so an answer of the past can be had again.

    Raises:
        NotFound: no such course in this clinic.
    """
    stored = get(connection, clinic, course)
    header = stored.header if as_of >= stored.updated_at else _header_at(connection, stored, as_of)
    calendar = CLINICS.get(connection, None, clinic)
    settings = calendar.document if as_of >= calendar.updated_at else _clinic_at(connection, clinic, as_of)
    return Course(
        id=course,
        patient=header.patient,
        pump=header.pump,
        protocol=header.protocol,
        arm=header.arm,
        regimen=header.regimen,
        additions=header.additions,
        dpyd=header.dpyd,
        clinic=settings.calendar,
        as_of=as_of,
        pump_cycles=header.pump_cycles,
        facts=tuple(entry.fact for entry in facts(connection, course)),
    )


def _header_at(connection: Connection, stored: StoredCourse, as_of: datetime) -> CourseHeader:
    text = _revision_at(connection, "course", stored.id, as_of)
    return stored.header if text is None else CourseHeader.model_validate_json(text)


def _clinic_at(connection: Connection, clinic: str, as_of: datetime) -> Any:
    text = _revision_at(connection, "clinic", clinic, as_of)
    return CLINICS.get(connection, None, clinic).document if text is None else CLINICS.model.model_validate_json(text)


def _revision_at(connection: Connection, kind: str, identity: str, as_of: datetime) -> str | None:
    """The last revision by then; the first one for a moment before all of them."""
    of_it = select(tables.revisions.c.document).where(
        tables.revisions.c.kind == kind, tables.revisions.c.object_id == identity
    )
    by_then = of_it.where(tables.revisions.c.at <= as_of).order_by(tables.revisions.c.version.desc()).limit(1)
    first = of_it.order_by(tables.revisions.c.version).limit(1)
    found: str | None = connection.execute(by_then).scalar() or connection.execute(first).scalar()
    return found


def as_if(asked: Course, new: Iterable[Fact], by: str) -> Course:
    """The course as it would be with these facts, said now by somebody; nothing is recorded.

    Raises:
        InputError: a fact is given in the name of somebody else.
    """
    known = {fact.key for fact in asked.facts}
    signed = [_in_the_name_of(fact, by, asked.as_of) for fact in new]
    return asked.model_copy(update={"facts": (*asked.facts, *(fact for fact in signed if fact.key not in known))})


def _signed(fact: Fact, work: Work) -> Fact:
    """The fact as it is recorded: with its id, by the actor, now."""
    return _in_the_name_of(fact, work.actor.id, work.now)


def _in_the_name_of(fact: Fact, by: str, at: datetime) -> Fact:
    replacement = fact.replacement if isinstance(fact, Correction) else None
    named = next((said.by for said in (fact, replacement) if said is not None and said.by not in {None, by}), None)
    if named is not None:
        raise InputError(
            "A fact is recorded in the name of whoever sends it.",
            code="records.fact-by-another",
            field="by",
            found=named,
            remedy="Leave by out.",
        )
    unsigned = fact.model_copy(update={"by": None, "recorded_at": None})
    signed: dict[str, Any] = {"by": by, "recorded_at": at}
    if replacement is not None:  # what it says now, an override for one, is said by whoever corrects
        unsigned = unsigned.model_copy(update={"replacement": replacement.model_copy(update={"by": None})})
        signed["replacement"] = replacement.model_copy(update={"by": by})
    return fact.model_copy(update={"id": FACT.validate_python(unsigned).key, **signed})


def _content(fact: Fact) -> dict[str, Any]:
    unsaid: dict[str, Any] = {"by": True, "recorded_at": True, "replacement": {"by": True}}
    return fact.model_dump(mode="json", by_alias=True, exclude=unsaid)


def _said(connection: Connection, course: str, ids: list[str]) -> dict[str, Fact]:
    if not ids:
        return {}
    rows = connection.execute(
        select(tables.facts.c.fact_id, tables.facts.c.document).where(
            tables.facts.c.course_id == course, tables.facts.c.fact_id.in_(ids)
        )
    )
    return {row.fact_id: FACT.validate_json(row.document) for row in rows}


def _row(connection: Connection, clinic: str, course: str, *, lock: bool = False) -> Row[Any]:
    query = select(tables.courses).where(tables.courses.c.id == course, tables.courses.c.clinic_id == clinic)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise not_found("course")
    return row


def _stored(row: Row[Any]) -> StoredCourse:
    return StoredCourse(
        row.id,
        row.clinic_id,
        row.version,
        row.facts,
        CourseHeader.model_validate(row.header),
        row.closed_at,
        row.created_at,
        row.updated_at,
    )
