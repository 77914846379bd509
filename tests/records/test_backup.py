"""A backup is taken while others write, is one whole file, verifies, and is put back without losing what was there."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from records_support import NURSE, a_course
from stores import migrated_sqlite

from haipdose.errors import InputError, StorageError
from haipdose.records import courses
from haipdose.records.backup import back_up, restore, store_file
from haipdose.records.courses import FACT
from haipdose.records.database import open_engine
from haipdose.records.verify import verify
from haipdose.records.work import Records

NOW = datetime(2026, 3, 3, 4, 5, 6, tzinfo=UTC)
KEPT = "records.db.before-restore-20260303T040506Z"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


@pytest.fixture
def records(store: Path) -> Iterator[Records]:
    engine = migrated_sqlite(store)
    yield Records(engine)
    engine.dispose()


def weigh(records: Records, clinic: str, course: str, kg: str) -> None:
    fact = FACT.validate_python({"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": kg})
    with records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [fact])


def facts_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM facts").fetchone()[0])


def test_a_backup_is_one_whole_file_that_only_its_owner_reads(records: Records, store: Path, tmp_path: Path) -> None:
    clinic, course = a_course(records)
    weigh(records, clinic, course, "97")
    target = tmp_path / "kept" / "backup.db"
    target.parent.mkdir()
    report = back_up(store, target)
    assert (report.intact, report.rows) == (True, 4)
    assert [path.name for path in target.parent.iterdir()] == ["backup.db"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert facts_in(target) == 1


def test_a_backup_under_load_is_intact_and_nobody_waits_for_it(records: Records, store: Path, tmp_path: Path) -> None:
    clinic, course = a_course(records)
    stop = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        while not stop.is_set():
            weigh(records, clinic, course, f"97.{written:04}1")
            written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = []
        for number in range(5):
            target = tmp_path / f"backup-{number}.db"
            before = written
            assert back_up(store, target).intact
            counts.append((before, facts_in(target)))
    finally:
        stop.set()
        writer.join()
    assert all(found >= before for before, found in counts)
    assert counts[-1][1] > counts[0][1]
    with records.reading() as connection:
        assert courses.get(connection, clinic, course).facts == written


def test_a_backup_overwrites_nothing_unasked(records: Records, store: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    target.write_bytes(b"dear to somebody")
    with pytest.raises(InputError) as caught:
        back_up(store, target)
    assert caught.value.code == "backup.exists"
    assert target.read_bytes() == b"dear to somebody"
    assert back_up(store, target, overwrite=True).intact
    assert facts_in(target) == 0


def test_a_store_that_was_tampered_with_gives_no_backup(records: Records, store: Path, tmp_path: Path) -> None:
    clinic, course = a_course(records)
    weigh(records, clinic, course, "97")
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("DROP TRIGGER facts_no_update")
        connection.execute("UPDATE facts SET document = replace(document, '97', '79')")
        connection.commit()
    with pytest.raises(StorageError) as caught:
        back_up(store, tmp_path / "backup.db")
    assert caught.value.code == "backup.not-intact"
    assert course in str(caught.value.found)
    assert {path.name for path in tmp_path.iterdir()} == {"records.db", "records.db-wal", "records.db-shm"}


def test_a_restored_store_is_the_one_that_was_backed_up(records: Records, store: Path, tmp_path: Path) -> None:
    clinic, course = a_course(records)
    weigh(records, clinic, course, "97")
    backup = tmp_path / "backup.db"
    back_up(store, backup)
    weigh(records, clinic, course, "96")
    records.engine.dispose()
    report, kept = restore(backup, store, NOW, overwrite=True)
    assert report.intact
    assert kept is not None
    assert kept.name == KEPT
    assert (facts_in(store), facts_in(kept), facts_in(backup)) == (1, 2, 1)
    engine = open_engine(f"sqlite:///{store}")
    weigh(Records(engine), clinic, course, "95")
    assert verify(engine).intact
    engine.dispose()


def test_a_restore_to_an_empty_place_sets_nothing_aside(records: Records, store: Path, tmp_path: Path) -> None:
    back_up(store, tmp_path / "backup.db")
    report, kept = restore(tmp_path / "backup.db", tmp_path / "new.db", NOW)
    assert (report.intact, kept) == (True, None)


def test_a_restore_never_overwrites_unasked(records: Records, store: Path, tmp_path: Path) -> None:
    a_course(records)
    back_up(store, tmp_path / "backup.db")
    with pytest.raises(InputError) as caught:
        restore(tmp_path / "backup.db", store, NOW)
    assert caught.value.code == "backup.exists"


def test_a_restore_under_a_running_server_is_refused(records: Records, store: Path, tmp_path: Path) -> None:
    a_course(records)
    back_up(store, tmp_path / "backup.db")
    with records.reading() as connection:
        courses_before = connection.exec_driver_sql("SELECT count(*) FROM courses").scalar()
    with pytest.raises(StorageError) as caught:  # the pool of the engine keeps the store open, as a server does
        restore(tmp_path / "backup.db", store, NOW, overwrite=True)
    assert caught.value.code == "backup.in-use"
    with records.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM courses").scalar() == courses_before == 1


def test_a_damaged_store_can_be_replaced(records: Records, store: Path, tmp_path: Path) -> None:
    a_course(records)
    back_up(store, tmp_path / "backup.db")
    records.engine.dispose()
    store.write_bytes(b"no database at all" * 500)
    report, kept = restore(tmp_path / "backup.db", store, NOW, overwrite=True)
    assert report.intact
    assert kept is not None
    assert kept.read_bytes().startswith(b"no database")


@pytest.mark.parametrize("content", [b"", b"no database at all" * 500])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "backup.db"
    broken.write_bytes(content)
    with pytest.raises(StorageError):
        restore(broken, tmp_path / "new.db", NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["backup.db"]


def test_a_backup_cut_short_is_refused(records: Records, store: Path, tmp_path: Path) -> None:
    a_course(records)
    backup = tmp_path / "backup.db"
    back_up(store, backup)
    os.truncate(backup, backup.stat().st_size // 2)
    with pytest.raises(StorageError):
        restore(backup, tmp_path / "new.db", NOW)
    assert not (tmp_path / "new.db").exists()


def test_a_backup_with_a_broken_page_is_refused(records: Records, store: Path, tmp_path: Path) -> None:
    clinic, course = a_course(records)
    for number in range(20):
        weigh(records, clinic, course, f"97.{number:02}1")
    backup = tmp_path / "backup.db"
    back_up(store, backup)
    whole = bytearray(backup.read_bytes())
    place = whole.index(b"weight-measured")
    whole[place - 200 : place + 2000] = os.urandom(2200)
    backup.write_bytes(whole)
    with pytest.raises(StorageError):
        restore(backup, tmp_path / "new.db", NOW)
    assert not (tmp_path / "new.db").exists()


def test_a_backup_of_a_newer_version_is_refused(records: Records, store: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    back_up(store, backup)
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(StorageError) as caught:
        restore(backup, tmp_path / "new.db", NOW)
    assert caught.value.code == "backup.schema"


def test_a_folder_that_is_not_there_is_told(records: Records, store: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        back_up(store, tmp_path / "nowhere" / "backup.db")
    assert caught.value.code == "backup.write"


def test_there_must_be_something_to_copy(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        back_up(tmp_path / "none.db", tmp_path / "backup.db")
    with pytest.raises(InputError):
        restore(tmp_path / "none.db", tmp_path / "new.db", NOW)


def test_postgresql_is_told_how_to_be_backed_up(postgres_url: str, store: Path) -> None:
    with pytest.raises(InputError, match="pg_dump"):
        store_file(postgres_url)
    assert store_file(f"sqlite:///{store}") == store
