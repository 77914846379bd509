"""A real Dask cluster of separate processes on loopback, for tests."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def process(*words: str, ready: str | None) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process of the cluster with its own output, ended when the test ends."""
    with subprocess.Popen([sys.executable, *words], stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        told: list[str] = []
        try:
            for line in running.stderr:
                told.append(line)
                if ready is not None and ready in line:
                    break
            assert running.poll() is None, told
            drain = threading.Thread(target=running.stderr.read)
            drain.start()
            yield running, told[-1]
        finally:
            running.kill()
            running.wait()
            drain.join()


@contextmanager
def scheduler() -> Iterator[tuple[subprocess.Popen[str], str]]:
    words = ("-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with process(*words, ready="Scheduler at:") as (running, line):
        yield running, line.split()[-1]


@contextmanager
def worker(address: str, folder: Path, first: str = "") -> Iterator[subprocess.Popen[str]]:
    """A worker of one thread; ``first`` is Python that runs in it before anything else."""
    words = [address, "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard", "--name", folder.name]
    script = f"import sys\n{first}\nfrom distributed.cli.dask_worker import main\nsys.argv[0] = 'dask worker'\nmain()"
    with process("-c", script, *words, "--local-directory", str(folder), ready="Registered to:") as (running, _):
        yield running
