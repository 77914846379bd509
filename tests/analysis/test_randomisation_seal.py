"""The sealed list and its record: what is tampered with is found."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from haipdose.cli.main import app
from haipdose.errors import Conflict, InputError, StorageError
from haipdose.trial.randomisation import Design, Factor
from haipdose.trial.randomisation_files import append, read_record, read_sealed, write_new
from haipdose.trial.randomisation_seal import Opened, SealedList, Secret, faults_of, open_next, seal

SITE = Factor(name="site", levels=("AVL", "EMC"))
BLOCKS = Design(trial="T", method="permuted-blocks", factors=(SITE,), length=12, block_sizes=(2, 4))
MINIMISATION = Design(trial="T", method="minimisation", factors=(SITE,), length=20, probability=Decimal("0.8"))
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
run = CliRunner()


def _opened(design: Design, count: int) -> tuple[Secret, SealedList, list[Opened]]:
    secret = Secret(design=design, seed="0123456789abcdef")
    sealed = seal(secret)
    record: list[Opened] = []
    for n in range(count):
        factors = {"site": SITE.levels[n % 2]}
        record.append(open_next(secret, sealed, record, f"P{n}", factors, START + timedelta(hours=n), "trial-office"))
    return secret, sealed, record


@pytest.mark.parametrize("design", [BLOCKS, MINIMISATION])
def test_what_was_opened_in_order_verifies(design: Design) -> None:
    secret, sealed, record = _opened(design, 10)
    assert faults_of(sealed, record) == ()
    assert faults_of(sealed, record, secret, record[-1].digest) == ()
    assert {line.arm.value for line in record} == {"A", "B"}


def test_the_sealed_list_shows_no_allocation() -> None:
    secret, sealed, _ = _opened(BLOCKS, 0)
    assert secret.seed not in sealed.model_dump_json()
    assert len({entry.commitment for entry in sealed.entries}) == len(sealed.entries)


def _change(**what: Any) -> Callable[[list[Opened]], list[Opened]]:
    return lambda record: [*record[:3], record[3].model_copy(update=what), *record[4:]]


@pytest.mark.parametrize("design", [BLOCKS, MINIMISATION])
@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (_change(arm="other"), "says arm"),
        (_change(content="other"), "not what was sealed"),
        (_change(content="nonsense"), "cannot be read"),
        (_change(participant="Px"), "digest does not fit"),
        (_change(participant="P0"), "was randomised before"),
        (_change(factors={"site": "EMC "}), "no level"),
        (_change(at=START - timedelta(days=1)), "is earlier"),
        (_change(sequence=9), "says it is number 9"),
        (_change(list_digest="0" * 64), "belongs to another list"),
        (_change(number=5), "the next was"),
        (lambda record: [*record[:3], *record[4:]], "does not follow"),
        (lambda record: [*record[:3], record[4], record[3], *record[5:]], "does not follow"),
        (lambda record: record[:-1], "lines are missing"),
    ],
)
def test_tampering_is_found(design: Design, tamper: Callable[[list[Opened]], list[Opened]], said: str) -> None:
    secret, sealed, record = _opened(design, 8)
    changed = tamper(record)
    if len(changed) == len(record):
        line = changed[3]
        if line.arm == "other":
            flipped = type(record[3].arm)("B" if record[3].arm.value == "A" else "A")
            changed[3] = line.model_copy(update={"arm": flipped})
        if line.content == "other":
            content = {"A": "B", "B": "A"}.get(record[3].content, "1")
            changed[3] = line.model_copy(update={"content": content})
    faults = faults_of(sealed, changed, secret, record[-1].digest)
    assert any(said in fault for fault in faults), faults


def test_a_line_of_another_stratum_is_found() -> None:
    _, sealed, record = _opened(BLOCKS, 4)
    record[3] = record[3].model_copy(update={"factors": {"site": "AVL"}})
    assert any("belongs in site=AVL" in fault for fault in faults_of(sealed, record))


def test_a_changed_list_is_found() -> None:
    secret, sealed, record = _opened(BLOCKS, 4)
    swapped = (sealed.entries[1], sealed.entries[0], *sealed.entries[2:])
    changed = sealed.model_copy(update={"entries": swapped})
    assert any("list was changed" in fault for fault in faults_of(changed, record))
    assert any("secret regenerates" in fault for fault in faults_of(changed, record, secret))
    with pytest.raises(Conflict, match="cannot be used"):
        open_next(secret, changed, record, "P9", {"site": "AVL"}, START + timedelta(days=9), "trial-office")


def test_the_secret_must_be_the_lists_own() -> None:
    secret, sealed, record = _opened(BLOCKS, 2)
    other = secret.model_copy(update={"seed": "another seed of some length"})
    with pytest.raises(Conflict, match="does not belong"):
        open_next(other, sealed, record, "P9", {"site": "AVL"}, START + timedelta(days=9), "trial-office")


def test_nobody_is_randomised_twice_or_before_the_last_and_a_stratum_ends() -> None:
    secret, sealed, record = _opened(BLOCKS, 3)
    with pytest.raises(Conflict, match="already"):
        open_next(secret, sealed, record, "P1", {"site": "AVL"}, START + timedelta(days=9), "trial-office")
    with pytest.raises(InputError, match="before the last"):
        open_next(secret, sealed, record, "P9", {"site": "AVL"}, START, "trial-office")
    record = []
    for n in range(sum(entry.stratum == "site=AVL" for entry in sealed.entries)):
        at = START + timedelta(hours=n)
        record.append(open_next(secret, sealed, record, f"P{n}", {"site": "AVL"}, at, "trial-office"))
    with pytest.raises(Conflict, match="are used"):
        open_next(secret, sealed, record, "P99", {"site": "AVL"}, START + timedelta(days=9), "trial-office")


def test_a_torn_line_stops_and_a_missing_record_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    assert read_record(path) == ()
    path.write_bytes(b'{"sequence": 1')
    with pytest.raises(InputError, match="not complete"):
        read_record(path)


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        read_sealed(tmp_path / "none.json")
    with pytest.raises(StorageError):
        read_record(tmp_path)
    with pytest.raises(StorageError):
        write_new(tmp_path / "no" / "folder", SITE, 0o644)
    with pytest.raises(StorageError):
        append(tmp_path, lambda record: record[0])


def _call(*words: str) -> Any:
    return run.invoke(app, ["trial", "randomise", *words])


def test_the_whole_way_on_the_command_line(tmp_path: Path) -> None:
    design = tmp_path / "design.json"
    design.write_text(BLOCKS.model_dump_json())
    made = _call("make", str(design), "--out", str(tmp_path), "--json")
    assert made.exit_code == 0, made.output
    assert json.loads(made.stdout)["strata"] == 2
    assert stat.S_IMODE((tmp_path / "secret.json").stat().st_mode) == 0o600
    again = _call("make", str(design), "--out", str(tmp_path))
    assert again.exit_code == 2
    assert "not written over" in again.stderr
    sealed, record = ["--list", str(tmp_path / "sealed-list.json")], ["--record", str(tmp_path / "record.jsonl")]
    secret = ["--secret", str(tmp_path / "secret.json")]
    for n in range(5):
        opened = _call("next", f"P{n}", "--factor", "site=AVL", "--by", "office", *sealed, *record, *secret)
        assert opened.exit_code == 0, opened.output
        assert f"P{n}: arm " in opened.stdout
    assert "already" in _call("next", "P1", "--factor", "site=AVL", "--by", "office", *sealed, *record, *secret).stderr
    assert _call("next", "P7", "--factor", "AVL", "--by", "office", *sealed, *record, *secret).exit_code == 2
    held = _call("verify", *sealed, *record, *secret)
    assert held.exit_code == 0, held.output
    assert "5 of" in held.stdout
    head = held.stdout.split()[-1]
    lines = (tmp_path / "record.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "record.jsonl").write_text("".join(lines[:-1]))
    assert _call("verify", *sealed, *record).exit_code == 0
    cut = _call("verify", *sealed, *record, "--head", head, "--json")
    assert cut.exit_code == 2
    assert json.loads(cut.stdout)["error"]["code"] == "randomisation.tampered"


def test_a_given_seed_gives_the_same_list(tmp_path: Path) -> None:
    design = tmp_path / "design.json"
    design.write_text(MINIMISATION.model_dump_json())
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        assert _call("make", str(design), "--out", str(tmp_path / name), "--seed", "0123456789abcdef").exit_code == 0
    assert (tmp_path / "one/sealed-list.json").read_bytes() == (tmp_path / "two/sealed-list.json").read_bytes()
