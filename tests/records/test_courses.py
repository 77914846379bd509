"""Facts are appended once, in order, by whoever read the last version; nothing is lost and nothing is doubled."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from records_support import NURSE, a_course
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from haipdose.course.facts import Correction, Fact
from haipdose.errors import Conflict, HaipdoseError, InputError, NotFound, StaleVersion
from haipdose.records import courses, tables
from haipdose.records.courses import FACT
from haipdose.records.work import Records


def weight(kg: str, at: str = "2026-03-02T09:00:00+01:00", **rest: Any) -> Fact:
    return FACT.validate_python({"type": "weight-measured", "at": at, "weight_kg": kg, **rest})


def test_what_is_appended_is_read_back_in_order_signed_and_dated(records: Records) -> None:
    clinic, course = a_course(records)
    with records.writing(NURSE) as work:
        first = courses.append(work, clinic, course, 1, [weight("96.5")])
    with records.writing(NURSE) as work:
        second = courses.append(work, clinic, course, first.version, [weight("96"), weight("95.5")])
    assert (first.version, second.version) == (2, 4)
    with records.reading() as connection:
        read = courses.facts(connection, course)
    assert [entry.fact.model_dump()["weight_kg"] for entry in read] == [Decimal("96.5"), Decimal("96"), Decimal("95.5")]
    assert [entry.sequence for entry in read] == [1, 2, 3]
    assert {entry.fact.by for entry in read} == {NURSE.id}
    assert all(entry.fact.recorded_at is not None for entry in read)


def test_a_writer_who_read_an_older_version_is_told_and_nothing_is_written(records: Records) -> None:
    clinic, course = a_course(records)
    with records.writing(NURSE) as work:
        courses.append(work, clinic, course, 1, [weight("96")])
    with pytest.raises(StaleVersion), records.writing(NURSE) as work:
        courses.append(work, clinic, course, 1, [weight("95")])
    with records.reading() as connection:
        assert len(courses.facts(connection, course)) == 1


def test_the_same_fact_sent_twice_is_one_fact(records: Records) -> None:
    clinic, course = a_course(records)
    for _ in range(2):
        with records.writing(NURSE) as work:
            done = courses.append(work, clinic, course, None, [weight("96", id="lab-7")])
    assert (done.version, done.new) == (2, 0)


def test_the_same_id_with_another_content_is_refused(records: Records) -> None:
    clinic, course = a_course(records)
    with records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [weight("96", id="lab-7")])
    with pytest.raises(Conflict, match="another content"), records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [weight("95", id="lab-7")])


def test_a_fact_in_somebody_elses_name_is_refused(records: Records) -> None:
    clinic, course = a_course(records)
    with pytest.raises(InputError, match="in the name of"), records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [weight("96", by="per-other")])


def test_another_clinic_sees_nothing(records: Records) -> None:
    _, course = a_course(records)
    other, _ = a_course(records, identifier="0002")
    with records.reading() as connection, pytest.raises(NotFound):
        courses.get(connection, other, course)


def test_of_two_writers_on_one_version_exactly_one_wins(records: Records) -> None:
    clinic, course = a_course(records)
    start = threading.Barrier(8)
    outcomes: list[str] = []

    def write(number: int) -> None:
        start.wait()
        try:
            with records.writing(NURSE) as work:
                courses.append(work, clinic, course, 1, [weight("96", id=f"w-{number}")])
            outcomes.append("won")
        except StaleVersion:
            outcomes.append("late")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["late"] * 7 + ["won"]
    with records.reading() as connection:
        assert len(courses.facts(connection, course)) == 1


@pytest.mark.parametrize("statement", ["UPDATE facts SET digest = 'x'", "DELETE FROM facts", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_what_was_recorded(records: Records, statement: str) -> None:
    clinic, course = a_course(records)
    with records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [weight("96")])
    with pytest.raises(DBAPIError, match="only appended to"), records.engine.begin() as connection:
        connection.execute(text(statement))


def test_a_unit_of_work_that_fails_leaves_neither_fact_nor_audit_nor_announcement(records: Records) -> None:
    clinic, course = a_course(records)
    with records.reading() as connection:
        before = (connection.execute(select(tables.audit)).all(), connection.execute(select(tables.outbox)).all())

    def write_and_fail() -> None:
        with records.writing(NURSE) as work:
            courses.append(work, clinic, course, None, [weight("96")])
            raise InputError("no", code="test.no")

    with pytest.raises(HaipdoseError):
        write_and_fail()
    with records.reading() as connection:
        after = (connection.execute(select(tables.audit)).all(), connection.execute(select(tables.outbox)).all())
        assert not courses.facts(connection, course)
    assert before == after


def test_the_engines_course_is_the_recorded_one_as_of_then(records: Records) -> None:
    clinic, course = a_course(records)
    with records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [weight("96")])
    with records.reading() as connection:
        engine_course = courses.as_course(connection, clinic, course, datetime(2026, 3, 3, tzinfo=UTC))
    assert engine_course.clinic.time_zone == "Europe/Amsterdam"
    assert len(engine_course.facts) == 1
    assert engine_course.pump is not None
    assert engine_course.pump.serial_number == "123456"


OVERRIDE = {"type": "dose-override", "at": "2026-03-02T09:00:00+01:00", "dose_percent": "50", "reason": "judged"}


def _corrected(by: str | None) -> Fact:
    said = {"type": "correction", "at": "2026-03-02T10:00:00+01:00", "corrects": "w", "reason": "wrong kind"}
    return FACT.validate_python({**said, "replacement": {**OVERRIDE, "by": by}})


def test_who_overrides_is_written_by_the_store_in_a_correction_too(records: Records) -> None:
    clinic, course = a_course(records)
    for _ in range(2):
        with records.writing(NURSE) as work:
            new = [weight("96", id="w"), FACT.validate_python(OVERRIDE), _corrected(None)]
            done = courses.append(work, clinic, course, None, new)
    assert done.version == 4
    with records.reading() as connection:
        _, override, correction = (entry.fact for entry in courses.facts(connection, course))
        asked = courses.as_course(connection, clinic, course, datetime(2027, 1, 1, tzinfo=UTC))
    assert override.by == NURSE.id
    assert isinstance(correction, Correction)
    assert correction.replacement is not None
    assert correction.replacement.by == NURSE.id
    assert len(asked.facts) == 3


@pytest.mark.parametrize("fact", [FACT.validate_python({**OVERRIDE, "by": "somebody"}), _corrected("somebody")])
def test_nobody_overrides_in_the_name_of_somebody_else(records: Records, fact: Fact) -> None:
    clinic, course = a_course(records)
    with pytest.raises(InputError) as refused, records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [weight("96", id="w"), fact])
    assert (refused.value.code, refused.value.found) == ("records.fact-by-another", "somebody")
    with records.reading() as connection:
        assert courses.facts(connection, course) == ()
