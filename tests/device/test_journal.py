"""The journal: what was intended survives the death of the process at every step."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from haipdose.device.errors import EffectPending
from haipdose.device.journal import Intent, Journal
from haipdose.device.outcome import Confirmed, Rejected
from haipdose.errors import StorageError

from .bench import SERIAL, UTC, DriverBench, flow_program


def intent(effect_id: int = 7) -> Intent:
    return Intent(
        effect_id=effect_id,
        kind="commit",
        serial=SERIAL,
        content="",
        digest="",
        base_digest="",
        base_sequence=0,
        base_bolus=0,
        base_effect_id=0,
        log_from=1,
    )


def test_an_intent_is_pending_until_it_is_settled(tmp_path: Path) -> None:
    with Journal(tmp_path, SERIAL) as journal:
        assert journal.pending is None
        journal.intend(intent())
        with pytest.raises(EffectPending):
            journal.intend(intent(8))
    with Journal(tmp_path, SERIAL) as journal:
        assert journal.pending == intent()
        journal.settle(7, "confirmed", "")
        assert journal.pending is None
    with Journal(tmp_path, SERIAL) as journal:
        assert journal.pending is None


def test_a_torn_last_line_counts_for_nothing(tmp_path: Path) -> None:
    with Journal(tmp_path, SERIAL) as journal:
        journal.intend(intent())
        path = journal.path
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"outcome": {"effect_')
    with Journal(tmp_path, SERIAL) as journal:
        assert journal.pending == intent()
    assert path.read_bytes() == whole
    path.write_bytes(whole[: len(whole) // 2])
    with Journal(tmp_path, SERIAL) as journal:
        assert journal.pending is None
        journal.intend(intent(9))
    with Journal(tmp_path, SERIAL) as journal:
        assert journal.pending == intent(9)


@pytest.mark.parametrize(
    "line", ["not json", '{"neither": 1}', '{"outcome": {"effect_id": 7, "verdict": "maybe"}}', '{"intent": {}}', "[]"]
)
def test_a_damaged_line_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / f"pump-{SERIAL}.jsonl").write_text(line + "\n")
    with pytest.raises(StorageError, match="Line 1") as caught:
        Journal(tmp_path, SERIAL)
    assert caught.value.code == "device.journal-damaged"


def test_one_process_at_a_time(tmp_path: Path) -> None:
    with Journal(tmp_path, SERIAL), pytest.raises(StorageError, match="Another program"):
        Journal(tmp_path, SERIAL)
    (tmp_path / "a-file").touch()
    with pytest.raises(StorageError, match="cannot be opened"):
        Journal(tmp_path / "a-file", SERIAL)


def test_nothing_is_sent_when_the_journal_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = DriverBench(tmp_path)
    staged = bench.driver.read_back(bench.driver.stage(flow_program()))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="Nothing was sent"):
        bench.driver.commit(staged, bench.driver.diff(staged), ("a", "b"))
    monkeypatch.undo()
    assert bench.port.count(5) == 0
    bench.close()


KILLED = """
    import os, signal, sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[3])
    from tests.device.bench import DriverBench, TWO, flow_program
    folder, step = Path(sys.argv[1]), int(sys.argv[2])
    bench = DriverBench(folder)
    seen = 0

    def die_at(name, function):
        def wrapped(*arguments, **options):
            global seen
            seen += 1
            if seen == step:
                (folder / "active").write_bytes(bench.active_bytes())
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **options)
        return wrapped

    bench.port.write = die_at("write", bench.port.write)
    os.fsync = die_at("fsync", os.fsync)
    bench.port.read = die_at("read", bench.port.read)
    bench.driver.program(flow_program(), lambda seen: TWO)
    (folder / "active").write_bytes(bench.active_bytes())
    print("finished", seen)
"""


@pytest.mark.timeout(120)
def test_a_driver_killed_at_every_step_leaves_what_reading_can_resolve(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    finished = False
    for step in range(1, 40):
        folder = tmp_path / str(step)
        folder.mkdir()
        run = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(folder), str(step), str(root)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if run.returncode == 0:
            finished = True
            assert step > 8, "writing, flushing and reading were each cut"
            break
        assert run.returncode == -signal.SIGKILL, run.stderr
        _resolve_after(folder)
    assert finished


def _resolve_after(folder: Path) -> None:
    """A new driver, on the pump as the dead one left it, finds out what happened by reading."""
    active = (folder / "active").read_bytes()
    applied = active == flow_program().canonical
    bench = DriverBench(folder)
    pending = bench.journal.pending
    if applied:
        # The pump of the dead process, rebuilt: what it did is done again through the back door, with the same id.
        assert pending is not None or _settled(folder)
        if pending is not None:
            _apply(bench, pending)
    if pending is not None:
        outcome = bench.driver.resolve()
        assert isinstance(outcome, Confirmed if applied else Rejected)
    assert bench.journal.pending is None
    bench.close()


def _settled(folder: Path) -> bool:
    lines = (folder / f"pump-{SERIAL}.jsonl").read_text().splitlines()
    return "outcome" in json.loads(lines[-1])


def _apply(bench: DriverBench, pending: Intent) -> None:
    from haipdose_sim.emulator.reference.memory import Effect
    from haipdose_sim.emulator.reference.operations import Operation
    from haipdose_sim.emulator.reference.programs import read_program

    program = read_program(bytes.fromhex(pending.content))
    assert abs(program.refill_due - UTC) > 0
    bench.pump.therapy.activate(program, Effect(pending.effect_id, Operation.COMMIT, b"", b""))
