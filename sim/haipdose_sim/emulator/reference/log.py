"""The pump's log: numbered, chained, as long as the memory allows (section 6)."""

from __future__ import annotations

import hashlib
import struct
from collections import deque
from enum import IntEnum
from itertools import islice
from typing import Final

ENTRY_BYTES: Final = 47
MOST_IN_A_REPLY: Final = 8
_KEPT: Final = 64
_ENTRY: Final = struct.Struct(">IIIBQ10s")


class Kind(IntEnum):
    """What an entry tells."""

    POWER_ON = 1
    PROGRAM_ACTIVE = 2
    BOLUS_STARTED = 3
    BOLUS_OVER = 4
    STOPPED = 5
    CLOCK_SET = 6
    ALARM_RAISED = 7
    ALARM_ACKNOWLEDGED = 8
    PROGRAM_LOST = 9
    SELF_RESET = 10


class Log:
    """The entries that are kept, and the chain that runs through all that ever were."""

    def __init__(self) -> None:
        self._entries: deque[bytes] = deque(maxlen=_KEPT)
        self._chain = bytes(16)
        self.next_number = 1

    @property
    def oldest_number(self) -> int:
        """The first entry that is still there; the next number when there is none."""
        return self.next_number - len(self._entries)

    def append(self, kind: Kind, *, clock: int, boot: int, effect_id: int = 0, detail: bytes = b"") -> None:
        """Write an entry."""
        head = _ENTRY.pack(self.next_number, clock, boot, kind, effect_id, detail)
        self._chain = hashlib.sha256(self._chain + head).digest()[:16]
        self._entries.append(head + self._chain)
        self.next_number += 1

    def read(self, first: int, count: int) -> bytes:
        """The payload of a LOG reply."""
        start = max(0, first - self.oldest_number)
        found = list(islice(self._entries, start, start + min(count, MOST_IN_A_REPLY)))
        return struct.pack(">IIB", self.oldest_number, self.next_number, len(found)) + b"".join(found)

    def forget_all_but(self, keep: int) -> None:
        """Lose the oldest entries."""
        while len(self._entries) > keep:
            self._entries.popleft()
