"""Deliberately broken protocol files: each says in its head which error it must give, in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

import haipdose.protocol
from haipdose.errors import InputError, RuleDataError
from haipdose.protocol.loader import LARGEST_FILE_BYTES, load_protocol_file

BROKEN = Path(__file__).parent / "broken"
DATA = Path(haipdose.protocol.__file__).parent / "data"
FILES = sorted(BROKEN.glob("*.toml"))
EMPTY = "empty.toml"


def expectations(path: Path) -> tuple[str, int, list[str]]:
    head: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            break
        key, _, words = line.removeprefix("# ").partition(": ")
        head.setdefault(key, []).append(words)
    return head["code"][0], int(head["faults"][0]), head["says"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_says_what_is_wrong(path: Path) -> None:
    with pytest.raises(RuleDataError) as caught:
        load_protocol_file(path)
    error = caught.value
    if path.name == EMPTY:
        assert error.code == "protocol.empty"
        assert error.faults == ("empty.toml: is empty. Give a protocol in TOML.",)
        return
    code, count, words = expectations(path)
    text = "\n".join(error.faults)
    assert error.code == code
    assert len(error.faults) == count, text
    for wanted in words:
        assert wanted in text, text
    assert error.message == f"{path.name} has {'1 fault' if count == 1 else f'{count} faults'}."


TABLES = "floxuridine-modification-2026-11"
FIRST = "{ from_ratio = 0, below_ratio = 3, action"
SECOND = "{ from_ratio = 3, below_ratio = 4, action"
LAST = "{ from_ratio = 5, action"


@pytest.mark.parametrize(
    ("found", "instead", "words"),
    [
        (FIRST, FIRST.replace("3", "2.9"), "bands do not meet at 3"),
        (FIRST, FIRST.replace("3", "3.1"), "bands do not meet at 3"),
        (SECOND, SECOND.replace("from_ratio = 3", "from_ratio = 2.9"), "bands do not meet at 2.9"),
        (LAST, LAST.replace("5", "5, below_ratio = 9"), "the last one is open"),
        (FIRST, FIRST.replace("from_ratio = 0", "from_ratio = 0.1"), "bands start at 0"),
    ],
    ids=["gap", "overlap", "overlap from above", "end not open", "start not at zero"],
)
def test_bands_that_do_not_cover_every_ratio_once(tmp_path: Path, found: str, instead: str, words: str) -> None:
    """In a part of the site that takes the place of the packaged one."""
    part = (DATA / f"parts/{TABLES}.toml").read_text(encoding="utf-8")
    assert found in part
    (tmp_path / "parts").mkdir()
    (tmp_path / f"parts/{TABLES}.toml").write_text(part.replace(found, instead, 1), encoding="utf-8")
    path = tmp_path / "pump-it.toml"
    path.write_bytes((DATA / "pump-it.toml").read_bytes())
    with pytest.raises(RuleDataError) as caught:
        load_protocol_file(path)
    (fault,) = caught.value.faults
    assert fault.startswith(f"parts/{TABLES}.toml: toxicity.tables.ast.low.value")
    assert words in fault


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 30


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('title = "für"\n'.encode("latin-1"))
    with pytest.raises(RuleDataError) as caught:
        load_protocol_file(path)
    assert caught.value.code == "protocol.encoding"
    assert caught.value.faults == ("latin.toml: is not UTF-8 text. Save it as UTF-8.",)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    path.write_bytes(b"#" * (LARGEST_FILE_BYTES + 1))
    with pytest.raises(RuleDataError, match="has 1 fault") as caught:
        load_protocol_file(path)
    assert caught.value.faults == ("huge.toml: is larger than 1024 KiB",)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(InputError) as caught:
        load_protocol_file(BROKEN / "nowhere.toml")
    assert caught.value.code == "protocol.unreadable"
    assert "nowhere.toml cannot be read" in caught.value.message
