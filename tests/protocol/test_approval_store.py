"""The site's record of approvals: appended safely, torn lines survived, changed lines never believed."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from haipdose.errors import StorageError
from haipdose.protocol.approval import Approval, Approvals
from haipdose.protocol.approval_store import append_approval, approvals_path, read_approvals

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


def entry(number: int) -> Approval:
    return Approval(
        protocol_id="pump-it",
        version="1",
        digest=f"{number:064x}",
        approved_by=f"pharmacist-{number}",
        role="hospital pharmacist",
        at=AT + dt.timedelta(minutes=number),
        statement="geprüft",
    )


def record(path: Path, count: int) -> Path:
    for number in range(count):
        append_approval(entry(number), path)
    return path


def append_many(path: str, first: int) -> None:
    for number in range(first, first + 10):
        append_approval(entry(number), Path(path))


def test_no_record_means_no_approvals(tmp_path: Path) -> None:
    assert read_approvals(tmp_path / "none.jsonl") == Approvals()


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "site" / "approvals.jsonl"
    assert append_approval(entry(0), path) == path
    append_approval(entry(1), path)
    assert read_approvals(path).entries == (entry(0), entry(1))
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_a_torn_last_line_is_ignored_and_cut_off(tmp_path: Path) -> None:
    path = record(tmp_path / "a.jsonl", 3)
    whole = path.read_bytes()
    start = whole.rstrip(b"\n").rfind(b"\n") + 1
    for end in range(start, len(whole)):
        path.write_bytes(whole[:end])
        assert read_approvals(path).entries == (entry(0), entry(1)), end
    append_approval(entry(7), path)
    assert read_approvals(path).entries == (entry(0), entry(1), entry(7))


def damaged(lines: list[str], how: str) -> list[str]:
    record = json.loads(lines[1])
    if how == "another person":
        record["approval"]["approved_by"] = "somebody-else"
    elif how == "a key more":
        record["note"] = "x"
    elif how == "no digest":
        del record["digest"]
    elif how == "no approval":
        del record["approval"]
    elif how == "not the shape":
        record["approval"]["digest"] = "short"
    elif how == "another chain":
        record["previous"] = "1" * 64
    elif how == "not an object":
        return [lines[0], "[1]", lines[2]]
    elif how == "not JSON":
        return [lines[0], "{", lines[2]]
    elif how == "empty line":
        return [lines[0], "", lines[1], lines[2]]
    elif how == "line removed":
        return [lines[0], lines[2]]
    elif how == "lines swapped":
        return [lines[0], lines[2], lines[1]]
    elif how == "line twice":
        return [lines[0], lines[1], lines[1], lines[2]]
    return [lines[0], json.dumps(record), lines[2]]


@pytest.mark.parametrize(
    "how",
    [
        "another person",
        "a key more",
        "no digest",
        "no approval",
        "not the shape",
        "another chain",
        "not an object",
        "not JSON",
        "empty line",
        "line removed",
        "lines swapped",
        "line twice",
    ],
)
def test_a_changed_line_makes_the_whole_record_unbelievable(tmp_path: Path, how: str) -> None:
    path = record(tmp_path / "a.jsonl", 3)
    lines = damaged(path.read_text(encoding="utf-8").splitlines(), how)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StorageError) as caught:
        read_approvals(path)
    assert caught.value.code == "approvals.tampered"
    assert caught.value.field == ("line 3" if how == "line twice" else "line 2")
    with pytest.raises(StorageError):
        append_approval(entry(9), path)
    assert path.read_bytes() == before, "nothing is added to a record that is not believed"


def test_a_last_line_that_is_complete_and_changed_is_refused_too(tmp_path: Path) -> None:
    path = record(tmp_path / "a.jsonl", 2)
    path.write_text(path.read_text(encoding="utf-8").replace("pharmacist-1", "pharmacist-2"), encoding="utf-8")
    with pytest.raises(StorageError, match="Line 2"):
        read_approvals(path)


def test_writers_at_the_same_time_do_not_lose_each_others_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(append_many, [str(path)] * 2, [0, 100]))
    found = read_approvals(path).entries
    assert {each.approved_by for each in found} == {f"pharmacist-{n}" for n in (*range(10), *range(100, 110))}


def test_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert approvals_path(tmp_path / "x.jsonl") == tmp_path / "x.jsonl"
    monkeypatch.setenv("HAIPDOSE_SITE_DIR", str(tmp_path / "site"))
    assert approvals_path() == tmp_path / "site" / "approvals.jsonl"
    monkeypatch.delenv("HAIPDOSE_SITE_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert approvals_path() == tmp_path / "data" / "haipdose" / "approvals.jsonl"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert approvals_path() == tmp_path / ".local" / "share" / "haipdose" / "approvals.jsonl"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert approvals_path() == tmp_path / "Library" / "Application Support" / "haipdose" / "approvals.jsonl"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert approvals_path() == tmp_path / "local" / "haipdose" / "approvals.jsonl"


def test_a_folder_in_place_of_the_record(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as read:
        read_approvals(tmp_path)
    assert read.value.code == "approvals.unreadable"
    with pytest.raises(StorageError) as written:
        append_approval(entry(0), tmp_path)
    assert written.value.code == "approvals.not-written"
    assert "--approvals" in str(written.value.remedy)


def test_a_disk_that_fails_at_the_last_moment_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = record(tmp_path / "a.jsonl", 1)

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError, match="No space left"):
        append_approval(entry(1), path)
