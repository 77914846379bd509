"""Why a request was refused (section 4). A refusal means that nothing was changed."""

from __future__ import annotations

from enum import IntEnum


class Reason(IntEnum):
    """The reason as it goes onto the wire."""

    BUSY = 0x01
    STALE_SESSION = 0x02
    MALFORMED = 0x03
    UNKNOWN_OPERATION = 0x04
    OUT_OF_RANGE = 0x05
    STALE_BASE = 0x06
    NO_SUCH_TOKEN = 0x07
    DIGEST = 0x08
    WRONG_STATE = 0x09
    ID_REUSED = 0x0A


class Field(IntEnum):
    """Which value was out of range."""

    SERIAL = 1
    FLAGS = 2
    DRUG = 3
    CONCENTRATION = 4
    RATE = 5
    RESERVOIR = 6
    ALARM_LEVEL = 7
    REFILL_DATE = 8
    BOLUS_VOLUME = 9
    BOLUS_DURATION = 10
    BOLUS_RATE = 11
    FORM = 12


class Refusal(Exception):
    """The request was refused."""

    def __init__(self, reason: Reason, detail: int = 0) -> None:
        super().__init__(reason.name)
        self.reason = reason
        self.detail = detail
