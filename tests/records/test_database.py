"""Opening a store: a new SQLite file that another server is changing at that moment is waited for."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from haipdose.records import database
from haipdose.records.database import open_engine


def _hold(path: Path) -> sqlite3.Connection:
    """A new file, in the journal mode that SQLite begins with, locked by somebody else."""
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("CREATE TABLE mine (n INTEGER)")
    holder.execute("BEGIN IMMEDIATE")
    return holder


def test_a_new_file_that_is_being_made_is_waited_for(tmp_path: Path) -> None:
    holder = _hold(tmp_path / "new.db")
    release = threading.Timer(0.3, lambda: holder.execute("COMMIT"))
    release.start()
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    release.join()
    engine.dispose()
    holder.close()


def test_the_wait_for_a_locked_file_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    holder = _hold(tmp_path / "new.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with pytest.raises(OperationalError, match="locked"):
        engine.connect()
    engine.dispose()
    holder.close()
