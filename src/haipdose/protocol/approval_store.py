"""The site's record of approvals on disk: JSON Lines that are only ever appended to, each line chained to the last.

Each line holds an approval, the digest of the line before, and its own. A changed, removed or reordered line breaks
the chain and the whole record is refused. A last line that was torn by a power cut was never acknowledged: it is
ignored when reading and cut off before the next approval is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from pydantic import ValidationError

from haipdose.errors import StorageError
from haipdose.protocol.approval import Approval, Approvals

FILE_NAME: Final = "approvals.jsonl"
SITE_FOLDER_VARIABLE: Final = "HAIPDOSE_SITE_DIR"
_START: Final = "0" * 64
_KEYS: Final = {"approval", "previous", "digest"}


def approvals_path(path: Path | None = None) -> Path:
    """Where the record is: ``path``, else in the site's folder ($HAIPDOSE_SITE_DIR), else in the user's data folder."""
    if path is not None:
        return path
    site = os.environ.get(SITE_FOLDER_VARIABLE)
    return (Path(site) if site else _user_data_folder()) / FILE_NAME


def read_approvals(path: Path | None = None) -> Approvals:
    """The site's approvals; none when there is no record yet.

    Raises:
        StorageError: the record cannot be read, or a line of it was changed.
    """
    place = approvals_path(path)
    try:
        raw = place.read_bytes()
    except FileNotFoundError:
        return Approvals()
    except OSError as error:
        raise _failure(place, "read", error) from error
    entries, _, _ = _parse(raw, place)
    return Approvals(entries=tuple(entries))


def append_approval(approval: Approval, path: Path | None = None) -> Path:
    """Write an approval at the end of the record and flush it to disk.

    Returns:
        Where it was written.

    Raises:
        StorageError: the record cannot be written, or a line of it was changed: nothing is added to such a record.
    """
    place = approvals_path(path)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a+b") as stream, _locked(stream):
            stream.seek(0)
            _, last, sound = _parse(stream.read(), place)
            stream.truncate(sound)
            stream.write(_line(approval, last))
            stream.flush()
            os.fsync(stream.fileno())
        _flush_folder(place.parent)
    except OSError as error:
        raise _failure(place, "written", error) from error
    return place


def _parse(raw: bytes, place: Path) -> tuple[list[Approval], str, int]:
    """The approvals, the digest of the last line, and how many bytes of the record are sound."""
    entries: list[Approval] = []
    last = _START
    lines = raw.split(b"\n")
    torn = lines.pop()  # empty after a complete last line
    for number, line in enumerate(lines, 1):
        approval, last = _parse_line(line, last, number, place)
        entries.append(approval)
    return entries, last, len(raw) - len(torn)


def _parse_line(line: bytes, previous: str, number: int, place: Path) -> tuple[Approval, str]:
    try:
        record = json.loads(line)
        approval = Approval.model_validate(record["approval"])
        sound = (
            set(record) == _KEYS
            and record["previous"] == previous
            and record["digest"] == _chained(record["approval"], previous)
        )
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise _tampered(place, number) from error
    if not sound:
        raise _tampered(place, number)
    return approval, str(record["digest"])


def _line(approval: Approval, previous: str) -> bytes:
    content = approval.model_dump(mode="json", exclude_none=True)
    record = {"approval": content, "previous": previous, "digest": _chained(content, previous)}
    return json.dumps(record, ensure_ascii=False).encode("utf-8") + b"\n"


def _chained(content: Any, previous: str) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}{text}".encode()).hexdigest()


def _tampered(place: Path, number: int) -> StorageError:
    return StorageError(
        f"Line {number} of the approvals {place} was changed, removed or damaged: nothing in it is believed.",
        code="approvals.tampered",
        field=f"line {number}",
        remedy="Restore the file from its backup, or move it away and approve again.",
    )


def _failure(place: Path, doing: str, error: OSError) -> StorageError:
    return StorageError(
        f"The approvals {place} cannot be {doing}: {error.strerror}.",
        code="approvals.unreadable" if doing == "read" else "approvals.not-written",
        remedy="Check the path and its permissions; --approvals names another file.",
    )


def _flush_folder(folder: Path) -> None:
    """Flush the folder's entry of a new file; folders cannot be opened for that on Windows."""
    if sys.platform != "win32":  # pragma: no branch - tested on POSIX
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _user_data_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "haipdose"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "haipdose"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "haipdose"


if sys.platform == "win32":  # pragma: no cover - tested on POSIX
    import msvcrt

    @contextmanager
    def _locked(stream: IO[bytes]) -> Iterator[None]:
        """Keep other writers away until the block ends."""
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    @contextmanager
    def _locked(stream: IO[bytes]) -> Iterator[None]:
        """Keep other writers away until the block ends."""
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(stream.fileno(), fcntl.LOCK_UN)
