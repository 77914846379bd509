"""What was about to be done to a pump, on disk before the first byte goes out.

One file a pump, JSON Lines, only ever appended: an ``intent`` before an effect is sent, an ``outcome`` when it is
known. An intent without outcome is pending: it survives the death of the process and blocks new effects on that pump.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from pydantic import ValidationError

from haipdose.device.errors import EffectPending
from haipdose.errors import StorageError
from haipdose.evidence import Document

EffectKind = Literal["commit", "start-bolus", "set-clock"]
_VERDICTS: Final = ("confirmed", "rejected")


class Intent(Document):
    """One effect that is about to be sent, with what the pump said just before.

    Digests are hexadecimal. ``content`` is what was staged (canonical bytes, hexadecimal), empty for a clock setting.
    """

    effect_id: int
    kind: EffectKind
    serial: int
    content: str
    digest: str
    base_digest: str
    base_sequence: int
    base_bolus: int
    base_effect_id: int
    log_from: int
    confirmed_by: tuple[str, ...] = ()


class Journal:
    """The journal of one pump, held by one process at a time.

    Args:
        folder: where journals are; made when missing.
        serial: of the pump.
        before_sync: called before each write reaches the disk (tests stop the process there).

    Raises:
        StorageError: the folder or file cannot be used, another process holds it, or its content is damaged.
    """

    def __init__(self, folder: Path, serial: int, *, before_sync: Callable[[], None] | None = None) -> None:
        self.path = folder / f"pump-{serial}.jsonl"
        self._before_sync = before_sync
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._stream = self.path.open("a+b")
        except OSError as error:
            raise StorageError(
                f"The device journal {self.path} cannot be opened: {error.strerror}.",
                code="device.journal-open",
                remedy="Choose a folder that may be written, with --journal.",
            ) from error
        try:
            fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._stream.close()
            raise StorageError(
                f"Another program is working with the pump {serial}.",
                code="device.journal-in-use",
                remedy="Wait until it has finished, or end it.",
            ) from error
        try:
            self._pending = self._read()
            _sync_folder(folder)
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the journal back."""
        self._stream.close()

    @property
    def pending(self) -> Intent | None:
        """The effect whose outcome is not known."""
        return self._pending

    def intend(self, intent: Intent) -> None:
        """Write ``intent`` down before anything of it is sent. Raises EffectPending, StorageError."""
        if self._pending is not None:
            raise pending_error(self._pending)
        self._append({"intent": intent.model_dump(mode="json")}, "Nothing was sent to the pump.")
        self._pending = intent

    def settle(self, effect_id: int, verdict: str, reason: str) -> None:
        """Write down what became of the pending effect. Raises StorageError."""
        outcome = {"effect_id": effect_id, "verdict": verdict, "reason": reason}
        self._append({"outcome": outcome}, "The effect stays open here: resolve it by reading the pump.")
        self._pending = None

    def _read(self) -> Intent | None:
        self._stream.seek(0)
        content = self._stream.read()
        *lines, torn = content.split(b"\n")
        pending: Intent | None = None
        for number, line in enumerate(lines, start=1):
            if not line:
                continue
            try:
                entry = json.loads(line)
                pending = Intent.model_validate(entry["intent"]) if "intent" in entry else _still(pending, entry)
            except (ValueError, KeyError, TypeError, ValidationError) as error:
                raise StorageError(
                    f"Line {number} of the device journal {self.path} is damaged.",
                    code="device.journal-damaged",
                    remedy="Keep the file, interrogate the pump, and let a person decide before the file is put aside.",
                ) from error
        if torn:
            # The process died while it wrote. An intent that is not whole was never followed by a byte to the pump; an
            # outcome that is not whole leaves its intent pending. Either way the line counts for nothing.
            self._stream.truncate(len(content) - len(torn))
        return pending

    def _append(self, entry: dict[str, Any], consequence: str) -> None:
        try:
            self._stream.write(json.dumps(entry, sort_keys=True).encode() + b"\n")
            self._stream.flush()
            if self._before_sync is not None:
                self._before_sync()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise StorageError(
                f"The device journal {self.path} cannot be written: {error.strerror}.",
                code="device.journal-write",
                remedy=f"Make room on the disk. {consequence}",
            ) from error


def _still(pending: Intent | None, entry: dict[str, Any]) -> Intent | None:
    outcome = entry["outcome"]
    if outcome["verdict"] not in _VERDICTS:
        raise ValueError(outcome["verdict"])
    return None if pending is not None and outcome["effect_id"] == pending.effect_id else pending


def pending_error(intent: Intent) -> EffectPending:
    """The error that says what is open and what to do."""
    return EffectPending(
        f"The outcome of an earlier {intent.kind} on the pump {intent.serial} is not known.",
        code="device.effect-pending",
        found=f"{intent.effect_id:016x}",
        remedy="Read the pump first: haipdose device resolve.",
    )


def _sync_folder(folder: Path) -> None:
    """Make a new file's name survive a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
