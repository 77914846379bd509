"""A real Dask cluster of separate processes on loopback: workers killed, missing or unfit, and no scheduler."""

from __future__ import annotations

import gc
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from dask_cluster import scheduler, worker
from distributed import Client

from haipdose.errors import ClusterError, InputError
from haipdose_sim.cohort import cluster
from haipdose_sim.cohort.chunks import in_chunks
from haipdose_sim.cohort.reservoir_parameters import reservoir_parameters
from haipdose_sim.cohort.risk import RiskRun, simulate_risk
from haipdose_sim.cohort.risk_documents import Interval, RiskRequest

ONE = Interval(name="one", volume_ml=Decimal(30), flow_ml_per_day=Decimal("1.4"), days=Decimal(19))
REQUEST = RiskRequest(intervals=(ONE,) * 3)
DRAWS = 400_000


@pytest.fixture(autouse=True)
def _last_words() -> Iterator[None]:
    """What lost tasks of a dead cluster still report, they report here.

    Python 3.11 parses source to format a report. When the collector makes it do so while another source is parsed (the
    next import of a test), that ends with "AST constructor recursion depth mismatch".
    """
    yield
    gc.collect()


def run(scheduler: str | None, **more: object) -> RiskRun:
    return simulate_risk(
        REQUEST, reservoir_parameters(), seed=9, draws=DRAWS, chunk=4000, threads=2, scheduler=scheduler, **more
    )  # type: ignore[arg-type]


def test_one_worker_killed_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    """The doomed worker is frozen first, so that it surely dies with chunks under way."""
    seen: list[int] = []
    with scheduler() as (_, address), worker(address, tmp_path / "a") as doomed, worker(address, tmp_path / "b"):

        def freeze_and_kill(done: int, total: int) -> None:
            seen.append(done)
            if len(seen) == 3:
                os.kill(doomed.pid, signal.SIGSTOP)
            if len(seen) == 6:
                with Client(address, set_as_default=False) as client:
                    workers = client.scheduler_info()["workers"]
                    assert len(workers) == 2
                    (its_address,) = (where for where, told in workers.items() if told["name"] == "a")
                    assert client.processing()[its_address], "it has chunks under way"
                os.kill(doomed.pid, signal.SIGKILL)
                assert doomed.wait(10) == -signal.SIGKILL

        found = run(address, progress=freeze_and_kill)
        with Client(address, set_as_default=False) as client:
            assert len(client.nthreads()) == 1
    assert seen[5] < DRAWS == seen[-1]
    here = run(None)
    assert found.answer.model_dump_json() == here.answer.model_dump_json()
    assert found.delivered.tobytes() == here.delivered.tobytes()
    assert found.returned.tobytes() == here.returned.tobytes()


def test_a_scheduler_that_dies_in_the_middle(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with scheduler() as (running, address), worker(address, tmp_path):
        killed_at: list[float] = []

        def kill(done: int, total: int) -> None:
            if not killed_at:
                running.kill()
                killed_at.append(time.monotonic())

        with pytest.raises(ClusterError, match="went away before the end") as error:
            run(address, progress=kill)
        assert time.monotonic() - killed_at[0] < 10
        assert error.value.code == "cluster.lost"
    assert capfd.readouterr().err == ""


def test_a_cluster_without_workers_or_with_unfit_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS_WITHOUT_WORKERS", 0.5)
    told = (
        "import importlib.metadata as m; v = m.version; m.version = lambda name: {} if name == 'haipdose' else v(name)"
    )
    without = told.format("v('no-such-package')")
    other = told.format("'0.0.1'")
    differs = "import haipdose_sim.cohort.same_numbers as s; s.fingerprint = lambda: 'other'"
    differs += "; import haipdose_sim.cohort.cluster as c; c.fingerprint = s.fingerprint"
    with scheduler() as (_, address):
        began = time.monotonic()
        with pytest.raises(ClusterError) as error:
            run(address)
        assert error.value.code == "cluster.no-workers"
        assert time.monotonic() - began < 10
        with worker(address, tmp_path / "a", without), worker(address, tmp_path / "b", other):
            with pytest.raises(ClusterError, match="has haipdose not installed, here it is") as error:
                run(address)
            assert "has haipdose 0.0.1, here it is" in error.value.message
            assert error.value.code == "cluster.packages"
        with worker(address, tmp_path / "c", differs):
            with pytest.raises(ClusterError, match="mathematics library of a worker differs") as error:
                run(address)
            assert error.value.code == "cluster.worker-differs"


@pytest.mark.parametrize("answer", [None, b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"], ids=["closed", "silent", "other"])
def test_nothing_or_something_else_at_the_address(answer: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        if answer is None:
            listener.close()
        else:
            threading.Thread(target=serve, args=(listener, answer), daemon=True).start()
        began = time.monotonic()
        with pytest.raises(ClusterError) as error:
            run(f"tcp://127.0.0.1:{port}")
        assert error.value.code == "cluster.unreachable"
        assert time.monotonic() - began < 8


def serve(listener: socket.socket, answer: bytes) -> None:
    taken = []
    while True:
        try:
            taken.append(listener.accept()[0])
            taken[-1].sendall(answer)
        except OSError:
            for each in taken:
                each.close()
            return


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://127.0.0.1:8786", "", "inproc://x"])
def test_no_address_of_a_scheduler(address: str) -> None:
    with pytest.raises(InputError, match="not the address") as error:
        in_chunks(lambda first, last: (), 10, size=5, scheduler=address)
    assert error.value.code == "simulate.scheduler"
