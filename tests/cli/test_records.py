"""``haipdose records`` as an operator uses it, on a store of its own."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from records_support import NURSE, a_course, new_postgres, run_postgres
from typer.testing import CliRunner

from haipdose.cli.records import app
from haipdose.records import courses, people, systems, tables
from haipdose.records.courses import FACT
from haipdose.records.database import open_engine
from haipdose.records.migrations import upgrade
from haipdose.records.work import Records

run = CliRunner()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store with a course of one fact, named by the variable that the server reads."""
    url = f"sqlite:///{tmp_path / 'haipdose.db'}"
    engine = open_engine(url)
    upgrade(engine)
    records = Records(engine)
    clinic, course = a_course(records)
    fact = FACT.validate_python({"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": "97"})
    with records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [fact])
    engine.dispose()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HAIPDOSE_DATABASE_URL", url)
    return url


def tamper(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "haipdose.db")) as connection:
        connection.execute("DROP TRIGGER facts_no_update")
        connection.execute("UPDATE facts SET document = replace(document, '97', '79')")
        connection.commit()


def test_verify_says_that_all_is_well(store: str) -> None:
    said = run.invoke(app, ["verify"])
    assert said.exit_code == 0
    assert "4 rows and 4 audit entries in 1 chains read" in said.stdout
    assert "haipdose records anchor" in said.stdout


def test_verify_exits_with_3_and_says_what_is_wrong(store: str, tmp_path: Path) -> None:
    tamper(tmp_path)
    said = run.invoke(app, ["verify"])
    assert said.exit_code == 3
    assert "NOT INTACT" in said.stdout
    assert "[row.changed]" in said.stdout
    told = run.invoke(app, ["verify", "--json"])
    assert told.exit_code == 3
    answer = json.loads(told.stdout)
    assert answer["intact"] is False
    assert [fault["code"] for fault in answer["faults"]] == ["row.changed"]


def test_verify_with_an_anchor_that_was_kept(store: str, tmp_path: Path) -> None:
    kept = tmp_path / "anchor.json"
    kept.write_text(run.invoke(app, ["anchor"]).stdout)
    said = run.invoke(app, ["verify", "--anchor", str(kept)])
    assert said.exit_code == 0
    assert "1 anchors fit" in said.stdout
    anchor = json.loads(kept.read_text())
    for head in anchor["chains"].values():
        head["digest"] = "f" * 64
    kept.write_text(json.dumps(anchor))
    assert run.invoke(app, ["verify", "--anchor", str(kept)]).exit_code == 3
    assert run.invoke(app, ["verify", "--anchor", "nowhere.json"]).exit_code == 2


def test_a_mistyped_store_is_not_made(tmp_path: Path) -> None:
    for command in ("verify", "anchor", "export", "backup"):
        given = [command, "--database", f"sqlite:///{tmp_path / 'mistyped.db'}"]
        said = run.invoke(app, [*given, str(tmp_path / "out")] if command in {"export", "backup"} else given)
        assert said.exit_code == 2, command
    assert list(tmp_path.iterdir()) == []


def test_backup_and_restore(store: str, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    assert run.invoke(app, ["backup", str(backup)]).exit_code == 0
    assert run.invoke(app, ["backup", str(backup)]).exit_code == 2
    assert run.invoke(app, ["backup", str(backup), "--overwrite"]).exit_code == 0
    assert run.invoke(app, ["restore", str(backup)]).exit_code == 2
    said = run.invoke(app, ["restore", str(backup), "--overwrite", "--json"])
    assert said.exit_code == 0
    answer = json.loads(said.stdout)
    assert answer["intact"] is True
    assert Path(answer["kept"]).is_file()
    assert run.invoke(app, ["verify"]).exit_code == 0


def test_export_and_import(store: str, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    sent = run.invoke(app, ["export", str(file), "--json"])
    assert sent.exit_code == 0
    assert file.stat().st_mode & 0o077 == 0
    assert run.invoke(app, ["export", str(file)]).exit_code == 2
    other = f"sqlite:///{tmp_path / 'other.db'}"
    received = run.invoke(app, ["import", str(file), "--database", other, "--json"])
    assert (received.exit_code, json.loads(received.stdout)) == (0, json.loads(sent.stdout))
    assert run.invoke(app, ["verify", "--database", other]).exit_code == 0
    again = run.invoke(app, ["import", str(file), "--database", other])
    assert again.exit_code == 2
    assert "not empty" in again.stderr


def test_a_store_that_was_tampered_with_is_imported_and_told(store: str, tmp_path: Path) -> None:
    tamper(tmp_path)
    file = tmp_path / "all.jsonl"
    run.invoke(app, ["export", str(file)])
    said = run.invoke(app, ["import", str(file), "--database", f"sqlite:///{tmp_path / 'other.db'}"])
    assert said.exit_code == 3
    assert "NOT INTACT" in said.stderr


def test_a_missing_export_is_told(store: str, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert run.invoke(app, ["import", "nowhere.jsonl", "--database", other]).exit_code == 2


def test_upgrade_says_what_it_did(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    open_engine(url).connect().close()
    before = run.invoke(app, ["verify", "--database", url])
    assert before.exit_code == 3
    assert "haipdose records upgrade" in before.stderr
    assert "Schema none → " in run.invoke(app, ["upgrade", "--database", url]).stdout
    assert "as it was" in run.invoke(app, ["upgrade", "--database", url]).stdout
    assert run.invoke(app, ["verify", "--database", url]).exit_code == 0


def test_postgresql_is_verified_and_exported_but_not_copied(tmp_path: Path) -> None:
    with run_postgres(durable=False) as server, new_postgres(server) as url:
        assert run.invoke(app, ["upgrade", "--database", url]).exit_code == 0
        assert run.invoke(app, ["verify", "--database", url]).exit_code == 0
        assert run.invoke(app, ["export", str(tmp_path / "all.jsonl"), "--database", url]).exit_code == 0
        said = run.invoke(app, ["backup", str(tmp_path / "backup.db"), "--database", url])
        assert said.exit_code == 2
        assert "pg_dump" in said.stderr


def test_rotated_keys_sign_and_seal_what_comes_and_open_what_was(store: str, tmp_path: Path) -> None:
    from haipdose_api.security.vault import open_vault

    engine = open_engine(store)
    records = Records(engine)
    assert run.invoke(app, ["rotate-keys"]).exit_code == 0
    key_file = tmp_path / "haipdose.key"
    old_key = key_file.read_bytes()
    with records.writing(NURSE) as work:
        person = people.create(work, "nurse", "N. Nurse", "hash", {})
        people.set_totp(work, person.id, open_vault(key_file).seal("JBSWY3DPEHPK3PXP"))
    said = run.invoke(app, ["rotate-keys", "--key-file", "--revoke"])
    assert said.exit_code == 0, said.stderr
    assert key_file.read_bytes().split()[1:] == old_key.split()
    assert key_file.stat().st_mode & 0o077 == 0
    with records.reading() as connection:
        sealed = people.get(connection, person.id).totp_secret
        keys = systems.signing_keys(connection)
    assert sealed is not None
    key_file.write_bytes(key_file.read_bytes().split()[0])  # the new key alone opens everything
    vault = open_vault(key_file)
    assert vault.open(sealed) == "JBSWY3DPEHPK3PXP"
    assert len(keys) == 1
    assert json.loads(vault.open(keys[0].sealed))["kid"] == keys[0].kid
    with engine.connect() as connection:
        told = [row.action for row in connection.execute(tables.audit.select())]
    assert {"signing-key.rotate", "signing-key.revoke", "sealing-key.rotate"} <= set(told)
    assert run.invoke(app, ["verify"]).exit_code == 0
    engine.dispose()
