"""What the commands of ``haipdose simulate`` share: options, progress with the time left, a clean end, whole files."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from haipdose.cli.documents_io import answering, write_bytes

Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same answer, however the work is cut up.")]
Threads = Annotated[
    int | None,
    typer.Option("--threads", min=1, max=256, help="Default: one for each core.", show_default=False),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar="tcp://HOST:PORT", help="Run on the workers of a Dask scheduler.", show_default=False
    ),
]
Parameters = Annotated[
    Path | None,
    typer.Option("--parameters", help="The site's own parameters (TOML) instead of the packaged ones."),
]
Out = Annotated[Path | None, typer.Option("--out", help="A folder for plots and tables; it is made.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Show no progress.")]

STOPPED: Final = 130
"""Exit code after Ctrl-C, as shells have it; 143 after a polite kill."""

Progress = Callable[[int, int], None]
_SECONDS_BETWEEN_LINES: Final = 5.0
_SECONDS_BETWEEN_LIVE_LINES: Final = 0.2


@contextmanager
def simulating(*, as_json: bool) -> Iterator[None]:
    """Run a command's body: errors as everywhere, what to install, and a clean end after Ctrl-C or a polite kill."""
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        with answering(as_json=as_json), installed():
            yield
    except (KeyboardInterrupt, _Killed) as stopped:
        typer.echo("Stopped before the end; nothing was written.", err=True)
        raise typer.Exit(STOPPED if isinstance(stopped, KeyboardInterrupt) else 128 + signal.SIGTERM) from stopped
    finally:
        signal.signal(signal.SIGTERM, before)


class _Killed(BaseException):
    """A polite kill, on its way up through everything that tidies up."""


def _stop(*_: Any) -> None:
    raise _Killed


@contextmanager
def installed() -> Iterator[None]:
    """Say what to install when a library of the simulation is missing. Raises InputError."""
    try:
        yield
    except ModuleNotFoundError as error:
        from haipdose.errors import InputError

        raise InputError(
            f"This needs the library {error.name}, which is not installed.",
            code="simulate.not-installed",
            remedy="Install haipdose with its extra: pip install 'haipdose[simulation]'.",
        ) from error


def threads_of(threads: int | None) -> int:
    """The threads asked for, or one for each core that this process may use."""
    return threads or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))


@contextmanager
def progress_shown(what: str, *, quiet: bool) -> Iterator[Progress]:
    """Progress on stderr with the time left: written over on a terminal, a line every few seconds elsewhere."""
    live = sys.stderr.isatty()
    last = time.monotonic()
    first: tuple[float, int] | None = None
    wait = _SECONDS_BETWEEN_LIVE_LINES if live else _SECONDS_BETWEEN_LINES
    shown = False

    def show(done: int, total: int) -> None:
        nonlocal first, last, shown
        now = time.monotonic()
        if not done:
            return
        if first is None:
            first = now, done  # the rules may have been compiled until now: the pace is counted from here
        if quiet or now - last < wait:
            return
        last, shown = now, True
        line = f"{what}: {done:,} of {total:,} ({done / total:.0%})"
        if done > first[1]:
            left = (now - first[0]) * (total - done) / (done - first[1])
            line += f", {time_left(left)} left"
        sys.stderr.write(f"\r\033[K{line}" if live else f"{line}\n")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if live and shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def time_left(seconds: float) -> str:
    """Seconds as people say them."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write all files or none: they are made in a folder of their own and moved when all are whole.

    Raises:
        StorageError: the folder cannot be made or written.
    """
    from haipdose.errors import StorageError

    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{folder} cannot be made: {error.strerror}.", code="document.write") from error
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as made:
            for name, content in files.items():
                write_bytes(Path(made) / name, content)
            with _undisturbed():
                for name in files:
                    (Path(made) / name).replace(folder / name)
    except BaseException as error:
        if new:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise StorageError(f"{folder} cannot be written: {error.strerror}.", code="document.write") from error
        raise
    return tuple(files)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C and a polite kill wait until a few renames are done."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
