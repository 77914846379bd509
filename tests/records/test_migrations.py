"""The migrated schema is the one in the tables, on both stores, and getting there is safe."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from records_support import a_course
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from haipdose.errors import StorageError
from haipdose.records import tables
from haipdose.records.database import is_sqlite, open_engine
from haipdose.records.migrations import current_revision, known_revisions, newest_revision, upgrade
from haipdose.records.verify import verify
from haipdose.records.work import Records


@pytest.fixture
def bare(database_url: str) -> Iterator[Engine]:
    """A store in which nothing has been made yet."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


def test_the_migrations_lead_to_the_tables_that_the_code_uses(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, tables.metadata) == []


def test_upgrading_again_changes_nothing(bare: Engine) -> None:
    assert current_revision(bare) is None
    upgrade(bare)
    assert current_revision(bare) == newest_revision() in known_revisions()
    a_course(Records(bare))
    before = verify(bare)
    upgrade(bare)
    assert verify(bare) == before
    assert before.intact


def test_servers_that_start_at_once_upgrade_once(database_url: str) -> None:
    faults: list[BaseException] = []
    start = threading.Barrier(4)

    def serve() -> None:
        engine = open_engine(database_url)
        try:
            start.wait()
            upgrade(engine)
        except BaseException as error:  # noqa: BLE001 - every fault of the thread is what is looked for
            faults.append(error)
        finally:
            engine.dispose()

    servers = [threading.Thread(target=serve) for _ in range(4)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    assert faults == []
    engine = open_engine(database_url)
    assert current_revision(engine) == newest_revision()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    engine.dispose()


def test_a_store_of_a_newer_version_is_left_alone(engine: Engine) -> None:
    with engine.connect().execution_options(haipdose_writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError) as caught:
        upgrade(engine)
    assert (caught.value.code, caught.value.found) == ("records.newer", "9999")
    assert current_revision(engine) == "9999"


def test_an_upgrade_that_fails_leaves_nothing_behind(bare: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with bare.connect().execution_options(haipdose_writes=True) as connection, connection.begin():
        connection.execute(text("CREATE TABLE used_tokens (mine INTEGER)"))  # in the way, half-way through
    with pytest.raises(StorageError):
        upgrade(bare)
    assert current_revision(bare) is None
    assert set(inspect(bare).get_table_names()) == {"used_tokens"}


@pytest.mark.parametrize("table", [table.name for table in tables.APPEND_ONLY])
def test_the_database_itself_refuses_to_change_what_was_recorded(engine: Engine, table: str) -> None:
    records = Records(engine)
    a_course(records)
    columns = {column["name"] for column in inspect(engine).get_columns(table)}
    by = "by" if "by" in columns else "actor_id"
    if is_sqlite(engine):
        with engine.connect() as connection:
            found = connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"), {"table": table}
            )
            assert {row.name for row in found} == {f"{table}_no_update", f"{table}_no_delete"}
        return
    for statement in (f"UPDATE {table} SET \"{by}\" = 'x'", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(DBAPIError, match="only appended to"), engine.connect() as connection:
            connection.execute(text(statement))


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor_id = 'x'", "DELETE FROM audit", "DELETE FROM revisions"])
def test_rows_that_were_recorded_can_be_neither_changed_nor_deleted(engine: Engine, statement: str) -> None:
    a_course(Records(engine))
    with (
        pytest.raises(DBAPIError, match="only appended to"),
        engine.connect().execution_options(haipdose_writes=True) as connection,
    ):
        connection.execute(text(statement))
