"""The store's schema and how it came about: Alembic, run from the package and never guessed."""

from __future__ import annotations

from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from haipdose.errors import StorageError
from haipdose.records.database import WRITES
from haipdose.records.work import storage_errors

_LOCATION: Final = "haipdose:records/migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", _LOCATION)
    return config


def newest_revision() -> str:
    """The revision that this version of haipdose works with."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise StorageError("The migrations are missing from the installation.", code="records.migrations")
    return head


def known_revisions() -> frozenset[str]:
    """The revisions that this version of haipdose can work with, or upgrade from."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def current_revision(engine: Engine) -> str | None:
    """The revision that the store has; None when it is empty."""
    with storage_errors(), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine) -> None:
    """Bring the store to the newest revision, in one transaction; safe to run again and from several servers at once.

    Raises:
        StorageError: the store was written by a newer version of haipdose, or cannot be reached or written.
    """
    config = _config()
    with (
        storage_errors(),
        engine.connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7286513)")
        found = MigrationContext.configure(connection).get_current_revision()
        if found is not None and found not in known_revisions():
            raise StorageError(
                "The records were written by a newer version of haipdose.",
                code="records.newer",
                found=found,
                allowed=newest_revision(),
                remedy="Start the newer version; there is no way back but a backup.",
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
