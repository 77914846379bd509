"""Files that are written whole or not at all, readable by their owner only, and overwrite nothing unasked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from haipdose.errors import InputError, StorageError


def need_free(target: Path, *, overwrite: bool) -> None:
    """Raise InputError when the file is there already and may not be overwritten."""
    if target.exists() and not overwrite:
        raise InputError(
            "The file is there already; it is not overwritten unasked.",
            code="backup.exists",
            field="file",
            found=target.name,
            remedy="Give another name, or --overwrite.",
        )


def unfinished_beside(target: Path) -> tuple[int, Path]:
    """An open file of another name in the target's folder. Raises StorageError."""
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise cannot_write(target, error) from error
    return descriptor, Path(name)


def put_in_place(unfinished: Path, target: Path) -> None:
    """Give the finished file its name, and make sure that it survives a power cut. Raises StorageError."""
    try:
        with unfinished.open("rb+") as stream:
            os.fsync(stream.fileno())
        unfinished.replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise cannot_write(target, error) from error


@contextmanager
def new_file(target: Path, *, overwrite: bool) -> Iterator[IO[bytes]]:
    """A stream; the file is there when the block has ended well.

    Raises:
        InputError: the file is there already.
        StorageError: it cannot be written.
    """
    need_free(target, overwrite=overwrite)
    descriptor, unfinished = unfinished_beside(target)
    try:
        try:
            with os.fdopen(descriptor, "wb") as stream:
                yield stream
        except OSError as error:
            raise cannot_write(target, error) from error
        put_in_place(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def cannot_write(target: Path, error: OSError) -> StorageError:
    """The file cannot be written, and why."""
    return StorageError(
        f"{target.name} cannot be written: {error.strerror}.",
        code="backup.write",
        remedy="Choose a folder that exists, may be written, and has room.",
    )
