"""The files of a randomisation: the secret, the sealed list, and the record that is only ever appended to."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

from pydantic import BaseModel

from haipdose.errors import Conflict, InputError, StorageError
from haipdose.exact_json import parse_document, validate
from haipdose.trial.randomisation_seal import Opened, SealedList, Secret

M = TypeVar("M", bound=BaseModel)


def write_new(path: Path, document: BaseModel, mode: int) -> None:
    """Write a document to a file that is not there yet.

    Raises:
        Conflict: the file is there: a secret or a list is never written over.
        StorageError: it cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(document.model_dump_json(indent=1).encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError as error:
        raise Conflict(
            f"{path.name} is there already and is not written over.", code="randomisation.exists", field="out",
            remedy="Choose another folder.",
        ) from error  # fmt: skip
    except OSError as error:
        raise _failure(path, "written", error) from error


def read_secret(path: Path) -> Secret:
    """The secret. Raises InputError or StorageError."""
    return _read(path, Secret)


def read_sealed(path: Path) -> SealedList:
    """The sealed list. Raises InputError or StorageError."""
    return _read(path, SealedList)


def read_record(path: Path) -> tuple[Opened, ...]:
    """Every line of the record; none when there is no file yet. Raises InputError or StorageError."""
    try:
        return _lines(path.read_bytes(), path)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _failure(path, "read", error) from error


def append(path: Path, opening: Callable[[tuple[Opened, ...]], Opened]) -> Opened:
    """Append the line that ``opening`` makes of the record; nobody else writes meanwhile. It is on disk on return.

    Raises:
        InputError: the record cannot be used.
        StorageError: it cannot be read or written.
    """
    try:
        with path.open("a+b") as stream, _alone(stream):
            stream.seek(0)
            line = opening(_lines(stream.read(), path))
            stream.write(line.model_dump_json().encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
            return line
    except OSError as error:
        raise _failure(path, "written", error) from error


def _lines(raw: bytes, path: Path) -> tuple[Opened, ...]:
    if raw and not raw.endswith(b"\n"):
        raise InputError(
            f"The last line of {path.name} is not complete.", code="randomisation.torn",
            remedy="It was never answered with an arm. Keep a copy, take that line away, and verify.",
        )  # fmt: skip
    return tuple(
        validate(Opened, parse_document(line, f"{path.name} line {number}"))
        for number, line in enumerate(raw.splitlines(), start=1)
    )


def _read(path: Path, shape: type[M]) -> M:
    try:
        return validate(shape, parse_document(path.read_bytes(), path.name))
    except OSError as error:
        raise _failure(path, "read", error) from error


def _failure(path: Path, done: str, error: OSError) -> StorageError:
    return StorageError(f"{path} cannot be {done}: {error.strerror}.", code="randomisation.file", remedy="Check it.")


@contextmanager
def _alone(stream: IO[bytes]) -> Iterator[None]:
    """Keep other writers away until the block ends: two people never open the same allocation."""
    fcntl.flock(stream.fileno(), fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(stream.fileno(), fcntl.LOCK_UN)
