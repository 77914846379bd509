"""What is exported is everything, what is imported is the same again, and nothing is imported by halves."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from records_support import NURSE, a_course, demo_course, new_postgres
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from haipdose.course.facts import Fact
from haipdose.errors import InputError
from haipdose.orders.stock import PharmacyProduct
from haipdose.orders.stock_counting import NewMovement, movement
from haipdose.records import courses, decisions, outbox, people, stock, systems, tables
from haipdose.records.anchors import take_anchor
from haipdose.records.courses import FACT
from haipdose.records.database import open_engine
from haipdose.records.exchange import TABLES, Exchanged, export_records, import_records
from haipdose.records.migrations import upgrade
from haipdose.records.registries import PRODUCTS
from haipdose.records.verify import verify
from haipdose.records.work import Records

MADE_AT = datetime(2026, 3, 3, tzinfo=UTC)


def weight(kg: str, **rest: str) -> Fact:
    return FACT.validate_python({"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": kg, **rest})


def exported(engine: Engine) -> tuple[bytes, Exchanged]:
    out = io.BytesIO()
    done = export_records(engine, out, MADE_AT)
    return out.getvalue(), done


@pytest.fixture
def story(records: Records) -> tuple[str, str]:
    """Something in every kind of column: text with all sorts of letters, dates, booleans, empty columns."""
    demo_course(records)
    clinic, course = a_course(records, identifier="Ünïcødé \u2028 €")
    with records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [weight("97"), weight("96.50")])
        decisions.record_decision(work, clinic, course, "modification", {"why": 'quotes " and \\ and\nlines'})
        people.create(work, "nurse", "N. Nurse", "hash", {clinic: frozenset({"nurse", "scheduler"})})
        systems.create(work, clinic, "Pharmacy", ("course.read",), {"keys": []})
        product = PharmacyProduct.model_validate(
            {
                "code": "0042",
                "name": "Sodium chloride 0.9 %, bag",
                "substance": "sodium chloride 0.9 %",
                "container": "bag",
                "container_ml": "50",
                "source": "label",
                "lots": [{"lot_number": "NC1", "expires_on": "2027-03-31"}],
            }
        )
        made = PRODUCTS.create(work, clinic, product).id
        came = NewMovement(kind="received", lot_number="NC1", containers=4)
        stock.record_movement(work, clinic, made, movement(came, None))
        outbox.subscribe(work, clinic, "https://pharmacy.example/hook", "sealed", ("facts.appended",))
        work.connection.execute(
            insert(tables.board).values(
                course_id=course,
                clinic_id=clinic,
                patient_id="pat-1",
                course_version=3,
                computed_for=date(2026, 3, 2),
                waits_for_laboratory=True,
                next_action="fill",
                text="",
                critical_alerts=0,
            )
        )
    return clinic, course


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Another store, empty, of either kind: so every pair of stores is tried."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
        yield engine
        engine.dispose()
        return
    with new_postgres(request.getfixturevalue("postgres_url")) as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


def test_an_import_holds_the_same_rows_and_verifies(
    engine: Engine, records: Records, story: tuple[str, str], other: Engine
) -> None:
    anchor = take_anchor(records)
    raw, sent = exported(engine)
    received = import_records(other, io.BytesIO(raw))
    assert received == sent
    assert exported(other)[0] == raw
    report = verify(other, (anchor,))
    assert report.faults == []
    assert report.rows == verify(engine).rows > 0


def test_work_goes_on_in_the_new_store(engine: Engine, records: Records, story: tuple[str, str], other: Engine) -> None:
    clinic, course = story
    import_records(other, io.BytesIO(exported(engine)[0]))
    moved = Records(other, records.clock)
    with moved.writing(NURSE) as work:
        done = courses.append(work, clinic, course, 3, [weight("95")])
    assert done.version == 4
    with moved.reading() as connection:
        first, last = connection.execute(
            select(func.min(tables.outbox.c.sequence), func.max(tables.outbox.c.sequence))
        ).one()
        count = connection.execute(select(func.count()).select_from(tables.outbox)).scalar()
    assert last - first + 1 == count
    assert verify(other).intact
    with pytest.raises(DBAPIError), other.connect().execution_options(haipdose_writes=True) as connection:
        connection.execute(text("DELETE FROM facts"))


def test_every_table_goes_out_but_the_leases(engine: Engine, story: tuple[str, str]) -> None:
    raw, done = exported(engine)
    lines = [json.loads(line) for line in raw.splitlines()]
    assert {table.name for table in tables.metadata.sorted_tables} - {table.name for table in TABLES} == {"leases"}
    assert lines[0]["format"] == "haipdose-records"
    assert lines[-1]["rows"] == done.rows
    assert sum(done.rows.values()) == len(lines) - 2
    facts = [line["row"] for line in lines[1:-1] if line["table"] == "facts"]
    assert {"96.5"} <= {json.loads(fact["document"]).get("weight_kg") for fact in facts}


def test_an_export_sees_one_moment_while_others_write(
    engine: Engine, records: Records, story: tuple[str, str], other: Engine
) -> None:
    clinic, course = story

    def write_meanwhile(what: str, count: int) -> None:
        del what, count
        with records.writing(NURSE) as work:
            courses.append(work, clinic, course, None, [weight("90")])

    with records.writing(NURSE) as work:
        for number in range(1100):
            work.audit("course.read", "course", f"n{number}", clinic=clinic)
    out = io.BytesIO()
    told: list[str] = []

    def progress(what: str, count: int) -> None:
        told.append(what)
        write_meanwhile(what, count)

    export_records(engine, out, MADE_AT, progress)
    assert told == ["audit"]
    with records.reading() as connection:
        assert courses.get(connection, clinic, course).facts == 3
    out.seek(0)
    seen: dict[str, int] = {}
    done = import_records(other, out, seen.__setitem__)
    assert seen == {name: count for name, count in done.rows.items() if count}
    assert verify(other).faults == []  # had the facts been read later than the audit trail, one would be too many


def test_an_import_never_mixes_with_what_is_there(engine: Engine, records: Records, story: tuple[str, str]) -> None:
    raw, _ = exported(engine)
    with pytest.raises(InputError, match="not empty") as caught:
        import_records(engine, io.BytesIO(raw))
    assert caught.value.code == "exchange.not-empty"
    assert exported(engine)[0] == raw


def _lines(raw: bytes) -> list[bytes]:
    return raw.splitlines(keepends=True)


def _row(raw: bytes, table: str) -> int:
    return next(n for n, line in enumerate(_lines(raw)) if f'"table":"{table}"'.encode() in line)


def _without(raw: bytes, table: str) -> bytes:
    lines = _lines(raw)
    del lines[_row(raw, table)]
    return b"".join(lines)


def _swapped(raw: bytes, table: str, old: bytes, new: bytes) -> bytes:
    lines = _lines(raw)
    number = _row(raw, table)
    assert old in lines[number]
    lines[number] = lines[number].replace(old, new, 1)
    return b"".join(lines)


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda raw: b"".join(_lines(raw)[:-1]),
    "cut in a line": lambda raw: raw[: len(raw) // 2],
    "a row is missing": lambda raw: _without(raw, "systems"),
    "a row that others point to is missing": lambda raw: _without(raw, "patients"),
    "a row stands twice": lambda raw: b"".join([*_lines(raw)[:2], *_lines(raw)[1:]]),
    "a weight was changed": lambda raw: _swapped(raw, "patients", b"male", b"female"),
    "a column is missing": lambda raw: _swapped(raw, "clinics", b'"version":1,', b""),
    "a column more": lambda raw: _swapped(raw, "clinics", b'"version":1,', b'"version":1,"more":1,'),
    "a number as text": lambda raw: _swapped(raw, "clinics", b'"version":1', b'"version":"1"'),
    "a number as a truth": lambda raw: _swapped(raw, "clinics", b'"version":1', b'"version":true'),
    "a number with a point": lambda raw: _swapped(raw, "clinics", b'"version":1', b'"version":1.5'),
    "a number beyond 64 bits": lambda raw: _swapped(raw, "clinics", b'"version":1', b'"version":9' + b"9" * 30),
    "nothing where something must be": lambda raw: _swapped(raw, "clinics", b'"version":1', b'"version":null'),
    "a truth as a number": lambda raw: _swapped(raw, "people", b'"active":true', b'"active":1'),
    "no date": lambda raw: _swapped(raw, "board", b"2026-03-02", b"2026-03-32"),
    "an unknown table": lambda raw: _swapped(raw, "clinics", b'"table":"clinics"', b'"table":"alembic_version"'),
    "not a row": lambda raw: b"".join([_lines(raw)[0], b'{"table":"clinics","row":[]}\n', *_lines(raw)[1:]]),
    "a list": lambda raw: b"".join([_lines(raw)[0], b"[]\n", *_lines(raw)[1:]]),
    "an empty line": lambda raw: b"".join([_lines(raw)[0], b"\n", *_lines(raw)[1:]]),
    "something after the end": lambda raw: raw + b"{}\n",
    "nothing": lambda raw: b"",
    "something else": lambda raw: b'{"format":"shopping-list"}\n',
    "a later format": lambda raw: raw.replace(b'"version":1,"schema"', b'"version":2,"schema"', 1),
    "a later schema": lambda raw: raw.replace(b'"schema":"', b'"schema":"9', 1),
}


@pytest.mark.parametrize("how", BROKEN)
def test_what_is_broken_is_refused_and_nothing_is_imported(
    engine: Engine, story: tuple[str, str], tmp_path: Path, how: str, request: pytest.FixtureRequest
) -> None:
    raw, _ = exported(engine)
    target = open_engine(f"sqlite:///{tmp_path / 'target.db'}")
    try:
        with pytest.raises(InputError) as caught:
            import_records(target, io.BytesIO(BROKEN[how](raw)))
        assert caught.value.code.startswith("exchange.")
        with target.connect() as connection:
            for table in TABLES:
                assert connection.execute(select(func.count()).select_from(table)).scalar() == 0
    finally:
        target.dispose()


def test_a_broken_export_leaves_an_empty_postgresql_empty(
    engine: Engine, story: tuple[str, str], other: Engine
) -> None:
    raw, _ = exported(engine)
    for how in ("a row that others point to is missing", "a row stands twice", "cut short"):
        with pytest.raises(InputError):
            import_records(other, io.BytesIO(BROKEN[how](raw)))
    assert import_records(other, io.BytesIO(raw)).rows["facts"] > 0


def test_a_line_without_end_is_not_read_into_memory(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'target.db'}")
    with pytest.raises(InputError, match="too long"):
        import_records(engine, io.BytesIO(b'{"format":"' + b"x" * (17 * 1024 * 1024)))
    engine.dispose()


def test_an_export_of_an_empty_store_is_an_empty_store(engine: Engine, tmp_path: Path) -> None:
    raw, _ = exported(engine)
    target = open_engine(f"sqlite:///{tmp_path / 'target.db'}")
    upgrade(target)
    assert sum(import_records(target, io.BytesIO(raw)).rows.values()) == 0
    target.dispose()
